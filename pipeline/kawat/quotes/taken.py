"""What has been found in a document already: stretches of it that do not overlap."""

from bisect import bisect_left, bisect_right

from kawat.quotes.copy import Place


class Taken:
    """Places by order; each look-up is a binary search, however many of them there are."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, place: Place) -> None:
        """Adds a place that is free."""
        i = bisect_right(self._starts, place[0])
        self._starts.insert(i, place[0])
        self._ends.insert(i, place[1])

    def __contains__(self, i: int) -> bool:
        return not self.is_free((i, i + 1))

    def is_free(self, place: Place) -> bool:
        return self.until(*place) == place[1]

    def until(self, start: int, end: int) -> int:
        """Where what is free from `start` on ends, `end` at the latest."""
        i = bisect_right(self._ends, start)
        return min(max(self._starts[i], start), end) if i < len(self._starts) else end

    def since(self, start: int, end: int) -> int:
        """Where what is free up to `end` begins, `start` at the earliest."""
        i = bisect_left(self._starts, end)
        return max(min(self._ends[i - 1], end), start) if i else start

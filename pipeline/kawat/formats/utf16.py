"""Offsets as Java and JavaScript count them: in UTF-16 units, of which a character beyond U+FFFF takes two."""

from bisect import bisect_right
from itertools import accumulate


class Units:
    """A text's offsets, in code points and in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *accumulate(1 + (char > "\uffff") for char in text)]

    @classmethod
    def decoded(cls, units: str) -> "Units":
        return cls(units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def of(self, point: int) -> int:
        return self._starts[point]

    def point(self, unit: int) -> int:
        return bisect_right(self._starts, min(unit, self._starts[-1])) - 1

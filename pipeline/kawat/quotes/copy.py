"""A document as the reader of quotations sees it: its words, names, and what stands in quotation marks."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from spacy.tokens import Doc

from kawat.quotes.marks import quoted

Place = tuple[int, int]
"""Tokens, the second one left out."""


class Copy:
    """Words in lower case and as they are, the name at each token, and quoted places by their first and last token."""

    def __init__(self, doc: Doc) -> None:
        self.words: list[str] = []
        starts: list[int] = []
        for token in doc:
            self.words.append(token.text)
            starts.append(token.idx)
        self.lower = [word.lower() for word in self.words]
        self.commas = [i for i, word in enumerate(self.words) if word == ","]
        self._lines = list(accumulate(("\n" in word for word in self.words), initial=0))
        self._begin = _nearest([word[0].isalnum() for word in reversed(self.words)])[::-1]
        self._close = _nearest(word[-1].isalnum() or word in (")", "%") for word in self.words)
        self.entities = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        self.quoted = list(_quoted(doc.text, self.words, starts))
        self.opening = {start: (start, end) for start, end in self.quoted}
        self.closing = {end: (start, end) for start, end in self.quoted}
        self.inside = {i for start, end in self.quoted for i in range(start, end)}
        self._starts = [start for start, _ in self.quoted]

    def quoted_before(self, i: int) -> Place | None:
        """The quoted stretch that ends before token `i`, its marks and a comma between them."""
        for end in range(i - 1, max(i - 4, -1), -1):
            if end in self.closing and all(not word[0].isalnum() for word in self.words[end:i]):
                return self.closing[end]
        return None

    def quoted_in(self, start: int, end: int) -> Iterator[Place]:
        """The quoted stretches that begin between two tokens."""
        for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            yield self.quoted[i]

    def trimmed(self, start: int, end: int) -> Place | None:
        """The place without punctuation at its ends; None where nothing is left."""
        start, end = start + self._begin[start], end - self._close[end]
        return (start, end) if start < end else None

    def one_line(self, start: int, end: int) -> bool:
        """Whether no line ends between two tokens."""
        return self._lines[start] == self._lines[end]


def _nearest(wanted: Iterable[bool]) -> list[int]:
    """At each place between tokens, how many there are back to the nearest wanted one."""
    return list(accumulate(wanted, lambda distance, here: 0 if here else distance + 1, initial=0))


def _quoted(text: str, words: Sequence[str], starts: Sequence[int]) -> Iterator[Place]:
    """What stands in quotation marks, without them and the comma before the closing one."""
    for first, last in quoted(text):
        start, end = bisect_left(starts, first), bisect_left(starts, last)
        if end > start and starts[end - 1] + len(words[end - 1]) > last:  # a token of others that holds the mark, too
            end -= 1
        if end > start:
            yield start, end - 1 if words[end - 1] == "," and end - start > 1 else end

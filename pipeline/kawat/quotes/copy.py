"""A document as the reader of quotations sees it: its words, names, and what stands in quotation marks."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

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
        self.entities = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        self.quoted = list(_quoted(doc.text, self.words, starts))
        self.opening = {start: (start, end) for start, end in self.quoted}
        self.closing = {end: (start, end) for start, end in self.quoted}
        self.inside = {i for start, end in self.quoted for i in range(start, end)}

    def quoted_before(self, i: int) -> Place | None:
        """The quoted stretch that ends before token `i`, its marks and a comma between them."""
        for end in range(i - 1, max(i - 4, -1), -1):
            if end in self.closing and all(not word[0].isalnum() for word in self.words[end:i]):
                return self.closing[end]
        return None

    def trimmed(self, start: int, end: int) -> Place | None:
        """The place without punctuation at its ends; None where nothing is left."""
        while start < end and not self.words[start][0].isalnum():
            start += 1
        while end > start and not self.words[end - 1][-1].isalnum() and self.words[end - 1] not in (")", "%"):
            end -= 1
        return (start, end) if start < end else None


def _quoted(text: str, words: Sequence[str], starts: Sequence[int]) -> Iterator[Place]:
    """What stands in quotation marks, without them and the comma before the closing one."""
    for first, last in quoted(text):
        start, end = bisect_left(starts, first), bisect_left(starts, last)
        if end > start and starts[end - 1] + len(words[end - 1]) > last:  # a token of others that holds the mark, too
            end -= 1
        if end > start:
            yield start, end - 1 if words[end - 1] == "," and end - start > 1 else end

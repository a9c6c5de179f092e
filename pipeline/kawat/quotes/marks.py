"""What stands in quotation marks: which mark opens and which closes, over several lines and inside one another.

Newswire mixes its marks (`“…"`, `”…”`), leaves them unclosed and translates single ones; so a mark is judged by what
stands beside it first, and by its shape where that does not tell.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from kawat.quotes.cues import SAID

Stretch = tuple[int, int]
"""Characters between two marks, the second one left out."""

_LINES = 16  # that a quotation may go on
_LONGEST = 600  # characters of one that is never closed
_STRAIGHT = ('"', "'")
_DOUBLE, _SINGLE = '“”„«»"', "‘’‚'"
_CUE = re.compile(rf"[,.?!]\W*(?:{'|'.join(sorted(SAID))})(?:nya)?\b", re.IGNORECASE)
_ENDED = (".", ",", "?", "!", "…")


def quoted(text: str) -> list[Stretch]:
    """The outermost stretches in marks, in order; single marks count where they hold a sentence."""
    double = sorted(_Scan(text, _DOUBLE).stretches())
    starts = [start for start, _ in double]

    def free(stretch: Stretch) -> bool:
        i = bisect_right(starts, stretch[1])
        return not i or double[i - 1][1] <= stretch[0]

    single = (stretch for stretch in _Scan(text, _SINGLE).stretches() if _is_speech(text, *stretch))
    return sorted([*double, *filter(free, single)])


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether single marks hold what was said, no word or title: they stand as those of a sentence do."""
    closes = text[end - 1] in _ENDED or text[end + 1 : end + 2] in ("", "\n") or _cue_follows(text, end)
    return closes and _begins_sentence(text, start - 1)


def _begins_sentence(text: str, i: int) -> bool:
    """Whether the mark at `i` stands where a quoted sentence may begin: on a new line, after a colon or comma."""
    before = text[max(i - 3, 0) : i].rstrip(" ")
    return not before or before[-1] in "\n:,"


def _cue_follows(text: str, i: int) -> bool:
    """Whether `kata …` stands after the mark at `i`."""
    return _CUE.match("," + text[i + 1 : i + 20].lstrip(" ,")) is not None


@dataclass(slots=True)
class _Open:
    """A mark that opened, its line, how many marks are open up to the last of the other shape, and what it holds."""

    at: int
    line: int
    straight: bool
    other: int
    inner: list[Stretch] = field(default_factory=list)


class _Scan:
    """One reading of a text for marks of one kind."""

    def __init__(self, text: str, marks: str) -> None:
        self._text = text
        self._marks = marks
        self._open: list[_Open] = []

    def stretches(self) -> Iterator[Stretch]:
        """Each outermost stretch, where it closes."""
        line = 0
        for match in re.finditer(rf"[\n{self._marks}]", self._text):
            i = match.start()
            if match[0] == "\n":
                line += 1
            elif self._opens(i):
                if self._open and ((i and self._text[i - 1] == "\n") or line - self._open[0].line > _LINES):
                    yield from self._given_up()
                self._push(i, line)
            elif self._open and self._closes(i):
                if line - self._open[0].line > _LINES:
                    yield from self._given_up()
                else:
                    yield from self._closed(i)
        yield from self._given_up()

    def _push(self, i: int, line: int) -> None:
        straight, last = self._text[i] in _STRAIGHT, self._open[-1] if self._open else None
        other = 0 if last is None else last.other if last.straight == straight else len(self._open)
        self._open.append(_Open(i, line, straight, other))

    def _closed(self, i: int) -> Iterator[Stretch]:
        """What the mark at `i` closes: the last open one, a straight one by a straight one where any is open."""
        last = self._open[-1]
        if last.straight != (self._text[i] in _STRAIGHT) and last.other:
            del self._open[last.other :]
        stretch = self._stretch(self._open.pop().at, i)
        if stretch and self._open:
            self._open[0].inner.append(stretch)
        elif stretch:
            yield stretch

    def _stretch(self, opening: int, closing: int) -> Stretch | None:
        start, end = opening + 1, closing
        while start < end and self._text[start].isspace():
            start += 1
        while start < end and self._text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def _given_up(self) -> Iterator[Stretch]:
        """A mark that never closed: its line, where that is what a quoted sentence looks like; and what it held."""
        if not self._open:
            return
        first = self._open[0]
        self._open = []
        end = self._text.find("\n", first.at)
        end = len(self._text) if end < 0 else end
        whole = end - first.at <= _LONGEST and _begins_sentence(self._text, first.at)
        whole = whole and not _CUE.search(self._text, first.at, end)
        if whole and not any(start < end for start, _ in first.inner) and (line := self._stretch(first.at, end)):
            yield line
        yield from first.inner

    def _opens(self, i: int) -> bool:
        mark, (before, after) = self._text[i], self._beside(i)
        apart = not before or before.isspace() or before in "([{/-–—"
        leans = apart and bool(after) and not (after == "\n" if before in ("", "\n") else after.isspace())
        if self._open and not leans and mark not in "“„«‘‚":
            return False
        if before.isspace() and self._ends_before_cue(i):
            return False
        if self._open and before and self._ends(i, before, after):
            return False
        if mark in "“„«":
            return True
        if mark in _SINGLE:
            return leans and (after.isalpha() or after in _DOUBLE)
        return leans or (mark == '"' and apart and after != "\n")

    def _closes(self, i: int) -> bool:
        before, after = self._beside(i)
        return self._marks == _DOUBLE or self._ends(i, before, after)

    def _ends(self, i: int, before: str, after: str) -> bool:
        """Whether the mark at `i` stands close to the word before it and apart from the next."""
        return not before.isspace() and before not in "([{/-–—" and not after.isalnum() and self._text[i] not in "„‚"

    def _ends_before_cue(self, i: int) -> bool:
        """Whether a stray space parts a closing mark from what it closes: `provinsi, “kata Aulia`."""
        return self._text[max(i - 3, 0) : i].rstrip(" ")[-1:] in _ENDED and _cue_follows(self._text, i)

    def _beside(self, i: int) -> tuple[str, str]:
        """The characters beside the mark and any other marks of its kind at it, "" at an end of the text."""
        first = last = i
        while first and i - first < 2 and self._text[first - 1] in self._marks:
            first -= 1
        while last - i < 2 and self._text[last + 1 : last + 2] and self._text[last + 1] in self._marks:
            last += 1
        return self._text[first - 1 : first] if first else "", self._text[last + 1 : last + 2]

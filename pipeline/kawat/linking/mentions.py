"""What the linker reads of a document: its mentions, and the words that stand around each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kawat.kb.entity import LABELS
from kawat.kb.normalise import normalise
from kawat.titles import LONG

_TITLE_WORDS = 5
_OPENS_ASIDE = {",", "("}


@dataclass(frozen=True, slots=True)
class Role:
    """What the copy calls a person: `title` ("presiden"), and the mention whose title it is, None without one."""

    title: str
    owner: "Mention | None"


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A mention: `index` in the document, tokens `start` to `end`, its text, and its label or, if it has
    none of PER, ORG and LOC, "".

    `words` are those of its normalised text, `before` is the word in front of it in lower case, `roles` come from its
    left (`Presiden Kirgistan Sadyr Zhaparov`) and its right (`Sadyr Zhaparov, presiden Kirgistan`), `within` is the
    mention that a comma or bracket puts it into (`Tripoli, Lebanon`). `dateline`: whether it stands in the dateline.
    """

    index: int
    start: int
    end: int
    text: str
    label: str
    words: tuple[str, ...]
    before: str
    roles: tuple[Role, ...]
    within: "Mention | None"
    dateline: bool


def read_mentions(doc: Doc) -> list[Mention]:
    """The document's entities as mentions, in order. Without `layout` none of them stands in a dateline."""
    return _Reader(doc).mentions


class _Reader:
    """Reads mentions from right to left of what they may point to: first bare, then with what stands around them."""

    def __init__(self, doc: Doc) -> None:
        self._lower = [token.lower_ for token in doc]
        dateline = doc._.dateline if Doc.has_extension("dateline") else None
        until = dateline.end if dateline is not None else 0
        self._bare = [_bare(i, span, span.end <= until) for i, span in enumerate(doc.ents)]
        self._starts = {mention.start: mention for mention in self._bare}
        self._ends = {mention.end: mention for mention in self._bare}
        self.mentions = [self._in_context(mention) for mention in self._bare]

    def _in_context(self, mention: Mention) -> Mention:
        roles = tuple(role for role in (self._role_before(mention), self._role_after(mention)) if role)
        before = " ".join(self._lower[max(mention.start - 1, 0) : mention.start])
        if before == "kota" and self._word(mention.start - 2) == "ibu":
            before = "ibu kota"
        return replace(mention, before=before, roles=roles, within=self._within(mention))

    def _role_before(self, mention: Mention) -> Role | None:
        """`Presiden`, or `Presiden Kirgistan`, directly before the name."""
        owner = self._ends.get(mention.start)
        if owner is not None and owner.label == "PER":
            return None
        first = owner.start if owner else mention.start
        words = list(self._words_before(first))[::-1]
        return Role(_title(words), owner) if words else None

    def _role_after(self, mention: Mention) -> Role | None:
        """`, Presiden Kirgistan`, unless that is the title of the next name."""
        if self._word(mention.end) not in _OPENS_ASIDE:
            return None
        words = list(self._words_after(mention.end + 1))
        owner = self._starts.get(mention.end + 1 + len(words))
        if not words or owner is None or owner.label == "PER" or owner.end in self._starts:
            return None
        return Role(_title(words), owner)

    def _within(self, mention: Mention) -> Mention | None:
        if self._word(mention.end) not in _OPENS_ASIDE or mention.label == "PER":
            return None
        place = self._starts.get(mention.end + 1)
        return place if place is not None and place.label in ("", "LOC") else None

    def _words_before(self, end: int) -> Iterator[str]:
        """The words before token `end`, backwards, as far as they may be a title."""
        for place in range(end - 1, max(end - 1 - _TITLE_WORDS, -1), -1):
            if place + 1 in self._ends or not self._lower[place][0].isalpha():
                return
            yield self._lower[place]

    def _words_after(self, start: int) -> Iterator[str]:
        for place in range(start, min(start + _TITLE_WORDS, len(self._lower))):
            if place in self._starts or not self._lower[place][0].isalpha():
                return
            yield self._lower[place]

    def _word(self, place: int) -> str:
        return self._lower[place] if 0 <= place < len(self._lower) else ""


def _bare(index: int, span: Span, dateline: bool) -> Mention:
    text = span.text
    label = span.label_ if span.label_ in LABELS else ""
    return Mention(index, span.start, span.end, text, label, tuple(normalise(text).split()), "", (), None, dateline)


def _title(words: list[str]) -> str:
    return " ".join(LONG.get(word, word) for word in words)

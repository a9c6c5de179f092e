"""Names in a row, and how titles are shared out among them."""

from dataclasses import replace

from spacy.tokens import Span

from kawat.roles.phrase import Phrases, Title
from kawat.roles.tokens import Tokens
from kawat.roles.words import BESIDE, INTRODUCE, IS, SEVERAL, SHARED, VAGUE

_NAMES = 20  # in a row
_CLAUSE = 16  # tokens between a title and the names of its holders
_TITLES = 4  # shared out
_LAST = ("dan", "serta", "hingga")
_END = frozenset('.!?;:"“”') | {"\n"}


class Lists:
    """Reads rows of names in a document."""

    def __init__(self, text: Tokens, phrases: Phrases) -> None:
        self._text = text
        self._phrases = phrases

    def names_from(self, at: int) -> list[Span]:
        """The persons in a row from token `at` on, ranks before them: `X, Letjen Y dan Z`."""
        names: list[Span] = []
        while len(names) < _NAMES:
            person = self._text.person_at(self._text.past_ranks(at))
            if person is None:
                break
            names.append(person)
            at = self._text.past_aside(person.end)
            if self._text.at(at) != "," and self._text.at(at) not in _LAST:
                break
            at += 1 + (self._text.at(at) == "," and self._text.at(at + 1) in _LAST)
        return names

    def names_to(self, end: int) -> list[Span]:
        """The persons in a row that ends before token `end`: `X, Y dan Z`."""
        names: list[Span] = []
        while len(names) < _NAMES:
            person = self._text.ends.get(end)
            if person is None or person.label_ != "PER":
                break
            names.insert(0, person)
            end = person.start
            if self._text.at(end - 1) != "," and self._text.at(end - 1) not in _LAST:
                break
            end -= 1 + (self._text.at(end - 1) in _LAST and self._text.at(end - 2) == ",")
        return names

    def is_several(self, title: Title) -> bool:
        """Whether the copy says that more than one hold it: `dua hakim`, `menteri-menteri`."""
        first, _, second = self._text.lower[title.head].partition("-")
        return first == second or self._text.at(title.start - 1) in SEVERAL

    def sharers(self, title: Title, person: Span) -> list[Span]:
        """Who else holds the title that `person` stands after: `anggota DPR X dan Y`, `mantan Menlu X, Y dan Z`."""
        others = self.names_from(person.start)[1:]
        if not others or self.is_several(title):
            return others
        closed = self._text.at(others[-1].start - 1) in _LAST
        several = title.status == "mantan" and len(others) > 1
        return others if closed and (several or self._text.lower[title.head] in SHARED) else []

    def announced(self, title: Title) -> list[Span]:
        """The holders named after a clause: `tiga hakim berbeda pendapat, yaitu X, Y, dan Z`."""
        text = self._text
        if not self.is_several(title) or text.lower[title.head] in {"pemimpin"} | VAGUE:
            return []
        for i in range(title.end, title.end + _CLAUSE):
            if text.at(i) in _END or text.at(i) == "" or text.person_at(i) is not None:
                return []
            if text.at(i) in INTRODUCE | BESIDE and (names := self.names_from(i + 1)):
                return names
        return []

    def shared_out(self, title: Title) -> tuple[list[tuple[Span, Title]], int]:
        """`Ketua dan Sekretaris KPK, X dan Y`, `Presiden Rusia dan China, masing-masing X dan Y`: one each."""
        titles, at = self._row(title, strict=False)
        at += self._text.at(at) == ","
        at += self._text.at(at) in ("masing-masing", *INTRODUCE)
        names = self.names_from(at) if len(titles) > 1 else []
        return (list(zip(names, titles, strict=True)), names[-1].end) if len(names) == len(titles) else ([], 0)

    def respective(self, i: int) -> tuple[list[tuple[Span, Title]], int]:
        """`X dan Y, masing-masing ketua dan sekretaris KPK`, of which `masing-masing` is token `i`."""
        names = self.names_to(i - (self._text.at(i - 1) == ","))
        i += 1
        while self._text.at(i) in IS:
            i += 1
        title = self._phrases.title(i, strict=True) if len(names) > 1 else None
        if title is None:
            return [], 0
        titles, end = self._row(title, strict=True)
        return (list(zip(names, titles, strict=True)), end) if len(names) == len(titles) else ([], 0)

    def _row(self, title: Title, *, strict: bool) -> tuple[list[Title], int]:
        """The titles in a row from this one on, or it of each body in a row, and the token after them."""
        text, titles = self._text, [title]
        end = title.end
        while len(titles) < _TITLES and text.at(end) in (",", *_LAST):
            at = end + 1 + (text.at(end) == "," and text.at(end + 1) in _LAST)
            body = text.starts.get(at)
            if (further := self._phrases.title(at, strict=strict)) is not None:
                titles.append(further)
                end = further.end
            elif title.owner is not None and body is not None and body.label_ == title.owner.label_:
                titles.append(replace(title, owner=body))
                end = body.end
            else:
                break
        if titles[-1].office == f"wakil {title.office}":  # calon presiden dan wakil presiden
            titles[-1] = replace(titles[-1], status=titles[-1].status or title.status)
        owner = titles[-1].owner
        return [each if each.owner is not None or owner is None else replace(each, owner=owner) for each in titles], end

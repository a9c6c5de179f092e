"""Component `roles`: which office a person holds, of what, as the copy says it.

Read before a name (`Presiden Kirgistan Sadyr Zhaparov`, `mantan Menlu AS Hillary Clinton`, `Kepala BNPB Letjen TNI
Suharyanto`) and after it (`Tokayev, presiden Kazakhstan`, `Basuki selaku Menteri PUPR`). What is found is kept as
character offsets under `doc.user_data["kawat.roles"]` and read through `doc._.roles`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.titles import HEADS, LONG

KEY = "kawat.roles"


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_STATUS = {"mantan": "mantan", "eks": "mantan", "bekas": "mantan", "calon": "calon", "kandidat": "calon"}
_STATUS |= {"plt": "pelaksana tugas", "penjabat": "penjabat", "pj": "penjabat"}
_RANKS = _words(
    """
    jenderal letjen mayjen brigjen kolonel letkol mayor kapten laksamana marsekal komjen irjen kombes akbp kompol akp
    iptu ipda pol polisi tni polri purn purnawirawan dr prof ir drs dra h hj kh haji sheikh syekh tuan nyonya bapak ibu
    pak bu
    """
)
_GENERAL = _words("sekretaris direktur inspektur konsul")
_CLOSED = _words(  # words of no title
    "dengan kepada oleh untuk dari bahwa yang di ke pada adalah telah akan sudah kata ujar tutur ungkap imbuh antara "
    "seperti bersama saat serta atau tetapi dalam sebagai selaku melalui menurut terhadap tentang tanpa para oleh atas "
    "nya pendamping pimpinan itu ini juga bagi hingga sejak usai setelah sebelum karena"
)
_VERB = re.compile(r"(?:meng|meny|men|mem|me|ber|di|ter)\w{3,}")
_NO_VERB = re.compile(
    r"menteri|menengah|besar|bersama|bersenjata|berita|berkuasa|terpilih|direktur|dinas|divisi|diaspora|merek\w*"
)
_INTRODUCES = (
    *(("yang", "juga", "menjabat", "sebagai"), ("yang", "menjabat", "sebagai"), ("menjabat", "sebagai")),
    *(("selaku",), ("sebagai",), ("adalah",), ("menjabat",), ("mengundurkan", "diri", "sebagai")),
    *((verb, "sebagai") for verb in ("mundur", "dilantik", "diangkat", "ditunjuk", "terpilih", "bertugas")),
)
_OF = _words("dari untuk di pada bagi")  # CEO dari X
_OF_PERSONS = _words("pers bicara jubir tim penasihat ajudan asisten staf")  # Sekretaris pers Trump, Sarah Sanders
_VILLAGES = _words("desa dusun kampung kelurahan")
_TITLE = 9  # tokens
_BRACKET = 5  # tokens of an aside between title and name


@dataclass(frozen=True, slots=True)
class Role:
    """An office that the copy gives a person.

    `office` is its name in lower case, short forms written out (`Menlu`: `menteri luar negeri`); `of` the one of
    `doc.ents` that it belongs to, None where none is named; `status` is "" or `mantan`, `calon`, `terpilih`,
    `penjabat`, `pelaksana tugas`; `words` are those of the title in the text.
    """

    person: Span
    office: str
    of: Span | None
    status: str
    words: Span


@Language.factory("kawat_roles", requires=["doc.ents"], assigns=["doc._.roles"])
def make_roles(nlp: Language, name: str) -> "Roles":
    """The factory `kawat_roles`; it has no settings."""
    return Roles()


class Roles:
    """Reads roles; it holds no state, so saving it writes nothing."""

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[KEY] = list(_Reader(doc).read())
        return doc


Row = list[object]  # person, title and owner or None as character offsets; office; status


class _Reader:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.lower = [token.lower_ for token in doc]
        self.starts = {ent.start: ent for ent in doc.ents}
        self.ends = {ent.end: ent for ent in doc.ents}

    def read(self) -> Iterator[Row]:
        """The roles of each person, that before the name first."""
        for ent in self.doc.ents:
            if ent.label_ == "PER":
                if found := self._before(ent):
                    yield found
                yield from self._after(ent)

    def _before(self, person: Span) -> Row | None:
        """`Presiden Kirgistan`, with a rank, an aside in brackets or a comma between it and the name."""
        end = self._without_ranks(person.start)
        if end > 1 and self.lower[end - 1] == ")":
            opening = next((i for i in range(end - 2, max(end - 2 - _BRACKET, -1), -1) if self.lower[i] == "("), end)
            end = self._without_ranks(opening)
        comma = end > 1 and self.lower[end - 1] == "," and end == person.start
        end -= comma
        if comma and self.lower[end - 1] in ("itu", "tersebut"):  # Ketua mahkamah itu, Alexandre de Moraes
            end -= 1
        if comma and (boss := self.ends.get(end)) is not None and boss.label_ == "PER":
            start = self._title_start(boss.start)
            return self._row(person, start, boss.start, None) if self._is_of_person(start, boss.start) else None
        owner, title_end = self._owner_until(end)
        start = self._title_start(title_end)
        if self._names_next(person) and self._is_of_person(start, title_end):
            return None
        if comma and start is not None and (preceding := self.ends.get(start - 1)) and self.lower[start - 1] == ",":
            start = None if preceding.label_ == "PER" else start  # Tokayev, presiden Kazakhstan, Putin
        return self._row(person, start, title_end, owner)

    def _is_of_person(self, start: int | None, end: int) -> bool:
        """Whether the title is one beside a person: `Sekretaris pers`, `ketua tim hukum`."""
        return start is not None and not _OF_PERSONS.isdisjoint(self.lower[start:end])

    def _names_next(self, person: Span) -> bool:
        following = self.starts.get(person.end + 1)
        return following is not None and following.label_ == "PER" and self.lower[person.end] == ","

    def _without_ranks(self, end: int) -> int:
        while end > 0 and (self.lower[end - 1].strip(".") in _RANKS or self.lower[end - 1] == "."):
            if end > 1 and self.lower[end - 2] in _GENERAL:  # sekretaris jenderal
                break
            if end > 1 and self.lower[end - 1] in ("tni", "polri") and self.lower[end - 2] in HEADS - _RANKS:
                break
            end -= 1
        return end

    def _owner_until(self, end: int) -> tuple[Span | None, int]:
        """The entity that ends at token `end`, of several side by side the first, and where the title ends."""
        owner = None
        while (ent := self.ends.get(end)) is not None and ent.label_ != "PER":
            owner, end = ent, ent.start
            if self._without_ranks(end) != end:  # Kepala BNPB Letjen TNI
                end = self._without_ranks(end)
        return owner, end

    def _title_start(self, end: int) -> int | None:
        """Where the title that ends at token `end` begins: at the first word of an office that no verb cuts off."""
        start = None
        for i in range(end - 1, max(end - 1 - _TITLE, -1), -1):
            word = self.lower[i]
            if not word[0].isalpha() or word in _CLOSED or i + 1 in self.ends:
                break
            if self._is_verb(i):
                break
            if word in HEADS or (i == end - 1 and word.removesuffix("nya") in HEADS):  # mantan presidennya, Draghi
                start = i
        return start

    def _is_verb(self, i: int) -> bool:
        word = self.doc[i].text
        return word.islower() and _VERB.fullmatch(word) is not None and _NO_VERB.fullmatch(word) is None

    def _after(self, person: Span) -> Iterator[Row]:
        """`, presiden Kazakhstan` and what `dan` joins to it, unless that is the title of the next name."""
        start = person.end
        aside = start < len(self.lower) and self.lower[start] in (",", "(")
        start += aside
        introduced = next(
            (words for words in _INTRODUCES if tuple(self.lower[start : start + len(words)]) == words), ()
        )
        start += len(introduced)
        while (aside or introduced) and (found := self._title_at(start)):
            first, end, owner, following = found
            if row := self._row(person, first, end, owner):
                yield row
            if self.lower[following : following + 1] != ["dan"]:
                return
            start = following + 1

    def _title_at(self, start: int) -> tuple[int, int, Span | None, int] | None:
        """The title that begins at token `start`, what it belongs to, and the token after both."""
        first = start
        while first < len(self.lower) and self.lower[first] in _STATUS:
            first += 1
        if first >= len(self.lower) or self.lower[first] not in HEADS:
            return None
        end = first + 1
        while end < min(first + _TITLE, len(self.lower)) and end not in self.starts and self._continues(first, end):
            end += 1
        at = end
        between = end + 1 in self.starts and end < len(self.lower)
        if between and (self.lower[end] in _OF or (self.doc[end].text.islower() and self.doc[first].text[0].isupper())):
            at = end + 1  # Presiden pribumi Bolivia
        owner = self.starts.get(at)
        if owner is not None and owner.label_ == "PER":
            return None
        following = owner.end if owner is not None else end
        while (ent := self.starts.get(following)) is not None and ent.label_ != "PER":
            following = ent.end
        if self.starts.get(self._past_ranks(following)) is not None:
            return None
        return first, end, owner, following

    def _past_ranks(self, start: int) -> int:
        while start < len(self.lower) and self.lower[start].strip(".") in _RANKS:
            start += 1
        return start

    def _continues(self, first: int, i: int) -> bool:
        """Whether token `i` goes on with the title that begins at `first`; a capitalised one is so throughout."""
        word = self.doc[i].text
        capital = word[0].isupper() or word == "dan" or self.doc[first].text.islower()
        return word[0].isalpha() and capital and self.lower[i] not in _CLOSED and not self._is_verb(i)

    def _row(self, person: Span, start: int | None, end: int, owner: Span | None) -> Row | None:
        if start is None:
            return None
        words = [word for word in self.lower[start:end] if not re.fullmatch(r"ke|-|\d+|ke-\d+", word)]
        if words[-1:]:
            words[-1] = words[-1].removesuffix("nya")
        if owner is not None and owner.text.isupper() and owner.label_ == "ORG" and words[:1] == ["menteri"]:
            words, owner = [*words, owner.text.lower()], None  # Menteri PUPR
        if owner is not None and owner[0].lower_ in _VILLAGES and words == ["kepala"]:
            words = [*words, owner[0].lower_]
        if words == ["kepala"] and owner is None:  # of a body, or of a man
            return None
        status = ""
        if words[-1:] == ["terpilih"]:
            status = words.pop()
        if start and self.lower[start - 1] in _STATUS:
            status = _STATUS[self.lower[start - 1]]
        office = " ".join(LONG.get(word, word) for word in words)
        if office.startswith("calon "):
            status, office = "calon", office.removeprefix("calon ")
        title = self.doc[start:end]
        places = [[span.start_char, span.end_char] if span is not None else None for span in (person, title, owner)]
        return [*places, office, status]


def _get_roles(doc: Doc) -> list[Role]:
    entities = {(ent.start_char, ent.end_char): ent for ent in doc.ents}
    roles = []
    for person, title, owner, office, status in doc.user_data.get(KEY, ()):
        who, words = entities.get(tuple(person)), doc.char_span(title[0], title[1], alignment_mode="expand")
        if who is not None and words is not None:
            roles.append(Role(who, office, entities.get(tuple(owner)) if owner else None, status, words))
    return roles


Doc.set_extension("roles", getter=_get_roles, force=True)

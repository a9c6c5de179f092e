"""Titles: an office and what it is of, read from its first word on."""

import re
from dataclasses import dataclass

from spacy.tokens import Span

from kawat.quotes.cues import THAT
from kawat.roles.tokens import Tokens
from kawat.roles.words import (
    ADJECTIVES,
    BODIES,
    CLASSES,
    CLOSED,
    COACHES,
    COMPASS,
    CROWNED,
    ENGLISH,
    FOLLOWINGS,
    KINDS,
    MISSPELT,
    OF,
    OTHERS,
    STATUS,
    STATUS_BEGINS,
    TEAMS,
    THEN,
    VAGUE,
    VILLAGES,
)
from kawat.titles import HEADS, LONG, begins_office

_WORDS = 12  # of a title at most
_STATUSES = 2  # before an office at most
_OWNERS = 8  # names and asides after an office at most
_CLASS = 4  # words of `dari bisnis asuransi jiwa X`
_NEAR = OF - {"dari", "untuk"}  # before a name, a word between them at most
_FIELD = 6  # words of `untuk Urusan Luar Negeri dan Keamanan`
_LIST = 8  # tokens of `Protokol, Pers, dan Media` after the first comma
_NUMBER = re.compile(r"ke-?\d+|u-?\d+|\d+|[ivx]+")


@dataclass(frozen=True, slots=True)
class Title:
    """An office in the text: tokens `start` to `end` hold all of it, `head` to `words_end` its own words."""

    start: int
    head: int
    words_end: int
    end: int
    office: str
    status: str
    owner: Span | None

    @property
    def alone(self) -> bool:
        """Whether it is a word and nothing beside it."""
        return self.owner is None and self.words_end == self.head + 1


class Phrases:
    """Reads titles in a document."""

    def __init__(self, text: Tokens) -> None:
        self._text = text

    def title(self, start: int, *, strict: bool, until: int | None = None) -> Title | None:
        """The title that begins at token `start`, with what stands before it of a status, or None.

        `strict`: a title in capitals ends where they do; without a name after it nothing else tells its end. `until`:
        the token before which it ends at the latest.
        """
        text = self._text
        head, status = self._status(start)
        if head in text.inside or not text.is_office(head):
            return None
        words, after = self._own_words(head, strict, until)
        if after == until:
            return self._named(Title(start, head, after, after, "", status, None), words)
        owner, end, elected = self._owner(after)
        told = text.at(start - 1) in ("sebagai", "menjadi")
        if told and text.at(after) == "di" and owner is not None and owner.label_ == "LOC":
            owner, end = None, after  # dilantik sebagai menteri di Istana Negara
        if owner is not None and text.at(end) in ("bidang", "urusan"):  # Ketua DPP PDIP Bidang Luar Negeri
            field, end = self._own_words(end, strict)
            words += field
        return self._named(Title(start, head, after, end, "", "terpilih" if elected else status, owner), words)

    def _status(self, start: int) -> tuple[int, str]:
        """Where the office begins, and what stands before it: `mantan`, `Pelaksana Tugas (Plt.)`."""
        text = self._text
        head, status = start, ""
        for _ in range(_STATUSES):
            if text.at(head).strip(".") not in STATUS_BEGINS:  # as nearly every token of the copy
                break
            if (found := next((w for w in STATUS if text.reads(head, w)), None)) is None:
                break
            head, status = text.past_aside(head + len(found)), STATUS[found]
        if text.at(head) == "pejabat" and begins_office(text.at(head + 1), text.at(head + 2)):
            head, status = head + 1, "penjabat"
        return head, status

    def _own_words(self, head: int, strict: bool, until: int | None = None) -> tuple[list[str], int]:
        """The words of the office, and the token after them."""
        text = self._text
        words, i = [text.lower[head]], head + 1
        while i < len(text.lower) and i != until and i not in text.starts and len(words) < _WORDS:
            aside = text.past_aside(i)
            if aside > i and aside < len(text.lower) and self._continues(head, aside, strict):
                i = aside
            elif skipped := self._numbers(i):
                i += skipped
            elif repeated := self._repeats(head, i):
                i = repeated
            elif listed := self._listed(head, i):
                words[-1:] = " ".join([words[-1], *text.lower[i:listed]]).replace(" ,", ",").split()
                i = listed
            elif self._continues(head, i, strict):
                words.append(text.lower[i])
                i += 1
            else:
                break
        return words, i

    def _numbers(self, i: int) -> int:
        """How many tokens at `i` only count: `nomor urut 2`, `ke-7`, `2019`, `U-20`."""
        text = self._text
        if text.lower[i] == "nomor" and text.at(i + 1) == "urut":
            return 3
        if text.lower[i] == "/" and _NUMBER.fullmatch(text.at(i - 1)):  # Pangdam IX/Udayana
            return 1
        if text.lower[i] in ("dan", "-") and _NUMBER.fullmatch(text.at(i - 1)) and text.at(i + 1)[-1:].isdigit():
            return int(text.lower[i] == "dan") + self._numbers(i + 1)  # ke-10 dan ke-12
        if text.lower[i] == "periode":
            return 2 * text.at(i + 1)[:1].isdigit()
        if text.lower[i] in ("ke", "-", "u"):
            return next((k for k in (1, 2) if text.at(i + k).isdigit()), -1) + 1
        return int(_NUMBER.fullmatch(text.lower[i]) is not None)

    def _repeats(self, head: int, i: int) -> int:
        """The end of a short form that only repeats the title before it, its brackets lost: `Menteri Agama Menag`."""
        text = self._text
        long = LONG.get(text.lower[i], "")
        if i == head + 1 or not long.startswith(f"{LONG.get(text.lower[head], text.lower[head])} "):
            return 0
        following = text.words[i + 1] if i + 1 < len(text.words) else ""
        more = following[:1].isupper() and following != "Bidang" and i + 1 not in text.starts
        return i + 1 + (more and not text.is_rank(i + 1))

    def _continues(self, head: int, i: int, strict: bool) -> bool:
        """Whether token `i` is one more word of the title that begins at `head`."""
        text = self._text
        word, lower = text.words[i], text.lower[i]
        if lower == "dalam" and text.at(i + 1) == "negeri":
            return True
        if lower in ("and", "&") and text.lower[head] in ENGLISH:
            return i + 1 < len(text.words) and i + 1 not in text.starts and text.words[i + 1][0].isupper()
        if lower in ("dan", "and", "&"):
            return self._joins(head, i)
        if lower == "of":
            return i + 1 not in text.starts and text.lower[head] in ENGLISH
        if lower == "baru":  # Sekjen baru PBB, pelatih baru timnas, ketua baru, X
            return i + 1 in text.starts or text.at(i + 1) in TEAMS | BODIES | {","}
        if lower == "milik" and text.at(i + 1) in ("negara", "pemerintah", "swasta"):
            return True
        if not word[0].isalpha() or lower in CLOSED or (lower,) in STATUS or text.is_rank(i):
            return False
        if LONG.get(lower, "").startswith("calon ") or self._is_another(i):
            return False
        if lower in CROWNED and i + 1 in text.starts and text.starts[i + 1].label_ == "PER":
            return False
        if text.is_verb(i):
            return False
        return not strict or text.words[head].islower() or not word.islower() or lower in ADJECTIVES | {"bidang"}

    def _is_another(self, i: int) -> bool:
        """Whether token `i` is a noun that the name after it belongs to: `presiden dan istrinya X`."""
        text = self._text
        if text.lower[i].removesuffix("nya") not in OTHERS or text.at(i - 1) in TEAMS:
            return False
        return text.words[i].islower() or text.person_at(i + 1) is not None

    def _joins(self, head: int, i: int) -> bool:
        """Whether `dan` joins words of one title: `Menteri Kelautan dan Perikanan`, not `Presiden dan …`."""
        text = self._text
        following = text.at(i + 1)
        if i == head + 1 or i + 1 >= len(text.words) or i + 1 in text.starts or following in HEADS:
            return False
        if not following[0].isalpha() or _NUMBER.fullmatch(following) or text.is_verb(i + 1):
            return False
        return text.words[i + 1].islower() == text.words[i - 1].islower()

    def _listed(self, head: int, i: int) -> int:
        """The token `dan` in `Bidang Protokol, Pers, dan Media` of whose first comma is `i`; 0 where none is."""
        text = self._text
        if text.lower[i] != "," or text.words[head].islower() or i == head + 1:
            return 0
        for j in range(i + 1, min(i + _LIST, len(text.words) - 1)):
            if text.lower[j] == "dan":
                return j if j > i + 1 and self._joins(head, j) else 0
            if j in text.starts or text.lower[j] in HEADS or not (text.lower[j] == "," or text.words[j][0].isupper()):
                return 0
        return 0

    def _owner(self, start: int) -> tuple[Span | None, int, bool]:
        """What the office is of, the first where several are named; the token after all of it; whether elected."""
        text = self._text
        owner, i, elected = None, start, False
        for _ in range(_OWNERS):
            if i >= len(text.lower):
                break
            ent = text.starts.get(i) or self._after_preposition(i) or self._joined_body(owner, i)
            if ent is not None and (ent.label_ != "PER" or self._is_club(ent, owner)):
                owner, i = owner or ent, ent.end
            elif i in text.starts:  # the holder, even if he is called Xi, Sang or Muda
                break
            elif (aside := text.past_aside(i)) > i:
                i = aside
            elif skipped := self._numbers(i) or next((len(then) for then in THEN if text.reads(i, then)), 0):
                i += skipped
            elif text.lower[i] == ")" and owner is not None and owner.end == i and "(" in owner.text:
                i += 1  # Kementerian Agama (Kemenag], as a tagger ends it
            elif text.lower[i] == "terpilih":
                elected, i = True, i + 1
            elif owner is not None and text.lower[i] in ADJECTIVES | COMPASS:
                i += 1
            elif (field := self._past_field(i)) > i:
                i = field
            else:
                break
        return owner, i, elected

    def _is_club(self, name: Span, owner: Span | None) -> bool:
        """Whether a person's name is that of a club, or the rest of a body's name, another person after it."""
        text = self._text
        return text.person_at(name.end) is not None and (owner is not None or text.at(name.start - 1) in COACHES)

    def _joined_body(self, owner: Span | None, i: int) -> Span | None:
        """The body that `dan` at `i` joins to the owner, one name after both: `manajer X dan Y Martin Jol`."""
        text = self._text
        body = text.starts.get(i + 1)
        if owner is None or body is None or text.lower[i] != "dan" or body.label_ == "PER":
            return None
        person = text.person_at(body.end)
        return body if person is not None and text.at(person.end) not in ("dan", "serta") else None

    def _after_preposition(self, i: int) -> Span | None:
        """The name that a preposition at `i` leads to, a class of bodies between: `dari partai Republik`."""
        text = self._text
        if text.lower[i] not in OF and not (text.words[i].islower() and text.lower[i] in BODIES):
            return None
        for j in range(i + 1, min(i + 2 + (1 if text.lower[i] in _NEAR else _CLASS), len(text.lower))):
            if j in text.starts:
                return text.starts[j]
            plain = text.words[j].islower() and text.lower[j] not in CLOSED
            if not (plain or text.lower[j] in BODIES | COMPASS | OF):
                return None
            if text.is_verb(j) or text.lower[j] in HEADS:
                return None
        return None

    def _past_field(self, i: int) -> int:
        """The token after `untuk Hak Asasi Manusia` at `i`, a person or his rank after it; `i` where none is."""
        text = self._text
        if text.lower[i] != "untuk":
            return i
        for j in range(i + 1, min(i + 2 + _FIELD, len(text.lower))):
            after = text.past_ranks(j + (text.lower[j] == ","))
            if j > i + 1 and text.person_at(after) is not None:
                return j
            if not (text.lower[j] == "dan" or text.words[j][0].isalpha()) or text.lower[j] in CLOSED | HEADS:
                return i
            if j in text.inside or text.is_verb(j):
                return i
        return i

    def _named(self, title: Title, words: list[str]) -> Title | None:
        """The title with its office and status written out; None where the words are no office after all."""
        owner, status = title.owner, title.status
        deputy = words in (["wakil"], ["wakilnya"]) and self._text.is_possessed(title.words_end)
        words[0] = words[0].partition("-")[0]
        words[-1] = words[-1] if words[-1] in HEADS else words[-1].removesuffix("nya")
        if "terpilih" in words:
            status = "terpilih"
        words = [word for k, word in enumerate(words) if not _is_said_of(word, words[k - 1 : k])]
        body = next(
            (
                k
                for k, word in enumerate(words)
                if k and word in BODIES and LONG.get(words[k - 1], words[k - 1]) != "sekretaris"
            ),
            0,
        )
        if owner is not None and body:
            words = words[:body]
        elif owner is None and words[-1] in CLASSES and len(words) > 1 and self._text.at(title.words_end) in THAT:
            words = words[:-1]  # presiden negara itu
        if owner is not None and words[-1] in KINDS and len(words) > 1 and words[-2] != "kantor":
            words = words[:-1]
        if (
            owner is not None
            and owner.text.isupper()
            and owner.label_ == "ORG"
            and (words[-1:] == ["menteri"] or words == ["menteri", "negara"])
        ):
            words, owner = [*words, owner.text.lower()], None  # Menteri PUPR
        if owner is not None and owner[0].lower_ in VILLAGES and words == ["kepala"]:
            words = [*words, owner[0].lower_]
        office = _written_out(words)
        if office.startswith("calon "):
            status, office = "calon", office.removeprefix("calon ")
        if not deputy and not _is_office(office, owner, status):
            return None
        return Title(title.start, title.head, title.words_end, title.end, office, status, owner)


def _written_out(words: list[str]) -> str:
    """The words of an office, short forms in full."""
    office = ""
    for word in words:
        office += " " + (word if office.endswith("vice") else LONG.get(word, MISSPELT.get(word, word)))
    return office.strip()


def _is_said_of(word: str, before: list[str]) -> bool:
    """Whether the copy says the word of the office, which it is no part of; in `jaksa agung muda` it is."""
    return word == "terpilih" or (word in ADJECTIVES and not (word == "muda" and before == ["agung"]))


def _is_office(office: str, owner: Span | None, status: str) -> bool:
    if office == "wakil":  # of a land in sport, of a people in parliament
        return status == "calon"
    if (
        office in ("kepala", "anggota", "asisten", "staf", "pimpinan", "pejabat tinggi", *VAGUE) and owner is None
    ):  # of a body, or of a man
        return False
    words = office.split()
    return words[0] != "anggota" or FOLLOWINGS.isdisjoint(words)

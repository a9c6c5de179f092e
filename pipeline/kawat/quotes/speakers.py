"""Who spoke: the noun phrase beside a cue, the name that it means, and whom a pronoun or a bare title means."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from spacy.tokens import Doc, Span

from kawat.quotes.copy import Copy, Place
from kawat.quotes.cues import (
    AIDES,
    ALSO_SAID,
    DAYS,
    ENDS_PHRASE,
    FRAMES,
    OF_A_BODY,
    OF_A_PERSON,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    SAID,
    SENDERS,
    STATEMENTS,
    THAT,
    TIMES,
    VERBS,
)
from kawat.titles import expanded, is_title

FAR = 120  # tokens that a subject, or what leads to it, may take
_PHRASE = 12  # tokens
_BACK = 40  # names that a title may mean, at most
_NAMELY = ("yaitu", "yakni")
_OF_A_PLACE = frozenset("kades lurah camat bupati gubernur kapolsek kapolres kapolda danramil dandim".split())
_ONE = ("dia", "ia", "beliau")
_OF = ("untuk", "di", "bagi")
_GIVEN_BY = ("dari", "oleh")
_HANGS_ON = ENDS_PHRASE - ALSO_SAID | {"("}
_ADVERBS = frozenset("juga telah pun kemudian kembali sebelumnya turut sudah sedang akan masih sempat pernah".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """The phrase that names a speaker, and the name that it means, None for one without."""

    phrase: Place
    entity: Place | None


class Speakers:
    """Reads the phrases of a document, and remembers who was spoken of.

    `last` is who spoke last, `last_person` which person; `subject` the person that a sentence since began with, None
    once someone spoke.
    """

    def __init__(self, doc: Doc, copy: Copy) -> None:
        self.copy = copy
        self.last: Speaker | None = None
        self.last_person: Speaker | None = None
        self.subject: Speaker | None = None
        self._names = [ent for ent in doc.ents if ent.start not in copy.inside]
        self._ends = [ent.end for ent in self._names]
        self._doc = doc

    @cached_property
    def _offices(self) -> dict[int, set[str]]:
        return _offices(self._doc)

    def spoke(self, speaker: Speaker | None) -> None:
        self.last, self.subject = speaker, None
        if speaker is not None and speaker.entity is not None and not self._is_body(speaker):
            self.last_person = speaker

    # Phrases

    def skip_openers(self, start: int, end: int) -> int:
        """Past `Sementara itu,` and punctuation."""
        end = min(end, start + FAR)
        while start < end and (self.copy.lower[start] in OPENERS or not self.copy.words[start][0].isalnum()):
            start += 1
        return start

    def ends_phrase(self, i: int) -> bool:
        word = self.copy.words[i]
        return not word[0].isalpha() or self.copy.lower[i] in ENDS_PHRASE or word in DAYS or i in self.copy.inside

    def phrase_from(self, start: int, end: int) -> Speaker | None:
        """The speaker that the phrase from token `start` names."""
        copy = self.copy
        start = self._past_statement(start, end)
        i = self._phrase_end(start, end)
        if i < end and copy.lower[i] in THAT and i > start:
            i += 1
        statement = i > start and copy.lower[start] in STATEMENTS
        if i > start and not statement and self._may_be_title(start):
            aside = copy.entities.get(self._past_body(i, end))
            of_another = copy.lower[start] in AIDES | OF_A_PERSON | _OF_A_PLACE  # Sekretaris pers Trump, Sarah Sanders
            if aside is not None and aside.label_ == "PER" and (of_another or not self.person(start, i)):
                i = aside.end
        return self.speaker(start, i, end) if i > start else None

    def _past_body(self, i: int, end: int) -> int:
        """Where the name may stand that a title goes before: past `, `, ` (BNPB) ` and ` untuk Indonesia, `."""
        copy = self.copy
        if i < end and copy.words[i] == "(":
            i = next((j + 1 for j in range(i, min(i + _PHRASE, end)) if copy.words[j] == ")"), i)
            if i in copy.entities and copy.words[copy.entities[i].end : copy.entities[i].end + 1] == ["-"]:
                i = copy.entities[i].end + 2  # Tim Kampanye Nasional (TKN) Prabowo-Gibran, Michael Umbas
        elif i + 1 < end and copy.lower[i] in _OF and i + 1 in copy.entities:
            i = copy.entities[i + 1].end
        return i + 1 if i < end and copy.words[i] == "," else i

    def _past_statement(self, start: int, end: int) -> int:
        """Past `keterangan dari`."""
        while start + 1 < end and self.copy.lower[start] in STATEMENTS and self.copy.lower[start + 1] in _GIVEN_BY:
            start += 2
        return start

    def _may_be_title(self, start: int) -> bool:
        return self.copy.words[start][0].isupper() or is_title(self.copy.lower[start : start + 1])

    def _phrase_end(self, start: int, end: int) -> int:
        copy = self.copy
        i = start
        named = False
        while i < min(end, start + _PHRASE):
            ent = copy.entities.get(i)
            if ent is not None:
                i, named = ent.end, True
                if ent.label_ == "PER":
                    break
            elif copy.lower[i] == "dan" and not named and i > start and self._person_ahead(i + 1, end):
                i += 1  # investor dan praktisi AI Kai-Fu Lee
            elif self.ends_phrase(i) or (named and i - 1 in copy.entities and copy.words[i][0].islower()):
                break
            else:
                i += 1
        return i

    def _person_ahead(self, start: int, end: int) -> bool:
        for i in range(start, min(start + _PHRASE // 2, end)):
            ent = self.copy.entities.get(i)
            if ent is not None and ent.label_ == "PER":
                return True
            if ent is None and self.ends_phrase(i):
                return False
        return False

    def before(self, verb: int, start: int) -> Speaker | None:
        """The subject of a verb: the last name before it that hangs on no preposition, else the words before it."""
        copy = self.copy
        begins, start = start, max(start, verb - FAR)
        i = verb - 1
        while i > start and copy.lower[i] in _ADVERBS:
            i -= 1
        i = self._before_time(i, start)
        subject_end = i + 1
        if i >= start and copy.lower[i] in PRONOUNS and copy.lower[i - 1] != "dari":
            meant = self.meant_person if copy.lower[i] in _ONE else self.meant
            return (self.opening(begins, i) if i > begins else None) or meant(verb)
        if noun := self._after_frame(begins, subject_end, verb):
            return noun
        while i >= start and (copy.lower[i] not in VERBS or i in copy.inside):
            ent = copy.entities.get(i)
            if ent is None or i in copy.inside:
                i -= 1
                continue
            first = self._phrase_start(ent.start, start)
            if not self._hangs(first, start):
                return self._with_aside(first, ent, verb, start)
            i = first - 1
        return self.phrase_from(self._noun_before(subject_end, start), verb)

    def is_time_or_place(self, start: int, end: int) -> bool:
        """Whether `Senin (3/2)` or a place stands from token `start` to the next comma."""
        i = start
        while i < end and self.copy.words[i] != ",":
            ent = self.copy.entities.get(i)
            place = ent is not None and ent.label_ == "LOC"
            if not (place or self.copy.words[i] in DAYS or self.copy.lower[i] in TIMES or self._is_number(i)):
                return False
            i += 1
        return start < i < end

    def _is_number(self, i: int) -> bool:
        return self.copy.words[i][0].isdigit()

    def _before_time(self, i: int, start: int) -> int:
        """Back before `pada hari Kamis (6/1)` and `saat ini`."""
        words, lower = self.copy.words, self.copy.lower
        j = i
        while j > start and (words[j] in DAYS or lower[j] in TIMES or self._is_number(j)):
            j -= 1
        day = any(words[k] in DAYS for k in range(j + 1, i + 1))
        return j if day else i - 2 if lower[max(i - 1, 0) : i + 1] == ["saat", "ini"] else i

    def _after_frame(self, start: int, end: int, verb: int) -> Speaker | None:
        """For `Mengenai kunjungan Singh, jurubicara mengatakan` the words after the comma, where they name nobody."""
        start = self.skip_openers(start, end)
        if start >= end or self.copy.lower[start] not in FRAMES:
            return None
        i, first = end, max(start, end - _PHRASE)
        while i > first and not self.ends_phrase(i - 1) and i - 1 not in self.copy.entities:
            i -= 1
        after_comma = start < i < end and self.copy.words[i - 1] == ","
        return self.phrase_from(i, verb) if after_comma else None

    def _hangs(self, first: int, start: int) -> bool:
        """Whether the phrase from `first` on hangs on a preposition, by itself or as one of several places."""
        while first - 2 >= start and self._joins_places(first - 1):
            first = self._phrase_start(self.copy.entities[first - 2].start, start)
        return first > start and self.copy.lower[first - 1] in _HANGS_ON

    def _joins_places(self, i: int) -> bool:
        """Whether token `i` is the `dan` of two places."""
        beside = [self.copy.entities.get(i - 1), self.copy.entities.get(i + 1)]
        return self.copy.lower[i] == "dan" and all(ent is not None and ent.label_ == "LOC" for ent in beside)

    def _noun_before(self, verb: int, start: int) -> int:
        """Where the words before a verb begin that name nobody: after a mark, a conjunction, or at the opening."""
        i = verb
        if i - 1 > start and self.copy.words[i - 1] == ")":  # Seorang anggota majelis (AM)
            i = next((j for j in range(i - 2, max(i - _PHRASE, start), -1) if self.copy.words[j] == "("), i)
        while i > start and (
            not self.ends_phrase(i - 1) or self.copy.lower[i - 1] in PREPOSITIONS or self._joins_places(i - 1)
        ):
            i -= 1
        if i - 1 > start and self.copy.lower[i] in _NAMELY and self.copy.words[i - 1] == ",":
            return self._noun_before(i - 1, start)  # Seorang sumber, yaitu pejabat senior
        return self.skip_openers(i, verb)

    def _phrase_start(self, i: int, start: int) -> int:
        while i > start and (self.copy.entities.get(i - 1) is not None or not self.ends_phrase(i - 1)):
            if self.copy.lower[i - 1] in SAID:
                break
            i -= 1
        return i

    def _with_aside(self, first: int, ent: Span, verb: int, start: int) -> Speaker | None:
        """For `Sutopo, juru bicara BNPB,` the person, for `BPBD Sigi, Sulawesi Tengah,` the body before the comma."""
        copy = self.copy
        named = copy.entities.get(first - 2) if first - 2 >= start and copy.words[first - 1] == "," else None
        if named is not None:
            person = named.label_ == "PER" and self.person(first, ent.end) is None
            place = ent.label_ == "LOC" and named.label_ == "ORG" and first == ent.start and copy.words[ent.end] == ","
            if person or place:
                return self.speaker(self._phrase_start(named.start, start), named.end, verb)
        return self.speaker(first, ent.end, verb)

    def opening(self, start: int, end: int) -> Speaker | None:
        """The person that a sentence begins with, and not only one of hers: `Suaminya, Asep,`."""
        start = self.skip_openers(start, end)
        if start < end and self.copy.lower[start].removesuffix("nya") in OF_A_PERSON:
            return None
        found = self.phrase_from(start, end)
        return found if found and found.entity and self.person(*found.entity) else None

    # Whom a phrase means

    def speaker(self, start: int, end: int, until: int) -> Speaker | None:
        """The speaker that the phrase means; `until`: where the sentence or what belongs to the phrase ends."""
        words = self.copy.lower[start:end]
        if words[0] == "ada":
            return None
        if words[0] in PRONOUNS:
            return self.meant_person(start) if words[0] in _ONE else self.meant(start)
        if self.person(start, end):
            return Speaker((start, end), self.named(start, end))
        if words[0] in STATEMENTS and words[-1] in THAT:
            return self.last if end - start <= 3 else Speaker((start, end), self.named(start, end))
        definite = words[-1] in THAT or (self.named(start, end) is None and self._is_pointed_at(end, until))
        title = words[:-1] if words[-1] in THAT else words
        if definite or is_title(title):
            someone = self._titled(title, start) or (self._described(title, start) if definite else None)
        else:
            someone = self._body(words, start)
        return someone or Speaker((start, end), self.named(start, end))

    def meant(self, at: int) -> Speaker | None:
        """Whom a pronoun at token `at` means: whom a sentence since began with, the last speaker, or the last named."""
        return self.subject or self.last or self._last_named(at)

    def meant_person(self, at: int) -> Speaker | None:
        """As `meant`, for `dia`: the person who spoke last, where a body has spoken since."""
        if self.subject is None and self.last is not None and self._is_body(self.last):
            return self.last_person or self.last
        return self.meant(at)

    def _described(self, words: list[str], at: int) -> Speaker | None:
        """Whom `kementerian itu` means; a longer phrase means a person, if anyone: `balatentara negara adidaya itu`."""
        someone = self.meant(at) if len(words) < 3 else self.subject or self.last
        return None if someone and len(words) >= 3 and self._is_body(someone) else someone

    def _is_body(self, speaker: Speaker) -> bool:
        return speaker.entity is not None and self.copy.entities[speaker.entity[0]].label_ != "PER"

    def _last_named(self, at: int) -> Speaker | None:
        named = (ent for ent in reversed(self._before(at)) if ent.label_ == "PER")
        return next((Speaker((ent.start, ent.end), (ent.start, ent.end)) for ent in named), None)

    def person(self, start: int, end: int) -> Span | None:
        """The last person named between two tokens."""
        found = (self.copy.entities.get(i) for i in range(end - 1, start - 1, -1))
        return next((ent for ent in found if ent is not None and ent.label_ == "PER"), None)

    def named(self, start: int, end: int) -> Place | None:
        """The name that a phrase means, and not only mentions."""
        copy = self.copy
        first = next((ent for i in range(start, end) if (ent := copy.entities.get(i))), None)
        if first is None:
            return None
        person = self.person(start, end)
        if person is not None:
            leading = copy.lower[start : first.start]
            of_person = leading and (leading[0] in OF_A_PERSON or (leading[0] in AIDES and leading[-1] in OF_A_BODY))
            of_person = of_person and first.start == person.start
            return None if of_person else (person.start, person.end)
        leading = copy.words[start : first.start]
        means = not leading or leading[0] in STATEMENTS or all(word.lower() in SENDERS for word in leading)
        return (first.start, first.end) if means else None

    def _is_pointed_at(self, start: int, end: int) -> bool:
        """Whether the words after a phrase close with `itu`: `kata mama dari Kampung Yoboi itu`."""
        for i in range(start, min(start + _PHRASE, end)):
            if self.copy.lower[i] in ("itu", "tersebut"):
                return self.copy.lower[start] in PREPOSITIONS - {"yang"} or self.copy.words[start].isdigit()
            place = self.copy.words[i] == "," and i + 1 < end and (i - 1 in self.copy.entities)
            if not place and not self.copy.words[i][0].isalnum():
                return False
        return False

    def _titled(self, title: list[str], start: int) -> Speaker | None:
        """The last person named before, who holds the office that a title without a name says."""
        offices = set(accumulate(expanded(title).split(), "{} {}".format))
        for ent in reversed(self._before(start)):
            if not offices.isdisjoint(self._offices.get(ent.start, ())):
                return Speaker((ent.start, ent.end), (ent.start, ent.end))
        return None

    def _body(self, words: list[str], start: int) -> Speaker | None:
        """For `mahkamah` the `Mahkamah Konstitusi` named before."""
        if len(words) != 1:
            return None
        for ent in reversed(self._before(start)):
            if ent.label_ == "ORG" and ent[0].lower_ == words[0] and len(ent) > 1:
                return Speaker((ent.start, ent.end), (ent.start, ent.end))
        return None

    def _before(self, start: int) -> list[Span]:
        until = bisect_right(self._ends, start)
        return self._names[max(until - _BACK, 0) : until]


def _offices(doc: Doc) -> dict[int, set[str]]:
    """The offices of each mention of a person, by its first token: those in the copy, and in the knowledge base."""
    offices: dict[int, set[str]] = {}
    for thing in doc._.entities if Doc.has_extension("entities") else ():
        held = {office.title for office in thing.entity.offices} if thing.entity else set()
        offices.update((span.start, held) for span in thing.mentions)  # one set, to which the roles below add
    for role in doc._.roles if Doc.has_extension("roles") else ():
        offices.setdefault(role.person.start, set()).add(role.office)
    return offices

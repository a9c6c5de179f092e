"""Component `quotes`: who said what, in the copy's own words or in the report's.

A cue (`kata`, `menurut`, `mengatakan`, `imbuhnya`) joins what was said to the one who said it: the speaker is the
person or body that the noun phrase beside the cue names, the phrase itself where it names none (`layanan pers
kepresidenan Kazakhstan`), and for `imbuhnya`, `kata dia` and `pernyataan itu` whoever spoke last. What is found is
kept as character offsets under `doc.user_data["kawat.quotes"]` and read through `doc._.quotes`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.errors import KawatError

KEY = "kawat.quotes"


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_SAID = _words(  # kata Kremlin
    "kata ujar tutur ucap ungkap imbuh tambah jelas tegas lanjut papar terang sambung tulis beber pungkas tandas tukas "
    "sebut cetus jawab tanya kenang seru tutup timpal cerita sahut urai aku harap sindir klaim kilah komentar"
)
_ONLY_AFTER_QUOTES = _words(
    "aku cerita harap jawab jelas komentar kenang klaim sebut seru tanya terang tulis tutup urai"
)
_SAYS = _words(  # Kremlin mengatakan …
    "mengatakan menyatakan menyebut menyebutkan mengungkapkan menjelaskan menegaskan menambahkan menuturkan memaparkan "
    "mengklaim mengaku mengakui berkata menilai berujar bertutur"
)
_SAYS_THAT = _words(  # Kremlin mengumumkan bahwa …, and before a quotation
    "mengumumkan melaporkan menyampaikan memastikan menekankan membantah membenarkan mengonfirmasi mengkonfirmasi "
    "mengungkap menulis memperingatkan mengingatkan berpendapat meyakini berharap berjanji mencatat menyimpulkan "
    "memberitahu menjawab bertanya berseru"
)
_PASSIVE = _words(  # seperti disampaikan Kremlin
    "disampaikan dikatakan diungkapkan dinyatakan dilaporkan diberitakan dijelaskan ditegaskan diumumkan"
)
_STATEMENTS = _words("pernyataan keterangan laporan penjelasan siaran rilis ucapan pengumuman")
_ANNOUNCED = _words("bunyi isi kata ungkap ujar tutur")  # demikian bunyi pernyataan Kremlin
_PRONOUNS = _words("dia ia beliau mereka")
_THAT = _words("itu tersebut ini")
_ENDS_PHRASE = _words(  # what goes on after the speaker, or stands before another phrase
    "di ke pada kepada dalam dari untuk oleh dengan saat usai ketika seraya sambil setelah sebelum melalui lewat yang "
    "soal tentang terkait merujuk seperti dikutip dilansir menirukan sehari hari kemarin tadi bahwa karena agar jika "
    "sementara tetapi namun serta telah akan juga pun adalah sudah sedang tidak masih bisa terhadap atas bagi hingga "
    "sejak selama antara lalu kemudian sebagaimana mengutip menanggapi ditemui lagi dan atau demikian sebagai"
)
_DAYS = _words("Senin Selasa Rabu Kamis Jumat Sabtu Minggu Ahad")
_OPENERS = _words("sementara itu namun adapun sebelumnya selanjutnya kemudian lalu tetapi meski demikian sedangkan")
_NOT_SAID = _words("yang untuk tidak tak tanpa enggan menolak belum dengan jangan")  # tidak mengatakan
_ALSO_SAID = _words("seraya sambil dan serta")  # kata Kremlin, seraya menambahkan
_SENDERS = _words(
    "pihak kantor berita pemerintah media situs harian kelompok partai perusahaan lembaga badan kementerian"
)
_OF_A_PERSON = _words("kantor istri suami ayah ibu anak pengacara kubu tim keluarga putra putri adik kakak")
_FRAMES = _words("di ke pada dalam dari untuk dengan saat ketika setelah sebelum selama sejak usai melalui oleh")
_MODALS = _words("akan telah sudah sedang tidak masih bisa juga pun adalah")
_PHRASE = 12  # tokens
_CLAUSE = 3  # tokens that say something
_QUOTED = re.compile(r"[“„](?P<curly>[^“”„\n]+)[”“]|(?<!\w)\"(?P<straight>[^\"\n]+)\"")


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said.

    `content` is what was said, without quotation marks; `cue` the word that tells so. `direct`: in the speaker's own
    words. `speaker` is the phrase that names the speaker here or, for a pronoun, further up, None where it is not
    known; `entity` the one of `doc.ents` that it is, None for a phrase that names none; `cluster` its thing in
    `doc._.entities`, "" without a linker.
    """

    content: Span
    cue: Span | None
    speaker: Span | None
    entity: Span | None
    cluster: str
    direct: bool

    @property
    def name(self) -> str:
        """The speaker as the copy calls it, "" where it is not known."""
        named = self.entity or self.speaker
        return named.text if named is not None else ""


@Language.factory("kawat_quotes", requires=["doc.ents", "doc.sents"], assigns=["doc._.quotes"])
def make_quotes(nlp: Language, name: str) -> "Quotes":
    """The factory `kawat_quotes`; it has no settings."""
    return Quotes(name)


class Quotes:
    """Finds quotations; it holds no state but its name, so saving it writes nothing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Raises KawatError when the document has no sentences."""
        if len(doc) and not doc.has_annotation("SENT_START"):
            raise KawatError(f"{self.name}: the document has no sentences; put kawat_layout before kawat_quotes")
        doc.user_data[KEY] = _plain(doc, _Reader(doc).read())
        return doc


Place = tuple[int, int]  # tokens, the second one left out


@dataclass(frozen=True, slots=True)
class _Speaker:
    phrase: Place
    entity: Place | None


@dataclass(frozen=True, slots=True)
class _Said:
    content: Place
    cue: Place | None
    speaker: _Speaker | None
    direct: bool


class _Reader:
    """Reads a document sentence by sentence and remembers who spoke last."""

    def __init__(self, doc: Doc) -> None:
        self.lower = [token.lower_ for token in doc]
        self.words = [token.text for token in doc]
        self.entities = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        self.quoted = _quoted(doc)
        self.opening = {start: (start, end) for start, end in self.quoted}
        self.closing = {end: (start, end) for start, end in self.quoted}
        self.inside = {i for start, end in self.quoted for i in range(start, end)}
        self.taken: set[int] = set()
        self.said: list[_Said] = []
        self.subject: _Speaker | None = None  # the person that the last sentence began with, unless someone spoke since
        dateline = doc._.dateline if Doc.has_extension("dateline") else None
        self.report = dateline.end if dateline is not None else 0
        self.sentences = [(max(sentence.start, min(self.report, sentence.end)), sentence.end) for sentence in doc.sents]

    def read(self) -> list[_Said]:
        """The quotations, by place."""
        for start, end in self.sentences:
            for find in (self._cue_before_speaker, self._cue_after_speaker):
                for i in range(start, end):
                    if i not in self.inside and i not in self.taken:
                        find(i, start, end)
            opening = self._phrase_from(self._skip_openers(start, end), end)
            person = opening and opening.entity and self.entities[opening.entity[0]].label_ == "PER"
            if opening and person and opening.phrase[0] not in self.taken:
                self.subject = opening
        return sorted([*self.said, *self._continued()], key=lambda said: said.content)

    # Cues

    def _cue_before_speaker(self, i: int, start: int, end: int) -> None:
        """`…, kata Kremlin` · `Menurut Kremlin, …` · `“…,” imbuhnya` · `seperti disampaikan Kremlin`."""
        word, before = self.lower[i], self.lower[i - 1] if i else ""
        stem = word if word in _SAID else word.removesuffix("nya")
        speaks = stem in _SAID and (self._quoted_before(i) or (before == "," and stem not in _ONLY_AFTER_QUOTES))
        announced = i + 1 < end and self.lower[i + 1] in _ANNOUNCED | _STATEMENTS
        closes = word == "demikian" and announced and (self._quoted_before(i) or before == ",")
        passive = word in _PASSIVE and before in ("seperti", "sebagaimana", "demikian", ",")
        if not (speaks or closes or passive or stem == "menurut"):
            return
        at = i + 1
        while at < end and (closes or passive) and self.lower[at] in _ANNOUNCED | {"oleh"}:
            at += 1
        speaker = self.someone_before() if stem != word else self._phrase_from(at, end)
        if speaker is None and not self._quoted_before(i):
            return
        named_here = speaker is not None and speaker.phrase[0] >= at
        after = speaker.phrase[1] if speaker and named_here else self._past_phrase(at, end)
        for content in self._around(i, after, start, end):
            self._add(content, (i, i + 1), speaker)

    def _cue_after_speaker(self, i: int, start: int, end: int) -> None:
        """`Kremlin mengatakan bahwa …` · `Putin menegaskan, “…”`."""
        word, before = self.lower[i], self.lower[i - 1] if i > start else ""
        if before in _NOT_SAID or word not in _SAYS | _SAYS_THAT:
            return
        after = i + 1
        while after < end and self.lower[after] in (",", ":", "bahwa", "“", '"'):
            after += 1
        if after < end and self.lower[after] in _FRAMES:  # mengatakan dalam sebuah pernyataan bahwa
            after = next((j + 1 for j in range(after, min(after + _PHRASE, end)) if self.lower[j] == "bahwa"), after)
        quoted = self.opening.get(after)
        that = quoted is not None or self.lower[after - 1] == "bahwa"
        if word not in _SAYS and not that:
            return
        also = before in _ALSO_SAID and self.said
        speaker = self.said[-1].speaker if also else self._phrase_until(i, start)
        content = quoted or self._trimmed(after, self._until_taken(after, end))
        if speaker and content and (quoted or content[1] - content[0] > 1):
            self._add(content, (i, i + 1), speaker)

    def _add(self, content: Place, cue: Place | None, speaker: _Speaker | None) -> None:
        if self.taken.isdisjoint(range(*content)):
            self.said.append(_Said(content, cue, speaker, self.opening.get(content[0]) == content))
            self.taken.update(range(*content))
            self.subject = None

    # What was said

    def _quoted_before(self, i: int) -> Place | None:
        """The quoted stretch that ends before token `i`, its marks and a comma between them."""
        for end in range(i - 1, max(i - 4, -1), -1):
            if end in self.closing and all(not word[0].isalnum() for word in self.words[end:i]):
                return self.closing[end]
        return None

    def _around(self, cue: int, after: int, start: int, end: int) -> list[Place]:
        """What stands before the cue, or where that says too little, after the speaker."""
        if quoted := self._quoted_before(cue):
            later = (self.opening[i] for i in range(after, end) if i in self.opening)
            return [quoted, *(place for place in later if place[1] - place[0] > _CLAUSE)]
        before = self._trimmed(self._since_taken(start, cue), cue)
        if self.lower[cue - 1] in ("seperti", "sebagaimana") and before:
            before = self._trimmed(before[0], cue - 1)
        following = next((self.opening[i] for i in range(after, min(after + 4, end)) if i in self.opening), None)
        rest = following or self._trimmed(self._past_relative(after, end), self._until_taken(after, end))
        goes_on = rest is not None and rest[1] - rest[0] > 1 and self.lower[rest[0]] not in _ENDS_PHRASE - _MODALS
        framed = before is None or self._is_frame(*before)
        if rest and (following or (goes_on and framed)):
            return [rest]
        return [before] if before and before[1] - self._skip_openers(*before) >= _CLAUSE else []

    def _is_frame(self, start: int, end: int) -> bool:
        """Whether this says too little to be what was said: `Namun`, `Angka ini`, `Di sebuah desa di Batken`."""
        start = self._skip_openers(start, end)
        return end - start < _CLAUSE or self.lower[start] in _FRAMES

    def _past_phrase(self, start: int, end: int) -> int:
        """Past `dia` or `pernyataan itu`."""
        while start < end and (self.lower[start] in _THAT or not self._ends_phrase(start)):
            start += 1
        return start

    def _past_relative(self, start: int, end: int) -> int:
        """Past `yang dihubungi melalui telepon,` and the like after the speaker."""
        if start < end and self.lower[start] in _ENDS_PHRASE - _MODALS:
            return next((i + 1 for i in range(start, end) if self.words[i] == ","), start)
        return start

    def _trimmed(self, start: int, end: int) -> Place | None:
        """The place without punctuation at its ends; None where nothing is left."""
        while start < end and not self.words[start][0].isalnum():
            start += 1
        while end > start and not self.words[end - 1][-1].isalnum() and self.words[end - 1] not in (")", "%"):
            end -= 1
        return (start, end) if start < end else None

    def _until_taken(self, start: int, end: int) -> int:
        return next((i for i in range(start, end) if i in self.taken), end)

    def _since_taken(self, start: int, end: int) -> int:
        return next((i + 1 for i in range(end - 1, start - 1, -1) if i in self.taken), start)

    def _continued(self) -> Iterator[_Said]:
        """Quotations without a cue that go on after one in the same paragraph."""
        spoken = sorted((said for said in self.said if said.direct), key=lambda said: said.content)
        ends = [said.content[1] for said in spoken]
        for start, end in self.quoted:
            before = bisect_right(ends, start)
            if before and end - start > _CLAUSE and self.taken.isdisjoint(range(start, end)):
                last = spoken[before - 1]
                if not any("\n" in word for word in self.words[last.content[1] : start]):
                    yield _Said((start, end), None, last.speaker, True)

    # Who said it

    def someone_before(self) -> _Speaker | None:
        """Whom a pronoun means: the person that a sentence since began with, or the last speaker."""
        return self.subject or (self.said[-1].speaker if self.said else None)

    def _skip_openers(self, start: int, end: int) -> int:
        while start < end and (self.lower[start] in _OPENERS or not self.words[start][0].isalnum()):
            start += 1
        return start

    def _phrase_from(self, start: int, end: int) -> _Speaker | None:
        """The speaker that the phrase from token `start` names."""
        i = start
        while i < min(end, start + _PHRASE):
            ent = self.entities.get(i)
            if ent is not None:
                i = ent.end
                if ent.label_ == "PER":
                    break
            elif self._ends_phrase(i) or (i > start and self.entities.get(i - 1) and self.words[i][0].islower()):
                break
            else:
                i += 1
        if i < end and self.lower[i] in _THAT and i > start:
            i += 1
        statement = self.lower[start:i] and self.lower[start] in _STATEMENTS
        if statement and i == start + 1 and i < end and self.lower[i] in ("dari", "oleh"):
            return self._phrase_from(i + 1, end)
        if i < end - 1 and self.lower[i] == "," and not statement:
            aside = self.entities.get(i + 1)  # Kepala BNPB, Suharyanto
            if (
                aside is not None
                and aside.label_ == "PER"
                and self.words[start][0].isupper()
                and not self._person(start, i)
            ):
                i = aside.end
        return self._speaker(start, i) if i > start else None

    def _ends_phrase(self, i: int) -> bool:
        word = self.words[i]
        return not word[0].isalpha() or self.lower[i] in _ENDS_PHRASE or word in _DAYS or i in self.inside

    def _speaker(self, start: int, end: int) -> _Speaker | None:
        words = self.lower[start:end]
        if words[0] in _PRONOUNS:
            return self.someone_before()
        if words[-1] in _THAT and not self._person(start, end):
            return self.said[-1].speaker if self.said else None
        return _Speaker((start, end), self._named(start, end))

    def _person(self, start: int, end: int) -> Span | None:
        found = (self.entities.get(i) for i in range(end - 1, start - 1, -1))
        return next((ent for ent in found if ent is not None and ent.label_ == "PER"), None)

    def _named(self, start: int, end: int) -> Place | None:
        """The entity that a phrase means, and not only mentions."""
        first = next((ent for i in range(start, end) if (ent := self.entities.get(i))), None)
        if first is None:
            return None
        person = self._person(start, end)
        if person is not None:
            of_person = self.words[start] in _OF_A_PERSON and first.start == person.start
            return None if of_person else (person.start, person.end)
        leading = self.words[start : first.start]
        means = not leading or leading[0] in _STATEMENTS or all(word.lower() in _SENDERS for word in leading)
        return (first.start, first.end) if means else None

    def _phrase_until(self, verb: int, start: int) -> _Speaker | None:
        """The subject of a verb: the last name before it that hangs on no preposition, else how the sentence opens."""
        i = verb - 1
        while i > start and self.lower[i] in ("juga", "telah", "pun", "kemudian", "kembali", "sebelumnya", "turut"):
            i -= 1
        if i >= start and self.lower[i] in _PRONOUNS:
            return self.someone_before()
        while i >= start:
            ent = self.entities.get(i)
            if ent is None or i in self.inside:
                i -= 1
                continue
            first = self._phrase_start(ent.start, start)
            if first == start or self.lower[first - 1] not in _ENDS_PHRASE - _ALSO_SAID:
                return self._with_aside(first, ent.end, start)
            i = first - 1
        return self._phrase_from(self._skip_openers(start, verb), verb)

    def _phrase_start(self, i: int, start: int) -> int:
        while i > start and (self.entities.get(i - 1) is not None or not self._ends_phrase(i - 1)):
            if self.lower[i - 1] in _SAID:
                break
            i -= 1
        return i

    def _with_aside(self, first: int, end: int, start: int) -> _Speaker | None:
        """For `Sutopo, juru bicara BNPB,` the person before the comma."""
        person = self.entities.get(first - 2) if first - 2 >= start and self.words[first - 1] == "," else None
        if person is not None and person.label_ == "PER" and self._person(first, end) is None:
            return self._speaker(self._phrase_start(person.start, start), person.end)
        return self._speaker(first, end)


def _quoted(doc: Doc) -> list[Place]:
    """What stands in quotation marks, without them and the comma before the closing one."""
    places = []
    for match in _QUOTED.finditer(doc.text):
        start, end = match.span("curly" if match["curly"] else "straight")
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is not None and len(span) and not span.text.isspace():
            last = span.end - 1 if span[-1].text == "," and len(span) > 1 else span.end
            places.append((span.start, last))
    return places


def _plain(doc: Doc, said: list[_Said]) -> list[list[object]]:
    """Character offsets of content, cue, speaker and entity, the cluster, and whether it is direct."""
    things = doc._.entities if Doc.has_extension("entities") else ()
    clusters = {(span.start, span.end): thing.cluster for thing in things for span in thing.mentions}
    rows: list[list[object]] = []
    for each in said:
        speaker, entity = (each.speaker.phrase, each.speaker.entity) if each.speaker else (None, None)
        offsets = [_offsets(doc, place) for place in (each.content, each.cue, speaker, entity)]
        rows.append([*offsets, clusters.get(entity, "") if entity else "", each.direct])
    return rows


def _offsets(doc: Doc, place: Place | None) -> list[int] | None:
    return [doc[place[0] : place[1]].start_char, doc[place[0] : place[1]].end_char] if place else None


def _span(doc: Doc, offsets: list[int] | None) -> Span | None:
    return doc.char_span(offsets[0], offsets[1], alignment_mode="expand") if offsets else None


def _get_quotes(doc: Doc) -> list[Quote]:
    entities = {(ent.start_char, ent.end_char): ent for ent in doc.ents}
    found = []
    for content, cue, speaker, entity, cluster, direct in doc.user_data.get(KEY, ()):
        said, word, who = (_span(doc, place) for place in (content, cue, speaker))
        if said is not None:
            found.append(Quote(said, word, who, entities.get(tuple(entity)) if entity else None, cluster, direct))
    return found


Doc.set_extension("quotes", getter=_get_quotes, force=True)

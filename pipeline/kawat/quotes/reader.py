"""Reading a document's quotations: what each cue joins to whom."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kawat.quotes.copy import Copy, Place
from kawat.quotes.cues import (
    ALSO_SAID,
    ANNOUNCED,
    ASKED,
    ASKS,
    COMPLEMENTIZERS,
    ENDS_PHRASE,
    ENDS_REPORT,
    FRAMES,
    JOINS,
    MODALS,
    NO_SPEAKERS,
    NOT_SAID,
    ONLY_AFTER_QUOTES,
    PASSIVE,
    SAID,
    SAYS,
    SAYS_THAT,
    THAT,
    THINGS,
    VERBS,
)
from kawat.quotes.speakers import FAR, Speaker, Speakers
from kawat.quotes.taken import Taken

_PHRASE = 12  # tokens
_CLAUSE = 3  # tokens that say something
_CLOSERS = ("”", '"', "“")
_BEFORE_SAID = COMPLEMENTIZERS | {",", ":", "“", "”", '"', "'", "‘", "’"}
_VERBS = VERBS | {f"{word}nya" for word in SAYS}
_ENDS = {".", "\n"}
_SENTENCE_ENDS = (".", "?", "!", ":", "…", "...")
_CUES = (
    SAID
    | PASSIVE
    | {f"{word}nya" for word in PASSIVE}
    | {"menurut", "demikian"}
    | {f"{word}nya" for word in SAID}
    | {"menurutnya"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, by tokens; `direct`: in the speaker's own words."""

    content: Place
    cue: Place | None
    speaker: Speaker | None
    direct: bool


class Reader:
    """Reads a document sentence by sentence and remembers who spoke last."""

    def __init__(self, doc: Doc) -> None:
        self.copy = Copy(doc)
        self.lower, self.words = self.copy.lower, self.copy.words
        self.speakers = Speakers(doc, self.copy)
        self._finders = {
            **dict.fromkeys(_CUES, self._cue_before_speaker),
            **dict.fromkeys(_VERBS, self._cue_after_speaker),
        }
        self.taken = Taken()
        self.cues: set[int] = set()
        self.said: list[Said] = []
        self.meant: list[tuple[int, Speaker | None]] = []
        dateline = doc._.dateline if Doc.has_extension("dateline") else None
        self.sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
        if dateline is not None:
            first, report = dateline.start, dateline.end
            self.sentences = [
                (max(start, min(report, end)) if start >= first else start, end) for start, end in self.sentences
            ]

    def read(self) -> list[Said]:
        """The quotations, by place."""
        for start, end in self.sentences:
            self._headline(start, end)
            for i in range(start, end):
                find = self._finders.get(self.lower[i])
                if find is not None and i not in self.copy.inside and i not in self.taken:
                    find(i, start, end)
            opening = self.speakers.opening(start, end)
            if opening and opening.phrase[0] not in self.taken and opening.phrase[0] not in self.copy.inside:
                self.speakers.subject = opening
            self.meant.append((end, self.speakers.meant(end)))
        self.said.sort(key=lambda said: said.content)
        return sorted([*self.said, *self._continued()], key=lambda said: said.content)

    # Cues

    def _headline(self, start: int, end: int) -> None:
        """`BPBD Sigi: Dua warga meninggal`, on a line of its own."""
        name = self.copy.entities.get(start)
        if name is None or name.label_ == "LOC" or name.end + _CLAUSE > end or self.words[name.end] != ":":
            return
        content = self.copy.trimmed(name.end + 1, end)
        alone = any("\n" in word for word in self.words[end - 1 : end + 1])
        if content and alone and content[0] not in self.copy.inside:
            self._add(content, None, self.speakers.speaker(start, name.end, end))

    def _cue_before_speaker(self, i: int, start: int, end: int) -> None:
        """`…, kata Kremlin` · `Menurut Kremlin, …` · `“…,” imbuhnya` · `seperti disampaikan Kremlin`."""
        word, before = self.lower[i], self.lower[i - 1] if i else ""
        stem = word if word in SAID | PASSIVE else word.removesuffix("nya")
        after_quote = self.copy.quoted_before(i) is not None or (
            before in _CLOSERS and i > 1 and self.words[i - 2] == ","
        )
        opens = i == self.speakers.skip_openers(start, end) and self._names_before({","}, i + 1, end)
        alone = stem not in ONLY_AFTER_QUOTES or (stem != word and not self.words[min(i + 1, end - 1)][0].isalnum())
        ends = word == "kata" and before[-1:].isalnum() and self._names_before(_ENDS, i + 1, end)
        speaks = stem in SAID and (after_quote or opens or ends or (before == "," and alone))
        announced = i + 1 < end and (self.lower[i + 1] in ENDS_REPORT or i + 1 in self.copy.entities)
        closes = word == "demikian" and announced and (after_quote or before == ",")
        passive = stem in PASSIVE and (
            opens
            or before in ("seperti", "sebagaimana", "demikian", ",")
            or self.lower[max(i - 2, 0) : i] in (["seperti", "yang"], ["sebagaimana", "yang"])
        )
        according = stem == "menurut" and not (i + 1 < end and self.lower[i + 1] in NO_SPEAKERS)
        if not (speaks or closes or passive or according):
            return
        at = i + 1
        while at < end and (closes or passive) and self.lower[at] in ANNOUNCED | {"oleh"}:
            at += 1
        pronoun = stem != word or (at < end and not self.words[at][0].isalnum() and after_quote)
        speaker = self.speakers.meant(i) if pronoun else self.speakers.phrase_from(at, end)
        if speaker is None and not after_quote:
            return
        named_here = speaker is not None and speaker.phrase[0] >= at
        after = speaker.phrase[1] if speaker and named_here else at if stem != word else self._past_phrase(at, end)
        for content in self._around(i, after, start, end):
            self._add(content, (i, i + 1), speaker)

    def _names_before(self, marks: set[str], start: int, end: int) -> bool:
        """Whether a name and one of the marks follow: `Dijelaskan Usman, …` and `… kata Usman.`"""
        speaker = self.speakers.phrase_from(start, end)
        if speaker is None or speaker.entity is None or speaker.phrase[0] != start:
            return False
        return not marks.isdisjoint(self.words[speaker.phrase[1] : speaker.phrase[1] + 1])

    def _cue_after_speaker(self, i: int, start: int, end: int) -> None:
        """`Kremlin mengatakan bahwa …` · `Putin menegaskan, “…”` · `…, Kremlin mengatakan.`"""
        before = self.lower[i - 1] if i > start else ""
        quotes = before == "yang" and self._opens_quote(i + 1)
        adds = before == "dengan" and self.lower[i + 1 : i + 2] == ["bahwa"]  # dengan menambahkan bahwa
        if before in NOT_SAID and not quotes and not adds:
            return
        speaker = self._subject(i, start)
        if speaker is None:
            return
        if content := self._said_after(i, end) or self._said_before(i, speaker, start, end):
            self._add(content, (i, i + 1), speaker)

    def _subject(self, verb: int, start: int) -> Speaker | None:
        """Who does the verb: of a second one in a sentence, who did the first."""
        before = self.lower[verb - 1] if verb > start else ""
        if before not in ALSO_SAID | {"dengan"}:
            return self.speakers.before(verb, start)
        last = self.said[-1] if self.said else None
        if last is not None and last.speaker and last.cue and start <= last.cue[0] < verb:
            return last.speaker
        opening = self.speakers.phrase_from(self.speakers.skip_openers(start, verb), verb)
        if opening is not None and opening.entity:
            return opening
        named = self.speakers.before(verb, start)
        return named if named is not None and named.entity else opening or named

    def _opens_quote(self, i: int) -> bool:
        """Whether a quotation begins within a few tokens: `menulis tweet: “…”`."""
        return any(j in self.copy.opening for j in range(i, i + 4))

    def _said_after(self, verb: int, end: int) -> Place | None:
        after = verb + 1
        if after + 1 < end and self.lower[verb] in SAYS_THAT and self.lower[after + 1] in COMPLEMENTIZERS | {":"}:
            after += 1  # menulis tweet bahwa
        while after < end and self.lower[after] in _BEFORE_SAID and after not in self.copy.opening:
            after += 1
        clause = self.lower[after - 1] == ","  # mengatakan, sebelum bertemu, …
        if after < end and self.lower[after] in FRAMES:  # mengatakan dalam sebuah pernyataan bahwa
            framed, clause = after, clause or self.lower[verb] in SAYS
            after = self._past_frame(after, end, quotes=self.lower[after - 1] != ",")
            if after == end and clause:
                after = framed if self.lower[framed - 1] == "," else self._past_places(framed, end)
        quoted = self.copy.opening.get(after)
        if quoted is not None:
            return quoted
        asks = after < end and self.lower[after] in ASKED and self.lower[verb] in ASKS
        that = self.lower[after - 1] in COMPLEMENTIZERS or asks or (clause and self.lower[verb] in SAYS)
        if not that and (self.lower[verb] not in SAYS or self._is_thing(after, end)):
            return None
        content = self.copy.trimmed(after, self._until_next(after, end))
        while content and self.lower[content[1] - 1] in JOINS:
            content = self.copy.trimmed(content[0], content[1] - 1)
        return content if content and content[1] - content[0] > 1 else None

    def _past_frame(self, start: int, end: int, *, quotes: bool) -> int:
        """Past `dalam sebuah pernyataan bahwa`, or with `quotes` `kepada Reuters: “`, else the end."""
        ahead = range(start, min(start + _PHRASE, end))
        opens = self.copy.opening if quotes else {}
        return next((j + 1 for j in ahead if self.lower[j] in COMPLEMENTIZERS or j + 1 in opens), end)

    def _past_places(self, start: int, end: int) -> int:
        """Past `di Jakarta, Senin (3/2), `, else the end."""
        last = end
        for i in range(start, min(start + _PHRASE, end)):
            if self.words[i] == ",":
                last = i + 1
                if not self.speakers.is_time_or_place(last, end):
                    break
        return last

    def _until_next(self, start: int, end: int) -> int:
        """Where the clause that was said ends: at what is taken, at `;`, or before the next cue."""
        end = self.taken.until(start, end)
        for i in range(start, end):
            if self.words[i] == ";":
                return i
            if i - 2 > start and i in self.copy.opening and self._begins_speech(i):
                return i - 2
            if self.lower[i] in _CUES and self.words[i - 1] == ",":
                return i - 1
            if self.lower[i] in _VERBS and self.lower[i - 1] in ALSO_SAID and self.lower[i + 1 : i + 2] == ["bahwa"]:
                return i - 1
        return end

    def _begins_speech(self, i: int) -> bool:
        """Whether the quotation from token `i` is a sentence of its own within another: `…: “Kami siap.”`"""
        before = self.words[i - 2]
        return before == ":" or (before == "," and self.words[i][0].isupper())

    def _is_thing(self, start: int, end: int) -> bool:
        """Whether no clause begins at token `start`: `dukungan kepada Boluarte`."""
        return start >= end or self.lower[start] in THINGS or self.lower[start] in FRAMES

    def _said_before(self, verb: int, speaker: Speaker | None, start: int, end: int) -> Place | None:
        """What stands before the subject of a verb that nothing follows: `“…,” dia menambahkan.`"""
        if verb + 1 < end and self.words[verb + 1][0].isalnum() and self.lower[verb + 1] not in FRAMES:
            return None
        subject = self._subject_start(verb, speaker, start)
        quoted = self.copy.quoted_before(subject)
        if quoted is not None:
            return quoted
        if subject - 2 < start or "," not in self.words[subject - 2 : subject]:
            return None
        content = self.copy.trimmed(self.taken.since(start, subject), subject)
        return content if content and not self._is_frame(*content) else None

    def _subject_start(self, verb: int, speaker: Speaker | None, start: int) -> int:
        if speaker is not None and start <= speaker.phrase[0] < verb:
            return speaker.phrase[0]
        i, start = verb, max(start, verb - FAR)
        while i > start and not self.speakers.ends_phrase(i - 1):
            i -= 1
        return i

    def _add(self, content: Place, cue: Place | None, speaker: Speaker | None) -> None:
        if self.taken.is_free(content):
            self.said.append(Said(content, cue, speaker, self.copy.opening.get(content[0]) == content))
            self.taken.add(content)
            self.cues.update(range(*cue) if cue else ())
            self.speakers.spoke(speaker)

    # What was said

    def _around(self, cue: int, after: int, start: int, end: int) -> list[Place]:
        """What stands before the cue, or where that says too little, after the speaker."""
        if quoted := self.copy.quoted_before(cue):
            return [self._whole(quoted, start), *self._later(after, end)]
        before = self.copy.trimmed(self.taken.since(start, cue), cue)
        while before and self.lower[before[1] - 1] in ("seperti", "sebagaimana", "yang"):
            before = self.copy.trimmed(before[0], before[1] - 1)
        if before and before[0] in self.cues:  # “…,” ucap Feinstein, seperti disampaikan The Hill
            return []
        following = next(self.copy.quoted_in(after, min(after + 4, end)), None)
        rest = following or self._rest(cue, after, end)
        goes_on = rest is not None and rest[1] - rest[0] > 1 and self._begins_clause(cue, rest[0])
        framed = before is None or self._is_frame(*before) or self.lower[before[1] - 1] in JOINS
        if following and before and not framed:
            return [before, following]
        if rest and (following or (goes_on and framed)):
            return [rest]
        return [before] if before and before[1] - self.speakers.skip_openers(*before) >= _CLAUSE else []

    def _rest(self, cue: int, after: int, end: int) -> Place | None:
        """What goes on after the speaker: past the comma of `Menurut polisi di Batken, …`, where there is one."""
        until = self.taken.until(after, end)
        rest = self.copy.trimmed(self._past_relative(after, end), until)
        according = self.lower[cue].startswith("menurut")
        if rest or not according or self.lower[after:end][:1] == ["yang"]:
            return rest
        return self.copy.trimmed(after, until)

    def _begins_clause(self, cue: int, i: int) -> bool:
        """Whether what was said may begin at token `i`; with `menurut` it may as in `Menurut Budi, sejak itu …`."""
        return self.lower[i] not in ENDS_PHRASE - MODALS or self.lower[cue].startswith("menurut")

    def _later(self, start: int, end: int) -> Iterator[Place]:
        """What is quoted up to the quotation that has a cue of its own."""
        for place in self.copy.quoted_in(start, end):
            if self._has_cue(place):
                return
            if place[1] - place[0] > _CLAUSE:
                yield place

    def _has_cue(self, quoted: Place) -> bool:
        """Whether `kata …` follows a quotation."""
        ahead = range(quoted[1], min(quoted[1] + 4, len(self.words)))
        return next((self.lower[i] in _CUES for i in ahead if self.words[i][0].isalnum()), False)

    def _whole(self, quoted: Place, start: int) -> Place:
        """The report's own sentence, where only its last words are quoted: `kasus itu “tidak kompleks”`."""
        mark = quoted[0] - 1
        if mark <= start or not self.words[mark - 1][0].isalnum() or self.lower[mark - 1] in _VERBS | COMPLEMENTIZERS:
            return quoted
        whole = self.copy.trimmed(self.taken.since(start, mark), quoted[1])
        return whole if whole and whole[0] < mark and whole[0] not in self.cues else quoted

    def _is_frame(self, start: int, end: int) -> bool:
        """Whether this says too little to be what was said: `Namun`, `Angka ini`, `Di sebuah desa di Batken`."""
        start = self.speakers.skip_openers(start, end)
        return end - start < _CLAUSE or self.lower[start] in FRAMES

    def _past_phrase(self, start: int, end: int) -> int:
        """Past `dia` or `pernyataan itu`."""
        end = min(end, start + FAR)
        while start < end and (self.lower[start] in THAT or not self.speakers.ends_phrase(start)):
            start += 1
        return start

    def _past_relative(self, start: int, end: int) -> int:
        """Past `yang dihubungi melalui telepon,` and the like after the speaker."""
        if start < end and self.lower[start] in ENDS_PHRASE - MODALS:
            comma = bisect_left(self.copy.commas, start)
            if comma < len(self.copy.commas) and self.copy.commas[comma] < end:
                return self.copy.commas[comma] + 1
        return start

    def _continued(self) -> Iterator[Said]:
        """Quotations without a cue: they go on after one in the same paragraph, or are a sentence of their own."""
        spoken = [said for said in self.said if said.direct]
        ends = [said.content[1] for said in spoken]
        for start, end in self.copy.quoted:
            if end - start <= _CLAUSE or not self.taken.is_free((start, end)):
                continue
            before = bisect_right(ends, start)
            last = spoken[before - 1] if before else None
            if last is not None and self.copy.one_line(last.content[1], start):
                yield Said((start, end), None, last.speaker, True)
            elif self._stands_alone(start, end) and (speaker := self._meant_at(start)):
                yield Said((start, end), None, speaker, True)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether what is quoted is a sentence of its own: it begins after the end of another, and ends as one."""
        i = start - 2  # before the mark
        while i >= 0 and self.words[i].isspace() and "\n" not in self.words[i]:
            i -= 1
        begins = i < 0 or "\n" in self.words[i] or self.words[i] in _SENTENCE_ENDS or self._begins_speech(start)
        after = self.words[end : end + 3]
        closes = {*after, self.words[end - 1]}
        return begins and not closes.isdisjoint((*_SENTENCE_ENDS, ","))

    def _meant_at(self, start: int) -> Speaker | None:
        """Whom a quotation without a cue continues: who spoke in its sentence, else whom a pronoun there would mean."""
        i = bisect_right(self.meant, start, key=lambda each: each[0])
        begins = self.meant[i - 1][0] if i else 0
        opening = self.speakers.opening(begins, start)
        return self._speaker_in(begins, start) or opening or (self.meant[i - 1][1] if i else None)

    def _speaker_in(self, start: int, end: int) -> Speaker | None:
        """Who speaks first between two tokens."""
        i = bisect_left(self.said, (start, 0), key=lambda said: said.content)
        return self.said[i].speaker if i < len(self.said) and self.said[i].content[0] < end else None

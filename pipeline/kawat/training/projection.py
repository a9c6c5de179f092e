"""Names carried from the English side of a translation to the Indonesian.

A name of the English side is looked for among the stretches of capitalised words of the other: the one whose words are
most nearly its own. Words match when they are spelled alike, transliterations included, or stand in each other's
translations through the whole corpus (Dice's coefficient, Smadja et al. 1996, https://aclanthology.org/J96-1001); whole
names match, too, when the knowledge base knows both as forms of one entity. Of equals the longest is taken, then the
nearest in place.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from kawat.kb.normalise import normalise, spelling_key
from kawat.kb.store import KnowledgeBase
from kawat.ner.decode import Mention

LONGEST = 10  # words of a name
ENOUGH = 0.6  # of the words, on both sides, have a counterpart in a name that is carried over
ALIKE = 0.8  # of two words' letters
TRANSLATED = 0.15  # Dice's coefficient
SEEN = 3  # times together, before two words count as translations
FREE = {"", "of", "the", "and", "for", "in", "on", "s", "a", "dan", "untuk", "di"}  # words without a counterpart
LISTS = {",", "dan", "and", "&"}  # what parts names, or words within one, in both languages
WORD = re.compile(r"\w+")


class Lexicon:
    """Which Indonesian words stand in the translations of which English words."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`pairs` of sentences, Indonesian and English."""
        self.indonesian: Counter[str] = Counter()
        self.english: Counter[str] = Counter()
        self.together: Counter[tuple[str, str]] = Counter()
        for indonesian, english in pairs:
            # Only capitalised words can be words of names; they bound the table, too.
            ours, theirs = _capitalised(indonesian), _capitalised(english)
            self.indonesian.update(ours)
            self.english.update(theirs)
            self.together.update((one, other) for one in ours for other in theirs)

    def dice(self, indonesian: str, english: str) -> float:
        """How much two normalised words go together, 0..1."""
        together = self.together[indonesian, english]
        if together < SEEN:
            return 0.0
        return 2 * together / (self.indonesian[indonesian] + self.english[english])


class Projector:
    """Carries the mentions of an English sentence to its Indonesian translation."""

    def __init__(self, lexicon: Lexicon, kb: KnowledgeBase) -> None:
        self.lexicon = lexicon
        self.kb = kb
        self.alike = lru_cache(1 << 18)(self._alike)
        self.forms = lru_cache(1 << 14)(self._forms)

    def __call__(self, words: Sequence[str], english: Sequence[str], found: Sequence[Mention]) -> list[Mention]:
        """The mentions `found` in the `english` words as mentions of the Indonesian `words`, none overlapping."""
        spans = _stretches(words)
        ranked = []
        for number, mention in enumerate(found):
            place = mention.start / len(english)
            name = english[mention.start : mention.end]
            elsewhere = {*english[: mention.start], *english[mention.end :]}
            for start, end in spans:
                score = self.match(words[start:end], name, elsewhere)
                if score >= ENOUGH:
                    ranked.append((-score, start - end, abs(start / len(words) - place), start, end, number))
        carried: dict[int, Mention] = {}
        taken: set[int] = set()
        for *_, start, end, number in sorted(ranked):
            if number not in carried and taken.isdisjoint(range(start, end)):
                carried[number] = found[number]._replace(start=start, end=end)
                taken.update(range(start, end))
        return sorted(carried.values())

    def match(self, words: Sequence[str], english: Sequence[str], elsewhere: Collection[str] = ()) -> float:
        """How fully two names match, 0..1: the harmonic mean of the shares of their words that the other has. A word
        that stands `elsewhere` in the English sentence is no other's translation."""
        if not LISTS.isdisjoint(words) and LISTS.isdisjoint(english):
            return 0.0
        if normalise(" ".join(words)) in self.forms(" ".join(english)):
            return 1.0
        ours = [(word, key) for word in words if (key := normalise(word)) not in FREE]
        theirs = [key for word in english if (key := normalise(word)) not in FREE]
        if not ours or not theirs or len(ours) > len(theirs) + 3:
            return 0.0
        grid = [
            [float(one == other) if word in elsewhere else self.alike(one, other) for other in theirs]
            for word, one in ours
        ]
        forth = sum(map(max, grid)) / len(ours)
        back = sum(map(max, zip(*grid, strict=True))) / len(theirs)
        return 2 * forth * back / (forth + back) if forth and back else 0.0

    def _alike(self, indonesian: str, english: str) -> float:
        """How surely two normalised words are one in two languages, 0..1."""
        if indonesian == english or self.lexicon.dice(indonesian, english) >= TRANSLATED:
            return 1.0
        shorter = min(len(indonesian), len(english))
        if shorter > 2 and spelling_key(indonesian) == spelling_key(english):
            return 0.95
        alike = fuzz.ratio(indonesian, english) / 100 if shorter > 3 else 0.0
        return alike if alike >= ALIKE else 0.0

    def _forms(self, english: str) -> frozenset[str]:
        """What the knowledge base calls the entities of this name, normalised."""
        aliases = (self.kb.aliases(hit.entity.id) for hit in self.kb.exact(english) if hit.kind != "short")
        return frozenset({normalise(english)}.union(*([normalise(form) for form in forms] for forms in aliases)))


def _capitalised(text: str) -> set[str]:
    return {normalise(word) for word in WORD.findall(text) if not word.islower() and not word.isdigit()}


def _stretches(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where names may stand: stretches of up to LONGEST words that begin with a capital and end with one, a number, or
    what follows a hyphen."""
    begins = [word[:1].isupper() for word in words]
    ends = [
        begin or word.isdigit() or before == "-"
        for begin, word, before in zip(begins, words, ["", *words], strict=False)
    ]
    return [
        (start, end)
        for start in range(len(words))
        if begins[start]
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1)
        if ends[end - 1]
    ]

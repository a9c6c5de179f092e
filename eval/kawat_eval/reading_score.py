"""What a pipeline read beside the gold of reading: dates, who said what, and offices.

What counts as right is in `eval/gold/READING.md`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kawat_eval.document import Document, Mention
from kawat_eval.measure import Formula, Measure, f1, precision, ratio, recall
from kawat_eval.reading import Date, Quote, Reading, Role, Span


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date expression and its value in ISO 8601, None where it is unresolved."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """What was said, the phrase that names who said it, and the name among the entities that it is."""

    content: Span
    speaker: Span | None
    entity: Span | None


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A person's office, and the name of what it belongs to."""

    person: Span
    office: str
    of: Span | None
    status: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a pipeline read in one document; None for what it does not look for."""

    dates: tuple[FoundDate, ...] | None
    quotes: tuple[FoundQuote, ...] | None
    roles: tuple[FoundRole, ...] | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A document's gold and findings side by side; None for what one side lacks, True where they agree."""

    dates: list[tuple[Date | None, FoundDate | None, bool]]
    quotes: list[tuple[Quote | None, FoundQuote | None, bool]]
    roles: list[tuple[Role | None, FoundRole | None, bool]]


def judge(document: Document, gold: Reading, found: Found) -> Judged:
    """Sets what was found beside the gold of a document."""
    same = _Things(document)
    return Judged(
        _pair(gold.dates, found.dates or (), _same_span, _date_agrees),
        _pair(gold.quotes, found.quotes or (), _shared, same.speaker_agrees),
        _pair(gold.roles, found.roles or (), same.role_closeness, same.role_agrees),
    )


def reading_measures(
    documents: Sequence[Document], gold: Mapping[str, Reading], found: Mapping[str, Found]
) -> dict[str, Measure]:
    """The figures of reading by name, their counts in the order of `documents`; those without gold count for nothing.

    What no document was searched for (its part of `Found` is None) has no figure.
    """
    judged = {d.id: judge(d, gold[d.id], found[d.id]) for d in documents if d.id in gold}
    looked = [found[name] for name in judged]

    def measure(count: Callable[[Judged], Sequence[int]], formula: Formula) -> Measure:
        counts = [count(judged[d.id]) if d.id in judged else None for d in documents]
        width = len(next(row for row in counts if row is not None))
        return Measure(np.array([row or [0] * width for row in counts], dtype=float), formula)

    measures: dict[str, Measure] = {}
    if any(each.dates is not None for each in looked):
        measures["dates.accuracy"] = measure(lambda j: _right_of_gold(j.dates), ratio)
        measures["dates.resolvable"] = measure(lambda j: _right_of_gold(_resolvable(j)), ratio)
        for name, formula in _TRIPLE.items():
            measures[f"dates.spans.{name}"] = measure(lambda j: _counts(j.dates, right=False), formula)
    if any(each.quotes is not None for each in looked):
        measures["speakers.accuracy"] = measure(lambda j: _right_of_found(j.quotes), ratio)
        for name, formula in _TRIPLE.items():
            measures[f"quotes.{name}"] = measure(lambda j: _counts(j.quotes, right=False), formula)
            measures[f"speakers.{name}"] = measure(lambda j: _counts(j.quotes, right=True), formula)
    if any(each.roles is not None for each in looked):
        for name, formula in _TRIPLE.items():
            measures[f"roles.{name}"] = measure(lambda j: _counts(j.roles, right=True), formula)
    return measures


_TRIPLE: dict[str, Formula] = {"precision": precision, "recall": recall, "f1": f1}
Gold = TypeVar("Gold")
Of = TypeVar("Of")
_Pairs = Sequence[tuple[object | None, object | None, bool]]


def _counts(pairs: _Pairs, *, right: bool) -> list[int]:
    """(agreeing or merely paired, found, gold)"""
    both = [agrees for gold, found, agrees in pairs if gold is not None and found is not None]
    sides = [sum(side is not None for side in column) for column in zip(*((f, g) for g, f, _ in pairs), strict=True)]
    return [sum(both) if right else len(both), *(sides or [0, 0])]


def _right_of_gold(pairs: _Pairs) -> list[int]:
    return [sum(agrees for *_, agrees in pairs), sum(gold is not None for gold, *_ in pairs)]


def _right_of_found(pairs: _Pairs) -> list[int]:
    both = [agrees for gold, found, agrees in pairs if gold is not None and found is not None]
    return [sum(both), len(both)]


def _resolvable(judged: Judged) -> _Pairs:
    return [pair for pair in judged.dates if pair[0] is not None and pair[0].values]


def _pair(
    gold: Sequence[Gold],
    found: Sequence[Of],
    closeness: Callable[[Gold, Of], float],
    agrees: Callable[[Gold, Of], bool],
) -> list[tuple[Gold | None, Of | None, bool]]:
    """Pairs each at most once, the closest first; 0 is no pair."""
    near = [(closeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    partners: dict[int, int] = {}
    for close, i, j in sorted(near, key=lambda each: (-each[0], *each[1:])):
        if close and i not in partners and j not in partners.values():
            partners[i] = j
    pairs: list[tuple[Gold | None, Of | None, bool]] = []
    for i, each in enumerate(gold):
        other = found[partners[i]] if i in partners else None
        pairs.append((each, other, other is not None and agrees(each, other)))
    taken = set(partners.values())
    return [*pairs, *((None, each, False) for j, each in enumerate(found) if j not in taken)]


def _same_span(gold: Date, found: FoundDate) -> float:
    return float(gold.span == found.span)


def _date_agrees(gold: Date, found: FoundDate) -> bool:
    return found.value in gold.values if found.value is not None else not gold.values


def _shared(gold: Quote, found: FoundQuote) -> float:
    """The characters that both contents share, 0 where they are less than half of the shorter."""
    shared = _overlap(gold.content, found.content)
    shorter = min(end - start for start, end in (gold.content, found.content))
    return shared if 2 * shared >= shorter else 0


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


class _Things:
    """Which names of a document are of one thing."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.mentions = document.mentions
        self.at = {mention.span: mention for mention in document.mentions}

    def speaker_agrees(self, gold: Quote, found: FoundQuote) -> bool:
        return any(self._is_speaker(speaker, found) for speaker in gold.speakers)

    def _is_speaker(self, speaker: Span, found: FoundQuote) -> bool:
        """A name is matched by another of the same thing, a phrase without name by the phrase or the body in it."""
        if found.speaker is None:
            return False
        if (name := self.at.get(speaker)) is not None:
            return self._names(found.entity or found.speaker, name)
        body = found.entity is None or all(mention.label == "ORG" for mention in self._touched(found.entity))
        again = self.text[slice(*speaker)].lower() in self.text[slice(*found.speaker)].lower()
        return body and (again or _overlap(speaker, found.speaker) > 0)

    def role_closeness(self, gold: Role, found: FoundRole) -> float:
        """Same person in the same place; closer the more of the rest agrees."""
        if not _overlap(gold.person, found.person):
            return 0
        return 1 + 2 * (found.office in gold.offices) + (gold.status == found.status) + self._of_agrees(gold, found)

    def role_agrees(self, gold: Role, found: FoundRole) -> bool:
        return found.office in gold.offices and gold.status == found.status and self._of_agrees(gold, found)

    def _of_agrees(self, gold: Role, found: FoundRole) -> bool:
        if found.of is None or gold.of is None:
            return found.of is None and (gold.of is None or gold.implied)
        return self._names(found.of, self.at[gold.of])

    def _names(self, span: Span, thing: Mention) -> bool:
        return any(self._same(mention, thing) for mention in self._touched(span))

    def _touched(self, span: Span) -> Iterator[Mention]:
        return (mention for mention in self.mentions if _overlap(span, mention.span))

    def _same(self, one: Mention, other: Mention) -> bool:
        """One ID in common; without IDs, one label and the words of one among those of the other."""
        if one.ids and other.ids:
            return not set(one.ids).isdisjoint(other.ids)
        words = [set(self.text[mention.start : mention.end].lower().split()) for mention in (one, other)]
        return (
            not one.ids
            and not other.ids
            and one.label == other.label
            and (words[0] <= words[1] or words[1] <= words[0])
        )

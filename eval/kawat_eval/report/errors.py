"""Every error in its sentence: what the gold marks and what was predicted, one card a sentence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kawat_eval.document import Document, Mention
from kawat_eval.evaluation import Evaluation
from kawat_eval.pairs import Pair
from kawat_eval.sentences import sentence_at, sentences


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence; `label` is "" outside mentions, `wrong` marks a mention with an error."""

    text: str
    label: str = ""
    link: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: its kind, and the two sides in words ("" for the side that lacks it)."""

    kind: str
    gold: str
    predicted: str


@dataclass(frozen=True, slots=True)
class Card:
    """A sentence with its faults; `line` is its line in the document."""

    document: str
    line: int
    faults: list[Fault]
    gold: list[Segment]
    predicted: list[Segment]


def cards(evaluation: Evaluation) -> Iterator[Card]:
    """One card for each sentence that has an error, in order of documents and text."""
    for document, pairs in zip(evaluation.documents, evaluation.pairs, strict=True):
        spans = sentences(document.text)
        by_sentence: defaultdict[tuple[int, int], list[Pair]] = defaultdict(list)
        for pair in pairs:
            if pair.kinds:
                by_sentence[sentence_at(spans, _sides(pair)[0].start)].append(pair)
        for (start, end), wrong in by_sentence.items():
            yield _card(document, evaluation.predictions[document.id], start, end, wrong)


def _card(document: Document, predicted: Sequence[Mention], start: int, end: int, wrong: Sequence[Pair]) -> Card:
    sides = [side for pair in wrong for side in _sides(pair)]
    start = min(start, *(side.start for side in sides))
    end = max(end, *(side.end for side in sides))
    return Card(
        document.id,
        document.text.count("\n", 0, start) + 1,
        [fault for pair in wrong for fault in _faults(document, pair)],
        _segments(document.text, start, end, document.mentions, {pair.gold for pair in wrong}),
        _segments(document.text, start, end, predicted, {pair.predicted for pair in wrong}),
    )


def _faults(document: Document, pair: Pair) -> Iterator[Fault]:
    for kind in pair.kinds:
        yield Fault(kind, _words(document, pair.gold), _words(document, pair.predicted))


def _segments(
    text: str, start: int, end: int, mentions: Sequence[Mention], wrong: set[Mention | None]
) -> list[Segment]:
    segments = []
    for mention in mentions:
        if mention.start < end and start < mention.end:
            segments.append(Segment(text[start : mention.start]))
            stop = min(mention.end, end)
            surface = text[max(start, mention.start) : stop]
            segments.append(Segment(surface, mention.label, mention.link, mention in wrong))
            start = stop
    return [segment for segment in [*segments, Segment(text[start:end])] if segment.text]


def _sides(pair: Pair) -> list[Mention]:
    return [side for side in (pair.gold, pair.predicted) if side is not None]


def _words(document: Document, mention: Mention | None) -> str:
    if mention is None:
        return ""
    return " ".join(filter(None, (document.text[mention.start : mention.end], mention.label, mention.link)))

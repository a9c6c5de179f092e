"""Slices: the same figures over the part of the mentions that have something in common."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kawat_eval.document import Document, Mention
from kawat_eval.measure import Array, Figure, Measure, f1
from kawat_eval.pairs import Pair
from kawat_eval.sentences import sentence_at, sentences

_WORST = 5
_ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Slice:
    """`name` and `value` say which mentions (`topic`, `sport`); `gold` how many; the figures (F1) score them alone."""

    name: str
    value: str
    gold: int
    strict: Figure
    end_to_end: Figure


def slices(
    documents: Sequence[Document], pairs: Sequence[Sequence[Pair]], names: frozenset[str] | None, draws: Array
) -> list[Slice]:
    """All slices of paired documents; `names` are the `name_key`s of the training data's names, if known.

    A pair belongs where its gold mention does; a spurious prediction where it would belong if it were gold.
    """
    strict: defaultdict[tuple[str, str], Array] = defaultdict(lambda: np.zeros((len(documents), 3)))
    end_to_end: defaultdict[tuple[str, str], Array] = defaultdict(lambda: np.zeros((len(documents), 3)))
    for row, (document, document_pairs) in enumerate(zip(documents, pairs, strict=True)):
        spans = sentences(document.text)
        for pair in document_pairs:
            mention = pair.gold or pair.predicted
            assert mention is not None
            present = pair.predicted is not None, pair.gold is not None
            start, end = sentence_at(spans, mention.start)
            for key in _values(document, mention, document.text[start:end], names).items():
                strict[key][row] += pair.strict, *present
                end_to_end[key][row] += pair.strict and pair.linked_right, *present
    return [
        Slice(
            name,
            value,
            int(counts[:, 2].sum()),
            Measure(counts, f1).figure(draws),
            Measure(end_to_end[name, value], f1).figure(draws),
        )
        for (name, value), counts in sorted(strict.items())
        if value
    ]


def name_key(surface: str) -> str:
    """The form in which a name counts as seen: white space and case do not matter."""
    return " ".join(surface.split()).casefold()


def worst(found: Sequence[Slice]) -> list[Slice]:
    """The slices of lowest strict F1 among those with enough mentions and documents to tell, the worst first."""
    telling = [part for part in found if part.gold >= _ENOUGH and not math.isnan(part.strict.low)]
    return sorted(telling, key=lambda part: part.strict.value)[:_WORST]


def _values(document: Document, mention: Mention, sentence: str, names: frozenset[str] | None) -> Mapping[str, str]:
    """Slice name to value; "" where it does not apply."""
    surface = document.text[mention.start : mention.end]
    seen = "" if names is None else "seen" if name_key(surface) in names else "unseen"
    return {
        "topic": document.topic,
        "source": document.source,
        "dateline": document.dateline,
        "sentence length": _length(sentence),
        "sentence case": _case(sentence),
        "mention case": _case(surface),
        "in training": seen,
        "knowledge base": "" if mention.ids is None else "in KB" if mention.ids else "NIL",
    }


def _length(sentence: str) -> str:
    words = len(sentence.split())
    bounds = ((1, 10), (11, 20), (21, 30))
    return next((f"{low:02d}-{high} words" for low, high in bounds if words <= high), "31+ words")


def _case(text: str) -> str:
    if text.isupper():
        return "ALL CAPITALS"
    return "lower case" if text.islower() else "Mixed"

"""One run: a system's predictions scored against gold in every way there is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kawat_eval import linking
from kawat_eval.calibration import Bin, bin_counts, expected_error, reliability
from kawat_eval.clusters import b_cubed, b_cubed_f1, ceaf_e, clusters
from kawat_eval.document import LABELS, Document, Mention, Predictions
from kawat_eval.measure import Array, Figure, Formula, Measure, f1, precision, ratio, recall, resamples
from kawat_eval.pairs import Pair, pair
from kawat_eval.slices import Slice, slices
from kawat_eval.spans import SCHEMES, span_counts

NONE = "–"
_TRIPLE: dict[str, Formula] = {"precision": precision, "recall": recall, "f1": f1}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A scored run. `pairs` go with `documents`.

    `measures` and `figures` are named `strict.f1`, `strict.PER.f1`, `in_kb.recall`, and so on.
    `confusion[i, j]` counts gold label i predicted as label j over `labels`, whose last is `NONE` (missed, spurious).
    `reliability` is empty where the system gives no scores.
    """

    system: str
    documents: list[Document]
    predictions: Predictions
    labels: list[str]
    pairs: list[list[Pair]]
    measures: dict[str, Measure]
    figures: dict[str, Figure]
    confusion: Array
    reliability: list[Bin]
    slices: list[Slice]

    @property
    def linked(self) -> bool:
        """Whether links were scored."""
        return "end_to_end.f1" in self.measures


def evaluate(
    system: str,
    documents: list[Document],
    predictions: Predictions,
    names: frozenset[str] | None = None,
    reading: Mapping[str, Measure] | None = None,
) -> Evaluation:
    """Scores `predictions` (one entry for each of `documents`); `names` are those seen in training, if known.

    `reading` are further measures, over the same documents in the same order.
    """
    pairs = paired(documents, predictions)
    labels = [*_labels(documents, predictions), NONE]
    measures = score(documents, predictions, pairs) | dict(reading or {})
    draws = resamples(len(documents))
    scored = measures.get("calibration.ece")
    return Evaluation(
        system=system,
        documents=documents,
        predictions=predictions,
        labels=labels,
        pairs=pairs,
        measures=measures,
        figures={name: measure.figure(draws) for name, measure in measures.items()},
        confusion=_confusion(pairs, labels),
        reliability=reliability(scored.counts.sum(axis=0)) if scored else [],
        slices=slices(documents, pairs, names, draws),
    )


def paired(documents: Sequence[Document], predictions: Predictions) -> list[list[Pair]]:
    """Each document's gold and predicted mentions side by side."""
    return [pair(document.mentions, predictions[document.id]) for document in documents]


def score(
    documents: Sequence[Document], predictions: Predictions, pairs: Sequence[Sequence[Pair]]
) -> dict[str, Measure]:
    """Every measure by name, its counts in the order of `documents`.

    Links are scored where gold and predictions have them, calibration where every prediction has a score.
    """
    found = [mention for document in documents for mention in predictions[document.id]]
    gold = [mention for document in documents for mention in document.mentions]
    measures = dict(_span_measures(documents, predictions))
    if all(mention.ids is not None for mention in found + gold):
        measures |= _link_measures(pairs)
    if found and all(mention.score is not None for mention in found):
        measures["calibration.ece"] = Measure(_rows(bin_counts, pairs), expected_error)
    return measures


def _span_measures(documents: Sequence[Document], predictions: Predictions) -> Iterator[tuple[str, Measure]]:
    for scheme in SCHEMES:
        for label in (None, *_labels(documents, predictions)):
            counts = [
                span_counts(scheme, _only(document.mentions, label), _only(predictions[document.id], label))
                for document in documents
            ]
            yield from _triple(f"{scheme}.{label}" if label else scheme, np.array(counts, dtype=float)).items()


def _link_measures(pairs: Sequence[Sequence[Pair]]) -> dict[str, Measure]:
    grouped = [clusters(document_pairs) for document_pairs in pairs]
    cubed = np.array([b_cubed(*sides) for sides in grouped], dtype=float)
    return {
        "link.accuracy": Measure(_rows(linking.accuracy, pairs), ratio),
        **_triple("end_to_end", _rows(linking.end_to_end, pairs)),
        **_triple("in_kb", _rows(linking.in_kb, pairs)),
        "in_kb.macro_f1": Measure(_rows(linking.in_kb_macro, pairs), ratio),
        **_triple("nil", _rows(linking.nil, pairs)),
        **_triple("ceaf_e", np.array([ceaf_e(*sides) for sides in grouped], dtype=float)),
        "b_cubed.precision": Measure(cubed[:, :2], ratio),
        "b_cubed.recall": Measure(cubed[:, 2:], ratio),
        "b_cubed.f1": Measure(cubed, b_cubed_f1),
    }


def _triple(name: str, counts: Array) -> dict[str, Measure]:
    return {f"{name}.{part}": Measure(counts, formula) for part, formula in _TRIPLE.items()}


def _rows(count: Callable[[Sequence[Pair]], Sequence[float]], pairs: Sequence[Sequence[Pair]]) -> Array:
    return np.array([count(document_pairs) for document_pairs in pairs], dtype=float)


def _only(mentions: Sequence[Mention], label: str | None) -> list[Mention]:
    return [mention for mention in mentions if label is None or mention.label == label]


def _labels(documents: Sequence[Document], predictions: Predictions) -> list[str]:
    """PER, ORG and LOC where they occur, then any other label, in order of the alphabet."""
    used = {m.label for d in documents for m in (*d.mentions, *predictions[d.id])}
    return [label for label in LABELS if label in used] + sorted(used.difference(LABELS))


def _confusion(pairs: Sequence[Sequence[Pair]], labels: Sequence[str]) -> Array:
    matrix = np.zeros((len(labels), len(labels)))
    for document_pairs in pairs:
        for sides in document_pairs:
            gold, predicted = (side.label if side else NONE for side in (sides.gold, sides.predicted))
            matrix[labels.index(gold), labels.index(predicted)] += 1
    return matrix

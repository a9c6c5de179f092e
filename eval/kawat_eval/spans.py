"""Span scores as nervaluate counts them, document by document.

nervaluate's four schemes (MUC-5 and SemEval 2013 task 9.1): strict (span and label), exact (span), partial (half a
point for an overlap), type (label of an overlap).
"""

from collections.abc import Sequence

from nervaluate.entities import Entity
from nervaluate.strategies import (
    EntityTypeEvaluation,
    EvaluationStrategy,
    ExactEvaluation,
    PartialEvaluation,
    StrictEvaluation,
)

from kawat_eval.document import Mention

SCHEMES: dict[str, EvaluationStrategy] = {
    "strict": StrictEvaluation(),
    "exact": ExactEvaluation(),
    "partial": PartialEvaluation(),
    "type": EntityTypeEvaluation(),
}


def span_counts(scheme: str, gold: Sequence[Mention], predicted: Sequence[Mention]) -> tuple[float, int, int]:
    """(right, predicted, gold) of one document's mentions under a scheme of `SCHEMES`."""
    result, _ = SCHEMES[scheme].evaluate(_entities(gold), _entities(predicted), [])
    return result.correct + 0.5 * result.partial, result.actual, result.possible


def _entities(mentions: Sequence[Mention]) -> list[Entity]:
    # nervaluate's end is the last character, ours the one after it.
    return [Entity(mention.label, mention.start, mention.end - 1) for mention in mentions]

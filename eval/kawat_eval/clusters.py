"""Document clusters: do the mentions of one thing end up together?

Gold clusters are the mentions of one ID (the preferred one), predicted clusters those of one ID or of one
document-local cluster. NIL mentions carry no identity in the gold, so they and their predictions are left out. Mentions
that one side lacks count against the other (as in the CoNLL-2012 scorer), so span errors lower both scores.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from kawat_eval.document import Mention
from kawat_eval.measure import Array, divide
from kawat_eval.pairs import Pair

Clusters = dict[tuple[int, int], Hashable]
"""Mention span to the cluster it is in."""


def clusters(pairs: Sequence[Pair]) -> tuple[Clusters, Clusters]:
    """The gold and the predicted clusters of a document."""
    judged = [pair for pair in pairs if not (pair.gold and not pair.gold.ids)]
    gold: Clusters = {pair.gold.span: pair.gold.ids[0] for pair in judged if pair.gold and pair.gold.ids}
    return gold, {pair.predicted.span: _cluster(pair.predicted) for pair in judged if pair.predicted}


def _cluster(mention: Mention) -> Hashable:
    """ID, else local cluster, else the mention alone."""
    if mention.ids:
        return mention.ids[0]
    return ("cluster", mention.cluster) if mention.cluster is not None else mention.span


def ceaf_e(gold: Clusters, predicted: Clusters) -> tuple[float, int, int]:
    """(similarity, predicted clusters, gold clusters) under the best one-to-one alignment (Luo 2005, entity-based)."""
    sets = [list(_groups(side)) for side in (gold, predicted)]
    if not all(sets):
        return 0.0, len(sets[1]), len(sets[0])
    similarity = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in sets[1]] for g in sets[0]])
    rows, columns = linear_sum_assignment(similarity, maximize=True)
    return float(similarity[rows, columns].sum()), len(sets[1]), len(sets[0])


def b_cubed(gold: Clusters, predicted: Clusters) -> tuple[float, int, float, int]:
    """(precision summed over predictions, predictions, recall summed over gold, gold) (Bagga and Baldwin 1998)."""
    together = Counter((gold[span], predicted[span]) for span in gold.keys() & predicted.keys())
    gold_size, predicted_size = Counter(gold.values()), Counter(predicted.values())
    right_precision = sum(count**2 / predicted_size[p] for (_, p), count in together.items())
    right_recall = sum(count**2 / gold_size[g] for (g, _), count in together.items())
    return right_precision, len(predicted), right_recall, len(gold)


def b_cubed_f1(sums: Array) -> Array:
    """Over the columns of `b_cubed`."""
    p, r = divide(sums[..., 0], sums[..., 1]), divide(sums[..., 2], sums[..., 3])
    return divide(2 * p * r, p + r)


def _groups(side: Clusters) -> Iterable[set[tuple[int, int]]]:
    groups: defaultdict[Hashable, set[tuple[int, int]]] = defaultdict(set)
    for span, cluster in side.items():
        groups[cluster].add(span)
    return groups.values()

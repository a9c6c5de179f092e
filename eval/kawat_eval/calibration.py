"""Calibration: of the mentions that a system scores 0.9, nine in ten should be right (span and label)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kawat_eval.measure import Array, ratio
from kawat_eval.pairs import Pair

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions with scores in [low, high): how many, their mean score, the share that is right (NaN: none)."""

    low: float
    high: float
    mentions: int
    confidence: float
    accuracy: float


def bin_counts(pairs: Sequence[Pair]) -> list[float]:
    """(mentions, score summed, right) of each bin in turn: 3 * BINS numbers of one document."""
    counts = np.zeros((BINS, 3))
    for pair in pairs:
        if pair.predicted is not None and pair.predicted.score is not None:
            score = pair.predicted.score
            counts[min(int(score * BINS), BINS - 1)] += 1, score, pair.strict
    return counts.ravel().tolist()


def expected_error(sums: Array) -> Array:
    """ECE (Naeini et al. 2015): the gap between mean score and share right, over bins weighted by their mentions."""
    bins = sums.reshape(*sums.shape[:-1], BINS, 3)
    gaps = np.abs(bins[..., 1] - bins[..., 2]).sum(axis=-1)
    return ratio(np.stack([gaps, bins[..., 0].sum(axis=-1)], axis=-1))


def reliability(sums: Array) -> list[Bin]:
    """The bins of summed `bin_counts`."""
    rows = sums.reshape(BINS, 3)
    confidence, accuracy = ratio(rows[:, [1, 0]]), ratio(rows[:, [2, 0]])
    return [
        Bin(index / BINS, (index + 1) / BINS, int(rows[index, 0]), float(confidence[index]), float(accuracy[index]))
        for index in range(BINS)
    ]

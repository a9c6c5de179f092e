"""Figures and how sure they are: per-document counts, resampled.

Every figure is a formula over counts summed over documents. A bootstrap resample is a vector of how often each document
is drawn, so a thousand resamples are one matrix product, and all figures of a run see the same resamples.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Formula = Callable[[Array], Array]

SAMPLES = 1000
CONFIDENCE = 0.95
FEWEST = 3  # documents that say something of a figure; from fewer no spread can be told


def ratio(sums: Array) -> Array:
    """Over columns (part, whole)."""
    return divide(sums[..., 0], sums[..., 1])


def precision(sums: Array) -> Array:
    """Over columns (right, predicted, gold)."""
    return divide(sums[..., 0], sums[..., 1])


def recall(sums: Array) -> Array:
    """Over columns (right, predicted, gold)."""
    return divide(sums[..., 0], sums[..., 2])


def f1(sums: Array) -> Array:
    """Over columns (right, predicted, gold)."""
    return divide(2 * sums[..., 0], sums[..., 1] + sums[..., 2])


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95% interval; NaN where there is nothing to measure, or no spread to be known."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: `counts` of shape (documents, columns), and the formula that turns sums (..., columns) into (...)."""

    counts: Array
    formula: Formula

    def value(self) -> float:
        """The figure over all documents; NaN where there is nothing to measure."""
        return float(self.formula(self.counts.sum(axis=0)))

    def figure(self, draws: Array) -> Figure:
        """The value with its percentile bootstrap interval over `draws` of shape (samples, documents).

        The interval is NaN where fewer than `FEWEST` documents say anything.
        """
        if np.count_nonzero(self.counts.any(axis=1)) < FEWEST:
            return Figure(self.value(), float("nan"), float("nan"))
        return Figure(self.value(), *_percentiles(self.formula(draws @ self.counts)))


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one run lies above another on the same documents, with its 95% interval and p-value."""

    value: float
    low: float
    high: float
    p: float

    @property
    def falls(self) -> bool:
        """Whether the figure fell by more than its noise: the whole interval lies below zero."""
        return self.high < 0


def resamples(documents: int, samples: int = SAMPLES, seed: int = 0) -> Array:
    """How often each document is drawn in each bootstrap resample: shape (samples, documents)."""
    drawn = np.random.default_rng(seed).integers(documents, size=(samples, documents))
    drawn += np.arange(samples)[:, None] * documents
    return np.bincount(drawn.ravel(), minlength=samples * documents).reshape(samples, documents).astype(np.float64)


def difference(new: Measure, old: Measure, rounds: int = SAMPLES, seed: int = 0) -> Difference:
    """Compares two runs of one measure over the same documents in the same order.

    The interval is a paired bootstrap (Efron and Tibshirani 1993), the two-sided p an approximate randomisation test,
    which swaps the runs' documents at random (Noreen 1989).
    """
    draws = resamples(len(new.counts), rounds, seed)
    low, high = _percentiles(new.formula(draws @ new.counts) - old.formula(draws @ old.counts))
    observed = new.value() - old.value()
    swaps = np.random.default_rng(seed).integers(2, size=draws.shape).astype(np.float64)
    moved = swaps @ (new.counts - old.counts)
    swapped = new.formula(new.counts.sum(axis=0) - moved) - old.formula(old.counts.sum(axis=0) + moved)
    extreme = np.count_nonzero(np.abs(swapped) >= abs(observed) - 1e-12)
    return Difference(observed, low, high, (1 + extreme) / (1 + rounds))


def divide(part: Array, whole: Array) -> Array:
    """part / whole, NaN where whole is 0."""
    return np.divide(part, whole, out=np.full_like(part, np.nan, dtype=np.float64), where=whole != 0)


def _percentiles(values: Array) -> tuple[float, float]:
    values = values[~np.isnan(values)]
    if not values.size:
        return float("nan"), float("nan")
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)

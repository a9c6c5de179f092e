"""Figures, their intervals, and differences between runs."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat_eval.measure import FEWEST, Array, Measure, difference, f1, precision, ratio, recall, resamples

NUMBER = st.integers(0, 5)
COUNTS = st.lists(
    st.tuples(NUMBER, NUMBER, NUMBER).map(lambda row: (min(row), row[1], row[2])), min_size=2, max_size=20
)


def documents(rng: np.random.Generator, number: int, share: float = 0.8) -> Array:
    """(right, predicted, gold) of documents with 5 to 40 names, each found with probability `share`."""
    gold = rng.integers(5, 40, number)
    return np.stack([rng.binomial(gold, share), gold, gold], axis=1).astype(float)


def test_precision_recall_and_f1_are_taken_over_the_sums() -> None:
    counts = np.array([[1.0, 2, 1], [2, 2, 4]])
    assert Measure(counts, precision).value() == pytest.approx(3 / 4)
    assert Measure(counts, recall).value() == pytest.approx(3 / 5)
    assert Measure(counts, f1).value() == pytest.approx(2 * 3 / 9)


@pytest.mark.parametrize("formula", [ratio, precision, recall, f1])
def test_where_there_is_nothing_to_measure_there_is_no_figure(formula: object) -> None:
    assert math.isnan(Measure(np.zeros((3, 3)), formula).value())  # type: ignore[arg-type]


def test_every_resample_draws_as_many_documents_as_there_are() -> None:
    draws = resamples(90)
    assert draws.shape == (1000, 90)
    assert (draws.sum(axis=1) == 90).all()
    assert (draws == resamples(90)).all()
    assert draws.mean(axis=0) == pytest.approx(np.ones(90), abs=0.2)


@given(COUNTS)
def test_an_interval_is_that_of_figures_computed_one_resample_at_a_time(rows: list[tuple[int, int, int]]) -> None:
    counts = np.array(rows, dtype=float)
    draws = resamples(len(rows), samples=50)
    figure = Measure(counts, f1).figure(draws)
    slow = []
    for draw in draws:
        drawn = [row for row, times in zip(rows, draw, strict=True) for _ in range(int(times))]
        right, predicted, gold = map(sum, zip(*drawn, strict=True))
        if predicted + gold:
            slow.append(2 * right / (predicted + gold))
    if np.count_nonzero(counts.any(axis=1)) < FEWEST:
        assert math.isnan(figure.low)
    else:
        assert (figure.low, figure.high) == pytest.approx(tuple(np.quantile(slow, [0.025, 0.975])))


def test_the_interval_covers_the_truth_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(0)
    draws = resamples(60, samples=400)
    figures = [Measure(documents(rng, 60), recall).figure(draws) for _ in range(300)]
    covered = np.mean([figure.low <= 0.8 <= figure.high for figure in figures])
    assert 0.90 <= covered <= 0.98


def test_more_documents_make_the_interval_narrower() -> None:
    rng = np.random.default_rng(0)
    few, many = (Measure(documents(rng, n), recall).figure(resamples(n)) for n in (20, 320))
    assert many.high - many.low < 0.5 * (few.high - few.low)


def test_too_few_documents_tell_no_interval() -> None:
    figure = Measure(np.array([[3.0, 4, 5], [0, 0, 0], [3, 4, 5], [0, 0, 0]]), f1).figure(resamples(4))
    assert figure.value == pytest.approx(6 / 9)
    assert math.isnan(figure.low)
    assert math.isnan(figure.high)


def test_a_run_does_not_differ_from_itself() -> None:
    same = Measure(documents(np.random.default_rng(0), 30), f1)
    change = difference(same, same)
    assert (change.value, change.low, change.high, change.p) == (0, 0, 0, 1)
    assert not change.falls


def test_a_fall_on_every_document_is_beyond_noise() -> None:
    old = documents(np.random.default_rng(0), 30)
    new = old - [1, 0, 0]
    change = difference(Measure(new, f1), Measure(old, f1))
    assert change.value < 0
    assert change.falls
    assert change.p == pytest.approx(1 / 1001)


def test_one_name_lost_in_one_document_is_noise() -> None:
    old = documents(np.random.default_rng(0), 30)
    new = old.copy()
    new[3, 0] -= 1
    change = difference(Measure(new, f1), Measure(old, f1))
    assert change.value < 0
    assert not change.falls
    assert change.p > 0.9


def test_two_runs_of_one_quality_differ_significantly_one_time_in_twenty() -> None:
    rng = np.random.default_rng(0)
    gold = rng.integers(5, 40, 40)

    def system() -> Measure:
        return Measure(np.stack([rng.binomial(gold, 0.8), gold, gold], axis=1).astype(float), f1)

    changes = [difference(system(), system(), rounds=200) for _ in range(200)]
    assert np.mean([change.p < 0.05 for change in changes]) <= 0.09
    assert np.mean([change.falls for change in changes]) <= 0.07


def test_pairing_finds_what_two_separate_intervals_hide() -> None:
    rng = np.random.default_rng(0)
    share = rng.uniform(0.3, 1, 60)
    gold = np.full(60, 30)
    old = np.stack([np.round(gold * share), gold, gold], axis=1)
    new = old - [1, 0, 0] * (np.arange(60) % 2 == 0)[:, None]
    draws = resamples(60)
    assert Measure(new, f1).figure(draws).high > Measure(old, f1).figure(draws).low
    assert difference(Measure(new, f1), Measure(old, f1)).falls

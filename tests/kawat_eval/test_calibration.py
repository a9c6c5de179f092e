"""Reliability bins and expected calibration error."""

import math

import numpy as np
import pytest

from kawat_eval.calibration import BINS, bin_counts, expected_error, reliability
from kawat_eval.document import Mention
from kawat_eval.pairs import Pair, pair


def scored(score: float, right: bool) -> Pair:
    gold = Mention(0, 5, "PER")
    return Pair(gold if right else None, Mention(0, 5, "PER", score=score))


def test_a_score_falls_into_its_bin_and_one_into_the_last() -> None:
    pairs = [scored(score, right=True) for score in (0.0, 0.05, 0.1, 0.95, 1.0)]
    bins = reliability(np.array(bin_counts(pairs)))
    assert [bin.mentions for bin in bins] == [2, 1, *[0] * (BINS - 3), 2]
    assert bins[0].confidence == pytest.approx(0.025)
    assert bins[0].accuracy == 1
    assert math.isnan(bins[4].accuracy)


def test_nine_right_of_ten_at_ninety_percent_is_calibrated() -> None:
    pairs = [scored(0.9, right=index > 0) for index in range(10)]
    assert expected_error(np.array(bin_counts(pairs))) == pytest.approx(0)


def test_the_error_is_the_gap_weighted_by_names() -> None:
    pairs = [scored(0.95, right=False)] * 3 + [scored(0.55, right=True)]
    assert expected_error(np.array(bin_counts(pairs))) == pytest.approx((3 * 0.95 + 0.45) / 4)


def test_a_name_that_was_missed_has_no_score() -> None:
    assert sum(bin_counts(pair([Mention(0, 5, "PER")], []))) == 0


def test_calibrated_scores_have_a_small_error_and_overconfident_ones_a_large_one() -> None:
    rng = np.random.default_rng(0)
    scores = rng.uniform(0, 1, 20_000)
    honest = [scored(float(score), right=bool(rng.random() < score)) for score in scores]
    boasting = [scored(float(score), right=bool(rng.random() < score**2)) for score in scores]
    assert expected_error(np.array(bin_counts(honest))) < 0.02
    assert expected_error(np.array(bin_counts(boasting))) > 0.1

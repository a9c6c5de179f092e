"""CEAF-e and B-cubed on the examples of their literature, and on real mentions."""

from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat_eval.clusters import Clusters, b_cubed, ceaf_e, clusters
from kawat_eval.document import Mention
from kawat_eval.pairs import pair


def partition(*groups: str) -> Clusters:
    """Clusters of one-letter mentions."""
    return {(ord(letter), ord(letter) + 1): group for group in groups for letter in group}


def scores(gold: Clusters, predicted: Clusters) -> dict[str, float]:
    similarity, predicted_clusters, gold_clusters = ceaf_e(gold, predicted)
    p, predicted_mentions, r, gold_mentions = b_cubed(gold, predicted)
    return {
        "ceaf p": similarity / predicted_clusters,
        "ceaf r": similarity / gold_clusters,
        "cubed p": p / predicted_mentions,
        "cubed r": r / gold_mentions,
    }


# Luo 2005, figure 1: gold {12345} {67} {89ABC}, and responses that merge clusters.
GOLD = partition("12345", "67", "89ABC")


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (partition("12345", "6789ABC"), {"cubed p": 0.762, "cubed r": 1.0, "ceaf p": 0.917, "ceaf r": 0.611}),
        (partition("1234589ABC", "67"), {"cubed p": 0.583, "cubed r": 1.0, "ceaf p": 0.833, "ceaf r": 0.556}),
        (partition("123456789ABC"), {"cubed p": 0.375, "cubed r": 1.0, "ceaf p": 0.588, "ceaf r": 0.196}),
    ],
)
def test_the_published_examples_come_out(response: Clusters, expected: dict[str, float]) -> None:
    found = scores(GOLD, response)
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=0.001)


def test_right_clusters_are_perfect_whatever_they_are_called() -> None:
    renamed = {span: ("cluster", name) for span, name in GOLD.items()}
    assert set(scores(GOLD, renamed).values()) == {1.0}


LETTERS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), min_size=1)


@given(LETTERS, LETTERS)
def test_exchanging_the_sides_exchanges_precision_and_recall(a: dict[str, int], b: dict[str, int]) -> None:
    gold: Clusters = {(ord(letter), 0): group for letter, group in a.items()}
    other: Clusters = {(ord(letter), 0): group for letter, group in b.items()}
    one, two = scores(gold, other), scores(other, gold)
    assert one["ceaf p"] == pytest.approx(two["ceaf r"])
    assert one["cubed p"] == pytest.approx(two["cubed r"])
    assert all(0 <= value <= 1 + 1e-9 for value in one.values())


def test_an_empty_side_scores_nothing() -> None:
    assert ceaf_e(GOLD, {}) == (0.0, 0, 3)
    assert b_cubed({}, GOLD) == (0, 12, 0, 0)


def test_clusters_are_ids_and_local_clusters_and_gold_nil_is_left_out() -> None:
    gold = [
        Mention(0, 14, "PER", ("vladimir-putin",)),
        Mention(20, 25, "PER", ("vladimir-putin",)),
        Mention(30, 40, "PER", ()),
        Mention(50, 57, "ORG", ("kremlin", "moscow-kremlin")),
    ]
    predicted = [
        Mention(0, 14, "PER", (), cluster="1"),
        Mention(20, 25, "PER", (), cluster="1"),
        Mention(30, 40, "PER", ("vladimir-putin",)),
        Mention(50, 57, "ORG", ()),
        Mention(60, 70, "ORG", ()),
    ]
    gold_clusters, predicted_clusters = clusters(pair(gold, predicted))
    assert list(gold_clusters) == [(0, 14), (20, 25), (50, 57)]
    groups: dict[Hashable, int] = {}
    for group in predicted_clusters.values():
        groups[group] = groups.get(group, 0) + 1
    assert sorted(groups.values()) == [1, 1, 2]
    assert (30, 40) not in predicted_clusters

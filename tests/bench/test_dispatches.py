"""Made-up dispatches are like wire copy in what matters for load, and the same on every machine."""

import statistics
from itertools import pairwise

import pytest

from bench.dispatches import FIGURES, Generator, profile


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return list(Generator()(330))


def test_the_same_seed_gives_the_same_dispatches(rows: list[dict[str, str]]) -> None:
    assert list(Generator()(20)) == rows[:20]
    assert list(Generator(seed=14)(20)) != rows[:20]


def test_no_dispatch_comes_twice(rows: list[dict[str, str]]) -> None:
    assert len({row["text"] for row in rows}) == len({row["id"] for row in rows}) == len(rows)


def test_lengths_are_mixed_and_of_about_250_words(rows: list[dict[str, str]]) -> None:
    lengths = sorted(len(row["text"].split()) for row in rows)
    assert statistics.mean(lengths) == pytest.approx(250, rel=0.1)
    assert lengths[len(lengths) // 10] < 180
    assert lengths[-len(lengths) // 10] > 350


def test_sentences_names_and_words_are_spread_as_in_news(rows: list[dict[str, str]]) -> None:
    paragraphs = [line for row in rows for line in row["text"].split("\n")]
    assert profile(paragraphs) == pytest.approx(FIGURES, rel=0.3)


def test_a_name_that_comes_again_is_short(rows: list[dict[str, str]]) -> None:
    """As copy has it: the surname, the acronym."""
    shortened = [
        acronym
        for row in rows
        for before, acronym in pairwise(row["text"].replace(")", "(").split("("))
        if acronym.isupper() and before.endswith(" ") and row["text"].count(acronym) > 1
    ]
    assert len(shortened) > 20

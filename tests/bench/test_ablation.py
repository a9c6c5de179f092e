"""The ablation's levers: each changes what it names, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.ablation import LEVERS, RECIPE, WHOLE
from kawat.training.ner import Recipe

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return Recipe.read(ROOT / RECIPE)


def test_everything_is_the_recipe(recipe: Recipe) -> None:
    assert LEVERS[WHOLE](recipe) == recipe


@pytest.mark.parametrize("lever", [name for name in LEVERS if name != WHOLE])
def test_a_lever_changes_the_evidence_or_the_sources_alone(recipe: Recipe, lever: str) -> None:
    changed = LEVERS[lever](recipe)
    assert changed != recipe
    assert replace(changed, kb=recipe.kb, sources=recipe.sources) == recipe
    assert changed.sources.keys() == recipe.sources.keys()


def test_as_many_of_our_sentences_are_trained_on_when_none_is_chosen(recipe: Recipe) -> None:
    changed = LEVERS["none of ours chosen by doubt, as many others"](recipe)
    counts = [
        sum(
            source.repeat * sum(1 for _ in (ROOT / source.path).open(encoding="utf-8"))
            for name, source in each.sources.items()
            if name.startswith("ours_")
        )
        for each in (recipe, changed)
    ]
    assert counts[0] == pytest.approx(counts[1], rel=0.01)

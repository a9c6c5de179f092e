"""Slices: where a system is weak."""

from collections.abc import Callable

import pytest

from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.evaluation import paired
from kawat_eval.measure import resamples
from kawat_eval.slices import Slice, name_key, slices, worst

Sliced = Callable[..., dict[tuple[str, str], Slice]]


@pytest.fixture
def sliced(gold: list[Document], predict: Callable[..., Predictions]) -> Sliced:
    def run(change: object, names: frozenset[str] | None = None) -> dict[tuple[str, str], Slice]:
        pairs = paired(gold, predict(gold, change))
        return {(part.name, part.value): part for part in slices(gold, pairs, names, resamples(len(gold)))}

    return run


def right(mention: Mention, _: Document) -> Mention:
    return mention


def test_every_gold_mention_is_in_one_slice_of_each_name(gold: list[Document], sliced: Sliced) -> None:
    parts = sliced(right, frozenset())
    total = sum(len(document.mentions) for document in gold)
    names = {name for name, _ in parts}
    assert names == {
        "topic",
        "source",
        "dateline",
        "sentence length",
        "sentence case",
        "mention case",
        "in training",
        "knowledge base",
    }
    for name in names:
        assert sum(part.gold for (other, _), part in parts.items() if other == name) == total
    assert all(part.strict.value == 1 for part in parts.values())


def test_a_weak_topic_shows(sliced: Sliced) -> None:
    parts = sliced(lambda mention, document: None if document.topic == "sport" else mention)
    assert parts["topic", "sport"].strict.value == 0
    assert parts["topic", "diplomacy"].strict.value == 1


def test_names_in_capitals_are_a_slice(sliced: Sliced) -> None:
    parts = sliced(lambda mention, document: None if document.text[mention.start : mention.end].isupper() else mention)
    assert parts["mention case", "ALL CAPITALS"].strict.value == 0
    assert parts["mention case", "Mixed"].strict.value == 1


def test_nil_and_linked_names_are_told_apart(sliced: Sliced) -> None:
    parts = sliced(lambda mention, _: mention if mention.ids else None)
    assert (parts["knowledge base", "NIL"].strict.value, parts["knowledge base", "NIL"].gold) == (0, 3)
    assert parts["knowledge base", "in KB"].strict.value == 1


def test_names_seen_in_training_are_told_apart_if_they_are_known(sliced: Sliced) -> None:
    seen = frozenset(map(name_key, ["vladimir  PUTIN", "Rusia"]))
    parts = sliced(right, seen)
    assert parts["in training", "seen"].gold == 2
    assert not any(name == "in training" for name, _ in sliced(right))


def test_a_spurious_name_counts_against_its_own_slice(
    gold: list[Document], predict: Callable[..., Predictions]
) -> None:
    predictions = predict(gold)
    predictions["panen"] = (Mention(0, 5, "LOC", ("ID",)),)
    parts = {
        (part.name, part.value): part for part in slices(gold, paired(gold, predictions), None, resamples(len(gold)))
    }
    assert parts["topic", "economy"].strict.value == 0
    assert parts["topic", "economy"].gold == 0
    assert parts["topic", "sport"].strict.value == 1


def test_the_worst_slices_have_enough_names_to_tell(sliced: Sliced) -> None:
    parts = sliced(lambda mention, document: None if document.id in ("pelosi", "csto") else mention)
    named = worst(list(parts.values()))
    assert named
    assert all(part.gold >= 20 for part in named)
    assert [part.strict.value for part in named] == sorted(part.strict.value for part in named)

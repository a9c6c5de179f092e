"""Perturbed predictions make the figures fall, each as it should and no other."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.evaluation import NONE, Evaluation, evaluate

Change = Callable[[Mention, Document], Mention | None]
Scored = Callable[[Change], dict[str, float]]


@pytest.fixture
def run(gold: list[Document], predict: Callable[..., Predictions]) -> Callable[[Change], Evaluation]:
    return lambda change: evaluate("system", gold, predict(gold, change))


@pytest.fixture
def scored(run: Callable[[Change], Evaluation]) -> Scored:
    return lambda change: {name: measure.value() for name, measure in run(change).measures.items()}


def right(mention: Mention, _: Document) -> Mention:
    return mention


def shifted(mention: Mention, _: Document) -> Mention:
    return replace(mention, start=mention.start + 1, end=mention.end + 1)


def swapped_label(mention: Mention, _: Document) -> Mention:
    return replace(mention, label={"PER": "ORG", "ORG": "LOC", "LOC": "PER"}[mention.label])


def swapped_id(mention: Mention, _: Document) -> Mention:
    return replace(mention, ids=("joko-widodo",))


def every_other(mention: Mention, document: Document) -> Mention | None:
    return mention if [m.span for m in document.mentions].index(mention.span) % 2 else None


def test_the_gold_itself_is_perfect(scored: Scored) -> None:
    figures = scored(right)
    ece = figures.pop("calibration.ece")
    assert set(figures.values()) == {1.0}
    assert ece == pytest.approx(0.1)  # every score is 0.9, every name is right


def test_shifted_offsets_leave_only_overlaps(scored: Scored) -> None:
    figures = scored(shifted)
    assert figures["strict.f1"] == figures["exact.f1"] == figures["in_kb.f1"] == figures["end_to_end.f1"] == 0
    assert figures["partial.f1"] == pytest.approx(0.5)
    assert figures["type.f1"] == 1
    assert np.isnan(figures["link.accuracy"])


def test_swapped_labels_leave_the_spans_and_the_links(scored: Scored) -> None:
    figures = scored(swapped_label)
    assert figures["strict.f1"] == figures["type.f1"] == figures["end_to_end.f1"] == 0
    assert figures["exact.f1"] == figures["partial.f1"] == 1
    assert figures["in_kb.f1"] == figures["nil.f1"] == figures["ceaf_e.f1"] == 1


def test_swapped_ids_leave_the_spans(scored: Scored) -> None:
    figures = scored(swapped_id)
    assert figures["strict.f1"] == 1
    assert figures["link.accuracy"] == figures["in_kb.f1"] == figures["end_to_end.f1"] == 0
    assert figures["nil.recall"] == 0
    assert figures["ceaf_e.f1"] < 0.6
    assert figures["b_cubed.precision"] < 0.6
    assert figures["b_cubed.recall"] == 1  # one cluster holds everything


def test_dropped_mentions_cost_recall_alone(scored: Scored) -> None:
    figures = scored(every_other)
    for scheme in ("strict", "exact", "partial", "type", "end_to_end"):
        assert figures[f"{scheme}.precision"] == 1
        assert figures[f"{scheme}.recall"] < 0.6
    assert figures["link.accuracy"] == 1


def test_links_dropped_are_nil(scored: Scored) -> None:
    figures = scored(lambda mention, _: replace(mention, ids=()))
    assert figures["strict.f1"] == 1
    assert figures["in_kb.recall"] == 0
    assert figures["nil.recall"] == 1
    assert figures["nil.precision"] < 0.5
    assert 0 < figures["end_to_end.f1"] < 0.5


def test_the_more_is_perturbed_the_lower_every_figure(scored: Scored) -> None:
    def spoilt(share: float) -> Change:
        rng = np.random.default_rng(0)

        def change(mention: Mention, document: Document) -> Mention | None:
            dice, what = rng.random(2)
            if dice > share:
                return mention
            if what < 0.25:
                return None
            return [shifted, swapped_label, swapped_id][int(what * 4) - 1](mention, document)

        return change

    steps = [scored(spoilt(share)) for share in (0.0, 0.3, 0.7)]
    for name in ("strict.f1", "partial.f1", "end_to_end.f1", "in_kb.f1", "in_kb.macro_f1"):
        assert steps[0][name] > steps[1][name] > steps[2][name]


def test_a_system_without_links_or_scores_is_not_judged_on_them(run: Callable[[Change], Evaluation]) -> None:
    evaluation = run(lambda mention, _: replace(mention, ids=None, score=None))
    assert not evaluation.linked
    assert evaluation.reliability == []
    assert "calibration.ece" not in evaluation.figures
    assert evaluation.figures["strict.f1"].value == 1


def test_a_system_that_finds_nothing_scores_nothing(run: Callable[[Change], Evaluation]) -> None:
    evaluation = run(lambda *_: None)
    assert evaluation.figures["strict.f1"].value == 0
    assert evaluation.figures["end_to_end.recall"].value == 0
    assert np.isnan(evaluation.figures["strict.precision"].value)


def test_confusion_counts_each_pair_once(run: Callable[[Change], Evaluation]) -> None:
    evaluation = run(lambda mention, _: None if mention.label == "PER" else replace(mention, label="ORG"))
    assert evaluation.labels == ["PER", "ORG", "LOC", NONE]
    labels = [mention.label for document in evaluation.documents for mention in document.mentions]
    per, org, loc = (labels.count(label) for label in ("PER", "ORG", "LOC"))
    assert evaluation.confusion.tolist() == [[0, 0, 0, per], [0, org, 0, 0], [0, loc, 0, 0], [0, 0, 0, 0]]


def test_a_figures_interval_lies_around_it(run: Callable[[Change], Evaluation]) -> None:
    figures = [figure for figure in run(every_other).figures.values() if not np.isnan(figure.low)]
    assert len(figures) > 50
    assert all(figure.low <= figure.value <= figure.high for figure in figures)

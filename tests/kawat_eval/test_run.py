"""Runs on disk, baselines, and the gate that a fall does not pass."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.evaluation import Evaluation, evaluate
from kawat_eval.run import compare, save, write

Change = Callable[[Mention, Document], Mention | None]
MANY = 30


@pytest.fixture
def corpus(gold: list[Document]) -> list[Document]:
    """Enough documents for noise to be told from a fall."""
    return [replace(gold[n % 4], id=f"{gold[n % 4].id}-{n}", text=gold[n % 4].text + str(n)) for n in range(MANY)]


@pytest.fixture
def run(corpus: list[Document], predict: Callable[..., Predictions]) -> Callable[[Change], Evaluation]:
    return lambda change: evaluate("system", corpus, predict(corpus, change))


def right(mention: Mention, _: Document) -> Mention:
    return mention


def test_a_run_is_saved_with_figures_and_predictions(run: Callable[[Change], Evaluation], tmp_path: Path) -> None:
    save(run(right), tmp_path / "latest.json")
    saved = json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"))
    assert saved["figures"]["strict.f1"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert saved["documents"]["csto-0"]["mentions"][0] == [0, 6, "LOC", "moscow", 0.9, None]
    assert saved["documents"]["cianjur-1"]["mentions"][4][3] == "NIL"


def test_the_same_run_is_saved_in_the_same_bytes(run: Callable[[Change], Evaluation], tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        save(run(right), tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_run_that_has_not_changed_passes(run: Callable[[Change], Evaluation], tmp_path: Path) -> None:
    save(run(right), tmp_path / "baseline.json")
    compared = compare(run(right), tmp_path / "baseline.json")
    assert compared.fallen == []
    assert compared.documents == MANY
    assert {change.value for change in compared.differences.values()} == {0}


def test_a_fall_beyond_noise_is_named(run: Callable[[Change], Evaluation], tmp_path: Path) -> None:
    save(run(right), tmp_path / "baseline.json")
    no_people = compare(run(lambda m, _: None if m.label == "PER" else m), tmp_path / "baseline.json")
    assert no_people.fallen == ["strict.f1", "end_to_end.f1"]
    no_links = compare(run(lambda m, _: replace(m, ids=())), tmp_path / "baseline.json")
    assert no_links.fallen == ["end_to_end.f1"]


def test_a_fall_within_noise_passes(run: Callable[[Change], Evaluation], tmp_path: Path) -> None:
    save(run(right), tmp_path / "baseline.json")
    compared = compare(run(lambda m, d: None if (d.id, m.start) == ("csto-0", 0) else m), tmp_path / "baseline.json")
    assert compared.differences["strict.f1"].value < 0
    assert compared.fallen == []


def test_a_rise_passes(run: Callable[[Change], Evaluation], tmp_path: Path) -> None:
    save(run(lambda m, _: None if m.label == "PER" else m), tmp_path / "baseline.json")
    compared = compare(run(right), tmp_path / "baseline.json")
    assert compared.differences["strict.f1"].low > 0
    assert compared.fallen == []


def test_the_baseline_is_scored_anew_on_mended_gold(
    corpus: list[Document], predict: Callable[..., Predictions], tmp_path: Path
) -> None:
    save(evaluate("old", corpus, predict(corpus)), tmp_path / "baseline.json")
    mended = [replace(document, mentions=document.mentions[:-1]) for document in corpus]
    compared = compare(evaluate("new", mended, predict(corpus)), tmp_path / "baseline.json")
    assert compared.differences["strict.f1"].value == 0


def test_a_document_whose_text_changed_is_left_out(
    corpus: list[Document], predict: Callable[..., Predictions], tmp_path: Path
) -> None:
    save(evaluate("old", corpus, predict(corpus)), tmp_path / "baseline.json")
    changed = [replace(corpus[0], text=corpus[0].text + "!"), *corpus[1:]]
    compared = compare(evaluate("new", changed, predict(changed)), tmp_path / "baseline.json")
    assert (compared.documents, compared.left_out) == (MANY - 1, 1)


def test_a_baseline_of_other_documents_is_an_error(
    corpus: list[Document], predict: Callable[..., Predictions], tmp_path: Path
) -> None:
    save(evaluate("old", corpus[:3], predict(corpus[:3])), tmp_path / "baseline.json")
    with pytest.raises(KawatError, match=r"baseline\.json: has no document in common with this gold; make"):
        compare(evaluate("new", corpus[3:], predict(corpus[3:])), tmp_path / "baseline.json")


def test_a_run_that_lost_its_links_is_an_error(run: Callable[[Change], Evaluation], tmp_path: Path) -> None:
    save(run(right), tmp_path / "baseline.json")
    with pytest.raises(KawatError, match="system: gives no links, but the run in"):
        compare(run(lambda m, _: replace(m, ids=None)), tmp_path / "baseline.json")


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"schema": 0}', '{"schema": 1, "documents": {"a": {}}}'])
def test_a_file_that_is_no_run_is_named(run: Callable[[Change], Evaluation], tmp_path: Path, content: str) -> None:
    (tmp_path / "baseline.json").write_text(content)
    with pytest.raises(KawatError, match=r"baseline\.json: is no run of this harness .* --update-baseline"):
        compare(run(right), tmp_path / "baseline.json")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file where a directory should be")
    with pytest.raises(KawatError, match=r"latest\.md: cannot be written \(.*\); choose another --out"):
        write(tmp_path / "reports" / "latest.md", "")

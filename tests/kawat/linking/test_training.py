"""Training: examples from documents whose mentions are known, and weights that fit them."""

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kawat.errors import KawatError
from kawat.linking.annotated import Gold
from kawat.linking.component import EntityLinker
from kawat.linking.features import FEATURES
from kawat.linking.training import START, STRENGTHS, examples, train, train_linker

Mark = Callable[[str], Doc]


def gold(doc: Doc, *ids: str) -> Gold:
    return {(ent.start, ent.end): {id} - {""} for ent, id in zip(doc.ents, ids, strict=True)}


def test_an_example_has_the_options_and_the_right_one(linker: EntityLinker, mark: Mark) -> None:
    doc = mark("[[Georgia|LOC]] menang.")
    for id, place in (("GEO", 0), ("georgia-usa", 1), ("", 2), ("not-in-the-kb", 2), ("RUS", 3)):
        ((options, right),) = examples(linker, [(doc, gold(doc, id))])
        assert (len(options), right) == (4, place)
        assert options[2:] == [{"nil": 1.0}, {"missed": 1.0}]


def test_training_moves_the_weights_to_the_gold(linker: EntityLinker, mark: Mark) -> None:
    doc = mark("[[Georgia|LOC]] menang.")
    found = [list(examples(linker, [(doc, gold(doc, "georgia-usa"))]))] * 200
    model = train(found, linker.model).model
    assert model.weights["fame"] < linker.model.weights["fame"]
    [(options, right)] = found[0]
    assert model(options)[right] > linker.model(options)[right]


def test_the_strength_that_serves_unseen_documents_best_is_taken(linker: EntityLinker, mark: Mark) -> None:
    doc = mark("[[Georgia|LOC]] menang.")
    found = [list(examples(linker, [(doc, gold(doc, "georgia-usa"))]))] * 200
    trained = train(found)
    assert [unseen.strength for unseen in trained.tried] == list(STRENGTHS)
    assert trained.best.strength == min(STRENGTHS), "all documents say the same"
    assert (trained.best.right, trained.best.likelihood) == (1, max(unseen.likelihood for unseen in trained.tried))
    assert 0 < trained.best.calibration < 0.5
    assert train(found).model.weights == trained.model.weights


def test_what_is_set_by_hand_has_every_feature() -> None:
    assert START.weights.keys() == FEATURES.keys()


@pytest.fixture
def pipeline(kb_path: Path) -> Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("kawat_linker", name="linker", config={"kb": str(kb_path)})
    return nlp


def test_a_pipeline_is_trained_on_the_dev_part_of_gold(pipeline: Language, tmp_path: Path) -> None:
    rows = [f"{name}\tdev" for name in "abcde"]
    (tmp_path / "index.tsv").write_text("\n".join(["doc\tsplit", *rows, "f\ttest"]) + "\n", encoding="utf-8")
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text("[[Putin|PER|NIL]] diam.", encoding="utf-8")
    said: list[str] = []
    model = train_linker(pipeline, tmp_path, said.append)
    assert said[0] == "5 documents, 5 mentions"
    assert said[-1].startswith("taken: strength")
    assert model.weights["nil"] > START.weights["nil"], "the documents name nobody who is known"


def test_a_pipeline_without_kawats_linker_cannot_be_trained(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match="has no linker of Kawat's"):
        train_linker(spacy.blank("xx"), tmp_path, print)

"""Training: examples from documents whose mentions are known, and weights that fit them."""

from collections.abc import Callable

from spacy.tokens import Doc

from kawat.linking.component import EntityLinker
from kawat.linking.training import Gold, examples, train

Mark = Callable[[str], Doc]


def gold(doc: Doc, *ids: str) -> Gold:
    return {(ent.start, ent.end): {id} - {""} for ent, id in zip(doc.ents, ids, strict=True)}


def test_an_example_has_the_options_and_the_right_one(linker: EntityLinker, mark: Mark) -> None:
    doc = mark("[[Georgia|LOC]] menang.")
    for id, place in (("GEO", 0), ("georgia-usa", 1), ("", 2), ("gone", 2)):
        ((options, right),) = examples(linker, [(doc, gold(doc, id))])
        assert (len(options), right) == (3, place)
        assert options[-1]["nil"] == 1


def test_names_without_candidates_teach_nothing(linker: EntityLinker, mark: Mark) -> None:
    doc = mark("[[Budi Santoso|PER]] menang.")
    assert list(examples(linker, [(doc, gold(doc, ""))])) == []


def test_training_moves_the_weights_to_the_gold(linker: EntityLinker, mark: Mark) -> None:
    doc = mark("[[Georgia|LOC]] menang.")
    model = train(linker, [(doc, gold(doc, "georgia-usa"))] * 200)
    assert model.weights["fame"] < linker.model.weights["fame"]
    (options, right), *_ = examples(linker, [(doc, gold(doc, "georgia-usa"))])
    assert model(options)[right] > linker.model(options)[right]

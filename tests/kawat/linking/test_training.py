"""Training: examples from documents whose mentions are known, and weights that fit them."""

from collections.abc import Callable

from spacy.tokens import Doc

from kawat.linking.annotated import Gold
from kawat.linking.component import EntityLinker
from kawat.linking.training import examples, train

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
    model = train(linker, [(doc, gold(doc, "georgia-usa"))] * 200)
    assert model.weights["fame"] < linker.model.weights["fame"]
    (options, right), *_ = examples(linker, [(doc, gold(doc, "georgia-usa"))])
    assert model(options)[right] > linker.model(options)[right]

"""Explanations: options with their reasons, for a mention in its document and for a bare name."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kawat.errors import KawatError
from kawat.linking.component import EntityLinker
from kawat.linking.explain import explain


def test_a_name_alone(linker: EntityLinker) -> None:
    best, *others = explain(linker, "Georgia")
    assert best.entity is not None
    assert best.entity.id == "GEO"
    assert {option.entity.id if option.entity else None for option in others} == {"georgia-usa", None}
    assert sum(option.score for option in [best, *others]) == pytest.approx(1)


def test_reasons_are_sentences_with_their_weight(linker: EntityLinker) -> None:
    (reason,) = (reason for reason in explain(linker, "CSTO")[0].reasons if reason.feature == "acronym")
    assert reason.effect == linker.model.weights["acronym"] * reason.value
    assert str(reason) == f"{reason.effect:+.1f} the form is its acronym"


def test_the_weightiest_reason_comes_first(linker: EntityLinker) -> None:
    effects = [abs(reason.effect) for reason in explain(linker, "Vladimir Putin")[0].reasons]
    assert effects == sorted(effects, reverse=True)


def test_the_label_narrows_a_name(linker: EntityLinker) -> None:
    assert [option.entity.id for option in explain(linker, "Barcelona", "LOC") if option.entity] == ["barcelona"]


def test_a_misspelled_name_leads_to_what_it_is_like(linker: EntityLinker) -> None:
    assert "nikol-pashinyan" in {option.entity.id for option in explain(linker, "Nikol Pashinian") if option.entity}


def test_an_unknown_name_is_nothing(linker: EntityLinker) -> None:
    (none,) = explain(linker, "Budi Santoso")
    assert (none.entity, none.score) == (None, 1)


def test_a_mention_is_explained_by_its_document(linker: EntityLinker, mark: Callable[[str], Doc]) -> None:
    doc = mark("Menteri Pertahanan [[Rusia|LOC]] [[Sergey Ivanov|PER]] tiba.")
    best = explain(linker, doc.ents[1])[0]
    assert best.entity is not None
    assert best.entity.id == "sergey-ivanov-rus"
    assert {"office", "owner"} <= {reason.feature for reason in best.reasons}


def test_a_span_that_is_no_entity_is_an_error(linker: EntityLinker, mark: Callable[[str], Doc]) -> None:
    doc = mark("Menteri Pertahanan [[Rusia|LOC]] tiba.")
    with pytest.raises(KawatError, match="'Menteri' is no entity of its document"):
        explain(linker, doc[:1])


def test_a_label_that_is_none_is_an_error(linker: EntityLinker) -> None:
    with pytest.raises(KawatError, match="label 'CITY' is none of PER, ORG, LOC"):
        explain(linker, "Moskow", "CITY")

"""Cross-validation: each part of the texts is linked with what the other parts teach, and with nothing of its own."""

from pathlib import Path

import pytest
from spacy.language import Language

from kawat.kb.store import KnowledgeBase
from kawat.linking.annotated import UNTYPED, GivenMention, GivenText, to_doc
from kawat.linking.crossval import CrossValidation
from kawat.linking.heldout import Origins
from kawat.linking.model import Model

# Every second text is in the second of two parts.
TEXTS = [
    ("Jokowi", "joko-widodo", "ke Yogyakarta"),
    ("Persib", "Q1", "menang"),
    ("Kremlin", "kremlin", "diam"),
    ("Kremlin", "kremlin", "berbicara"),
    ("Persib", "Q1", "kalah"),
    ("Persib", "Q1", "bermain"),
]


@pytest.fixture
def validation(nlp: Language, kb_path: Path) -> CrossValidation:
    given = [GivenText(f"{name} {rest}", (GivenMention(0, len(name), UNTYPED, (id,)),)) for name, id, rest in TEXTS]
    documents = [to_doc(text, nlp.make_doc) for text in given]
    return CrossValidation(documents, KnowledgeBase.open(kb_path), Origins({}, frozenset()), Model.default(), folds=2)


def test_a_name_is_known_where_another_part_has_it_and_only_there(validation: CrossValidation) -> None:
    found = [[decision.entity.id if decision.entity else "" for decision in one] for one in validation.decisions()]
    assert found == [[""], ["Q1"], ["kremlin"], ["kremlin"], ["Q1"], ["Q1"]]


def test_the_documents_are_all_decided_on_in_their_order(validation: CrossValidation) -> None:
    names = [decisions[0].name.longest.text for decisions in validation.decisions()]
    assert names == [name for name, _, _ in TEXTS]

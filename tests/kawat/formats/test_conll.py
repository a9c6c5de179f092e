"""CoNLL lines."""

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

import kawat
from kawat.formats.conll import conll

TEXT = "MOSKOW – Vladimir Putin menelepon.\nBudi Santoso diam."


def test_a_token_a_line_with_tag_and_id_and_a_blank_line_after_each_sentence(cheap_pipeline):
    assert list(conll(kawat.load(cheap_pipeline)(TEXT), "wire:1")) == [
        "# id = wire:1",
        "MOSKOW\tB-LOC\tmoscow",
        "–\tO\t_",
        "Vladimir\tB-PER\tvladimir-putin",
        "Putin\tI-PER\tvladimir-putin",
        "menelepon\tO\t_",
        ".\tO\t_",
        "",
        "Budi\tB-PER\tNIL",
        "Santoso\tI-PER\tNIL",
        "diam\tO\t_",
        ".\tO\t_",
        "",
    ]


def test_a_document_without_sentences_is_one():
    doc = Doc(Vocab(), words=["Kremlin", "diam"])
    doc.ents = [Span(doc, 0, 1, label="ORG")]
    assert list(conll(doc, "w")) == ["# id = w", "Kremlin\tB-ORG\tNIL", "diam\tO\t_", ""]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_line_has_three_columns_whatever_the_text(wire, text):
    for line in list(conll(wire(text), "w"))[1:]:
        assert line == "" or (len(line.split("\t")) == 3 and len(line.split()) == 3)

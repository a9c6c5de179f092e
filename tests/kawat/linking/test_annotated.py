"""Texts with given mentions: read from lines of links and from gold, and made documents."""

import json
from pathlib import Path

import pytest
from spacy.language import Language

from kawat.errors import KawatError
from kawat.linking.annotated import UNTYPED, GivenMention, GivenText, read_linked, read_marked, to_doc


def test_lines_of_links_are_read(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    row = {"id": "1", "text": "di Rusia", "mentions": [{"start": 3, "end": 8, "text": "Rusia", "qid": "Q159"}]}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert read_linked(path) == [GivenText("di Rusia", (GivenMention(3, 8, UNTYPED, ("Q159",)),))]


def test_a_line_that_is_no_linked_text_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text('{"text": "di Rusia", "mentions": []}\n{"text": "di Rusia"}\n', encoding="utf-8")
    with pytest.raises(KawatError, match=r"links\.jsonl:2:1: the line is no linked text \('mentions'\)"):
        read_linked(path)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "index.tsv").write_text("doc\tsplit\na\tdev\nb\ttest\n", encoding="utf-8")
    marked = "Warga [[Cianjur|LOC|ID-32.03]], kata [[Asep|PER|NIL]]"
    (tmp_path / "a.txt").write_text(marked, encoding="utf-8")
    (tmp_path / "b.txt").write_text("[[Rusia|LOC|RUS]]", encoding="utf-8")
    return tmp_path


def test_the_documents_of_one_split_of_gold_are_read(gold: Path) -> None:
    [given] = read_marked(gold, "dev")
    assert given.text == "Warga Cianjur, kata Asep"
    assert given.mentions == (GivenMention(6, 13, "LOC", ("ID-32.03",)), GivenMention(20, 24, "PER", ()))


def test_a_split_without_documents_is_an_error(gold: Path) -> None:
    with pytest.raises(KawatError, match=r"index\.tsv: has no document of split 'train'"):
        read_marked(gold, "train")


def test_markup_that_is_wrong_is_an_error(gold: Path) -> None:
    (gold / "a.txt").write_text("Warga [[Cianjur|LOC", encoding="utf-8")
    with pytest.raises(KawatError, match=r"a\.txt:1:7"):
        read_marked(gold, "dev")


def test_a_mention_inside_a_token_is_an_entity_all_the_same(nlp: Language) -> None:
    text = "diRusia, Putin-lah"
    given = GivenText(text, (GivenMention(2, 7, "LOC", ("RUS",)), GivenMention(9, 14, UNTYPED, ("vladimir-putin",))))
    doc, gold = to_doc(given, nlp.make_doc)
    assert doc.text == text
    assert [(ent.text, ent.label_, gold[ent.start, ent.end]) for ent in doc.ents] == [
        ("Rusia", "LOC", ("RUS",)),
        ("Putin", UNTYPED, ("vladimir-putin",)),
    ]

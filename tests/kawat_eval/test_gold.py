"""Gold is read whole and exact, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat_eval.document import Document
from kawat_eval.gold import read_gold, select


def test_a_directory_gives_its_documents_in_the_order_of_the_index(gold: list[Document]) -> None:
    assert [document.id for document in gold] == ["csto", "cianjur", "persib", "pelosi", "panen"]
    csto = gold[0]
    assert csto.text.startswith("MOSKOW, Presiden Rusia Vladimir Putin berbicara")
    assert csto.text.endswith("[Xinhua]")
    assert (csto.split, csto.source, csto.topic, csto.dateline, csto.licence) == (
        "test",
        "sample",
        "diplomacy",
        "caps-comma",
        "MIT",
    )
    assert [csto.text[m.start : m.end] for m in csto.mentions if m.ids == ("CSTO",)] == [
        "Organisasi Perjanjian Keamanan Kolektif",
        "CSTO",
    ]


def test_a_text_without_any_name_is_gold_too(gold: list[Document]) -> None:
    assert gold[-1].id == "panen"
    assert gold[-1].mentions == ()


def test_a_split_is_chosen_by_the_index(gold: list[Document]) -> None:
    assert [document.id for document in select(gold, "dev")] == ["pelosi"]
    assert len(select(gold, "all")) == 5
    with pytest.raises(KawatError, match="split 'train' has no document"):
        select(gold, "train")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("csto\ttest\treal\twar\tnone\tMIT", r"index\.tsv:7:1: document 'csto' stands on line 2 already; take one"),
        ("osh\ttest\treal\twar\tnone\tMIT", r"index\.tsv:7:1: document 'osh' has no file; add osh\.txt"),
        ("osh\ttrain\treal\twar\tnone\tMIT", r"index\.tsv:7:5: split 'train' is unknown; write dev or test"),
        ("osh\ttest\tbuku\twar\tnone\tMIT", r"index\.tsv:7:10: source 'buku' is unknown; write real or written or"),
        ("osh\ttest\treal\twar \tnone\tMIT", r"index\.tsv:7:15: topic is 'war '; give a value without spaces"),
        ("osh\ttest\treal\twar\tnone", r"index\.tsv:7:1: the row has 5 columns, not 6; give doc split source"),
        ("../osh\ttest\treal\twar\tnone\tMIT", r"index\.tsv:7:1: document '\.\./osh' is a path; give the file's"),
    ],
)
def test_a_wrong_row_of_the_index_is_named(gold_directory: Path, row: str, message: str) -> None:
    with (gold_directory / "index.tsv").open("a", encoding="utf-8") as index:
        index.write(row + "\n")
    with pytest.raises(KawatError, match=message):
        read_gold(gold_directory)


def test_a_wrong_header_is_named(gold_directory: Path) -> None:
    (gold_directory / "index.tsv").write_text("doc,split\n", encoding="utf-8")
    with pytest.raises(KawatError, match=r"index\.tsv:1:1: the header is 'doc,split'; begin with doc split source"):
        read_gold(gold_directory)


def test_a_file_that_the_index_lacks_is_named(gold_directory: Path) -> None:
    (gold_directory / "osh.txt").write_text("Osh", encoding="utf-8")
    with pytest.raises(KawatError, match=r"osh\.txt:1:1: the file is not in index\.tsv; add a row"):
        read_gold(gold_directory)


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"index\.tsv: cannot be read \(No such file"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("", r"kirgistan\.txt:1:1: the text is empty; write it"),
        ("\ufeffOsh", r"kirgistan\.txt:1:1: the text begins with a byte order mark"),
        ("Warga\ndi [[Osh|KOTA|osh]] dan [[Batken]]", r"kirgistan\.txt:2:10: label 'KOTA' .* \(and 1 more\)"),
    ],
)
def test_a_wrong_text_is_named_with_its_place(make_gold: Callable[[str], Path], marked: str, message: str) -> None:
    with pytest.raises(KawatError, match=message):
        read_gold(make_gold(marked))


def test_bytes_that_are_no_utf8_are_placed(gold_directory: Path) -> None:
    (gold_directory / "panen.txt").write_bytes(b"Panen raya\ndi \xff")
    with pytest.raises(KawatError, match=r"panen\.txt:2:4: byte 0xff is not UTF-8; save the file as UTF-8"):
        read_gold(gold_directory)


def test_tagged_sentences_are_gold(tmp_path: Path) -> None:
    path = tmp_path / "nerui.jsonl"
    path.write_text('{"id": "a", "tokens": ["kata ", "Joko", "Widodo"], "tags": ["O", "B-PER", "I-PER"]}\n')
    (document,) = read_gold(path)
    assert document.text == "kata Joko Widodo"
    assert [(m.start, m.end, m.label, m.ids) for m in document.mentions] == [(5, 16, "PER", None)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a", "tokens": ["kata"', r"nerui\.jsonl:1:30: the line is no tagged sentence"),
        ('{"id": "a", "tokens": ["kata"]}', r"nerui\.jsonl:1:1: the line is no tagged sentence \('tags'\)"),
        ('{"id": "a", "tokens": ["kata"], "tags": []}', r"nerui\.jsonl:1:1: 1 tokens have 0 tags"),
    ],
)
def test_a_wrong_tagged_sentence_is_placed(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "nerui.jsonl"
    path.write_text(line)
    with pytest.raises(KawatError, match=message):
        read_gold(path)


def test_a_document_that_is_there_twice_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "nerui.jsonl"
    path.write_text('{"id": "a", "tokens": ["kata"], "tags": ["O"]}\n' * 2)
    with pytest.raises(KawatError, match="document 'a' is there twice; give each document once"):
        read_gold(path)


def test_a_file_without_documents_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "empty.conll"
    path.write_text("\n\n")
    with pytest.raises(KawatError, match="holds no document"):
        read_gold(path)

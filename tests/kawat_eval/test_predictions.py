"""Prediction files: what is read, and what is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from kawat.errors import KawatError
from kawat.formats.conll import conll
from kawat.formats.inline import render
from kawat.record import Record
from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.pipeline import mentions
from kawat_eval.predictions import read_predictions, relabelled, require_all


def record(document: Document, **extra: Any) -> dict[str, Any]:
    """The document's gold mentions as a system's record."""
    mentions = [
        {
            "start": m.start,
            "end": m.end,
            "text": document.text[m.start : m.end],
            "label": m.label,
            "id": m.ids[0] if m.ids else None,
            "score": 0.5,
        }
        for m in document.mentions
    ]
    return {"id": document.id, "mentions": mentions, **extra}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(*records: object) -> Path:
        path = tmp_path / "system.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records), encoding="utf-8")
        return path

    return write


def test_records_are_read_with_ids_and_scores(gold: list[Document], write: Callable[..., Path]) -> None:
    found = read_predictions(write(*map(record, gold)), gold)
    assert list(found) == [document.id for document in gold]
    assert found["cianjur"][0] == Mention(0, 12, "ORG", ("liputan6",), 0.5)
    assert found["cianjur"][-2].ids == ()


@pytest.mark.parametrize("nil", [None, "", "NIL"])
def test_nil_is_written_in_three_ways(gold: list[Document], write: Callable[..., Path], nil: str | None) -> None:
    row = {"id": "csto", "mentions": [{"start": 0, "end": 6, "label": "LOC", "id": nil}]}
    assert read_predictions(write(row), gold)["csto"] == (Mention(0, 6, "LOC", ()),)


def test_a_system_without_links_says_nothing_of_them(gold: list[Document], write: Callable[..., Path]) -> None:
    row = {"id": "csto", "mentions": [{"start": 0, "end": 6, "label": "LOC"}]}
    assert read_predictions(write(row), gold)["csto"][0].ids is None


def test_what_kawat_writes_is_read(gold: list[Document], nlp: Language, tmp_path: Path) -> None:
    doc = nlp(gold[0].text)
    path = tmp_path / "kawat.jsonl"
    path.write_text(replace(Record.from_doc(doc), id="csto").to_json() + "\n", encoding="utf-8")
    assert read_predictions(path, gold)["csto"] == mentions(doc, links=True)


def test_the_conll_that_kawat_writes_is_read(gold: list[Document], nlp: Language, tmp_path: Path) -> None:
    doc = nlp(gold[0].text)
    path = tmp_path / "kawat.conll"
    path.write_text("\n".join(conll(doc, "csto")), encoding="utf-8")
    expected = tuple(replace(mention, cluster=None) for mention in mentions(doc, links=True))
    assert read_predictions(path, gold)["csto"] == expected


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "osh", "mentions": []}, r"system\.jsonl:1:1: document 'osh' is not in the gold; give predictions for"),
        ({"id": "csto"}, r"system\.jsonl:1:1: the line is no record \('mentions' is missing\); write {"),
        (["csto"], r"system\.jsonl:1:1: the line is no record"),
        ({"id": "csto", "mentions": [{"start": 0, "end": 6}]}, r"no record \('label' is missing\)"),
        (
            {"id": "csto", "text": "MOSKWA", "mentions": []},
            r"document 'csto' has another text than the gold; predict",
        ),
        (
            {"id": "csto", "mentions": [{"start": 1, "end": 7, "text": "MOSKOW", "label": "LOC"}]},
            r"1-7 is 'OSKOW,' in the gold's text, not 'MOSKOW'",
        ),
        (
            {"id": "csto", "mentions": [{"start": 0, "end": 9999, "label": "LOC"}]},
            r"0-9999 in document 'csto' is no span of its \d+ characters; count in code points",
        ),
        (
            {"id": "csto", "mentions": [{"start": 6, "end": 6, "label": "LOC"}]},
            r"6-6 in document 'csto' is no span",
        ),
        (
            {"id": "csto", "mentions": [{"start": 0, "end": 6, "label": "LOC", "score": 1.2}]},
            r"score 1\.2 in document 'csto' is no probability; give 0 to 1",
        ),
        (
            {"id": "csto", "mentions": [{"start": s, "end": s + 6, "label": "LOC"} for s in (3, 0)]},
            r"0-6 and 3-9 in document 'csto' overlap; give flat mentions",
        ),
    ],
)
def test_a_wrong_record_is_placed(gold: list[Document], write: Callable[..., Path], row: object, message: str) -> None:
    with pytest.raises(KawatError, match=message):
        read_predictions(write(row), gold)


def test_a_line_that_is_no_json_is_placed(gold: list[Document], tmp_path: Path) -> None:
    path = tmp_path / "system.jsonl"
    path.write_text('{"id": "csto", "mentions": []}\n{"id": "persib", mentions\n')
    with pytest.raises(KawatError, match=r"system\.jsonl:2:18: the line is no record"):
        read_predictions(path, gold)


def test_only_a_line_feed_ends_a_record(gold: list[Document], tmp_path: Path) -> None:
    document = replace(gold[4], text="Panen\u2028raya\x85\x0b\x1c")
    path = tmp_path / "system.jsonl"
    rows = [{"id": "panen", "text": document.text, "mentions": []}, {"id": "csto", "mentions": []}]
    path.write_text("\r\n\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8", newline="")
    assert list(read_predictions(path, [gold[0], document])) == ["panen", "csto"]


def test_a_document_predicted_twice_is_an_error(gold: list[Document], write: Callable[..., Path]) -> None:
    with pytest.raises(KawatError, match=r"system\.jsonl:2:1: document 'csto' is there already; give each"):
        read_predictions(write(record(gold[0]), record(gold[0])), gold)


def test_a_document_without_predictions_is_an_error(gold: list[Document], write: Callable[..., Path]) -> None:
    found = read_predictions(write(*map(record, gold[:2])), gold)
    require_all(found, gold[:2], "system")
    with pytest.raises(KawatError, match=r"3 documents have no predictions \(persib, pelosi, panen\); add them"):
        require_all(found, gold, "system")


def test_conll_predictions_are_placed_in_the_gold_text(gold: list[Document], tmp_path: Path) -> None:
    path = tmp_path / "system.conll"
    tokens = [(token, "O") for token in gold[3].text.split()]
    tokens[3:5] = [("Nancy", "B-PER"), ("Pelosi", "I-PER")]
    path.write_text("# newdoc id = pelosi\n" + "".join(f"{token}\t{tag}\n" for token, tag in tokens))
    assert read_predictions(path, gold)["pelosi"] == (replace(gold[3].mentions[1], ids=None),)


def test_conll_predictions_for_an_unknown_document_are_an_error(gold: list[Document], tmp_path: Path) -> None:
    path = tmp_path / "system.conll"
    path.write_text("# newdoc id = osh\nOsh B-LOC\n")
    with pytest.raises(KawatError, match=r"system\.conll:2:1: document 'osh' is not in the gold"):
        read_predictions(path, gold)


def test_another_annotators_gold_is_a_prediction(gold: list[Document], gold_directory: Path) -> None:
    found = read_predictions(gold_directory, gold)
    assert found["csto"][-2].ids == ("kassym-jomart-tokayev",)
    assert {m.ids for m in found["csto"] if m.label == "ORG"} == {("CSTO",), ("kremlin",), ("xinhua",)}


def test_another_annotators_text_must_be_the_same(gold: list[Document], gold_directory: Path) -> None:
    changed = render(gold[4]).replace("Panen", "Paceklik")
    (gold_directory / "panen.txt").write_text(changed, encoding="utf-8")
    with pytest.raises(KawatError, match=r"panen\.txt: the bare text differs from the gold's"):
        read_predictions(gold_directory, gold)


def test_labels_are_mapped_and_left_out(gold: list[Document]) -> None:
    found: Predictions = {"csto": (Mention(0, 6, "GPE"), Mention(8, 16, "TITLE"), Mention(17, 22, "LOC"))}
    mapped = relabelled(found, gold, {"GPE": "LOC", "TITLE": ""}, "system")
    assert mapped == {"csto": (Mention(0, 6, "LOC"), Mention(17, 22, "LOC"))}


def test_a_label_that_nobody_knows_is_an_error(gold: list[Document]) -> None:
    with pytest.raises(KawatError, match=r"label 'GPE' is none of LOC, ORG, PER; map it, --map GPE=LOC"):
        relabelled({"csto": (Mention(0, 6, "GPE"),)}, gold, {}, "system")

"""Parts of every format are read alike; what is no output of a batch is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kawat.batch.outputs import Format
from kawat.errors import KawatError
from kawat.stats.parts import Document, find_parts, planned, read_documents

Output = Callable[..., Path]


def documents(out: Path) -> list[Document]:
    return [document for path in find_parts(out) for document in read_documents(path)]


@pytest.mark.parametrize("format", Format)
def test_the_documents_of_each_format(output: Output, format: Format) -> None:
    out = output(format)
    first, *_, last = documents(out)
    assert planned(out) == len(find_parts(out)) == 3
    assert (first.id.removeprefix("urn:kawat:"), first.day, last.day) == ("d1", "2022-01-07", None)
    keys = [{named.key for named in document.named} for document in documents(out)]
    assert keys == [
        {"Q7747", "kremlin", "Q649"},
        {"Q7747", "kremlin"},
        {"Q7747", "PER:budi-santoso"},
        {"Q649", "PER:budi-santoso", "ORG:koperasi-maju"},
        {"Q7747"},
    ]
    assert first.named[0].mentions == (1 if format is Format.ninjs else 2)


def test_a_document_without_a_date_counts_on_the_day_that_its_text_fixes(tmp_path: Path) -> None:
    line = '{"id": "x", "date": null, "counted_from": "2022-01-06", "entities": []}\n'
    (tmp_path / "part-00000.jsonl").write_text(line)
    assert [document.day for document in documents(tmp_path)] == ["2022-01-06"]


def test_what_no_batch_wrote_is_told(tmp_path: Path, output: Output) -> None:
    with pytest.raises(KawatError, match=r"none: no directory; give the output directory of a kawat batch"):
        find_parts(tmp_path / "none")
    with pytest.raises(KawatError, match=r"holds no part-….jsonl, .parquet, .ninjs.jsonl; give the output directory"):
        find_parts(tmp_path)
    out = output()
    (out / "part-00001.parquet").write_bytes(b"")
    with pytest.raises(KawatError, match=r"parts of several formats \(jsonl, parquet\); give a directory of one run"):
        find_parts(out)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "7",
        '{"id": "x"}',
        '{"id": 7, "date": null, "entities": []}',
        '{"id": "\\ud800", "date": null, "entities": []}',
        '{"id": "x", "date": null, "entities": [{"id": "", "name": null, "label": "PER", "wikidata": null}]}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_record_is_told_by_its_place(output: Output, line: str) -> None:
    path = output() / "part-00001.jsonl"
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(KawatError, match=r"part-00001.jsonl, line 3: not what kawat batch writes \(.*; make it again"):
        documents(path.parent)


def test_a_broken_table_is_told(output: Output) -> None:
    path = output(Format.parquet) / "part-00001.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(KawatError, match=r"part-00001.parquet: not a whole Parquet file \(.*\); make it again"):
        documents(path.parent)

"""Runs: nothing lost, nothing twice, and an output of another job is never touched."""

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import spacy

from kawat.errors import KawatError
from kawat.record import Record

Batch = Callable[..., Any]


def test_every_document_is_in_the_output_or_among_the_rejects(batch: Batch, wire: Path) -> None:
    out = batch(wire)
    assert [len(part) for part in out.parts] == [9, 9, 8, 9, 8, 9, 8, 9, 9, 8]
    assert [row["id"] for row in out.rows] == [f"x{n}" for n in range(100) if n % 7 != 6]
    assert [reject["position"] for reject in out.rejects] == [f"line {n + 1}" for n in range(100) if n % 7 == 6]
    assert out.rejects[0]["source"] == str(wire)
    assert out.rejects[0]["reason"].startswith("not JSON (Expecting property name")
    assert (out.summary.documents, out.summary.annotated, out.summary.rejected) == (100, 86, 14)
    assert json.loads(out.files["summary.json"])["annotated"] == 86


def test_the_output_is_records(batch: Batch, wire: Path) -> None:
    first, *_ = batch(wire).files["part-00000.jsonl"].decode().splitlines()
    record = Record.from_json(first)
    assert [(mention.text, mention.label) for mention in record.mentions] == [
        ("MOSKOW", "LOC"),
        ("Rusia", "LOC"),
        ("Vladimir Putin", "PER"),
        ("Kazakhstan", "LOC"),
        ("Kremlin", "ORG"),
    ]
    assert all(record.text[mention.start : mention.end] == mention.text for mention in record.mentions)


def test_files_of_all_kinds_from_directories_and_globs(batch: Batch, tmp_path: Path, lead: str) -> None:
    source = tmp_path / "in"
    (source / "deep").mkdir(parents=True)
    (source / "a.txt").write_text(lead)
    (source / "deep" / "b.txt.gz").write_bytes(gzip.compress(lead.encode()))
    (source / "c.csv").write_text(f'id,text\nc1,"{lead}"\nc2,"baris\nkedua"\n')
    (source / "d.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": lead}).encode()))
    pq.write_table(pa.table({"id": ["e1", "e2"], "text": [lead, lead]}), source / "e.parquet")
    with pa.CompressedOutputStream(str(source / "f.jsonl.zst"), "zstd") as file:
        file.write(json.dumps({"id": "f1", "text": lead}).encode())
    (source / "notes.md").write_text("no reader knows this")
    out = batch(source, f"{source}/*.txt")
    assert [row["id"] for row in out.rows] == ["a", "c1", "c2", "d:1", "b", "e1", "e2", "f1"]


def test_columns_may_have_other_names(batch: Batch, tmp_path: Path, lead: str) -> None:
    (tmp_path / "wire.jsonl").write_text(json.dumps({"isi": lead, "nomor": 7, "tanggal": "2022-01-07"}))
    (row,) = batch(tmp_path / "wire.jsonl", columns={"text": "isi", "id": "nomor", "date": "tanggal"}).rows
    assert (row["id"], row["text"], row["date"]) == ("7", lead, "2022-01-07")


def test_an_output_below_its_source_is_not_read(batch: Batch, wire: Path, tmp_path: Path) -> None:
    before = batch(tmp_path, to="out").files
    assert batch(tmp_path, to="out").files == before


def test_a_document_that_no_output_can_hold_costs_nobody_else(batch: Batch, tmp_path: Path, lead: str) -> None:
    rows = [{"id": "\ud800", "text": lead}, {"id": "good", "text": lead}]
    (tmp_path / "two.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = batch(tmp_path / "two.jsonl")
    assert [row["id"] for row in out.rows] == ["good"]
    assert "surrogates not allowed" in out.rejects[0]["reason"]


def test_too_many_rejects_stop_the_run(batch: Batch, wire: Path, tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"^7 rejects, more than 5; see .*rejects.jsonl, and resume$"):
        batch(wire, max_rejects=5)
    assert len((tmp_path / "out" / "rejects.jsonl").read_bytes().splitlines()) == 7
    assert batch(wire).summary.rejected == 14


def test_no_documents_are_no_parts(batch: Batch, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("\n\n")
    out = batch(tmp_path / "none.jsonl")
    assert (out.summary.documents, out.parts, out.rejects) == (0, [], [])


@pytest.fixture
def repeats(tmp_path: Path) -> Path:
    rows = [("a", "Satu."), ("b", "Dua."), ("a", "Tiga."), ("c", "Satu.")]
    path = tmp_path / "repeats.jsonl"
    path.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in rows))
    return path


def test_duplicates_are_reported(batch: Batch, repeats: Path) -> None:
    out = batch(repeats)
    assert (out.summary.annotated, out.summary.duplicate_ids, out.summary.duplicate_texts) == (4, 1, 1)
    assert [(row["position"], row["same"], row["first"]["position"]) for row in out.lines("duplicates.jsonl")] == [
        ("line 3", "id", "line 1"),
        ("line 4", "text", "line 1"),
    ]


def test_dedupe_rejects_texts_that_came_before(batch: Batch, repeats: Path) -> None:
    out = batch(repeats, dedupe=True, part=2)
    assert [row["text"] for row in out.rows] == ["Satu.", "Dua.", "Tiga."]
    assert [reject["reason"] for reject in out.rejects] == [f"duplicate: the text of {repeats} line 1"]


# Another job


def test_an_output_of_another_job_is_refused_by_what_differs(batch: Batch, wire: Path, tmp_path: Path) -> None:
    before = batch(wire).files
    with pytest.raises(KawatError, match=r"another run \(documents per part is 20, was 10\); give another directory"):
        batch(wire, part=20)
    with pytest.raises(KawatError, match=r"columns is \{'text': 'isi'\}, was \{\}"):
        batch(wire, columns={"text": "isi"})
    wire.write_text(wire.read_text() + "\n")
    (tmp_path / "more.jsonl").write_text("")
    with pytest.raises(KawatError, match=r"more\.jsonl is new; .*wire\.jsonl has changed\)"):
        batch(wire, tmp_path / "more.jsonl")
    assert batch(wire, to="other").summary.complete
    assert before == {name: (tmp_path / "out" / name).read_bytes() for name in before}


def test_another_pipeline_is_refused(batch: Batch, wire: Path, tmp_path: Path, pipeline: str) -> None:
    batch(wire)
    nlp = spacy.load(pipeline)
    nlp.remove_pipe("entity_ruler")
    nlp.to_disk(tmp_path / "other")
    with pytest.raises(KawatError, match=r"another run \(pipeline is '\w{64}', was '\w{64}'\)"):
        batch(wire, pipeline=str(tmp_path / "other"))


def test_another_version_is_refused(batch: Batch, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch(wire)
    monkeypatch.setattr("kawat.batch.plan.__version__", "9.1.0")
    with pytest.raises(KawatError, match=r"another run \(kawat is '9\.1\.0 \w{64}', was '\d\.\d\.\d \w{64}'\)"):
        batch(wire)


def test_a_copy_of_the_pipeline_is_the_same_pipeline(batch: Batch, wire: Path, tmp_path: Path, pipeline: str) -> None:
    before = batch(wire).files
    shutil.copytree(pipeline, tmp_path / "copy")
    assert batch(wire, pipeline=str(tmp_path / "copy")).files == before


def test_a_directory_with_other_things_is_refused(batch: Batch, wire: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.doc").write_text("")
    with pytest.raises(KawatError, match=r"out: holds thesis.doc but no plan of kawat batch; give an empty directory"):
        batch(wire)


def test_nothing_to_read_is_told(batch: Batch, tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"none/\*: no file to read; give \.txt, \.jsonl, \.csv, \.parquet"):
        batch(f"{tmp_path}/none/*")


def test_a_damaged_plan_is_told(batch: Batch, wire: Path) -> None:
    (batch(wire).path / "plan.json").write_text("{")
    with pytest.raises(KawatError, match=r"plan.json: not a plan of kawat batch .*give a new output directory"):
        batch(wire)


def test_an_output_that_is_a_file_is_told(batch: Batch, wire: Path) -> None:
    with pytest.raises(KawatError, match=r"wire.jsonl: cannot be made \(File exists\); give another directory"):
        batch(wire, to=wire.name)


def test_a_pipeline_that_is_not_there_is_told(batch: Batch, wire: Path) -> None:
    with pytest.raises(KawatError, match=r"^no_such: no pipeline; expected a pipeline directory"):
        batch(wire, pipeline="no_such")

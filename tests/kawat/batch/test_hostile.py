"""Hostile inputs: each document is annotated or rejected with a reason, and in = out + rejects."""

import gzip
import json
import multiprocessing
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kawat.batch import packed, reading
from kawat.batch.reading import Item, read_items
from kawat.errors import KawatError

Batch = Callable[..., Any]

DISPATCH = json.dumps({"id": "x", "text": "MOSKOW, Presiden Rusia Vladimir Putin menelepon Tokayev."}).encode()
LINES = {
    "not UTF-8": "{“text”: “Málaga”}".encode("cp1252"),
    "UTF-16": DISPATCH.decode().encode("utf-16"),
    "NUL": DISPATCH.replace(b"Putin", b"\0"),
    "escaped NUL": DISPATCH.replace(b"Putin", b"\\u0000"),
    "surrogate": DISPATCH.replace(b"Putin", b"\\ud83d"),
    "surrogate in the ID": DISPATCH.replace(b'"x"', b'"\\udc00"'),
    "deep": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "truncated": DISPATCH[:-5],
    "no object": b'["text"]',
    "no text": b'{"id": "x"}',
    "null": b'{"text": null}',
    "number": b'{"text": 7}',
    "list": b'{"text": ["Putin"]}',
    "bad date": b'{"text": "Putin", "date": "kemarin"}',
    "ID of another type": b'{"text": "Putin", "id": {"a": [1]}}',
    "huge number": b'{"text": "Putin", "n": ' + b"9" * 5000 + b"}",
    "HTML": b'{"text": "<html><body onload=\\"x()\\"><p>Putin &amp; Tokayev</p></body></html>"}',
    "empty": b'{"text": ""}',
    "blank": b'{"text": " \\n\\u2028 "}',
    "marks": json.dumps({"text": "a" + "\u0301" * 3000 + "\u202e\ufeff"}).encode(),
    "no spaces": json.dumps({"text": "Putin" * 20_000}).encode(),
    "brackets": json.dumps({"text": "(" * 20_000}).encode(),
    "a byte order mark": b"\xef\xbb\xbf" + DISPATCH,
}
ANNOTATED = {"escaped NUL", "ID of another type", "HTML", "empty", "blank", "marks", "no spaces", "brackets"}


def items(path: Path, **columns: str) -> list[Item]:
    return list(read_items(path, columns))


def test_each_hostile_line_is_annotated_or_rejected_and_its_neighbours_are_annotated(
    batch: Batch, tmp_path: Path
) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"\n".join(line for hostile in LINES.values() for line in (hostile.replace(b"\n", b""), DISPATCH)))
    out = batch(path, part=7)
    assert out.summary.documents == out.summary.annotated + out.summary.rejected == 2 * len(LINES)
    rejected = {reject["position"]: reject["reason"] for reject in out.rejects}
    assert all(rejected.values())
    names = {f"line {2 * number + 1}": name for number, name in enumerate(LINES)}
    assert {names[position] for position in rejected} == set(LINES) - ANNOTATED


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_fuzzed_lines_lose_nothing(batch: Batch, tmp_path: Path, count: int) -> None:
    chance = random.Random(13)
    fuzzed = []
    for _ in range(count):
        line = bytearray(DISPATCH)
        for _ in range(chance.randrange(1, 6)):
            line[chance.randrange(len(line))] = chance.randrange(256)
        fuzzed.append(bytes(line).replace(b"\n", b" ") + b"\n")
    (tmp_path / "fuzzed.jsonl").write_bytes(b"".join(fuzzed))
    out = batch(tmp_path / "fuzzed.jsonl", part=100)
    assert out.summary.annotated + out.summary.rejected == out.summary.documents == count
    assert out.summary.rejected > count / 3
    assert len(out.rows) + len(out.rejects) == count


NITF = (
    b"<nitf><body><body.head><hedline><hl1>Putin</hl1></hedline></body.head><body.content><p>MOSKOW, Putin menelepon "
    b"Tokayev, kata Kremlin.</p></body.content></body></nitf>"
)
NINJS = json.dumps({"uri": "urn:x", "body_html": "<p>Putin &amp; <b>Tokayev</b></p><script>x()</script>"}).encode()
DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [
    lambda data, chance: data,
    lambda data, chance: data[: chance.randrange(len(data))],
    lambda data, chance: data[chance.randrange(len(data)) :],
    lambda data, chance: data.decode(errors="replace").encode(chance.choice(["utf-16", "utf-32", "utf-7"])),
    lambda data, chance: data + "“Málaga” Șerban".encode("cp1250", errors="replace"),
    lambda data, chance: data.replace(b" ", b"\0"),
    lambda data, chance: data * chance.randrange(2, 9),
    lambda data, chance: bytes(byte if chance.random() < 0.97 else chance.randrange(256) for byte in data),
    lambda data, chance: b"<html><body>" + data + b"<!-- <a href='",
]


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=pytest.mark.slow)])
def test_hostile_inputs_of_all_kinds_are_annotated_or_rejected_with_a_reason(
    batch: Batch, tmp_path: Path, count: int
) -> None:
    chance = random.Random(13)
    bases = [NITF, NINJS, *(line for line in LINES.values() if len(line) < 10_000)]
    folder = tmp_path / "in"
    folder.mkdir()
    shared: dict[str, list[bytes]] = {"jsonl": [], "csv": [b"id,text"]}
    for number in range(count):
        data = chance.choice(DAMAGES)(chance.choice(bases), chance)
        kind = chance.choice(["jsonl", "csv", *reading.KINDS])
        if kind in shared and chance.random() < 0.8:
            shared[kind].append(data.replace(b"\n", b" "))
        else:
            ending, packed = chance.choice([("", bytes), (".gz", gzip.compress), (".gz", bytes), (".zst", bytes)])
            (folder / f"{number}.{kind}{ending}").write_bytes(packed(data))
    good = [DISPATCH.replace(b'"x"', f'"good {number}"'.encode()) for number in range(len(shared["jsonl"]))]
    pairs = zip(shared["jsonl"], good, strict=True)
    (folder / "wire.jsonl").write_bytes(b"\n".join(line for pair in pairs for line in pair))
    (folder / "wire.csv").write_bytes(b"\n".join(shared["csv"]))
    out = batch(folder, part=100)
    assert out.summary.documents == out.summary.annotated + out.summary.rejected
    assert (len(out.rows), len(out.rejects)) == (out.summary.annotated, out.summary.rejected)
    assert out.summary.documents > count * 0.9
    assert all(reject["reason"] and len(reject["reason"]) <= 300 for reject in out.rejects)
    assert {f"good {number}" for number in range(len(good))} <= {row["id"] for row in out.rows}


def write_bombs(folder: Path) -> None:
    (folder / "line.jsonl").write_bytes(b'{"text": "' + b"a" * 50_000_000 + b'"}\n' + DISPATCH + b"\n")
    (folder / "bomb.jsonl.gz").write_bytes(gzip.compress(b"0" * 200_000_000))
    page = pa.table({"text": ["a" * 300_000_000]})
    pq.write_table(page, folder / "page.parquet", compression="zstd", use_dictionary=False)


@pytest.mark.slow
def test_what_is_huge_is_never_held(start: Callable[..., Any], tmp_path: Path) -> None:
    """A line of 50 MB, a packed file of 200 MB, a page of a table of 300 MB."""
    (tmp_path / "small.jsonl").write_bytes(DISPATCH + b"\n")
    start(tmp_path / "small.jsonl", to="small").join()
    small = int((tmp_path / "peak").read_text())
    folder = tmp_path / "in"
    folder.mkdir()
    writer = multiprocessing.get_context("fork").Process(target=write_bombs, args=(folder,))
    writer.start()  # not here: a run starts with the memory of the process that it is forked from
    writer.join()
    process = start(folder, to="huge")
    process.join()
    assert process.exitcode == 0
    assert json.loads((tmp_path / "huge" / "summary.json").read_text())["rejected"] == 3
    assert int((tmp_path / "peak").read_text()) < small + 120_000_000


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=300), kind=st.sampled_from(reading.KINDS), packed=st.sampled_from(["", ".gz", ".zst"]))
def test_no_bytes_break_a_reader(tmp_path: Path, data: bytes, kind: str, packed: str) -> None:
    path = tmp_path / f"wire.{kind}{packed}"
    path.write_bytes(data)
    assert all(item.dispatch or item.reason for item in items(path))


def test_a_line_longer_than_a_document_may_be_is_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 50_000 + b'"}\n' + DISPATCH + b"\n" + b"b" * 1000)
    long, good, last = items(path)
    assert (long.position, long.reason) == ("line 1", "longer than 1,000 bytes; split it")
    assert good.dispatch
    assert good.dispatch.id == "x"
    assert last.reason == "longer than 1,000 bytes; split it"


def test_a_text_longer_than_a_document_may_be_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Putin " * 200_000)
    (item,) = items(tmp_path / "long.txt")
    assert item.reason == "1,200,000 characters, more than 1,000,000; split it"


def test_a_bomb_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_FREE_BYTES", 10_000)
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"0" * 5_000_000))
    (item,) = items(tmp_path / "bomb.jsonl.gz")
    assert item.reason == "unpacks to more than 200 times its size; unpack it if that is right"


def test_a_table_that_is_a_bomb_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its columns, or by one value that stands in every row."""
    monkeypatch.setattr(packed, "_FREE_BYTES", 10_000)
    pq.write_table(pa.table({"text": ["a" * 5_000_000]}), tmp_path / "column.parquet", compression="zstd")
    (item,) = items(tmp_path / "column.parquet")
    assert item.reason == "unpacks to more than 200 times its size; unpack it if that is right"
    text = pa.array(["Putin menelepon Tokayev. " * 40]).take(pa.array([0] * 20_000))
    pq.write_table(pa.table({"text": text}), tmp_path / "rows.parquet")
    *good, last = items(tmp_path / "rows.parquet")
    assert all(item.dispatch for item in good)
    assert len(good) < 2000
    assert last.reason == "unpacks to more than 200 times its size; unpack it if that is right"


def test_what_stands_before_the_damage_in_a_packed_file_is_kept(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"Putin {random.Random(n).random()}"}) + "\n" for n in range(2000))
    (tmp_path / "wire.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-20])
    *good, last = items(tmp_path / "wire.jsonl.gz")
    assert len(good) > 500
    assert all(item.dispatch for item in good)
    assert last.position == f"after line {len(good)}"
    assert "end-of-stream marker was reached" in last.reason


def test_a_broken_row_of_a_csv_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "wire.csv").write_bytes(b'id,text\n1,Putin\n2,too,many\n3,\xff\n4,"a" b\n5,Tokayev\n6,"open\n')
    found = {item.position: item.dispatch.id if item.dispatch else item.reason for item in items(tmp_path / "wire.csv")}
    assert (found["line 2"], found["line 6"]) == ("1", "5")
    assert found["line 3"] == "3 fields, the header has 2; quote commas and line ends"
    assert found["line 4"].startswith("not UTF-8 at byte")
    assert found["line 5"].endswith("expected after '\"'")
    assert "unexpected end of data" in found["line 7"]


def test_wrong_types_in_a_table_are_rejected_row_by_row(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["Putin", None], "id": [1, 2]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"text": [7, 8]}), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-9])
    good, null = items(tmp_path / "a.parquet")
    assert good.dispatch
    assert good.dispatch.id == "1"
    assert null.reason == "'text' is None; give text that UTF-8 can hold"
    assert [item.reason for item in items(tmp_path / "b.parquet")] == [f"'text' is {n}; give a string" for n in (7, 8)]
    (cut,) = items(tmp_path / "c.parquet")
    assert cut.reason.startswith("ArrowInvalid: ")


def test_a_library_that_is_missing_is_told_before_the_run(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    (tmp_path / "wire.xml").write_text("<nitf/>")
    with pytest.raises(KawatError, match=r"wire.xml: reading .xml needs defusedxml; pip install 'kawat\[wires\]'"):
        batch(tmp_path / "wire.xml")


def test_another_column_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "wire.csv").write_text("id,isi\n1,Putin\n")
    (item,) = items(tmp_path / "wire.csv", text="body")
    assert item.reason == "no column 'body', only 'id', 'isi'; say which one holds the text"

"""Readers: dispatches come out as they went in, and what cannot be read is told in one line."""

import csv
import datetime
import gzip
import io
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.dispatch import Dispatch, read
from kawat.errors import KawatError

TEXT = "MOSKOW, Presiden Rusia Vladimir Putin menelepon Tokayev.\r\n“Situasi terkendali,” kata Kremlin.\n"
ROW = {
    "id": "x1",
    "text": TEXT,
    "date": "2022-01-07",
    "title": "Putin",
    "language": "id",
    "source": "Xinhua",
    "desk": "dunia",
}
DISPATCH = Dispatch(
    id="x1",
    text=TEXT,
    date=datetime.date(2022, 1, 7),
    title="Putin",
    language="id",
    source="Xinhua",
    extra={"desk": "dunia"},
)


def write(path: Path, data: bytes | str) -> Path:
    data = data.encode() if isinstance(data, str) else data
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def as_csv(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.mark.parametrize("name", ["wire.txt", "wire.txt.gz", "wire", "wire.gz", "wire.text"])
def test_a_text_file_is_one_dispatch_as_it_came(tmp_path: Path, name: str) -> None:
    assert list(read(write(tmp_path / name, TEXT))) == [Dispatch(id="wire", text=TEXT)]


def test_an_empty_file_is_an_empty_dispatch(tmp_path: Path) -> None:
    assert list(read(write(tmp_path / "wire.txt", ""))) == [Dispatch(id="wire", text="")]


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert next(read(write(tmp_path / "wire.txt", b"\xef\xbb\xbfJakarta"))).text == "Jakarta"


@pytest.mark.parametrize("name", ["wire.jsonl", "wire.jsonl.gz"])
def test_json_lines(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, as_lines(ROW) + "\n" + as_lines({"text": "Jakarta"}))
    assert list(read(path)) == [DISPATCH, Dispatch(id="wire:3", text="Jakarta")]


@pytest.mark.parametrize("name", ["wire.csv", "wire.csv.gz"])
def test_csv(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, as_csv(ROW, dict.fromkeys(ROW, "") | {"text": "Jakarta"}))
    assert list(read(path)) == [DISPATCH, Dispatch(id="wire:2", text="Jakarta")]


def test_parquet(tmp_path: Path) -> None:
    rows = [ROW | {"date": datetime.datetime(2022, 1, 7, 9, 30)}, {"text": "Jakarta"}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "wire.parquet")
    assert list(read(tmp_path / "wire.parquet")) == [
        DISPATCH,
        Dispatch(id="wire:2", text="Jakarta", extra={"desk": None}),
    ]


def test_columns_of_other_names(tmp_path: Path) -> None:
    path = write(tmp_path / "wire.jsonl", as_lines({"no": 7, "isi": TEXT, "id": "lama"}))
    assert list(read(path, columns={"id": "no", "text": "isi"})) == [Dispatch(id="7", text=TEXT, extra={"id": "lama"})]


@pytest.mark.parametrize(
    ("kind", "data"), [(None, TEXT), ("jsonl", as_lines({"text": TEXT})), ("csv", as_csv({"text": TEXT}))]
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, kind: str | None, data: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert [dispatch.text for dispatch in read("-", kind=kind)] == [TEXT]


@pytest.mark.parametrize(("date", "day"), [("2022-01-07T23:30:00Z", 7), ("2022-01-07 09:00", 7), (None, None)])
def test_dates_and_moments(tmp_path: Path, date: str | None, day: int | None) -> None:
    read_date = next(read(write(tmp_path / "wire.jsonl", as_lines({"text": "", "date": date})))).date
    assert read_date == (datetime.date(2022, 1, day) if day else None)


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    dispatches = read(write(tmp_path / "wire.jsonl", as_lines({"text": "Jakarta"}) + "broken\n"))
    assert next(dispatches).text == "Jakarta"
    with pytest.raises(KawatError):
        next(dispatches)


@settings(max_examples=200, deadline=None)
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4)
)
def test_every_text_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("wire")
    rows = [{"id": str(i), "text": text} for i, text in enumerate(texts)]
    written = {"w.jsonl": as_lines(*rows), "w.csv": as_csv(*rows), "w.csv.gz": as_csv(*rows)}
    for name, data in written.items():
        assert [dispatch.text for dispatch in read(write(folder / name, data))] == texts
    assert next(read(write(folder / "w.txt", "\n" + texts[0]))).text == "\n" + texts[0]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"Kremlin \xff\xfe", "not UTF-8 at byte 8 (0xff); convert it, as in iconv"),
        ("a.txt", b"\xef\xbb\xbfKremlin \xff", "not UTF-8 at byte 11 (0xff); convert it"),
        ("a.jsonl", b'{"text": "a"}\n{"text": "\xe9"}\n', "not UTF-8 at byte 24 (0xe9); convert it"),
        ("a.txt", b"PK\x03\x04\0\0", "a binary file (NUL at byte 4); give UTF-8 text"),
        ("a.jsonl", '{"text": "a"}\n{"text": \n', "line 2: not JSON (Expecting value"),
        ("a.jsonl", '"Kremlin"\n', "line 1: '\"Kremlin\"' is no JSON object"),
        ("a.jsonl", '{"isi": "a"}\n', "line 1: no column 'text', only 'isi'; say which one holds the text"),
        ("a.jsonl", '{"text": 7}\n', "line 1: 'text' is 7; give a string"),
        ("a.jsonl", '{"text": null}\n', "line 1: 'text' is None; give text"),
        ("a.jsonl", '{"text": "\\ud83d"}\n', "line 1: 'text' is '\\ud83d'; give text that UTF-8 can hold"),
        ("a.jsonl", '{"text": "a", "title": []}\n', "line 1: 'title' is []; give a string"),
        ("a.jsonl", '{"text": "a", "date": "Kamis"}\n', "line 1: date 'Kamis'; write it as 2022-01-07"),
        ("a.jsonl", '{"text": "a", "date": 20220107}\n', "line 1: date 20220107; write it as 2022-01-07"),
        ("a.csv", "isi\nKremlin\n", "line 2: no column 'text', only 'isi'"),
        ("a.csv", "id,text\n1,Putin, Tokayev\n", "line 2: 3 fields, the header has 2; quote commas and line ends"),
        ("a.csv", 'text\n"Putin" kata\n', "line 2: not CSV"),
        ("a.parquet", b"PAR1 bukan", "not a whole Parquet file"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str, data: bytes | str, message: str) -> None:
    path = write(tmp_path / name, data)
    with pytest.raises(KawatError) as error:
        list(read(path))
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("data", [b"bukan gzip", gzip.compress(TEXT.encode() * 99)[:-12]])
def test_a_broken_gzip_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(data)
    with pytest.raises(KawatError, match=r"not a whole gzip file \(.*\); pack it anew"):
        list(read(path))


def test_a_missing_file_and_a_directory(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"tiada\.txt: no such file; check the path"):
        read(tmp_path / "tiada.txt")
    with pytest.raises(KawatError, match=r"a directory; give the files in it, as in .*/\*\.txt"):
        read(tmp_path)


def test_a_kind_or_field_that_is_none(tmp_path: Path) -> None:
    path = write(tmp_path / "wire.txt", TEXT)
    with pytest.raises(KawatError, match="'xml' is no kind of file; give one of txt, jsonl, csv, parquet"):
        read(path, kind="xml")
    with pytest.raises(KawatError, match="'isi' is no field to name a column for; give one of id, text, date"):
        read(path, columns={"isi": "text"})


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(KawatError, match=r"needs pyarrow; pip install 'kawat\[parquet\]'"):
        list(read(write(tmp_path / "wire.parquet", b"PAR1")))

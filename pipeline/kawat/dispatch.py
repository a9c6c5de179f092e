"""A dispatch, and readers that stream dispatches from text, JSON Lines, CSV and Parquet files, plain or gzipped."""

import csv
import datetime
import gzip
import json
import sys
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from kawat.errors import KawatError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FIELDS = ("id", "text", "date", "title", "language", "source")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatch:
    """One wire item.

    id: its name in output records. text: as it came, line ends included; all offsets index it. date: the day it was
    sent. title: a headline that is not part of text. language: a code such as `id`. source: the wire or paper.
    extra: everything else that the file says of it.
    """

    id: str
    text: str
    date: datetime.date | None = None
    title: str | None = None
    language: str | None = None
    source: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_doc(self, nlp: "Language") -> "Doc":
        """The text as a document for this pipeline; its dates count from the dispatch's."""
        doc = nlp.make_doc(self.text)
        if self.date and doc.has_extension("date"):
            doc._.date = self.date
        return doc


def read(path: str | Path, *, kind: str | None = None, columns: Mapping[str, str] | None = None) -> Iterator[Dispatch]:
    """The dispatches of a file, one after the other; memory holds one (Parquet: one batch of rows).

    path: a file, or `-` for standard input. kind: `txt` (the whole file is one dispatch), `jsonl`, `csv` or `parquet`;
    without it the file's name decides, and what has no such name is text. A name on `.gz` is unpacked.
    columns: which column or key holds which field, where it is not the field's own name, as in `{"text": "body"}`; what
    is no field goes into `extra`.
    A dispatch without an ID gets the file's name, and in a file of several its number: `wire:3`.
    Raises KawatError: no such file, a directory, not UTF-8, broken JSON, CSV or Parquet, a missing column, a bad value.
    """
    path = Path(path)
    standard_input = str(path) == "-"
    if not standard_input and path.is_dir():
        raise KawatError(f"{path}: a directory; give the files in it, as in {path}/*.txt")
    if not standard_input and not path.exists():
        raise KawatError(f"{path}: no such file; check the path")
    unpacked = path.with_suffix("") if path.suffix == ".gz" else path
    if kind is None:
        kind = unpacked.suffix[1:] if unpacked.suffix[1:] in _READERS else "txt"
    if kind not in _READERS:
        raise KawatError(f"{path}: {kind!r} is no kind of file; give one of {', '.join(_READERS)}")
    names = {name: name for name in FIELDS} | dict(columns or {})
    if unknown := set(names) - set(FIELDS):
        raise KawatError(f"{path}: {min(unknown)!r} is no field to name a column for; give one of {', '.join(FIELDS)}")
    return _READERS[kind](path, "stdin" if standard_input else unpacked.stem, names)


def _read_txt(path: Path, stem: str, names: Mapping[str, str]) -> Iterator[Dispatch]:
    with _opened(path) as file:
        yield Dispatch(id=stem, text=decoded(file.read(), path, 0))


def _read_jsonl(path: Path, stem: str, names: Mapping[str, str]) -> Iterator[Dispatch]:
    with _opened(path) as file:
        for number, line in enumerate(_lines(file, path), 1):
            if line.strip():
                where = f"{path}, line {number}"
                yield made_dispatch(json_object(line, where), names, f"{stem}:{number}", where)


def json_object(line: str, where: str) -> dict[str, Any]:
    """The JSON object of a line; raises KawatError naming `where` for anything else."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise KawatError(f"{where}: not JSON ({error}); each line must hold one JSON object") from None
    if not isinstance(row, dict):
        raise KawatError(f"{where}: {line.strip()!r:.40} is no JSON object; each line must hold one")
    return row


def _read_csv(path: Path, stem: str, names: Mapping[str, str]) -> Iterator[Dispatch]:
    csv.field_size_limit(2**31 - 1)  # the default, 131,072 characters, is less than a long dispatch
    with _opened(path) as file:
        rows = csv.reader(_lines(file, path), strict=True)
        try:
            header = next(rows, [])
            for number, values in enumerate(rows, 1):
                where = f"{path}, line {rows.line_num}"
                if values and len(values) != len(header):
                    raise KawatError(
                        f"{where}: {len(values)} fields, the header has {len(header)}; quote commas and line ends"
                    )
                row = {
                    name: value for name, value in zip(header, values, strict=False) if value or name == names["text"]
                }
                if values:
                    yield made_dispatch(row, names, f"{stem}:{number}", where)
        except csv.Error as error:
            raise KawatError(
                f"{path}, line {rows.line_num}: not CSV ({error}); quote by doubled double quotes"
            ) from None


def _read_parquet(path: Path, stem: str, names: Mapping[str, str]) -> Iterator[Dispatch]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise KawatError(f"{path}: reading Parquet needs pyarrow; pip install 'kawat[parquet]'") from None
    try:
        with ParquetFile(path) as file:
            rows = (row for batch in file.iter_batches(batch_size=256) for row in batch.to_pylist())
            for number, row in enumerate(rows, 1):
                yield made_dispatch(row, names, f"{stem}:{number}", f"{path}, row {number}")
    except (ArrowException, OSError) as error:
        raise KawatError(f"{path}: not a whole Parquet file ({str(error).splitlines()[0]}); write it anew") from None


_READERS: dict[str, Callable[[Path, str, Mapping[str, str]], Iterator[Dispatch]]] = {
    "txt": _read_txt,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "parquet": _read_parquet,
}


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked; what goes wrong while they are read becomes a KawatError."""
    try:
        if str(path) == "-":
            yield sys.stdin.buffer
        else:
            with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
                yield cast(IO[bytes], file)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise KawatError(f"{path}: not a whole gzip file ({error}); pack it anew") from None
    except OSError as error:
        raise KawatError(f"{path}: cannot be read ({error.strerror}); check it and its permissions") from None


def _lines(file: IO[bytes], path: Path) -> Iterator[str]:
    """The file's lines with their ends."""
    offset = 0
    for line in file:
        yield decoded(line, path, offset)
        offset += len(line)


def decoded(data: bytes, path: Path, offset: int) -> str:
    """The text of `data`, which stands at byte `offset` of the file; a byte order mark at its start is no text."""
    if (nul := data.find(b"\0")) >= 0:
        raise KawatError(
            f"{path}: a binary file (NUL at byte {offset + nul}); give UTF-8 text, JSON Lines, CSV or Parquet"
        )
    mark = len(BOM_UTF8) if offset == 0 and data.startswith(BOM_UTF8) else 0
    try:
        return data[mark:].decode()
    except UnicodeDecodeError as error:
        at = mark + error.start
        found = f"not UTF-8 at byte {offset + at} ({data[at]:#04x})"
        raise KawatError(f"{path}: {found}; convert it, as in iconv -f WINDOWS-1252 -t UTF-8") from None


def made_dispatch(row: dict[str, Any], names: Mapping[str, str], default_id: str, where: str) -> Dispatch:
    """The dispatch of a row, whose columns `names` maps to the fields; raises KawatError naming `where`."""
    if names["text"] not in row:
        there = ", ".join(map(repr, row)) or "nothing"
        raise KawatError(f"{where}: no column {names['text']!r}, only {there}; say which one holds the text")
    identity = row.get(names["id"])
    text = _string(row, names["text"], where)
    if text is None or any("\ud800" <= char <= "\udfff" for char in text):
        raise KawatError(f"{where}: {names['text']!r} is {text!r:.40}; give text that UTF-8 can hold")
    return Dispatch(
        id=default_id if identity is None else str(identity),
        text=text,
        date=_date(row.get(names["date"]), where),
        title=_string(row, names["title"], where),
        language=_string(row, names["language"], where),
        source=_string(row, names["source"], where),
        extra={key: value for key, value in row.items() if key not in names.values()},
    )


def _string(row: Mapping[str, Any], column: str, where: str) -> str | None:
    value = row.get(column)
    if value is None or isinstance(value, str):
        return value
    raise KawatError(f"{where}: {column!r} is {value!r:.40}; give a string")


def _date(value: Any, where: str) -> datetime.date | None:
    try:
        moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        moment = value
    if isinstance(moment, datetime.datetime):
        return moment.date()
    if moment is None or isinstance(moment, datetime.date):
        return moment
    raise KawatError(f"{where}: date {value!r:.40}; write it as 2022-01-07")

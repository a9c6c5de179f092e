"""The documents of a batch's output directory, whatever the format of its parts; memory holds a few."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kawat.batch.directory import parts_in
from kawat.batch.outputs import Format
from kawat.batch.plan import Plan
from kawat.batch.wires.item import read_date
from kawat.batch.wires.ninjs import LISTS, created
from kawat.errors import KawatError
from kawat.kb.normalise import normalise

_ROWS = 64  # of a Parquet file that are held at once
_COLUMNS = ("id", "date", "counted_from", "entities")
_WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a document names. `key` tells things apart across documents: the Wikidata QID, the ID, or for what
    the knowledge base does not have label and name (`PER:budi-santoso`)."""

    key: str
    id: str
    name: str
    label: str
    wikidata: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as far as it counts. `day`: its own date, or else the one that its text fixes (`2022-01-07`), or
    None."""

    id: str
    day: str | None
    named: tuple[Named, ...]


def find_parts(out: Path) -> list[Path]:
    """The parts of an output directory, in order. Raises KawatError: no directory, no parts, parts of two formats."""
    if not out.is_dir():
        raise KawatError(f"{out}: no directory; give the output directory of a kawat batch")
    found = {suffix: parts_in(out, suffix) for suffix in _READERS}
    parts = {suffix: paths for suffix, paths in found.items() if paths}
    if not parts:
        raise KawatError(f"{out}: holds no part-….{', .'.join(_READERS)}; give the output directory of a kawat batch")
    if len(parts) > 1:
        raise KawatError(f"{out}: holds parts of several formats ({', '.join(parts)}); give a directory of one run")
    ((suffix, paths),) = parts.items()
    if suffix == Format.parquet.suffix and find_spec("pyarrow") is None:
        raise KawatError(f"{paths[0]}: reading Parquet needs pyarrow; pip install 'kawat[parquet]'")
    return paths


def planned(out: Path) -> int | None:
    """How many parts the run is to have; None for a directory without a plan. Raises KawatError for a broken plan."""
    return len(Plan.read(out / "plan.json").ends) if (out / "plan.json").exists() else None


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a part. Raises KawatError for what `kawat batch` did not write."""
    suffix = next(suffix for suffix in sorted(_READERS, key=len, reverse=True) if path.name.endswith(f".{suffix}"))
    for place, document in _READERS[suffix](path):
        try:
            yield _checked(document())
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, KawatError) as error:
            raise KawatError(f"{path}, {place}: not what kawat batch writes ({error!r:.80}); make it again") from None


Place = tuple[str, Callable[[], Document]]  # where a document stands, and what makes it


def _read_lines(path: Path) -> Iterator[Place]:
    return ((place, partial(_from_record_line, line)) for place, line in _lines(path))


def _read_ninjs(path: Path) -> Iterator[Place]:
    return ((place, partial(_from_ninjs_line, line)) for place, line in _lines(path))


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield f"line {number}", line
    except OSError as error:
        raise KawatError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None


def _read_parquet(path: Path) -> Iterator[Place]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path) as file:
            columns = [name for name in file.schema_arrow.names if name in _COLUMNS]
            batches = file.iter_batches(batch_size=_ROWS, columns=columns)
            for number, row in enumerate((row for batch in batches for row in batch.to_pylist()), 1):
                yield f"row {number}", partial(_from_record, row)
    except (ArrowException, OSError) as error:
        reason = str(error).splitlines()[0]
        raise KawatError(f"{path}: not a whole Parquet file ({reason}); make it again") from None


def _from_record_line(line: bytes) -> Document:
    return _from_record(json.loads(line))


def _from_record(record: dict[str, Any]) -> Document:
    rows = (
        _named(row["id"], row["name"], row["label"], row["wikidata"] or "", len(row["mentions"]))
        for row in record["entities"]
    )
    return Document(record["id"], record["date"] or record.get("counted_from"), tuple(rows))


def _from_ninjs_line(line: bytes) -> Document:
    """ninjs names each thing once. What the item's editors named counts too."""
    item: dict[str, Any] = json.loads(line)
    rows = (
        _named(
            entry.get("literal", ""),
            entry["name"],
            label,
            uri.removeprefix(_WIKIDATA) if (uri := entry.get("uri", "")).startswith(_WIKIDATA) else "",
            1,
        )
        for label, kind in LISTS.items()
        for entry in item.get(kind, [])
    )
    date = read_date(created(item))
    return Document(item["uri"], date.isoformat() if date else None, tuple(rows))


def _checked(document: Document) -> Document:
    """Raises TypeError or UnicodeEncodeError for what is no text, or none that a file can hold."""
    texts = [field for named in document.named for field in (named.id, named.name, named.label, named.wikidata)]
    "".join([document.id, document.day or "", *texts]).encode()
    return document


def _named(id: str, name: str, label: str, wikidata: str, mentions: int) -> Named:
    unknown = f"{label}:{'-'.join((normalise(name) or name).split())}"
    return Named(wikidata or id or unknown, id or wikidata, name, label, wikidata, mentions)


_READERS: dict[str, Callable[[Path], Iterator[Place]]] = {
    Format.jsonl.suffix: _read_lines,
    Format.parquet.suffix: _read_parquet,
    Format.ninjs.suffix: _read_ninjs,
}

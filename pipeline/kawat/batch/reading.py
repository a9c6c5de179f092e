"""The documents of a file one by one; what cannot be read is an item with a reason, and the next one follows."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kawat.batch.packed import PACKED, Allowance, opened
from kawat.batch.wires.ninjs import read_ninjs
from kawat.batch.wires.xml import read_xml
from kawat.dispatch import FIELDS, Dispatch, decoded, json_object, made_dispatch
from kawat.errors import KawatError

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData

MOST_BYTES = 1 << 23  # of one document with everything around it
MOST_CHARACTERS = 1_000_000  # of its text
_EXTRAS = {"parquet": ("pyarrow", "parquet"), "zst": ("pyarrow", "parquet"), "xml": ("defusedxml", "wires")}
_ROWS, _BATCH_BYTES = 64, 1 << 26  # of a Parquet file that are held at once, at most


@dataclass(frozen=True, slots=True)
class Item:
    """A document of a source, or the `reason` why there is none. `position` says where: `line 17`, `row 3`."""

    source: str
    position: str
    dispatch: Dispatch | None
    reason: str = ""


Names = Mapping[str, str]
Place = tuple[str, Dispatch | Exception]  # the position, and what stands there


def kind_of(path: Path) -> str:
    """The reader's name for a file: the last part of its name, before what says how it is packed."""
    return Path(path.stem if path.suffix in PACKED else path.name).suffix[1:]


def read_items(path: Path, columns: Names) -> Iterator[Item]:
    """The items of a file; memory holds one. Text is what no other reader knows. Never raises for what a file holds.

    columns: which column or key holds which field, as for `kawat.dispatch.read`.
    """
    reader = _READERS.get(kind_of(path), _read_txt)
    names = {name: name for name in FIELDS} | dict(columns)
    last = ""
    try:
        for position, found in reader(path, names):
            last = position
            yield _item(path, position, found)
    except Exception as error:  # unpackers and Parquet raise what they like; the file ends here
        yield _item(path, f"after {last}" if last else "", error)


def check_extras(paths: Iterable[Path]) -> None:
    """Raises KawatError when a file needs a library that is not installed."""
    for path in paths:
        for ending, (module, extra) in _EXTRAS.items():
            if ending in (kind_of(path), path.suffix[1:]) and find_spec(module) is None:
                raise KawatError(f"{path}: reading .{ending} needs {module}; pip install 'kawat[{extra}]'")


def reason(error: Exception, *prefixes: str) -> str:
    """What an error says, in one line of at most 300 characters, without what the item says already."""
    text = str(error) if isinstance(error, KawatError) else f"{type(error).__name__}: {error}"
    for prefix in prefixes:
        text = text.removeprefix(f"{prefix}: ")
    return " ".join(text.split())[:300]


def _item(path: Path, position: str, found: Dispatch | Exception) -> Item:
    if isinstance(found, Dispatch) and len(found.text) > MOST_CHARACTERS:
        found = KawatError(f"{len(found.text):,} characters, more than {MOST_CHARACTERS:,}; split it")
    if isinstance(found, Dispatch):
        return Item(str(path), position, found)
    return Item(str(path), position, None, reason(found, str(path), position))


def _stem(path: Path) -> str:
    return Path(path.stem).stem if path.suffix in PACKED else path.stem


def whole(path: Path) -> bytes:
    """A file's bytes, unpacked. Raises KawatError where they are more than a document may be."""
    with opened(path) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise KawatError(f"longer than {MOST_BYTES:,} bytes; split it")
    return data


def _read_txt(path: Path, names: Names) -> Iterator[Place]:
    yield "", Dispatch(id=_stem(path), text=decoded(whole(path), path, 0))


def _read_jsonl(path: Path, names: Names) -> Iterator[Place]:
    with opened(path) as file:
        for number, line in enumerate(_lines(file), 1):
            position = f"line {number}"
            try:
                text = _text(line, path, first=number == 1)
                if text.strip():
                    yield (
                        position,
                        made_dispatch(json_object(text, position), names, f"{_stem(path)}:{number}", position),
                    )
            except (KawatError, RecursionError) as error:  # json raises the latter for what is nested too deeply
                yield position, error


def _read_csv(path: Path, names: Names) -> Iterator[Place]:
    csv.field_size_limit(MOST_BYTES)
    with opened(path) as file:
        lines = _TextLines(file, path)
        rows = csv.reader(lines, strict=True)
        header = next(rows, [])
        number = 0
        while not lines.ended:
            try:
                values = next(rows, [])
                if values:
                    number += 1
                    position = f"line {lines.number}"
                    yield (
                        position,
                        made_dispatch(_row(header, values, names), names, f"{_stem(path)}:{number}", position),
                    )
            except (KawatError, csv.Error) as error:
                yield f"line {lines.number}", error


def _row(header: list[str], values: list[str], names: Names) -> dict[str, str]:
    if len(values) != len(header):
        raise KawatError(f"{len(values)} fields, the header has {len(header)}; quote commas and line ends")
    return {name: value for name, value in zip(header, values, strict=True) if value or name == names["text"]}


def _read_parquet(path: Path, names: Names) -> Iterator[Place]:
    from pyarrow.parquet import ParquetFile

    number = 0
    with ParquetFile(path) as file:
        allowance = Allowance(path.stat().st_size)  # a value that stands once in the file may be in a million rows
        for batch in file.iter_batches(batch_size=_rows_at_once(file.metadata)):
            allowance.take(batch.nbytes)
            for row in batch.to_pylist():
                number += 1
                position = f"row {number}"
                try:
                    yield position, made_dispatch(row, names, f"{_stem(path)}:{number}", position)
                except KawatError as error:
                    yield position, error


def _rows_at_once(metadata: "FileMetaData") -> int:
    """So many that a few of the largest documents fit into memory. Raises KawatError for a column that is a bomb."""
    largest = 1
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for column in map(group.column, range(group.num_columns)):
            size = column.total_uncompressed_size
            Allowance(column.total_compressed_size).take(size)
            largest = max(largest, min(size, MOST_BYTES), size // max(1, group.num_rows))
    return max(1, min(_ROWS, _BATCH_BYTES // largest))


def _read_xml(path: Path, names: Names) -> Iterator[Place]:
    return _numbered(read_xml(whole(path), _stem(path)))


def _read_json(path: Path, names: Names) -> Iterator[Place]:
    return _numbered(read_ninjs(whole(path), _stem(path)))


def _numbered(found: Iterable[Dispatch | Exception]) -> Iterator[Place]:
    return ((f"item {number}", item) for number, item in enumerate(found, 1))


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Lines with their ends; None for one that is too long, which is never held."""
    while line := file.readline(MOST_BYTES):
        if len(line) < MOST_BYTES or line.endswith(b"\n"):
            yield line
        else:
            while (rest := file.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield None


def _text(line: bytes | None, path: Path, *, first: bool) -> str:
    if line is None:
        raise KawatError(f"longer than {MOST_BYTES:,} bytes; split it")
    return decoded(line, path, 0 if first else 1)


class _TextLines:
    """Lines as text, for `csv`: unlike a generator it goes on after a line that is none."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._lines = _lines(file)
        self._path = path
        self.number = 0
        self.ended = False

    def __iter__(self) -> "_TextLines":
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self.number += 1
        return _text(line, self._path, first=self.number == 1)


_READERS: dict[str, Callable[[Path, Names], Iterator[Place]]] = {
    "txt": _read_txt,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "parquet": _read_parquet,
    "xml": _read_xml,
    "json": _read_json,
}
KINDS = tuple(_READERS)

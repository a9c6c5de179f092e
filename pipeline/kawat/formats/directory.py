"""A gold directory: `index.tsv`, and a text in the inline form, `DOC.txt`, for each of its rows."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kawat.errors import KawatError
from kawat.files import write_whole
from kawat.formats.gold import Document
from kawat.formats.inline import parse, render
from kawat.formats.problem import Problem, read_lines, read_text

INDEX = "index.tsv"
COLUMNS = ("doc", "split", "source", "topic", "dateline", "licence")
SPLITS = ("dev", "test")
SOURCES = ("real", "written", "sample")
UNSORTED = ("dev", "real", "unsorted", "none", "unknown")
"""What the columns after `doc` say of a document that nobody has sorted yet."""


def scan(directory: Path) -> tuple[list[Document], list[Problem]]:
    """Reads a gold directory, collecting everything wrong with its index and its files."""
    index = directory / INDEX
    rows, problems = _read_index(index)
    documents: list[Document] = []
    for line, row in rows:
        path = directory / f"{row['doc']}.txt"
        if not path.is_file():
            fix = f"add {path.name} or take the row out"
            problems.append(Problem(index, line, 1, f"document {row['doc']!r} has no file", fix))
            continue
        text, mentions, faults = parse(read_text(path), path)
        if not text.strip():
            faults.append(Problem(path, 1, 1, "the text is empty", f"write it or take the row out of {INDEX}"))
        elif text.startswith("\ufeff"):
            faults.append(Problem(path, 1, 1, "the text begins with a byte order mark", "save it as UTF-8 without one"))
        problems += faults
        documents.append(Document(row["doc"], text, mentions, *(row[name] for name in COLUMNS[1:])))
    listed = {row["doc"] for _, row in rows}
    for path in sorted(directory.glob("*.txt")):
        if path.stem not in listed:
            problems.append(Problem(path, 1, 1, f"the file is not in {INDEX}", "add a row for it"))
    return documents, problems


def write(directory: Path, documents: Iterable[Document]) -> None:
    """Writes documents as a gold directory, which must not be there yet. Raises KawatError for one that is, and for a
    document whose name is no file's."""
    try:
        directory.mkdir(parents=True)
    except OSError as error:
        raise KawatError(
            f"{directory}: cannot be made ({error.strerror}); give a directory that is not there"
        ) from None
    rows = ["\t".join(COLUMNS)]
    for document in documents:
        if Path(document.id).name != document.id or not document.id.strip() or document.id != document.id.strip():
            raise KawatError(f"document {document.id!r} cannot be a file's name; name it otherwise")
        write_whole(directory / f"{document.id}.txt", render(document).encode())
        given = (document.split, document.source, document.topic, document.dateline, document.licence)
        rows.append(
            "\t".join([document.id, *(cell or unsorted for cell, unsorted in zip(given, UNSORTED, strict=True))])
        )
    write_whole(directory / INDEX, "".join(f"{row}\n" for row in rows).encode())


def _read_index(path: Path) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """The index's rows with their line numbers, and what is wrong with them."""
    header, *lines = read_lines(path)
    if tuple(header.split("\t")) != COLUMNS:
        fix = f"begin with {' '.join(COLUMNS)}, parted by tabs"
        return [], [Problem(path, 1, 1, f"the header is {header!r}", fix)]
    rows: list[tuple[int, dict[str, str]]] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            message = f"the row has {len(cells)} columns, not {len(COLUMNS)}"
            problems.append(Problem(path, number, 1, message, f"give {' '.join(COLUMNS)}, parted by tabs"))
            continue
        row = dict(zip(COLUMNS, cells, strict=True))
        problems += _row_faults(path, number, row)
        if row["doc"] in seen:
            message = f"document {row['doc']!r} stands on line {seen[row['doc']]} already"
            problems.append(Problem(path, number, 1, message, "take one of the rows out"))
            continue
        seen[row["doc"]] = number
        rows.append((number, row))
    return rows, problems


def _row_faults(path: Path, number: int, row: dict[str, str]) -> Iterator[Problem]:
    allowed = {"split": SPLITS, "source": SOURCES}
    column = 1
    for name, cell in row.items():
        if name in allowed and cell not in allowed[name]:
            yield Problem(path, number, column, f"{name} {cell!r} is unknown", f"write {' or '.join(allowed[name])}")
        elif not cell.strip() or cell != cell.strip():
            yield Problem(path, number, column, f"{name} is {cell!r}", "give a value without spaces around it")
        elif name == "doc" and Path(cell).name != cell:
            yield Problem(path, number, column, f"document {cell!r} is a path", "give the file's name without .txt")
        column += len(cell) + 1

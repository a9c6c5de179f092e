"""Reads gold: a directory of marked texts with its index, a CoNLL file, or a file of tagged sentences."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kawat.errors import KawatError
from kawat_eval import inline
from kawat_eval.conll import Tagged, read_conll
from kawat_eval.document import Document
from kawat_eval.problem import Problem, read_lines, read_text, require_none

INDEX = "index.tsv"
COLUMNS = ("doc", "split", "source", "topic", "dateline", "licence")
SPLITS = ("dev", "test")
SOURCES = ("real", "written", "sample")


def read_gold(path: Path) -> list[Document]:
    """Reads gold whole; raises KawatError naming file, line, column and fix of the first thing wrong.

    A directory holds `index.tsv` and one marked text `DOC.txt` for each of its rows; `*.conll` is token and tag;
    `*.jsonl` has `{"id", "tokens", "tags"}` on each line.
    """
    if path.is_dir():
        documents, problems = scan(path)
        require_none(problems)
    elif path.suffix == ".jsonl":
        documents = [tagged.document() for tagged in read_tagged_lines(path)]
    else:
        documents = [tagged.document() for tagged in read_conll(path)]
    if not documents:
        raise KawatError(f"{path}: holds no document; give a gold directory, a .conll or a .jsonl file")
    repeated = [name for name, count in Counter(document.id for document in documents).items() if count > 1]
    if repeated:
        raise KawatError(f"{path}: document {repeated[0]!r} is there twice; give each document once")
    return documents


def select(documents: list[Document], split: str) -> list[Document]:
    """The documents of a split ("all" for every one); gold that knows no splits is taken whole."""
    if split == "all" or not any(document.split for document in documents):
        return documents
    chosen = [document for document in documents if document.split == split]
    if not chosen:
        raise KawatError(f"split {split!r} has no document; choose one of {', '.join(SPLITS)}, all")
    return chosen


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
        text, mentions, faults = inline.parse(read_text(path), path)
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


def read_tagged_lines(path: Path) -> Iterator[Tagged]:
    """Reads `{"id", "tokens", "tags"}` lines, white space around tokens taken off; raises KawatError with the line."""
    for line, row in enumerate(read_lines(path), start=1):
        fix = 'write {"id": ..., "tokens": [...], "tags": [...]} with a BIO tag for each token'
        try:
            record = json.loads(row)
            tokens, tags = [token.strip() for token in record["tokens"]], record["tags"]
            name = str(record["id"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            column = error.colno if isinstance(error, json.JSONDecodeError) else 1
            message = f"the line is no tagged sentence ({error})"
            raise KawatError(str(Problem(path, line, column, message, fix))) from None
        if len(tokens) != len(tags):
            message = f"{len(tokens)} tokens have {len(tags)} tags"
            raise KawatError(str(Problem(path, line, 1, message, fix)))
        yield Tagged(name, path, tokens, tags, [line] * len(tokens))


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

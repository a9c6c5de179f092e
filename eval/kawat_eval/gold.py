"""Reads gold: a directory of marked texts with its index, a CoNLL file, or a file of tagged sentences."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kawat.errors import KawatError
from kawat.formats.directory import INDEX, SPLITS, scan
from kawat.formats.problem import Problem, read_lines, require_none
from kawat.formats.tagged import Tagged, read_conll
from kawat_eval.document import Document

__all__ = ["INDEX", "SPLITS", "read_gold", "read_tagged_lines", "scan", "select"]


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

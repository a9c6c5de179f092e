"""Validates a gold directory: markup, labels, index, repeated texts, readings, and IDs against a knowledge base."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kawat.formats.inline import render
from kawat.formats.problem import Problem
from kawat.kb.store import KnowledgeBase
from kawat_eval.document import Document, Mention
from kawat_eval.gold import INDEX, scan
from kawat_eval.reading import scan_readings


@dataclass(frozen=True, slots=True)
class Checked:
    """A directory's documents, the `problems` that must be mended, and `notes` on what may be right but looks odd."""

    documents: list[Document]
    problems: list[Problem]
    notes: list[Problem]


def check(directory: Path, kb: KnowledgeBase | None) -> Checked:
    """Checks every file of a gold directory; without `kb` the IDs are not looked up."""
    documents, problems = scan(directory)
    faulty = {problem.path for problem in problems}
    problems += _repeated_texts(directory, documents)
    _, misread = scan_readings(directory, documents)
    problems += [problem for problem in misread if directory / f"{problem.path.stem}.txt" not in faulty]
    notes: list[Problem] = []
    for document in documents:
        path = directory / f"{document.id}.txt"
        if path not in faulty:  # places are counted in well-formed markup only
            notes += _unmarked_names(path, document)
            if kb is not None:
                problems += _id_faults(path, document, kb)
                notes += _label_differences(path, document, kb)
    return Checked(documents, problems, notes)


def _repeated_texts(directory: Path, documents: Iterable[Document]) -> Iterator[Problem]:
    """The same text twice would count twice, and leak from dev to test."""
    seen: dict[str, str] = {}
    for document in documents:
        first = seen.setdefault(" ".join(document.text.split()), document.id)
        if first != document.id:
            message, fix = f"the text is that of {first!r} again", f"take one of them out, and its row of {INDEX}"
            yield Problem(directory / f"{document.id}.txt", 1, 1, message, fix)


def _id_faults(path: Path, document: Document, kb: KnowledgeBase) -> Iterator[Problem]:
    for mention in document.mentions:
        for name in mention.ids or ():
            entity = kb.get(name)
            what = f"ID {name!r} of {_surface(document, mention)!r}"
            if entity is None:
                fix = "correct the ID, add the entity to the facts, or write NIL"
                yield _at(path, document, mention.start, f"{what} is not in the knowledge base", fix)
            elif entity.id != name:
                yield _at(path, document, mention.start, f"{what} is no longer used", f"write {entity.id}")


def _label_differences(path: Path, document: Document, kb: KnowledgeBase) -> Iterator[Problem]:
    for mention in document.mentions:
        labels = {entity.label for entity in map(kb.get, mention.ids or ()) if entity is not None}
        if labels and mention.label not in labels:
            what = f"{_surface(document, mention)!r} is {mention.label}, its entity {' or '.join(sorted(labels))}"
            yield _at(path, document, mention.start, what, "see whether label or ID is wrong")


def _unmarked_names(path: Path, document: Document) -> Iterator[Problem]:
    """A name that is marked in one place of a document and stands bare in another may have been overlooked."""
    names = {_surface(document, mention) for mention in document.mentions}
    for name in sorted(names):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", document.text):
            if not any(m.start < found.end() and found.start() < m.end for m in document.mentions):
                what = f"{name!r} is marked elsewhere"
                yield _at(path, document, found.start(), what, "see whether it is a name here")


def _surface(document: Document, mention: Mention) -> str:
    return document.text[mention.start : mention.end]


def _at(path: Path, document: Document, offset: int, message: str, fix: str) -> Problem:
    """The problem at code point `offset` of the bare text, placed in the marked file."""
    before = tuple(mention for mention in document.mentions if mention.end <= offset)
    inside = any(mention.start <= offset < mention.end for mention in document.mentions)
    marked_before = render(replace(document, text=document.text[:offset], mentions=before)) + "[[" * inside
    return Problem.at(path, marked_before, len(marked_before), message, fix)

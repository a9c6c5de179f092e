"""The inline form of gold, `[[surface|LABEL|ID]]`: text that people read and diff.

Square brackets around a credit stay outside the mention: `[[[Xinhua|ORG|xinhua]]]` is `[Xinhua]` with the name marked.
"""

import re
from pathlib import Path

from kawat.formats.gold import NIL, Document, Mention, parse_ids
from kawat.formats.problem import Problem
from kawat.kb.entity import LABELS

_BRACKETS = re.compile(r"\[\[(?!\[)|\]\]")
_BODY = re.compile(r"([^\[\]\n]*)\]\]")
_FORM = "[[surface|LABEL|ID]]"


def parse(marked: str, path: Path) -> tuple[str, tuple[Mention, ...], list[Problem]]:
    """Reads marked text: the text without markup, its mentions in order, and all that is wrong with the markup.

    Every character outside the markup is kept, so `render` gives `marked` back when nothing is wrong.
    """
    pieces: list[str] = []
    mentions: list[Mention] = []
    problems: list[Problem] = []
    length = position = 0
    while bracket := _BRACKETS.search(marked, position):
        before = marked[position : bracket.start()]
        body = _BODY.match(marked, bracket.end()) if bracket.group() == "[[" else None
        if body is None:
            problems.append(_stray(marked, bracket, path))
            surface, position = bracket.group(), bracket.end()
        else:
            surface, *fields = body[1].split("|")
            position = body.end()
            found = _faults(body[1])
            problems += [Problem.at(path, marked, bracket.end() + offset, *fault) for offset, *fault in found]
            if not found:
                label, ids = fields
                start = length + len(before)
                mentions.append(Mention(start, start + len(surface), label, parse_ids(ids)))
        pieces += before, surface
        length += len(before) + len(surface)
    pieces.append(marked[position:])
    return "".join(pieces), tuple(mentions), problems


def render(document: Document) -> str:
    """The document's text with its mentions marked: what `parse` reads."""
    pieces: list[str] = []
    position = 0
    for mention in document.mentions:
        surface = document.text[mention.start : mention.end]
        pieces += document.text[position : mention.start], f"[[{surface}|{mention.label}|{mention.link or NIL}]]"
        position = mention.end
    return "".join(pieces) + document.text[position:]


def _stray(marked: str, bracket: re.Match[str], path: Path) -> Problem:
    if bracket.group() == "]]":
        return Problem.at(path, marked, bracket.start(), "']]' closes nothing", f"open the mention with '[[': {_FORM}")
    return Problem.at(path, marked, bracket.start(), "'[[' is not closed on its line", f"write {_FORM} on one line")


def _faults(body: str) -> list[tuple[int, str, str]]:
    """What is wrong inside `[[body]]`: (offset in body, message, fix)."""
    surface, *fields = body.split("|")
    if len(fields) != 2:
        fix = f"write {_FORM}, with ID NIL where the knowledge base has none"
        return [(0, f"'[[{body}]]' has {len(fields) + 1} fields, not 3", fix)]
    label, ids = fields
    faults = []
    if not surface.strip():
        faults.append((0, "the mention is empty", "put the name's characters before the first '|'"))
    elif surface != surface.strip():
        faults.append((0, f"the mention {surface!r} begins or ends with a space", f"mark {surface.strip()!r} alone"))
    if label not in LABELS:
        guess = label.strip().upper()[:3]
        fix = f"write {guess}" if guess in LABELS else f"write one of {', '.join(LABELS)}"
        faults.append((len(surface) + 1, f"label {label!r} is unknown", fix))
    parts = ids.split("/")
    if not all(parts) or any(part != part.strip() or " " in part for part in parts):
        fix = "write a/b with the preferred ID first, no spaces, or NIL"
        faults.append((len(body) - len(ids), f"ID field {ids!r} has an empty ID or a space", fix))
    elif len(set(parts)) < len(parts) or (NIL in parts and len(parts) > 1):
        fix = "name each right ID once, or NIL alone"
        faults.append((len(body) - len(ids), f"ID field {ids!r} repeats an ID or mixes NIL with one", fix))
    return faults

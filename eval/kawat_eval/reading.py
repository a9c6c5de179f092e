"""The gold of reading: what a dispatch says of when, who said it, and who holds which office.

`reading/DOC.jsonl` beside the marked texts has a date, a quotation or a role on each line; `eval/gold/READING.md` says
what they hold.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kawat.formats.problem import Problem, read_lines, require_none
from kawat_eval.document import Document

DIRECTORY = "reading"
STATUSES = ("", "mantan", "calon", "terpilih", "penjabat", "pelaksana tugas")
Span = tuple[int, int]
"""Code points of the bare text, the end exclusive."""

_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_ISO = re.compile(rf"({_DAY})(?:/({_DAY}))?")
_FIX = "write a date, quote or role as READING.md says"


@dataclass(frozen=True, slots=True)
class Date:
    """A date expression; `values` are the right ones in ISO 8601, none where the text does not tell."""

    span: Span
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What was said; `speakers` are the names or phrases of those who said it together, any of them right."""

    content: Span
    cue: Span | None
    speakers: tuple[Span, ...]
    direct: bool


@dataclass(frozen=True, slots=True)
class Role:
    """An office of a person, in its right wordings; `of` is what it belongs to, said elsewhere where `implied`."""

    person: Span
    offices: tuple[str, ...]
    of: Span | None
    implied: bool
    status: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says, each in order of the text."""

    dates: tuple[Date, ...]
    quotes: tuple[Quote, ...]
    roles: tuple[Role, ...]


def read_readings(directory: Path, documents: Iterable[Document]) -> dict[str, Reading]:
    """The readings of those of `documents` (of the gold directory) that have one; raises KawatError at a fault."""
    readings, problems = scan_readings(directory, documents)
    require_none(problems)
    return readings


def scan_readings(directory: Path, documents: Iterable[Document]) -> tuple[dict[str, Reading], list[Problem]]:
    """As `read_readings`, collecting everything wrong with the files."""
    texts = {document.id: document for document in documents}
    readings: dict[str, Reading] = {}
    problems: list[Problem] = []
    for path in sorted((directory / DIRECTORY).glob("*.jsonl")):
        if path.stem not in texts:
            fix = "rename it after one or take it out"
            problems.append(Problem(path, 1, 1, f"the gold has no document {path.stem!r}", fix))
            continue
        rows, faults = _rows(path, texts[path.stem])
        readings[path.stem] = _reading(row for _, row in rows)
        problems += faults or _disorder(path, rows)
    return readings, problems


Row = Date | Quote | Role


def _rows(path: Path, document: Document) -> tuple[list[tuple[int, Row]], list[Problem]]:
    rows: list[tuple[int, Row]] = []
    problems = []
    for number, line in enumerate(read_lines(path), start=1):
        if not line:  # an empty file is a document that says nothing
            continue
        try:
            row = _row(json.loads(line), document.text)
            _require_names(row, document)
            rows.append((number, row))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            problems.append(Problem(path, number, 1, what, _FIX))
    return rows, problems


def _reading(rows: Iterable[Row]) -> Reading:
    found = list(rows)
    return Reading(
        tuple(row for row in found if isinstance(row, Date)),
        tuple(row for row in found if isinstance(row, Quote)),
        tuple(row for row in found if isinstance(row, Role)),
    )


def _row(fields: dict[str, Any], text: str) -> Row:
    """The row that a line's JSON says; raises ValueError, KeyError or TypeError where it says none."""
    kind = next(iter(fields), "")
    match kind:
        case "date":
            row: Row = Date(_span(fields.pop("date"), text), _values(fields.pop("value")))
        case "quote":
            cue = fields.pop("cue")
            row = Quote(
                _span(fields.pop("quote"), text),
                _span(cue, text) if cue is not None else None,
                tuple(_span(each, text) for each in fields.pop("speakers")),
                _bool(fields.pop("direct")),
            )
        case "role":
            of = fields.pop("of")
            row = Role(
                _span(fields.pop("role"), text),
                _several(fields.pop("office")),
                _span(of, text) if of is not None else None,
                _bool(fields.pop("implied")),
                str(fields.pop("status")),
            )
        case _:
            raise ValueError(f"the line begins with {kind!r}, not date, quote or role")
    if fields:
        raise ValueError(f"{next(iter(fields))!r} is no field of a {kind}")
    return row


def _span(value: Any, text: str) -> Span:
    start, end, words = value
    if not 0 <= start < end <= len(text) or text[start:end] != words:
        raise ValueError(f"{start}-{end} is {text[start:end]!r}, not {words!r}")
    return start, end


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def _several(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _values(value: str | list[str] | None) -> tuple[str, ...]:
    values = _several(value)
    for each in values:
        match = _ISO.fullmatch(each)
        if not match or (match[2] and (len(match[2]) != len(match[1]) or match[2] <= match[1])):
            raise ValueError(f"{each!r} is no date or interval of ISO 8601")
    return values


def _require_names(row: Row, document: Document) -> None:
    """Persons and what their office is of are names as marked; raises ValueError where one is not."""
    match row:
        case Quote(speakers=()):
            raise ValueError("the quote has no speaker")
        case Role(person, offices, of, implied, status):
            labels = {mention.span: mention.label for mention in document.mentions}
            if labels.get(person) != "PER":
                raise ValueError(f"{document.text[slice(*person)]!r} is not marked as PER")
            if of is not None and labels.get(of, "PER") == "PER":
                raise ValueError(f"{document.text[slice(*of)]!r} is not marked as ORG or LOC")
            for office in offices or ("",):
                if not office or office != " ".join(office.lower().split()):
                    raise ValueError(f"office {office!r} is no lower-case phrase")
            if status not in STATUSES:
                raise ValueError(f"status {status!r} is none of {', '.join(filter(None, STATUSES))}")
            if implied and of is None:
                raise ValueError("nothing is implied where `of` is null")


def _disorder(path: Path, rows: list[tuple[int, Row]]) -> Iterator[Problem]:
    """Dates, quotes and roles stand in order of the text each; dates do not overlap, nothing stands twice."""
    for kind in (Date, Quote, Role):
        for (_, first), (line, second) in pairwise(row for row in rows if isinstance(row[1], kind)):
            if isinstance(first, Date) and isinstance(second, Date) and second.span[0] < first.span[1]:
                yield Problem(path, line, 1, "the date does not come after the one before it", "put it in order")
            elif first == second or _place(second) < _place(first):
                yield Problem(path, line, 1, "the line repeats or precedes the one before it", "put it in order")


def _place(row: Row) -> Span:
    match row:
        case Date(place) | Quote(place) | Role(place):
            return place

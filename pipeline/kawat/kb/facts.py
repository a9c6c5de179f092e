"""The text facts: one entity a line, tab separated, made to be read, reviewed and edited by people."""

import itertools
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kawat.errors import KawatError
from kawat.kb.entity import LABELS, Entity, Office

COLUMNS = (
    *("id", "label", "name_id", "name_en", "aliases", "acronyms"),
    *("wikidata", "wikidata_source", "country", "offices", "prior"),
)
REDIRECTS = "redirects.tsv"
REDIRECT_COLUMNS = ("old", "new", "why")
QID = re.compile(r"Q[1-9]\d*")

_ID = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{3}")
_SOURCE = re.compile(r"[A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """An entity, every other form of its name, and where its QID was found (the source's name, or "")."""

    entity: Entity
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    wikidata_source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All surface forms, the Indonesian name first, each once."""
        entity = self.entity
        return tuple(dict.fromkeys(n for n in (entity.name_id, entity.name_en, *self.aliases, *self.acronyms) if n))


@dataclass(frozen=True, slots=True)
class Redirect:
    """A retired ID, the one that took its place ("" if none did), and why."""

    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one line of a file; a warning does not stop a build. `line` counts from 1, 0 is the file."""

    path: str
    line: int
    column: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part)
        kind = "warning: " if self.warning else ""
        column = f"column {self.column}: " if self.column else ""
        return f"{place}: {kind}{column}{self.message}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was read, and where it stands."""

    path: str
    number: int
    fact: Fact


def scan(path: str | os.PathLike[str]) -> tuple[list[Line], list[Problem]]:
    """Reads a file of facts; gives the good rows and everything that is wrong with the others."""
    rows, problems = _rows(path, COLUMNS)
    lines: list[Line] = []
    for number, row in rows:
        found = [Problem(str(path), number, column, message) for column, message in faults(row)]
        problems += found
        if not found:
            lines.append(Line(str(path), number, _fact(row, Path(path).stem)))
    for before, line in itertools.pairwise(lines):
        first, second = before.fact.entity.id, line.fact.entity.id
        if first >= second:
            wrong = "stands twice" if first == second else f"stands after {first!r}: sort the lines by ID (code points)"
            problems.append(Problem(line.path, line.number, "id", f"{second!r} {wrong}"))
    return lines, sorted(problems, key=lambda problem: problem.line)


def read(path: str | os.PathLike[str]) -> list[Fact]:
    """Reads a file of facts; raises KawatError naming file, line and column of the first fault."""
    lines, problems = scan(path)
    if problems:
        raise KawatError(str(problems[0]))
    return [line.fact for line in lines]


def read_redirects(path: str | os.PathLike[str]) -> list[tuple[int, Redirect]]:
    """Reads the retired IDs with their line numbers; raises KawatError on a malformed line."""
    rows, problems = _rows(path, REDIRECT_COLUMNS)
    for number, row in rows:
        for column in ("old", "new"):
            if (row[column] or column == "old") and not _ID.fullmatch(row[column]):
                problems.append(Problem(str(path), number, column, _BAD_ID.format(row[column])))
    if problems:
        raise KawatError(str(problems[0]))
    return [(number, Redirect(**row)) for number, row in rows]


def write(path: str | os.PathLike[str], facts: Iterable[Fact]) -> None:
    """Writes facts sorted by ID; a reader sees the old file or the new one, never half of one."""
    rows = [columns(fact) for fact in sorted(facts, key=lambda fact: fact.entity.id)]
    _write_rows(path, COLUMNS, (tuple(row[column] for column in COLUMNS) for row in rows))


def write_redirects(path: str | os.PathLike[str], redirects: Iterable[Redirect]) -> None:
    """Writes the retired IDs, sorted."""
    _write_rows(path, REDIRECT_COLUMNS, sorted((r.old, r.new, r.why) for r in redirects))


def _write_rows(path: str | os.PathLike[str], columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    temporary = Path(f"{os.fspath(path)}.new")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for row in (columns, *rows):
            file.write("\t".join(row) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _rows(
    path: str | os.PathLike[str], columns: tuple[str, ...]
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """The rows under the right header, each a dict with its line number, and the lines that are none."""
    try:
        text = Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise KawatError(f"{path}: cannot be read ({error.strerror}); expected a tab-separated file of facts") from None
    except UnicodeDecodeError as error:
        raise KawatError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    lines = text.removesuffix("\n").split("\n")
    header = lines[0].split("\t")
    if header != list(columns):
        raise KawatError(
            f"{path}:1: header is {' '.join(header)[:120]!r}; expected {' '.join(columns)!r}, tab separated"
        )
    rows, problems = [], []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) == len(columns):
            rows.append((number, dict(zip(columns, cells, strict=True))))
        else:
            problems.append(
                Problem(str(path), number, "", f"has {len(cells)} columns, expected {len(columns)}, tab separated")
            )
    return rows, problems


_BAD_ID = "{!r} is no ID: expected letters, digits and single hyphens or dots, such as vladimir-putin, CSTO or ID-32.73"


def faults(row: dict[str, str]) -> list[tuple[str, str]]:
    """(column, message) for everything that is wrong with a row by itself."""
    found = [(column, message) for column, check in _CHECKS.items() if (message := check(row[column]))]
    for column, cell in row.items():
        if any(part != part.strip() or "\ufffd" in part or not part.isprintable() for part in cell.split("|")):
            found.append((column, f"{cell!r} has outer spaces, control or lost characters (U+FFFD); clean it"))
    if bool(row["wikidata"]) != bool(row["wikidata_source"]):
        found.append(("wikidata_source", "a QID and the name of its source go together: give both or neither"))
    return found


def _label_fault(cell: str) -> str:
    return "" if cell in LABELS else f"{cell!r} is no label: expected PER, ORG or LOC"


def _name_fault(cell: str) -> str:
    if not cell:
        return "is empty: give the name that Indonesian copy uses most"
    return f"{cell!r} holds a '|': one name here, the others under aliases" if "|" in cell else ""


def _name_en_fault(cell: str) -> str:
    return f"{cell!r} holds a '|': one name here, the others under aliases" if "|" in cell else ""


def _list_fault(cell: str) -> str:
    values = cell.split("|")
    if not cell:
        return ""
    if "" in values:
        return f"{cell!r} has an empty value between two '|'"
    twice = [value for value in values if values.count(value) > 1]
    return f"{twice[0]!r} stands twice" if twice else ""


def _offices_fault(cell: str) -> str:
    try:
        for office in filter(None, cell.split("|")):
            Office.parse(office)
    except ValueError as error:
        return str(error)
    return _list_fault(cell)


def _prior_fault(cell: str) -> str:
    good = re.fullmatch(r"0(\.\d+)?|1(\.0+)?", cell)
    return "" if good else f"{cell!r} is no prior: expected a number from 0 to 1, such as 0.5"


def _form(pattern: re.Pattern[str], message: str) -> Callable[[str], str]:
    """A check that a cell has a form, or is empty."""
    return lambda cell: "" if not cell or pattern.fullmatch(cell) else message.format(cell)


_CHECKS: dict[str, Callable[[str], str]] = {
    "id": lambda cell: "" if _ID.fullmatch(cell) else _BAD_ID.format(cell),
    "label": _label_fault,
    "name_id": _name_fault,
    "name_en": _name_en_fault,
    "aliases": _list_fault,
    "acronyms": _list_fault,
    "wikidata": _form(QID, "{!r} is no QID: expected Q and a number, such as Q41550"),
    "wikidata_source": _form(
        _SOURCE, "{!r} is no source: expected a file's name without ending, such as natural_earth_entities"
    ),
    "country": _form(_COUNTRY, "{!r} is no country: expected ISO 3166-1 alpha-3, such as KAZ"),
    "offices": _offices_fault,
    "prior": _prior_fault,
}


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _fact(row: dict[str, str], source: str) -> Fact:
    entity = Entity(
        id=row["id"],
        label=row["label"],
        name_id=row["name_id"],
        name_en=row["name_en"],
        wikidata=row["wikidata"] or None,
        country=row["country"] or None,
        prior=float(row["prior"]),
        offices=tuple(Office.parse(office) for office in _values(row["offices"])),
        source=source,
    )
    return Fact(entity, _values(row["aliases"]), _values(row["acronyms"]), row["wikidata_source"])


def columns(fact: Fact) -> dict[str, str]:
    """A fact as a row of its file: column -> cell."""
    entity = fact.entity
    return {
        "id": entity.id,
        "label": entity.label,
        "name_id": entity.name_id,
        "name_en": entity.name_en,
        "aliases": "|".join(fact.aliases),
        "acronyms": "|".join(fact.acronyms),
        "wikidata": entity.wikidata or "",
        "wikidata_source": fact.wikidata_source,
        "country": entity.country or "",
        "offices": "|".join(map(str, entity.offices)),
        "prior": f"{entity.prior:g}",
    }

"""All of Wikidata: persons, organizations and places out of the public JSON dump, in memory that does not grow.

Two steps. `extract` reads the dump once and files what may matter in a SQLite file beside it, with the line it has come
to, so that it can be stopped. `facts` joins that file: kinds climb P279, offices and countries get their names.
"""

import json
import math
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from kawat.errors import KawatError
from kawat.kb.entity import Entity, Office, Relation
from kawat.kb.facts import Fact
from kawat.kb.normalise import normalise
from kawat.kb.sources.dump import read_items
from kawat.kb.sources.world.kinds import label_of
from kawat.kb.sources.world.titles import indonesian

# Of these languages the first that has a label gives the name; the forms of all are kept. `mul` is Wikidata's default.
_LANGUAGES = ("id", "ms", "en", "mul")
_NATIVE_NAMES = ("P1559", "P1705", "P1448")
_NO_ENCYCLOPEDIAS = {"commonswiki", "specieswiki", "metawiki", "mediawikiwiki", "wikidatawiki"}
# Items with thousands of aliases exist; they are spam or lists.
_MOST_FORMS = 64
# Of a player's teams the first ones, preferred statements before others.
_MOST_RELATIONS = 16
_BATCH = 10_000
_CLIMB = 6

# What an item may belong to: member of; member of sports team; party; employer; part of, parent organization.
_RELATIONS = {
    "member": ("P463",),
    "team": ("P54",),
    "party": ("P102",),
    "employer": ("P108",),
    "part": ("P361", "P749"),
}

# Counts up when the tables of the stage file change: one made before is read anew.
_FORMAT = 1

_TABLES = """
CREATE TABLE IF NOT EXISTS progress (dump TEXT PRIMARY KEY, size INTEGER, line INTEGER, report TEXT);
CREATE TABLE IF NOT EXISTS item (n INTEGER PRIMARY KEY, name_id TEXT, name_en TEXT, forms TEXT, acronyms TEXT,
    kinds TEXT, country INTEGER, offices TEXT, links INTEGER, relations TEXT);
CREATE TABLE IF NOT EXISTS class (n INTEGER PRIMARY KEY, label TEXT, name_id TEXT, parents TEXT, country INTEGER);
CREATE TABLE IF NOT EXISTS code (n INTEGER PRIMARY KEY, iso3 TEXT);
"""
_STAGED = ("progress", "item", "class", "code")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the extraction is: lines read, items kept, lines a second."""

    lines: int
    kept: int
    rate: float


class WikidataDump:
    """Humans, organizations and places with an Indonesian label or at least `least_links` Wikipedia articles.

    `stage` is the file of the first step (beside the dump unless given); a later run with the same dump goes on from
    there, unless an older Kawat made it. `report` counts what was taken and what was skipped, and why.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        stage: str | os.PathLike[str] | None = None,
        *,
        least_links: int = 5,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.name = "wikidata"
        self.report: Counter[str] = Counter()
        self._path = Path(path)
        self._stage = Path(stage or f"{path}.stage.sqlite")
        self._least_links = least_links
        self._progress = progress

    def redirects(self) -> Iterator[tuple[str, int, str, str]]:
        """None: the dump holds no redirects."""
        yield from ()

    def facts(self) -> Iterator[Fact]:
        """Facts in the order of their QIDs; extracts first what has not been extracted."""
        self.extract()
        with closing(self._connect()) as stage:
            codes = dict(stage.execute("SELECT n, iso3 FROM code"))
            kind = lru_cache(_BATCH)(partial(_kind, stage))
            for row in stage.execute("SELECT * FROM item ORDER BY n"):
                n, name_id, name_en, forms, acronyms, kinds, country, offices, links, relations = row
                label = kind(tuple(json.loads(kinds)))
                if label not in ("PER", "ORG", "LOC"):
                    self.report["skipped: no person, organization or place"] += 1
                    continue
                self.report["taken"] += 1
                held = (_office(stage, codes, *office) for office in json.loads(offices))
                ties = [Relation(kind, f"Q{of}", *years) for kind, of, *years in json.loads(relations)]
                entity = Entity(
                    id=f"Q{n}",
                    label=label,
                    name_id=name_id,
                    name_en=name_en,
                    wikidata=f"Q{n}",
                    country=codes.get(country),
                    prior=round(min(0.7, 0.01 + 0.6 * math.log1p(links) / math.log(400)), 3),
                    offices=tuple(dict.fromkeys(office for office in held if office)),
                    source="wikidata",
                    relations=tuple(dict.fromkeys(ties)),
                )
                yield Fact(entity, tuple(json.loads(forms)), tuple(json.loads(acronyms)), "wikidata")

    def extract(self) -> None:
        """Reads the dump from where the last run stopped; raises KawatError for one that is missing or cut short."""
        with closing(self._connect()) as stage:
            size = self._size()
            done, report = self._resume(stage, size)
            self.report = report
            if done < 0:  # to the end
                return
            start, first = time.monotonic(), done
            for line, text in read_items(self._path, skip=done):
                self._take(stage, text)
                if line % _BATCH == 0:
                    self._save(stage, size, line)
                    if self._progress:
                        rate = (line - first) / (time.monotonic() - start + 1e-9)
                        self._progress(Progress(line, self.report["kept"], rate))
            self._save(stage, size, -1)

    def _take(self, stage: sqlite3.Connection, text: bytes) -> None:
        try:
            item = json.loads(text)
            n = int(item["id"].removeprefix("Q")) if item.get("type") == "item" else 0
        except (ValueError, KeyError, TypeError, AttributeError):
            self.report["skipped: broken line"] += 1
            return
        if not n:
            self.report["skipped: property or lexeme"] += 1
            return
        claims = item.get("claims") or {}
        _file_class(stage, n, item, claims)
        links = sum(site.endswith("wiki") and site not in _NO_ENCYCLOPEDIAS for site in item.get("sitelinks") or {})
        labels = item.get("labels") or {}
        names = [labels[language]["value"] for language in _LANGUAGES if language in labels]
        kinds = _targets(claims, "P31")
        if not names or not kinds:
            self.report["skipped: no label" if not names else "skipped: no kind"] += 1
        elif "id" not in labels and "idwiki" not in (item.get("sitelinks") or {}) and links < self._least_links:
            self.report["skipped: little known"] += 1
        else:
            self.report["kept"] += 1
            aliases = item.get("aliases") or {}
            others = [alias["value"] for language in _LANGUAGES for alias in aliases.get(language, ())]
            others += [value for name in _NATIVE_NAMES for value in _texts(claims, name)]
            name_en = (labels.get("en") or labels.get("mul") or {"value": names[0]})["value"]
            short = [text for text in _texts(claims, "P1813") if text.isupper()]
            country = next(iter(_targets(claims, "P17") or _targets(claims, "P27")), None)
            row = (
                *(n, names[0], name_en, json.dumps(_distinct([*names, *others])), json.dumps(short)),
                *(json.dumps(kinds), country, json.dumps(_dated(claims, "P39")), links, json.dumps(_relations(claims))),
            )
            stage.execute("INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _connect(self) -> sqlite3.Connection:
        try:
            stage = sqlite3.connect(self._stage)
            stage.execute("PRAGMA cache_size = -65536")
            (made,) = stage.execute("PRAGMA user_version").fetchone()
            if made != _FORMAT:
                stage.executescript("".join(f"DROP TABLE IF EXISTS {table};" for table in _STAGED))
            stage.executescript(f"{_TABLES} PRAGMA user_version = {_FORMAT};")
        except sqlite3.Error as error:
            raise KawatError(
                f"{self._stage}: cannot be used ({error}); remove it, or name another stage file"
            ) from None
        return stage

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except OSError as error:
            raise KawatError(
                f"{self._path}: cannot be read ({error.strerror}); expected a Wikidata JSON dump"
            ) from None

    def _resume(self, stage: sqlite3.Connection, size: int) -> tuple[int, Counter[str]]:
        """The line the last run came to (-1: the end) and its report; starts anew for another dump."""
        row = stage.execute("SELECT dump, size, line, report FROM progress").fetchone()
        if row and row[:2] == (self._path.name, size):
            return row[2], Counter(json.loads(row[3]))
        for table in _STAGED:
            stage.execute(f"DELETE FROM {table}")
        stage.commit()
        return 0, Counter()

    def _save(self, stage: sqlite3.Connection, size: int, line: int) -> None:
        row = (self._path.name, size, line, json.dumps(self.report))
        stage.execute("INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?)", row)
        stage.commit()


def _file_class(stage: sqlite3.Connection, n: int, item: dict[str, Any], claims: dict[str, Any]) -> None:
    """Files what other items refer to: kinds and positions with their labels, countries with their codes."""
    parents = _targets(claims, "P279")
    jurisdiction = next(iter(_targets(claims, "P1001") or (_targets(claims, "P17") if parents else ())), None)
    if parents or jurisdiction:
        labels = item.get("labels") or {}
        english, local = ((labels.get(language) or {}).get("value") for language in ("en", "id"))
        stage.execute(
            "INSERT OR REPLACE INTO class VALUES (?, ?, ?, ?, ?)",
            (n, english, local, json.dumps(parents), jurisdiction),
        )
    for code in _strings(claims, "P298"):
        stage.execute("INSERT OR REPLACE INTO code VALUES (?, ?)", (n, code))


def _kind(stage: sqlite3.Connection, kinds: Sequence[int]) -> str:
    """PER, ORG, LOC or "-" by the labels of the kinds, or of what they are subclasses of; "" if none tells."""
    seen = set(kinds)
    for _ in range(_CLIMB):
        marks = ",".join("?" * len(kinds))
        rows = stage.execute(f"SELECT label, parents FROM class WHERE n IN ({marks}) ORDER BY n", kinds).fetchall()
        if label := label_of(name for name, _ in rows if name):
            return label
        kinds = sorted({parent for _, parents in rows for parent in json.loads(parents)} - seen)
        seen.update(kinds)
        if not kinds:
            break
    return ""


def _office(
    stage: sqlite3.Connection, codes: dict[int, str], position: int, start: int | None, end: int | None
) -> Office | None:
    row = stage.execute("SELECT label, name_id, country FROM class WHERE n = ?", (position,)).fetchone()
    if row is None:
        return None
    english, local, country = row
    title = indonesian(english or "") or (local or "").lower()
    if not title or not title.replace(" ", "").replace("-", "").isalpha() or (start and end and start > end):
        return None
    return Office(title, codes.get(country, ""), start, end)


def _statements(claims: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The statements of a property that hold: none deprecated, and the preferred ones first."""
    statements = [s for s in claims.get(name) or () if isinstance(s, dict) and s.get("rank") != "deprecated"]
    return sorted(statements, key=lambda statement: statement.get("rank") != "preferred")


def _value(snak: dict[str, Any]) -> Any:
    return (snak.get("datavalue") or {}).get("value") if snak.get("snaktype") == "value" else None


def _targets(claims: dict[str, Any], name: str) -> list[int]:
    """The items that a property points to."""
    values = (_value(statement.get("mainsnak") or {}) for statement in _statements(claims, name))
    return [value["numeric-id"] for value in values if isinstance(value, dict) and "numeric-id" in value]


def _strings(claims: dict[str, Any], name: str) -> list[str]:
    values = (_value(statement.get("mainsnak") or {}) for statement in _statements(claims, name))
    return [value for value in values if isinstance(value, str)]


def _texts(claims: dict[str, Any], name: str) -> list[str]:
    """The texts of a property whose values are in a language."""
    values = (_value(statement.get("mainsnak") or {}) for statement in _statements(claims, name))
    return [value["text"] for value in values if isinstance(value, dict) and value.get("text")]


def _relations(claims: dict[str, Any]) -> list[tuple[str, int, int | None, int | None]]:
    """(kind, item, first year, last year) of what the item belongs to; a last year before the first is not believed."""
    dated = (
        (kind, of, start, None if start and end and end < start else end)
        for kind, names in _RELATIONS.items()
        for name in names
        for of, start, end in _dated(claims, name)
    )
    return list(islice(dated, _MOST_RELATIONS))


def _dated(claims: dict[str, Any], property_name: str) -> list[tuple[int, int | None, int | None]]:
    """(item, first year, last year) of a property's statements, such as the offices held."""
    found = []
    for statement in _statements(claims, property_name):
        value = _value(statement.get("mainsnak") or {})
        if isinstance(value, dict) and "numeric-id" in value:
            qualifiers = statement.get("qualifiers") or {}
            start, end = (_year(qualifiers.get(name) or []) for name in ("P580", "P582"))
            found.append((value["numeric-id"], start, end))
    return found


def _year(snaks: list[dict[str, Any]]) -> int | None:
    """The year of a time such as `+2012-05-07T00:00:00Z`; None for none, and for years before Christ or beyond 9999."""
    for snak in snaks:
        value = _value(snak)
        year = value.get("time", "")[1:5] if isinstance(value, dict) and value.get("time", "").startswith("+") else ""
        if year.isdigit() and year != "0000" and value["time"][5:6] == "-":
            return int(year)
    return None


def _distinct(forms: list[str]) -> list[str]:
    """Each form once by its key, without separators of the facts."""
    by_key: dict[str, str] = {}
    for form in forms:
        form = " ".join(form.replace("|", " ").split())
        by_key.setdefault(normalise(form), form)
    by_key.pop("", None)
    return list(by_key.values())[:_MOST_FORMS]

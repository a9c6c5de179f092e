"""Building the knowledge base: facts of several sources are staged on disk, merged, and written as one small file.

Rows pass through SQLite, never through a list: memory does not grow with the sources. Same facts, same bytes.
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Protocol

from kawat.errors import KawatError
from kawat.kb import gazetteer
from kawat.kb.check import redirect_faults
from kawat.kb.common import is_common
from kawat.kb.entity import LABELS, Relation
from kawat.kb.facts import QID, Fact
from kawat.kb.normalise import normalise, spelling_key
from kawat.kb.schema import (
    ACRONYM,
    ALIAS,
    APPLICATION_ID,
    INDEXES,
    NAME_EN,
    NAME_ID,
    SCHEMA,
    SHORT,
    TABLES,
    spelling_hash,
)

# How far a form of each kind names its entity: a part of a name is often somebody else's.
_WEIGHTS = {NAME_ID: 1.0, NAME_EN: 1.0, ALIAS: 1.0, ACRONYM: 1.0, SHORT: 0.5}
_LEAST_PRIOR = 0.001
# A form that names more things than this says little; it is kept for the best known of them.
_NAMESAKES = 50

_STAGE = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;
CREATE TABLE entity (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, label TEXT, name_id TEXT, name_en TEXT, wikidata TEXT UNIQUE, country TEXT,
    prior REAL, offices TEXT, relations TEXT, source TEXT
);
CREATE TABLE alias (key TEXT, entity INTEGER, kind INTEGER, text TEXT, PRIMARY KEY (key, entity)) WITHOUT ROWID;
CREATE TABLE redirect (path TEXT, line INTEGER, old TEXT, new TEXT);
CREATE TABLE numbered (entity INTEGER, kind INTEGER, n INTEGER);
"""

# Entities are numbered anew, the best known first, so that what is read often lies together.
_PLACES = """
CREATE TABLE place AS SELECT n AS old, row_number() OVER (ORDER BY prior DESC, id) AS new FROM entity;
CREATE UNIQUE INDEX place_old ON place (old, new);
CREATE UNIQUE INDEX place_new ON place (new, old);
"""


class Source(Protocol):
    """Where facts come from."""

    name: str

    def facts(self) -> Iterator[Fact]:
        """All facts, one at a time, in an order that does not change; raises KawatError for a bad source."""

    def redirects(self) -> Iterable[tuple[str, int, str, str]]:
        """(file, line, retired ID, its successor or "") of every retired ID."""


def build(sources: Sequence[Source], out: str | os.PathLike[str]) -> dict[str, str]:
    """Writes the knowledge base of these sources, gives its `meta`.

    Where two sources know one thing (the same ID or QID) the first one's facts stand and the other's names are added.
    Until the new file is complete and on disk, the old one stays as it is. Raises KawatError for a bad source, a cycle
    of redirects, or a disk that is full.
    """
    out = Path(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as scratch:
            with contextlib.closing(sqlite3.connect(Path(scratch) / "stage")) as stage:
                _stage(stage, sources)
                new = Path(scratch) / "new"
                with contextlib.closing(sqlite3.connect(new)) as target:
                    meta = _compile(stage, target)
            with new.open("rb") as file:
                os.fsync(file.fileno())
            new.replace(out)
    except (OSError, sqlite3.OperationalError) as error:
        raise KawatError(
            f"{out}: cannot be written ({error}); make room or choose another place, the old file is untouched"
        ) from None
    return meta


def _stage(stage: sqlite3.Connection, sources: Sequence[Source]) -> None:
    """Takes in all facts, merged by ID and QID."""
    stage.executescript(_STAGE)
    for source in sources:
        for fact in source.facts():
            n = _merge(stage, fact)
            rows = [(key, n, kind, text) for key, (kind, text) in _forms(fact).items()]
            stage.executemany("INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)", rows)
        stage.executemany("INSERT INTO redirect VALUES (?, ?, ?, ?)", source.redirects())
    stage.commit()
    _check_redirects(stage)


def _check_redirects(stage: sqlite3.Connection) -> None:
    mentioned = "SELECT old FROM redirect UNION SELECT new FROM redirect"
    known = {id for (id,) in stage.execute(f"SELECT id FROM entity WHERE id IN ({mentioned})")}
    by_path = stage.execute("SELECT path, line, old, new FROM redirect ORDER BY path, line")
    for path, rows in groupby(by_path.fetchall(), key=lambda row: row[0]):
        for problem in redirect_faults(path, [row[1:] for row in rows], known):
            raise KawatError(str(problem))


def _merge(stage: sqlite3.Connection, fact: Fact) -> int:
    """The number of the staged entity that this fact speaks of, made if it is new."""
    entity = fact.entity
    same = stage.execute("SELECT n FROM entity WHERE id = ? OR wikidata = ? ORDER BY n", (entity.id, entity.wikidata))
    offices = "|".join(map(str, entity.offices)) or None
    relations = "|".join(map(str, entity.relations)) or None
    if row := same.fetchone():
        n: int = row[0]
        stage.execute(
            "UPDATE entity SET country = coalesce(country, ?), offices = coalesce(offices, ?), "
            "relations = coalesce(relations, ?), name_en = coalesce(nullif(name_en, ''), ?) WHERE n = ?",
            (entity.country, offices, relations, entity.name_en, n),
        )
        return n
    values = (
        *(entity.id, entity.label, entity.name_id, entity.name_en, entity.wikidata, entity.country),
        *(entity.prior, offices, relations, entity.source),
    )
    marks = ", ".join("?" * len(values))
    return stage.execute(f"INSERT INTO entity VALUES (NULL, {marks})", values).lastrowid or 0


def _forms(fact: Fact) -> dict[str, tuple[int, str]]:
    """Key -> (kind, text) of every form of the name."""
    entity = fact.entity
    words = [set(normalise(name).split()) for name in (entity.name_id, entity.name_en)]
    forms: dict[str, tuple[int, str]] = {}

    def add(text: str, kind: int) -> None:
        if key := normalise(text):
            forms.setdefault(key, (kind, text))

    add(entity.name_id, NAME_ID)
    add(entity.name_en, NAME_EN)
    for text in fact.acronyms:
        add(text, ACRONYM)
    for text in fact.aliases:
        part = set(normalise(text).split())
        add(text, SHORT if any(part < whole for whole in words) else ALIAS)
    return forms


def _compile(stage: sqlite3.Connection, target: sqlite3.Connection) -> dict[str, str]:
    """Writes what was staged into the file as it is read."""
    target.executescript(
        f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA}; BEGIN; {TABLES}"
    )
    content = hashlib.sha256()

    def insert(table: str, rows: Iterable[tuple[Any, ...]]) -> int:
        count = 0
        for row in rows:
            content.update(repr(row).encode())
            target.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            count += 1
        return count

    names = sorted({name for (name,) in stage.execute("SELECT DISTINCT source FROM entity")})
    stage.executescript(_PLACES)
    aliases = insert("alias", _aliases(stage, target))
    entities = insert("entity", _entities(stage, names))
    insert("redirect", _redirects(stage))
    target.execute("INSERT INTO gazetteer VALUES (?)", (gazetteer.pack(_names(stage)),))
    target.executescript(
        "INSERT INTO gram (gram) VALUES ('optimize');"
        "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, gram, row);"
        "INSERT INTO gram_count SELECT term, doc FROM temp.vocabulary ORDER BY term; DROP TABLE temp.vocabulary;"
        + INDEXES
    )
    meta = {
        "schema": str(SCHEMA),
        "sources": "|".join(names),
        "entities": str(entities),
        "aliases": str(aliases),
        "content": content.hexdigest(),
    }
    target.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    target.execute("COMMIT")
    target.execute("VACUUM")
    return meta


def _aliases(stage: sqlite3.Connection, target: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Rows of `alias` in the order of their keys; fills the two tables that lead to them on the way."""
    select = (
        "SELECT a.key, p.new, a.kind, a.text, e.prior, e.name_id, e.name_en "
        "FROM alias a JOIN entity e ON e.n = a.entity JOIN place p ON p.old = e.n ORDER BY a.key, p.new"
    )
    n = 0
    for key, group in groupby(stage.execute(select), key=lambda row: row[0]):
        rows = list(islice(group, _NAMESAKES))
        weights = [max(row[4], _LEAST_PRIOR) * _WEIGHTS[row[2]] for row in rows]
        target.execute("INSERT INTO gram (rowid, key) VALUES (?, ?)", (n + 1, key))
        hashed = spelling_hash(spelling_key(key))
        for (_, entity, kind, text, _, name_id, name_en), weight in zip(rows, weights, strict=True):
            n += 1
            # A later source's name is a further form of the first one's entity, unless it is that very name.
            kind = NAME_ID if text == name_id else NAME_EN if text == name_en else kind if kind > NAME_EN else ALIAS
            target.execute("INSERT INTO spelling VALUES (?, ?)", (hashed, n))
            stage.execute("INSERT INTO numbered VALUES (?, ?, ?)", (entity, kind, n))
            yield n, entity, kind, round(1000 * weight / sum(weights)), None if kind <= NAME_EN else text


def _entities(stage: sqlite3.Connection, sources: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of `entity`, the best known first; needs the aliases numbered."""
    columns = (
        "p.new, e.id, e.label, e.name_id, e.name_en, e.wikidata, e.country, e.prior, e.offices, e.relations, e.source"
    )
    rows = stage.execute(f"SELECT {columns} FROM place p JOIN entity e ON e.n = p.old ORDER BY p.new")
    numbered = groupby(stage.execute("SELECT entity, n FROM numbered ORDER BY entity, kind, n"), key=lambda row: row[0])
    of, group = next(numbered, (0, iter(())))
    for n, id, label, name_id, name_en, wikidata, country, prior, offices, relations, source in rows:
        aliases = b""
        if of == n:
            aliases = b"".join(alias.to_bytes(4, "little") for _, alias in group)
            of, group = next(numbered, (0, iter(())))
        yield (
            *(n, id, LABELS.index(label), name_id, None if name_en in ("", name_id) else name_en),
            *("" if wikidata == id else wikidata, country, round(prior * 1000), offices),
            *(_related(stage, relations), sources.index(source), aliases),
        )


def _related(stage: sqlite3.Connection, relations: str | None) -> str | None:
    """The relations to what is in the knowledge base, by its IDs; None if there are none."""
    kept: list[str] = []
    for relation in map(Relation.parse, relations.split("|") if relations else ()):
        known = "SELECT id FROM entity WHERE id = ? OR wikidata = ? ORDER BY n LIMIT 1"
        if row := stage.execute(known, (relation.of, relation.of)).fetchone():
            kept.append(str(replace(relation, of=row[0])))
    return "|".join(dict.fromkeys(kept)) or None


def _names(stage: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Every form of a name that is not one common word, and what it may stand for, see gazetteer.py."""
    for key, label, id in stage.execute("SELECT a.key, e.label, e.id FROM alias a JOIN entity e ON e.n = a.entity"):
        if not is_common(key):
            yield key, gazetteer.kind(label, world=QID.fullmatch(id) is not None)


def _redirects(stage: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Retired IDs, and the QIDs of entities with an ID of their own."""
    select = (
        "SELECT old, new FROM redirect WHERE new != '' UNION SELECT wikidata, id FROM entity "
        "WHERE wikidata != id AND wikidata NOT IN (SELECT id FROM entity) ORDER BY 1"
    )
    yield from stage.execute(select)

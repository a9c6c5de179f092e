"""The records of a batch output directory, found by entity and by how certain they are, through an index on disk.

The index is a SQLite file in the user's cache directory. It is made once for a directory, in memory that does not grow
with it, and again when the directory's parts have changed.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kawat.batch.directory import parts_in
from kawat.batch.outputs import Format
from kawat.errors import KawatError
from kawat.kb.normalise import normalise

_SCHEMA = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;
    CREATE TABLE built (parts TEXT);
    CREATE TABLE document (n INTEGER PRIMARY KEY, part INTEGER, offset INTEGER, length INTEGER, digest TEXT,
        id TEXT, date TEXT, opening TEXT, mentions INTEGER, certainty REAL);
    CREATE TABLE entity (n INTEGER PRIMARY KEY, key TEXT UNIQUE, id TEXT, name TEXT, label TEXT, documents INTEGER);
    CREATE TABLE form (text TEXT, entity INTEGER, PRIMARY KEY (text, entity)) WITHOUT ROWID;
    CREATE TABLE named (entity INTEGER, document INTEGER);
"""
_FINISH = """
    CREATE INDEX named_by_entity ON named (entity, document);
    CREATE INDEX document_by_certainty ON document (certainty, n);
    UPDATE entity SET documents = (SELECT count(*) FROM named WHERE named.entity = entity.n);
"""
_ROW = "n, id, date, opening, mentions, certainty"
_KNOWN = 20_000  # entities whose numbers are kept in memory while the index is made
_AT_ONCE = 1_000  # documents that are written together
_OPENING = 100  # characters


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A record in a list. `certainty` is the mean score of its mentions, None where it has none."""

    n: int
    id: str
    date: str | None
    opening: str
    mentions: int
    certainty: float | None


@dataclass(frozen=True, slots=True)
class EntityCount:
    """Something that records name, and how many; unlinked things of one name and label are one row, `id` "" then."""

    n: int
    id: str
    name: str
    label: str
    documents: int


class Batch:
    """The parts of an output directory of `kawat batch`, as they were when the index was made."""

    def __init__(self, parts: list[Path], index: Path) -> None:
        self._parts = parts
        self._rows = sqlite3.connect(f"file:{quote(str(index))}?mode=ro", uri=True, check_same_thread=False)

    @classmethod
    def open(cls, directory: Path) -> "Batch | None":
        """The records of a directory, None where it holds no part of them. Raises KawatError: a line that is no
        record, or a cache that cannot be written."""
        parts = parts_in(directory, Format.jsonl.suffix)
        if not parts:
            return None
        index = _cache() / f"{hashlib.sha256(os.fsencode(directory.resolve())).hexdigest()[:16]}.sqlite"
        state = json.dumps([[part.name, part.stat().st_size, part.stat().st_mtime_ns] for part in parts])
        if not _is_of(index, state):
            build(parts, index, state)
        return cls(parts, index)

    def __len__(self) -> int:
        return int(self._select("SELECT count(*) FROM document")[0][0])

    def entities(self, name: str, limit: int) -> list[EntityCount]:
        """What has this in a name, a form or its ID; what most records name first. Every entity for ""."""
        key = normalise(name)
        found = "WHERE n IN (SELECT entity FROM form WHERE instr(text, ?)) " if key else ""
        select = f"SELECT n, id, name, label, documents FROM entity {found}ORDER BY documents DESC, n LIMIT ?"
        return [EntityCount(*row) for row in self._select(select, *([key] if key else []), limit)]

    def documents(self, entity: int | None, offset: int, limit: int) -> tuple[int, list[DocumentRow]]:
        """How many records name an entity (all for None), and some of them in order."""
        if entity is None:
            rows = self._select(f"SELECT {_ROW} FROM document WHERE n > ? ORDER BY n LIMIT ?", offset, limit)
            return len(self), [DocumentRow(*row) for row in rows]
        counts = self._select("SELECT documents FROM entity WHERE n = ?", entity)
        some = "SELECT document FROM named WHERE entity = ? ORDER BY document LIMIT ? OFFSET ?"
        rows = self._select(f"SELECT {_ROW} FROM document WHERE n IN ({some}) ORDER BY n", entity, limit, offset)
        return counts[0][0] if counts else 0, [DocumentRow(*row) for row in rows]

    def least_certain(self, leave_out: set[str], limit: int) -> list[DocumentRow]:
        """The records whose mentions are the least certain, but for texts with one of these digests."""
        select = f"SELECT digest, {_ROW} FROM document WHERE certainty NOTNULL ORDER BY certainty, n"
        found: list[DocumentRow] = []
        with closing(self._rows.execute(select)) as rows:
            for text, *row in rows:
                if len(found) == limit:
                    break
                if text not in leave_out:
                    found.append(DocumentRow(*row))
        return found

    def record(self, n: int) -> bytes | None:
        """A record's line of JSON; None where there is no such record. Raises KawatError when its part has changed."""
        rows = self._select("SELECT part, offset, length, digest FROM document WHERE n = ?", n)
        if not rows:
            return None
        part, offset, length, written = rows[0]
        path = self._parts[part]
        try:
            with path.open("rb") as file:
                file.seek(offset)
                line = file.read(length)
            if digest(json.loads(line)["text"]) == written:
                return line
        except (OSError, ValueError, KeyError, TypeError):
            pass
        raise KawatError(f"{path}: has changed since the index was made; start the server again")

    def _select(self, select: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._rows.execute(select, values).fetchall()


def digest(text: str) -> str:
    """What tells texts apart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def build(parts: list[Path], index: Path, state: str) -> None:
    """Makes the index of parts, whole or not at all; `state` says what they were. Raises KawatError."""
    partial = index.with_suffix(f".{os.getpid()}.partial")
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(partial)) as db:
            db.executescript(_SCHEMA)
            _fill(db, parts)
            db.executescript(_FINISH)
            db.execute("INSERT INTO built VALUES (?)", [state])
            db.commit()
        partial.replace(index)
    except (OSError, sqlite3.OperationalError) as error:
        raise KawatError(f"{index}: cannot be written ({error}); set XDG_CACHE_HOME to a directory with room") from None
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _fill(db: sqlite3.Connection, parts: list[Path]) -> None:
    numbers: dict[str, int] = {}
    documents: list[tuple[Any, ...]] = []
    named: list[tuple[int, int]] = []
    forms: set[tuple[str, int]] = set()
    for n, (part, offset, line, record) in enumerate(_records(parts), start=1):
        scores = [mention["score"] for mention in record["mentions"] if mention["score"] is not None]
        certainty = round(sum(scores) / len(scores), 4) if scores else None
        opening = " ".join((record["title"] or record["text"][: 2 * _OPENING]).split())[:_OPENING]
        texts = digest(record["text"]), record["id"], record["date"], opening
        documents.append((n, part, offset, len(line), *texts, len(record["mentions"]), certainty))
        for row in record["entities"]:
            key = row["id"] or f"{row['label']} {normalise(row['name'])}"
            if key not in numbers:
                if len(numbers) >= _KNOWN:
                    numbers.clear()
                numbers[key] = _number(db, key, row)
            named.append((numbers[key], n))
            surfaces = {record["mentions"][index]["text"] for index in row["mentions"]}
            forms.update((normalise(form), numbers[key]) for form in (row["name"], row["id"], *surfaces) if form)
        if len(documents) >= _AT_ONCE:
            _write(db, documents, named, forms)
    _write(db, documents, named, forms)


def _number(db: sqlite3.Connection, key: str, row: dict[str, Any]) -> int:
    db.execute(
        "INSERT OR IGNORE INTO entity (key, id, name, label) VALUES (?, ?, ?, ?)",
        (key, row["id"], row["name"], row["label"]),
    )
    return int(db.execute("SELECT n FROM entity WHERE key = ?", [key]).fetchone()[0])


def _write(
    db: sqlite3.Connection, documents: list[tuple[Any, ...]], named: list[tuple[int, int]], forms: set[tuple[str, int]]
) -> None:
    db.executemany(f"INSERT INTO document VALUES ({','.join('?' * 10)})", documents)
    db.executemany("INSERT INTO named VALUES (?, ?)", dict.fromkeys(named))
    db.executemany("INSERT OR IGNORE INTO form VALUES (?, ?)", forms)
    for written in (documents, named, forms):
        written.clear()


def _records(parts: Iterable[Path]) -> Iterator[tuple[int, int, bytes, dict[str, Any]]]:
    """(number of the part, offset in it, line, record) of every record."""
    for number, part in enumerate(parts):
        offset = 0
        with part.open("rb") as file:
            for count, line in enumerate(file, start=1):
                try:
                    record = json.loads(line)
                    missing = {"id", "text", "date", "title", "mentions", "entities"} - record.keys()
                except (ValueError, AttributeError) as error:
                    raise KawatError(
                        f"{part}:{count}: no record of Kawat ({error}); give an output directory"
                    ) from None
                if missing:
                    raise KawatError(f"{part}:{count}: a record without {min(missing)!r}; run kawat batch again")
                yield number, offset, line, record
                offset += len(line)


def _is_of(index: Path, state: str) -> bool:
    """Whether an index is there, and was made of parts in this state."""
    if not index.exists():
        return False
    try:
        with closing(sqlite3.connect(f"file:{quote(str(index))}?mode=ro", uri=True)) as db:
            return db.execute("SELECT parts FROM built").fetchall() == [(state,)]
    except sqlite3.Error:
        return False


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kawat" / "desk"

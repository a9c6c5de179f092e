"""Reading the knowledge base: by ID, by name, by spelling, by likeness, by prefix."""

import os
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from rapidfuzz import fuzz

from kawat.errors import KawatError
from kawat.kb.entity import LABELS, Entity, Office, Relation
from kawat.kb.gazetteer import Gazetteer
from kawat.kb.normalise import normalise, spelling_key
from kawat.kb.schema import APPLICATION_ID, KINDS, SCHEMA, spelling_hash

_REMEDY = "build it again with `kawat kb build`"
_MMAP_BYTES = 1 << 26
_CACHED = 1 << 12

# A fuzzy look-up reads at most this many postings (the rarest trigrams first) and compares at most this many names.
_POSTINGS = 20_000
_COMPARED = 150
_LIKE = 0.7

_ENTITY = "e.n, e.id, e.label, e.name_id, e.name_en, e.wikidata, e.country, e.prior, e.offices, e.relations, e.source"
_TEXT = "coalesce(a.text, iif(a.kind, coalesce(e.name_en, e.name_id), e.name_id))"
_BY_SPELLING = (
    f"SELECT {_TEXT}, a.kind, a.prior, {_ENTITY} FROM spelling s JOIN alias a ON a.n = s.alias JOIN entity e "
    "ON e.n = a.entity WHERE s.hash = ?"
)
_FROM_ALIAS = (
    f"SELECT {_TEXT}, a.kind, a.prior, {_ENTITY} FROM alias a JOIN entity e ON e.n = a.entity WHERE a.n >= ? LIMIT ?"
)
# One string of all numbers: a row each would cost three times as much.
_POSTED = "SELECT group_concat(rowid) FROM (SELECT rowid FROM gram WHERE gram MATCH ? LIMIT ?)"
_ALIAS_TEXTS = f"SELECT a.n, {_TEXT} FROM alias a JOIN entity e ON e.n = a.entity WHERE a.n IN"


@dataclass(frozen=True, slots=True)
class Hit:
    """One way in which the knowledge base knows a surface form.

    `alias` is the form as the knowledge base has it, `kind` how it names the entity: name, alias, acronym or short
    (part of the name); `similarity` (0..1) compares it with what was asked; `prior` (0..1) is P(entity | alias) as far
    as known.
    """

    entity: Entity
    alias: str
    kind: str
    similarity: float
    prior: float


class KnowledgeBase:
    """A knowledge base file, read-only and memory-mapped; many processes and threads may share it.

    Pickled, it is its path (or, where it was made from bytes, these). Raises KawatError for a file that is missing,
    damaged, no knowledge base, or made by another version.
    """

    def __init__(self, path: str | os.PathLike[str] | None, data: bytes | None = None) -> None:
        self._path = None if path is None else os.fspath(path)
        self._data = data
        self._name = self._path or "the knowledge base given as bytes"
        self._process = 0
        self._connect()
        self._sources = self.meta["sources"].split("|")
        self._exact = lru_cache(_CACHED)(self._find_exact)
        self._entity = lru_cache(_CACHED)(self._make_entity)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> "KnowledgeBase":
        """Opens a file that `kawat kb build` wrote."""
        return cls(path)

    @classmethod
    def from_bytes(cls, data: bytes) -> "KnowledgeBase":
        """Opens a file's content, held in memory."""
        return cls(None, data)

    def to_bytes(self) -> bytes:
        """The file's content."""
        return self._data if self._data is not None else Path(self._name).read_bytes()

    def __reduce__(self) -> tuple[Any, ...]:
        return KnowledgeBase, (self._path, self._data)

    def __len__(self) -> int:
        """How many entities it holds."""
        return int(self.meta["entities"])

    @property
    def path(self) -> str | None:
        """The file it reads, None if it was made from bytes."""
        return self._path

    @property
    def meta(self) -> dict[str, str]:
        """What the builder says of the file: `schema`, `content` (a hash), `sources`, `entities`, `aliases`."""
        return dict(self._rows("SELECT key, value FROM meta"))

    def get(self, id: str) -> Entity | None:
        """The entity of an ID; a retired ID, or the QID of an entity with another ID, leads to its successor."""
        by_id = f"SELECT {_ENTITY} FROM entity e WHERE e.id = ?"
        rows = self._rows(by_id, id)
        while not rows and (successor := self._rows("SELECT new FROM redirect WHERE old = ?", id)):
            id = successor[0][0]
            rows = self._rows(by_id, id)
        return self._entity(*rows[0]) if rows else None

    def aliases(self, id: str) -> list[str]:
        """Every form of an entity's name, the names first; [] for an unknown ID."""
        entity = self.get(id)
        if entity is None:
            return []
        ((packed,),) = self._rows("SELECT aliases FROM entity WHERE id = ?", entity.id)
        numbers = [int.from_bytes(packed[at : at + 4], "little") for at in range(0, len(packed), 4)]
        texts = self._texts(numbers)
        return [texts[n] for n in numbers]

    def exact(self, surface: str) -> list[Hit]:
        """What has this name, up to case, diacritics and punctuation; the likeliest first."""
        return list(self._exact(normalise(surface)))

    def spelled(self, surface: str) -> list[Hit]:
        """What has a name that is, or may be, this one in another transliteration; the most similar first."""
        key = normalise(surface)
        spelling = spelling_key(surface)
        rows = self._rows(_BY_SPELLING, spelling_hash(spelling)) if spelling else []
        alike = (row for row in rows if spelling_key(row[0]) == spelling)
        return _ranked(self._hit(row, _similarity(key, normalise(row[0]))) for row in alike)

    def fuzzy(self, surface: str, limit: int = 10) -> list[Hit]:
        """What has a name like this one (from 0.7 on), the most similar first; [] for forms under four letters."""
        key = normalise(surface)
        alike = ((_similarity(key, other), other) for other in self._alike(key))
        hits: list[Hit] = []
        for similarity, other in sorted((pair for pair in alike if pair[0] >= _LIKE), reverse=True)[:limit]:
            hits += [replace(hit, similarity=similarity) for hit in self._exact(other)]
        return _ranked(hits)[:limit]

    def gazetteer(self) -> Gazetteer:
        """All names, to be found in running text; some 8 bytes of memory a name."""
        ((content,),) = self._rows("SELECT content FROM gazetteer")
        return Gazetteer(content)

    def prefix(self, surface: str, limit: int = 10) -> list[Hit]:
        """What has a name that begins so (of the first thousand in alphabetical order), the best known first."""
        key = normalise(surface)
        first, after = 1, int(self.meta["aliases"]) + 1
        while first < after:
            middle = (first + after) // 2
            if normalise(self._texts([middle])[middle]) < key:
                first = middle + 1
            else:
                after = middle
        rows = self._rows(_FROM_ALIAS, first, 1000) if key else []
        best: dict[int, tuple[Any, ...]] = {}
        for row in rows:
            if normalise(row[0]).startswith(key):
                best.setdefault(row[3], row)
        found = (best[n] for n in sorted(best)[:limit])
        return [self._hit(row, _similarity(key, normalise(row[0]))) for row in found]

    def _find_exact(self, key: str) -> tuple[Hit, ...]:
        spelling = spelling_key(key)
        rows = self._rows(_BY_SPELLING, spelling_hash(spelling)) if spelling else []
        return tuple(_ranked(self._hit(row, 1.0) for row in rows if normalise(row[0]) == key))

    def _alike(self, key: str) -> set[str]:
        """The keys that share most of the rarer trigrams with this one."""
        grams = {key[start : start + 3] for start in range(len(key) - 2)}
        if len(grams) < 2:
            return set()
        marks = ",".join("?" * len(grams))
        counted = self._rows(f"SELECT n, gram FROM gram_count WHERE gram IN ({marks}) ORDER BY n, gram", *grams)
        found: list[np.ndarray] = []
        read = 0
        for count, gram in counted:
            read += count
            if read > _POSTINGS and found:
                break
            quoted = gram.replace('"', '""')
            ((numbers,),) = self._rows(_POSTED, f'"{quoted}"', _POSTINGS)
            found.append(np.fromstring(numbers or "", dtype=np.int64, sep=","))
        if not found:
            return set()
        aliases, shared = np.unique(np.concatenate(found), return_counts=True)
        best = aliases[np.argsort(-shared, kind="stable")[:_COMPARED]]
        texts = self._texts(best.tolist())
        return {normalise(text) for text in texts.values()}

    def _texts(self, numbers: Collection[int]) -> dict[int, str]:
        """The text of each of these aliases."""
        return dict(self._rows(f"{_ALIAS_TEXTS} ({','.join('?' * len(numbers))})", *numbers))

    def _hit(self, row: tuple[Any, ...], similarity: float) -> Hit:
        text, kind, prior, *entity = row
        return Hit(self._entity(*entity), text, KINDS[kind], similarity, prior / 1000)

    def _make_entity(self, _n: int, id: str, label: int, name_id: str, name_en: str | None, *rest: Any) -> Entity:
        wikidata, country, prior, offices, relations, source = rest
        return Entity(
            id=id,
            label=LABELS[label],
            name_id=name_id,
            name_en=name_id if name_en is None else name_en,
            wikidata=id if wikidata == "" else wikidata,
            country=country,
            prior=prior / 1000,
            offices=tuple(Office.parse(office) for office in offices.split("|")) if offices else (),
            source=self._sources[source],
            relations=tuple(Relation.parse(relation) for relation in relations.split("|")) if relations else (),
        )

    def _rows(self, select: str, *values: Any) -> list[tuple[Any, ...]]:
        if self._process != os.getpid():
            self._connect()  # a connection must not cross a fork
        try:
            return self._connection.execute(select, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise KawatError(f"{self._name}: is damaged ({error}); {_REMEDY}") from None

    def _connect(self) -> None:
        self._process = os.getpid()
        if self._data is None:
            self._connection = _open_file(self._name)
        else:
            _check_header(self._name, self._data[:100], len(self._data))
            self._connection = sqlite3.connect(":memory:", check_same_thread=False)
            self._connection.deserialize(self._data)
        _check_version(self._name, self._connection)


def _similarity(key: str, other: str) -> float:
    if key == other:
        return 1.0
    return max(fuzz.ratio(key, other), fuzz.token_sort_ratio(key, other)) / 100


def _ranked(hits: Iterable[Hit]) -> list[Hit]:
    """The most similar, then the likeliest first; each entity once."""
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.similarity, -hit.prior, -hit.entity.prior, hit.entity.id)):
        best.setdefault(hit.entity.id, hit)
    return list(best.values())


def _open_file(path: str) -> sqlite3.Connection:
    try:
        with open(path, "rb") as file:
            header = file.read(100)
    except OSError as error:
        raise KawatError(f"{path}: cannot be read ({error.strerror}); expected a knowledge base, {_REMEDY}") from None
    _check_header(path, header, os.path.getsize(path))
    uri = f"file:{quote(os.path.abspath(path))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute(f"PRAGMA mmap_size = {_MMAP_BYTES}")
    return connection


def _check_header(name: str, header: bytes, size: int) -> None:
    """Tells no SQLite file and a cut one from the file's first 100 bytes."""
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise KawatError(f"{name}: is no knowledge base (not a SQLite file); {_REMEDY}")
    page = int.from_bytes(header[16:18], "big") or 1
    expected = (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
    if size != expected:
        raise KawatError(f"{name}: is cut short or damaged ({size} bytes, expected {expected}); {_REMEDY}")


def _check_version(name: str, connection: sqlite3.Connection) -> None:
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise KawatError(f"{name}: is damaged ({error}); {_REMEDY}") from None
    if application != APPLICATION_ID:
        raise KawatError(f"{name}: is a SQLite file but no knowledge base of Kawat; {_REMEDY}")
    if schema > SCHEMA:
        raise KawatError(f"{name}: has schema {schema}, this Kawat reads {SCHEMA}; upgrade Kawat, or {_REMEDY}")
    if schema < SCHEMA:
        raise KawatError(f"{name}: has the old schema {schema}, this Kawat reads {SCHEMA}; {_REMEDY}")

"""Counts over a corpus of any size: its documents go into a small database on disk, and each figure is a query."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kawat.errors import KawatError
from kawat.stats.parts import Document, Named

_SCHEMA = """
PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA locking_mode = exclusive;
CREATE TABLE document (number INTEGER PRIMARY KEY, id TEXT, day TEXT);
CREATE TABLE thing (number INTEGER PRIMARY KEY, key TEXT UNIQUE, id TEXT, name TEXT, label TEXT, wikidata TEXT);
CREATE TABLE appearance (document INTEGER, thing INTEGER, mentions INTEGER, PRIMARY KEY (document, thing))
    WITHOUT ROWID;
BEGIN
"""
_COUNT = """
CREATE TABLE counted AS
    SELECT thing, count(*) AS documents, sum(mentions) AS mentions, min(day) AS first, max(day) AS last,
           min(document) AS example
    FROM appearance JOIN document ON document = document.number GROUP BY thing;
CREATE INDEX by_documents ON counted (documents);
CREATE INDEX by_thing ON appearance (thing, document);
"""
_TALLY = """
SELECT thing.number, thing.id, thing.name, thing.label, thing.wikidata, documents, mentions, first, last, document.id
FROM counted JOIN thing ON thing = thing.number JOIN document ON example = document.number
"""
_ORDER = "ORDER BY documents DESC, mentions DESC, thing.key LIMIT ?"
_MOST_PERIODS = 62


@dataclass(frozen=True, slots=True)
class Tally:
    """A thing, how many documents name it and how often, the first and the last day, and the first document's ID."""

    number: int
    id: str
    name: str
    label: str
    wikidata: str
    documents: int
    mentions: int
    first: str | None
    last: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that documents name together. `lift`: how many times as often as if they were independent."""

    one: Tally
    other: Tally
    documents: int
    lift: float


@dataclass(frozen=True, slots=True)
class Kinds:
    """The things of a label: how many the knowledge base has and how many not, and their mentions."""

    label: str
    linked: int
    linked_mentions: int
    unknown: int
    unknown_mentions: int


class Corpus:
    """The counts of documents; made by `counted`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @property
    def documents(self) -> int:
        return self._number("SELECT count(*) FROM document")

    @property
    def dated(self) -> int:
        """How many documents have a date."""
        return self._number("SELECT count(day) FROM document")

    @property
    def days(self) -> tuple[str, str] | None:
        """The first and the last day."""
        first, last = self._database.execute("SELECT min(day), max(day) FROM document").fetchone()
        return (first, last) if first else None

    def kinds(self) -> list[Kinds]:
        query = """SELECT label, sum(id != ''), sum((id != '') * mentions), sum(id = ''), sum((id = '') * mentions)
                   FROM counted JOIN thing ON thing = thing.number GROUP BY label ORDER BY sum(mentions) DESC"""
        return [Kinds(*row) for row in self._database.execute(query)]

    def most(self, count: int, label: str | None = None) -> list[Tally]:
        """The `count` things that most documents name, of all labels or of one."""
        where = "WHERE label = ?" if label else ""
        given = (label, count) if label else (count,)
        return self._tallies(f"{_TALLY} {where} {_ORDER}", given)

    def unknown(self, count: int) -> list[Tally]:
        """Names that the knowledge base does not have and that more than one document holds, the most frequent
        first."""
        return self._tallies(f"{_TALLY} WHERE thing.id = '' AND documents > 1 {_ORDER}", (count,))

    def periods(self) -> list[tuple[str, int]]:
        """The days, months or years that have documents, and how many: the finest of which there are at most 62; of
        more years the last 62."""
        query = "SELECT substr(day, 1, ?) AS period, count(*) FROM document WHERE day NOT NULL GROUP BY period"
        for length in (10, 7, 4):
            found = self._database.execute(f"{query} ORDER BY period DESC LIMIT {_MOST_PERIODS + 1}", (length,))
            periods = list(found)
            if len(periods) <= _MOST_PERIODS:
                break
        return periods[:_MOST_PERIODS][::-1]

    def over_time(self, thing: Tally, periods: Sequence[str]) -> list[int]:
        """How many documents of each of `periods` name a thing."""
        if not periods:
            return []
        query = """SELECT substr(day, 1, ?) AS period, count(*) FROM appearance JOIN document ON document = number
                   WHERE thing = ? AND day NOT NULL GROUP BY period"""
        found = dict(self._database.execute(query, (len(periods[0]), thing.number)))
        return [found.get(period, 0) for period in periods]

    def together(self, things: Iterable[Tally]) -> list[Pair]:
        """The pairs of `things` that stand in one document at least, the most frequent first."""
        known = {thing.number: thing for thing in things}
        marks = ",".join("?" * len(known))
        query = f"""SELECT one.thing, other.thing, count(*) AS documents FROM appearance AS one
                    JOIN appearance AS other ON one.document = other.document AND one.thing < other.thing
                    WHERE one.thing IN ({marks}) AND other.thing IN ({marks})
                    GROUP BY one.thing, other.thing ORDER BY documents DESC, one.thing, other.thing"""
        total = self.documents
        return [
            Pair(one, other, documents, documents * total / (one.documents * other.documents))
            for first, second, documents in self._database.execute(query, [*known, *known])
            for one, other in [sorted((known[first], known[second]), key=lambda thing: -thing.documents)]
        ]

    def _number(self, query: str) -> int:
        return int(self._database.execute(query).fetchone()[0])

    def _tallies(self, query: str, given: tuple[object, ...]) -> list[Tally]:
        return [Tally(*row) for row in self._database.execute(query, given)]


@contextmanager
def counted(documents: Iterable[Document]) -> Iterator[Corpus]:
    """The counts of documents, in a temporary database on disk. Raises KawatError when the disk is full."""
    with tempfile.TemporaryDirectory(prefix="kawat-stats-") as directory:
        database = sqlite3.connect(Path(directory) / "corpus.sqlite", isolation_level=None)
        try:
            database.executescript(_SCHEMA)
            for number, document in enumerate(documents):
                _add(database, number, document)
            database.executescript(_COUNT)
            yield Corpus(database)
        except sqlite3.OperationalError as error:
            raise KawatError(f"{directory}: cannot be written ({error}); set TMPDIR to a disk with more room") from None
        finally:
            database.close()


def _add(database: sqlite3.Connection, number: int, document: Document) -> None:
    database.execute("INSERT INTO document VALUES (?, ?, ?)", (number, document.id, document.day))
    for named in document.named:
        database.execute(
            """INSERT INTO appearance VALUES (?, ?, ?)
               ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions""",
            (number, _thing(database, named), named.mentions),
        )


def _thing(database: sqlite3.Connection, named: Named) -> int:
    found = database.execute("SELECT number FROM thing WHERE key = ?", (named.key,)).fetchone()
    if found is None:
        values = (named.key, named.id, named.name, named.label, named.wikidata)
        found = database.execute(
            "INSERT INTO thing (key, id, name, label, wikidata) VALUES (?, ?, ?, ?, ?) RETURNING number", values
        ).fetchone()
    return int(found[0])

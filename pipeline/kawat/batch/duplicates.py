"""Documents that come twice: the same ID, or the same text. Found while planning, on disk and not in memory."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from kawat.batch.reading import Item
from kawat.errors import KawatError

_SCHEMA = """
PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA locking_mode = exclusive;
CREATE TABLE seen (hash BLOB PRIMARY KEY, source TEXT, position TEXT) WITHOUT ROWID; BEGIN
"""


class Duplicates:
    """Finds the duplicates of a stream of items, and writes a line of JSON for each:

    {"number", "source", "position", "id", "same": "id" | "text", "first": {"source", "position"}}

    `number` counts the items from 0. scratch: a file for the time of the search.
    """

    def __init__(self, scratch: Path, report: IO[bytes]) -> None:
        self._scratch = scratch
        self._report = report

    def watch(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items as they come. Raises KawatError when the disk is full."""
        self._scratch.unlink(missing_ok=True)
        self._seen = sqlite3.connect(self._scratch, isolation_level=None)
        try:
            self._seen.executescript(_SCHEMA)
            for number, item in enumerate(items):
                if item.dispatch:
                    self._look(number, item, "id", item.dispatch.id)
                    self._look(number, item, "text", item.dispatch.text)
                yield item
        except sqlite3.Error as error:
            raise KawatError(
                f"{self._scratch}: cannot be written ({error}); check the directory and the disk"
            ) from error
        finally:
            self._seen.close()

    def _look(self, number: int, item: Item, same: str, value: str) -> None:
        assert item.dispatch is not None
        digest = hashlib.blake2b(f"{same}\0{value}".encode(errors="surrogatepass"), digest_size=16).digest()
        where = [name.encode(errors="backslashreplace").decode() for name in (item.source, item.position)]
        if self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (digest, *where)).rowcount:
            return
        source, position = self._seen.execute("SELECT source, position FROM seen WHERE hash = ?", (digest,)).fetchone()
        line = {
            "number": number,
            "source": item.source,
            "position": item.position,
            "id": item.dispatch.id,
            "same": same,
            "first": {"source": source, "position": position},
        }
        self._report.write((json.dumps(line, ensure_ascii=False) + "\n").encode(errors="backslashreplace"))


def without_repeats(items: Iterable[tuple[int, Item]], report: Path) -> Iterator[tuple[int, Item]]:
    """The numbered items; one whose text has come before is in its place an item with a reason."""
    with report.open("rb") as lines:
        repeats = (line for line in map(json.loads, lines) if line["same"] == "text")
        repeat = next(repeats, None)
        for number, item in items:
            if repeat and repeat["number"] == number:
                first = f"{repeat['first']['source']} {repeat['first']['position']}".strip()
                item = Item(item.source, item.position, None, f"duplicate: the text of {first}")
                repeat = next(repeats, None)
            yield number, item

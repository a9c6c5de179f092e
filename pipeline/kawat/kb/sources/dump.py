"""Reading the public Wikidata JSON dump line by line: .json, .json.gz, .json.bz2, of any size."""

import bz2
import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kawat.errors import KawatError


def read_items(path: str | os.PathLike[str], skip: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yields (line number, one item's JSON) for every line of the dump's array after the first `skip` lines.

    Raises KawatError naming file and line for a dump that is missing, no dump, or cut short: a whole one ends in `]`.
    """
    number, last = 0, b""
    try:
        with _open(Path(path)) as file:
            for number, raw in enumerate(file, start=1):
                line = raw.strip()
                if number == 1 and line != b"[":
                    raise KawatError(
                        f"{path}:1: is no Wikidata JSON dump; expected a line '[' first, then one item a line"
                    )
                if line:
                    last = line
                if number > skip and line not in (b"[", b"]", b""):
                    yield number, line.rstrip(b",")
    except (EOFError, zlib.error) as error:
        raise KawatError(f"{path}: is cut short or damaged after line {number} ({error}); fetch it again") from None
    except OSError as error:
        reason = error.strerror or error
        raise KawatError(
            f"{path}: cannot be read after line {number} ({reason}); expected a Wikidata JSON dump"
        ) from None
    if last != b"]":
        raise KawatError(f"{path}: is cut short after line {number} (no closing ']'); fetch it again")


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return gzip.open(path)  # type: ignore[return-value]
    if path.suffix == ".bz2":
        return bz2.open(path)
    return path.open("rb")

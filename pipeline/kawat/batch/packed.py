"""Files opened as bytes, unpacked on the way (.gz, .zst), in bounded memory."""

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from kawat.errors import KawatError

PACKED = (".gz", ".zst")
_MOST_RATIO = 200  # news packs three to ten times smaller
_FREE_BYTES = 1 << 26  # what any file may unpack to


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes. Raises KawatError for what unpacks beyond all proportion, and what the unpackers raise."""
    with path.open("rb") as file:
        if path.suffix not in PACKED:
            yield file
            return
        unpacked = gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else _zstandard(file)
        yield cast(IO[bytes], io.BufferedReader(_Bounded(unpacked, path.stat().st_size)))


def _zstandard(file: IO[bytes]) -> Any:
    import pyarrow

    return pyarrow.CompressedInputStream(pyarrow.PythonFile(file, mode="r"), "zstd")


class Allowance:
    """What `packed` bytes may unpack to; a bomb goes off as a KawatError."""

    def __init__(self, packed: int) -> None:
        self._left = max(_FREE_BYTES, _MOST_RATIO * packed)

    def take(self, count: int) -> None:
        """`count` more bytes were unpacked."""
        self._left -= count
        if self._left < 0:
            raise KawatError(f"unpacks to more than {_MOST_RATIO} times its size; unpack it if that is right")


class _Bounded(io.RawIOBase):
    """The unpacked bytes of a file of `packed` bytes."""

    def __init__(self, unpacked: Any, packed: int) -> None:
        self._unpacked = unpacked
        self._allowance = Allowance(packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._unpacked.read(len(buffer))
        self._allowance.take(len(data))
        buffer[: len(data)] = data
        return len(data)

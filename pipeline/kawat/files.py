"""Files written whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kawat.errors import KawatError


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` under a temporary name, sync it, and give it its name. Raises KawatError; nothing is left
    then."""
    with replaced(path) as file:
        file.write(content)


@contextmanager
def replaced(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written piece by piece, that takes its name, for good, only when all is written. Raises KawatError;
    nothing is left then."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise KawatError(f"{path}: cannot be written ({error.strerror}); check the directory and the disk") from error
    finally:
        with suppress(OSError):
            partial.unlink()


def _sync(directory: Path) -> None:
    """The names in a directory outlast a power cut, too."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # what some network file systems say, which have no such thing
            raise
    finally:
        os.close(descriptor)

"""Files written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from kawat.errors import KawatError


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` under a temporary name, sync it, and give it its name. Raises KawatError; nothing is left
    then."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise KawatError(f"{path}: cannot be written ({error.strerror}); check the directory and the disk") from error

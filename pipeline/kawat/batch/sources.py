"""Finding the files of a run, and telling whether they are still the same."""

import glob
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kawat.batch.reading import KINDS, kind_of
from kawat.errors import KawatError


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when the run began. `sha256` is "" where it could not be read; `modified` in nanoseconds."""

    path: str
    size: int
    sha256: str
    modified: int

    @classmethod
    def of(cls, path: Path) -> "Source":
        status = path.stat()  # before the content is read, so that a later change shows
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            digest = ""
        return cls(str(path), status.st_size, digest, status.st_mtime_ns)

    def check(self) -> None:
        """Raises KawatError when the file has changed since."""
        try:
            status = Path(self.path).stat()
            same = (status.st_size, status.st_mtime_ns) == (self.size, self.modified)
        except OSError:
            same = False
        if not same:
            raise KawatError(
                f"{self.path}: changed during the run; put it back and resume, or start in a new directory"
            )


def find(names: Sequence[str], *, without: Path) -> list[Path]:
    """The files of names, globs and directories (all below them that a reader knows), each once, in a fixed order.

    without: a directory whose files are left out: the output. Raises KawatError for a name that matches nothing.
    """
    found: dict[Path, Path] = {}
    for name in names:
        paths = list(_expanded(name))
        if not paths:
            raise KawatError(f"{name}: no file to read; give .{', .'.join(KINDS)} files, their directory, or a glob")
        for path in paths:
            real = path.resolve()
            if not real.is_relative_to(without.resolve()):
                found.setdefault(real, path)
    return list(found.values())


def _expanded(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        yield from _known(sorted(path.rglob("*")))
    elif path.exists():
        yield path
    elif glob.has_magic(name):
        for match in sorted(map(Path, glob.glob(name, recursive=True))):
            yield from _known(sorted(match.rglob("*"))) if match.is_dir() else [match]


def _known(paths: Iterable[Path]) -> Iterator[Path]:
    return (path for path in paths if path.is_file() and kind_of(path) in KINDS)

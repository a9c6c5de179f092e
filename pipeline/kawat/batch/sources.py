"""Finding the files of a run, here or at URLs, and telling whether they are still the same."""

import glob
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kawat.batch.reading import KINDS, kind_of
from kawat.batch.storage import Remote, is_url
from kawat.errors import KawatError


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when the run began. `path` may be a URL. `sha256` is "" where it could not be read; `modified`
    changes with the content."""

    path: str
    size: int
    sha256: str
    modified: str

    @classmethod
    def named(cls, name: str) -> "Source":
        """The source of a path or a URL. Raises KawatError for a URL that cannot be read."""
        if not is_url(name):
            return cls.of(Path(name))
        remote = Remote(name)
        size, modified = remote.state()
        return cls(name, size, remote.sha256(), modified)

    @classmethod
    def of(cls, path: Path) -> "Source":
        status = path.stat()  # before the content is read, so that a later change shows
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            digest = ""
        return cls(str(path), status.st_size, digest, str(status.st_mtime_ns))

    def check(self) -> None:
        """Raises KawatError when the file has changed since."""
        if self._state() != (self.size, self.modified):
            raise KawatError(
                f"{self.path}: changed during the run; put it back and resume, or start in a new directory"
            )

    def _state(self) -> tuple[int, str] | None:
        try:
            if is_url(self.path):
                return Remote(self.path).state()
            status = Path(self.path).stat()
            return status.st_size, str(status.st_mtime_ns)
        except (OSError, KawatError):
            return None

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """The file where it can be read: at its path, or a copy of what the URL names, for the time of its use."""
        if is_url(self.path):
            with Remote(self.path).fetched() as path:
                yield path
        else:
            yield Path(self.path)


def find(names: Sequence[str], *, without: str) -> list[str]:
    """The paths and URLs of names, globs and directories (all below them that a reader knows), each once, in a fixed
    order.

    without: a directory whose files are left out: the output. Raises KawatError for a name that matches nothing.
    """
    found: dict[str, str] = {}
    for name in names:
        paths = Remote(name).files() if is_url(name) else list(map(str, _expanded(name)))
        paths = [path for path in paths if _known(path) or not is_url(path) or path == name]
        if not paths:
            raise KawatError(f"{name}: no file to read; give .{', .'.join(KINDS)} files, their directory, or a glob")
        for path in paths:
            if not f"{_real(path)}/".startswith(f"{_real(without)}/"):
                found.setdefault(_real(path), path)
    return list(found.values())


def _real(name: str) -> str:
    return name.rstrip("/") if is_url(name) else str(Path(name).resolve())


def _expanded(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        yield from _files(path)
    elif path.exists():
        yield path
    elif glob.has_magic(name):
        for match in sorted(map(Path, glob.glob(name, recursive=True))):
            yield from _files(match) if match.is_dir() else [match]


def _files(directory: Path) -> Iterator[Path]:
    return (path for path in sorted(directory.rglob("*")) if path.is_file() and _known(path.name))


def _known(name: str) -> bool:
    return kind_of(Path(name)) in KINDS

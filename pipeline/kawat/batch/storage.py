"""Files wherever fsspec reaches, by URL: `s3://…`, `gs://…`, `sftp://…`, `memory://…` (extra `storage`)."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import has_magic
from pathlib import Path, PurePosixPath

from kawat.errors import KawatError


def is_url(name: str) -> bool:
    """Whether a source or an output is somewhere else, not a local path."""
    return "://" in name


class Remote:
    """What a URL names: a file, a directory, or files that match it.

    Every method raises KawatError, in one line, for what the filesystem says: not there, no access, no network.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise KawatError(f"{url}: a URL needs fsspec; pip install 'kawat[storage]'") from None
        with self._told():
            self.fs, self.path = url_to_fs(url)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # each filesystem raises its own
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise KawatError(f"{self.url}: cannot be reached ({reason}); check the URL and the access to it") from error

    def files(self) -> list[str]:
        """The URLs of the file, of all below the directory, or of all that match, in order."""
        with self._told():
            there = [self.path] if self.fs.exists(self.path) else []
            named = self.fs.glob(self.path) if has_magic(self.path) else there
            found = {path for name in named for path in (self.fs.find(name) if self.fs.isdir(name) else [name])}
            return [self.fs.unstrip_protocol(path) for path in sorted(found)]

    def state(self) -> tuple[int, str]:
        """The file's size in bytes, and what changes with its content."""
        with self._told():
            self.fs.invalidate_cache()
            return self.fs.size(self.path), self.fs.ukey(self.path)

    def sha256(self) -> str:
        with self._told(), self.fs.open(self.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @contextmanager
    def fetched(self) -> Iterator[Path]:
        """The file as a local one of the same name, for the time of its use."""
        with tempfile.TemporaryDirectory(prefix="kawat-") as directory:
            local = Path(directory) / PurePosixPath(self.path).name
            with self._told():
                self.fs.get_file(self.path, str(local))
            yield local

    def names(self) -> list[str]:
        """What the directory holds, at any depth: names relative to it; none where it is not there."""
        with self._told():
            self.fs.invalidate_cache()
            root = PurePosixPath(self.path)
            found = self.fs.find(self.path) if self.fs.exists(self.path) else []
            return [str(PurePosixPath(path).relative_to(root)) for path in found]

    def download(self, name: str, local: Path) -> None:
        with self._told():
            self.fs.get_file(f"{self.path}/{name}", str(local))

    def upload(self, local: Path, name: str) -> None:
        """A whole file, under its name only when all of it is there."""
        target = f"{self.path}/{name}"
        with self._told():
            self.fs.makedirs(str(PurePosixPath(target).parent), exist_ok=True)
            self.fs.put_file(str(local), f"{target}.partial")
            self.fs.mv(f"{target}.partial", target)

    def remove(self, name: str) -> None:
        with self._told():
            self.fs.rm(f"{self.path}/{name}", recursive=True)

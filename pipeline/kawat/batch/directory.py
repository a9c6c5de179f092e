"""The output directory, here or at a URL: which parts are there, and one writer at a time.

    plan.json  part-00000.jsonl …  rejects.jsonl  duplicates.jsonl  summary.json

While a run is under way, `.work/` holds each part's rejects. They are written before the part, so a part that is there
is wholly there.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kawat.batch.reading import Item
from kawat.batch.storage import Remote, is_url
from kawat.errors import KawatError
from kawat.files import replaced, write_whole


def parts_in(path: Path, suffix: str) -> list[Path]:
    """The parts with this suffix in an output directory, in the order of their numbers."""
    numbered = ((part.name.removeprefix("part-").removesuffix(f".{suffix}"), part) for part in path.glob("part-*"))
    found = ((int(number), part) for number, part in numbered if number.isdecimal())
    return [part for _, part in sorted(found)]


class Directory:
    """An output directory whose parts end on `.suffix`; `opened` makes it and keeps other runs out."""

    def __init__(self, path: Path, suffix: str) -> None:
        self.path = path
        self.name = str(path)
        self._suffix = suffix
        self._work = path / ".work"
        self.plan = path / "plan.json"
        self.rejects = path / "rejects.jsonl"
        self.duplicates = path / "duplicates.jsonl"
        self.summary = path / "summary.json"
        self.scratch = self._work / "seen.sqlite"

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Raises KawatError: not writable, in use by another run, or holding what no run of this kind wrote."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.path, os.O_RDONLY)
        except OSError as error:
            raise KawatError(f"{self.name}: cannot be made ({error.strerror}); give another directory") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._prepare()
            yield
        except BlockingIOError:
            raise KawatError(f"{self.name}: another run is writing there; wait for it, or stop it") from None
        finally:
            os.close(lock)

    def _prepare(self) -> None:
        ours = {self._work.name, self.duplicates.name}
        others = sorted({path.name for path in self.path.iterdir()} - ours)
        if not self.plan.exists() and any(not name.endswith(".partial") for name in others):
            raise KawatError(f"{self.name}: holds {others[0]} but no plan of kawat batch; give an empty directory")
        try:
            self._work.mkdir(exist_ok=True)
            for partial in [*self.path.glob("*.partial"), *self._work.glob("*.partial")]:
                partial.unlink()
        except OSError as error:
            raise KawatError(f"{self.name}: cannot be written ({error.strerror}); check its permissions") from None

    def part(self, index: int) -> Path:
        return self.path / f"part-{index:05}.{self._suffix}"

    def has(self, index: int) -> bool:
        """Whether the part and its rejects are there."""
        return self._part_rejects(index).exists() and self.part(index).exists()

    def complete(self, parts: int) -> bool:
        """Whether the run has come to its end."""
        return self.summary.exists() and self.rejects.exists() and all(self.part(i).exists() for i in range(parts))

    def write(self, index: int, data: bytes, rejects: Iterable[Item]) -> None:
        """Writes a part: its rejects first. Raises KawatError."""
        lines = [
            json.dumps({"source": item.source, "position": item.position, "reason": item.reason}, ensure_ascii=False)
            for item in rejects
        ]
        content = "".join(f"{line}\n" for line in lines)
        write_whole(self._part_rejects(index), content.encode(errors="backslashreplace"))
        write_whole(self.part(index), data)

    def rejected(self, index: int) -> int:
        """How many rejects a part has that is there."""
        return self._part_rejects(index).read_bytes().count(b"\n")

    def gather(self, parts: Iterable[int]) -> None:
        """Writes the rejects of parts as one file."""
        with replaced(self.rejects) as file:
            for index in parts:
                file.write(self._part_rejects(index).read_bytes())

    def publish(self, path: Path) -> None:
        """A file of the directory, beside the parts, is written: let others see it."""

    def tidy(self) -> None:
        """Removes what only a run under way needs."""
        shutil.rmtree(self._work, ignore_errors=True)

    def _part_rejects(self, index: int) -> Path:
        return self._work / f"rejects-{index:05}.jsonl"


class RemoteDirectory(Directory):
    """An output directory at a URL, kept in a local one while a run goes on: what is done is uploaded, and a part that
    is there is an empty file here. There are no locks at a URL: that one run at a time writes there is the caller's
    care."""

    def __init__(self, url: str, suffix: str) -> None:
        self._local = tempfile.TemporaryDirectory(prefix="kawat-")
        super().__init__(Path(self._local.name), suffix)
        self.name = url.rstrip("/")
        self._remote = Remote(self.name)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Raises KawatError: not reachable, or holding what no run of this kind wrote."""
        with self._local:
            self._pull()
            with super().opened():
                yield

    def _pull(self) -> None:
        ours = {path.name for path in (self.plan, self.rejects, self.duplicates, self.summary)}
        for name in self._remote.names():
            local = self.path / name
            local.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".partial"):
                self._remote.remove(name)
            elif name in ours or local.parent == self._work:
                self._remote.download(name, local)
            else:
                local.touch()

    def publish(self, path: Path) -> None:
        self._remote.upload(path, str(path.relative_to(self.path)))

    def write(self, index: int, data: bytes, rejects: Iterable[Item]) -> None:
        super().write(index, data, rejects)
        self.publish(self._part_rejects(index))
        self.publish(self.part(index))
        self.part(index).write_bytes(b"")  # there it is, here it would only take room

    def gather(self, parts: Iterable[int]) -> None:
        super().gather(parts)
        self.publish(self.rejects)

    def tidy(self) -> None:
        super().tidy()
        if any(name.startswith(f"{self._work.name}/") for name in self._remote.names()):
            self._remote.remove(self._work.name)


def directory_at(out: str, suffix: str) -> Directory:
    """The output directory at a path or a URL."""
    return RemoteDirectory(out, suffix) if is_url(out) else Directory(Path(out), suffix)

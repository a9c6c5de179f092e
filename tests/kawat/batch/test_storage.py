"""Sources and outputs at URLs: the bytes of local ones, and the same guarantees."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from kawat.batch.directory import RemoteDirectory
from kawat.batch.run import Options, run
from kawat.errors import KawatError

Batch = Callable[..., Any]


@pytest.fixture
def memory() -> Iterator[Any]:
    """A filesystem in memory."""
    filesystem = fsspec.filesystem("memory")
    yield filesystem
    filesystem.store.clear()
    filesystem.pseudo_dirs[:] = [""]


@pytest.fixture
def remote(memory: Any, wire: Path) -> str:
    """The wire at a URL."""
    memory.pipe_file("/wire/a/wire.jsonl", wire.read_bytes())
    return "memory:///wire"


@pytest.fixture
def far(pipeline: str) -> Callable[..., Any]:
    """A run whose names and output are as they are given."""

    def call(*names: str, out: str, **options: Any) -> Any:
        return run(names, out, Options(**{"pipeline": pipeline, "part": 10} | options))

    return call


def parts(memory: Any, place: str) -> dict[str, bytes]:
    found = memory.find(place)
    return {path.removeprefix(f"{place}/"): memory.cat_file(path) for path in found if "/part-" in path}


def test_an_output_at_a_url_has_the_bytes_of_a_local_one(batch: Batch, far: Batch, memory: Any, wire: Path) -> None:
    summary = far(str(wire), out="memory:///out")
    near = batch(wire)
    assert summary == near.summary
    held = {path.removeprefix("/out/"): memory.cat_file(path) for path in memory.find("/out")}
    assert held == near.files


@pytest.mark.parametrize("name", ["memory:///wire", "memory:///wire/*/*.jsonl", "memory:///wire/a/wire.jsonl"])
def test_sources_at_urls_are_read(batch: Batch, far: Batch, memory: Any, remote: str, wire: Path, name: str) -> None:
    far(name, out="memory:///out")
    near = batch(wire)
    assert parts(memory, "/out") == {name: content for name, content in near.files.items() if name.startswith("part-")}
    first, *_ = memory.cat_file("/out/rejects.jsonl").splitlines()
    assert json.loads(first)["source"] == "memory:///wire/a/wire.jsonl"


def test_a_run_that_was_stopped_goes_on(batch: Batch, far: Batch, memory: Any, remote: str, wire: Path) -> None:
    with pytest.raises(KawatError, match=r"more than 5; see memory:///out/rejects\.jsonl, and resume$"):
        far(remote, out="memory:///out", max_rejects=5)
    before = parts(memory, "/out")
    assert 0 < len(before) < 10
    memory.pipe_file("/out/part-00009.jsonl.partial", b"half")
    assert far(remote, out="memory:///out").complete
    near = batch(wire)
    assert parts(memory, "/out") == {name: content for name, content in near.files.items() if name.startswith("part-")}
    assert not memory.exists("/out/.work")


def test_parts_that_are_there_are_not_made_again(
    far: Batch, memory: Any, remote: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KawatError):
        far(remote, out="memory:///out", max_rejects=5)
    there = set(parts(memory, "/out"))
    written = []
    write = RemoteDirectory.write

    def watched(directory: RemoteDirectory, index: int, *args: Any) -> None:
        written.append(directory.part(index).name)
        write(directory, index, *args)

    monkeypatch.setattr(RemoteDirectory, "write", watched)
    far(remote, out="memory:///out")
    assert written
    assert not there & set(written)


def test_the_output_of_another_job_is_refused(far: Batch, memory: Any, remote: str) -> None:
    far(remote, out="memory:///out")
    with pytest.raises(KawatError, match=r"^memory:///out: holds the output of another run \(documents per part is 20"):
        far(remote, out="memory:///out", part=20)


def test_a_directory_of_something_else_is_refused(far: Batch, memory: Any, remote: str) -> None:
    memory.pipe_file("/out/letters.txt", b"mine")
    with pytest.raises(KawatError, match=r"^memory:///out: holds letters\.txt but no plan of kawat batch"):
        far(remote, out="memory:///out")


def test_a_source_that_changes_meanwhile_is_told(
    far: Batch, memory: Any, remote: str, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = RemoteDirectory.write

    def changing(directory: RemoteDirectory, *args: Any) -> None:
        write(directory, *args)
        memory.pipe_file("/wire/a/wire.jsonl", wire.read_bytes() + b"{}\n")

    monkeypatch.setattr(RemoteDirectory, "write", changing)
    with pytest.raises(KawatError, match=r"^memory:///wire/a/wire\.jsonl: changed during the run"):
        far(remote, out="memory:///out")


def test_an_output_below_its_source_is_not_read(far: Batch, memory: Any, remote: str) -> None:
    once = far(remote, out="memory:///wire/out")
    assert far(remote, out="memory:///wire/out") == once


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nowhere://bucket/wire", r"cannot be reached \(Protocol not known: nowhere\)"),
        ("memory:///none", "no file to read"),
    ],
)
def test_a_url_that_leads_nowhere(far: Batch, url: str, reason: str) -> None:
    with pytest.raises(KawatError, match=rf"^{url}: {reason}"):
        far(url, out="memory:///out")


def test_without_fsspec_the_extra_is_named(far: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(KawatError, match=r"^s3://bucket/wire: a URL needs fsspec; pip install 'kawat\[storage\]'$"):
        far("s3://bucket/wire", out="memory:///out")

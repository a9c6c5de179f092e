"""Runs that are killed, stopped or run out of disk: resumed by the same call, they end with the same bytes."""

import contextlib
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from kawat.batch import run as runs
from kawat.batch import workers
from kawat.batch.directory import Directory
from kawat.batch.reading import Item, read_items
from kawat.errors import KawatError

Batch = Callable[..., Any]
Start = Callable[..., BaseProcess]


def parts(out: Path) -> set[Path]:
    return set(out.glob("part-*[0-9].jsonl"))


def wait_for(process: BaseProcess, out: Path, more: int = 1) -> None:
    """Until the run has written `more` parts, or has ended."""
    enough = len(parts(out)) + more
    while process.is_alive() and len(parts(out)) < enough:
        time.sleep(0.001)


@pytest.mark.parametrize("kills", [10, pytest.param(50, marks=pytest.mark.slow)])
def test_a_run_killed_at_any_instant_ends_as_if_it_had_not_been(
    start: Start, batch: Batch, wire: Path, tmp_path: Path, kills: int
) -> None:
    began = time.monotonic()
    whole = batch(wire, to="whole", part=1, dedupe=True).files
    seconds = time.monotonic() - began  # how long a run lasts here and now, so that kills come while it does
    chance = random.Random(13)
    killed = 0
    for number in range(5 * kills):  # some runs end before their kill comes: they do not count
        process = start(wire, part=1, dedupe=True)
        if number % 2:  # while writing; the others while loading, planning or writing
            wait_for(process, tmp_path / "out", chance.randrange(1, 20))
        process.join(chance.uniform(0, 0.01 if number % 2 else seconds))
        process.kill()
        process.join()
        made = {path.name: path.read_bytes() for path in parts(tmp_path / "out")}
        assert made == {name: whole[name] for name in made}
        if (tmp_path / "out" / "summary.json").exists():  # done already: from the start, so that there is work to kill
            shutil.rmtree(tmp_path / "out")
        killed += process.exitcode == -signal.SIGKILL
        if killed == kills:
            break
    assert killed == kills
    assert batch(wire, part=1, dedupe=True).files == whole


def test_ctrl_c_finishes_the_part_in_hand(start: Start, batch: Batch, wire: Path, tmp_path: Path) -> None:
    whole = batch(wire, to="whole", part=1).files
    process = start(wire, part=1)
    wait_for(process, tmp_path / "out")
    os.kill(process.pid or 0, signal.SIGINT)
    process.join(60)
    assert process.exitcode == 130
    assert (tmp_path / "out" / "rejects.jsonl").exists()
    assert not list(tmp_path.rglob("*.partial"))
    assert batch(wire, part=1).files == whole


def test_ctrl_c_while_planning_stops_at_once(
    batch: Batch, wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path, columns: dict[str, str]) -> Iterator[Item]:
        for item in read_items(path, columns):
            signal.raise_signal(signal.SIGINT)
            yield item

    with monkeypatch.context() as patch:
        patch.setattr(runs, "read_items", interrupted)
        with pytest.raises(KeyboardInterrupt):
            batch(wire)
    assert not (tmp_path / "out" / "plan.json").exists()
    assert batch(wire).summary.complete


@pytest.mark.parametrize("largest", [100, 3000, 11_000])
def test_a_full_disk_is_told_and_leaves_only_whole_parts(
    start: Start, batch: Batch, wire: Path, tmp_path: Path, lead: str, largest: int
) -> None:
    (tmp_path / "long.txt").write_text(lead * 100)
    whole = batch(wire, tmp_path / "long.txt", to="whole").files
    process = start(wire, tmp_path / "long.txt", largest=largest)
    process.join(60)
    assert process.exitcode == 2
    assert "cannot be written" in (tmp_path / "told").read_text()
    made = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("part-*")}
    assert made == {name: whole[name] for name in made}
    assert batch(wire, tmp_path / "long.txt").files == whole


def test_two_runs_do_not_write_to_one_directory(batch: Batch, wire: Path, tmp_path: Path) -> None:
    with (
        Directory(tmp_path / "out", "jsonl").opened(),
        pytest.raises(KawatError, match="out: another run is writing there; wait for it, or stop it"),
    ):
        batch(wire)


def test_a_missing_part_is_made_again(batch: Batch, wire: Path) -> None:
    out = batch(wire)
    before = out.files
    (out.path / "part-00003.jsonl").unlink()
    assert batch(wire).files == before


def test_a_source_that_changes_meanwhile_stops_the_run(
    batch: Batch, wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Directory.write

    def change_and_write(self: Directory, index: int, *rest: Any) -> None:
        write(self, index, *rest)
        if index == 4:
            wire.write_text(wire.read_text().replace("Putin", "Medvedev"))

    with monkeypatch.context() as patch:
        patch.setattr(Directory, "write", change_and_write)
        with pytest.raises(KawatError, match=r"wire.jsonl: changed during the run; put it back and resume, or"):
            batch(wire)
    parts = sorted((tmp_path / "out").glob("part-*"))
    assert [path.name for path in parts] == [f"part-0000{n}.jsonl" for n in range(5)]
    assert not any(b"Medvedev" in path.read_bytes() for path in parts)
    with pytest.raises(KawatError, match=r"holds the output of another run \(.*wire.jsonl has changed\)"):
        batch(wire)


# Workers


@pytest.mark.slow
def test_workers_change_nothing(batch: Batch, wire: Path) -> None:
    assert batch(wire, to="two", workers=2).files == batch(wire, to="one").files


@pytest.mark.slow
@pytest.mark.parametrize(("first", "then"), [(1, 2), (2, 1)])
def test_a_run_may_go_on_with_other_workers(
    batch: Batch, wire: Path, monkeypatch: pytest.MonkeyPatch, first: int, then: int
) -> None:
    write = Directory.write

    def write_and_stop(self: Directory, index: int, *rest: Any) -> None:
        write(self, index, *rest)
        if len(parts(self.path)) == 1:  # a second Ctrl-C would not wait
            signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(Directory, "write", write_and_stop)
        stopped = batch(wire, part=5, workers=first)
    assert 0 < len(parts(stopped.path)) < 20
    assert batch(wire, part=5, workers=then).files == batch(wire, to="whole", part=5).files


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_nothing(batch: Batch, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Directory.write
    pools: list[ProcessPoolExecutor] = []

    class Watched(ProcessPoolExecutor):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            pools.append(self)

    def kill_and_write(self: Directory, index: int, *rest: Any) -> None:
        if len(pools) == 1:
            with contextlib.suppress(ProcessLookupError):  # killed at the last part, and not yet replaced
                os.kill(next(iter(pools[0]._processes)), signal.SIGKILL)
        write(self, index, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(workers, "ProcessPoolExecutor", Watched)
        patch.setattr(Directory, "write", kill_and_write)
        out = batch(wire, to="two", workers=2)
    assert len(pools) == 2
    assert out.files == batch(wire, to="one").files


@pytest.mark.slow
def test_a_part_that_kills_its_workers_is_told(batch: Batch, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_begin", os.abort)
    with pytest.raises(KawatError, match=r"part \d+: a worker died 3 times while it was in hand .* fewer --workers"):
        batch(wire, workers=2)

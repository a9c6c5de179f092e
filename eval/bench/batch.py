"""`kawat batch` as a whole: its speed against other ways of the same work, its time and memory as documents grow.

    make bench            DOCUMENTS=20000 SCALE=100000 for the sizes that are promised; that takes hours
    python eval/bench/batch.py --documents 0 --scale 100000 --words 12    memory alone, in less than one

Batches are timed from the command to its end, with plan and writing, and once more less what a batch of a document a
worker takes; the other ways without their start. They take turns, each round on its own documents, of which the others
do a sample when they are many, and medians of the rounds are compared.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.dispatches import WORDS, Generator
from kawat.processors import processors

Ask = Callable[[str, int, int, int], tuple[int, float]]
PEERS = {"pipe": 400, "onnx": 400, "transformers": 40}  # and how many documents of a round each does at most
WAYS = {
    "batch": "kawat batch, from the command to its end",
    "less start": "kawat batch, less the start",
    "pipe": "nlp.pipe(texts), one process",
    "onnx": "bare ONNX Runtime, same pieces",
    "transformers": "transformers pipeline, f32, best batch size",
}


@dataclass(frozen=True)
class Run:
    """A batch that has ended. `memory`: the most that the process had, in MB; its workers' is not in it."""

    words: int
    seconds: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=1000, help="for the speed, all rounds together; 0: none")
    parser.add_argument("--scale", type=int, default=1000, help="for time and memory, against a tenth of it; 0: none")
    parser.add_argument("--words", type=int, default=WORDS, help="the median length of a dispatch in the scale")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        if given.documents:
            console.print(speed(folder, given.documents, given.rounds))
        if given.scale:
            console.print(scale(folder, (given.scale // 10, given.scale), given.words))


def speed(folder: Path, documents: int, rounds: int) -> Table:
    """Words a second of each way, and how many times as fast as it the batch is. A worker has two parts at least."""
    rows = list(lines(documents))
    part = max(1, min(1000, documents // rounds // processors() // 2))
    (folder / "all.jsonl").write_text("".join(rows), encoding="utf-8")
    found: dict[str, list[float]] = {name: [] for name in WAYS}
    with peers(folder / "all.jsonl") as ask:
        for number in range(rounds):
            start, end = (documents * edge // rounds for edge in (number, number + 1))
            (folder / f"{number}.jsonl").write_text("".join(rows[start:end]), encoding="utf-8")
            few = folder / f"few-{number}.jsonl"  # each time anew: a run that has ended does nothing again
            few.write_text("".join(rows[start : start + processors()]), encoding="utf-8")
            start_only = batch(few, "--part", "1")
            run = batch(folder / f"{number}.jsonl", "--part", str(part))
            found["batch"].append(run.words / run.seconds)
            found["less start"].append((run.words - start_only.words) / (run.seconds - start_only.seconds))
            for way, most in PEERS.items():
                words, seconds = ask(way, start, end, -(-(end - start) // most))
                found[way].append(words / seconds)
    medians = {name: statistics.median(speeds) for name, speeds in found.items()}
    best = medians["less start"]
    each = documents // rounds
    title = f"Batches of {each:,} made-up dispatches, medians of {rounds}, {processors()} processors"
    table = Table("way", "documents", "words/s", "batch, start included", "batch, less start", title=title)
    for name, way in WAYS.items():
        speeds = (medians["batch"] / medians[name], best / medians[name])
        done = len(range(0, each, -(-each // PEERS.get(name, each))))
        table.add_row(way, f"{done:,}", f"{medians[name]:,.0f}", *(f"{speed:.2f}×" for speed in speeds))
    return table


def scale(folder: Path, counts: Sequence[int], words: int) -> Table:
    """Time and memory of one worker for so many documents of about so many words, and against a tenth of them; the
    start is that of one."""
    title = "One worker, more documents: change against a tenth of them"
    table = Table("documents", "seconds", "ms/document, less start", "change", "peak MB", "change", title=title)
    start = _scaled(folder, 1, words)
    found: dict[int, tuple[float, float]] = {}
    for count in counts:
        run = _scaled(folder, count, words)
        found[count] = each, memory = (run.seconds - start.seconds) / count * 1000, run.memory
        tenth = found.get(count // 10)
        changes = [f"{new / old - 1:+.1%}" for new, old in zip(found[count], tenth, strict=True)] if tenth else ["", ""]
        table.add_row(f"{count:,}", f"{run.seconds:.1f}", f"{each:.2f}", changes[0], f"{memory:.0f}", changes[1])
    return table


def _scaled(folder: Path, count: int, words: int) -> Run:
    path = folder / f"scale-{count}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines(count, words))
    return batch(path, "--workers", "1")


def lines(count: int, words: int = WORDS) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in Generator(words=words)(count))


def batch(path: Path, *options: str) -> Run:
    """One run of the command on a file of dispatches. This process must be small: a child's peak counts from its size
    at the start."""
    command = [str(Path(sys.executable).with_name("kawat")), "batch", str(path), "-o", str(path.with_suffix(""))]
    began = time.perf_counter()
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kawat batch {path}: {told}")
    with path.open(encoding="utf-8") as file:
        words = sum(len(json.loads(line)["text"].split()) for line in file)
    return Run(words, seconds, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


@contextmanager
def peers(path: Path) -> Iterator[Ask]:
    """Asks `peers.py` for words and seconds of a way, for every `step`th document from one to another."""
    command = [sys.executable, str(Path(__file__).with_name("peers.py")), str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    def ask(way: str, start: int, end: int, step: int) -> tuple[int, float]:
        print(way, start, end, step, file=stdin, flush=True)
        words, seconds = stdout.readline().split()
        return int(words), float(seconds)

    yield ask
    stdin.close()
    process.wait()


if __name__ == "__main__":
    main()

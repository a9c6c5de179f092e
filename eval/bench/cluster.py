"""Two workers of a Ray cluster on this machine against one, each with one processor: `python eval/bench/cluster.py`.

Both annotate the same made-up dispatches, less what a run of a document a worker takes; they take turns, and medians
of the rounds are compared.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from rich.console import Console

from bench.batch import batch, lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    found: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as directory:
        for number in range(given.rounds):
            for workers, speeds in found.items():
                speeds.append(_speed(Path(directory), f"{number}-{workers}", given.documents, workers))
    one, two = (statistics.median(speeds) for speeds in found.values())
    Console().print(f"one worker {one:,.0f} words/s, two {two:,.0f}: {two / one:.2f}×", highlight=False)


def _speed(folder: Path, name: str, documents: int, workers: int) -> float:
    """Words a second of so many workers, without their start."""
    options = ("--engine", "ray", "--workers", str(workers), "--part")
    rows = list(lines(documents))
    few, all_of_them = folder / f"few-{name}.jsonl", folder / f"all-{name}.jsonl"
    few.write_text("".join(rows[:workers]), encoding="utf-8")
    all_of_them.write_text("".join(rows), encoding="utf-8")
    start = batch(few, *options, "1")
    run = batch(all_of_them, *options, str(max(1, documents // 20)))
    return (run.words - start.words) / (run.seconds - start.seconds)


if __name__ == "__main__":
    main()

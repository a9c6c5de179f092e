"""How fast a knowledge base of a million entities and three million names answers, and what memory it takes.

    python eval/bench/kb.py [ENTITIES]

The names are put together from the words of the project's own facts, at random but the same every time. The file is
built in a temporary directory (some minutes and 600 MB for a million), and measured in a process of its own.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from kawat.kb.build import build
from kawat.kb.check import scan_all
from kawat.kb.entity import LABELS, Entity
from kawat.kb.facts import Fact
from kawat.kb.store import KnowledgeBase

ROOT = Path(__file__).parents[2]
ENTITIES = 1_000_000
NAMES = 3  # of each entity
EXACT = 20_000
FUZZY = 2_000
# What issue and README promise: milliseconds, and megabytes.
PROMISED = {"open": 100.0, "exact, p50": 0.05, "exact, p99": 1.0, "fuzzy, p99": 20.0, "resident memory": 150.0}


class Invented:
    """A source of entities that nobody has heard of."""

    def __init__(self, entities: int) -> None:
        self.name = "invented"
        self._entities = entities
        self._words = sorted(
            {word for line in scan_all(ROOT / "models" / "kb")[0] for word in line.fact.names[0].split()}
        )

    def facts(self) -> Iterator[Fact]:
        chance = random.Random(7)
        for number in range(1, self._entities + 1):
            name, *others = (self.make(chance) for _ in range(NAMES))
            prior = round(0.5 * chance.random() ** 3, 3)
            entity = Entity(f"Q{number}", chance.choice(LABELS), name, "", f"Q{number}", None, prior, (), self.name)
            yield Fact(entity, tuple(others))

    def redirects(self) -> Iterator[tuple[str, int, str, str]]:
        yield from ()

    def make(self, chance: random.Random) -> str:
        """A name of two or three words, the first words of the list more often than the last."""
        return " ".join(
            self._words[int(len(self._words) * chance.random() ** 1.5)] for _ in range(chance.choice((2, 2, 3)))
        )


def slip(name: str, chance: random.Random) -> str:
    """The name with one letter left out, doubled, exchanged or another."""
    at = chance.randrange(1, len(name) - 1)
    letter = chance.choice("aeioukrstn")
    return name[:at] + chance.choice(("", name[at] * 2, name[at + 1] + name[at], letter)) + name[at + 1 :]


def milliseconds(work: Callable[[str], object], names: Sequence[str]) -> np.ndarray:
    """What each call took."""
    taken = []
    for name in names:
        began = time.perf_counter()
        work(name)
        taken.append(1000 * (time.perf_counter() - began))
    return np.array(taken)


def measure(path: Path, entities: int) -> dict[str, float]:
    """Figures of a knowledge base of `Invented`, and the share of slips that found their name."""
    began = time.perf_counter()
    kb = KnowledgeBase.open(path)
    opened = 1000 * (time.perf_counter() - began)
    chance = random.Random(11)
    names = sorted({kb.get(f"Q{chance.randint(1, entities)}").name for _ in range(EXACT + FUZZY)})  # type: ignore[union-attr]
    chance.shuffle(names)
    exact = milliseconds(kb.exact, names[FUZZY:])
    slips = [(name, slip(name, chance)) for name in names[:FUZZY]]
    fuzzy = milliseconds(kb.fuzzy, [wrong for _, wrong in slips])
    found = sum(any(hit.alias == name for hit in kb.fuzzy(wrong)) for name, wrong in slips[:200]) / len(slips[:200])
    return {
        "open": opened,
        "exact, p50": float(np.percentile(exact, 50)),
        "exact, p99": float(np.percentile(exact, 99)),
        "fuzzy, p50": float(np.percentile(fuzzy, 50)),
        "fuzzy, p99": float(np.percentile(fuzzy, 99)),
        "slips found": 100 * found,
        "resident memory": resident(),
    }


def resident() -> float:
    """Megabytes of this process that are in memory, mapped pages of the file among them."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(entities: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "kb.sqlite"
        began = time.perf_counter()
        meta = build([Invented(entities)], path)
        built = time.perf_counter() - began
        command = [sys.executable, __file__, "--measure", str(path), str(entities)]
        figures: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        size = path.stat().st_size / 1e6
    title = (
        f"{int(meta['entities']):,} entities, {int(meta['aliases']):,} names, {size:,.0f} MB, built in {built:,.0f} s"
    )
    table = Table("what", "measured", "promised", title=title)
    for what, figure in figures.items():
        unit = {"slips found": "%", "resident memory": "MB"}.get(what, "ms")
        promised = f"< {PROMISED[what]:g} {unit}" if what in PROMISED else ""
        table.add_row(what, f"{figure:.3g} {unit}", promised)
    Console(width=110).print(table)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else ENTITIES)

"""A cheap pipeline, a wire to annotate with it, and runs in this process or in one that can be killed."""

import json
import multiprocessing
import resource
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from kawat.batch.memory import peak_memory
from kawat.batch.run import Options, Summary, run
from kawat.errors import KawatError

LEAD = "MOSKOW, Presiden Rusia Vladimir Putin menelepon Presiden Kazakhstan Kassym-Jomart Tokayev, kata Kremlin."
NAMES = {"Vladimir Putin": "PER", "Kremlin": "ORG", "MOSKOW": "LOC", "Rusia": "LOC", "Kazakhstan": "LOC"}


class Result:
    """The output directory of a run, and what it said of itself."""

    def __init__(self, path: Path, summary: Summary | None = None) -> None:
        self.path = path
        self.summary = summary

    @property
    def files(self) -> dict[str, bytes]:
        found = (path for path in sorted(self.path.rglob("*")) if path.is_file())
        return {str(path.relative_to(self.path)): path.read_bytes() for path in found}

    @property
    def parts(self) -> list[list[dict[str, Any]]]:
        return [self.lines(path.name) for path in sorted(self.path.glob("part-*.jsonl"))]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row for part in self.parts for row in part]

    @property
    def rejects(self) -> list[dict[str, Any]]:
        return self.lines("rejects.jsonl")

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.path / name).read_bytes().split(b"\n")[:-1]]


def laid_out() -> Language:
    """Kawat's tokenizer and layout."""
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "kawat.WireTokenizer.v1"}}})
    nlp.add_pipe("kawat_layout", name="layout")
    return nlp


@pytest.fixture(scope="session")
def lead() -> str:
    return LEAD


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Kawat's tokenizer and layout, and a few names by rule."""
    nlp = laid_out()
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in NAMES.items()])  # type: ignore
    path = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(path)
    return str(path)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """A hundred dispatches, every seventh of them broken."""
    path = tmp_path / "wire.jsonl"
    lines = [
        "{broken" if number % 7 == 6 else json.dumps({"id": f"x{number}", "text": f"{LEAD} Berita ke-{number}."})
        for number in range(100)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def batch(pipeline: str, tmp_path: Path) -> Callable[..., Result]:
    """Runs a job of ten documents a part, to the directory `out` unless `to` names another."""

    def call(*names: Path | str, to: str = "out", **options: Any) -> Result:
        given: dict[str, Any] = {"pipeline": pipeline, "part": 10} | options
        return Result(tmp_path / to, run(list(map(str, names)), tmp_path / to, Options(**given)))

    return call


@pytest.fixture
def start(batch: Callable[..., Result], tmp_path: Path) -> Iterator[Callable[..., BaseProcess]]:
    """Starts a job in a process of its own. Its exit code is 2 for an error, which is in the file `told`, and 130 for a
    run that was asked to stop; the file `peak` says its most memory in bytes. `largest`: no file may grow beyond so
    many bytes."""
    context = multiprocessing.get_context("fork")
    started = []

    def work(names: tuple[Path, ...], largest: int, options: dict[str, Any]) -> None:
        unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest or unlimited[0], unlimited[1]))
        try:
            summary = batch(*names, **options).summary
            assert summary is not None
            (tmp_path / "peak").write_text(str(peak_memory()))
            raise SystemExit(0 if summary.complete else 130)
        except KawatError as error:
            resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
            (tmp_path / "told").write_text(str(error))
            raise SystemExit(2) from None

    def begin(*names: Path, largest: int = 0, **options: Any) -> BaseProcess:
        process = context.Process(target=work, args=(names, largest, options))
        process.start()
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.join()

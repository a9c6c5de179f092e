"""Workers that share the pipeline of the server they are forked from. It runs as long as the process that started it,
so each test has a process of its own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kawat.batch.plan import identity
from kawat.training.convert import convert

from .conftest import Result, laid_out

Batch = Callable[..., Any]

# Prints whether a worker, asked for a pipeline, has it from the server.
ASK = """
import json, sys
from kawat.batch.annotating import Setup
from kawat.batch.outputs import Format
from kawat.batch.workers import _Pool

started, asked = (Setup(name, Format.jsonl, 1, what) for name, what in json.loads(sys.argv[1]))
pool = _Pool(started, 1)._executor
module = "__import__('kawat.batch.shared', fromlist=['*'])"
question = f"{module}.load({asked.pipeline!r}, {asked.identity!r}) in {module}._loaded.values()"
print(pool.submit(eval, question).result())
"""


@pytest.fixture(scope="module")
def tagging(tiny_tagger: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline with a tagger in ONNX."""
    path = tmp_path_factory.mktemp("tagging")
    convert(str(tiny_tagger), path / "tagger")
    nlp = laid_out()
    nlp.add_pipe("kawat_ner", name="ner", config={"model": str(path / "tagger")})
    nlp.to_disk(path / "pipeline")
    return str(path / "pipeline")


def inherited(started: tuple[str, dict[str, str]], asked: tuple[str, dict[str, str]]) -> bool:
    argument = json.dumps([started, asked])
    run = subprocess.run([sys.executable, "-c", ASK, argument], capture_output=True, text=True, check=True)
    return {"True\n": True, "False\n": False}[run.stdout]


def kawat_batch(*arguments: Path | str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kawat.cli import app; app(prog_name='kawat')", "batch"]
    command += ["--workers", "2", "--part", "10", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="shared on Linux alone")
def test_a_worker_has_the_tagger_from_the_server(tagging: str) -> None:
    pipeline = (tagging, identity(Path(tagging)))
    assert inherited(pipeline, pipeline)


@pytest.mark.slow
def test_a_pipeline_without_a_tagger_of_ours_is_each_worker_s_own(pipeline: str) -> None:
    assert not inherited((pipeline, {}), (pipeline, {}))


@pytest.mark.slow
def test_a_pipeline_that_has_changed_since_is_loaded_anew(tagging: str) -> None:
    assert not inherited((tagging, {"pipeline": "before"}), (tagging, {"pipeline": "now"}))


@pytest.mark.slow
def test_workers_that_share_a_tagger_change_nothing(tagging: str, wire: Path, batch: Batch, tmp_path: Path) -> None:
    done = kawat_batch(wire, "-o", tmp_path / "two", "--pipeline", tagging)
    assert done.returncode == 0, done.stderr
    assert Result(tmp_path / "two").files == batch(wire, to="one", pipeline=tagging).files


@pytest.mark.slow
def test_a_pipeline_that_cannot_be_shared_is_told_by_the_workers(tagging: str, wire: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(tagging, tmp_path / "damaged")
    (damaged / "ner" / "model.onnx").write_bytes(b"damaged")
    done = kawat_batch(wire, "-o", tmp_path / "out", "--pipeline", damaged)
    assert done.returncode == 2
    assert "model.onnx: not a usable ONNX model" in done.stderr
    assert not list((tmp_path / "out").glob("part-*"))

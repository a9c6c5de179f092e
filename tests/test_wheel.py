"""The wheel carries everything: installed alone, run from an empty directory with the network cut."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("unshare") or os.geteuid() != 0, reason="cutting the network needs unshare and root"
)
def test_the_wheel_alone_annotates_with_the_network_cut(tmp_path, sample):
    python = sys.executable
    build = [python, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = tmp_path.glob("kawat-*.whl")
    alone, empty = tmp_path / "alone", tmp_path / "empty"
    empty.mkdir()
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(alone), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    environment = os.environ | {"PYTHONPATH": str(alone)}

    def run(code: str) -> str:
        command = ["unshare", "--net", python, "-c", code]
        return subprocess.run(
            command, cwd=empty, env=environment, input=sample, capture_output=True, text=True, check=True
        ).stdout

    assert Path(run("import kawat; print(kawat.__file__)").strip()).is_relative_to(alone)
    assert run("import kawat; print(kawat.load()('Presiden Rusia').ents[0].kb_id_)").strip() == "RUS"
    assert '"id": "CSTO"' in run("from kawat.cli import app; app(['annotate', '-'])")

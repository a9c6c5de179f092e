"""`kawat batch` on the command line."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kawat.batch.cli import batch
from kawat.commands import Commands


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(cls=Commands)
    app.command("batch")(batch)
    app.callback()(lambda: None)
    return app


def call(app: typer.Typer, *arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["batch", "--workers", "1", *map(str, arguments)])


def test_the_summary_says_what_became_of_all(app: typer.Typer, wire: Path, tmp_path: Path, pipeline: str) -> None:
    result = call(app, wire, "-o", tmp_path / "out", "-p", pipeline, "--dedupe")
    assert result.exit_code == 0
    assert result.stderr == "100 in = 86 out + 14 rejects; 0 IDs and 0 texts came before\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "duplicates.jsonl",
        "part-00000.jsonl",
        "plan.json",
        "rejects.jsonl",
        "summary.json",
    ]


def test_an_error_is_one_line(app: typer.Typer, wire: Path, tmp_path: Path, pipeline: str) -> None:
    result = call(app, wire, "-o", tmp_path / "out", "-p", pipeline, "--max-rejects", "3")
    assert result.exit_code == 2
    assert "14 rejects, more than 3; see" in result.stderr
    assert result.stderr.count("\n") == 1


def test_columns_are_named_by_options(app: typer.Typer, tmp_path: Path, pipeline: str) -> None:
    (tmp_path / "wire.csv").write_text("nomor,isi,hari\n7,Putin menelepon,2022-01-07\n")
    options = ("--text", "isi", "--id", "nomor", "--date", "hari")
    assert call(app, tmp_path / "wire.csv", "-o", tmp_path / "out", "-p", pipeline, *options).exit_code == 0
    assert (
        (tmp_path / "out" / "part-00000.jsonl").read_text().startswith('{"id": "7", "text": "Putin menelepon", "date"')
    )

"""`kawat annotate`: every way in, every way out, and one line for whatever is wrong."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from typer.testing import CliRunner, Result

from kawat import __version__
from kawat.cli import app
from kawat.record import Record

PUTIN = "MOSKOW, Presiden Rusia Vladimir Putin menelepon Tokayev."
CSTO = "Pemimpin CSTO membahas Kazakhstan, kata Budi Santoso."
Call = Callable[..., Result]


@pytest.fixture
def wires(tmp_path: Path) -> Path:
    """A directory of dispatches: two texts, and three in JSON Lines."""
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "putin.txt").write_text(PUTIN, encoding="utf-8")
    (folder / "csto.txt").write_text(CSTO, encoding="utf-8")
    rows = [{"id": "a1", "text": PUTIN, "date": "2022-01-07", "title": "Putin"}, {"text": CSTO}, {"text": ""}]
    (folder / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture
def annotate(cheap_pipeline: Path) -> Call:
    def call(*arguments: object, **settings: object) -> Result:
        given = ["annotate", *map(str, arguments), "--pipeline", str(cheap_pipeline)]
        return CliRunner().invoke(app, given, prog_name="kawat", **settings)

    return call


def records(result: Result) -> list[Record]:
    return [Record.from_json(line) for line in result.stdout.splitlines()]


def ids(record: Record) -> list[str]:
    return [mention.id for mention in record.mentions]


# Ways in


def test_a_file(annotate, wires):
    result = annotate(wires / "putin.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    (record,) = records(result)
    assert (record.id, record.text) == ("putin", PUTIN)
    assert ids(record) == ["moscow", "RUS", "vladimir-putin", "kassym-jomart-tokayev"]


def test_several_files_in_the_order_given(annotate, wires):
    result = annotate(wires / "putin.txt", wires / "more.jsonl", wires / "csto.txt")
    assert [record.id for record in records(result)] == ["putin", "a1", "more:2", "more:3", "csto"]
    assert records(result)[1].date == "2022-01-07"


def test_a_glob_takes_its_files_in_the_order_of_their_names(annotate, wires):
    (wires / "deep").mkdir()
    (wires / "deep" / "kremlin.txt").write_text("Kremlin diam.")
    assert [record.id for record in records(annotate(wires / "*.txt"))] == ["csto", "putin"]
    assert [record.id for record in records(annotate(wires / "**" / "*.txt"))] == ["csto", "kremlin", "putin"]


def test_a_file_whose_name_looks_like_a_glob(annotate, wires):
    (wires / "kawat[1].txt").write_text("Kremlin diam.")
    assert [record.id for record in records(annotate(wires / "kawat[1].txt"))] == ["kawat[1]"]


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input(annotate, arguments):
    result = annotate(*arguments, input=PUTIN)
    (record,) = records(result)
    assert (record.id, record.text) == ("stdin", PUTIN)


# Ways out


def test_json_lines_where_no_terminal_is(annotate, wires):
    assert records(annotate(wires / "csto.txt", "--format", "jsonl")) == records(annotate(wires / "csto.txt"))


def test_a_table(annotate, wires):
    result = annotate(wires / "csto.txt", "--format", "table")
    assert result.stdout.splitlines()[0] == "csto: 3 mentions, 3 entities"
    assert re.search(r"^CSTO +Organisasi Perjanjian Keamanan Kolektif +ORG +CSTO", result.stdout, re.MULTILINE)
    assert re.search(r"^– +Budi Santoso +PER", result.stdout, re.MULTILINE)


def test_html(annotate, wires):
    page = annotate(wires / "*.txt", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert page.count("<article>") == 2
    assert 'href="#e1-CSTO"' in page


def test_conll(annotate, wires):
    lines = annotate(wires / "csto.txt", "--format", "conll").stdout.splitlines()
    assert lines[:3] == ["# id = csto", "Pemimpin\tO\t_", "CSTO\tB-ORG\tCSTO"]
    assert "Santoso\tI-PER\tNIL" in lines


def test_spacy_documents(annotate, wires):
    result = annotate(wires / "*.txt", "--format", "spacy")
    docs = list(DocBin().from_bytes(result.stdout_bytes).get_docs(Vocab()))
    assert [doc.text for doc in docs] == [CSTO, PUTIN]
    assert docs[1].ents[2].kb_id_ == "vladimir-putin"
    assert docs[1]._.dateline.text.startswith("MOSKOW")


@pytest.mark.parametrize("format", ["jsonl", "table", "html", "conll", "spacy"])
def test_a_file_holds_what_the_screen_would_show(annotate, wires, tmp_path, format):
    out = tmp_path / "out"
    written = annotate(wires / "*.txt", "--format", format, "-o", out)
    assert (written.exit_code, written.stdout_bytes, written.stderr) == (0, b"", "")
    assert out.read_bytes() == annotate(wires / "*.txt", "--format", format).stdout_bytes


def test_why_a_name_is_linked_as_it_is(annotate, wires):
    text = annotate(wires / "csto.txt", "--explain").stdout
    assert "csto 9: CSTO (ORG)" in text
    assert "none of these" in text


# What is wrong

SICK = {
    "missing": ("tiada.txt", r"no such file; check the path"),
    "a directory": ("folder", r"a directory; give the files in it, as in .*/\*\.txt"),
    "binary": ("binary.txt", r"a binary file \(NUL at byte 4\); give UTF-8 text"),
    "latin": ("latin.txt", r"not UTF-8 at byte 9 \(0xe9\); convert it"),
    "a pattern": ("*.docx", r"no file matches; check the pattern"),
    "broken lines": ("broken.jsonl", r"line 2: not JSON"),
}


@pytest.fixture
def sick(wires: Path) -> Path:
    (wires / "folder").mkdir()
    (wires / "binary.txt").write_bytes(b"PK\x03\x04\0\0")
    (wires / "latin.txt").write_bytes(b"Kata Andr\xe9 Malraux")
    (wires / "broken.jsonl").write_text(json.dumps({"text": CSTO}) + "\n{\n")
    return wires


@pytest.mark.parametrize("kind", SICK)
def test_what_cannot_be_read_is_one_line_and_the_others_are_annotated(annotate, sick, kind):
    name, reason = SICK[kind]
    result = annotate(sick / "putin.txt", sick / name, sick / "csto.txt")
    assert result.exit_code == 2
    assert re.fullmatch(rf"kawat: {re.escape(str(sick / name))}[:,] {reason}.*\n", result.stderr)
    found = [record.id for record in records(result)]
    assert (found[0], found[-1]) == ("putin", "csto")
    assert found[1:-1] == (["broken:1"] if kind == "broken lines" else [])


def test_every_fault_has_its_line(annotate, sick):
    result = annotate(*(sick / name for name, _ in SICK.values()))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == len(SICK)


@pytest.mark.parametrize("format", ["jsonl", "html", "spacy"])
def test_with_a_fault_no_file_is_written(annotate, sick, tmp_path, format):
    out = tmp_path / "out"
    result = annotate(sick / "putin.txt", sick / "tiada.txt", "--format", format, "-o", out)
    assert result.exit_code == 2
    assert not list(tmp_path.glob("out*"))
    out.write_text("before")
    annotate(sick / "tiada.txt", "-o", out)
    assert out.read_text() == "before"


def test_a_file_that_cannot_be_written_is_told(annotate, wires, tmp_path):
    out = tmp_path / "none" / "out.jsonl"
    result = annotate(wires / "putin.txt", "-o", out)
    assert result.exit_code == 2
    assert (
        result.stderr == f"kawat: {out}: cannot be written (No such file or directory); check the directory and the"
        " disk\n"
    )


def test_a_pipeline_that_cannot_be_loaded_is_told(wires):
    result = CliRunner().invoke(app, ["annotate", str(wires / "putin.txt"), "-p", "id_kawat_xxl"], prog_name="kawat")
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"kawat: id_kawat_xxl: no pipeline; expected a pipeline directory.*\n", result.stderr)


def test_explanations_are_not_written_to_a_file_in_silence(wires, tmp_path):
    arguments = ["annotate", str(wires / "putin.txt"), "--explain", "-o", str(tmp_path / "out.txt")]
    result = CliRunner().invoke(app, arguments, prog_name="kawat")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "kawat: --explain prints tables of its own; leave out --output and --format\n"
    assert not (tmp_path / "out.txt").exists()


def test_a_pipeline_without_a_linker_explains_nothing(wires, tmp_path):
    spacy.blank("xx").to_disk(tmp_path / "blank")
    arguments = ["annotate", str(wires / "putin.txt"), "--explain", "-p", str(tmp_path / "blank")]
    result = CliRunner().invoke(app, arguments, prog_name="kawat")
    assert result.exit_code == 2
    assert result.stderr.startswith("kawat: this pipeline has no `linker` to explain;")


# As a program


def program(*arguments: object, **streams: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kawat.cli import app; app(prog_name='kawat')", *map(str, arguments)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.run(command, text=True, check=False, **streams)


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: what is written to the second can be read from the first."""
    ends = os.openpty()
    yield ends
    for end in ends:
        os.close(end)


def test_it_ends_with_a_line_and_no_traceback(cheap_pipeline, wires):
    done = program("annotate", wires / "putin.txt", wires / "tiada.txt", "-p", cheap_pipeline)
    assert done.returncode == 2
    assert Record.from_json(done.stdout).id == "putin"
    assert done.stderr == f"kawat: {wires / 'tiada.txt'}: no such file; check the path\n"


def test_on_a_terminal_it_shows_a_table(cheap_pipeline, wires, terminal):
    done = program("annotate", wires / "csto.txt", "-p", cheap_pipeline, stdout=terminal[1])
    assert done.returncode == 0
    assert "csto: 3 mentions, 3 entities" in os.read(terminal[0], 10_000).decode()


def test_without_files_on_a_terminal_it_does_not_wait(terminal):
    done = program("annotate", stdin=terminal[1])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kawat: no files; give a file, a glob, or - for standard input\n"


# The rest


def test_the_version():
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"{__version__}\n")


def test_looking_a_name_up(world_kb):
    result = CliRunner().invoke(app, ["kb", "lookup", "ODKB", "--kb", str(world_kb)])
    assert result.exit_code == 0
    assert re.search(r'^CSTO +Organisasi Perjanjian .* ORG .*acronym "ODKB", exact', result.stdout, re.MULTILINE)


def test_looking_a_name_up_in_a_file_that_is_no_knowledge_base(tmp_path):
    (tmp_path / "kb.sqlite").write_text("Kremlin")
    result = CliRunner().invoke(app, ["kb", "lookup", "CSTO", "--kb", str(tmp_path / "kb.sqlite")], prog_name="kawat")
    assert result.exit_code == 2
    assert re.fullmatch(rf"kawat: {tmp_path}/kb\.sqlite: .*\n", result.stderr)

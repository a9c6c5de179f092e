"""`kawat stats`: tables on a terminal, and a page that loads nothing and runs nothing."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kawat.batch.outputs import Format
from kawat.cli import app
from kawat.record import EntityRow

HOSTILE = "<script>alert('1')</script>\"&[bold]"


def call(*arguments: object):
    return CliRunner().invoke(app, ["stats", *map(str, arguments)], prog_name="kawat")


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("format", Format)
def test_tables_say_who_when_with_whom_and_what_is_new(output, format: Format) -> None:
    result = call(output(format))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("wire: 5 dispatches, 2022-01-07 to 2022-02-01, 1 without a date\n")
    text = re.sub(" +", " ", result.stdout)
    mentions = 4 if format is Format.ninjs else 8
    assert f"vladimir-putin Vladimir Putin 4 80.0% {mentions} 2022-01-07 2022-01-09" in text
    assert "2022-01-07 2 Vladimir Putin 2; Kremlin 2; Moskow 1" in text
    assert "Vladimir Putin Kremlin 2 1.2" in text
    new = text[text.index("New names") :]
    assert "Budi Santoso PER 2 2 2022-01-09" in new
    assert "Koperasi Maju" not in new


def test_top_says_how_many_rows(output) -> None:
    text = call(output(), "--top", "1").stdout
    assert "Vladimir Putin" in text[text.index("Most named: PER") : text.index("Most named: ORG")]
    assert "Budi Santoso" not in text[text.index("Most named: PER") : text.index("Most named: ORG")]


def test_a_run_under_way_says_so(output) -> None:
    out = output()
    (out / "part-00001.jsonl").unlink()
    assert "wire: 3 dispatches, 2022-01-07 to 2022-01-07, 1 without a date; parts not there yet: 1" in call(out).stdout


def test_the_page_is_whole_and_loads_nothing(output, tmp_path: Path) -> None:
    result = call(output(), "--html", tmp_path / "stats.html")
    assert result.exit_code == 0
    page = Page(tmp_path / "stats.html")
    assert [tag for tag, _ in page.tags].count("svg") == 6  # over time, three labels, together, one new name
    assert not {"script", "link", "img", "iframe", "object", "image", "use"} & {tag for tag, _ in page.tags}
    assert not [
        name for _, attributes in page.tags for name in attributes if name in ("src", "href") or name[:2] == "on"
    ]
    assert "url(" not in (tmp_path / "stats.html").read_text()
    assert "Vladimir Putin, 2022-01-07: 2 of 2 documents" in page.text


def test_a_name_is_text_everywhere(output, tmp_path: Path) -> None:
    rows = (EntityRow("x", "", HOSTILE, "PER", None, (0,)), EntityRow("y", HOSTILE, HOSTILE, "ORG", None, (0,)))
    out = output(named={HOSTILE: ("2022-01-07", rows), "d2": ("2022-01-08", rows)})
    result = call(out, "--html", tmp_path / "stats.html")
    assert HOSTILE in result.stdout
    page = Page(tmp_path / "stats.html")
    assert "script" not in {tag for tag, _ in page.tags}
    assert page.text.count(HOSTILE) > 8


def test_a_corpus_without_names_or_dates_is_a_page_too(output, tmp_path: Path) -> None:
    out = output(named={"d1": (None, ()), "d2": (None, ())})
    result = call(out, "--html", tmp_path / "stats.html")
    assert (result.exit_code, result.stderr) == (0, "")
    assert Page(tmp_path / "stats.html").text.count("wire: 2 dispatches, 2 without a date") == 1


def test_errors_are_one_line(output, tmp_path: Path) -> None:
    result = call(tmp_path / "none")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("kawat: ")
    result = call(output(), "--html", tmp_path / "none" / "stats.html")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "cannot be written (No such file or directory)" in result.stderr

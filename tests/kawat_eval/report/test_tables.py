"""Tables: the same in terminal and Markdown."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from kawat_eval.document import Document, Predictions
from kawat_eval.evaluation import evaluate
from kawat_eval.measure import Figure
from kawat_eval.report import markdown, terminal
from kawat_eval.report.tables import Table, details, percent, tables


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure(0.895, 0.871, 0.9164), "89.5 [87.1–91.6]"),
        (Figure(0.5, math.nan, math.nan), "50.0"),
        (Figure(math.nan, math.nan, math.nan), "–"),
    ],
)
def test_a_figure_is_shown_with_what_is_known_of_it(figure: Figure, shown: str) -> None:
    assert percent(figure) == shown


def test_every_row_has_as_many_cells_as_its_header(gold: list[Document], predict: Callable[..., Predictions]) -> None:
    evaluation = evaluate("system", gold, predict(gold, lambda m, _: None if m.label == "ORG" else m))
    for table in tables(evaluation) + details(evaluation):
        assert {len(row) for row in table.rows} <= {len(table.header)}, table.title


def test_links_are_left_out_of_a_system_that_has_none(
    gold: list[Document], predict: Callable[..., Predictions]
) -> None:
    def titles(predictions: Predictions) -> list[str]:
        return [table.title for table in tables(evaluate("system", gold, predictions))]

    assert "Links" in titles(predict(gold))
    assert "Links" not in titles(predict(gold, lambda mention, _: replace(mention, ids=None)))


def test_markdown_escapes_what_would_be_markup() -> None:
    page = markdown.render("A|B", [Table("*t*", ("a", "b"), [("x|y", "<b>_\n`c`")])])
    assert page == "# A\\|B\n\n## \\*t\\*\n\n| a | b |\n| --- | ---: |\n| x\\|y | \\<b\\>\\_ \\`c\\` |\n"


def test_the_terminal_takes_brackets_literally(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show([Table("[red]t[/red]", ("a", "b"), [("[bold]x", "89.5 [87.1–91.6]")])])
    printed = capsys.readouterr().out
    assert "[red]t[/red]" in printed
    assert "[bold]x" in printed
    assert "89.5 [87.1–91.6]" in printed

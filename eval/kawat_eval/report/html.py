"""A run as one self-contained HTML page, for looking: figures, plots, and every error in its sentence."""

from collections import Counter
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from kawat_eval.evaluation import Evaluation
from kawat_eval.pairs import KINDS
from kawat_eval.report import plots
from kawat_eval.report.errors import cards
from kawat_eval.report.tables import Table, details, percent, tables

_HEADLINES = {
    "strict.f1": "Strict F1: span and label",
    "end_to_end.f1": "End-to-end F1: span, label and link",
    "link.accuracy": "Right links, of names found",
    "calibration.ece": "Calibration error (ECE)",
}


def render(evaluation: Evaluation, comparisons: Sequence[Table]) -> str:
    """The page; it loads nothing from anywhere."""
    figures = evaluation.figures
    found = list(cards(evaluation))
    overview = tables(evaluation)
    environment = Environment(
        loader=PackageLoader("kawat_eval.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["share"] = lambda count, row: 0 if not sum(row) else round(count / sum(row), 3)
    return environment.get_template("page.html.j2").render(
        evaluation=evaluation,
        headlines=[(title, percent(figures[name])) for name, title in _HEADLINES.items() if name in figures],
        tables=[*comparisons, *overview],
        details=details(evaluation),
        labels_plot=plots.forest(_label_rows(evaluation)),
        slices_plot=plots.forest(_slice_rows(evaluation), figures["strict.f1"].value),
        reliability_plot=plots.reliability(evaluation.reliability) if evaluation.reliability else None,
        cards=found,
        kinds=Counter(fault.kind for card in found for fault in card.faults),
        all_kinds=KINDS,
    )


def _label_rows(evaluation: Evaluation) -> list[plots.Row]:
    names = {"all": "strict"} | {label: f"strict.{label}" for label in evaluation.labels[:-1]}
    parts = ("precision", "recall", "f1")
    return [(row, [(part, evaluation.figures[f"{name}.{part}"]) for part in parts]) for row, name in names.items()]


def _slice_rows(evaluation: Evaluation) -> list[plots.Row]:
    parts = [part for part in evaluation.slices if part.gold]
    return [(f"{part.name}: {part.value} ({part.gold})", [("f1", part.strict)]) for part in parts]

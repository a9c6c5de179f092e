"""The tables of a report, as plain text cells: terminal, Markdown and HTML show the same ones."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kawat_eval.evaluation import Evaluation
from kawat_eval.measure import Difference, Figure
from kawat_eval.pairs import KINDS
from kawat_eval.public import SetScore
from kawat_eval.run import Comparison
from kawat_eval.slices import Slice, worst
from kawat_eval.spans import SCHEMES

EMPTY = "–"
_LINK_ROWS = {
    "right, of names found": "link.accuracy",
    "end to end": "end_to_end",
    "in KB": "in_kb",
    "in KB, mean of documents": "in_kb.macro_f1",
    "NIL": "nil",
    "clusters, CEAF-e": "ceaf_e",
    "clusters, B-cubed": "b_cubed",
}
"""A measure that is one figure, or the first part of the names of three."""

_READING_ROWS = {
    "dates found: the span": "dates.spans",
    "dates right: span and value, of all in the gold": "dates.accuracy",
    "dates right, of those that the text tells": "dates.resolvable",
    "quotations found": "quotes",
    "quotations with the right speaker": "speakers",
    "speaker right, of quotations found": "speakers.accuracy",
    "offices: person, office, of what": "roles",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A title, a header, and rows of as many cells."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def tables(evaluation: Evaluation) -> list[Table]:
    """All that fits a screen: spans, labels, links, reading, errors by kind, the worst slices."""
    overall = percent(evaluation.figures["strict.f1"])
    return [
        _spans(evaluation),
        _labels(evaluation),
        *([_links(evaluation)] if evaluation.linked else []),
        *([_reading(evaluation)] if any(name.startswith(_READ) for name in evaluation.measures) else []),
        _errors(evaluation),
        _slices(f"Worst slices (the whole has {overall})", evaluation, worst(evaluation.slices)),
    ]


def details(evaluation: Evaluation) -> list[Table]:
    """What a reader goes on to: calibration, confusion of labels, every slice."""
    bins = [
        (f"{b.low:.1f}–{b.high:.1f}", str(b.mentions), _percent(b.confidence), _percent(b.accuracy))
        for b in evaluation.reliability
    ]
    confusion = [
        (label, *(str(int(count)) for count in counts))
        for label, counts in zip(evaluation.labels, evaluation.confusion, strict=True)
    ]
    return [
        *([Table("Calibration", ("score", "names", "mean score", "share right"), bins)] if bins else []),
        Table("Labels: gold (rows) against predicted (columns)", ("gold", *evaluation.labels), confusion),
        _slices("All slices", evaluation, evaluation.slices),
    ]


def comparison(compared: Comparison, title: str) -> Table:
    """Every figure's difference from an earlier run, in points, with interval and p-value."""
    shown = ["strict.f1", "exact.f1", "end_to_end.f1", "link.accuracy", "in_kb.f1", "nil.f1", "ceaf_e.f1", "b_cubed.f1"]
    rows = [(name, *_points(compared.differences[name])) for name in shown if name in compared.differences]
    scope = f"{compared.documents} documents" + (f", {compared.left_out} left out" if compared.left_out else "")
    return Table(f"{title}: {compared.system} ({scope})", ("figure", "difference", "95% interval", "p"), rows)


def public_table(scores: Sequence[SetScore], system: str) -> Table:
    """Each public set's figures, and under them those that others have published."""
    rows = []
    for score in scores:
        scored = f"{score.documents} documents"
        scored += f", {score.without_qid} links without QID" if score.without_qid else ""
        figures = (percent(score.precision), percent(score.recall), percent(score.f1))
        calibration = percent(score.ece) if score.ece else ""
        rows.append((score.set.name, system, scored, *figures, calibration))
        for other, f1 in score.set.published.items():
            rows.append((f"{score.set.name}, published", other, score.set.published_on, "", "", f"{100 * f1:.1f}", ""))
    return Table("Public sets", ("set", "system", "scored", "precision", "recall", "F1", "calibration error"), rows)


def percent(figure: Figure) -> str:
    """`89.5 [87.1–91.6]`, in percent; the interval is left out where none is known."""
    if math.isnan(figure.value):
        return EMPTY
    if math.isnan(figure.low):
        return _percent(figure.value)
    return f"{_percent(figure.value)} [{_percent(figure.low)}–{_percent(figure.high)}]"


def _percent(value: float) -> str:
    return EMPTY if math.isnan(value) else f"{100 * value:.1f}"


def _points(change: Difference) -> tuple[str, str, str]:
    if math.isnan(change.value):
        return EMPTY, EMPTY, EMPTY
    return f"{100 * change.value:+.1f}", f"{100 * change.low:+.1f} to {100 * change.high:+.1f}", f"{change.p:.3f}"


def _parts(evaluation: Evaluation, name: str) -> tuple[str, str, str]:
    """Precision, recall and F1; a measure that is one figure stands in F1's place."""
    figures = evaluation.figures
    if name in figures:
        return "", "", percent(figures[name])
    p, r, f = (percent(figures[f"{name}.{part}"]) for part in ("precision", "recall", "f1"))
    return p, r, f


def _spans(evaluation: Evaluation) -> Table:
    rows = [(scheme, *_parts(evaluation, scheme)) for scheme in SCHEMES]
    if evaluation.reliability:
        rows.append(("ECE (calibration)", *_parts(evaluation, "calibration.ece")))
    gold = sum(len(document.mentions) for document in evaluation.documents)
    title = f"Names ({gold} in {len(evaluation.documents)} documents)"
    return Table(title, ("scheme", "precision", "recall", "F1"), rows)


def _labels(evaluation: Evaluation) -> Table:
    rows = []
    for label in evaluation.labels[:-1]:
        _, predicted, gold = evaluation.measures[f"strict.{label}.f1"].counts.sum(axis=0)
        rows.append((label, str(int(gold)), str(int(predicted)), *_parts(evaluation, f"strict.{label}")))
    return Table("Labels (strict)", ("label", "gold", "found", "precision", "recall", "F1"), rows)


def _links(evaluation: Evaluation) -> Table:
    rows = [(title, *_parts(evaluation, name)) for title, name in _LINK_ROWS.items()]
    return Table("Links", ("links", "precision", "recall", "F1 or share"), rows)


_READ = ("dates.", "quotes.", "roles.")


def _reading(evaluation: Evaluation) -> Table:
    measures = evaluation.measures
    rows = []
    for title, name in _READING_ROWS.items():
        one = measures.get(name) or measures.get(f"{name}.f1")
        if one is not None:
            rows.append((title, str(int(one.counts.sum(axis=0)[-1])), *_parts(evaluation, name)))
    return Table("Reading", ("what", "gold", "precision", "recall", "F1 or share"), rows)


def _errors(evaluation: Evaluation) -> Table:
    counts = Counter(kind for pairs in evaluation.pairs for pair in pairs for kind in pair.kinds)
    return Table("Errors by kind", KINDS, [tuple(str(counts[kind]) for kind in KINDS)])


def _slices(title: str, evaluation: Evaluation, parts: Sequence[Slice]) -> Table:
    linked = evaluation.linked
    rows = [
        (part.name, part.value, str(part.gold), percent(part.strict), *([percent(part.end_to_end)] if linked else []))
        for part in parts
    ]
    return Table(title, ("slice", "value", "gold", "strict F1", *(["end to end F1"] if linked else [])), rows)

"""Plots as inline SVG, coloured by the page's style sheet. Every text that comes from data is escaped."""

import math
from collections.abc import Sequence

from markupsafe import Markup

from kawat_eval.calibration import Bin
from kawat_eval.measure import Figure

Row = tuple[str, Sequence[tuple[str, Figure]]]
"""A name and its figures (shares, 0..1), each under a series, which is the class that colours it."""

_SCALE, _RIGHT, _TOP, _AXIS = 400, 20, 4, 26
_LETTER, _SERIES, _GAP = 6.6, 9, 16
_SIDE, _MARGIN = 300, 44


def forest(rows: Sequence[Row], reference: float = math.nan) -> Markup:
    """A point and its interval for each figure of each row; `reference` draws a line to compare with."""
    shares = [share for _, figures in rows for _, figure in figures for share in (figure.value, figure.low)]
    floor = min(0.9, math.floor(10 * min((share for share in shares if not math.isnan(share)), default=0)) / 10)
    left = 20 + _LETTER * max(len(name) for name, _ in rows)
    height = _GAP + _SERIES * max(len(figures) for _, figures in rows)
    bottom = _TOP + len(rows) * height

    def x(share: float) -> str:
        return f"{left + (share - floor) / (1 - floor) * _SCALE:.1f}"

    parts = []
    for tick in range(round(10 * floor), 11):
        parts.append(_line("grid", x(tick / 10), _TOP, x(tick / 10), bottom))
        parts.append(_text("tick", x(tick / 10), bottom + 16, 10 * tick))
    if not math.isnan(reference):
        parts.append(_line("reference", x(reference), _TOP, x(reference), bottom))
    for index, (name, figures) in enumerate(rows):
        middle = _TOP + (index + 0.5) * height
        parts.append(_text("row", round(left - 12), middle + 4, name))
        for place, (series, figure) in enumerate(figures):
            y = middle + _SERIES * (place - (len(figures) - 1) / 2)
            if not math.isnan(figure.low):
                parts.append(_line(f"whisker {series}", x(figure.low), y, x(figure.high), y))
            if not math.isnan(figure.value):
                tip = f"{name}, {series}: {100 * figure.value:.1f}"
                parts.append(_circle(series, x(figure.value), y, 4, tip))
    return _svg(left + _SCALE + _RIGHT, bottom + _AXIS, "Figures with their 95% intervals, in percent", parts)


def reliability(bins: Sequence[Bin]) -> Markup:
    """Share right over mean score: a circle a bin, its area the bin's share of the names; the diagonal is perfect."""
    total = sum(bin.mentions for bin in bins)

    def x(share: float) -> float:
        return round(_MARGIN + share * _SIDE, 1)

    def y(share: float) -> float:
        return round(16 + (1 - share) * _SIDE, 1)

    parts = [_line("reference", x(0), y(0), x(1), y(1))]
    for tick in range(0, 11, 2):
        parts.append(_line("grid", x(tick / 10), y(0), x(tick / 10), y(1)))
        parts.append(_line("grid", x(0), y(tick / 10), x(1), y(tick / 10)))
        parts.append(_text("tick", x(tick / 10), y(0) + 18, 10 * tick))
        parts.append(_text("row", x(0) - 8, y(tick / 10) + 4, 10 * tick))
    for bin in bins:
        if bin.mentions:
            tip = f"{bin.mentions} names: mean score {100 * bin.confidence:.1f}, right {100 * bin.accuracy:.1f}%"
            radius = 4 + 14 * math.sqrt(bin.mentions / total)
            parts.append(_circle("f1", x(bin.confidence), y(bin.accuracy), radius, tip))
    return _svg(x(1) + 16, y(0) + _AXIS, "Share of right names over their score, in percent", parts)


def _svg(width: float, height: float, title: str, parts: Sequence[Markup]) -> Markup:
    opening = Markup('<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">')
    return opening.format(width, height, title) + Markup("").join(parts) + Markup("</svg>")


def _line(kind: str, x1: object, y1: object, x2: object, y2: object) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, x1, y1, x2, y2)


def _text(kind: str, x: object, y: object, text: object) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, x, y, text)


def _circle(kind: str, x: object, y: object, radius: float, tip: str) -> Markup:
    shape = Markup('<circle class="{}" cx="{}" cy="{}" r="{:.1f}"><title>{}</title></circle>')
    return shape.format(kind, x, y, radius, tip)

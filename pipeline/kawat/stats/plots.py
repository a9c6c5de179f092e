"""Plots as inline SVG, coloured by the page's style sheet. Every text that comes from data is escaped."""

from collections.abc import Sequence
from itertools import accumulate

from markupsafe import Markup

from kawat.stats.corpus import Pair, Tally

_LETTER = 7.2  # width of a letter of a name
_ROW = 18  # height of a row of a plot
_WIDTH = 640
_AXIS = 22
_NAME = 34  # letters of a name that are shown


def bars(things: Sequence[Tally]) -> Markup:
    """A bar for each thing, as long as it has documents."""
    left = _margin(things)
    most = max((thing.documents for thing in things), default=1)
    parts = []
    for row, thing in enumerate(things):
        width = thing.documents / most * (_WIDTH - left - 60)
        tip = f"{thing.name}: {thing.documents:,} documents, {thing.mentions:,} mentions"
        parts.append(_name(left, row, thing))
        parts.append(_box(thing.label, left, row * _ROW + 2, width, _ROW - 4, 1, tip))
        parts.append(_text("count", left + width + 6, row * _ROW + 13, f"{thing.documents:,}"))
    return _svg(_WIDTH, len(things) * _ROW, "Documents that name a thing", parts)


def times(periods: Sequence[tuple[str, int]], over_time: Sequence[tuple[Tally, Sequence[int]]]) -> Markup:
    """The documents of each period as bars, and below them for each thing the share that names it, as shades."""
    left = _margin([thing for thing, _ in over_time])
    step = (_WIDTH - left) / len(periods)
    most = max(documents for _, documents in periods)
    top = 90
    parts = []
    for column, (period, documents) in enumerate(periods):
        height = documents / most * (top - 10)
        x = left + column * step
        parts.append(_box("all", x, top - 4 - height, step - 1, height, 1, f"{period}: {documents:,} documents"))
    for row, (thing, counts) in enumerate(over_time):
        parts.append(_name(left, row, thing, top))
        most_share = max(count / documents for count, (_, documents) in zip(counts, periods, strict=True))
        for column, (count, (period, documents)) in enumerate(zip(counts, periods, strict=True)):
            if count:
                tip = f"{thing.name}, {period}: {count:,} of {documents:,} documents"
                shade = count / documents / most_share
                x = left + column * step
                parts.append(_box(thing.label, x, top + row * _ROW + 1, step - 1, _ROW - 2, shade, tip))
    bottom = top + len(over_time) * _ROW
    for column in sorted({0, len(periods) // 2, len(periods) - 1}):
        kind = "first" if column == 0 else "last" if column == len(periods) - 1 else "middle"
        x = left + (column + {"first": 0, "last": 1}.get(kind, 0.5)) * step
        parts.append(_text(f"tick {kind}", x, bottom + 14, periods[column][0]))
    return _svg(_WIDTH, bottom + _AXIS, "Documents over time, and the share that names each thing", parts)


def matrix(things: Sequence[Tally], pairs: Sequence[Pair]) -> Markup:
    """A square for each pair of things, the darker the larger the share of the rarer one's documents that it is."""
    left = _margin(things)
    places = {thing.number: index for index, thing in enumerate(things)}
    parts = []
    for index, thing in enumerate(things):
        parts.append(_name(left, index, thing))
        x, y = left + (index + 0.5) * _ROW, len(things) * _ROW + 8
        tilted = Markup('<text class="column" transform="translate({:.1f} {:.1f}) rotate(50)">{}</text>')
        parts.append(tilted.format(x, y, _short(thing.name)))
    for pair in pairs:
        shade = pair.documents / min(pair.one.documents, pair.other.documents)
        tip = f"{pair.one.name} and {pair.other.name}: {pair.documents:,} documents, lift {pair.lift:.1f}"
        places_of = (places[pair.one.number], places[pair.other.number])
        for row, column in (places_of, places_of[::-1]):
            parts.append(_box("all", left + column * _ROW + 1, row * _ROW + 1, _ROW - 2, _ROW - 2, shade, tip))
    side = len(things) * _ROW
    below = 0.8 * _LETTER * max((len(_short(thing.name)) for thing in things), default=0) + 16
    return _svg(left + side + below, side + below, "Things that documents name together", parts)


def line(counts: Sequence[int]) -> Markup:
    """A thing's documents over time, small enough for a row of a table."""
    most = max(counts, default=0) or 1
    step = 100 / max(len(counts) - 1, 1)
    places = accumulate([0.0] + [step] * (len(counts) - 1))
    points = " ".join(f"{x:.1f},{18 - 16 * count / most:.1f}" for x, count in zip(places, counts, strict=False))
    return _svg(100, 20, "Documents over time", [Markup('<polyline points="{}"/>').format(points)])


def _margin(things: Sequence[Tally]) -> float:
    return 12 + _LETTER * max((len(_short(thing.name)) for thing in things), default=0)


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _name(left: float, row: int, thing: Tally, top: float = 0) -> Markup:
    return _text("row", left - 8, top + row * _ROW + 13, _short(thing.name))


def _svg(width: float, height: float, title: str, parts: Sequence[Markup]) -> Markup:
    opening = Markup('<svg viewBox="0 0 {0:.0f} {1:.0f}" width="{0:.0f}" height="{1:.0f}" role="img" aria-label="{2}">')
    return opening.format(width, height, title) + Markup("").join(parts) + Markup("</svg>")


def _text(kind: str, x: float, y: float, text: str) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(kind, x, y, text)


def _box(kind: str, x: float, y: float, width: float, height: float, shade: float, tip: str) -> Markup:
    shape = '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" opacity="{:.2f}">'
    return Markup(shape + "<title>{}</title></rect>").format(kind, x, y, max(width, 0.5), height, shade, tip)

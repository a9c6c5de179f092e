"""The counts as tables on a terminal."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from kawat.formats.table import COLOURS
from kawat.stats.summary import Summary

_RIGHT = frozenset(("Documents", "Mentions", "Share", "Together", "Lift", "In the KB", "Unknown"))


def tables(summary: Summary) -> Iterator[Table]:
    """What is most named by label, when, together, and the new names."""
    yield _kinds(summary)
    for label, things in summary.most.items():
        grid = _grid(f"Most named: {label}", "ID", "Name", "Documents", "Share", "Mentions", "First", "Last")
        for thing in things:
            id = Text(thing.id or "–", style=f"bold {COLOURS.get(label, 'white')}" if thing.id else "dim")
            share = f"{thing.documents / summary.documents:.1%}"
            cells = (f"{thing.documents:,}", share, f"{thing.mentions:,}", thing.first or "", thing.last or "")
            grid.add_row(id, Text(thing.name), *cells)
        yield grid
    if summary.periods:
        yield _times(summary)
    if summary.pairs:
        grid = _grid("Named together", "One", "Other", "Together", "Lift")
        for pair in summary.pairs:
            grid.add_row(Text(pair.one.name), Text(pair.other.name), f"{pair.documents:,}", f"{pair.lift:.1f}")
        yield grid
    if summary.unknown:
        grid = _grid("New names, not in the knowledge base", "Name", "Label", "Documents", "Mentions", "First", "In")
        for thing in summary.unknown:
            counts = (f"{thing.documents:,}", f"{thing.mentions:,}")
            grid.add_row(Text(thing.name), thing.label, *counts, thing.first or "", Text(thing.example))
        yield grid


def _kinds(summary: Summary) -> Table:
    grid = _grid("Things and mentions", "Label", "In the KB", "Mentions", "Unknown", "Mentions")
    for kinds in summary.kinds:
        counts = (kinds.linked, kinds.linked_mentions, kinds.unknown, kinds.unknown_mentions)
        grid.add_row(Text(kinds.label, style=COLOURS.get(kinds.label, "white")), *(f"{count:,}" for count in counts))
    return grid


def _times(summary: Summary) -> Table:
    """For each period the things of which it has most."""
    grid = _grid("Over time", "Period", "Documents", "Most named")
    for index, (period, documents) in enumerate(summary.periods):
        row = sorted(((counts[index], thing.name) for thing, counts in summary.over_time), reverse=True)
        named = "; ".join(f"{name} {count:,}" for count, name in row[:3] if count)
        grid.add_row(period, f"{documents:,}", Text(named))
    return grid


def _grid(title: str, *headings: str) -> Table:
    grid = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, overflow="fold", justify="right" if heading in _RIGHT else "left")
    return grid

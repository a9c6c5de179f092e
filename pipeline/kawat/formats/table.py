"""Readable tables for a terminal: what a dispatch says, and why a name is linked as it is."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import shorten
from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from kawat.kb.lookup import Found
from kawat.linking.explain import Option
from kawat.record import EntityRow, Record

COLOURS = {"PER": "magenta", "ORG": "cyan", "LOC": "green"}
REASONS = 5  # that are shown of each option
QUOTED = 75  # characters that are shown of what somebody said
WIDTH = 120  # where there is no terminal


def console() -> Console:
    """Standard output; where it is no terminal, wide enough for names to stay whole."""
    paper = _paper()
    return paper if paper.is_terminal else _paper(width=WIDTH)


def plain(records: Iterable[Record]) -> str:
    """The tables as text without colours, for a file."""
    text = io.StringIO()
    paper = _paper(file=text, width=WIDTH)
    for record in records:
        paper.print(table(record))
    return text.getvalue()


def table(record: Record) -> Group:
    """One row per distinct entity, in the order of the text: ID, name, label, forms with their counts, least score.

    Below it stand, where there are any, the offices of persons, the dates in order, and who said what.
    """
    grid = _grid("ID", "Name", "Label", "Forms", "Score")
    for row in record.entities:
        colour = COLOURS.get(row.label, "white")
        id = Text(row.id, style=f"bold {colour}") if row.id else Text("–", style="dim")
        grid.add_row(id, row.name, Text(row.label, style=colour), _forms(record, row), _score(record, row))
    counts = f"{len(record.mentions)} mentions, {len(record.entities)} entities"
    title = Text(f"{record.id}: {counts}" if record.id else counts, style="bold")
    below = [part for read in (_roles(record), _dates(record), _quotes(record)) if read.rows for part in ("", read)]
    return Group(title, grid, *below)


def options(title: str, explained: Sequence[Option]) -> Group:
    """The entities that a name may stand for, the likeliest first, each with its weightiest reasons."""
    grid = _grid("Score", "ID", "Name", "Label", "Why")
    for option in explained:
        why = "; ".join(str(reason) for reason in option.reasons[:REASONS])
        entity = option.entity
        cells = (entity.id, entity.name, entity.label) if entity else ("–", "none of these", "")
        grid.add_row(f"{option.score:.2f}", *cells, why)
    return Group(Text(title, style="bold"), grid)


def found(candidates: Sequence[Found]) -> Table:
    """What the knowledge base has for a name, and how each was found."""
    grid = _grid("ID", "Name", "English", "Label", "Country", "Wikidata", "Belongs to", "Prior", "Why")
    for candidate in candidates:
        entity = candidate.hit.entity
        cells = (entity.name, entity.name_en, entity.label, entity.country or "", entity.wikidata or "")
        ties = ", ".join(map(str, entity.relations))
        grid.add_row(Text(entity.id, style="bold"), *cells, ties, f"{entity.prior:.2f}", candidate.why)
    return grid


def _paper(**options: Any) -> Console:
    """A console that takes no name for markup: copy holds brackets and colons."""
    return Console(highlight=False, markup=False, emoji=False, **options)


def _grid(*headings: str) -> Table:
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, overflow="fold", justify="right" if heading == "Score" else "left")
    return grid


def _forms(record: Record, row: EntityRow) -> str:
    return _counted(Counter(record.mentions[index].text for index in row.mentions))


def _counted(forms: Counter[str]) -> str:
    return "; ".join(form if count == 1 else f"{form} ×{count}" for form, count in forms.items())


def _roles(record: Record) -> Table:
    names = {row.cluster: row.name for row in record.entities}
    grid = _grid("Person", "Office", "Of", "Country")
    for row in record.entities:
        for role in row.roles:
            office = f"{role.office} ({role.status})" if role.status else role.office
            grid.add_row(row.name, office, names.get(role.of, ""), role.country or "")
    return grid


def _dates(record: Record) -> Table:
    """Each day, month or year with the expressions that say it; what could not be resolved comes last, with why."""
    said: dict[tuple[bool, str], Counter[str]] = {}
    for date in record.dates:
        key = (date.iso is None, date.iso or f"– {date.reason}")
        said.setdefault(key, Counter())[date.text] += 1
    grid = _grid("When", "Said as")
    for (_, when), forms in sorted(said.items()):
        grid.add_row(Text(when, style="yellow"), _counted(forms))
    return grid


def _quotes(record: Record) -> Table:
    names = {row.cluster: row.name for row in record.entities}
    grid = _grid("Speaker", "Said")
    for quote in record.quotes:
        said = shorten(record.text[quote.start : quote.end], QUOTED, placeholder=" …")
        grid.add_row(names.get(quote.cluster, quote.name) or "–", f"“{said}”" if quote.direct else said)
    return grid


def _score(record: Record, row: EntityRow) -> str:
    scores = [score for index in row.mentions if (score := record.mentions[index].score) is not None]
    return f"{min(scores):.2f}" if scores else ""

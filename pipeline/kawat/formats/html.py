"""A self-contained page: each dispatch with its names and dates marked, its entities, its dates, and who said what."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from kawat.record import DateRow, Mention, QuoteRow, Record

Mark = Mention | DateRow
Piece = tuple[str, Mark | None]
Speaker = tuple[str, str]
"""Cluster, "" for who is no entity, and name."""


def html(records: Iterable[Record]) -> str:
    """The page. Every text is escaped: names and dispatches may hold HTML."""
    folder = Path(__file__).parent
    environment = Environment(loader=FileSystemLoader(folder), autoescape=select_autoescape(["j2"]), trim_blocks=True)
    pages = [
        {
            "record": record,
            "paragraphs": list(paragraphs(record)),
            "names": _names(record),
            "timeline": timeline(record),
            "said": said(record),
        }
        for record in records
    ]
    return environment.get_template("page.html.j2").render(pages=pages)


def paragraphs(record: Record) -> Iterator[list[Piece]]:
    """The text as paragraphs of pieces, each plain, a mention, or a date."""
    pieces: list[Piece] = []
    at = 0
    for mark in [*_marks(record), None]:
        *whole, rest = record.text[at : mark.start if mark else None].split("\n")
        for line in whole:
            yield [*pieces, (line, None)]
            pieces = []
        pieces.append((rest, None))
        if mark:
            pieces.append((mark.text, mark))
            at = mark.end
    yield pieces


def _marks(record: Record) -> list[Mark]:
    """Mentions, and the dates that overlap none, in order."""
    named = {place for mention in record.mentions for place in range(mention.start, mention.end)}
    dates = (date for date in record.dates if named.isdisjoint(range(date.start, date.end)))
    return sorted([*record.mentions, *dates], key=lambda mark: mark.start)


def timeline(record: Record) -> list[DateRow]:
    """The dates in order of time; those that could not be resolved come last."""
    return sorted(record.dates, key=lambda date: (date.iso is None, date.iso or "", date.start))


def said(record: Record) -> dict[Speaker, list[QuoteRow]]:
    """What each speaker said, in the order in which they come to speak."""
    names = _names(record)
    speakers: dict[Speaker, list[QuoteRow]] = {}
    for quote in record.quotes:
        name = names.get(quote.cluster, quote.name)
        speakers.setdefault((quote.cluster, name), []).append(quote)
    return speakers


def _names(record: Record) -> dict[str, str]:
    """The name of each cluster."""
    return {row.cluster: row.name for row in record.entities}

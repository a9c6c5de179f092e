"""A self-contained page: each dispatch with its mentions coloured and linked to the list of its entities."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from kawat.record import Mention, Record

Piece = tuple[str, Mention | None]


def html(records: Iterable[Record]) -> str:
    """The page. Every text is escaped: names and dispatches may hold HTML."""
    folder = Path(__file__).parent
    environment = Environment(loader=FileSystemLoader(folder), autoescape=select_autoescape(["j2"]), trim_blocks=True)
    pages = [{"record": record, "paragraphs": list(paragraphs(record))} for record in records]
    return environment.get_template("page.html.j2").render(pages=pages)


def paragraphs(record: Record) -> Iterator[list[Piece]]:
    """The text as paragraphs of pieces, each plain or a mention."""
    pieces: list[Piece] = []
    at = 0
    for mention in [*record.mentions, None]:
        *whole, rest = record.text[at : mention.start if mention else None].split("\n")
        for line in whole:
            yield [*pieces, (line, None)]
            pieces = []
        pieces.append((rest, None))
        if mention:
            pieces.append((mention.text, mention))
            at = mention.end
    yield pieces

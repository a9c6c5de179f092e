"""`kawat stats`: what the output of a batch is about."""

from pathlib import Path
from typing import Annotated

import typer


def stats(
    output: Annotated[Path, typer.Argument(help="The output directory of a kawat batch.")],
    html: Annotated[Path | None, typer.Option(help="Write a page with plots to this file as well.")] = None,
    top: Annotated[int, typer.Option(min=1, max=200, help="Rows of each table.")] = 20,
) -> None:
    """Show who and what a batch is about: counts, over time, named together, new names."""
    from kawat.files import write_whole
    from kawat.formats.table import console
    from kawat.stats.corpus import counted
    from kawat.stats.parts import find_parts, planned, read_documents
    from kawat.stats.summary import summarise
    from kawat.stats.tables import tables

    parts = find_parts(output)
    missing = max(0, (planned(output) or 0) - len(parts))
    with counted(document for path in parts for document in read_documents(path)) as corpus:
        summary = summarise(corpus, output.resolve().name, missing, top)
    paper = console()
    paper.print(summary.heading, style="bold")
    for table in tables(summary):
        paper.print()
        paper.print(table)
    if html:
        from kawat.stats.html import html as page

        write_whole(html, page(summary).encode())

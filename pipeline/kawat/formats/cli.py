"""`kawat gold`: gold in the formats of other tools."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Gold from and for other tools.")


@app.callback()
def gold() -> None:
    """Gold from and for other tools."""


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="A gold directory, or a .conll, .json, .spacy, .tsv or .zip.")],
    target: Annotated[Path, typer.Argument(help="What to write; its ending says how, no ending: a gold directory.")],
) -> None:
    """Convert gold: CoNLL, Label Studio (.json), spaCy's DocBin (.spacy), INCEpTION and WebAnno TSV 3 (.tsv, or a .zip
    of many). What is written is read back first."""
    from kawat.formats.convert import convert

    typer.echo(f"{target}: {convert(source, target)} documents")

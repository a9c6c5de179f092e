"""`kawat kb`: looking names up, building and checking knowledge bases."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Look up, build and check knowledge bases.")


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name, as it stands in the copy.")],
    label: Annotated[str, typer.Option(help="PER, ORG or LOC; any when left out.")] = "",
    kb: Annotated[Path | None, typer.Option(help="A knowledge base; the default pipeline's when left out.")] = None,
) -> None:
    """Show what a name may stand for, without any context, and why."""
    from kawat.formats.table import console, options
    from kawat.linking.component import EntityLinker
    from kawat.linking.explain import explain
    from kawat.loading import default_kb

    linker = EntityLinker("linker", str(kb) if kb else default_kb())
    console().print(options(name, explain(linker, name, label)))

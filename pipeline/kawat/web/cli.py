"""`kawat serve`: the page and the HTTP interface."""

from pathlib import Path
from typing import Annotated

import typer

from kawat.errors import KawatError


def serve(
    directory: Annotated[
        Path, typer.Argument(help="The desk's directory: a batch's output to browse; gold is saved under its gold/.")
    ] = Path("."),
    facts: Annotated[Path | None, typer.Option(help="The text facts (models/kb) that people may add to.")] = None,
    host: Annotated[str, typer.Option(help="The address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 is any free one.")] = 8000,
    pipeline: Annotated[
        str | None, typer.Option("--pipeline", "-p", help="Pipeline directory, .cfg or package.")
    ] = None,
    token: Annotated[
        str | None, typer.Option(envvar="KAWAT_TOKEN", help="What callers must show; best set in the environment.")
    ] = None,
) -> None:
    """Serve the desk's page and the HTTP interface, on this machine alone unless told otherwise.

    On another --host, callers must show the token: `Authorization: Bearer TOKEN`, or /?token=TOKEN once in a browser.
    """
    try:
        from kawat.web.server import serve as run
    except ImportError as error:
        raise KawatError(f"`kawat serve` needs {error.name}; pip install 'kawat[serve]'") from None
    run(host=host, port=port, token=token, directory=directory, facts=facts, pipeline=pipeline)

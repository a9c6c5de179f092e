"""`kawat batch`: many dispatches to parts of records."""

from typing import Annotated

import typer

from kawat.batch.engine import Engine
from kawat.batch.outputs import Format


def batch(
    sources: Annotated[
        list[str], typer.Argument(help="Files, directories, globs, or URLs; packed with .gz or .zst as well.")
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="The directory of the parts, or its URL.")],
    pipeline: Annotated[
        str | None, typer.Option("--pipeline", "-p", help="Pipeline directory, .cfg or package.")
    ] = None,
    format: Annotated[Format, typer.Option(help="Of the parts.")] = Format.jsonl,
    text: Annotated[str | None, typer.Option(help="The column of the text.")] = None,
    id: Annotated[str | None, typer.Option(help="The column of the ID.")] = None,
    date: Annotated[str | None, typer.Option(help="The column of the date.")] = None,
    part: Annotated[int, typer.Option(min=1, help="Documents in one part at most.")] = 1000,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one for each processor.")] = 0,
    dedupe: Annotated[bool, typer.Option("--dedupe", help="Reject documents whose text has come before.")] = False,
    max_rejects: Annotated[int | None, typer.Option(min=0, help="Stop when there are more.")] = None,
    engine: Annotated[Engine, typer.Option(help="This machine, or a Ray cluster (extra `ray`).")] = Engine.local,
    address: Annotated[
        str | None, typer.Option(help="Of the Ray cluster; RAY_ADDRESS or one on this machine when left out.")
    ] = None,
) -> None:
    """Annotate many dispatches, nothing lost, nothing twice.

    A run that was stopped, however, is resumed by the same command. What could not be read or annotated is in
    rejects.jsonl with the reason; what came twice is in duplicates.jsonl. Ctrl-C finishes the parts in hand.
    """
    from kawat.batch.run import Options, run

    columns = {name: column for name, column in {"text": text, "id": id, "date": date}.items() if column}
    options = Options(
        pipeline=pipeline,
        format=format,
        columns=columns,
        part=part,
        dedupe=dedupe,
        workers=workers,
        max_rejects=max_rejects,
        engine=engine,
        address=address,
    )
    summary = run(sources, output, options)
    left = summary.documents - summary.annotated - summary.rejected
    told = f"{summary.documents:,} in = {summary.annotated:,} out + {summary.rejected:,} rejects"
    repeats = f"{summary.duplicate_ids:,} IDs and {summary.duplicate_texts:,} texts came before"
    typer.echo(f"{told}{f' + {left:,} left; the same command goes on' if left else ''}; {repeats}", err=True)
    if left:
        raise typer.Exit(130)

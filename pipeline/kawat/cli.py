"""The command line: `kawat annotate`, `kawat batch`, `kawat stats`, `kawat kb`, `kawat train`, `kawat serve`."""

import glob
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kawat import __version__
from kawat.batch.cli import batch
from kawat.commands import Commands
from kawat.dispatch import Dispatch, read
from kawat.errors import KawatError
from kawat.formats.cli import app as gold_app
from kawat.kb.cli import app as kb_app
from kawat.stats.cli import stats
from kawat.training.cli import app as train_app
from kawat.web.cli import serve

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

app = typer.Typer(
    name="kawat", cls=Commands, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False
)
app.command()(batch)
app.command()(stats)
app.command()(serve)
app.add_typer(kb_app, name="kb")
app.add_typer(gold_app, name="gold")
app.add_typer(train_app, name="train")

Annotated_ = tuple[Dispatch, "Doc"]


class Format(StrEnum):
    table = "table"
    jsonl = "jsonl"
    html = "html"
    conll = "conll"
    spacy = "spacy"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Indonesian newswire to linked entities."""


@app.command()
def annotate(
    files: Annotated[
        list[str] | None, typer.Argument(help="Files or globs (.txt, .jsonl, .csv, .parquet, .gz); - is stdin.")
    ] = None,
    format: Annotated[Format | None, typer.Option(help="A table on a terminal, jsonl elsewhere, unless given.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.")
    ] = None,
    pipeline: Annotated[
        str | None, typer.Option("--pipeline", "-p", help="Pipeline directory, .cfg or package.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show why each name is linked as it is.")] = False,
) -> None:
    """Tag and link the names of dispatches, and read their dates, offices and quotations.

    Every readable dispatch is annotated; for the others a line on stderr says why, and the exit code is 2. With
    --output nothing is written then.
    """
    import kawat

    if not files and sys.stdin.isatty():
        raise KawatError("no files; give a file, a glob, or - for standard input")
    if explain and (output or format):
        raise KawatError("--explain prints tables of its own; leave out --output and --format")
    chosen = format or (Format.table if output is None and sys.stdout.isatty() else Format.jsonl)
    errors: list[KawatError] = []
    dispatches = _dispatches(files or ["-"], errors)
    nlp = kawat.load(pipeline)
    documents = _documents(nlp, dispatches)
    if explain:
        _explain(nlp, documents)
    elif output or chosen in (Format.html, Format.spacy):
        content = _written(list(documents), chosen)
        if output is None:
            sys.stdout.buffer.write(content)
        elif not errors:
            from kawat.files import write_whole

            write_whole(output, content)
    else:
        for dispatch, doc in documents:
            _show(dispatch, doc, chosen)
    for error in errors:
        typer.echo(f"kawat: {error}", err=True)
    if errors:
        raise typer.Exit(2)


def _dispatches(names: Sequence[str], errors: list[KawatError]) -> Iterator[Dispatch]:
    """The dispatches of files and globs. What cannot be read goes to `errors`, and the next file is read."""
    for name in names:
        paths = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) and not Path(name).exists() else [name]
        if not paths:
            errors.append(KawatError(f"{name}: no file matches; check the pattern"))
        for path in paths:
            try:
                yield from read(path)
            except KawatError as error:
                errors.append(error)


def _documents(nlp: "Language", dispatches: Iterator[Dispatch]) -> Iterator[Annotated_]:
    """Dispatches with their documents, a few at a time, so that the first is on screen before the last is read."""
    pairs = ((dispatch.to_doc(nlp), dispatch) for dispatch in dispatches)
    for doc, dispatch in nlp.pipe(pairs, as_tuples=True, batch_size=16):
        yield dispatch, doc


def _show(dispatch: Dispatch, doc: "Doc", format: Format) -> None:
    if format is Format.table:
        from kawat.formats.table import console, table
        from kawat.record import Record

        console().print(table(Record.from_doc(doc, dispatch)))
    else:
        sys.stdout.buffer.write(_written([(dispatch, doc)], format))
        sys.stdout.flush()


def _written(documents: Sequence[Annotated_], format: Format) -> bytes:
    """Documents in a format, as they stand in a file."""
    from kawat.record import Record

    if format is Format.spacy:
        from spacy.tokens import DocBin

        return DocBin(store_user_data=True, docs=[doc for _, doc in documents]).to_bytes()
    if format is Format.conll:
        from kawat.formats.conll import conll

        return "".join(f"{line}\n" for dispatch, doc in documents for line in conll(doc, dispatch.id)).encode()
    records = [Record.from_doc(doc, dispatch) for dispatch, doc in documents]
    if format is Format.html:
        from kawat.formats.html import html

        return html(records).encode()
    if format is Format.table:
        from kawat.formats.table import plain

        return plain(records).encode()
    return "".join(record.to_json() + "\n" for record in records).encode()


def _explain(nlp: "Language", documents: Iterator[Annotated_]) -> None:
    from kawat.formats.table import console, options
    from kawat.linking.component import EntityLinker
    from kawat.linking.explain import explain

    linker = nlp.get_pipe("linker") if nlp.has_pipe("linker") else None
    if not isinstance(linker, EntityLinker):
        raise KawatError("this pipeline has no `linker` to explain; leave out --explain or give another --pipeline")
    for dispatch, doc in documents:
        for ent in doc.ents:
            console().print(options(f"{dispatch.id} {ent.start_char}: {ent.text} ({ent.label_})", explain(linker, ent)))

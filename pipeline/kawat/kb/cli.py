"""`kawat kb`: looking names up, building and checking knowledge bases, changing the text facts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kawat.kb.sources.wikidata import Progress

app = typer.Typer(no_args_is_help=True, help="Look up, build, check and change what is known.")

FACTS = Path("models/kb")
Facts = Annotated[Path, typer.Option(help="The directory of the text facts.")]


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name as it stands in the copy, or an ID.")],
    kb: Annotated[Path | None, typer.Option(help="A knowledge base; the default pipeline's when left out.")] = None,
    limit: Annotated[int, typer.Option(help="How many candidates to show.")] = 10,
) -> None:
    """Show what a name may stand for, without any context, and why."""
    from kawat.formats.table import console, found
    from kawat.kb.lookup import lookup
    from kawat.kb.store import KnowledgeBase
    from kawat.loading import default_kb

    console().print(found(lookup(KnowledgeBase.open(kb or default_kb()), name, limit)))


@app.command()
def build(
    sources: Annotated[
        list[Path], typer.Argument(help="Text facts, tables, a Wikidata dump; the first one's facts win.")
    ],
    out: Annotated[Path, typer.Option("--output", "-o", help="The knowledge base to write, whole or not at all.")],
) -> None:
    """Build a knowledge base: text facts (a directory of .tsv), the world layer's tables (a directory of .tsv.xz), or
    the public Wikidata dump (.json, .gz, .bz2)."""
    from kawat.kb.build import build
    from kawat.kb.sources import open_source

    made = [open_source(path, progress=_show) for path in sources]
    for key, value in build(made, out).items():
        typer.echo(f"{key}: {value}")
    for source in made:
        for what, count in sorted(getattr(source, "report", {}).items()):
            typer.echo(f"{source.name}: {what}: {count:,}")


@app.command()
def check(
    directory: Annotated[Path, typer.Argument(help="The directory of the text facts.")] = FACTS,
    against: Annotated[Path | None, typer.Option(help="Tables or a dump to look the QIDs up in.")] = None,
) -> None:
    """Check the text facts: malformed lines, clashes of IDs and QIDs, loose ends, ties, QIDs that look wrong.

    Exit code 2 on a fault.
    """
    from kawat.kb.check import check
    from kawat.kb.sources import open_source

    problems = check(directory, open_source(against).facts() if against else ())
    for problem in problems:
        typer.echo(str(problem), err=True)
    faults = sum(not problem.warning for problem in problems)
    typer.echo(f"{faults} faults, {len(problems) - faults} warnings")
    if faults:
        raise typer.Exit(2)


@app.command()
def add(
    id: Annotated[str, typer.Argument(help="A new ID, never used before.")],
    label: Annotated[str, typer.Argument(help="PER, ORG or LOC.")],
    name: Annotated[str, typer.Argument(help="The name that Indonesian copy uses most.")],
    file: Annotated[str, typer.Option(help="The file of facts that takes it: persons, organizations, places …")],
    english: Annotated[str, typer.Option(help="The English name, if it is another.")] = "",
    country: Annotated[str, typer.Option(help="The ID of its country.")] = "",
    prior: Annotated[float, typer.Option(help="How well known it is, 0 to 1.")] = 0.3,
    facts: Facts = FACTS,
) -> None:
    """Add an entity to the text facts."""
    from kawat.kb import edit
    from kawat.kb.entity import Entity
    from kawat.kb.facts import Fact

    entity = Entity(id, label, name, english or name, None, country or None, prior, (), file)
    edit.add(facts, file, Fact(entity, (), (), ""))


@app.command()
def alias(
    id: Annotated[str, typer.Argument(help="An entity's ID.")],
    form: Annotated[str, typer.Argument(help="Another form of its name.")],
    acronym: Annotated[bool, typer.Option("--acronym", help="The form is an acronym.")] = False,
    facts: Facts = FACTS,
) -> None:
    """Add a form to an entity's names."""
    from kawat.kb import edit

    edit.add_alias(facts, id, form, acronym=acronym)


@app.command()
def merge(
    id: Annotated[str, typer.Argument(help="The ID that goes.")],
    into: Annotated[str, typer.Argument(help="The ID that stays.")],
    why: Annotated[str, typer.Option(help="Why, in a few words.")],
    facts: Facts = FACTS,
) -> None:
    """Make two entities one; the ID that goes leads to the one that stays."""
    from kawat.kb import edit

    edit.merge(facts, id, into, why)


@app.command()
def retire(
    id: Annotated[str, typer.Argument(help="The ID that goes.")],
    why: Annotated[str, typer.Option(help="Why, in a few words.")],
    successor: Annotated[str, typer.Option(help="The ID that it leads to from now on.")] = "",
    facts: Facts = FACTS,
) -> None:
    """Take an entity out of the text facts; its ID is never used again."""
    from kawat.kb import edit

    edit.retire(facts, id, why, successor)


@app.command()
def propose(
    out: Annotated[list[Path], typer.Argument(help="Directories that `kawat batch` wrote, or files of records.")],
    least: Annotated[int, typer.Option(min=1, help="How many dispatches must name it.")] = 2,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 50,
    kb: Annotated[Path | None, typer.Option(help="The knowledge base; the default pipeline's when left out.")] = None,
) -> None:
    """Rank the names that recur and are unknown: examples after #, then a line to review and paste into the facts."""
    from kawat.batch.records import read_records
    from kawat.kb.propose import to_fact, to_text, unknown_names
    from kawat.kb.store import KnowledgeBase
    from kawat.loading import default_kb

    known = KnowledgeBase.open(kb or default_kb())
    proposed: set[str] = set()
    for unknown in unknown_names(read_records(out), least)[:limit]:
        fact = to_fact(unknown, lambda id: id in proposed or known.get(id) is not None)
        proposed.add(fact.entity.id)
        typer.echo(to_text(unknown, fact))


def _show(progress: "Progress") -> None:
    typer.echo(f"{progress.lines:,} lines, {progress.kept:,} kept, {progress.rate:,.0f} lines/s", err=True)

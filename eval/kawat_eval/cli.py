"""Command line: `kawat-eval run`, `check`, `public`."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer

import kawat
from kawat.commands import Commands
from kawat.errors import KawatError
from kawat.formats.problem import read_lines
from kawat_eval.check import check as check_gold
from kawat_eval.document import Document, Predictions
from kawat_eval.evaluation import evaluate
from kawat_eval.gold import INDEX, read_gold, select
from kawat_eval.predictions import read_predictions, relabelled, require_all
from kawat_eval.reading import read_readings
from kawat_eval.reading_score import Found, reading_measures
from kawat_eval.report import html, markdown
from kawat_eval.report.misread import misread
from kawat_eval.report.tables import comparison, details, public_table, tables
from kawat_eval.report.terminal import show
from kawat_eval.run import compare, save, write
from kawat_eval.slices import name_key

TRAINING_NAMES = "training_names.txt"
"""A file in a pipeline's directory with the names of its training data, one a line, for the slice seen/unseen."""


app = typer.Typer(
    name="kawat-eval", cls=Commands, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False
)

System = Annotated[str, typer.Argument(help="Kawat's own pipeline by default; a spaCy package, directory or .cfg")]
Gold = Annotated[Path, typer.Argument(help="a gold directory")]
Out = Annotated[Path, typer.Option(help="where the reports go, and where baseline.json is")]
GOLD = Path("eval/gold")
FACTS = Path("models/kb")
REPORTS = Path("eval/reports")


@app.command()
def run(
    system: Annotated[str, typer.Argument(help="as `public`, or predictions: .jsonl, .conll, a gold directory")] = "",
    gold: Annotated[Path, typer.Option(help="a gold directory, .conll, or .jsonl of tagged sentences")] = GOLD,
    split: Annotated[str, typer.Option(help="dev, test or all")] = "test",
    out: Out = REPORTS,
    against: Annotated[Path | None, typer.Option(help="an earlier run's latest.json, for significance")] = None,
    map: Annotated[list[str] | None, typer.Option(help="THEIRS=OURS renames a label, THEIRS= leaves it out")] = None,
    names: Annotated[Path | None, typer.Option(help="the names of the training data, one a line")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="list what was misread; for --split dev alone")] = False,
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="make this run the baseline")] = False,
) -> None:
    """Score a system against gold: tables here, latest.{json,md,html} under OUT.

    Exits with code 1 when strict or end-to-end F1 fell below OUT/baseline.json by more than its noise.
    """
    if errors and split != "dev":
        raise KawatError(f"--errors of split {split!r}: only dev may be looked at; add --split dev")
    labels = dict(_label_pair(pair) for pair in map or ())
    documents = read_gold(gold)
    chosen = select(documents, split)
    started = time.perf_counter()
    title, predictions, known, found = _predict(system, documents, chosen)
    readings = read_readings(gold, documents) if found and gold.is_dir() else {}
    predicted = time.perf_counter()
    require_all(predictions, chosen, title)
    predictions = relabelled({d.id: predictions[d.id] for d in chosen}, documents, labels, title)
    reading = reading_measures(chosen, readings, found) if readings else None
    evaluation = evaluate(title, chosen, predictions, _names(names or known), reading)

    baseline = out / "baseline.json"
    compared = compare(evaluation, baseline) if baseline.exists() and not update_baseline else None
    comparisons = [comparison(compared, "Against the baseline")] if compared else []
    if against:
        comparisons.append(comparison(compare(evaluation, against), "Against"))
    overview = [*tables(evaluation), *comparisons]
    show(overview)
    if errors:
        show([misread(chosen, readings, found)])
    save(evaluation, out / "latest.json")
    write(out / "latest.md", markdown.render(f"Accuracy of {title}", [*overview, *details(evaluation)]))
    write(out / "latest.html", html.render(evaluation, comparisons))
    if update_baseline:
        save(evaluation, baseline)
    scored = time.perf_counter() - predicted
    typer.echo(f"{out / 'latest.html'} (the system took {predicted - started:.1f} s, scoring it {scored:.1f} s)")
    if compared and compared.fallen:
        typer.echo(f"kawat-eval: {', '.join(compared.fallen)} fell by more than the noise of {baseline}", err=True)
        raise typer.Exit(1)


@app.command()
def check(
    directory: Gold = GOLD,
    kb: Annotated[Path | None, typer.Option(help="a knowledge base, to look the IDs up in")] = None,
) -> None:
    """Check a gold directory: markup, labels, index, repeated texts, and that every ID exists. Exits 1 on a problem."""
    from kawat.kb.store import KnowledgeBase

    found = check_gold(directory, KnowledgeBase.open(kb) if kb else None)
    for problem in found.problems:
        typer.echo(f"error: {problem}")
    for note in found.notes:
        typer.echo(f"note: {note}")
    mentions = [mention for document in found.documents for mention in document.mentions]
    nil = sum(not mention.ids for mention in mentions)
    typer.echo(
        f"{len(found.documents)} documents, {len(mentions)} mentions ({nil} NIL): {len(found.problems)} problems, "
        f"{len(found.notes)} notes" + ("" if kb else "; IDs were not looked up, give --kb")
    )
    raise typer.Exit(1 if found.problems else 0)


@app.command(name="public")
def public_sets(
    data: Annotated[Path, typer.Option(help="the directory that holds the sets, under ner/ and el/")],
    system: System = "",
    out: Out = REPORTS,
    facts: Annotated[Path, typer.Option(help="the text facts that its knowledge base was built of")] = FACTS,
) -> None:
    """Score a spaCy pipeline on public test sets, beside published figures: public.{json,md} under OUT.

    Links are scored twice: with the knowledge base as it is, and cross-validated, where what came into it from the set
    itself is taken out fold by fold (if DATA holds the tables under kb_world/).
    """
    if not data.is_dir():
        typer.echo(f"no public sets: there is no directory {data}")
        return
    from kawat.kb.sources import open_source
    from kawat_eval.pipeline import title
    from kawat_eval.public import SETS, score_folds, score_set

    nlp = kawat.load(system or None)
    name = title(nlp, system)
    here = [public_set for public_set in SETS if (data / public_set.file).exists()]
    for public_set in SETS:
        if public_set not in here:
            typer.echo(f"{public_set.name}: not there ({data / public_set.file}), left out")
    scores = [score for public_set in here for score in score_set(nlp, public_set, data / public_set.file)]
    tables = data / "kb_world"
    if tables.is_dir() and facts.is_dir():
        linked = [public_set for public_set in here if public_set.links]
        world = open_source(tables)
        scores += [score_folds(nlp, public_set, data / public_set.file, facts, world) for public_set in linked]
    table = public_table(scores, name)
    show([table])
    write(out / "public.md", markdown.render(f"Public sets: {name}", [table]))
    sets = {score.set.name: score.as_json() for score in scores}
    write(out / "public.json", json.dumps({"system": name, "sets": sets}, indent=2) + "\n")


def _predict(
    system: str, documents: list[Document], chosen: list[Document]
) -> tuple[str, Predictions, Path | None, dict[str, Found]]:
    """The system's title, its names in the chosen documents, where its training names are, and what else it reads."""
    path = Path(system)
    if path.suffix in (".jsonl", ".conll") or (path / INDEX).exists():
        return system, read_predictions(path, documents), None, {}
    from kawat_eval.pipeline import run_pipeline, title

    nlp = kawat.load(system or None)
    names = Path(nlp.path or ".") / TRAINING_NAMES
    ran = run_pipeline(nlp, chosen)
    return title(nlp, system), ran.predictions, names if nlp.path and names.exists() else None, ran.found


def _label_pair(pair: str) -> tuple[str, str]:
    theirs, separator, ours = pair.partition("=")
    if not theirs or not separator:
        raise KawatError(f"--map {pair!r}: expected THEIRS=OURS, such as GPE=LOC, or THEIRS= to leave a label out")
    return theirs, ours


def _names(path: Path | None) -> frozenset[str] | None:
    """The names in a file, in the form that slices compare."""
    return frozenset(map(name_key, read_lines(path))) if path else None

"""What a person should look at in the text facts before they are built: `python -m kawat.kb.check models/kb`."""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from rapidfuzz import fuzz

from kawat.errors import KawatError
from kawat.kb.facts import QID, REDIRECTS, Fact, Line, Problem, read_redirects, scan
from kawat.kb.normalise import normalise, spelling_key

# Names less alike than this are not those of one thing, whatever the transliteration.
_RESEMBLANCE = 75


def check(directory: str | os.PathLike[str], tables: Iterable[Fact] = ()) -> list[Problem]:
    """Reads all facts of a directory; gives every fault and warning, in the order of files and lines.

    Faults: malformed lines, IDs and QIDs that stand twice, references to IDs that are not there, cycles of redirects.
    Warnings: a form that names two things of one label equally well; a QID under which `tables` have a thing of another
    name, label or country.
    """
    lines, problems = scan_all(directory)
    known = {line.fact.entity.id for line in lines}
    redirects = Path(directory) / REDIRECTS
    if redirects.exists():
        pairs = read_redirects(redirects)
        # A QID may stand for an entity of the world layer: whether it does is known when both are built.
        world = {redirect.new for _, redirect in pairs if QID.fullmatch(redirect.new)}
        problems += redirect_faults(str(redirects), [(n, r.old, r.new) for n, r in pairs], known | world)
        known |= {redirect.old for _, redirect in pairs}
    problems += [*_clashes(lines), *_loose_ends(lines, known), *_ties(lines), *_strange_qids(lines, tables)]
    return sorted(problems, key=lambda problem: (problem.path, problem.line))


def fact_files(directory: str | os.PathLike[str]) -> list[Path]:
    """The files of facts in a directory; raises KawatError if it holds none."""
    paths = sorted(path for path in Path(directory).glob("*.tsv") if path.name != REDIRECTS)
    if not paths:
        raise KawatError(f"{directory}: no .tsv file here; expected the directory of the text facts, models/kb")
    return paths


def scan_all(directory: str | os.PathLike[str]) -> tuple[list[Line], list[Problem]]:
    """Scans every file of facts in a directory; raises KawatError if it holds none."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for path in fact_files(directory):
        read, wrong = scan(path)
        lines += read
        problems += wrong
    return lines, problems


def redirect_faults(path: str, pairs: Iterable[tuple[int, str, str]], known: set[str]) -> Iterator[Problem]:
    """Faults of (line, retired ID, successor): an ID still in use, a successor that is none, a cycle."""
    pairs = list(pairs)
    successors = {old: new for _, old, new in pairs}
    for number, old, new in pairs:
        seen = [old]
        while new in successors and new not in seen:
            seen.append(new)
            new = successors[new]
        if new in seen:
            yield Problem(path, number, "new", f"redirects in a cycle: {' -> '.join([*seen, new])}")
        elif old in known:
            yield Problem(path, number, "old", f"{old!r} is retired here but still has facts; remove one of the two")
        elif new and new not in known:
            yield Problem(path, number, "new", f"{new!r} is no known ID")


def _clashes(lines: list[Line]) -> Iterator[Problem]:
    """IDs and QIDs that two lines claim."""
    first: dict[str, Line] = {}
    for line in lines:
        entity = line.fact.entity
        for column, value in (("id", entity.id), ("wikidata", entity.wikidata)):
            other = first.setdefault(value, line) if value else line
            if other is not line and (other.path != line.path or column == "wikidata"):
                whose = f"{other.path}:{other.number} ({other.fact.entity.id})"
                yield Problem(
                    line.path, line.number, column, f"{value!r} is taken by {whose}; each belongs to one entity"
                )


def _loose_ends(lines: list[Line], known: set[str]) -> Iterator[Problem]:
    """Countries and offices that point at an ID without facts."""
    for line in lines:
        entity = line.fact.entity
        if entity.country and entity.country not in known:
            yield Problem(line.path, line.number, "country", f"{entity.country!r} is no known ID")
        for office in entity.offices:
            if office.of and office.of not in known:
                yield Problem(line.path, line.number, "offices", f"{office.of!r} in {str(office)!r} is no known ID")


def _ties(lines: list[Line]) -> Iterator[Problem]:
    """Forms that name two things of one label, neither of them better known."""
    best: dict[tuple[str, str], Line] = {}
    for line in lines:
        entity = line.fact.entity
        for key in {normalise(name) for name in line.fact.names}:
            other = best.setdefault((key, entity.label), line)
            if other is line:
                continue
            if other.fact.entity.prior == entity.prior:
                whose = f"{entity.id} and {other.fact.entity.id} ({other.path}:{other.number})"
                message = f"{key!r} names {whose} with one prior: make the better known one's higher"
                yield Problem(line.path, line.number, "prior", message, warning=True)
            elif other.fact.entity.prior < entity.prior:
                best[key, entity.label] = line


def _strange_qids(lines: list[Line], tables: Iterable[Fact]) -> Iterator[Problem]:
    """QIDs that belong, in the tables, to a thing that this cannot be."""
    stated = {qid: line for line in lines if (qid := line.fact.entity.wikidata)}
    for other in tables:
        line = stated.get(other.entity.wikidata or "")
        if line is not None and (difference := _difference(line.fact, other)):
            message = f"{other.entity.wikidata} is {other.entity.name_en!r} in {other.entity.source}: {difference}"
            yield Problem(line.path, line.number, "wikidata", f"{message}; see which of the two is wrong", warning=True)


def _difference(fact: Fact, other: Fact) -> str:
    """What tells the two apart, "" if nothing does."""
    one, two = fact.entity, other.entity
    if "PER" in (one.label, two.label) and one.label != two.label:
        return f"a {two.label}, not a {one.label}"
    if one.country and two.country and one.country != two.country:
        return f"of {two.country}, not of {one.country}"
    names, others = ([spelling_key(name) for name in names] for names in (fact.names, other.names))
    if any(fuzz.partial_ratio(a, b) >= _RESEMBLANCE for a in names for b in others if a and b):
        return ""
    return f"no name of it is like {one.name_id!r}"


def main() -> int:
    """Prints every problem; exit code 2 if one of them is a fault."""
    parser = argparse.ArgumentParser(prog="python -m kawat.kb.check", description=check.__doc__)
    parser.add_argument("directory", help="the text facts, models/kb")
    try:
        problems = check(parser.parse_args().directory)
    except KawatError as error:
        print(error, file=sys.stderr)
        return 2
    faults: dict[bool, int] = defaultdict(int)
    for problem in problems:
        print(problem, file=sys.stderr)
        faults[problem.warning] += 1
    print(f"{faults[False]} faults, {faults[True]} warnings")
    return 2 if faults[False] else 0


if __name__ == "__main__":
    sys.exit(main())

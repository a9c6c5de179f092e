"""Changes to the text facts: each reads, changes and writes the one file that holds the entity."""

import os
from dataclasses import replace
from pathlib import Path

from kawat.errors import KawatError
from kawat.kb.check import fact_files
from kawat.kb.entity import Entity
from kawat.kb.facts import REDIRECTS, Fact, Redirect, columns, faults, read, read_redirects, write, write_redirects
from kawat.kb.normalise import normalise

Directory = str | os.PathLike[str]


def add(directory: Directory, file: str, fact: Fact) -> None:
    """Adds an entity to `file` (`persons`) of the text facts; raises KawatError for an ID that was used before."""
    entity = fact.entity
    for path in fact_files(directory):
        if any(other.entity.id == entity.id for other in read(path)):
            raise KawatError(f"{path}: has {entity.id!r} already; use `kawat kb alias` to add a form to it")
    if any(redirect.old == entity.id for redirect in _redirects(directory)):
        raise KawatError(f"{Path(directory) / REDIRECTS}: {entity.id!r} was retired; an ID is never used again")
    for column, message in faults(columns(fact)):
        raise KawatError(f"{column}: {message}")
    path = Path(directory) / f"{file}.tsv"
    write(path, [*(read(path) if path.exists() else []), fact])


def add_alias(directory: Directory, id: str, form: str, *, acronym: bool = False) -> None:
    """Adds a form to an entity's aliases, or its acronyms; raises KawatError if it has that form."""
    path, facts, fact = _find(directory, id)
    if normalise(form) in {normalise(name) for name in fact.names}:
        raise KawatError(f"{path}: {id!r} has {form!r} already")
    changed = (
        replace(fact, acronyms=(*fact.acronyms, form)) if acronym else replace(fact, aliases=(*fact.aliases, form))
    )
    for column, message in faults(columns(changed)):
        raise KawatError(f"{column}: {message}")
    write(path, [changed if other is fact else other for other in facts])


def merge(directory: Directory, id: str, into: str, why: str) -> None:
    """Makes two entities one: `into` takes the forms, offices and QID of `id`, which is retired with a redirect."""
    if id == into:
        raise KawatError(f"{id!r} cannot be merged into itself; name two entities")
    _, _, gone = _find(directory, id)
    path, facts, kept = _find(directory, into)
    known = {normalise(name) for name in kept.names}
    entity, other = kept.entity, gone.entity
    merged = Fact(
        entity=_united(entity, other),
        aliases=(*kept.aliases, *_new(gone.names[: len(gone.names) - len(gone.acronyms)], known)),
        acronyms=(*kept.acronyms, *_new(gone.acronyms, known)),
        wikidata_source=kept.wikidata_source or gone.wikidata_source,
    )
    write(path, [merged if fact is kept else fact for fact in facts])
    retire(directory, id, why, into)


def retire(directory: Directory, id: str, why: str, successor: str = "") -> None:
    """Takes an entity out of the facts; its ID leads to `successor`, if there is one, from now on."""
    path, facts, fact = _find(directory, id)
    if successor:
        _find(directory, successor)
    redirects = [
        redirect if redirect.new != id else replace(redirect, new=successor) for redirect in _redirects(directory)
    ]
    write_redirects(Path(directory) / REDIRECTS, [*redirects, Redirect(id, successor, why)])
    write(path, [other for other in facts if other is not fact])


def _united(entity: Entity, other: Entity) -> Entity:
    return replace(
        entity,
        name_en=entity.name_en or other.name_en,
        wikidata=entity.wikidata or other.wikidata,
        country=entity.country or other.country,
        prior=max(entity.prior, other.prior),
        offices=tuple(dict.fromkeys((*entity.offices, *other.offices))),
    )


def _new(forms: tuple[str, ...], known: set[str]) -> list[str]:
    """The forms whose keys are not known yet, each once; they are known afterwards."""
    new = []
    for form in forms:
        if (key := normalise(form)) not in known:
            known.add(key)
            new.append(form)
    return new


def _find(directory: Directory, id: str) -> tuple[Path, list[Fact], Fact]:
    for path in fact_files(directory):
        facts = read(path)
        for fact in facts:
            if fact.entity.id == id:
                return path, facts, fact
    raise KawatError(f"{directory}: no entity {id!r} in the text facts; `kawat kb lookup NAME` shows IDs")


def _redirects(directory: Directory) -> list[Redirect]:
    path = Path(directory) / REDIRECTS
    return [redirect for _, redirect in read_redirects(path)] if path.exists() else []

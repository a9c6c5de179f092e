"""Merging the sources of the world layer: what they agree on is kept, where they clash the better one decides."""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from rapidfuzz import fuzz

from kawat.errors import KawatError
from kawat.kb.entity import Entity, Office, Relation
from kawat.kb.facts import QID, Fact
from kawat.kb.normalise import normalise
from kawat.kb.sources.world import bodies, labels, places, politicians, sport
from kawat.kb.sources.world.claim import Claim

# The better source first: its names stand, and what a later one says is taken only where it means the same thing.
_READERS: tuple[tuple[str, Callable[[Path], Iterator[Claim]]], ...] = (
    ("kgtk", labels.kgtk),
    ("mpararel", labels.indonesian),
    ("fb15k", labels.freebase),
    ("politicians", politicians.persons),
    ("natural_earth", places.natural_earth),
    ("wikitrivia", labels.trivia),
    ("supranational", bodies.international_bodies),
    ("ror", bodies.research_bodies),
    ("parties", bodies.parties),
    ("football", sport.clubs),
    ("politicians", politicians.bodies),
    ("airlines", bodies.airlines),
    ("footballers", sport.footballers),
    ("nsi", bodies.brands),
    ("xfactr", labels.aliases),
    ("tweeki", labels.questions),
    ("news", labels.newswire),
)
_RESEMBLANCE = 80
_NOT_LATIN = re.compile(r"[^\W\d_A-Za-zªºÀ-ɏʰ-˿Ḁ-ỿ]")
_MOST_ALIASES = 8
_LONGEST = 80
# What the world layer holds is never taken for better known than the core facts' everyday names.
_MOST_PRIOR = 0.7


@dataclass(slots=True)
class _Known:
    """What the sources so far agree on about one QID."""

    source: str
    names: list[str]
    name_id: str
    label: str
    acronyms: list[str]
    country: str | None
    offices: tuple[Office, ...]
    obscurity: float  # the product of (1 - fame)
    good: bool
    relations: tuple[Relation, ...] = ()
    agreed: int = 1


class WorldLayer:
    """The persons, organizations and places of a directory of tables that pass quality, the best known `most` of them.

    An entity passes if a good source names it or two sources agree on its name, it has a label, and a name in Latin
    letters. `report` counts, after `facts`, what was taken and what was left out, and why.
    """

    def __init__(self, directory: str | os.PathLike[str], most: int = 200_000) -> None:
        self.name = "world"
        self.report: Counter[str] = Counter()
        self._directory = Path(directory)
        self._most = most
        if not self._directory.is_dir():
            raise KawatError(f"{directory}: is no directory; expected the tables of the world layer's sources")

    def facts(self) -> Iterator[Fact]:
        """Facts in the order of their QIDs; raises KawatError for a table that is missing or damaged."""
        self.report.clear()
        known = self._merged()
        passed = [qid for qid, one in known.items() if self._passes(one)]
        passed.sort(key=lambda qid: (known[qid].obscurity, int(qid[1:])))
        self.report["left out: less known"] = max(0, len(passed) - self._most)
        self.report["taken"] = min(len(passed), self._most)
        for qid in sorted(passed[: self._most], key=lambda qid: int(qid[1:])):
            yield _fact(qid, known[qid])

    def redirects(self) -> Iterator[tuple[str, int, str, str]]:
        """None: a world entity's ID is its QID."""
        yield from ()

    def _merged(self) -> dict[str, _Known]:
        known: dict[str, _Known] = {}
        for source, reader in _READERS:
            for claim in reader(self._directory):
                refused = _refused().get(claim.qid, ())
                names = [name for raw in claim.names if (name := _clean(raw)) and normalise(name) not in refused]
                if not QID.fullmatch(claim.qid) or not names:
                    self.report["left out: no QID or no Latin name"] += 1
                elif (one := known.get(claim.qid)) is None:
                    known[claim.qid] = _new(source, claim, names)
                elif _resemble(one, claim, names):
                    _add(one, claim, names)
                else:
                    self.report[f"clash: {source}"] += 1
        return known

    def _passes(self, one: _Known) -> bool:
        if one.label not in ("PER", "ORG", "LOC") or not _is_name(one.names[0]):
            self.report["left out: no person, organization or place"] += 1
        elif not one.good and one.agreed < 2:
            self.report["left out: one weak source"] += 1
        else:
            return True
        return False


def _new(source: str, claim: Claim, names: list[str]) -> _Known:
    one = _Known(source, [], "", claim.label, [], None, (), 1.0, claim.good)
    _add(one, claim, names)
    one.agreed = 1
    return one


def _add(one: _Known, claim: Claim, names: list[str]) -> None:
    one.names += [name for name in names if name not in one.names]
    one.name_id = one.name_id or _clean(claim.name_id)
    one.label = one.label or claim.label
    one.acronyms += [acronym for acronym in claim.acronyms if acronym.strip() and acronym not in one.acronyms]
    one.country = one.country or claim.country
    one.offices = one.offices or claim.offices
    one.relations = one.relations or claim.relations
    one.obscurity *= 1 - min(claim.fame, 0.9)
    one.good |= claim.good
    one.agreed += 1


def _resemble(one: _Known, claim: Claim, names: list[str]) -> bool:
    """Whether a claim speaks of the same thing: labels do not clash, and some name is nearly one that is known."""
    if claim.label and one.label and claim.label != one.label and "-" not in (claim.label, one.label):
        return False
    ours = [normalise(name) for name in (*one.names, one.name_id) if name]
    theirs = [normalise(name) for name in (*names, claim.name_id) if name]
    if not set(ours).isdisjoint(theirs):
        return True
    return any(fuzz.token_set_ratio(our, their) >= _RESEMBLANCE for our in ours[:6] for their in theirs[:4])


def _clean(name: str) -> str:
    """A name fit for the knowledge base: Latin letters, no lost ones, of a sane length; otherwise ""."""
    name = " ".join(unicodedata.normalize("NFC", name.replace("|", " ")).split()).strip(" ,;")
    if not 1 < len(name) <= _LONGEST or "\ufffd" in name or not name.isprintable():
        return ""
    return name if not _NOT_LATIN.search(name) and any(char.isalpha() for char in name) else ""


def _is_name(form: str) -> bool:
    """What has no capital and no digit is a word ("human", "the planet")."""
    return any(char.isupper() or char.isdigit() for char in form)


@cache
def _refused() -> dict[str, set[str]]:
    """The forms that sources give a QID and that are not its names (`refused.tsv`), as keys."""
    forms: dict[str, set[str]] = {}
    for row in (files(__package__) / "refused.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        qid, form, _ = row.split("\t")
        forms.setdefault(qid, set()).add(normalise(form))
    return forms


def _fact(qid: str, one: _Known) -> Fact:
    name = one.names[0]
    seen = {normalise(name), normalise(one.name_id)}
    aliases: list[str] = []
    for alias in one.names[1:]:
        key = normalise(alias)
        if key and key not in seen and _is_name(alias):
            seen.add(key)
            aliases.append(alias)
    entity = Entity(
        id=qid,
        label=one.label,
        name_id=one.name_id or name,
        name_en=name,
        wikidata=qid,
        country=one.country,
        prior=round(min(_MOST_PRIOR, 1 - one.obscurity), 3),
        offices=one.offices,
        source=one.source,
        relations=one.relations,
    )
    return Fact(entity, tuple(aliases[:_MOST_ALIASES]), tuple(one.acronyms[:4]), one.source)

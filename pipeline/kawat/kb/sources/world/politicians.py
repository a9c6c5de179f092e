"""Cabinets, heads of state, legislators, ambassadors: the scrapes of every-politician-scrapers."""

import re
from collections.abc import Iterator
from pathlib import Path

from kawat.kb.entity import Office
from kawat.kb.sources.table import read_table, values
from kawat.kb.sources.world import countries
from kawat.kb.sources.world.claim import Claim
from kawat.kb.sources.world.titles import indonesian

_POSITION = re.compile(r"(.*) \((\d{4})?–(\d{4})?\)")
# Terms this many years apart are one tenure: elections and reshuffles leave gaps.
_GAP = 1
_MOST_OFFICES = 6

# How well known the holder of an office is to the world's wire; the first word that fits counts.
_FAME = [
    (re.compile(r"^(?:presiden|perdana menteri|kanselir|raja|ratu|kaisar|paus|pemimpin tertinggi)$"), 0.3),
    (re.compile(r"^(?:menteri luar negeri|wakil presiden|putra mahkota)$"), 0.16),
    (
        re.compile(
            r"^(?:menteri pertahanan|menteri keuangan|gubernur bank sentral|wakil perdana menteri|ketua parlemen)$"
        ),
        0.12,
    ),
    (re.compile(r"^(?:menteri|jaksa agung|panglima|sekretaris jenderal|ibu negara|ketua)"), 0.08),
    (re.compile(r"^(?:gubernur|wali kota|duta besar untuk PBB|wakil menteri|senator)"), 0.05),
    (re.compile(r"^(?:anggota parlemen|duta besar|hakim agung)$"), 0.03),
]
_RECENT = 2008


def persons(directory: Path) -> Iterator[Claim]:
    """Persons with their offices, years and country."""
    columns = ("qid", "label", "other_labels", "enwiki_title", "idwiki_label", "source_repos", "positions")
    for qid, label, others, title, name_id, repos, positions in read_table(directory, "politicians_persons", *columns):
        country = _country(repos)
        offices = _offices(positions, country)
        names = (label, re.sub(r" \(.*\)$", "", title), *values(others))
        fame = _fame(offices) + (0.06 if title else 0) + (0.1 if name_id else 0)
        yield Claim(qid, names, name_id, "PER", (), country, offices, fame)


def bodies(directory: Path) -> Iterator[Claim]:
    """Ministries and parties; cabinets are no names that the wire uses."""
    for qid, label, others, kind, repos in read_table(
        directory, "politicians_orgs", "qid", "label", "other_labels", "kind", "source_repos"
    ):
        if kind != "cabinet":
            yield Claim(
                qid, (label, *values(others)), "", "ORG", (), _country(repos), (), 0.04, good=kind == "ministry"
            )


def _country(repos: str) -> str | None:
    """The one country whose scrapes name the person."""
    found = {countries.by_name(re.sub(r"-(?:ministers|cabinet)$", "", repo)) for repo in values(repos, ",")} - {None}
    return found.pop() if len(found) == 1 else None


def _offices(positions: str, country: str | None) -> tuple[Office, ...]:
    """Offices by title, the most important first: terms that follow each other become one."""
    terms: dict[str, list[tuple[int, int | None]]] = {}
    for position in values(positions, ";"):
        match = _POSITION.fullmatch(position)
        if match and match[2] and (title := indonesian(match[1])):
            terms.setdefault(title, []).append((int(match[2]), int(match[3]) if match[3] else None))
    offices = [
        Office(title, country or "", start, end)
        for title, years in terms.items()
        for start, end in _joined(sorted(years, key=_order))
    ]
    return tuple(sorted(offices, key=lambda office: (-_fame((office,)), -(office.start or 0)))[:_MOST_OFFICES])


def _order(term: tuple[int, int | None]) -> tuple[int, int]:
    return term[0], term[1] or 9999


def _joined(terms: list[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """Terms in order of their start, with those that touch made one; an open end within a longer tenure is a gap."""
    tenures: list[tuple[int, int | None]] = []
    for start, end in terms:
        if tenures and (tenures[-1][1] is None or start <= tenures[-1][1] + _GAP):
            first, last = tenures[-1]
            tenures[-1] = (first, end if last is None or end is None else max(last, end))
        else:
            tenures.append((start, end if end is None or end >= start else None))
    return tenures


def _fame(offices: tuple[Office, ...]) -> float:
    best = 0.01
    for office in offices:
        weight = next((fame for words, fame in _FAME if words.search(office.title)), 0.01)
        last = office.end or max(office.start or 0, _RECENT)
        best = max(best, weight if last >= _RECENT else weight / 2)
    return best

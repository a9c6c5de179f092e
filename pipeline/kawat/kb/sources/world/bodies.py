"""Organizations: research bodies (ROR), brands and operators (NSI), parties, international bodies, airlines."""

import re
from collections.abc import Iterator
from pathlib import Path

from kawat.kb.sources.table import read_table, values
from kawat.kb.sources.world import countries
from kawat.kb.sources.world.claim import Claim

# Where a name suggestion speaks of a town that runs schools and parks, the body behind it is not what the wire names.
_TOWN_SERVICES = re.compile(
    r"school|kindergarten|park|street_cabinet|recycling|surveillance|library|flagpole|bus|waste"
)
_HOME = "IDN"
_HOME_FAME = 0.08


def research_bodies(directory: Path) -> Iterator[Claim]:
    """Universities, agencies, ministries, hospitals, laboratories of the Research Organization Registry."""
    columns = ("qid", "name", "name_id", "name_en", "acronyms", "other_names(lang:name)", "types", "country", "status")
    for qid, name, name_id, name_en, acronyms, others, types, code, status in read_table(
        directory, "ror_orgs", *columns
    ):
        if status == "withdrawn":
            continue
        bare = re.sub(r" \([\w ]+\)$", "", name_en or name)  # "Boeing (United States)"
        names = (bare, name, *(other for lang, other in _tagged(others) if lang in ("", "en", "id")))
        country = countries.by_code(code)
        fame = 0.07 if "government" in types else 0.04 if "education" in types else 0.02
        fame += _HOME_FAME if country == _HOME else 0
        yield Claim(qid, names, name_id, "ORG", values(acronyms), country, (), fame)


def brands(directory: Path) -> Iterator[Claim]:
    """Companies, banks, operators of the Name Suggestion Index; a name is good only if another source agrees."""
    columns = ("qid", "name", "name_id", "other_names", "osm_paths", "locations")
    for qid, name, name_id, others, paths, locations in read_table(directory, "nsi_orgs", *columns):
        if _TOWN_SERVICES.search(paths):
            continue
        country = countries.by_code(locations) if len(locations) == 2 else None
        names = (name, *(other for tag, other in _tagged(others) if "name" in tag))
        fame = 0.03 + (_HOME_FAME if country == _HOME else 0)
        yield Claim(qid, names, name_id, "ORG", (), country, (), fame, good=country == _HOME)


def parties(directory: Path) -> Iterator[Claim]:
    """Political parties of Party Facts."""
    columns = ("qid", "country_iso3", "name", "abbreviations", "other_names", "dissolved")
    for qid, iso3, name, abbreviations, others, dissolved in read_table(directory, "parties", *columns):
        country = countries.by_code(iso3)
        fame = 0.05 + (0 if dissolved else 0.05) + (_HOME_FAME if country == _HOME else 0)
        yield Claim(qid, (name, *values(others)), "", "ORG", values(abbreviations), country, (), fame)


def international_bodies(directory: Path) -> Iterator[Claim]:
    """Bodies between states, with their Indonesian names where these are known."""
    columns = ("qid", "name_en", "name_id", "abbreviations", "other_names(lang:name)")
    for qid, name, name_id, abbreviations, others in read_table(directory, "supranational_bodies", *columns):
        names = (name, *(other for lang, other in _tagged(others) if lang == "en"))
        yield Claim(qid, names, name_id, "ORG", values(abbreviations), None, (), 0.15)


def airlines(directory: Path) -> Iterator[Claim]:
    """Airlines with their IATA and ICAO codes."""
    columns = ("qid", "label", "name_id", "aliases", "placetype", "country")
    for qid, label, name_id, aliases, kind, code in read_table(directory, "airlines", *columns):
        if kind != "agency":
            yield Claim(qid, (label, *values(aliases)), name_id, "ORG", (), countries.by_code(code), (), 0.06)


def _tagged(cell: str) -> list[tuple[str, str]]:
    """`en:Google Research|:Googleplex` -> [("en", "Google Research"), ("", "Googleplex")]."""
    return [(tag, text.strip()) for tag, _, text in (part.partition(":") for part in values(cell)) if text.strip()]

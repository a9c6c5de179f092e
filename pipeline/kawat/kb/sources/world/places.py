"""Places: Natural Earth, and the first-level divisions of the countries-states-cities database."""

import re
from collections.abc import Iterator
from pathlib import Path

from kawat.kb.sources.table import read_table
from kawat.kb.sources.world import countries
from kawat.kb.sources.world.claim import Claim

_FAME = [
    (re.compile(pattern), fame)
    for pattern, fame in [
        (r"Admin-0 (?:country|map subunit|breakaway)|Continent|ocean", 0.5),
        (r"Admin-0 (?:capital|region capital)", 0.35),
        (r"sea|strait|gulf|Geoarea|Desert|Peninsula", 0.15),
        (r"Populated place|Admin-1 (?:capital|region capital)|Island", 0.15),
        (r"Admin-1", 0.1),
        (r"Airport|Range|mountain|island|Canal", 0.07),
        (r"Admin-2", 0.0),
    ]
]
# Scientific and cartographic oddities that no wire names.
_LEFT_OUT = re.compile(r"Circle of latitude|Date line|pole|Trap Street|Admin-0 overlay|Scientific station")


def natural_earth(directory: Path) -> Iterator[Claim]:
    """Countries, provinces, cities, seas, mountains, airports, most with an Indonesian name."""
    columns = ("qid", "featurecla", "name_en", "name_id", "admin_country", "iso_a2", "iata", "alts")
    for qid, feature, name_en, name_id, admin, iso2, iata, alts in read_table(
        directory, "natural_earth_entities", *columns
    ):
        local = re.search(r"(?:^|\|)name=([^|]+)", alts)
        names = tuple(_cased(name) for name in (name_en, local[1] if local else "") if name)
        if names and not _LEFT_OUT.search(feature):
            fame = next((fame for words, fame in _FAME if words.search(feature)), 0.03)
            country = countries.by_code(iso2) or countries.by_name(admin)
            yield Claim(qid, names, _cased(name_id), "LOC", (iata,) if iata else (), country, (), fame)


def states(directory: Path) -> Iterator[Claim]:
    """Provinces, states and districts under a country."""
    for qid, label, code, kind in read_table(directory, "states", "qid", "label", "country_code", "type"):
        fame = 0.08 if kind in ("state", "province", "region", "governorate", "city") else 0.02
        yield Claim(qid, (label,), "", "LOC", (), countries.by_code(code), (), fame)


def _cased(name: str) -> str:
    """Natural Earth writes what it prints large in capitals: SEMENANJUNG YAMAL."""
    return name.title() if name.isupper() and len(name) > 4 else name

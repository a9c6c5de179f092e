"""Places: Natural Earth."""

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
    columns = ("qid", "featurecla", "name_en", "name_id", "admin_country", "iso_a2", "iata")
    for qid, feature, name_en, name_id, admin, iso2, iata in read_table(directory, "natural_earth_entities", *columns):
        if name_en and not _LEFT_OUT.search(feature):
            fame = next((fame for words, fame in _FAME if words.search(feature)), 0.03)
            country = countries.by_code(iso2) or countries.by_name(admin)
            yield Claim(qid, (_cased(name_en),), _cased(name_id), "LOC", (iata,) if iata else (), country, (), fame)


def _cased(name: str) -> str:
    """Natural Earth writes what it prints large in capitals: SEMENANJUNG YAMAL."""
    return name.title() if name.isupper() and len(name) > 4 else name

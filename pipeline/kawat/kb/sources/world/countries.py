"""Country codes and names as the sources write them, all to ISO 3166-1 alpha-3."""

from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, str]:
    """Alpha-2, alpha-3 and lower-case English name -> alpha-3."""
    table: dict[str, str] = {}
    rows = (files(__package__) / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for row in rows:
        iso3, iso2, names = row.split("\t")
        table |= {iso3: iso3, iso2: iso3} | dict.fromkeys(names.split("|"), iso3)
    return table


def by_code(code: str) -> str | None:
    """`ID`, `id` or `IDN` -> `IDN`; None for what is no country."""
    return _table().get(code.upper())


def by_name(name: str) -> str | None:
    """`Indonesia`, `united-kingdom` -> `IDN`, `GBR`."""
    name = name.casefold()
    return _table().get(name) or _table().get(name.replace("-", " "))

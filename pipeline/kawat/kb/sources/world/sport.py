"""Football clubs and footballers."""

import re
from collections.abc import Iterator
from pathlib import Path

from kawat.kb.entity import Relation
from kawat.kb.sources.table import read_table, values
from kawat.kb.sources.world import countries
from kawat.kb.sources.world.claim import Claim

_MOVE = re.compile(r"(?P<team>.+) \((?P<year>\d{4})\)")


def clubs(directory: Path) -> Iterator[Claim]:
    """Football clubs; how many databases know a club tells how well known it is."""
    for qid, name, country, ids in read_table(directory, "football_clubs", "qid", "name", "country", "n_ids"):
        iso3 = countries.by_name(country)
        fame = 0.02 * int(ids or 0) + (0.06 if iso3 == "IDN" else 0)
        yield Claim(qid, (name, _bare(name)), "", "ORG", (), iso3, (), fame)
    for qid, label in read_table(directory, "football_clubs_2", "qid", "label"):
        yield Claim(qid, (label, _bare(label)), "", "ORG", (), None, (), 0.04)


def footballers(directory: Path) -> Iterator[Claim]:
    """Players who changed clubs, and the year they did; more clubs, a longer career."""
    club = _clubs_by_name(directory)
    for qid, label, teams in read_table(directory, "football_players", "qid", "label", "teams"):
        moves = [move for team in values(teams) if (move := _MOVE.fullmatch(team)) and club.get(move["team"])]
        relations = tuple(Relation("team", club[move["team"]], int(move["year"])) for move in moves)
        fame = 0.04 + 0.01 * min(len(values(teams)), 6)
        yield Claim(qid, (label,), "", "PER", (), None, (), fame, relations=relations)


def _clubs_by_name(directory: Path) -> dict[str, str]:
    """The QID of each club's name; "" for a name of several."""
    found: dict[str, str] = {}
    for claim in clubs(directory):
        for name in claim.names:
            if found.setdefault(name, claim.qid) != claim.qid:
                found[name] = ""
    return found


def _bare(name: str) -> str:
    """`Stafford Rangers F.C.` -> `Stafford Rangers`."""
    return re.sub(
        r"^(?:A?FC|[ASC]C|SV|SK|FK|NK|HNK|CD|CF|UD) |,? (?:A?\.?F\.?C\.?|C\.?F\.?|S\.?C\.?|F\.?K\.?|S\.?K\.?)$",
        "",
        name,
    )

"""What the knowledge base knows about one thing: `Entity`, the offices a person has held, what it belongs to."""

import re
from dataclasses import dataclass

LABELS = ("PER", "ORG", "LOC")
# Member of a body, player of a team, member of a party, employed by, part or subsidiary of.
RELATIONS = ("member", "team", "party", "employer", "part")

_OFFICE = re.compile(r"(?P<title>[^@|:]+)@(?P<of>[^@|:]*)(?::(?P<start>\d{4})?-(?P<end>\d{4})?)?")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: what it is called (Indonesian, lower case), the ID of what it belongs to, its first and last year.

    `of` is "" where it is not known; `start` and `end` are None where they are not known or still open.
    """

    title: str
    of: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Office":
        """Reads `presiden@RUS:2012-` or `presiden@RUS`; raises ValueError on anything else."""
        parts = _parts(text)
        if parts is None:
            raise ValueError(f"{text!r} is no office: expected title@of:start-end, such as presiden@RUS:2012-")
        return cls(*parts)

    def __str__(self) -> str:
        return f"{self.title}@{self.of}{_years(self.start, self.end)}"

    def held(self, year: int) -> bool:
        """Whether the office may have been held in `year`; an unknown year excludes nothing."""
        return (self.start or year) <= year <= (self.end or year)


@dataclass(frozen=True, slots=True)
class Relation:
    """What an entity belongs to: a kind of RELATIONS, the ID of the other, its first and last year.

    `start` and `end` are None where they are not known or still open.
    """

    kind: str
    of: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Relation":
        """Reads `team@real-madrid:2013-2022` or `party@golkar`; raises ValueError on anything else."""
        parts = _parts(text)
        if parts is None or parts[0] not in RELATIONS or not parts[1]:
            kinds = ", ".join(RELATIONS)
            raise ValueError(f"{text!r} is no relation: expected kind@of:start-end, the kind one of {kinds}")
        return cls(*parts)

    def __str__(self) -> str:
        return f"{self.kind}@{self.of}{_years(self.start, self.end)}"


def _parts(text: str) -> tuple[str, str, int | None, int | None] | None:
    """What stands before and after the `@`, and the years; None if it is not so written. ValueError: they go back."""
    match = _OFFICE.fullmatch(text)
    if match is None:
        return None
    start, end = (int(year) if year else None for year in match.group("start", "end"))
    if start and end and start > end:
        raise ValueError(f"{text!r} ends before it starts")
    return match["title"], match["of"], start, end


def _years(start: int | None, end: int | None) -> str:
    return f":{start or ''}-{end or ''}" if start or end else ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the knowledge base.

    `label` is PER, ORG or LOC; `wikidata` a QID where a source states it; `country` the ID of the country it belongs
    to; `prior` (0..1) how well known it is: 1 is the world's everyday news; `source` names where its facts come from;
    `relations` are what it belongs to, as far as open sources state it.
    """

    id: str
    label: str
    name_id: str
    name_en: str
    wikidata: str | None
    country: str | None
    prior: float
    offices: tuple[Office, ...]
    source: str
    relations: tuple[Relation, ...] = ()

    @property
    def name(self) -> str:
        """The name that Indonesian copy uses most."""
        return self.name_id

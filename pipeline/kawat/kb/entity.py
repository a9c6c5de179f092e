"""What the knowledge base knows about one thing: `Entity`, and the offices a person has held."""

import re
from dataclasses import dataclass

LABELS = ("PER", "ORG", "LOC")

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
        match = _OFFICE.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no office: expected title@of:start-end, such as presiden@RUS:2012-")
        start, end = (int(year) if year else None for year in match.group("start", "end"))
        if start and end and start > end:
            raise ValueError(f"{text!r} ends before it starts")
        return cls(title=match["title"], of=match["of"], start=start, end=end)

    def __str__(self) -> str:
        years = f":{self.start or ''}-{self.end or ''}" if self.start or self.end else ""
        return f"{self.title}@{self.of}{years}"

    def held(self, year: int) -> bool:
        """Whether the office may have been held in `year`; an unknown year excludes nothing."""
        return (self.start or year) <= year <= (self.end or year)


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the knowledge base.

    `label` is PER, ORG or LOC; `wikidata` a QID where a source states it; `country` the ID of the country it belongs
    to; `prior` (0..1) how well known it is: 1 is the world's everyday news; `source` names where its facts come from.
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

    @property
    def name(self) -> str:
        """The name that Indonesian copy uses most."""
        return self.name_id

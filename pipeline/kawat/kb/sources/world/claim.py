"""What one source of the world layer says of one thing."""

from dataclasses import dataclass

from kawat.kb.entity import Office, Relation


@dataclass(frozen=True, slots=True)
class Claim:
    """A source's statement about a QID.

    `names`: what the source calls it, the usual name first, English or native. `name_id`: its Indonesian name, or "".
    `label`: PER, ORG or LOC; "" where the source does not tell; "-" where it tells that it is none of these.
    `country`: ISO 3166-1 alpha-3. `fame` (0..1): how much the source makes of it. `good`: whether the name may be taken
    from this source alone.
    """

    qid: str
    names: tuple[str, ...]
    name_id: str = ""
    label: str = ""
    acronyms: tuple[str, ...] = ()
    country: str | None = None
    offices: tuple[Office, ...] = ()
    fame: float = 0.0
    good: bool = True
    relations: tuple[Relation, ...] = ()

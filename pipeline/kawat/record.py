"""The output record: what Kawat says of one dispatch, as plain values, with one schema for every way out.

    {"id", "text", "date", "title", "dateline", "credit",
     "mentions": [{"start", "end", "text", "label", "id", "cluster", "score", "link_score",
                   "candidates": [{"id", "score"}]}],
     "entities": [{"cluster", "id", "name", "label", "wikidata", "mentions",
                   "roles": [{"start", "end", "office", "status", "of", "country"}]}],
     "dates": [{"start", "end", "text", "value", "until", "reason"}],
     "quotes": [{"start", "end", "direct", "cue", "speaker", "name", "cluster"}],
     "counted_from"}

Offsets count code points of `text`: `text[start:end]` is the mention, the date, what was said, or a role's title; so do
the pairs `dateline`, `credit`, `cue` and `speaker`, each null where there is none. `id` is "" where the knowledge base
does not have the thing; `cluster` then tells the document's unknown things apart, and is "" for a speaker who is no
entity. `mentions` of an entity are indices into the record's. `candidates` of a mention are what it may name with a
probability of 0.01 or more, the likeliest first; the likeliest is not always `id`, for a text names a thing once.

A role's `of` is the cluster of what the office belongs to, and `country` the ISO 3166-1 alpha-3 code of that. A date's
`value`, and the end `until` of a stretch, are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; without a value `reason` says why.
`counted_from` is the day from which the dates count: the dispatch's own, or what the text fixes.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kawat.dispatch import Dispatch
from kawat.errors import KawatError

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from kawat.dates.component import DateMention
    from kawat.linking.clusters import Thing
    from kawat.quotes import Quote
    from kawat.roles import Role


_LIKELY = 0.01  # what is less likely a candidate is not worth its place in the record


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """An entity that a mention may name. `score`: the probability that it does."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `score`: probability that span and label are right; `link_score`: that the link is."""

    start: int
    end: int
    text: str
    label: str
    id: str
    cluster: str
    score: float | None
    link_score: float | None
    candidates: tuple[CandidateRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleRow:
    """An office that the dispatch gives a person: the title at `start` to `end`, the first that says so.

    `of`: the cluster of what it belongs to, `country` the code of that, each empty where it is not said; see
    `kawat.roles` for `office` and `status`.
    """

    start: int
    end: int
    office: str
    status: str
    of: str
    country: str | None


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A distinct thing that the dispatch names; `mentions` are indices into the record's mentions."""

    cluster: str
    id: str
    name: str
    label: str
    wikidata: str | None
    mentions: tuple[int, ...]
    roles: tuple[RoleRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date expression; see `kawat.dates.component.DateMention`, whose `end` is `until` here."""

    start: int
    end: int
    text: str
    value: str | None
    until: str | None
    reason: str | None

    @property
    def iso(self) -> str | None:
        """ISO 8601: the value, or the interval `value/until`."""
        return f"{self.value}/{self.until}" if self.until else self.value


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """What somebody said, at `start` to `end`; `name` and `cluster` are the speaker's, "" where not known."""

    start: int
    end: int
    direct: bool
    cue: tuple[int, int] | None
    speaker: tuple[int, int] | None
    name: str
    cluster: str


@dataclass(frozen=True, slots=True)
class Record:
    """One dispatch as Kawat read it; see the module for the schema."""

    id: str
    text: str
    date: str | None
    title: str | None
    dateline: tuple[int, int] | None
    credit: tuple[int, int] | None
    mentions: tuple[Mention, ...]
    entities: tuple[EntityRow, ...]
    dates: tuple[DateRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    counted_from: str | None = None

    @classmethod
    def from_doc(cls, doc: "Doc", dispatch: Dispatch | None = None) -> "Record":
        """The record of an annotated document; what `dispatch` says of it (ID, date, title) is kept."""
        things = _read(doc, "entities") or []
        clusters = {span.start: thing.cluster for thing in things for span in thing.mentions}
        mentions = tuple(_mention(ent, clusters.get(ent.start, "")) for ent in doc.ents)
        counted_from = _read(doc, "date")
        return cls(
            id=dispatch.id if dispatch else "",
            text=doc.text,
            date=dispatch.date.isoformat() if dispatch and dispatch.date else None,
            title=dispatch.title if dispatch else None,
            dateline=_offsets(_read(doc, "dateline")),
            credit=_offsets(_read(doc, "credit")),
            mentions=mentions,
            entities=_entities(doc, things),
            dates=tuple(map(_date, _read(doc, "dates") or ())),
            quotes=tuple(map(_quote, _read(doc, "quotes") or ())),
            counted_from=counted_from.isoformat() if counted_from else None,
        )

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(self, default=_values, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> "Record":
        """Reads what `to_json` wrote. Raises KawatError for anything else."""
        try:
            values: dict[str, Any] = json.loads(line)
            values["mentions"] = tuple(map(_mention_row, values["mentions"]))
            values["entities"] = tuple(map(_entity_row, values["entities"]))
            values["dates"] = tuple(DateRow(**date) for date in values.get("dates", ()))
            values["quotes"] = tuple(QuoteRow(**_paired(quote, "cue", "speaker")) for quote in values.get("quotes", ()))
            return cls(**_paired(values, "dateline", "credit"))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise KawatError(
                f"{line[:60]!r}: not a record of Kawat ({error}); expected a line that it wrote"
            ) from error


def _values(row: Any) -> dict[str, Any]:
    """A row's fields, in their order; `asdict` would copy all that they hold, which takes three times as long."""
    return {name: getattr(row, name) for name in row.__slots__}


def _mention(ent: "Span", cluster: str) -> Mention:
    score, link_score = (_rounded(_read(ent, name)) for name in ("score", "link_score"))
    likely = [(id, score) for id, score in _read(ent, "candidate_scores") or () if score >= _LIKELY]
    candidates = tuple(CandidateRow(id, round(score, 4)) for id, score in likely)
    names = (ent.text, ent.label_, ent.kb_id_, cluster)
    return Mention(ent.start_char, ent.end_char, *names, score, link_score, candidates)


def _entities(doc: "Doc", things: Sequence["Thing"]) -> tuple[EntityRow, ...]:
    places = {ent.start: index for index, ent in enumerate(doc.ents)}
    owners = {span.start: thing for thing in things for span in thing.mentions}
    roles: dict[str, list[RoleRow]] = {}
    for role in _read(doc, "roles") or ():
        if person := owners.get(role.person.start):
            roles.setdefault(person.cluster, []).append(_role(role, owners.get(role.of.start) if role.of else None))
    return tuple(
        EntityRow(
            cluster=thing.cluster,
            id=thing.id,
            name=thing.name,
            label=thing.label,
            wikidata=thing.entity.wikidata if thing.entity else None,
            mentions=tuple(places[span.start] for span in thing.mentions),
            roles=_distinct(roles.get(thing.cluster, ())),
        )
        for thing in things
    )


def _role(role: "Role", owner: "Thing | None") -> RoleRow:
    country = owner.entity.country if owner and owner.entity else None
    of = owner.cluster if owner else ""
    return RoleRow(role.words.start_char, role.words.end_char, role.office, role.status, of, country)


def _distinct(roles: Iterable[RoleRow]) -> tuple[RoleRow, ...]:
    """Each office once; one that is said without its owner is that of the same name that is said with it."""
    kept: list[RoleRow] = []
    for role in sorted(roles, key=lambda role: (not role.of, role.start)):
        if not any((role.office, role.status) == (one.office, one.status) and role.of in ("", one.of) for one in kept):
            kept.append(role)
    return tuple(sorted(kept, key=lambda role: role.start))


def _date(date: "DateMention") -> DateRow:
    return DateRow(date.span.start_char, date.span.end_char, date.span.text, date.value, date.end, date.reason)


def _quote(quote: "Quote") -> QuoteRow:
    start, end = quote.content.start_char, quote.content.end_char
    cue, speaker = _offsets(quote.cue), _offsets(quote.speaker)
    return QuoteRow(start, end, quote.direct, cue, speaker, quote.name, quote.cluster)


def _mention_row(row: dict[str, Any]) -> Mention:
    candidates = tuple(CandidateRow(**candidate) for candidate in row.get("candidates", ()))
    return Mention(**row | {"candidates": candidates})


def _entity_row(row: dict[str, Any]) -> EntityRow:
    roles = tuple(RoleRow(**role) for role in row.get("roles", ()))
    return EntityRow(**row | {"mentions": tuple(row["mentions"]), "roles": roles})


def _paired(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """The values with offsets as pairs, which JSON has as lists."""
    return values | {name: tuple(values[name]) if values[name] else None for name in names}


def _read(thing: "Doc | Span", name: str) -> Any:
    """An extension's value; None in a pipeline without the component that brings it."""
    return getattr(thing._, name) if thing.has_extension(name) else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _offsets(span: "Span | None") -> tuple[int, int] | None:
    return (span.start_char, span.end_char) if span is not None else None

"""The output record: what Kawat says of one dispatch, as plain values, with one schema for every way out.

    {"id", "text", "date", "title", "dateline", "credit",
     "mentions": [{"start", "end", "text", "label", "id", "cluster", "score", "link_score"}],
     "entities": [{"cluster", "id", "name", "label", "wikidata", "mentions"}]}

Offsets count code points of `text`: `text[start:end]` is the mention. `id` is "" where the knowledge base does not
have the thing; `cluster` then tells the document's unknown things apart. `mentions` of an entity are indices into the
record's.
"""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kawat.dispatch import Dispatch
from kawat.errors import KawatError

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


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


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A distinct thing that the dispatch names; `mentions` are indices into the record's mentions."""

    cluster: str
    id: str
    name: str
    label: str
    wikidata: str | None
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One dispatch with its entities; see the module for the schema."""

    id: str
    text: str
    date: str | None
    title: str | None
    dateline: tuple[int, int] | None
    credit: tuple[int, int] | None
    mentions: tuple[Mention, ...]
    entities: tuple[EntityRow, ...]

    @classmethod
    def from_doc(cls, doc: "Doc", dispatch: Dispatch | None = None) -> "Record":
        """The record of an annotated document; what `dispatch` says of it (ID, date, title) is kept."""
        places = {(ent.start, ent.end): index for index, ent in enumerate(doc.ents)}
        clusters: dict[int, str] = {}
        rows = []
        for thing in _read(doc, "entities") or ():
            indices = tuple(places[span.start, span.end] for span in thing.mentions)
            clusters.update(dict.fromkeys(indices, thing.cluster))
            wikidata = thing.entity.wikidata if thing.entity else None
            rows.append(EntityRow(thing.cluster, thing.id, thing.name, thing.label, wikidata, indices))
        mentions = tuple(_mention(ent, clusters.get(index, "")) for index, ent in enumerate(doc.ents))
        return cls(
            id=dispatch.id if dispatch else "",
            text=doc.text,
            date=dispatch.date.isoformat() if dispatch and dispatch.date else None,
            title=dispatch.title if dispatch else None,
            dateline=_offsets(_read(doc, "dateline")),
            credit=_offsets(_read(doc, "credit")),
            mentions=mentions,
            entities=tuple(rows),
        )

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> "Record":
        """Reads what `to_json` wrote. Raises KawatError for anything else."""
        try:
            values: dict[str, Any] = json.loads(line)
            mentions = tuple(Mention(**mention) for mention in values.pop("mentions"))
            rows = tuple(EntityRow(**row | {"mentions": tuple(row["mentions"])}) for row in values.pop("entities"))
            for name in ("dateline", "credit"):
                values[name] = tuple(values[name]) if values[name] else None
            return cls(**values, mentions=mentions, entities=rows)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise KawatError(
                f"{line[:60]!r}: not a record of Kawat ({error}); expected a line that it wrote"
            ) from error


def _mention(ent: "Span", cluster: str) -> Mention:
    scores = [_rounded(_read(ent, name)) for name in ("score", "link_score")]
    return Mention(ent.start_char, ent.end_char, ent.text, ent.label_, ent.kb_id_, cluster, *scores)


def _read(thing: "Doc | Span", name: str) -> Any:
    """An extension's value; None in a pipeline without the component that brings it."""
    return getattr(thing._, name) if thing.has_extension(name) else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _offsets(span: "Span | None") -> tuple[int, int] | None:
    return (span.start_char, span.end_char) if span is not None else None

"""What a linked document keeps, as plain values that may be stored and sent, and the attributes built from it."""

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc, Span

from kawat.kb.entity import Entity, Office, Relation
from kawat.linking.candidates import Candidate
from kawat.linking.clusters import Thing, clusters, things
from kawat.linking.ranking import Decision

KEY = "kawat.linker"
_KEPT = 5  # candidates of a mention
_NOTHING: dict[str, Any] = {"mentions": {}, "links": [], "entities": {}}


def annotate(doc: Doc, decisions: Sequence[Decision]) -> None:
    """Sets the IDs of the document's entities, and keeps what the attributes are built from."""
    spans = doc.ents
    links: list[list[Any]] = []
    mentions: dict[str, int] = {}
    entities: dict[str, list[Any]] = {}
    ids: dict[str, str] = {}
    for cluster, members in clusters(decisions):
        for decision in members:
            kept = decision.candidates[:_KEPT]
            entities.update((candidate.id, _plain(candidate.entity)) for candidate in kept)
            keys = [_key(spans[mention.index]) for mention in decision.name.mentions]
            mentions.update(dict.fromkeys(keys, len(links)))
            ids.update(dict.fromkeys(keys, decision.entity.id if decision.entity else ""))
            links.append([cluster, decision.score, [[c.id, c.score, c.features] for c in kept]])
    doc.set_ents([Span(doc, e.start, e.end, e.label_, kb_id=ids[_key(e)], span_id=e.id_) for e in spans])
    doc.user_data[KEY] = {"mentions": mentions, "links": links, "entities": entities}


def _key(span: Span) -> str:
    return f"{span.start}:{span.end}:{span.label_}"


def _plain(entity: Entity) -> list[Any]:
    offices = [[office.title, office.of, office.start, office.end] for office in entity.offices]
    names = [entity.id, entity.label, entity.name_id, entity.name_en, entity.wikidata, entity.country]
    relations = [str(relation) for relation in entity.relations]
    return [*names, entity.prior, offices, entity.source, relations]


def _entity(plain: list[Any]) -> Entity:
    id, label, name_id, name_en, wikidata, country, prior, offices, source, relations = plain
    held = tuple(Office(*office) for office in offices)
    return Entity(
        id, label, name_id, name_en, wikidata, country, prior, held, source, tuple(map(Relation.parse, relations))
    )


def _link(span: Span) -> list[Any] | None:
    data = span.doc.user_data.get(KEY, _NOTHING)
    place = data["mentions"].get(_key(span))
    return None if place is None else data["links"][place]


def _get_entity(span: Span) -> Entity | None:
    if not span.kb_id_ or _link(span) is None:
        return None
    plain = span.doc.user_data[KEY]["entities"].get(span.kb_id_)
    return _entity(plain) if plain else None


def _get_candidates(span: Span) -> list[Candidate]:
    link = _link(span)
    if link is None:
        return []
    entities = span.doc.user_data[KEY]["entities"]
    return [Candidate(id, _entity(entities[id]), score, dict(features)) for id, score, features in link[2]]


def _get_candidate_scores(span: Span) -> list[tuple[str, float]]:
    """The candidates' IDs and probabilities alone, which is much less work."""
    link = _link(span)
    return [] if link is None else [(id, score) for id, score, _ in link[2]]


def _get_score(span: Span) -> float | None:
    link = _link(span)
    return None if link is None else link[1]


def _get_things(doc: Doc) -> list[Thing]:
    data = doc.user_data.get(KEY, _NOTHING)
    places: dict[str, list[tuple[int, int, str]]] = {}
    for key, place in data["mentions"].items():
        start, end, label = key.split(":", 2)
        places.setdefault(data["links"][place][0], []).append((int(start), int(end), label))
    entities = {id: _entity(plain) for id, plain in data["entities"].items() if id in places}
    return things(doc, list(places.items()), entities)


Span.set_extension("entity", getter=_get_entity, force=True)
Span.set_extension("candidates", getter=_get_candidates, force=True)
Span.set_extension("candidate_scores", getter=_get_candidate_scores, force=True)
Span.set_extension("link_score", getter=_get_score, force=True)
Doc.set_extension("entities", getter=_get_things, force=True)

"""Component `linker`: links the mentions of a document to a knowledge base."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.errors import KawatError
from kawat.kb.entity import Entity, Office
from kawat.kb.store import KnowledgeBase
from kawat.linking.candidates import Candidate, Candidates
from kawat.linking.clusters import Thing, clusters, things
from kawat.linking.definitions import definitions
from kawat.linking.mentions import Mention, read_mentions
from kawat.linking.model import Model
from kawat.linking.names import bind, complete, group
from kawat.linking.ranking import Decision, rank

KEY = "kawat.linker"
_KB, _WEIGHTS = "kb.sqlite", "weights.json"
_KEPT = 5  # candidates of a mention that a document keeps


@Language.factory(
    "kawat_linker",
    requires=["doc.ents"],
    assigns=["token.ent_kb_id", "span._.entity", "span._.candidates", "span._.link_score", "doc._.entities"],
    default_config={"kb": None},
)
def make_linker(nlp: Language, name: str, kb: str | None) -> "EntityLinker":
    """`kb`: the path of a knowledge base that `kawat kb build` wrote; None when `from_disk` will bring one."""
    return EntityLinker(name, kb)


class EntityLinker:
    """Links mentions to a knowledge base, which is opened when it is first needed.

    `model` weighs the candidates' features.
    """

    def __init__(self, name: str, kb: str | None, model: Model | None = None) -> None:
        self.name = name
        self.kb = kb
        self.model = model or Model.default()
        self._candidates: Candidates | None = None

    def load(self) -> None:
        """Opens the knowledge base of the configuration. Raises KawatError naming it and what is wrong."""
        if self._candidates is None:
            if self.kb is None:
                message = f"no knowledge base; set components.{self.name}.kb or load a saved pipeline"
                raise KawatError(f"{self.name}: {message}")
            self._candidates = Candidates(KnowledgeBase.open(self.kb))

    @property
    def candidates(self) -> Candidates:
        """The look-up of forms in the knowledge base."""
        self.load()
        assert self._candidates is not None
        return self._candidates

    # Documents

    def __call__(self, doc: Doc) -> Doc:
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1000) -> Iterator[Doc]:
        """Link the entities of a stream's documents, one document after the other."""
        for doc in stream:
            _annotate(doc, self.decide(doc))
            yield doc

    def decide(self, doc: Doc) -> list[Decision]:
        """What each name of the document stands for, and why; changes nothing."""
        mentions = read_mentions(doc)
        offsets = [(span.start_char, span.end_char) for span in doc.ents]
        pairs = definitions(doc.text, mentions, offsets, self._may_be_same)
        return rank(complete(bind(group(mentions), pairs)), self.candidates, self.model)

    def _may_be_same(self, one: Mention, other: Mention) -> bool:
        ids = ({match.entity.id for match in self.candidates.find(m.text, m.label)} for m in (one, other))
        return bool(set.intersection(*ids))

    # Serialization

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        directory = Path(path)
        directory.mkdir(parents=True, exist_ok=True)
        for name, content in self._files().items():
            temporary = directory / f"{name}.new"  # a knowledge base that others have mapped must not change
            temporary.write_bytes(content)
            temporary.replace(directory / name)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "EntityLinker":
        weights = Path(path) / _WEIGHTS
        try:
            self.model = Model.from_json(weights.read_text(encoding="utf-8"), str(weights))
        except (OSError, UnicodeDecodeError) as error:
            raise KawatError(f"{weights}: cannot be read ({error}); install the pipeline again") from None
        self._candidates = Candidates(KnowledgeBase.open(Path(path) / _KB))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return srsly.msgpack_dumps(self._files())

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "EntityLinker":
        files = srsly.msgpack_loads(data)
        self.model = Model.from_json(files[_WEIGHTS].decode(), _WEIGHTS)
        self._candidates = Candidates(KnowledgeBase.from_bytes(files[_KB]))
        return self

    def _files(self) -> dict[str, bytes]:
        return {_KB: self.candidates.kb.to_bytes(), _WEIGHTS: self.model.to_json().encode()}


# What a document keeps are plain values, so that it may be pickled, stored and sent; the attributes build from them.


def _annotate(doc: Doc, decisions: list[Decision]) -> None:
    links: list[list[Any]] = []
    mentions: dict[str, int] = {}
    entities: dict[str, list[Any]] = {}
    ids: dict[str, str] = {}
    for cluster, group in clusters(decisions):
        for decision in group:
            kept = [candidate for candidate in decision.candidates[:_KEPT]]
            entities.update((candidate.id, _plain(candidate.entity)) for candidate in kept)
            keys = [f"{mention.start}:{mention.end}:{mention.label}" for mention in decision.name.mentions]
            mentions.update(dict.fromkeys(keys, len(links)))
            ids.update(dict.fromkeys(keys, decision.entity.id if decision.entity else ""))
            links.append([cluster, decision.score, [[c.id, c.score, c.features] for c in kept]])
    doc.set_ents([Span(doc, e.start, e.end, e.label_, kb_id=ids[_key(e)], span_id=e.id_) for e in doc.ents])
    doc.user_data[KEY] = {"mentions": mentions, "links": links, "entities": entities}


def _key(span: Span) -> str:
    return f"{span.start}:{span.end}:{span.label_}"


def _plain(entity: Entity) -> list[Any]:
    offices = [[office.title, office.of, office.start, office.end] for office in entity.offices]
    names = [entity.id, entity.label, entity.name_id, entity.name_en, entity.wikidata, entity.country]
    return [*names, entity.prior, offices, entity.source]


def _entity(plain: list[Any]) -> Entity:
    *fields, offices, source = plain
    return Entity(*fields, tuple(Office(*office) for office in offices), source)


def _link(span: Span) -> list[Any] | None:
    data = span.doc.user_data.get(KEY)
    place = data["mentions"].get(_key(span)) if data else None
    return None if place is None else data["links"][place]


def _get_entity(span: Span) -> Entity | None:
    plain = span.doc.user_data[KEY]["entities"].get(span.kb_id_) if span.kb_id_ and _link(span) else None
    return plain and _entity(plain)


def _get_candidates(span: Span) -> list[Candidate]:
    link = _link(span)
    entities = span.doc.user_data[KEY]["entities"] if link else {}
    return [Candidate(id, _entity(entities[id]), score, dict(why)) for id, score, why in link[2]] if link else []


def _get_score(span: Span) -> float | None:
    link = _link(span)
    return link[1] if link else None


def _get_things(doc: Doc) -> list[Thing]:
    data = doc.user_data.get(KEY, {"mentions": {}, "links": [], "entities": {}})
    places: dict[str, list[tuple[int, int, str]]] = {}
    for key, place in data["mentions"].items():
        start, end, label = key.split(":", 2)
        places.setdefault(data["links"][place][0], []).append((int(start), int(end), label))
    entities = {id: _entity(plain) for id, plain in data["entities"].items() if id in places}
    return things(doc, list(places.items()), entities)


Span.set_extension("entity", getter=_get_entity, force=True)
Span.set_extension("candidates", getter=_get_candidates, force=True)
Span.set_extension("link_score", getter=_get_score, force=True)
Doc.set_extension("entities", getter=_get_things, force=True)

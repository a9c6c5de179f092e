"""A knowledge base as it would be without some annotated texts, to measure on them what did not come from them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc

from kawat.kb.build import Source
from kawat.kb.check import scan_all
from kawat.kb.entity import Entity
from kawat.kb.facts import Fact
from kawat.kb.normalise import normalise
from kawat.kb.store import Hit, KnowledgeBase
from kawat.linking.annotated import Gold

# How often each key of a form names each ID or QID.
Links = Mapping[str, Counter[str]]

# What the knowledge base itself says of a form counts as much as this many annotations of it.
_OWN_WEIGHT = 0.3
_LEARNED_PRIOR = 0.1


def links_of(documents: Iterable[tuple[Doc, Gold]]) -> Links:
    """What the annotations of these documents link."""
    links: dict[str, Counter[str]] = defaultdict(Counter)
    for doc, gold in documents:
        for (start, end), ids in gold.items():
            links[normalise(doc[start:end].text)].update(ids)
    return links


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the links of a knowledge base come from.

    `stated` are the keys of the names that open tables give each QID; `annotated` are the QIDs in the text facts that
    only the annotated set states.
    """

    stated: Mapping[str, frozenset[str]]
    annotated: frozenset[str]

    @classmethod
    def read(cls, facts: Path, tables: Source, source: str) -> "Origins":
        """Reads the text facts and the open tables; `source` is the annotated set's name in the facts."""
        lines, _ = scan_all(facts)
        annotated = {line.fact.entity.wikidata for line in lines if line.fact.wikidata_source == source}
        stated = {fact.entity.id: _keys(fact) for fact in tables.facts()}
        return cls(stated, frozenset(qid for qid in annotated if qid))


def _keys(fact: Fact) -> frozenset[str]:
    return frozenset(map(normalise, fact.names))


class HeldOut(KnowledgeBase):
    """What `kb` would know had nobody seen the annotations `tested`, but those of `learned`.

    Unless `learned` or an open table states it, a form is no name of what `tested` links it to; where a QID of the text
    facts comes from the annotated set, and `learned` does not have it, only the names in open tables stand for it. The
    links of `learned` are added: its counts and the knowledge base's own prior give P(entity | form).
    """

    def __init__(self, kb: KnowledgeBase, origins: Origins, tested: Links, learned: Links) -> None:
        super().__init__(kb.path, None if kb.path else kb.to_bytes())
        self._origins = origins
        self._tested = tested
        self._learned = learned
        self._forms: dict[str, list[str]] = defaultdict(list)
        for key, qids in learned.items():
            for qid in qids:
                self._forms[qid].append(key)

    def get(self, id: str) -> Entity | None:
        entity = super().get(id)
        if entity is None and id in self._forms:
            name = max(self._forms[id], key=len)
            return Entity(id, "", name, name, id, None, _LEARNED_PRIOR, (), "learned")
        return entity

    def aliases(self, id: str) -> list[str]:
        entity = self.get(id)
        if entity is None:
            return []
        own = super().aliases(id) if super().get(id) else []
        kept = [alias for alias in own if self._is_known(normalise(alias), entity)]
        return kept + self._forms.get(_qid(entity), [])

    def exact(self, surface: str) -> list[Hit]:
        key = normalise(surface)
        known = self._kept(super().exact(surface))
        counts = self._learned.get(key)
        if not counts:
            return known
        total = sum(counts.values()) + _OWN_WEIGHT
        own = sum(hit.prior for hit in known) or 1.0
        hits = {hit.entity.id: replace(hit, prior=_OWN_WEIGHT * hit.prior / own / total) for hit in known}
        for qid, count in counts.items():
            if entity := self.get(qid):
                hit = hits.get(entity.id) or Hit(entity, surface, _kind(key, entity), 1.0, 0.0)
                hits[entity.id] = replace(hit, prior=hit.prior + count / total)
        return sorted(hits.values(), key=lambda hit: (-hit.prior, hit.entity.id))

    def spelled(self, surface: str) -> list[Hit]:
        return self._kept(super().spelled(surface))

    def fuzzy(self, surface: str, limit: int = 10) -> list[Hit]:
        return self._kept(super().fuzzy(surface, limit))

    def _kept(self, hits: Sequence[Hit]) -> list[Hit]:
        return [hit for hit in hits if self._is_known(normalise(hit.alias), hit.entity)]

    def _is_known(self, key: str, entity: Entity) -> bool:
        qid = _qid(entity)
        if key in self._origins.stated.get(qid, ()) or qid in self._learned.get(key, ()):
            return True
        if qid in self._origins.annotated and qid not in self._forms:
            return False
        return qid not in self._tested.get(key, ())


def _qid(entity: Entity) -> str:
    return entity.wikidata or entity.id


def _kind(key: str, entity: Entity) -> str:
    words = set(key.split())
    part = any(words < set(normalise(name).split()) for name in (entity.name_id, entity.name_en))
    return "short" if part else "alias"

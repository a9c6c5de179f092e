"""Deciding what the names of a document stand for: longer forms first, then once more knowing the company they keep."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kawat.kb.entity import Entity
from kawat.linking.candidates import Candidate, Candidates, is_country
from kawat.linking.features import Evidence, related
from kawat.linking.model import Features, Model
from kawat.linking.names import Name

MISSED: Features = {"missed": 1.0}
_SURE = 0.8
_TIES = 5  # the most frequent ones, looked through for countries
_COUNTRIES = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """What a name stands for.

    `entity` is None where nothing in the knowledge base is meant; `score` is the probability that this is right,
    `candidates` are all entities considered, the likeliest first, and `nil` the features of there being none. What the
    probabilities of these leave is that of an entity that is known under other forms (`MISSED`).
    """

    name: Name
    entity: Entity | None
    score: float
    candidates: tuple[Candidate, ...]
    nil: Features


def rank(names: Sequence[Name], candidates: Candidates, model: Model, year: int | None = None) -> list[Decision]:
    """Decides on all names of a document of this year; in `names` each stands after the one that it is short for."""
    evidence = [Evidence(name, candidates, year) for name in names]
    company = _Company(_decide_all(evidence, model, None))
    for country, share in company.countries(candidates):
        for one in evidence:
            one.add_bodies_of(country, share, candidates)
    return _decide_all(evidence, model, company)


class _Company:
    """What the names that are sure belong to: how many of them have each tie."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._ties = {
            id(decision.name): related(decision.entity)
            for decision in decisions
            if decision.entity is not None and decision.score >= _SURE
        }
        self._names = Counter(tie for ties in self._ties.values() for tie in ties)

    def countries(self, candidates: Candidates) -> list[tuple[Entity, float]]:
        """The countries that most of the sure names belong to, and the share of each."""
        known = ((candidates.kb.get(tie), count / len(self._ties)) for tie, count in self._names.most_common(_TIES))
        return [(entity, share) for entity, share in known if entity and is_country(entity)][:_COUNTRIES]

    def share(self, name: Name, entity: Entity) -> float:
        """The largest share of the other sure names that have one tie of the entity."""
        own = self._ties.get(id(name), set())
        others = len(self._ties) - (id(name) in self._ties)
        return max(self._names[tie] - (tie in own) for tie in related(entity)) / others if others else 0.0


def _decide_all(evidence: Sequence[Evidence], model: Model, company: _Company | None) -> list[Decision]:
    decided: dict[int, Decision] = {}
    for one in evidence:
        longer = decided[id(one.name.longer)] if one.name.longer else None
        decided[id(one.name)] = _decide(one, longer, model, company)
    return list(decided.values())


def _decide(evidence: Evidence, longer: Decision | None, model: Model, company: _Company | None) -> Decision:
    options = {entity.id: (entity, dict(features)) for entity, features in evidence.options}
    nil = {"nil": 1.0} | ({"nil_several": 1.0} if evidence.name.several else {})
    if longer is not None and longer.entity is None:
        later = longer.name.mentions[0].index > evidence.name.mentions[0].index
        nil["nil_longer"] = 0.5 if later else 1.0
    elif longer is not None and longer.entity is not None:
        entity = longer.entity
        _, features = options.setdefault(entity.id, (entity, {"fame": entity.prior}))
        features["longer" if entity.label == "PER" else "part"] = 1.0
    for entity, features in options.values():
        if company and (share := company.share(evidence.name, entity)):
            features["company"] = share
    *scores, score_of_none, _ = model([*(features for _, features in options.values()), nil, MISSED])
    ranked = sorted(
        (
            Candidate(entity.id, entity, score, features)
            for (entity, features), score in zip(options.values(), scores, strict=True)
        ),
        key=lambda candidate: (-candidate.score, candidate.id),
    )
    chosen = ranked[0] if ranked and ranked[0].score > score_of_none else None
    return Decision(
        evidence.name,
        chosen.entity if chosen else None,
        chosen.score if chosen else score_of_none,
        tuple(ranked),
        nil,
    )

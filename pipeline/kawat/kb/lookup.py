"""Looking a name up the way the linker does, to show what the knowledge base knows and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from kawat.kb.store import Hit, KnowledgeBase


@dataclass(frozen=True, slots=True)
class Found:
    """A hit and how it was found: `exact`, `spelling` (another transliteration), `similar`, or `prefix`."""

    hit: Hit
    how: str

    @property
    def why(self) -> str:
        """One line for people: `acronym "CSTO", exact, P(entity | alias) 1.00`."""
        hit = self.hit
        likeness = "" if self.how == "exact" else f" {hit.similarity:.2f}"
        return f'{hit.kind} "{hit.alias}", {self.how}{likeness}, P(entity | alias) {hit.prior:.2f}'


def lookup(kb: KnowledgeBase, name: str, limit: int = 10) -> list[Found]:
    """Candidates for a name or an ID, each once, by the strictest way that finds it."""
    found: dict[str, Found] = {}
    for one in _ways(kb, name, limit):
        if len(found) >= limit:
            break
        found.setdefault(one.hit.entity.id, one)
    return list(found.values())


def _ways(kb: KnowledgeBase, name: str, limit: int) -> Iterator[Found]:
    if entity := kb.get(name):
        yield Found(Hit(entity, name, "id", 1.0, 1.0), "exact")
    for how, hits in (("exact", kb.exact), ("spelling", kb.spelled)):
        yield from (Found(hit, how) for hit in hits(name))
    yield from (Found(hit, "similar") for hit in kb.fuzzy(name, limit))
    yield from (Found(hit, "prefix") for hit in kb.prefix(name, limit))

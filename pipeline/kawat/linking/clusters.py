"""The things of a document: the mentions of one entity, or of one unknown thing under a key of its own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kawat.kb.entity import Entity
from kawat.kb.normalise import normalise
from kawat.linking.mentions import Mention
from kawat.linking.ranking import Decision


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a document names. `id` is "" and `entity` None where the knowledge base does not have it.

    `cluster` is its key in the document: the ID, or label and longest form (`PER:budi-putin`), the same for the same
    form in any document. `mentions` are in order.
    """

    id: str
    name: str
    label: str
    cluster: str
    entity: Entity | None
    mentions: tuple[Span, ...]


def clusters(decisions: Iterable[Decision]) -> list[tuple[str, list[Decision]]]:
    """Key and decisions of each thing. An unknown short form goes with the unknown name that it is short for."""
    decided = {id(decision.name): decision for decision in decisions}
    groups: dict[str, list[Decision]] = {}
    for decision in decided.values():
        name = decision.name
        while decision.entity is None and name.longer and decided[id(name.longer)].entity is None:
            name = name.longer
        key = decision.entity.id if decision.entity else _key(name.longest)
        groups.setdefault(key, []).append(decision)
    return list(groups.items())


def things(
    doc: Doc, groups: Sequence[tuple[str, Sequence[tuple[int, int, str]]]], entities: dict[str, Entity]
) -> list[Thing]:
    """The things of clusters, given as key and (start token, end token, label) of each mention, by first mention."""
    made = []
    for key, places in groups:
        mentions = tuple(Span(doc, *place) for place in sorted(places))
        entity = entities.get(key)
        label = entity.label if entity else Counter(label for _, _, label in places).most_common(1)[0][0]
        name = entity.name if entity else max((span.text for span in mentions), key=len)
        made.append(Thing(entity.id if entity else "", name, label, key, entity, mentions))
    return sorted(made, key=lambda thing: thing.mentions[0].start)


def _key(mention: Mention) -> str:
    form = normalise(mention.text) or mention.text
    return f"{mention.label or 'NAME'}:{'-'.join(form.split())}"

"""Training the linker's model on documents whose mentions are known."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from spacy.tokens import Doc

from kawat.linking.component import EntityLinker
from kawat.linking.model import Example, Model, fit
from kawat.linking.ranking import Decision

Gold = Mapping[tuple[int, int], Collection[str]]


def train(linker: EntityLinker, documents: Iterable[tuple[Doc, Gold]], strength: float = 3.0) -> Model:
    """The weights that fit these documents, held near the linker's own by `strength` (see `fit`).

    A document has its mentions as entities; gold gives the IDs or QIDs that are right for each, by its first token and
    the one after its last. None are right where the knowledge base should not be expected to have it.
    """
    return fit(list(examples(linker, documents)), linker.model, strength)


def examples(linker: EntityLinker, documents: Iterable[tuple[Doc, Gold]]) -> Iterator[Example]:
    """The options of each name that has candidates, NIL the last, and the place of the right one.

    Where the right entity is no candidate, to link nothing is right.
    """
    for doc, gold in documents:
        for decision in linker.decide(doc):
            if decision.candidates:
                options = [*(candidate.features for candidate in decision.candidates), decision.nil]
                yield options, _right(decision, gold)


def _right(decision: Decision, gold: Gold) -> int:
    for mention in decision.name.mentions:
        ids = gold.get((mention.start, mention.end), ())
        for place, candidate in enumerate(decision.candidates):
            if candidate.id in ids or candidate.entity.wikidata in ids:
                return place
    return len(decision.candidates)

"""Training the linker's model on documents whose mentions are known."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kawat.linking.annotated import Gold
from kawat.linking.component import EntityLinker
from kawat.linking.model import Example, Model, fit
from kawat.linking.ranking import MISSED


def train(linker: EntityLinker, documents: Iterable[tuple[Doc, Gold]], strength: float = 3.0) -> Model:
    """The weights that fit these documents, held near the linker's own by `strength` (see `fit`).

    A document has its mentions as entities; gold gives the IDs or QIDs that are right for each, by its first token and
    the one after its last. None are right where the knowledge base should not be expected to have it.
    """
    return fit(list(examples(linker, documents)), linker.model, strength)


def examples(linker: EntityLinker, documents: Iterable[tuple[Doc, Gold]]) -> Iterator[Example]:
    """The options of each name (its candidates, NIL, that it was missed), and the place of the right one."""
    kb = linker.candidates.kb
    for doc, gold in documents:
        for decision in linker.decide(doc):
            mention = decision.name.mentions[0]
            given = [kb.get(id) for id in gold.get((mention.start, mention.end), ())]
            ids = {entity.id for entity in given if entity}
            places = [place for place, candidate in enumerate(decision.candidates) if candidate.id in ids]
            options = [*(candidate.features for candidate in decision.candidates), decision.nil, MISSED]
            yield options, places[0] if places else len(options) - (1 if ids else 2)

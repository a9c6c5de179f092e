"""Linking of annotated texts whose own annotations neither the knowledge base nor the weights have seen."""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc

from kawat.kb.store import KnowledgeBase
from kawat.linking.annotated import Gold
from kawat.linking.candidates import Candidates
from kawat.linking.component import EntityLinker
from kawat.linking.heldout import HeldOut, Links, Origins, links_of
from kawat.linking.model import Example, Model, fit
from kawat.linking.ranking import Decision
from kawat.linking.training import examples

Annotated = Sequence[tuple[Doc, Gold]]


class CrossValidation:
    """Documents in `folds` parts, every n-th one in the same, each part linked with what the others teach.

    `kb` is a knowledge base that the annotations may have gone into, `origins` tells where; `start` and `strength`
    are those of `fit`.
    """

    def __init__(
        self,
        documents: Annotated,
        kb: KnowledgeBase,
        origins: Origins,
        start: Model,
        *,
        strength: float = 3.0,
        folds: int = 5,
    ) -> None:
        self.parts = [list(documents[part::folds]) for part in range(folds)]
        self._count = len(documents)
        self._kb = kb
        self._origins = origins
        self._start = start
        self._strength = strength

    def decisions(self) -> list[list[Decision]]:
        """What each document's names stand for, in the documents' order."""
        decided: list[list[Decision]] = [[] for _ in range(self._count)]
        for part, documents in enumerate(self.parts):
            linker = self._linker({part}, fit(self._examples_without(part), self._start, self._strength))
            for place, (doc, _) in enumerate(documents):
                decided[part + place * len(self.parts)] = linker.decide(doc)
        return decided

    def _examples_without(self, tested: int) -> list[Example]:
        """Each other part's examples, with what the parts that are neither it nor the tested one teach."""
        found: list[Example] = []
        for part, documents in enumerate(self.parts):
            if part != tested:
                found += examples(self._linker({tested, part}, self._start), documents)
        return found

    def _linker(self, without: Collection[int], model: Model) -> EntityLinker:
        kb = HeldOut(self._kb, self._origins, self._links(without), self._links(self._others(without)))
        return EntityLinker("linker", None, model, Candidates(kb))

    def _others(self, parts: Collection[int]) -> set[int]:
        return set(range(len(self.parts))) - set(parts)

    def _links(self, parts: Collection[int]) -> Links:
        return links_of(document for part in sorted(parts) for document in self.parts[part])

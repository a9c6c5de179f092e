"""What a pipeline's knowledge base knows of the words of a text, for a tagger that learned to use it."""

from collections.abc import Sequence
from typing import Any, Protocol, cast

import numpy as np
from spacy.language import Language

from kawat.kb.gazetteer import WIDTH, Gazetteer, evidence


class KnowsNames(Protocol):
    """A component with a knowledge base, as `linker` is."""

    def gazetteer(self) -> Gazetteer: ...


class Evidence:
    """Looks words up among the names of the component `source` of `nlp`, which is asked when names are first needed: a
    pipeline's components are loaded one after the other. Without that component nothing is known of any word.

    Pickled, it keeps the names and leaves the pipeline behind.
    """

    def __init__(self, nlp: Language, source: str | None) -> None:
        self._nlp: Language | None = nlp
        self._source = source
        self._gazetteer: Gazetteer | None = None

    def gazetteer(self) -> Gazetteer | None:
        if self._gazetteer is None and self._nlp is not None and self._source in self._nlp.component_names:
            self._gazetteer = cast(KnowsNames, self._nlp.get_pipe(cast(str, self._source))).gazetteer()
        return self._gazetteer

    def __call__(self, words: Sequence[str]) -> np.ndarray:
        """f32 (words, WIDTH), see kb/gazetteer.py."""
        known = self.gazetteer()
        return np.zeros((len(words), WIDTH), np.float32) if known is None else evidence(known.names(words), len(words))

    def __getstate__(self) -> dict[str, Any]:
        return {"_nlp": None, "_source": self._source, "_gazetteer": self.gazetteer()}

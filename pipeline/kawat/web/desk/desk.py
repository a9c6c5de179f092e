"""What the desk's routes work with."""

import copy
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.vocab import Vocab

from kawat.errors import KawatError
from kawat.linking.component import EntityLinker
from kawat.tokenizer import WireTokenizer
from kawat.web.desk.batch import Batch, DocumentRow, digest
from kawat.web.desk.facts import Names
from kawat.web.desk.store import GoldStore


@dataclass(frozen=True, slots=True)
class Desk:
    """gold: what people save. names: what can be linked to. batch: the records of a batch run, None without any."""

    gold: GoldStore
    names: Names
    batch: Batch | None

    @classmethod
    def open(cls, nlp: Language, directory: Path, facts: Path | None = None) -> "Desk":
        """The desk of a directory: gold is saved under its `gold/`, and if `kawat batch` has written records there,
        they can be browsed. The first time, that takes a while: see `kawat.web.desk.batch`.

        facts: the directory of the text facts, to add entities to. Raises KawatError for a directory that is none.
        """
        if not directory.is_dir():
            raise KawatError(
                f"{directory}: is no directory; give the desk's own, or an output directory of kawat batch"
            )
        linker = nlp.get_pipe("linker") if nlp.has_pipe("linker") else None
        kb = copy.copy(linker.candidates.kb) if isinstance(linker, EntityLinker) else None
        return cls(GoldStore(directory / "gold"), Names(kb, facts), Batch.open(directory))

    def queue(self, annotator: str, limit: int) -> list[DocumentRow]:
        """The records that an annotator has not saved yet, the least certain first: where each name that is looked at
        is the likeliest to be wrong."""
        if self.batch is None:
            return []
        return self.batch.least_certain({digest(document.text) for document in self.gold.documents(annotator)}, limit)


def tokens(text: str) -> list[tuple[int, int]]:
    """The places of the text's tokens, white space left out. Raises KawatError for what is no text."""
    doc = WireTokenizer(Vocab())(text)
    return [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]

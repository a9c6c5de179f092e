"""The witnesses that silver rests on: a tagger that reads both languages, and what several readings agree on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kawat.errors import KawatError
from kawat.linking.component import EntityLinker
from kawat.ner.agreement import form
from kawat.ner.component import NameTagger, named
from kawat.ner.decode import Mention
from kawat.training.data import UNKNOWN

WITNESSES = 3  # places in which a name is read surely, before they speak for it in another
UNANIMOUS = 0.95  # of those places have the same label


@dataclass(frozen=True)
class Read:
    """A sentence as the teacher reads it: its words, the names in it, and at which words it is sure that none stands
    there, bool (words,)."""

    words: list[str]
    found: list[Mention]
    nothing: np.ndarray


class Teacher:
    """A pipeline's tagger, that reads sentences of both languages, and the knowledge base of its linker.

    Raises KawatError for a pipeline that lacks one of them.
    """

    def __init__(self, nlp: Language, english: str) -> None:
        ner, linker = (nlp.get_pipe(name) if name in nlp.pipe_names else None for name in ("ner", "linker"))
        if not isinstance(ner, NameTagger) or not isinstance(linker, EntityLinker):
            raise KawatError(
                f"the teacher has {', '.join(nlp.pipe_names)}; expected a tagger `ner` and a `linker` of ours"
            )
        self.kb = linker.candidates.kb
        self.before = []
        for name, component in nlp.pipeline:
            if name == "ner":
                break
            self.before.append(component)
        self.nlp = nlp
        self.ner = ner
        self.own, self.english = ner.scheme, english

    def __call__(self, texts: Sequence[str], sure: float, *, english: bool = False) -> list[Read]:
        """The sentences read, by the scheme of the language. Raises KawatError for a scheme it has not learned."""
        self.ner.follow(self.english if english else self.own)
        sentences = []
        for words, logits in self.ner.read([self._doc(text) for text in texts]):
            scaled = logits / self.ner.temperature
            nothing = scaled[:, 0] - np.logaddexp.reduce(scaled, axis=1) >= np.log(sure)
            sentences.append(Read(words.texts, named(words, logits, self.ner.temperature), nothing))
        self.ner.follow(self.own)
        return sentences

    def _doc(self, text: str) -> Doc:
        doc = self.nlp.make_doc(text)
        for component in self.before:
            doc = component(doc)
        return doc


def agreed(read: Read, witnessed: Iterable[Mention], sure: float) -> list[str]:
    """A tag for each word: the names that the teacher reads and the second witness has, too, or of which the teacher
    alone is sure and the witness says nothing; O where the teacher is sure of nothing; else X."""
    witnessed = list(witnessed)
    confirmed = {mention[:3] for mention in witnessed}
    claimed = {at for mention in witnessed for at in range(mention.start, mention.end)}
    tags = ["O" if nothing else UNKNOWN for nothing in read.nothing]
    for at in claimed:
        tags[at] = UNKNOWN
    for mention in read.found:
        place = range(mention.start, mention.end)
        kept = mention[:3] in confirmed or (mention.score >= sure and claimed.isdisjoint(place))
        for at in place:
            tags[at] = UNKNOWN if not kept else f"{'B' if at == mention.start else 'I'}-{mention.label}"
    return tags


class Consensus:
    """The names that a teacher read surely, wherever they stood, with their labels."""

    def __init__(self) -> None:
        self.labels: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, read: Read, sure: float) -> None:
        for mention in read.found:
            if mention.score >= sure:
                self.labels[form(mention, read.words)][mention.label] += 1

    def confirms(self, name: str, label: str) -> bool:
        labels = self.labels.get(name, Counter())
        return labels.total() >= WITNESSES and labels[label] >= UNANIMOUS * labels.total()

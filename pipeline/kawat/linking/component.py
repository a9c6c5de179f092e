"""Component `linker`: links the mentions of a document to a knowledge base."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from kawat.errors import KawatError
from kawat.kb.gazetteer import Gazetteer
from kawat.kb.store import KnowledgeBase
from kawat.linking.annotation import annotate
from kawat.linking.candidates import Candidates
from kawat.linking.definitions import definitions
from kawat.linking.mentions import Mention, read_mentions
from kawat.linking.model import Model
from kawat.linking.names import bind, complete, group
from kawat.linking.ranking import Decision, rank

_COMPARED = 3  # candidates of each form, for two that may name one thing
_KB, _WEIGHTS = "kb.sqlite", "weights.json"


@Language.factory(
    "kawat_linker",
    requires=["doc.ents"],
    assigns=[
        "token.ent_kb_id",
        "span._.entity",
        "span._.candidates",
        "span._.candidate_scores",
        "span._.link_score",
        "doc._.entities",
    ],
    default_config={"kb": None},
)
def make_linker(nlp: Language, name: str, kb: str | None) -> "EntityLinker":
    """`kb`: the path of a knowledge base that `kawat kb build` wrote; None when `from_disk` will bring one."""
    return EntityLinker(name, kb)


class EntityLinker:
    """Links mentions to a knowledge base, which is opened when it is first needed.

    `model` weighs the candidates' features; `candidates` are given where a knowledge base is open already.
    """

    def __init__(
        self, name: str, kb: str | None, model: Model | None = None, candidates: Candidates | None = None
    ) -> None:
        self.name = name
        self.kb = kb
        self.model = model or Model.default()
        self._candidates = candidates

    def load(self) -> None:
        """Opens the knowledge base of the configuration. Raises KawatError naming it and what is wrong."""
        if self._candidates is None:
            if self.kb is None:
                message = f"no knowledge base; set components.{self.name}.kb or load a saved pipeline"
                raise KawatError(f"{self.name}: {message}")
            self._candidates = Candidates(KnowledgeBase.open(self.kb))

    @property
    def candidates(self) -> Candidates:
        """The look-up of forms in the knowledge base."""
        self.load()
        assert self._candidates is not None
        return self._candidates

    def gazetteer(self) -> Gazetteer:
        """All names of the knowledge base, for a tagger that reads evidence."""
        return self.candidates.kb.gazetteer()

    # Documents

    def __call__(self, doc: Doc) -> Doc:
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1000) -> Iterator[Doc]:
        """Link the entities of a stream's documents, one document after the other."""
        for doc in stream:
            annotate(doc, self.decide(doc))
            yield doc

    def decide(self, doc: Doc) -> list[Decision]:
        """What each name of the document stands for, and why; changes nothing."""
        mentions = read_mentions(doc)
        offsets = [(span.start_char, span.end_char) for span in doc.ents]
        pairs = definitions(doc.text, mentions, offsets, self._may_be_same)
        date = doc._.date if Doc.has_extension("date") else None
        names = complete(bind(group(mentions), pairs))
        return rank(names, self.candidates, self.model, date.year if date else None)

    def _may_be_same(self, one: Mention, other: Mention) -> bool:
        found = [self.candidates.find(mention.text, mention.label)[:_COMPARED] for mention in (one, other)]
        ids = [{match.entity.id for match in matches} for matches in found]
        return not ids[0].isdisjoint(ids[1]) or any(
            self.candidates.has_like(id, text)
            for text, known in zip((one.text, other.text), reversed(ids), strict=True)
            for id in known
        )

    # Serialization

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        directory = Path(path)
        directory.mkdir(parents=True, exist_ok=True)
        for name, content in self._files().items():
            temporary = directory / f"{name}.new"  # a knowledge base that others have mapped must not change
            temporary.write_bytes(content)
            temporary.replace(directory / name)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "EntityLinker":
        weights = Path(path) / _WEIGHTS
        try:
            self.model = Model.from_json(weights.read_text(encoding="utf-8"), str(weights))
        except (OSError, UnicodeDecodeError) as error:
            raise KawatError(f"{weights}: cannot be read ({error}); install the pipeline again") from None
        self._candidates = Candidates(KnowledgeBase.open(Path(path) / _KB))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return srsly.msgpack_dumps(self._files())

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "EntityLinker":
        files = srsly.msgpack_loads(data)
        self.model = Model.from_json(files[_WEIGHTS].decode(), _WEIGHTS)
        self._candidates = Candidates(KnowledgeBase.from_bytes(files[_KB]))
        return self

    def _files(self) -> dict[str, bytes]:
        return {_KB: self.candidates.kb.to_bytes(), _WEIGHTS: self.model.to_json().encode()}

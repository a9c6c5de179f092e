"""One part annotated: documents in batches of like weight, and one that fails costs nobody else."""

import os
import resource
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

import kawat
from kawat.batch.outputs import Format, to_line, to_part
from kawat.batch.reading import Item, reason
from kawat.errors import KawatError
from kawat.ner.component import NameTagger
from kawat.record import Record

_TOKENS = 20_000  # that are annotated together


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that are written together."""

    index: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What became of a part: the file's bytes, and the items that are not in it.

    documents, tokens: how many are. process, memory: who did it, and the most memory it has had (bytes).
    """

    index: int
    data: bytes
    rejects: tuple[Item, ...]
    documents: int
    tokens: int
    process: int
    memory: int


@dataclass(frozen=True, slots=True)
class Setup:
    """How to annotate. threads: of the tagger; 0 leaves them as the pipeline says."""

    pipeline: str | None
    format: Format
    threads: int


class Annotator:
    """Annotates parts. A part's output depends on the part alone, not on what came before it or who works beside."""

    def __init__(self, setup: Setup) -> None:
        self._nlp = kawat.load(setup.pipeline)
        self._format = setup.format
        for _, component in self._nlp.pipeline:
            if setup.threads and isinstance(component, NameTagger):
                component.use_threads(setup.threads)
        self._try()

    def _try(self) -> None:
        """Raises KawatError when the pipeline cannot annotate at all: that is no reason to reject every document."""
        try:
            self._nlp("Jakarta.")
        except Exception as error:
            raise KawatError(f"the pipeline cannot annotate ({reason(error)}); try it with `kawat annotate`") from error

    def __call__(self, part: Part) -> Output:
        lines: list[bytes] = []
        rejects: dict[int, Item] = {index: item for index, item in enumerate(part.items) if item.dispatch is None}
        tokens = 0
        numbers = deque(index for index in range(len(part.items)) if index not in rejects)
        while numbers:
            with self._nlp.memory_zone():  # the words of one batch are forgotten before the next
                batch = self._take(part.items, numbers, rejects)
                for index, doc in self._annotated(batch, part.items, rejects):
                    dispatch = part.items[index].dispatch
                    assert dispatch is not None
                    try:
                        lines.append(to_line(dispatch, Record.from_doc(doc, dispatch), self._format))
                    except UnicodeEncodeError as error:
                        rejects[index] = _rejected(part.items[index], error)
                        continue
                    tokens += len(doc)
        lost = tuple(rejects[index] for index in sorted(rejects))
        return Output(part.index, to_part(lines, self._format), lost, len(lines), tokens, os.getpid(), peak_memory())

    def _take(self, items: Sequence[Item], numbers: deque[int], rejects: dict[int, Item]) -> list[tuple[int, Doc]]:
        """Documents from the front of `numbers`, tokenized, until they hold enough tokens."""
        batch: list[tuple[int, Doc]] = []
        held = 0
        while numbers and held < _TOKENS:
            index = numbers.popleft()
            try:
                doc = self._make(items[index])
            except Exception as error:
                rejects[index] = _rejected(items[index], error)
                continue
            batch.append((index, doc))
            held += len(doc)
        return batch

    def _make(self, item: Item) -> Doc:
        assert item.dispatch is not None
        return item.dispatch.to_doc(self._nlp)

    def _annotated(
        self, batch: Sequence[tuple[int, Doc]], items: Sequence[Item], rejects: dict[int, Item]
    ) -> Iterator[tuple[int, Doc]]:
        try:
            docs = list(self._nlp.pipe([doc for _, doc in batch], batch_size=max(1, len(batch))))
            return zip([index for index, _ in batch], docs, strict=True)
        except Exception:  # one of them is to blame: each goes alone
            return self._one_by_one([index for index, _ in batch], items, rejects)

    def _one_by_one(
        self, numbers: Sequence[int], items: Sequence[Item], rejects: dict[int, Item]
    ) -> Iterator[tuple[int, Doc]]:
        for index in numbers:
            try:
                doc = self._nlp(self._make(items[index]))
            except Exception as error:
                rejects[index] = _rejected(items[index], error)
                continue
            yield index, doc


def _rejected(item: Item, error: Exception) -> Item:
    return Item(item.source, item.position, None, reason(error))


def peak_memory() -> int:
    """The most memory this process has had, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

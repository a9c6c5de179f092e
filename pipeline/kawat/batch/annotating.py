"""One part annotated: documents in batches of like weight, and one that fails costs nobody else."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kawat.batch.memory import present_memory
from kawat.batch.outputs import Format, to_line, to_part
from kawat.batch.reading import Item, reason
from kawat.batch.shared import load
from kawat.errors import KawatError
from kawat.ner.component import NameTagger
from kawat.record import Record

_TOKENS = 5_000  # that are annotated together


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that are written together."""

    index: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What became of a part: the file's bytes, and the items that are not in it.

    documents, tokens: how many are. process, memory: who did it, and how much memory it has (bytes).
    """

    index: int
    data: bytes
    rejects: tuple[Item, ...]
    documents: int
    tokens: int
    process: str
    memory: int


@dataclass(frozen=True, slots=True)
class Setup:
    """How to annotate. threads: of the tagger; 0 leaves them as the pipeline says. identity: what the pipeline is, see
    `kawat.batch.plan.identity`; empty where no other process has to agree."""

    pipeline: str | None
    format: Format
    threads: int
    identity: Mapping[str, str] = field(default_factory=dict)


class Annotator:
    """Annotates parts. A part's output depends on the part alone, not on what came before it or who works beside.

    The tagger reads in a thread of its own, and its runtime lets others go on: meanwhile the documents that it has read
    are linked and made records, and the next ones tokenized. Without a `NameTagger` one comes after the other.
    """

    def __init__(self, setup: Setup) -> None:
        self._nlp = load(setup.pipeline, setup.identity)
        self._format = setup.format
        components = [component for _, component in self._nlp.pipeline]
        taggers = [component for component in components if isinstance(component, NameTagger)]
        place = components.index(taggers[0]) if taggers else len(components)
        self._before, self._beside, self._after = components[:place], taggers[:1], components[place + 1 :]
        self._thread = ThreadPoolExecutor(1)
        for tagger in taggers if setup.threads else ():
            tagger.use_threads(setup.threads)
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
        with self._nlp.memory_zone():  # the words of one part are forgotten before the next
            try:
                for index, doc in self._annotated(part.items, rejects):
                    dispatch = part.items[index].dispatch
                    assert dispatch is not None
                    try:
                        lines.append(to_line(dispatch, Record.from_doc(doc, dispatch), self._format))
                    except UnicodeEncodeError as error:
                        rejects[index] = _rejected(part.items[index], error)
                        continue
                    tokens += len(doc)
            finally:
                self._wait()
        lost = tuple(rejects[index] for index in sorted(rejects))
        return Output(
            part.index, to_part(lines, self._format), lost, len(lines), tokens, str(os.getpid()), present_memory()
        )

    def _annotated(self, items: Sequence[Item], rejects: dict[int, Item]) -> Iterator[tuple[int, Doc]]:
        """The documents that can be annotated, in their order; three batches are in memory."""
        numbers = deque(index for index in range(len(items)) if index not in rejects)
        begun: deque[tuple[list[int], Future[list[Doc]]]] = deque()
        while numbers or begun:
            if numbers:
                begun.append(self._begin(items, numbers, rejects))
            if len(begun) > 1 or not numbers:
                yield from self._finish(*begun.popleft(), items, rejects)

    def _begin(
        self, items: Sequence[Item], numbers: deque[int], rejects: dict[int, Item]
    ) -> tuple[list[int], Future[list[Doc]]]:
        """The numbers of the next batch, and its documents as the tagger will have read them."""
        batch = self._take(items, numbers, rejects)
        try:
            read = self._thread.submit(_through, self._beside, _through(self._before, [doc for _, doc in batch]))
        except Exception as error:
            read = Future()
            read.set_exception(error)
        return [index for index, _ in batch], read

    def _finish(
        self, numbers: Sequence[int], read: Future[list[Doc]], items: Sequence[Item], rejects: dict[int, Item]
    ) -> Iterator[tuple[int, Doc]]:
        try:
            docs = _through(self._after, read.result())
            return zip(numbers, docs, strict=True)
        except Exception:  # one of them is to blame: each goes alone
            self._wait()
            return self._one_by_one(numbers, items, rejects)

    def _wait(self) -> None:
        """Until the tagger has read all that it was given."""
        self._thread.submit(int).result()

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


def _through(components: Sequence[Callable[[Doc], Doc]], docs: list[Doc]) -> list[Doc]:
    """The documents after these components, as `Language.pipe` applies them."""
    for component in components:
        if hasattr(component, "pipe"):
            docs = list(component.pipe(docs, batch_size=max(1, len(docs))))
        else:
            docs = list(map(component, docs))
    return docs


def _rejected(item: Item, error: Exception) -> Item:
    return Item(item.source, item.position, None, reason(error))

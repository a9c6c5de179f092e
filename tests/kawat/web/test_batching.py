"""What comes together is annotated together; one document that cannot be costs nobody else."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kawat.dispatch import Dispatch
from kawat.web.batching import Batcher, BusyError, ClosedError, tagging

GATE = threading.Event()


@Language.component("test_mishaps")
def mishaps(doc: Doc) -> Doc:
    """Waits at "tunggu" until the gate is open, and fails at "gagal"."""
    if doc.text == "tunggu":
        GATE.wait()
    if doc.text == "gagal":
        raise RuntimeError("gagal")
    return doc


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    GATE.clear()
    yield GATE
    GATE.set()


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("test_mishaps")
    return nlp


Start = Callable[..., tuple[Batcher, list[int]]]


@pytest.fixture
def start(nlp: Language, gate: threading.Event) -> Iterator[Start]:
    """Starts a batcher for four waiting documents; gives it and the sizes of the batches that it has done."""
    started: list[Batcher] = []

    def begin(patience: float = 60) -> tuple[Batcher, list[int]]:
        sizes: list[int] = []
        batcher = Batcher(nlp, waiting=4, patience=patience, annotated=lambda documents, *_: sizes.append(documents))
        batcher.start()
        started.append(batcher)
        return batcher, sizes

    yield begin
    gate.set()
    for batcher in started:
        batcher.close()


async def texts(batcher: Batcher, *given: str) -> list[str]:
    records = await batcher([tagging(Dispatch(id="", text=text)) for text in given])
    return [record.text for record in records]


async def at_work(batcher: Batcher) -> asyncio.Task:
    """A request whose document the pipeline has in hand."""
    first = asyncio.create_task(texts(batcher, "tunggu"))
    await asyncio.sleep(0)
    while batcher.waiting:
        await asyncio.sleep(0.01)
    return first


def test_what_comes_while_the_pipeline_works_is_one_batch(start, gate):
    batcher, sizes = start()

    async def run():
        first = await at_work(batcher)
        others = [asyncio.create_task(texts(batcher, text)) for text in ("a", "b", "c")]
        await asyncio.sleep(0)
        assert batcher.waiting == 3
        gate.set()
        return await asyncio.gather(first, *others)

    assert asyncio.run(run()) == [["tunggu"], ["a"], ["b"], ["c"]]
    batcher.close()  # an answer is given before its batch is counted
    assert sizes == [1, 3]


def test_one_that_fails_costs_nobody_else(start, gate):
    batcher, _ = start()

    async def run():
        first = await at_work(batcher)
        others = [asyncio.create_task(texts(batcher, text)) for text in ("a", "gagal", "b")]
        await asyncio.sleep(0)
        gate.set()
        return await asyncio.gather(first, *others, return_exceptions=True)

    _, before, failed, after = asyncio.run(run())
    assert (before, str(failed), after) == (["a"], "gagal", ["b"])


def test_a_request_is_taken_whole_or_not_at_all(start, gate):
    batcher, _ = start()

    async def run():
        first = await at_work(batcher)
        waiting = asyncio.create_task(texts(batcher, "a", "b"))
        await asyncio.sleep(0)
        with pytest.raises(BusyError) as busy:
            await texts(batcher, "c", "d", "e")
        assert busy.value.seconds >= 1
        assert batcher.waiting == 2
        gate.set()
        return await asyncio.gather(first, waiting)

    assert asyncio.run(run()) == [["tunggu"], ["a", "b"]]


def test_who_would_have_to_wait_too_long_is_sent_away_at_once(start, gate):
    batcher, _ = start(patience=0.06)  # a document is thought to take 0.05 s at first

    async def run():
        first = await at_work(batcher)
        waiting = asyncio.create_task(texts(batcher, "a", "b"))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await texts(batcher, "c")
        gate.set()
        return await asyncio.gather(first, waiting)

    assert asyncio.run(run()) == [["tunggu"], ["a", "b"]]


def test_nobody_works_for_who_has_left(start, gate):
    batcher, sizes = start()

    async def run():
        first = await at_work(batcher)
        leaves = asyncio.create_task(texts(batcher, "a", "b"))
        await asyncio.sleep(0)
        leaves.cancel()
        await asyncio.gather(leaves, return_exceptions=True)
        gate.set()
        await first
        await texts(batcher, "c")

    asyncio.run(run())
    batcher.close()
    assert sizes == [1, 1]


def test_the_end_finishes_what_is_in_hand_and_refuses_the_rest(start, gate):
    batcher, _ = start()

    async def run():
        first = await at_work(batcher)
        waiting = asyncio.create_task(texts(batcher, "a"))
        await asyncio.sleep(0)
        threading.Timer(0.2, gate.set).start()
        await asyncio.to_thread(batcher.close)
        assert not batcher.alive
        with pytest.raises(ClosedError):
            await texts(batcher, "b")
        return await asyncio.gather(first, waiting, return_exceptions=True)

    done, refused = asyncio.run(run())
    assert (done, type(refused)) == (["tunggu"], ClosedError)

"""Parts to outputs: in this process, or in several.

The workers are forked from a server that has imported everything and loaded the pipeline (see `shared.py`): they share
its memory, and they map the knowledge base, which they only read, from its file.
"""

import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from kawat.batch.annotating import Annotator, Output, Part, Setup
from kawat.batch.shared import start_server
from kawat.errors import KawatError

_PRELOADED = [Annotator.__module__, "kawat.layout", "kawat.linking.component"]  # and with them all that is large
_TRIES = 3  # of a part whose worker dies


def annotate(parts: Iterator[Part], setup: Setup, workers: int) -> Iterator[Output]:
    """The outputs of parts, in the order in which they are done. One part per worker and one more is in memory.

    Raises KawatError when a part's worker dies three times.
    """
    if workers == 1:
        yield from map(Annotator(setup), parts)
    else:
        yield from _Pool(setup, workers).annotate(parts)


class _Pool:
    """Worker processes, started anew when one of them dies."""

    def __init__(self, setup: Setup, workers: int) -> None:
        self._setup = setup
        self._workers = workers
        self._deaths: Counter[int] = Counter()
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        context = get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        start_server(self._setup.pipeline, self._setup.identity)
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_begin)

    def annotate(self, parts: Iterator[Part]) -> Iterator[Output]:
        waiting: dict[Future[Output], Part] = {}
        again: list[Part] = []
        try:
            while True:
                while len(waiting) <= self._workers and (part := again.pop() if again else next(parts, None)):
                    self._submit(part, waiting)
                if not waiting:
                    return
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    if isinstance(future.exception(), BrokenProcessPool):
                        again.append(waiting.pop(future))
                    else:
                        del waiting[future]
                        yield future.result()
                if again:
                    again += self._restart(waiting, again)
                    waiting.clear()
        finally:
            self._executor.shutdown(cancel_futures=True)

    def _submit(self, part: Part, waiting: dict[Future[Output], Part]) -> None:
        try:
            waiting[self._executor.submit(_annotate, self._setup, part)] = part
        except BrokenProcessPool:  # it died between two submissions
            failed: Future[Output] = Future()
            failed.set_exception(BrokenProcessPool())
            waiting[failed] = part

    def _restart(self, waiting: dict[Future[Output], Part], lost: list[Part]) -> list[Part]:
        """New workers; the parts that were waiting for the old ones. `lost` are those whose futures have failed."""
        rest = list(waiting.values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._deaths.update(part.index for part in [*lost, *rest])
        index, deaths = self._deaths.most_common(1)[0]
        if deaths >= _TRIES:
            raise KawatError(
                f"part {index}: a worker died {deaths} times while it was in hand (killed, or out of memory); "
                "run again with fewer --workers or a smaller --part"
            )
        self._executor = self._start()
        return rest


_annotator: Annotator | None = None


def _annotate(setup: Setup, part: Part) -> Output:
    global _annotator
    if _annotator is None:
        _annotator = Annotator(setup)
    return _annotator(part)


def _begin() -> None:
    """In a worker: Ctrl-C is the run's business, and the run's end is the worker's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

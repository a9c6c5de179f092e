"""Requests that come together are annotated together: one thread owns the pipeline and takes what waits for it."""

import asyncio
import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import Record

_CHARACTERS = 100_000  # that are annotated together, and so how long a newcomer may wait for the batch before his
_FIRST_GUESS = 0.05  # seconds a document takes, until one has been annotated

log = logging.getLogger(__name__)


class BusyError(Exception):
    """Too many documents wait already; `seconds` until they will be done."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class ClosedError(Exception):
    """The pipeline takes no more work."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document to be annotated.

    make: its Doc, from the pipeline; called in the pipeline's thread. given: the Doc holds its entities already, and
    nothing may look for others. finish: what is wanted of the annotated Doc, which does not outlive the call.
    """

    make: Callable[[Language], Doc]
    finish: Callable[[Doc], Any]
    characters: int
    given: bool = False


def tagging(dispatch: Dispatch) -> Task:
    """The task whose result is the record that the library gives."""

    def finish(doc: Doc) -> Record:
        return Record.from_doc(doc, dispatch)

    return Task(dispatch.to_doc, finish, len(dispatch.text))


@dataclass(slots=True)
class _Job:
    task: Task
    future: "Future[Any]" = field(default_factory=Future)


class Batcher:
    """The pipeline's one thread, and the documents that wait for it.

    waiting: how many may. patience: seconds that a newcomer may be expected to wait for those before. `annotated` is
    called after each batch with its documents, words and seconds.
    """

    def __init__(
        self,
        nlp: Language,
        *,
        waiting: int,
        patience: float,
        annotated: Callable[[int, int, float], None] = lambda *_: None,
    ) -> None:
        self.nlp = nlp
        self._most = waiting
        self._patience = patience
        self._annotated = annotated
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._seconds_each = _FIRST_GUESS
        self._thread = threading.Thread(target=self._work, name="kawat pipeline", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Finish the batch in hand; what still waits gets ClosedError."""
        with self._changed:
            self._closed = True
            left, self._jobs = self._jobs, deque()
            self._changed.notify()
        for job in left:
            if job.future.set_running_or_notify_cancel():
                job.future.set_exception(ClosedError())
        self._thread.join()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    @property
    def waiting(self) -> int:
        """Documents that wait."""
        return len(self._jobs)

    async def __call__(self, tasks: Sequence[Task]) -> list[Any]:
        """What the tasks' `finish` gave, in order. All are taken, or none.

        Raises BusyError, ClosedError, and what a document's annotation raised. A caller that is cancelled takes its
        waiting documents back.
        """
        jobs = [_Job(task) for task in tasks]
        with self._changed:
            if self._closed or not self.alive:
                raise ClosedError
            wait = len(self._jobs) * self._seconds_each
            if len(self._jobs) + len(jobs) > self._most or wait > self._patience:
                raise BusyError(max(1, math.ceil(wait)))
            self._jobs += jobs
            self._changed.notify()
        try:
            return list(await asyncio.gather(*(asyncio.wrap_future(job.future) for job in jobs)))
        finally:
            for job in jobs:
                job.future.cancel()

    # The thread

    def _work(self) -> None:
        while jobs := self._take():
            began = time.perf_counter()
            words = 0
            with self.nlp.memory_zone():  # the words of one batch are forgotten before the next
                for given in (False, True):
                    words += self._annotate([job for job in jobs if job.task.given is given], given)
            seconds = time.perf_counter() - began
            self._seconds_each += (seconds / len(jobs) - self._seconds_each) / 4  # the last batches count most
            self._annotated(len(jobs), words, seconds)

    def _take(self) -> list[_Job]:
        """What has come together, up to a batch; waits for the first. Nothing when it is time to stop."""
        taken: list[_Job] = []
        characters = 0
        with self._changed:
            while not taken and not self._closed:
                self._changed.wait_for(lambda: self._jobs or self._closed)
                while self._jobs and characters < _CHARACTERS:
                    job = self._jobs.popleft()
                    if job.future.set_running_or_notify_cancel():
                        taken.append(job)
                        characters += job.task.characters
        return taken

    def _annotate(self, jobs: Sequence[_Job], given: bool) -> int:
        """Settles the jobs; returns how many words they had."""
        if not jobs:
            return 0
        with self.nlp.select_pipes(disable=self._finders() if given else []):
            try:
                docs = list(self.nlp.pipe([job.task.make(self.nlp) for job in jobs], batch_size=len(jobs)))
            except Exception as error:
                if len(jobs) == 1:
                    _fail(jobs[0], error)
                    return 0
                return sum(self._annotate([job], given) for job in jobs)  # one is to blame: each goes alone
        for job, doc in zip(jobs, docs, strict=True):
            try:
                job.future.set_result(job.task.finish(doc))
            except Exception as error:
                _fail(job, error)
        return sum(map(len, docs))

    def _finders(self) -> list[str]:
        """The components that look for entities."""
        return [name for name in self.nlp.pipe_names if "doc.ents" in self.nlp.get_pipe_meta(name).assigns]


def _fail(job: _Job, error: Exception) -> None:
    if not isinstance(error, KawatError):
        log.error("a document of %d characters cannot be annotated", job.task.characters, exc_info=error)
    job.future.set_exception(error)

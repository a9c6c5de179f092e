"""Parts to outputs on a Ray cluster (extra `ray`): the same plan, the same parts, the same guarantees.

The run that was started plans, reads and writes; the cluster only annotates, so what a run promises does not depend on
it. Each worker is an actor with one processor, which holds the pipeline; one that dies, with its node or alone, is
replaced, and its part goes to another. Plain actors and not Ray Data: a part is the unit that is resumed and retried,
and Ray Data has batches of its own instead.
"""

import logging
import os
import platform
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kawat.batch.annotating import Annotator, Output, Part, Setup
from kawat.batch.plan import identity
from kawat.errors import KawatError
from kawat.loading import pipeline_path

if TYPE_CHECKING:
    import ray

_TRIES = 3  # of a part whose worker dies
_PROCESSORS = 1  # that a worker has
_PATIENCE = 300.0  # seconds without any worker, until a run gives up


@contextmanager
def connected(address: str | None) -> Iterator[int]:
    """A connection to the cluster at `address`: as `ray.init` takes it; None is RAY_ADDRESS, or one on this machine.
    Gives the number of its processors. Raises KawatError: no Ray, or no cluster."""
    try:
        import ray
    except ImportError:
        raise KawatError("--engine ray needs Ray; pip install 'kawat[ray]', here and on every node") from None
    if address:
        _check_reachable(address)
    own: dict[str, Any] = {} if address or os.environ.get("RAY_ADDRESS") else {"include_dashboard": False}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **own)
    except Exception as error:  # ConnectionError, ValueError, RuntimeError: as the address is wrong
        raise _unreachable(address or "Ray", error) from error
    try:
        yield int(ray.cluster_resources().get("CPU", _PROCESSORS))
    finally:
        ray.shutdown()


def _check_reachable(address: str) -> None:
    """Ray itself waits for minutes where nobody listens."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdecimal():
        try:
            socket.create_connection((host, int(port)), timeout=10).close()
        except OSError as error:
            raise _unreachable(address, error) from None


def _unreachable(address: str, error: Exception) -> KawatError:
    reason = " ".join(str(error).split())[:200]
    return KawatError(f"{address}: no cluster ({reason}); start one with `ray start --head`, or leave --address out")


def annotate(parts: Iterator[Part], setup: Setup, workers: int) -> Iterator[Output]:
    """The outputs of parts, in the order in which they are done. A part for each worker is in memory.

    Raises KawatError: a node's Kawat, spaCy or pipeline is not what `setup.identity` says, a part's worker dies three
    times, no worker is left.
    """
    crew = _Crew(setup)
    try:
        crew.grow(workers)
        yield from crew.annotate(parts)
    finally:
        crew.dismiss()


class Worker:
    """Annotates parts on a node. Its pipeline is loaded by `ready`, so that what is wrong with it can be told."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def ready(self) -> None:
        """Raises KawatError naming the node."""
        node = platform.node()
        try:
            found = identity(pipeline_path(self._setup.pipeline))
        except KawatError as error:
            raise KawatError(f"node {node}: {error}") from None
        for what, value in self._setup.identity.items():
            if found[what] != value:
                raise KawatError(
                    f"node {node}: its {what} is {found[what]!r}, here it is {value!r}; install the same everywhere"
                )
        self._annotator = Annotator(self._setup)

    def annotate(self, part: Part) -> Output:
        output = self._annotator(part)
        return replace(output, process=f"{platform.node()} {output.process}")


@dataclass(slots=True)
class _Crew:
    """The workers of a run. `_busy`: what each is at, its part, or None while it loads the pipeline."""

    setup: Setup
    _busy: dict["ray.ObjectRef[Any]", tuple[Any, Part | None]] = field(default_factory=dict)
    _idle: list[Any] = field(default_factory=list)
    _lost: list[Part] = field(default_factory=list)
    _deaths: Counter[int] = field(default_factory=Counter)

    def grow(self, workers: int) -> None:
        """Ask for more workers; they join when the cluster has room for them."""
        import ray

        actor: Any = ray.remote(num_cpus=_PROCESSORS)(Worker)
        for _ in range(workers):
            worker = actor.remote(self.setup)
            self._busy[worker.ready.remote()] = (worker, None)

    def annotate(self, parts: Iterator[Part]) -> Iterator[Output]:
        import ray

        while True:
            self._hand_out(parts)
            in_hand = any(part for _, part in self._busy.values())
            if self._idle and not in_hand:  # there was nothing to hand out, nor is anything to come
                return
            done, _ = ray.wait(list(self._busy), num_returns=1, timeout=_PATIENCE)
            if not done and not in_hand:
                raise KawatError(
                    f"the Ray cluster has had no room for a worker for {_PATIENCE:.0f} s; add a node, and resume"
                )
            for ref in done:
                yield from self._outcome(ref)

    def _hand_out(self, parts: Iterator[Part]) -> None:
        while self._idle and (part := self._lost.pop() if self._lost else next(parts, None)):
            worker = self._idle.pop()
            self._busy[worker.annotate.remote(part)] = (worker, part)

    def _outcome(self, ref: "ray.ObjectRef[Any]") -> Iterator[Output]:
        """What has come of a worker's task: an output, a worker that is ready, or one that has died."""
        import ray
        from ray.exceptions import RayActorError, RayTaskError

        worker, part = self._busy.pop(ref)
        try:
            output = ray.get(ref)
        except RayTaskError as error:
            raise error.cause if isinstance(error.cause, KawatError) else error from None
        except RayActorError:
            if part is not None:
                self._mourn(part)
            self.grow(1)
            return
        self._idle.append(worker)
        if part is not None:
            yield output

    def _mourn(self, part: Part) -> None:
        self._deaths[part.index] += 1
        if self._deaths[part.index] >= _TRIES:
            raise KawatError(
                f"part {part.index}: a worker died {_TRIES} times while it was in hand (killed, or out of memory); "
                "run again with a smaller --part"
            )
        self._lost.append(part)

    def dismiss(self) -> None:
        """End the workers: what they are at is not wanted any more."""
        import ray

        for worker in [*self._idle, *(worker for worker, _ in self._busy.values())]:
            ray.kill(worker)

"""How a run is going: a bar on a terminal, a line a minute elsewhere, on stderr."""

import time
from contextlib import AbstractContextManager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_EVERY = 60.0  # seconds between lines


class Gauge(AbstractContextManager["Gauge"]):
    """Shows documents done of `total`, their rate, time left, rejects and memory."""

    def __init__(self, what: str, total: int | None) -> None:
        self._console = Console(stderr=True)
        self._what = what
        self._total = total
        self._started = self._told = time.monotonic()
        self._done = self._first = 0
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[state]}"),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=self._console) if self._console.is_terminal else None
        self._task = self._bar.add_task(what, total=total, state="") if self._bar else None

    def start_at(self, done: int) -> None:
        """Documents that an earlier run has done count, but not for the rate."""
        self._done = self._first = done

    def add(self, documents: int, *, rejects: int = 0, memory: int = 0) -> None:
        """`documents` more are done; `rejects` so far; `memory` in bytes."""
        self._done += documents
        now = time.monotonic()
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=self._done, state=self._state(now, rejects, memory))
        elif now - self._told >= _EVERY:
            self._told = now
            total = f" of {self._total:,}" if self._total else ""
            left = f" · {self._left(now) / 60:.0f} min left" if self._total else ""
            line = f"{self._what}: {self._done:,}{total} · {self._state(now, rejects, memory)}{left}"
            self._console.print(line, highlight=False, soft_wrap=True)

    def _rate(self, now: float) -> float:
        return (self._done - self._first) / max(now - self._started, 1e-3)

    def _left(self, now: float) -> float:
        return ((self._total or 0) - self._done) / max(self._rate(now), 1e-3)

    def _state(self, now: float, rejects: int, memory: int) -> str:
        used = f" · {memory / 1e6:,.0f} MB" if memory else ""
        return f"{self._rate(now):,.1f}/s · {rejects:,} rejects{used}"

    def __enter__(self) -> "Gauge":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

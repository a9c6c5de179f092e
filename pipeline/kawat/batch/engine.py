"""Where a run's parts are annotated: by processes of this machine, or on a Ray cluster."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kawat.batch.annotating import Output, Part
    from kawat.batch.outputs import Format


class Engine(StrEnum):
    """`local`: processes of this machine. `ray`: workers on a Ray cluster."""

    local = "local"
    ray = "ray"

    @contextmanager
    def working(
        self,
        parts: Iterator["Part"],
        *,
        pipeline: str | None,
        format: "Format",
        workers: int,
        missing: int,
        address: str | None,
        identity: Mapping[str, str],
    ) -> Iterator[Iterator["Output"]]:
        """The outputs of `missing` parts, made by so many workers (0: one for each processor), `address`: of the
        cluster. `identity`: what each of its workers must be, see `kawat.batch.plan.identity`."""
        from kawat.batch import cluster
        from kawat.batch import workers as processes
        from kawat.batch.annotating import Setup
        from kawat.processors import processors

        if self is Engine.ray:
            with cluster.connected(address) as found:
                setup = Setup(pipeline, format, 1, identity)
                yield cluster.annotate(parts, setup, min(workers or found, missing))
            return
        count = max(1, min(workers or processors(), missing))
        threads = max(1, processors() // count) if count > 1 else 0
        yield processes.annotate(parts, Setup(pipeline, format, threads, identity), count)

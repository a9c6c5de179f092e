"""A run: plan, read, annotate, write; stopped at any instant, the same call goes on and ends with the same bytes."""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from threading import Event

from kawat.batch.annotating import Part
from kawat.batch.directory import Directory, directory_at
from kawat.batch.duplicates import Duplicates, without_repeats
from kawat.batch.engine import Engine
from kawat.batch.interrupt import asked_to_stop
from kawat.batch.outputs import Format
from kawat.batch.plan import Plan, check_same, make_job, part_ends
from kawat.batch.progress import Gauge
from kawat.batch.reading import Item, check_extras, read_items
from kawat.batch.sources import Source, find
from kawat.errors import KawatError
from kawat.files import replaced, write_whole
from kawat.loading import pipeline_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """pipeline: as for `kawat.load`. format: of the parts. columns: which column holds which field. part: documents in
    one part at most. dedupe: reject a document whose text has come before. workers: processes; 0 is one for each
    processor. max_rejects: stop when there are more. address: of the Ray cluster."""

    pipeline: str | None = None
    format: Format = Format.jsonl
    columns: Mapping[str, str] = field(default_factory=dict)
    part: int = 1000
    dedupe: bool = False
    workers: int = 1
    max_rejects: int | None = None
    engine: Engine = Engine.local
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What became of the documents: `documents` = `annotated` + `rejected`, save in a run that was stopped."""

    documents: int
    annotated: int
    rejected: int
    parts: int
    duplicate_ids: int
    duplicate_texts: int

    @property
    def complete(self) -> bool:
        return self.annotated + self.rejected == self.documents


def run(names: Sequence[str], out: str | Path, options: Options) -> Summary:
    """Annotates the documents of files, directories and globs into parts in the directory `out`. All may be URLs that
    fsspec knows.

    Raises KawatError: nothing to read, an output directory of another job, a source that changes meanwhile, too many
    rejects, a full disk. What was written until then is good, and the same call goes on from there.
    """
    options.format.check()
    found = find(names, without=str(out))
    check_extras(map(Path, found))
    directory = directory_at(str(out), options.format.suffix)
    with asked_to_stop() as stop, directory.opened():
        sources = [Source.named(name) for name in found]
        plan = _plan(sources, directory, options, stop)
        if not directory.complete(len(plan.ends)):
            _annotate(plan, sources, directory, options, stop)
        summary = _summary(plan, directory)
        if summary.complete:
            content = json.dumps(asdict(summary), indent=1) + "\n"
            write_whole(directory.summary, content.encode())
            directory.publish(directory.summary)
            directory.tidy()
        return summary


def _plan(sources: Sequence[Source], directory: Directory, options: Options, stop: Event) -> Plan:
    """The plan that the directory has, if it is for this job, or a new one."""
    settings = {
        "format": str(options.format),
        "columns": dict(options.columns),
        "documents per part": options.part,
        "dedupe": options.dedupe,
    }
    job = make_job(settings, pipeline_path(options.pipeline), sources)
    if directory.plan.exists():
        plan = Plan.read(directory.plan)
        check_same(plan, job, directory.name)
        return plan
    with replaced(directory.duplicates) as report:
        duplicates = Duplicates(directory.scratch, report)
        items = duplicates.watch(_items(sources, options))
        plan = Plan(job, part_ends(_counted(items, stop), options.part))
    for source in sources:
        source.check()
    directory.publish(directory.duplicates)
    plan.write(directory.plan)
    directory.publish(directory.plan)
    return plan


def _counted(items: Iterator[Item], stop: Event) -> Iterator[Item]:
    with Gauge("planning", None) as gauge:
        for item in items:
            if stop.is_set():  # nothing is in hand that would be worth finishing
                raise KeyboardInterrupt
            gauge.add(1)
            yield item


def _items(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    for source in sources:
        with source.opened() as path:
            for item in read_items(path, options.columns):
                yield replace(item, source=source.path)


def _annotate(plan: Plan, sources: Sequence[Source], directory: Directory, options: Options, stop: Event) -> None:
    done = {index for index in range(len(plan.ends)) if directory.has(index)}
    rejects = sum(map(directory.rejected, done))
    sizes = _sizes(plan)
    memory: dict[str, int] = {}
    working = options.engine.working(
        _parts(plan, sources, directory, options, done.copy(), stop),
        pipeline=options.pipeline,
        format=options.format,
        workers=options.workers,
        missing=len(plan.ends) - len(done),
        address=options.address,
        identity=plan.identity,
    )
    try:
        with Gauge("annotating", plan.documents) as gauge, working as outputs:
            gauge.start_at(sum(sizes[index] for index in done))
            _check_rejects(rejects, directory, options)
            for output in outputs:
                if output.documents + len(output.rejects) != sizes[output.index]:
                    raise KawatError(f"part {output.index}: documents were lost on the way; please report it")
                directory.write(output.index, output.data, output.rejects)
                done.add(output.index)
                rejects += len(output.rejects)
                memory |= {output.process: output.memory}
                gauge.add(sizes[output.index], rejects=rejects, memory=sum(memory.values()))
                _check_rejects(rejects, directory, options)
    finally:
        directory.gather(sorted(done))


def _check_rejects(rejects: int, directory: Directory, options: Options) -> None:
    if options.max_rejects is not None and rejects > options.max_rejects:
        where = f"{directory.name}/{directory.rejects.name}"
        raise KawatError(f"{rejects} rejects, more than {options.max_rejects}; see {where}, and resume")


def _parts(
    plan: Plan, sources: Sequence[Source], directory: Directory, options: Options, done: set[int], stop: Event
) -> Iterator[Part]:
    """The parts that are missing, read as they are asked for; none any more when the run is to stop."""
    by_path = {source.path: source for source in sources}
    items: Iterator[tuple[int, Item]] = enumerate(_items(sources, options))
    if options.dedupe:
        items = without_repeats(items, directory.duplicates)
    for index, size in enumerate(_sizes(plan)):
        if stop.is_set():
            return
        if index in done:
            deque(islice(items, size), maxlen=0)
            continue
        part = Part(index, tuple(item for _, item in islice(items, size)))
        for path in dict.fromkeys(item.source for item in part.items):
            by_path[path].check()
        if len(part.items) != size:
            raise KawatError(
                f"{directory.plan}: the sources hold fewer documents than planned; start in a new directory"
            )
        yield part


def _sizes(plan: Plan) -> list[int]:
    return [end - start for start, end in zip((0, *plan.ends), plan.ends, strict=False)]


def _summary(plan: Plan, directory: Directory) -> Summary:
    if directory.complete(len(plan.ends)):
        return Summary(**json.loads(directory.summary.read_bytes()))
    done = [(index, size) for index, size in enumerate(_sizes(plan)) if directory.has(index)]
    rejected = sum(directory.rejected(index) for index, _ in done)
    same = {"id": 0, "text": 0}
    with directory.duplicates.open("rb") as lines:
        for line in lines:
            same[json.loads(line)["same"]] += 1
    return Summary(
        documents=plan.documents,
        annotated=sum(size for _, size in done) - rejected,
        rejected=rejected,
        parts=len(plan.ends),
        duplicate_ids=same["id"],
        duplicate_texts=same["text"],
    )

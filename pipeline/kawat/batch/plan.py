"""The plan of a run: what is read by what, and which documents make which part. It is written once and never changed.

A run that finds a plan in its output directory goes on with it if its own job is the same, and refuses otherwise.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy

import kawat
from kawat import __version__
from kawat.batch.reading import Item
from kawat.batch.sources import Source
from kawat.errors import KawatError
from kawat.files import write_whole

_PART_CHARACTERS = 4_000_000  # at which a part ends, however few documents it has: a part is held in memory
_SHOWN = 3  # changed inputs that a refusal names


@dataclass(frozen=True, slots=True)
class Plan:
    """`job`: everything the output depends on; `ends`: the number of the document before which each part ends."""

    job: dict[str, Any]
    ends: tuple[int, ...]

    @property
    def documents(self) -> int:
        return self.ends[-1] if self.ends else 0

    @property
    def identity(self) -> dict[str, str]:
        """What annotates it, see `identity`."""
        return {what: self.job[what] for what in ("kawat", "spacy", "pipeline")}

    def write(self, path: Path) -> None:
        content = json.dumps({"job": self.job, "ends": self.ends}, ensure_ascii=False, indent=1)
        write_whole(path, content.encode(errors="backslashreplace"))

    @classmethod
    def read(cls, path: Path) -> "Plan":
        """Raises KawatError for a file that is no plan."""
        try:
            values = json.loads(path.read_bytes())
            return cls(values["job"], tuple(values["ends"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KawatError(f"{path}: not a plan of kawat batch ({error}); give a new output directory") from None


def make_job(settings: Mapping[str, Any], pipeline: Path, sources: Iterable[Source]) -> dict[str, Any]:
    """Everything the output depends on, as plain values."""
    return {
        **identity(pipeline),
        **settings,
        "inputs": {source.path: f"{source.size} bytes, sha256 {source.sha256}" for source in sources},
    }


def identity(pipeline: Path) -> dict[str, str]:
    """What annotates: this package, spaCy, and the pipeline; the same values, the same output."""
    return {
        "kawat": f"{__version__} {_code()}",
        "spacy": spacy.about.__version__,
        "pipeline": fingerprint(pipeline),
    }


@lru_cache(maxsize=1)
def _code() -> str:
    """A SHA-256 over this package's modules: a version in the making changes without a new number."""
    package = Path(kawat.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(f"{path.relative_to(package)} {Source.of(path).sha256}\n".encode())
    return digest.hexdigest()


def fingerprint(pipeline: Path) -> str:
    """A SHA-256 over the files of a pipeline's directory, or a configuration and the files that it names."""
    digest = hashlib.sha256()
    if pipeline.is_dir():
        for path in sorted(path for path in pipeline.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(pipeline)}\0{Source.of(path).sha256}\n".encode(errors="surrogateescape"))
    else:
        digest.update(Source.of(pipeline).sha256.encode())
        named = _strings(spacy.util.load_config(pipeline)) if pipeline.suffix == ".cfg" else ()
        for path in (Path(value) for value in named if value):
            if path.exists():
                digest.update(fingerprint(path).encode())
    return digest.hexdigest()


def _strings(values: Any) -> Iterable[str]:
    if isinstance(values, Mapping):
        for value in values.values():
            yield from _strings(value)
    elif isinstance(values, str):
        yield values


def part_ends(items: Iterable[Item], documents: int) -> tuple[int, ...]:
    """The ends of parts of at most `documents` documents, and of about four million characters."""
    ends = []
    start = characters = number = 0
    for number, item in enumerate(items, 1):
        characters += len(item.dispatch.text) if item.dispatch else 0
        if number - start >= documents or characters >= _PART_CHARACTERS:
            ends.append(number)
            start, characters = number, 0
    return (*ends, number) if number > start else tuple(ends)


def check_same(plan: Plan, job: dict[str, Any], out: str) -> None:
    """Raises KawatError that says what differs when the plan of `out` is for another job."""
    old, new = json.loads(json.dumps(plan.job)), json.loads(json.dumps(job))
    told = [
        f"{key} is {new[key]!r}, was {old.get(key)!r}" for key in new if key != "inputs" and new[key] != old.get(key)
    ]
    told += _changed_inputs(old.get("inputs", {}), new["inputs"])
    if told:
        raise KawatError(
            f"{out}: holds the output of another run ({'; '.join(told)}); give another directory for this one"
        )


def _changed_inputs(old: dict[str, str], new: dict[str, str]) -> list[str]:
    told = [f"{path} is gone" for path in old if path not in new]
    told += [f"{path} is new" for path in new if path not in old]
    told += [f"{path} has changed" for path in new if path in old and new[path] != old[path]]
    if not told and list(old) != list(new):
        told = ["the inputs come in another order"]
    more = [f"{len(told) - _SHOWN} more inputs differ"] if len(told) > _SHOWN else []
    return told[:_SHOWN] + more

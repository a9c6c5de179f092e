"""The records that a batch wrote, read again."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kawat.batch.directory import parts_in
from kawat.batch.outputs import Format
from kawat.errors import KawatError
from kawat.record import Record


def read_records(paths: Iterable[Path]) -> Iterator[Record]:
    """The records of files of them (.jsonl), and of the parts in directories that `kawat batch` wrote.

    Raises KawatError for a path that holds none, or a line that is no record.
    """
    for path in paths:
        parts = parts_in(path, Format.jsonl.suffix) if path.is_dir() else [path]
        if not parts:
            raise KawatError(f"{path}: holds no part-*.jsonl; expected what `kawat batch --format jsonl` wrote")
        for part in parts:
            try:
                with part.open(encoding="utf-8") as lines:
                    for number, line in enumerate(lines, start=1):
                        yield _record(part, number, line)
            except (OSError, UnicodeDecodeError) as error:
                raise KawatError(f"{part}: cannot be read ({error}); expected records of Kawat, one a line") from None


def _record(path: Path, number: int, line: str) -> Record:
    try:
        return Record.from_json(line)
    except KawatError as error:
        raise KawatError(f"{path}:{number}: {error}") from None

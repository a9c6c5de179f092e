"""Tables as the open sources come in: tab separated, with a header, plain or xz."""

import lzma
import os
from collections.abc import Iterator
from pathlib import Path

from kawat.errors import KawatError


def read_table(directory: str | os.PathLike[str], name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """Yields these columns of `NAME.tsv.xz` or `NAME.tsv`, row by row; raises KawatError naming file and line."""
    path = Path(directory) / f"{name}.tsv.xz"
    if not path.exists():
        path = path.with_suffix("")
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
            header = file.readline().rstrip("\n").split("\t")
            missing = [column for column in columns if column not in header]
            if missing:
                raise KawatError(f"{path}:1: has no column {', '.join(missing)}; expected {', '.join(columns)}")
            places = [header.index(column) for column in columns]
            for number, line in enumerate(file, start=2):
                cells = line.rstrip("\n").split("\t")
                if len(cells) != len(header):
                    raise KawatError(f"{path}:{number}: has {len(cells)} columns, the header has {len(header)}")
                yield tuple(cells[place] for place in places)
    except FileNotFoundError:
        raise KawatError(f"{path}: is missing; expected a table of the world layer's sources") from None
    except (OSError, lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise KawatError(f"{path}: is cut short or damaged ({error}); fetch it again") from None


def values(cell: str, separator: str = "|") -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(value for part in cell.split(separator) if (value := part.strip()))

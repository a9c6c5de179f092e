"""A small corpus as a batch leaves it: five dispatches of two months, in each format of parts."""

import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kawat.batch.outputs import Format, to_line, to_part
from kawat.dispatch import Dispatch
from kawat.record import EntityRow, Record

Named = Mapping[str, tuple[str | None, tuple[EntityRow, ...]]]

PUTIN = EntityRow("vladimir-putin", "vladimir-putin", "Vladimir Putin", "PER", "Q7747", (0, 1))
KREMLIN = EntityRow("kremlin", "kremlin", "Kremlin", "ORG", None, (2,))
MOSCOW = EntityRow("moscow", "moscow", "Moskow", "LOC", "Q649", (3,))
BUDI = EntityRow("PER:budi-santoso", "", "Budi Santoso", "PER", None, (4,))
BUDI_TOO = EntityRow("PER:budi-santoso", "", "BUDI SANTOSO", "PER", None, (0,))
ONCE = EntityRow("ORG:koperasi-maju", "", "Koperasi Maju", "ORG", None, (1,))
WIRE: Named = {
    "d1": ("2022-01-07", (PUTIN, KREMLIN, MOSCOW)),
    "d2": ("2022-01-07", (PUTIN, KREMLIN)),
    "d3": ("2022-01-09", (PUTIN, BUDI)),
    "d4": ("2022-02-01", (MOSCOW, BUDI_TOO, ONCE)),
    "d5": (None, (PUTIN,)),
}


@pytest.fixture
def output(tmp_path: Path) -> Callable[..., Path]:
    """Writes the output of a batch, two dispatches a part."""

    def write(format: Format = Format.jsonl, named: Named = WIRE) -> Path:
        out = tmp_path / "wire"
        out.mkdir()
        lines = []
        for id, (date, rows) in named.items():
            dispatch = Dispatch(id=id, text="", date=datetime.date.fromisoformat(date) if date else None)
            lines.append(to_line(dispatch, Record(id, "", date, None, None, None, (), rows), format))
        parts = [lines[start : start + 2] for start in range(0, len(lines), 2)]
        for number, part in enumerate(parts):
            (out / f"part-{number:05}.{format.suffix}").write_bytes(to_part(part, format))
        (out / "plan.json").write_text(json.dumps({"job": {}, "ends": [2 * n + len(p) for n, p in enumerate(parts)]}))
        return out

    return write

"""The formats of parts. Each document is a line of JSON first; a part is its lines, or a table made of them."""

import io
import json
from collections.abc import Sequence
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kawat.batch.wires.ninjs import to_ninjs
from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import Record

if TYPE_CHECKING:
    import pyarrow


class Format(StrEnum):
    """jsonl: records; parquet: the same as a table; ninjs: ninjs 3.1, one object a line."""

    jsonl = "jsonl"
    parquet = "parquet"
    ninjs = "ninjs"

    @property
    def suffix(self) -> str:
        return "ninjs.jsonl" if self is Format.ninjs else str(self)

    def check(self) -> None:
        """Raises KawatError when the library that writes it is not installed."""
        if self is Format.parquet and find_spec("pyarrow") is None:
            raise KawatError("writing Parquet needs pyarrow; pip install 'kawat[parquet]'")


def to_line(dispatch: Dispatch, record: Record, format: Format) -> bytes:
    """A document's line of JSON. Raises UnicodeEncodeError where a field of the source holds a lone surrogate."""
    if format is Format.ninjs:
        return json.dumps(to_ninjs(dispatch, record), ensure_ascii=False).encode() + b"\n"
    return record.to_json().encode() + b"\n"


def to_part(lines: Sequence[bytes], format: Format) -> bytes:
    """A part's bytes; the same lines give the same bytes."""
    if format is not Format.parquet:
        return b"".join(lines)
    import pyarrow
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    table = pyarrow.Table.from_pylist([json.loads(line) for line in lines], schema=_schema())
    write_table(table, out, compression="zstd")
    return out.getvalue()


def _schema() -> "pyarrow.Schema":
    """The schema of records, see `kawat.record`."""
    import pyarrow as pa

    text, number, real = pa.string(), pa.int32(), pa.float64()
    place, numbers = {"start": number, "end": number}, pa.list_(number)
    names = {"text": text, "label": text, "id": text, "cluster": text}
    candidates = pa.list_(pa.struct({"id": text, "score": real}))
    mention = {**place, **names, "score": real, "link_score": real, "candidates": candidates}
    role = {**place, **dict.fromkeys(("office", "status", "of", "country"), text)}
    row = {**dict.fromkeys(("cluster", "id", "name", "label", "wikidata"), text), "mentions": numbers}
    date = {**place, **dict.fromkeys(("text", "value", "until", "reason"), text)}
    quote = {**place, "direct": pa.bool_(), "cue": numbers, "speaker": numbers, "name": text, "cluster": text}
    return pa.schema(
        {
            **dict.fromkeys(("id", "text", "date", "title"), text),
            **dict.fromkeys(("dateline", "credit"), numbers),
            "mentions": pa.list_(pa.struct(mention)),
            "entities": pa.list_(pa.struct({**row, "roles": pa.list_(pa.struct(role))})),
            "dates": pa.list_(pa.struct(date)),
            "quotes": pa.list_(pa.struct(quote)),
            "counted_from": text,
        }
    )

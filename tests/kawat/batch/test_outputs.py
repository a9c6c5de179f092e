"""The formats of parts hold the same documents."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from kawat.batch import outputs
from kawat.batch.outputs import Format
from kawat.batch.wires.ninjs import to_ninjs
from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import EntityRow, Mention, Record

Batch = Callable[..., Any]

# IPTC's schema, where the shared data is beside the project.
SCHEMAS = list(Path(__file__).parents[4].glob("shared/data/formats/ninjs-schema_3.1.json"))

TEXT = "Putin menelepon Tokayev, kata Kremlin di Moskow."
RECORD = Record(
    id="x1",
    text=TEXT,
    date="2022-01-07",
    title="Telepon",
    dateline=None,
    credit=None,
    mentions=(Mention(0, 5, "Putin", "PER", "vladimir-putin", "e1", 0.99, 0.9),),
    entities=(
        EntityRow("e1", "vladimir-putin", "Vladimir Putin", "PER", "Q7747", (0,)),
        EntityRow("e2", "", "Tokayev", "PER", None, (1,)),
        EntityRow("e3", "kremlin", "Kremlin", "ORG", None, (2,)),
        EntityRow("e4", "moscow", "Moskow", "LOC", "Q649", (3,)),
    ),
)
DISPATCH = Dispatch(id="x1", text=TEXT, title="Telepon", language="id", source="Xinhua", extra={"dateline": "MOSKOW"})
ORIGINAL = {
    "uri": "http://wire.example/1",
    "urgency": 3,
    "people": [{"name": "Vladimir Putin", "rel": "about"}],
    "bodies": [{"value": TEXT}],
}


def test_parquet_holds_what_json_lines_hold(batch: Batch, wire: Path) -> None:
    rows = batch(wire, to="lines").rows
    out = batch(wire, to="tables", format=Format.parquet)
    assert len(out.files) == 14
    parts = sorted(out.path.glob("part-*.parquet"))
    assert [row for part in parts for row in pq.read_table(part).to_pylist()] == rows
    before = out.files
    parts[3].unlink()
    assert batch(wire, to="tables", format=Format.parquet).files == before


def test_parquet_without_its_library_is_told(batch: Batch, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "find_spec", lambda name: None)
    with pytest.raises(KawatError, match=r"^writing Parquet needs pyarrow; pip install 'kawat\[parquet\]'$"):
        batch(wire, format=Format.parquet)


def test_ninjs_names_the_entities(batch: Batch, wire: Path) -> None:
    out = batch(wire, format=Format.ninjs)
    first = json.loads(out.files["part-00000.ninjs.jsonl"].splitlines()[0])
    assert first["uri"] == "urn:kawat:x0"
    assert first["standard"]["version"] == "3.1"
    item = to_ninjs(DISPATCH, RECORD)
    assert item["people"] == [
        {
            "name": "Vladimir Putin",
            "rel": "mentions",
            "uri": "http://www.wikidata.org/entity/Q7747",
            "literal": "vladimir-putin",
        },
        {"name": "Tokayev", "rel": "mentions"},
    ]
    assert [entry["literal"] for entry in item["organisations"] + item["places"]] == ["kremlin", "moscow"]
    assert (item["headlines"][0]["value"], item["language"], item["located"]) == ("Telepon", "id", "MOSKOW")


def test_ninjs_keeps_the_fields_that_came_and_names_nobody_twice() -> None:
    item = to_ninjs(Dispatch(id="x1", text=TEXT, extra={"ninjs": ORIGINAL}), RECORD)
    assert item | {"people": 0, "organisations": 0, "places": 0, "standard": 0} == ORIGINAL | {
        "people": 0,
        "organisations": 0,
        "places": 0,
        "standard": 0,
    }
    assert [entry["name"] for entry in item["people"]] == ["Vladimir Putin", "Tokayev"]
    assert item["people"][0]["rel"] == "about"


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_ninjs_is_valid(schema: Path) -> None:
    validator = Draft202012Validator(json.loads(schema.read_bytes()))
    for dispatch in (DISPATCH, Dispatch(id="x1", text=TEXT, extra={"ninjs": ORIGINAL})):
        assert not [error.message for error in validator.iter_errors(to_ninjs(dispatch, RECORD))]

"""Label Studio's JSON: a list of tasks, each a text with its labelled regions, and the entity's ID in a field of the
region.

    <View>
      <Labels name="label" toName="text"><Label value="PER"/><Label value="ORG"/><Label value="LOC"/></Labels>
      <Text name="text" value="$text"/>
      <TextArea name="entity" toName="text" perRegion="true"/>
    </View>

Offsets count UTF-16 units, since Label Studio runs in a browser; files whose offsets count code points are read, too,
where the regions say their text.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kawat.errors import KawatError
from kawat.formats.gold import NIL, Document, Mention, overlapping, parse_ids
from kawat.formats.problem import read_text
from kawat.formats.utf16 import Units


def label_studio(documents: Iterable[Document]) -> str:
    """The documents as a file that Label Studio imports."""
    tasks = [_task(number, document) for number, document in enumerate(documents, start=1)]
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def read_label_studio(path: Path) -> list[Document]:
    """Reads an export ("JSON"). Of a task's annotations the last one that was not cancelled counts.

    The document's name is the task's `data.id`, or its number. Raises KawatError, naming the task.
    """
    try:
        tasks = json.loads(read_text(path))
        if not isinstance(tasks, list):
            raise TypeError(f"a list of tasks, not {type(tasks).__name__}")
    except (ValueError, TypeError) as error:
        raise KawatError(f"{path}: is no export of Label Studio ({error}); export it as JSON") from None
    documents = []
    for number, task in enumerate(tasks, start=1):
        try:
            documents.append(_document(number, task))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            what = f"missing {error}" if isinstance(error, KeyError) else error
            raise KawatError(f"{path}: task {number} is no labelled text ({what}); export it as JSON") from None
    return documents


def _task(number: int, document: Document) -> dict[str, Any]:
    units = Units(document.text)
    result = []
    for index, mention in enumerate(document.mentions):
        place = {"start": units.of(mention.start), "end": units.of(mention.end)}
        region = {"id": f"m{index}", "to_name": "text"}
        surface = document.text[mention.start : mention.end]
        label = {**place, "text": surface, "labels": [mention.label]}
        result.append({**region, "from_name": "label", "type": "labels", "value": label})
        link = {**place, "text": [mention.link or NIL]}
        result.append({**region, "from_name": "entity", "type": "textarea", "value": link})
    data = {"id": document.id, "text": document.text}
    return {"id": number, "data": data, "annotations": [{"result": result}]}


def _document(number: int, task: dict[str, Any]) -> Document:
    text = task["data"]["text"]
    done = [annotation for annotation in task.get("annotations", ()) if not annotation.get("was_cancelled")]
    regions: dict[str, tuple[int, int, str]] = {}
    links: dict[str, str] = {}
    units = Units(text)
    for result in done[-1]["result"] if done else ():
        value = result["value"]
        if result["type"] == "labels":
            (label,) = value["labels"]
            regions[result["id"]] = (*_place(units, value), label)
        elif result["type"] == "textarea":
            (links[result["id"]],) = value["text"]
    mentions = tuple(
        sorted(
            (Mention(start, end, label, parse_ids(links.get(id, NIL))) for id, (start, end, label) in regions.items()),
            key=lambda mention: mention.span,
        )
    )
    if pair := overlapping(mentions):
        raise ValueError(f"regions at {pair[0].start} and {pair[1].start} overlap")
    return Document(str(task["data"].get("id", number)), text, mentions)


def _place(units: Units, value: dict[str, Any]) -> tuple[int, int]:
    """A region's code points."""
    start, end = units.point(value["start"]), units.point(value["end"])
    surface = value.get("text")
    if surface is not None and units.text[start:end] != surface:
        start, end = value["start"], value["end"]
        if units.text[start:end] != surface:
            raise ValueError(f"region {value['start']} to {value['end']} is not {surface!r}")
    return start, end

"""ninjs, IPTC's news in JSON: read (versions 1 to 3), and written (3.1) with the entities that the text names."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kawat.batch.wires.item import make
from kawat.batch.wires.markup import html_paragraphs
from kawat.batch.wires.xml import without
from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import Record

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
LISTS = {"PER": "people", "ORG": "organisations", "LOC": "places"}  # which list holds things of which label
_ITEM = "ninjs"  # the key of `Dispatch.extra` that keeps the original


def read_ninjs(data: bytes, default_id: str) -> Iterator[Dispatch | KawatError]:
    """The dispatches of a ninjs file: an item, or a list of them. Raises KawatError for what is no JSON."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise KawatError(f"not JSON ({error}); send it again whole") from None
    items = found if isinstance(found, list) else [found]
    for number, item in enumerate(items, 1):
        try:
            yield _dispatch(item, default_id if len(items) == 1 else f"{default_id}:{number}")
        except (AttributeError, TypeError) as error:  # lists where objects belong, numbers where strings do
            yield KawatError(f"not ninjs ({error}); see the schema at iptc.org")
        except KawatError as error:
            yield error


def _dispatch(item: Any, default_id: str) -> Dispatch:
    if not isinstance(item, dict) or not isinstance(item.get("uri"), str):
        raise KawatError(f"{item!r:.40} is no ninjs item; expected an object with a `uri`")
    headline = _value(item, "headline", "headlines")
    return make(
        id=item["uri"],
        default_id=default_id,
        headline=headline,
        paragraphs=without(headline, _paragraphs(item)),
        date=created(item),
        language=item.get("language"),
        source=item.get("copyrightHolder"),
        extra={_ITEM: item},
    )


def created(item: Mapping[str, Any]) -> str | None:
    """When the item was made, as it says."""
    return item.get("contentCreated") or item.get("firstCreated") or item.get("versionCreated")


def _paragraphs(item: Mapping[str, Any]) -> list[str]:
    """The item's body: marked up before plain, for it keeps the paragraphs; without a body, the description."""
    bodies = item.get("bodies") or [
        {"contentType": f"text/{kind}", "value": item[f"body_{kind}"]}
        for kind in ("xhtml", "html", "text")
        if item.get(f"body_{kind}")
    ]
    bodies = bodies or item.get("descriptions") or []
    for body in sorted(bodies, key=lambda body: "html" not in body.get("contentType", "")):
        if "html" in body.get("contentType", ""):
            found = html_paragraphs(body["value"])
        else:
            found = [line for line in (" ".join(line.split()) for line in body.get("value", "").splitlines()) if line]
        if found:
            return found
    return []


def _value(item: Mapping[str, Any], old: str, new: str) -> str | None:
    values = [*(entry.get("value") for entry in item.get(new) or []), item.get(old)]
    return next((" ".join(value.split()) for value in values if value), None)


def to_ninjs(dispatch: Dispatch, record: Record) -> dict[str, Any]:
    """A ninjs 3.1 object. An item that came as ninjs keeps its fields, and what its editors named keeps its place."""
    original = dispatch.extra.get(_ITEM)
    item = dict(original) if original is not None and "bodies" in original else _new(dispatch, record)
    for label, key in LISTS.items():
        named = list(item.get(key, []))
        known = {entry.get("name") for entry in named} | {entry.get("uri") for entry in named if entry.get("uri")}
        for row in record.entities:
            entry = {"name": row.name, "rel": "mentions"}
            if row.wikidata:
                entry["uri"] = f"http://www.wikidata.org/entity/{row.wikidata}"
            if row.id:
                entry["literal"] = row.id
            if row.label == label and not known & set(entry.values()):
                named.append(entry)
        if named:
            item[key] = named
    item["standard"] = {"name": "ninjs", "version": "3.1", "schema": SCHEMA}
    return item


def _new(dispatch: Dispatch, record: Record) -> dict[str, Any]:
    item: dict[str, Any] = {
        "uri": dispatch.id if ":" in dispatch.id else f"urn:kawat:{dispatch.id}",
        "type": "text",
        "bodies": [{"role": "main", "contentType": "text/plain", "value": record.text}],
    }
    if dispatch.title:
        item["headlines"] = [{"role": "main", "value": dispatch.title}]
    if dispatch.date:
        item["contentCreated"] = f"{dispatch.date.isoformat()}T00:00:00Z"
    if dispatch.language:
        item["language"] = dispatch.language
    if dispatch.source:
        item["copyrightHolder"] = dispatch.source
    if dispatch.extra.get("dateline"):
        item["located"] = dispatch.extra["dateline"]
    return item

"""The desk's routes: the page, its modules, and the JSON it asks for."""

from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import FileResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from kawat.errors import KawatError
from kawat.formats.gold import Document
from kawat.kb.entity import Entity
from kawat.record import Record
from kawat.web.desk.agreement import Agreement, agreement
from kawat.web.desk.batch import DocumentRow, EntityCount
from kawat.web.desk.desk import Desk, tokens
from kawat.web.desk.store import ConflictError, mentions_of
from kawat.web.problems import problems

_FOLDER = File(__file__).parent / "page"
_BODY_PROBLEMS = problems(400, 408, 413, 415, 422)
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

Annotator = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$", description="Whose gold: a short name.")]
DocumentName = Annotated[str, Path(pattern=r"^\w[\w.-]{0,58}$", description="The name of a saved document.")]
Place = Annotated[int, Field(ge=0, le=2**31)]
Number = Annotated[int, Query(ge=0, le=2**31)]
Limit = Annotated[int, Query(ge=1, le=200)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MentionBody(_Body):
    """A name at code points `start` to `end`; `id` as gold writes it (`kremlin/moscow-kremlin`), "" for NIL."""

    start: Place
    end: Place
    label: str
    id: str = ""


class DispatchBody(_Body):
    """A dispatch that an annotator opens."""

    annotator: Annotator
    id: str = ""
    text: str


class GoldBody(_Body):
    """Gold to be saved; `version` is the one that was opened, null for a document that was not there."""

    text: str
    mentions: list[MentionBody]
    version: str | None = None


class EntityBody(_Body):
    """An entity for the text facts."""

    id: str
    label: str
    name: str
    english: str = ""
    country: str = ""
    file: str


class Saved(BaseModel):
    """What is saved of a document; `version` and `mentions` are null where nothing is."""

    name: str
    version: str | None
    text: str
    mentions: list[MentionBody] | None
    tokens: list[tuple[int, int]]


class Conflict(Saved):
    """What somebody saved in between."""

    detail: str


class Version(BaseModel):
    """The version that was written."""

    version: str


class NameRow(BaseModel):
    """Something that a name may stand for, and why."""

    id: str
    label: str
    name: str
    english: str
    country: str | None
    wikidata: str | None
    why: str


class State(BaseModel):
    """What the desk has: who saved gold, the files of facts that take an entity, how many records to browse."""

    annotators: list[str]
    facts: list[str]
    documents: int


class Documents(BaseModel):
    """Some of `count` records."""

    count: int
    rows: list[DocumentRow]


def make_router(desk: Desk) -> APIRouter:
    """The routes of the page and of a desk's gold and names."""
    router = APIRouter()
    for path in sorted(_FOLDER.iterdir()):
        _serve(router, path)

    @router.get("/desk/state", responses=problems())
    def state() -> State:
        """What the desk has."""
        return State(annotators=desk.gold.annotators(), facts=desk.names.files, documents=len(desk.batch or ()))

    @router.post("/desk/open", responses=_BODY_PROBLEMS)
    def open_dispatch(body: DispatchBody) -> Saved:
        """A dispatch's tokens and name, and what the annotator has saved of it."""
        try:
            places = tokens(body.text)
            name = desk.gold.name_of(body.annotator, body.id, body.text)
            found = desk.gold.read(body.annotator, name)
        except KawatError as error:
            raise _refused(error) from None
        if found is None:
            return Saved(name=name, version=None, text=body.text, mentions=None, tokens=places)
        return _saved(*found, places)

    @router.get("/desk/names", responses=problems(422))
    def names(name: str, limit: Limit = 10) -> list[NameRow]:
        """What a name, or an ID, may stand for."""
        try:
            return [_name_row(entity, why) for entity, why in desk.names.find(name, limit)]
        except KawatError as error:
            raise _refused(error) from None

    @router.post("/desk/facts", responses=_BODY_PROBLEMS)
    def add(body: EntityBody) -> NameRow:
        """Add an entity to the text facts."""
        english, country = body.english or body.name, body.country or None
        entity = Entity(body.id, body.label, body.name, english, None, country, 0.3, (), body.file)
        try:
            desk.names.add(body.file, entity)
        except KawatError as error:
            raise _refused(error) from None
        return _name_row(entity, "new")

    _add_gold(router, desk)
    _add_batch(router, desk)
    return router


def _add_gold(router: APIRouter, desk: Desk) -> None:
    @router.get("/desk/gold/{annotator}", responses=problems(422))
    def saved(annotator: Annotator) -> list[str]:
        """The documents that an annotator has saved."""
        return desk.gold.names(annotator)

    @router.get("/desk/agreement/{first}/{second}", responses=problems(422))
    def agree(first: Annotator, second: Annotator) -> Agreement:
        """How far two annotators agree on what both have saved."""
        try:
            return agreement(desk.gold.documents(first), desk.gold.documents(second))
        except KawatError as error:
            raise _refused(error) from None

    @router.get("/desk/gold/{annotator}/{name}", responses=problems(404, 422))
    def read(annotator: Annotator, name: DocumentName) -> Saved:
        """A saved document."""
        try:
            found = desk.gold.read(annotator, name)
        except KawatError as error:
            raise _refused(error) from None
        if found is None:
            raise HTTPException(404, f"{annotator} has saved no document {name!r}; choose one of those listed")
        return _saved(*found, tokens(found[0].text))

    @router.put(
        "/desk/gold/{annotator}/{name}", response_model=Version, responses=_BODY_PROBLEMS | {409: {"model": Conflict}}
    )
    def save(annotator: Annotator, name: DocumentName, body: GoldBody) -> Any:
        """Save a document. 409 with what is there now, when somebody saved since it was opened."""
        try:
            mentions = mentions_of([(row.start, row.end, row.label, row.id) for row in body.mentions])
            version = desk.gold.save(annotator, Document(name, body.text, mentions), body.version)
        except ConflictError as conflict:
            there = _saved(conflict.document, conflict.version, tokens(conflict.document.text))
            detail = f"{annotator} has saved {name!r} elsewhere since it was opened here; compare, then save again"
            return JSONResponse({"detail": detail, **there.model_dump()}, 409)
        except KawatError as error:
            raise _refused(error) from None
        return Version(version=version)


def _add_batch(router: APIRouter, desk: Desk) -> None:
    @router.get("/desk/entities", responses=problems(422))
    def entities(name: str = "", limit: Limit = 20) -> list[EntityCount]:
        """What records name, found by a part of a name or an ID; what most of them name first."""
        return desk.batch.entities(name, limit) if desk.batch else []

    @router.get("/desk/documents", responses=problems(422))
    def documents(entity: Number | None = None, offset: Number = 0, limit: Limit = 20) -> Documents:
        """Records, of those that name an entity or of all."""
        count, rows = desk.batch.documents(entity, offset, limit) if desk.batch else (0, [])
        return Documents(count=count, rows=rows)

    @router.get("/desk/documents/{n}", response_model=Record, responses=problems(404, 422))
    def document(n: Annotated[int, Path(ge=0, le=2**31)]) -> Response:
        """A record."""
        try:
            line = desk.batch.record(n) if desk.batch else None
        except KawatError as error:
            raise _refused(error) from None
        if line is None:
            raise HTTPException(404, f"there is no record {n}; choose one of those listed")
        return Response(line, media_type="application/json")

    @router.get("/desk/queue/{annotator}", responses=problems(422))
    def queue(annotator: Annotator, limit: Limit = 20) -> list[DocumentRow]:
        """The records that an annotator has not saved yet, the least certain first."""
        try:
            return desk.queue(annotator, limit)
        except KawatError as error:
            raise _refused(error) from None


def _serve(router: APIRouter, path: File) -> None:
    """The page is at /, its modules and styles are under /desk/."""
    address = "/" if path.suffix == ".html" else f"/desk/{path.name}"

    @router.get(address, include_in_schema=False)
    def asset() -> FileResponse:
        return FileResponse(path, media_type=_TYPES[path.suffix])


def _saved(document: Document, version: str, places: list[tuple[int, int]]) -> Saved:
    mentions = [
        MentionBody(start=m.start, end=m.end, label=m.label, id="/".join(m.ids or ())) for m in document.mentions
    ]
    return Saved(name=document.id, version=version, text=document.text, mentions=mentions, tokens=places)


def _name_row(entity: Entity, why: str) -> NameRow:
    return NameRow(
        id=entity.id,
        label=entity.label,
        name=entity.name,
        english=entity.name_en,
        country=entity.country,
        wikidata=entity.wikidata,
        why=why,
    )


def _refused(error: KawatError) -> HTTPException:
    """The answer to what a person can mend. A message may quote what JSON cannot hold."""
    return HTTPException(422, str(error).encode("utf-8", "backslashreplace").decode())

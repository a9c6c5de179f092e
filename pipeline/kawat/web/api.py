"""The routes that annotate: dispatches in, records out, exactly as the library gives them."""

import datetime
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import Record
from kawat.web.batching import Batcher, Task, tagging
from kawat.web.given import Given, linking
from kawat.web.limits import Limits
from kawat.web.problems import annotated, problems

_ERRORS = problems(400, 408, 413, 415, 422, 429, 500, 503, 504)


def _encodable(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise PydanticCustomError("surrogate", "a surrogate that is no character; send text that UTF-8 can hold")
    return text


def _day(value: object) -> object:
    """The day of a string; pydantic alone would take a number of seconds for one as well."""
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) and len(value) == _DAY else value
    except ValueError:
        return value


_DAY = len("2022-01-07")
Text = Annotated[str, AfterValidator(_encodable)]
Day = Annotated[datetime.date, BeforeValidator(_day)]


class DispatchIn(BaseModel):
    """A dispatch; `text` as it came, since all offsets index it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Text
    id: Text = ""
    date: Day | None = None
    title: Text | None = None

    def dispatch(self) -> Dispatch:
        return Dispatch(id=self.id, text=self.text, date=self.date, title=self.title)


class MentionIn(BaseModel):
    """A name in the text, in code points; without a label it may be a thing of any kind."""

    model_config = ConfigDict(extra="forbid", strict=True)

    start: int = Field(ge=0)
    end: int = Field(ge=1)
    label: Literal["PER", "ORG", "LOC", ""] = ""


class MarkedDispatchIn(DispatchIn):
    """A dispatch whose names are known."""

    mentions: list[MentionIn]


def _one_or_several(value: object) -> str:
    return "dispatches" if isinstance(value, list) else "dispatch"


Dispatches = Annotated[
    Annotated[DispatchIn, Tag("dispatch")] | Annotated[list[DispatchIn], Tag("dispatches")],
    Discriminator(_one_or_several),
]
MarkedDispatches = Annotated[
    Annotated[MarkedDispatchIn, Tag("dispatch")] | Annotated[list[MarkedDispatchIn], Tag("dispatches")],
    Discriminator(_one_or_several),
]


def make_router(batcher: Batcher, limits: Limits) -> APIRouter:
    """The routes `/annotate` and `/link`."""
    router = APIRouter(tags=["annotation"])

    async def answer(body: Any, tasks: Sequence[Task]) -> Response:
        records = [record.to_json() for record in await annotated(batcher, tasks, limits)]
        content = f"[{', '.join(records)}]" if isinstance(body, list) else records[0]
        return Response(content, media_type="application/json")

    @router.post("/annotate", response_model=Record | list[Record], responses=_ERRORS)
    async def annotate(body: Dispatches) -> Response:
        """The record of a dispatch, or those of a list."""
        return await answer(body, [tagging(one.dispatch()) for one in _listed(body)])

    @router.post("/link", response_model=Record | list[Record], responses=_ERRORS)
    async def link(body: MarkedDispatches) -> Response:
        """The record of a dispatch, or those of a list, with the given mentions and no others, linked."""
        tasks = []
        for place, one in enumerate(_listed(body)):
            try:
                tasks.append(linking(one.dispatch(), [Given(m.start, m.end, m.label) for m in one.mentions]))
            except KawatError as error:
                raise HTTPException(422, f"dispatch {place}: {error}") from None
        return await answer(body, tasks)

    return router


def _listed(body: Any) -> list[Any]:
    return body if isinstance(body, list) else [body]

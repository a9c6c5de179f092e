"""The routes that annotate: dispatches in, records out, exactly as the library gives them."""

import asyncio
import datetime
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import Record
from kawat.web.batching import Batcher, BusyError, ClosedError, Task, tagging
from kawat.web.limits import Limits


class Problem(BaseModel):
    """What was wrong with a request, in one line."""

    detail: str


class DispatchIn(BaseModel):
    """A dispatch; `text` as it came, since all offsets index it."""

    model_config = ConfigDict(extra="forbid")

    text: str
    id: str = ""
    date: datetime.date | None = None
    title: str | None = None

    def dispatch(self) -> Dispatch:
        return Dispatch(id=self.id, text=self.text, date=self.date, title=self.title)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers that a route declares."""
    return {status: {"model": Problem} for status in statuses}


ERRORS = problems(400, 401, 403, 408, 413, 421, 422, 429, 500, 503, 504)


async def annotated(batcher: Batcher, tasks: Sequence[Task], limits: Limits) -> list[Any]:
    """The tasks' results; what keeps them from coming becomes the answer's status."""
    if len(tasks) > limits.documents:
        raise HTTPException(413, f"{len(tasks)} dispatches; at most {limits.documents} in a request")
    if (longest := max((task.characters for task in tasks), default=0)) > limits.text:
        raise HTTPException(
            413, f"a text of {longest:,} characters; at most {limits.text:,}, so cut it into dispatches"
        )
    try:
        async with asyncio.timeout(limits.seconds):
            return await batcher(tasks)
    except TimeoutError:
        raise HTTPException(504, f"not done in {limits.seconds:g} s; send fewer dispatches, or later") from None
    except BusyError as busy:
        detail = f"too many dispatches wait; try again in {busy.seconds} s"
        raise HTTPException(429, detail, {"Retry-After": str(busy.seconds)}) from None
    except ClosedError:
        raise HTTPException(503, "the server is ending; try again when it is back") from None
    except KawatError as error:
        raise HTTPException(500, str(error)) from None


def make_router(batcher: Batcher, limits: Limits) -> APIRouter:
    router = APIRouter()

    @router.post("/annotate", response_model=Record | list[Record], responses=ERRORS)
    async def annotate(body: DispatchIn | list[DispatchIn]) -> Response:
        """The record of a dispatch, or of each in a list."""
        several = isinstance(body, list)
        dispatches = [item.dispatch() for item in (body if isinstance(body, list) else [body])]
        records = await annotated(batcher, [tagging(dispatch) for dispatch in dispatches], limits)
        lines = [record.to_json() for record in records]
        return Response(f"[{', '.join(lines)}]" if several else lines[0], media_type="application/json")

    return router

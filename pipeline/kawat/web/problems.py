"""What goes wrong with a request, as every route tells it: a status, and one line of JSON."""

import asyncio
from collections.abc import Sequence
from typing import Any

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from kawat.errors import KawatError
from kawat.web.batching import Batcher, BusyError, ClosedError, Task
from kawat.web.limits import Limits


class Problem(BaseModel):
    """What is wrong, in one line."""

    detail: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers that a route declares; those of the guards, which any request may get, are among them."""
    return {status: {"model": Problem} for status in sorted({401, 403, 421, *statuses})}


async def annotated(batcher: Batcher, tasks: Sequence[Task], limits: Limits) -> list[Any]:
    """The tasks' results. Raises HTTPException: 413 for too much, 429, 503 and 504 for too much at once, and 500 for a
    document that the pipeline cannot annotate."""
    if len(tasks) > limits.documents:
        raise HTTPException(413, f"{len(tasks)} dispatches; send at most {limits.documents} in a request")
    if (longest := max((task.characters for task in tasks), default=0)) > limits.text:
        raise HTTPException(413, f"a text of {longest:,} characters; cut it to at most {limits.text:,}")
    try:
        async with asyncio.timeout(limits.seconds):
            return await batcher(tasks)
    except TimeoutError:
        raise HTTPException(504, f"not done in {limits.seconds:g} s; send fewer dispatches, or later") from None
    except BusyError as busy:
        detail = f"too many dispatches wait; send it again in {busy.seconds} s"
        raise HTTPException(429, detail, {"Retry-After": str(busy.seconds)}) from None
    except ClosedError:
        raise HTTPException(503, "the server is ending; send it again when it is back") from None
    except KawatError as error:
        raise HTTPException(500, str(error)) from None


async def unprocessable(request: Request, error: Exception) -> JSONResponse:
    """The first thing that is wrong with a request's values. The input is not repeated: it may be what JSON cannot
    hold."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    given = request.headers.get("content-type", "")
    if first["loc"][0] == "body" and "json" not in given:
        return JSONResponse({"detail": f"content type {given!r:.80}; send application/json"}, 415)
    place = ".".join(str(part) for part in first["loc"])
    detail = f"{place}: {first['msg']}".encode("ascii", "backslashreplace").decode()
    return JSONResponse({"detail": detail}, 422)

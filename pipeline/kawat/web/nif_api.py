"""The route that GERBIL asks: NIF in, NIF out."""

import asyncio
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from kawat.errors import KawatError
from kawat.web.batching import Batcher
from kawat.web.limits import Limits
from kawat.web.nif import read_nif, tasks, write_nif
from kawat.web.problems import annotated, problems

_TYPES = ("text/turtle", "application/x-turtle")  # the standard's, and GERBIL's
_TURTLE: dict[str, Any] = {kind: {"schema": {"type": "string"}} for kind in _TYPES}


def make_router(batcher: Batcher, limits: Limits) -> APIRouter:
    """The route `/nif`."""
    router = APIRouter(tags=["annotation"])

    @router.post(
        "/nif",
        response_class=Response,
        responses={**problems(400, 408, 413, 415, 429, 500, 503, 504), 200: {"content": _TURTLE}},
        openapi_extra={"requestBody": {"required": True, "content": _TURTLE}},
    )
    async def nif(request: Request) -> Response:
        """NIF 2.0 contexts with their mentions linked to Wikidata: those that came with them, or else those found."""
        given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if given not in _TYPES:
            raise HTTPException(415, f"content type {given!r:.80}; send {' or '.join(_TYPES)}")
        body = await request.body()
        try:
            contexts = await asyncio.to_thread(read_nif, body)
            work = [tasks(context) for context in contexts]
        except KawatError as error:
            raise HTTPException(400, str(error)) from None
        records = iter(await annotated(batcher, [task for own in work for task in own], limits))
        content = write_nif(contexts, [[next(records) for _ in own] for own in work])
        return Response(content, media_type=given)

    return router

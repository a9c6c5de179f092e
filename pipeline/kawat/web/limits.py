"""What one request, and all of them together, may ask for; and the guard that counts a body as it comes in."""

import asyncio
import time
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """body: bytes of a request. text: characters of a dispatch. documents: dispatches in a request. waiting: dispatches
    that wait for the pipeline, of all requests. seconds: from the request's first byte to its answer."""

    body: int = 4 * 2**20
    text: int = 200_000
    documents: int = 64
    waiting: int = 512
    seconds: float = 60.0


class LimitBody:
    """ASGI middleware: a body that is too long is refused with 413 before it is read whole, one that comes too slowly
    with 408."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        declared = int(length) if length.isdecimal() else 0
        left, until, whole = self._limits.body, time.monotonic() + self._limits.seconds, False

        async def counted() -> Message:
            nonlocal left, whole
            if declared > self._limits.body:
                raise self._too_long()
            try:
                # What comes after the body is the client's leaving, which has no time limit.
                message = await asyncio.wait_for(receive(), None if whole else until - time.monotonic())
            except TimeoutError:
                raise HTTPException(408, f"the body took more than {self._limits.seconds:g} s; send it again") from None
            if message["type"] == "http.request":
                left -= len(message.get("body", b""))
                whole = not message.get("more_body", False)
                if left < 0:
                    raise self._too_long()
            return message

        await self._app(scope, counted, send)

    def _too_long(self) -> HTTPException:
        return HTTPException(413, f"a body of more than {self._limits.body:,} bytes; send fewer or shorter dispatches")

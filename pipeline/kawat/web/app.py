"""The application: what the routes, the pipeline's thread, the limits and the guards are put together from."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from spacy.language import Language
from starlette.requests import Request

import kawat
from kawat.web.access import Access
from kawat.web.api import make_router
from kawat.web.batching import Batcher
from kawat.web.limits import LimitBody, Limits


def make_app(nlp: Language, *, directory: Path | None, token: str | None, limits: Limits | None = None) -> FastAPI:
    """The server's application.

    nlp: any pipeline; from now on the application's own, as one thread works with it. directory: what the desk's page
    reads and writes; None for a server without. token: see `Access`. The pipeline's thread runs from the application's
    start to its end: `with TestClient(app, base_url="http://127.0.0.1") as client`.
    """
    limits = limits or Limits()
    batcher = Batcher(nlp, waiting=limits.waiting)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        batcher.start()
        yield
        batcher.close()

    app = FastAPI(
        title="Kawat",
        version=kawat.__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.include_router(make_router(batcher, limits))
    app.add_exception_handler(RequestValidationError, _unprocessable)
    app.add_middleware(LimitBody, limits=limits)
    app.add_middleware(Access, token=token)
    return app


async def _unprocessable(request: Request, error: Exception) -> JSONResponse:
    """One line of what is wrong, without the input: it may be what JSON cannot hold."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return JSONResponse({"detail": f"{place}: {first['msg']}".encode("ascii", "backslashreplace").decode()}, 422)

"""The application: what the routes, the pipeline's thread, the limits and the guards are put together from."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from spacy.language import Language

import kawat
from kawat.web import api, metrics, nif_api
from kawat.web.access import Access
from kawat.web.batching import Batcher
from kawat.web.desk import routes
from kawat.web.desk.desk import Desk
from kawat.web.limits import LimitBody, Limits
from kawat.web.problems import unprocessable


def make_app(
    nlp: Language, *, directory: Path | None, token: str | None, facts: Path | None = None, limits: Limits | None = None
) -> FastAPI:
    """The server's application.

    nlp: any pipeline; from now on the application's own, as one thread works with it. directory: what the desk's page
    reads and writes; None for a server without. facts: the text facts that it adds entities to. token: see `Access`.
    The pipeline's thread runs from the application's start to its end:
    `with TestClient(app, base_url="http://127.0.0.1") as client`.
    """
    limits = limits or Limits()
    counted = metrics.Metrics()
    batcher = Batcher(nlp, waiting=limits.waiting, patience=limits.seconds / 2, annotated=counted.batch)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        batcher.start()
        yield
        await asyncio.to_thread(batcher.close)

    # The pages of documentation would load scripts from elsewhere.
    app = FastAPI(title="Kawat", version=kawat.__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.include_router(api.make_router(batcher, limits))
    app.include_router(nif_api.make_router(batcher, limits))
    app.include_router(metrics.make_router(batcher, counted))
    if directory is not None:
        app.include_router(routes.make_router(Desk.open(nlp, directory, facts)))
    app.add_exception_handler(RequestValidationError, unprocessable)
    app.add_middleware(LimitBody, limits=limits)
    app.add_middleware(Access, token=token)  # the last that is added is the first to see a request
    app.add_middleware(metrics.Measure, metrics=counted)
    return app

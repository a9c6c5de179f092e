"""What the server counts, as Prometheus reads it, and whether it is well."""

import time
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import kawat
from kawat.web.batching import Batcher
from kawat.web.problems import problems

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_DOCUMENTS = (1, 2, 4, 8, 16, 32, 64, 128, 256)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = self.registry
        self._requests = Counter("kawat_requests", "Requests answered.", ("route", "status"), registry=own)
        self._latency = Histogram(
            "kawat_request_seconds", "From request to answer.", ("route",), buckets=_SECONDS, registry=own
        )
        self._documents = Counter("kawat_documents", "Dispatches annotated.", registry=own)
        self._words = Counter("kawat_words", "Tokens of the dispatches annotated.", registry=own)
        self._work = Counter("kawat_pipeline_seconds", "Time the pipeline has worked.", registry=own)
        self._batches = Histogram(
            "kawat_batch_documents", "Dispatches annotated together.", buckets=_DOCUMENTS, registry=own
        )
        self.waiting = Gauge("kawat_waiting_documents", "Dispatches that wait for the pipeline.", registry=own)
        ProcessCollector(registry=own)

    def batch(self, documents: int, words: int, seconds: float) -> None:
        """Counts a batch that has been annotated."""
        self._documents.inc(documents)
        self._words.inc(words)
        self._work.inc(seconds)
        self._batches.observe(documents)

    def request(self, route: str, status: int, seconds: float) -> None:
        """Counts a request that has been answered."""
        self._requests.labels(route, str(status)).inc()
        self._latency.labels(route).observe(seconds)


class Measure:
    """ASGI middleware: counts every answer under its route's own path, never under what a stranger asked for."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.request(route, status, time.perf_counter() - began)


class Health(BaseModel):
    """`ending`: the pipeline's thread takes no more work."""

    status: Literal["ok", "ending"]
    version: str
    pipeline: list[str]
    waiting: int


def make_router(batcher: Batcher, metrics: Metrics) -> APIRouter:
    """The routes `/health` and `/metrics`."""
    router = APIRouter(tags=["operation"])
    metrics.waiting.set_function(lambda: batcher.waiting)

    @router.get("/health", response_model=Health, responses={**problems(), 503: {"model": Health}})
    async def health() -> JSONResponse:
        """Whether dispatches are annotated."""
        state: Literal["ok", "ending"] = "ok" if batcher.alive else "ending"
        found = Health(
            status=state, version=kawat.__version__, pipeline=batcher.nlp.pipe_names, waiting=batcher.waiting
        )
        return JSONResponse(found.model_dump(), 200 if batcher.alive else 503)

    @router.get(
        "/metrics",
        response_class=Response,
        responses={**problems(), 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    async def metrics_text() -> Response:
        """Counters, in the text format of Prometheus."""
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router

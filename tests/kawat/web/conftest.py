"""What tests of the server share: the application with the pipeline that ships, in this process and behind a socket."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from spacy.language import Language

import kawat
from kawat.web.app import make_app
from kawat.web.server import bound


@pytest.fixture(scope="session")
def shipped() -> Language:
    return kawat.load()


@pytest.fixture(scope="session")
def cheap(cheap_pipeline: Path) -> Language:
    return kawat.load(cheap_pipeline)


@pytest.fixture(scope="module")
def client(shipped: Language) -> Iterator[TestClient]:
    """The server with the pipeline that ships, without a token."""
    with TestClient(make_app(shipped, directory=None, token=None), base_url="http://127.0.0.1") as client:
        yield client


@contextmanager
def _running(app: FastAPI) -> Iterator[str]:
    """The address of a server that listens on a free port."""
    with bound("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield "http://{}:{}".format(*listener.getsockname())
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def served(shipped: Language) -> Iterator[str]:
    with _running(make_app(shipped, directory=None, token=None)) as address:
        yield address


@pytest.fixture(scope="session")
def running() -> Callable[[FastAPI], AbstractContextManager[str]]:
    """Serves an application on a free port of this machine, and gives its address."""
    return _running

"""A desk behind a real server, and a real Chromium before it."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from spacy.language import Language

import kawat
from kawat.kb.facts import COLUMNS
from kawat.web.app import make_app

CHROMIUM = shutil.which("chromium")

Serve = Callable[..., str]


@pytest.fixture(scope="session")
def nlp(cheap_pipeline: Path) -> Language:
    return kawat.load(cheap_pipeline)


@pytest.fixture
def facts(world_kb: Path, tmp_path: Path) -> Path:
    """The facts that the knowledge base was built of, in files that take new ones."""
    directory = tmp_path / "facts"
    directory.mkdir()
    shutil.copy(world_kb.with_name("core.tsv"), directory)
    (directory / "persons.tsv").write_text("\t".join(COLUMNS) + "\n")
    return directory


@pytest.fixture
def serve(nlp: Language) -> Iterator[Serve]:
    """Serves the desk of a directory; gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(directory: Path, facts: Path | None = None) -> str:
        app = make_app(nlp, directory=directory, facts=facts, token=None)
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        running.append((server, thread))
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Where it is not installed `make test` skips what needs it, and says so; `make test-all` fails.

    It ends with the module: as long as Playwright runs, no other test can start an event loop in this thread.
    """
    if CHROMIUM is None:
        leave = pytest.fail if "KAWAT_TEST_ALL" in os.environ else pytest.skip
        leave("no chromium in PATH; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens the page at an address in a window of its own. Whatever the page complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(address: str) -> Page:
        context = chromium.new_context(viewport={"width": 1360, "height": 860})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in complaints if "409 (Conflict)" not in text] == []

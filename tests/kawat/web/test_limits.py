"""Too much is refused, and says what would do: a body, a text, a list, a queue, a wait."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import spacy
from fastapi.testclient import TestClient
from spacy.language import Language
from spacy.tokens import Doc

from kawat.web.app import make_app
from kawat.web.limits import Limits

SMALL = Limits(body=2_000, text=100, documents=3, waiting=4, seconds=1.0)


GATE = threading.Event()


@Language.component("test_gate")
def wait(doc: Doc) -> Doc:
    GATE.wait()
    return doc


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Open from the start; a pipeline of `held` works only while it is."""
    GATE.set()
    yield GATE
    GATE.set()


@pytest.fixture
def held(gate: threading.Event) -> Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("test_gate")
    return nlp


@pytest.fixture
def client(held: Language, gate: threading.Event) -> Iterator[TestClient]:
    with TestClient(make_app(held, directory=None, token=None, limits=SMALL), base_url="http://127.0.0.1") as client:
        yield client
        gate.set()


def test_a_body_too_long(client):
    answer = client.post("/annotate", json={"text": "a" * 2_000})
    assert (answer.status_code, "more than 2,000 bytes" in answer.json()["detail"]) == (413, True)


def test_a_body_that_does_not_say_how_long_it_is(client):
    json = {"Content-Type": "application/json"}
    chunks = [b'{"text": "', *[b"a" * 50] * 50, b'"}']
    assert client.post("/annotate", content=iter(chunks), headers=json).status_code == 413
    assert client.post("/annotate", content=iter([b'{"text": ', b'"a"}']), headers=json).status_code == 200


def test_a_text_too_long(client):
    answer = client.post("/annotate", json={"text": "a" * 101})
    assert (answer.status_code, "101 characters; cut it to at most 100" in answer.json()["detail"]) == (413, True)


def test_too_many_dispatches(client):
    answer = client.post("/annotate", json=[{"text": "a"}] * 4)
    assert (answer.status_code, "at most 3 in a request" in answer.json()["detail"]) == (413, True)


def test_a_wait_too_long(client, gate):
    gate.clear()
    answer = client.post("/annotate", json={"text": "a"})
    assert (answer.status_code, "not done in 1 s" in answer.json()["detail"]) == (504, True)


def test_a_full_queue_says_when_to_come_back_and_empties(client, gate):
    gate.clear()
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: client.post("/annotate", json=[{"text": "a"}] * 2), range(6)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert {answer.status_code for answer in answers} == {429, 504}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
    gate.set()
    assert client.post("/annotate", json={"text": "a"}).status_code == 200


def test_a_body_that_comes_too_slowly(held, running):
    head = ["POST /annotate HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", "Content-Length: 9", "", ""]
    app = make_app(held, directory=None, token=None, limits=SMALL)
    with running(app) as address, socket.create_connection(("127.0.0.1", urlsplit(address).port)) as connection:
        connection.sendall("\r\n".join(head).encode())
        connection.settimeout(30)
        assert connection.recv(1000).startswith(b"HTTP/1.1 408 ")

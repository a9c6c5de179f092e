"""The desk's JSON: what a client may send, and the one line that answers what it may not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from spacy.language import Language

import kawat
from kawat.kb.entity import Entity
from kawat.kb.facts import read
from kawat.web.desk.desk import Desk
from kawat.web.desk.routes import make_router

TEXT = "MOSKOW, Presiden Vladimir Putin bertemu Budi Santoso."
MOSCOW = {"start": 0, "end": 6, "label": "LOC", "id": "moscow"}


@pytest.fixture
def client(nlp: Language, tmp_path: Path, facts: Path) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(make_router(Desk.open(nlp, tmp_path, facts)))
    with TestClient(app) as client:
        yield client


def opened(client: TestClient, **values: str) -> Any:
    return client.post("/desk/open", json={"annotator": "ani", "text": TEXT, **values}).json()


def test_a_dispatch_opens_with_its_tokens_and_a_name(client: TestClient) -> None:
    answer = opened(client)
    assert answer["name"] == "moskow-presiden-vladimir-putin-bertemu-budi"
    assert answer["version"] is None
    assert answer["mentions"] is None
    assert [TEXT[start:end] for start, end in answer["tokens"]] == (
        "MOSKOW , Presiden Vladimir Putin bertemu Budi Santoso .".split()
    )


def test_what_was_saved_opens_again(client: TestClient) -> None:
    kremlin = {"start": 40, "end": 52, "label": "PER", "id": "kremlin/moscow"}
    body = {"text": TEXT, "mentions": [kremlin, MOSCOW], "version": None}
    version = client.put("/desk/gold/ani/putin", json=body).json()["version"]
    again = opened(client, id="putin")
    assert again["version"] == version
    assert again["mentions"] == [MOSCOW, kremlin]
    assert client.get("/desk/gold/ani").json() == ["putin"]
    assert client.get("/desk/gold/ani/putin").json() == again
    assert client.get("/desk/state").json()["annotators"] == ["ani"]


def test_a_conflict_is_409_with_what_is_there(client: TestClient) -> None:
    client.put("/desk/gold/ani/putin", json={"text": TEXT, "mentions": [MOSCOW], "version": None})
    answer = client.put("/desk/gold/ani/putin", json={"text": TEXT, "mentions": [], "version": None})
    assert answer.status_code == 409
    assert answer.json()["mentions"] == [MOSCOW]
    assert answer.json()["version"] == opened(client, id="putin")["version"]


def test_what_gold_cannot_hold_is_422_in_one_line(client: TestClient) -> None:
    body = {"text": TEXT, "mentions": [MOSCOW | {"label": "GPE"}], "version": None}
    answer = client.put("/desk/gold/ani/putin", json=body)
    assert answer.status_code == 422
    assert answer.json() == {"detail": "putin.txt:1:10: label 'GPE' is unknown; write one of PER, ORG, LOC"}


@pytest.mark.parametrize("path", ["/desk/gold/ani/..%2Fb", "/desk/gold/..%2F..%2Fetc/passwd", "/desk/gold/Ani/a"])
def test_no_name_leads_out_of_the_directory(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 422)
    assert client.put(path, json={"text": TEXT, "mentions": [], "version": None}).status_code in (404, 422)


def test_a_document_that_is_not_there_is_404(client: TestClient) -> None:
    answer = client.get("/desk/gold/ani/putin")
    assert (answer.status_code, answer.json()["detail"][:33]) == (404, "ani has saved no document 'putin'")


def test_no_text_is_422(client: TestClient) -> None:
    answer = client.post("/desk/open", content=b'{"annotator": "ani", "text": "a \\ud800 b"}')
    assert answer.status_code == 422


def test_names_are_found_with_the_reason(client: TestClient) -> None:
    (row,) = client.get("/desk/names", params={"name": "Putin"}).json()
    assert (row["id"], row["label"], row["name"]) == ("vladimir-putin", "PER", "Vladimir Putin")
    assert row["why"].startswith('short "Putin", exact')
    assert client.get("/desk/names", params={"name": "KGZ"}).json()[0]["wikidata"] == "Q813"
    assert client.get("/desk/names", params={"name": " "}).json() == []


def test_an_entity_that_is_added_stands_in_the_facts_and_is_found(client: TestClient, facts: Path) -> None:
    body = {"id": "budi-santoso", "label": "PER", "name": "Budi Santoso", "country": "IDN", "file": "persons"}
    assert client.post("/desk/facts", json=body).json()["id"] == "budi-santoso"
    (fact,) = read(facts / "persons.tsv")
    assert (fact.entity.id, fact.entity.name_en, fact.entity.country) == ("budi-santoso", "Budi Santoso", "IDN")
    assert client.get("/desk/names", params={"name": "Santoso"}).json()[0]["id"] == "budi-santoso"


def test_facts_that_are_not_built_yet_are_found_after_a_restart(nlp: Language, facts: Path) -> None:
    Desk.open(nlp, facts.parent, facts).names.add("persons", _person("budi-santoso"))
    found = Desk.open(nlp, facts.parent, facts).names.find("Budi Santoso", 5)
    assert [entity.id for entity, _ in found] == ["budi-santoso"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "moscow"}, "the knowledge base has this ID"),
        ({"id": "budi santoso"}, "id: "),
        ({"label": "GPE"}, "is no label"),
        ({"name": ""}, "is empty"),
        ({"file": "../persons"}, "no such file of facts; choose one of core, persons"),
    ],
)
def test_an_entity_that_the_facts_do_not_take_is_422(client: TestClient, changes: dict[str, str], message: str) -> None:
    body = {"id": "budi-santoso", "label": "PER", "name": "Budi Santoso", "file": "persons"} | changes
    answer = client.post("/desk/facts", json=body)
    assert answer.status_code == 422
    assert message in answer.json()["detail"]


def test_without_a_directory_of_facts_nothing_is_added(nlp: Language, tmp_path: Path) -> None:
    app = FastAPI()
    app.include_router(make_router(Desk.open(nlp, tmp_path)))
    client = TestClient(app)
    assert client.get("/desk/state").json()["facts"] == []
    body = {"id": "budi-santoso", "label": "PER", "name": "Budi Santoso", "file": "persons"}
    assert client.post("/desk/facts", json=body).status_code == 422


def test_the_page_and_its_modules_are_served_and_nothing_else(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for module in ("main.js", "desk.css", "icon.svg"):
        assert client.get(f"/desk/{module}").status_code == 200
    for path in ("/desk/routes.py", "/desk/..%2Froutes.py", "/desk/page.html"):
        assert client.get(path).status_code == 404


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    folder = Path(kawat.__file__).parent / "web" / "desk" / "page"
    for path in folder.iterdir():
        content = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"https?:|['\"(]//|@import|innerHTML|insertAdjacentHTML|eval\(", content) == [], path


def _person(id: str) -> Entity:
    return Entity(id, "PER", "Budi Santoso", "Budi Santoso", None, None, 0.3, (), "persons")

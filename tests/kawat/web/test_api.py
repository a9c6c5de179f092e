"""`/annotate` and `/link` give the library's own records; what is wrong with a request is told in one line."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from kawat.dispatch import Dispatch
from kawat.loading import default_pipeline
from kawat.record import Record
from kawat_eval.gold import read_gold

GOLD = Path(__file__).parents[3] / "eval" / "gold"
PUTIN = "MOSKOW, Presiden Rusia Vladimir Putin menelepon Tokayev, Kamis (6/1)."
DATED = {"id": "rt-1", "text": PUTIN, "date": "2022-01-07", "title": "Putin menelepon"}


def library(text, **values):
    """The record that the library gives; its pipeline is not the server's, which is one thread's own."""
    dispatch, nlp = Dispatch(text=text, **{"id": ""} | values), default_pipeline()
    return Record.from_doc(nlp(dispatch.to_doc(nlp)), dispatch).to_json()


def test_a_dispatch_gives_the_librarys_record(client, sample):
    answer = client.post("/annotate", json={"text": sample})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.text == library(sample)


def test_what_is_known_of_a_dispatch_is_kept_and_used(client):
    answer = client.post("/annotate", json=DATED)
    assert answer.text == library(PUTIN, id="rt-1", date=date(2022, 1, 7), title="Putin menelepon")
    assert (answer.json()["id"], answer.json()["date"]) == ("rt-1", "2022-01-07")


def test_a_list_gives_a_list(client):
    answer = client.post("/annotate", json=[{"text": PUTIN}, {"text": ""}])
    assert answer.json() == [json.loads(library(text)) for text in (PUTIN, "")]
    assert client.post("/annotate", json=[]).json() == []


def test_who_asks_at_the_same_time_gets_what_he_would_get_alone(client):
    texts = [document.text for document in read_gold(GOLD)][::24]
    with ThreadPoolExecutor(len(texts)) as pool:
        answers = list(pool.map(lambda text: client.post("/annotate", json={"text": text}).text, texts))
    assert answers == [library(text) for text in texts]


def test_given_mentions_are_linked_and_no_others(client):
    mentions = [{"start": 48, "end": 55, "label": "PER"}, {"start": 23, "end": 37}]
    record = client.post("/link", json={"text": PUTIN, "mentions": mentions}).json()
    assert [(m["start"], m["text"], m["label"], m["id"]) for m in record["mentions"]] == [
        (23, "Vladimir Putin", "", "vladimir-putin"),
        (48, "Tokayev", "PER", "kassym-jomart-tokayev"),
    ]
    assert [(row["id"], row["label"]) for row in record["entities"]] == [
        ("vladimir-putin", "PER"),
        ("kassym-jomart-tokayev", "PER"),
    ]


def test_a_mention_may_cut_a_token(client):
    record = client.post("/link", json={"text": "Warga Kazakhstanlah.", "mentions": [{"start": 6, "end": 16}]}).json()
    assert [(m["text"], m["id"]) for m in record["mentions"]] == [("Kazakhstan", "KAZ")]


def test_offsets_count_code_points(client):
    record = client.post("/link", json={"text": "😀 Putin", "mentions": [{"start": 2, "end": 7}]}).json()
    assert [(m["start"], m["end"], m["text"]) for m in record["mentions"]] == [(2, 7, "Putin")]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "text: Field required"),
        ([{"text": "a"}, {"text": 1}], "dispatches.1.text: Input should be a valid string"),
        ({"text": "a", "teks": "b"}, "teks: Extra inputs are not permitted"),
        ({"text": "a", "date": "7 Januari"}, "date: Input should be a valid date"),
        ({"text": "a", "date": 0}, "date: Input should be a valid date"),
        ({"text": "a\ud800"}, "text: a surrogate that is no character; send text that UTF-8 can hold"),
        ("a", "dispatch: Input should be a valid dictionary"),
    ],
)
def test_a_body_that_is_no_dispatch(client, body, told):
    answer = client.post("/annotate", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert (answer.status_code, told in answer.json()["detail"]) == (422, True), answer.text


@pytest.mark.parametrize(
    ("mentions", "told"),
    [
        ([{"start": 0, "end": 99}], "mention 0 to 99 is not within the text's 5 code points"),
        ([{"start": 3, "end": 2}], "mention 3 to 2 is not within"),
        ([{"start": 0, "end": 2}], "mention 0 to 2 is 'a '; give it without the white space"),
        ([{"start": 0, "end": 3}, {"start": 2, "end": 5}], "mentions 0 to 3 and 2 to 5 overlap"),
        ([{"start": -1, "end": 2}], "mentions.0.start: Input should be greater than or equal to 0"),
        ([{"start": 0, "end": 1, "label": "EVT"}], "mentions.0.label: Input should be 'PER', 'ORG', 'LOC' or ''"),
    ],
)
def test_mentions_that_are_none(client, mentions, told):
    answer = client.post("/link", json={"text": "a b c", "mentions": mentions})
    assert (answer.status_code, told in answer.json()["detail"]) == (422, True), answer.text


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"text": ', "application/json", 422),
        (b"[" * 100_000, "application/json", 400),
        (b'{"text": "\xff"}', "application/json", 400),
        (b'{"text": "a"}', "text/plain", 415),
        (b"", "application/json", 422),
    ],
)
def test_a_body_that_is_no_json(client, content, kind, status):
    answer = client.post("/annotate", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, list(answer.json())) == (status, ["detail"]), answer.text

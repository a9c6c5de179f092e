"""`/health` and `/metrics`: what balancers and Prometheus read."""

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from kawat import __version__
from kawat.web.app import make_app


@pytest.fixture
def client(cheap):
    with TestClient(make_app(cheap, directory=None, token=None), base_url="http://127.0.0.1") as client:
        yield client


def figures(client):
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {(s.name, s.labels.get("route"), s.labels.get("status")): s.value for f in families for s in f.samples}


def test_health_names_the_version_and_the_pipeline(client, cheap):
    answer = client.get("/health")
    expected = {"status": "ok", "version": __version__, "pipeline": cheap.pipe_names, "waiting": 0}
    assert (answer.status_code, answer.json()) == (200, expected)


def test_a_server_whose_pipeline_has_ended_is_not_well(cheap):
    answer = TestClient(make_app(cheap, directory=None, token=None), base_url="http://127.0.0.1").get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "ending")


def test_requests_and_dispatches_are_counted(client):
    client.post("/annotate", json=[{"text": "Putin tiba."}, {"text": "CSTO rapat."}])
    client.post("/annotate", json={})
    found = figures(client)
    assert found["kawat_requests_total", "/annotate", "200"] == 1
    assert found["kawat_requests_total", "/annotate", "422"] == 1
    assert found["kawat_documents_total", None, None] == 2
    assert found["kawat_words_total", None, None] == 6
    assert found["kawat_waiting_documents", None, None] == 0
    assert found["kawat_request_seconds_count", "/annotate", None] == 2
    assert found["process_resident_memory_bytes", None, None] > 0


def test_what_strangers_ask_for_makes_no_new_figures(client):
    for number in range(3):
        client.get(f"/nowhere/{number}")
        client.get("/health", headers={"Host": f"{number}.example"})
    found = figures(client)
    assert {route for _, route, _ in found if route} == {"other"}

"""Who is answered: this machine alone without a token, whoever shows it with one, and no page of another origin."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from spacy.language import Language

from kawat.web.access import COOKIE, is_loopback
from kawat.web.app import make_app

LOOPBACK = "http://127.0.0.1"
TOKEN = "0123456789abcdef"
DISPATCH = {"text": "Putin tiba di MOSKOW."}


@pytest.fixture(scope="module")
def open_client(cheap: Language, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = make_app(cheap, directory=tmp_path_factory.mktemp("desk"), token=None)
    with TestClient(app, base_url=LOOPBACK, follow_redirects=False) as client:
        yield client


@pytest.fixture
def closed_client(cheap: Language, tmp_path: Path) -> Iterator[TestClient]:
    app = make_app(cheap, directory=tmp_path, token=TOKEN)
    with TestClient(app, base_url="http://desk.example", follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_names_of_this_machine_are_answered(open_client, host):
    assert open_client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "localhost.evil.example", "[", ""])
def test_a_name_that_only_resolves_to_this_machine_is_not(open_client, host):
    answer = open_client.get("/health", headers={"Host": host})
    assert (answer.status_code, "127.0.0.1 or localhost" in answer.json()["detail"]) == (421, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_origin_writes_nothing(open_client, headers):
    assert open_client.post("/annotate", json=DISPATCH, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"Origin": LOOPBACK, "Sec-Fetch-Site": "same-origin"}])
def test_the_servers_own_page_and_programs_do(open_client, headers):
    assert open_client.post("/annotate", json=DISPATCH, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/", "/health", "/openapi.json", "/nowhere"])
def test_a_browser_loads_frames_and_keeps_nothing_from_elsewhere(open_client, path):
    headers = open_client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", ["/", "/annotate", "/metrics", "/openapi.json", "/nowhere"])
def test_with_a_token_nothing_is_told_without_it(closed_client, path):
    answer = closed_client.get(path)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert closed_client.get(path, headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 401


def test_a_program_shows_the_token_in_a_header(closed_client):
    header = {"Authorization": f"Bearer {TOKEN}"}
    assert closed_client.post("/annotate", json=DISPATCH, headers=header).status_code == 200


def test_a_browser_shows_it_once_in_the_address_and_then_a_cookie(closed_client):
    first = closed_client.get(f"/?token={TOKEN}")
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert TOKEN not in first.headers["set-cookie"]
    assert closed_client.get("/").status_code == 200
    closed_client.cookies = {COOKIE: "guess"}
    assert closed_client.get("/").status_code == 401


def test_the_token_in_an_address_opens_the_page_and_nif_alone(closed_client):
    assert closed_client.get(f"/metrics?token={TOKEN}").status_code == 401
    assert closed_client.get(f"/?token={TOKEN}x").status_code == 401
    turtle = {"Content-Type": "application/x-turtle"}
    assert closed_client.post(f"/nif?token={TOKEN}", content=b"", headers=turtle).status_code == 400


def test_health_needs_no_token(closed_client):
    assert closed_client.get("/health").status_code == 200


@pytest.mark.parametrize(("host", "own"), [("127.0.0.2", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)])
def test_loopback(host, own):
    assert is_loopback(host) is own


def test_no_file_outside_the_directory_is_served(cheap, running, tmp_path):
    (tmp_path / "secret.txt").write_text("rahasia")
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "gold").symlink_to(tmp_path)
    paths = [
        f"{start}{step * 3}{target}"
        for start in ("/", "/desk/", "/desk/gold/ani/", "//")
        for step in ("../", "%2e%2e/", "..%2f", "%2e%2e%2f", "..\\", "..%5c")
        for target in ("secret.txt", "etc/passwd", "secret")
    ]
    with running(make_app(cheap, directory=desk, token=None)) as address:
        for path in [*paths, "/desk//etc/passwd", "/desk/%00", f"/{tmp_path}/secret.txt", "/desk/gold/ani/secret"]:
            connection = http.client.HTTPConnection(urlsplit(address).netloc)
            connection.request("GET", path)  # as it stands: a browser would resolve the steps itself
            answer = connection.getresponse()
            content = answer.read()
            assert (answer.status in (307, 400, 404, 422), b"rahasia" in content, b"root:" in content) == (
                True,
                False,
                False,
            ), path
            connection.close()

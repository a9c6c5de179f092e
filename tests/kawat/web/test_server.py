"""`kawat serve` from its first line to Ctrl-C, and the one line for what keeps it from starting."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from typer.testing import CliRunner

from kawat.cli import app


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_it_serves_until_ctrl_c_and_ends_cleanly(cheap_pipeline, tmp_path):
    code = "from kawat.cli import app; app()"
    command = [sys.executable, "-c", code, "serve", str(tmp_path), "--port", "0", "--pipeline", str(cheap_pipeline)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        told = process.stderr.readline()
        address = told.split()[1]
        assert told == f"kawat: {address} (Ctrl-C ends)\n"
        record = httpx.post(f"{address}annotate", json={"text": "Putin tiba di MOSKOW."}, timeout=60).json()
        assert [mention["id"] for mention in record["mentions"]] == ["vladimir-putin", "moscow"]
        assert httpx.get(address, timeout=60).headers["content-type"].startswith("text/html")
        process.send_signal(signal.SIGINT)
        assert (process.wait(60), process.stderr.read()) == (0, "")
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    ("arguments", "token", "told"),
    [
        (["--host", "0.0.0.0"], "", "0.0.0.0 is reached by others; set KAWAT_TOKEN to a secret"),
        (["--host", "::"], "", ":: is reached by others"),
        (["--host", "0.0.0.0"], "hunter2", "a token of 7 characters; give at least 16"),
        (["--host", "127.0.0.1"], "sebuah rahasia · panjang", "of ASCII"),
        (["--host", "nowhere.invalid"], "0123456789abcdef", "nowhere.invalid: no address"),
        (["--host", "192.0.2.1"], "0123456789abcdef", "192.0.2.1 port 8000: Cannot assign requested address"),
    ],
)
def test_what_keeps_it_from_starting_is_one_line(tmp_path, arguments, token, told):
    environment = {"KAWAT_TOKEN": token} if token else {}
    done = CliRunner().invoke(app, ["serve", str(tmp_path), *arguments], env=environment)
    assert (done.exit_code, done.stderr.count("\n"), told in done.stderr) == (2, 1, True), done.output


def test_a_port_in_use(tmp_path, taken):
    done = CliRunner().invoke(app, ["serve", str(tmp_path), "--port", str(taken)])
    expected = f"kawat: 127.0.0.1 port {taken}: Address already in use; give another --port\n"
    assert (done.exit_code, done.stderr) == (2, expected)


def test_the_command_line_loads_no_server():
    code = "import sys, kawat.cli; sys.exit(bool({'fastapi', 'starlette', 'uvicorn', 'pyoxigraph'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], env=os.environ, check=False).returncode == 0

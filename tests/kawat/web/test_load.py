"""Many clients at once: nobody gets an error but 429, and everybody the library's record."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "eval" / "bench" / "serve.py"


@pytest.mark.slow
def test_clients_at_once():
    spec = importlib.util.spec_from_file_location("bench_serve", SCRIPT)
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    found = bench.main(clients=200, requests=1)
    assert (len(found.seconds), found.failed, found.different) == (200, [], 0)

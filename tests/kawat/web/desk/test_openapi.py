"""Whatever the desk's schema allows, and much that it forbids, gets an answer that the schema declares."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
import spacy
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import allow_header_conformance, positive_data_acceptance

from kawat.web.app import make_app

from .conftest import Serve

HERE = Path(__file__).parent
RECORD = {"id": "a", "text": "Putin", "date": None, "title": None, "dateline": None, "credit": None}

# What the application says of itself does not depend on what its directory holds.
everything = schemathesis.openapi.from_dict(make_app(spacy.blank("id"), directory=HERE, token=None).openapi())
schema = everything.include(path_regex="^/desk/")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A desk with a record and facts."""
    path = tmp_path_factory.mktemp("desk")
    line = json.dumps(RECORD | {"mentions": [], "entities": []})
    (path / "part-00000.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(path / "cache"))
        yield path


@pytest.fixture
def address(serve: Serve, directory: Path, facts: Path) -> str:
    return serve(directory, facts)


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_answers_keep_to_the_schema(case: Case, address: str) -> None:
    """That a mention lies within its text, or that a name is one of a file, is beyond what a schema can say."""
    excluded = [positive_data_acceptance]
    if case.operation.path == "/desk/gold/{annotator}/{name}":
        excluded.append(allow_header_conformance)  # of two routes of one path, Starlette tells the first one's methods
    case.call_and_validate(base_url=address, excluded_checks=excluded)

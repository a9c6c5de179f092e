"""Whatever the schema allows, and much that it forbids, gets an answer that the schema declares."""

from typing import Any

import pytest
import schemathesis
import spacy
from hypothesis import settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kawat.web.app import make_app


@schemathesis.serializer("text/turtle", "application/x-turtle")
def turtle(context: Any, value: Any) -> Any:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


# What the application says of itself does not depend on its pipeline.
schema = schemathesis.openapi.from_dict(make_app(spacy.blank("xx"), directory=None, token=None).openapi())


# That a mention lies within its text, or that a body is Turtle, is beyond what a schema can say.
BEYOND = {"/link", "/nif"}


def check(case: Case, address: str) -> None:
    beyond = [positive_data_acceptance] if case.operation.path in BEYOND else []
    case.call_and_validate(base_url=address, excluded_checks=beyond)


@schema.parametrize()
@settings(max_examples=5, deadline=None, derandomize=True)
def test_answers_keep_to_the_schema(case: Case, served: str) -> None:
    check(case, served)


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=300, deadline=None)
def test_answers_keep_to_the_schema_at_length(case: Case, served: str) -> None:
    check(case, served)

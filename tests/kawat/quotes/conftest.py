"""What tests of quotations share."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kawat.quotes import Quotes

Read = Callable[[str], list[tuple[str, str, str]]]


@pytest.fixture(scope="session")
def read(marked: Callable[[str], Doc]) -> Read:
    """Speaker, cue and content of each quotation in a marked text."""

    def find(text: str) -> list[tuple[str, str, str]]:
        quotes = Quotes("quotes")(marked(text))._.quotes
        return [(q.name, q.cue.text if q.cue is not None else "", q.content.text) for q in quotes]

    return find

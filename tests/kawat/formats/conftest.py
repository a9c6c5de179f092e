"""Documents of any text, through the cheap pipeline."""

from pathlib import Path

import pytest
from spacy.language import Language

import kawat


@pytest.fixture(scope="session")
def wire(cheap_pipeline: Path) -> Language:
    return kawat.load(cheap_pipeline)

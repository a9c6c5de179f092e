"""Kawat: Indonesian newswire to linked entities.

import kawat
nlp = kawat.load()
doc = nlp(open("dispatch.txt").read())
for ent in doc.ents:
    print(ent.text, ent.label_, ent.kb_id_, ent._.score)
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from kawat.record import Record

__version__ = "0.1.0"
__all__ = ["__version__", "annotate", "load"]


def load(name: str | Path | None = None) -> "Language":
    """A pipeline, ready to use: the default one, or that of a directory, a `.cfg` file or an installed package.

    Raises KawatError naming what was asked for when it cannot be loaded.
    """
    from kawat.loading import load_pipeline

    return load_pipeline(name)


def annotate(text: str) -> "Record":
    """The record of one dispatch, by the default pipeline (loaded once)."""
    from kawat.loading import default_pipeline
    from kawat.record import Record

    return Record.from_doc(default_pipeline()(text))

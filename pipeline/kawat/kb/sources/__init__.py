"""Where facts come from: one module for each kind of source."""

import os
from pathlib import Path

from kawat.errors import KawatError
from kawat.kb.build import Source
from kawat.kb.facts import REDIRECTS
from kawat.kb.sources.text import TextFacts
from kawat.kb.sources.world import WorldLayer


def open_source(path: str | os.PathLike[str]) -> Source:
    """The source at a path: a directory of text facts or one of the world layer's tables."""
    directory = Path(path)
    if any(file.name != REDIRECTS for file in directory.glob("*.tsv")):
        return TextFacts(directory)
    if any(directory.glob("*.tsv.xz")):
        return WorldLayer(directory)
    raise KawatError(f"{path}: is no source; expected a directory of text facts (.tsv) or of tables (.tsv.xz)")

"""Where facts come from: one module for each kind of source."""

import os
from collections.abc import Callable
from pathlib import Path

from kawat.errors import KawatError
from kawat.kb.build import Source
from kawat.kb.facts import REDIRECTS
from kawat.kb.sources.text import TextFacts
from kawat.kb.sources.wikidata import Progress, WikidataDump
from kawat.kb.sources.world import WorldLayer


def open_source(path: str | os.PathLike[str], progress: Callable[[Progress], None] | None = None) -> Source:
    """The source at a path: text facts or the world layer's tables (directories), or a Wikidata dump (a file).

    `progress` is told how far the reading of a dump has come. Raises KawatError for a path that is none of them.
    """
    directory = Path(path)
    if directory.name.endswith((".json", ".json.gz", ".json.bz2")):
        return WikidataDump(directory, progress=progress)
    if any(file.name != REDIRECTS for file in directory.glob("*.tsv")):
        return TextFacts(directory)
    if any(directory.glob("*.tsv.xz")):
        return WorldLayer(directory)
    raise KawatError(
        f"{path}: is no source; expected a directory of text facts (.tsv) or of tables (.tsv.xz), or a dump (.json)"
    )

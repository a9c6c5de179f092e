"""The core facts: the reviewed text files of `models/kb`."""

import os
from collections.abc import Iterator
from pathlib import Path

from kawat.errors import KawatError
from kawat.kb.check import check, scan_all
from kawat.kb.facts import REDIRECTS, Fact, read_redirects


class TextFacts:
    """All files of facts in a directory; `redirects.tsv`, if there, names the retired IDs."""

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        self.name = "core"
        self._directory = Path(directory)

    def facts(self) -> Iterator[Fact]:
        """The facts of every file; raises KawatError with the first fault that `check` finds."""
        for problem in check(self._directory):
            if not problem.warning:
                raise KawatError(str(problem))
        lines, _ = scan_all(self._directory)
        for line in lines:
            yield line.fact

    def redirects(self) -> Iterator[tuple[str, int, str, str]]:
        """(file, line, retired ID, successor)."""
        path = self._directory / REDIRECTS
        if path.exists():
            for number, redirect in read_redirects(path):
                yield str(path), number, redirect.old, redirect.new

"""Gold that people save: a gold directory for each annotator, `ROOT/ANNOTATOR/{index.tsv, DOC.txt}`.

Each is what `kawat-eval check` accepts. A document's version is a hash of its bytes; who saves says which version he
began with, and whoever comes second is refused.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kawat.errors import KawatError
from kawat.files import write_whole
from kawat.formats.directory import COLUMNS, INDEX, UNSORTED
from kawat.formats.gold import Document, Mention, parse_ids
from kawat.formats.inline import parse, render
from kawat.formats.problem import read_lines, read_text, require_none

_NAME = re.compile(r"\w[\w.-]{0,58}")  # a file system takes 255 bytes
_LONGEST = 48  # characters of a name that is made


class ConflictError(Exception):
    """Somebody saved the document since it was opened; `document` and `version` are what stands there now."""

    def __init__(self, document: Document, version: str) -> None:
        super().__init__(document.id)
        self.document = document
        self.version = version


class GoldStore:
    """The annotators' gold under `root`, which is made when the first document is saved."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def annotators(self) -> list[str]:
        """Who has saved gold."""
        return sorted(path.parent.name for path in self.root.glob(f"*/{INDEX}"))

    def names(self, annotator: str) -> list[str]:
        """The documents that an annotator has saved, as they stand in the index."""
        index = self.root / annotator / INDEX
        return [line.split("\t", 1)[0] for line in read_lines(index)[1:]] if index.exists() else []

    def read(self, annotator: str, name: str) -> tuple[Document, str] | None:
        """A document and its version; None where there is none. Raises KawatError for gold that is not well formed."""
        path = self._path(annotator, name)
        if not path.is_file():
            return None
        marked = read_text(path)
        text, mentions, problems = parse(marked, path)
        require_none(problems)
        return Document(name, text, mentions), _version(marked)

    def documents(self, annotator: str) -> Iterator[Document]:
        """Every document that an annotator has saved."""
        for name in self.names(annotator):
            if found := self.read(annotator, name):
                yield found[0]

    def name_of(self, annotator: str, id: str, text: str) -> str:
        """The name under which a text is saved: its ID where that can be a file's name, otherwise one made of the ID or
        the text's first words. It never leads to the gold of another text."""
        plain = id if _NAME.fullmatch(id) else _slug(id or text[:200])
        found = self.read(annotator, plain)
        if found is None or found[0].text == text:
            return plain
        return f"{plain[:_LONGEST]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    def save(self, annotator: str, document: Document, version: str | None) -> str:
        """Writes a document and its row of the index; gives the new version.

        version: what was opened, None for a document that was not there. Raises ConflictError when something else is
        there now, and KawatError for what the inline form cannot hold or a disk that does not take it.
        """
        marked = _marked(document)
        directory = self.root / annotator
        path = self._path(annotator, document.id)
        with _locked(directory):
            found = self.read(annotator, document.id)
            if found and found[1] != version and found[1] != _version(marked):
                raise ConflictError(*found)
            write_whole(path, marked.encode())
            if document.id not in self.names(annotator):
                index = directory / INDEX
                before = read_text(index).removesuffix("\n") if index.exists() else "\t".join(COLUMNS)
                row = "\t".join((document.id, *UNSORTED))
                write_whole(index, f"{before}\n{row}\n".encode())
        return _version(marked)

    def _path(self, annotator: str, name: str) -> Path:
        if not all(map(_NAME.fullmatch, (annotator, name))):
            raise KawatError(f"{annotator}/{name}: is no name of gold; use letters, digits, '.', '_' and '-'")
        return self.root / annotator / f"{name}.txt"


def _marked(document: Document) -> str:
    """The document in the inline form; raises KawatError where that form would not give it back."""
    name = Path(f"{document.id}.txt")
    _check_places(document)
    if not document.text.strip() or document.text.startswith("\ufeff"):
        raise KawatError(f"{name}: the text is empty or begins with a byte order mark; give the dispatch's own text")
    try:
        marked = render(document)
        marked.encode()
    except UnicodeEncodeError as error:
        raise KawatError(f"{name}: character {error.start} is a lone surrogate; give the text as UTF-8") from None
    text, mentions, problems = parse(marked, name)
    require_none(problems)
    if (text, mentions) != (document.text, document.mentions):
        raise KawatError(
            f"{name}: holds '[[' or ']]' beside a name, which marked text cannot hold; leave that name out"
        )
    return marked


def _check_places(document: Document) -> None:
    end = 0
    for mention in document.mentions:
        if not end <= mention.start < mention.end <= len(document.text):
            what = f"{document.id}: mention {mention.start} to {mention.end}"
            raise KawatError(
                f"{what} overlaps another or leaves the text; give mentions in order, apart from each other"
            )
        end = mention.end


def _version(marked: str) -> str:
    return hashlib.sha256(marked.encode()).hexdigest()[:16]


def _slug(words: str) -> str:
    """A file's name of the first words: letters and digits of any script, joined by hyphens."""
    parts = re.findall(r"\w+", words)
    slug = ""
    for part in parts:
        if slug and len(slug) + 1 + len(part) > _LONGEST:
            break
        slug = f"{slug}-{part}" if slug else part[:_LONGEST]
    return slug.lower() or "dispatch"


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """One writer at a time, of this process and others."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = os.open(directory, os.O_RDONLY)
    except OSError as error:
        raise KawatError(f"{directory}: cannot be made ({error.strerror}); check its permissions") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def mentions_of(rows: Sequence[tuple[int, int, str, str]]) -> tuple[Mention, ...]:
    """Mentions in order from (start, end, label, ID), the ID as gold writes it, "" for NIL."""
    return tuple(Mention(start, end, label, parse_ids(id) or ()) for start, end, label, id in sorted(rows))

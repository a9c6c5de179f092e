"""Gold from one format to another. What is written is read back before it takes its name: nothing is lost unseen."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

from kawat.errors import KawatError
from kawat.files import write_whole
from kawat.formats import directory
from kawat.formats.conll import gold_conll
from kawat.formats.docbin import docbin, read_docbin
from kawat.formats.gold import Document
from kawat.formats.labelstudio import label_studio, read_label_studio
from kawat.formats.problem import require_none
from kawat.formats.tagged import read_conll
from kawat.formats.webanno import read_webanno, webanno


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of gold is read and written."""

    read: Callable[[Path], list[Document]]
    write: Callable[[Path, Sequence[Document]], None]


def convert(source: Path, target: Path) -> int:
    """Writes the gold of `source` as `target`, whole or not at all; gives the number of documents.

    The formats are told by the names' endings, see `FORMATS`; a name without an ending is a gold directory. Raises
    KawatError for gold that is not well formed, and for what the target's format cannot hold.
    """
    documents = _format(source).read(source)
    writing = _format(target)
    if target.exists() and target.is_dir():
        raise KawatError(f"{target}: is there already; give a directory that is not")
    with tempfile.TemporaryDirectory(prefix=".kawat-", dir=_parent(target)) as folder:
        partial = Path(folder) / target.name
        writing.write(partial, documents)
        _compare(documents, writing.read(partial), target)
        shutil.move(partial, target)
    return len(documents)


def _compare(documents: Sequence[Document], written: Sequence[Document], target: Path) -> None:
    for document, again in zip_longest(documents, written):
        if document is None or again is None or _content(document) != _content(again):
            name = (document or again).id
            reason = "this format cannot hold its text, names or IDs"
            raise KawatError(f"{target}: document {name!r} would not come back as it is ({reason}); leave it out")


def _content(document: Document) -> tuple[object, ...]:
    return document.id, document.text, [(m.start, m.end, m.label, m.ids or ()) for m in document.mentions]


def _format(path: Path) -> Format:
    if path.suffix not in FORMATS or (path.is_dir() and path.suffix):
        known = ", ".join(sorted(suffix for suffix in FORMATS if suffix))
        raise KawatError(f"{path}: no format of gold ends so; use {known}, or a directory without an ending")
    return FORMATS[path.suffix]


def _parent(target: Path) -> Path:
    if not target.absolute().parent.is_dir():
        raise KawatError(f"{target}: there is no directory {target.parent}; make it first")
    return target.absolute().parent


def _read_directory(path: Path) -> list[Document]:
    documents, problems = directory.scan(path)
    require_none(problems)
    return documents


def _write_tsv(path: Path, documents: Sequence[Document]) -> None:
    if len(documents) != 1 or documents[0].id != path.stem:
        raise KawatError(
            f"{path.name}: WebAnno TSV takes one document a file, of the file's name; "
            f"give a .zip for {len(documents)}" + (f", or {documents[0].id}.tsv" if len(documents) == 1 else "")
        )
    write_whole(path, webanno(documents[0]).encode())


def _write_zip(path: Path, documents: Sequence[Document]) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            archive.writestr(zipfile.ZipInfo(f"{document.id}.tsv"), webanno(document).encode(), zipfile.ZIP_DEFLATED)
    write_whole(path, data.getvalue())


def _read_zip(path: Path) -> list[Document]:
    """Every .tsv of an archive, wherever it lies there."""
    documents = []
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            for name in archive.namelist():
                if name.endswith(".tsv"):
                    documents.append(read_webanno(Path(archive.extract(name, folder))))
    except (OSError, zipfile.BadZipFile) as error:
        raise KawatError(f"{path}: cannot be read ({error}); give an archive of .tsv files") from None
    return documents


FORMATS = {
    "": Format(_read_directory, directory.write),
    ".conll": Format(
        lambda path: [tagged.document() for tagged in read_conll(path)],
        lambda path, documents: write_whole(
            path, "".join(f"{line}\n" for document in documents for line in gold_conll(document)).encode()
        ),
    ),
    ".json": Format(read_label_studio, lambda path, documents: write_whole(path, label_studio(documents).encode())),
    ".spacy": Format(read_docbin, lambda path, documents: write_whole(path, docbin(documents))),
    ".tsv": Format(lambda path: [read_webanno(path)], _write_tsv),
    ".zip": Format(_read_zip, _write_zip),
}
"""A gold directory (no ending), CoNLL, Label Studio JSON, spaCy's DocBin, WebAnno TSV 3, and an archive of these."""

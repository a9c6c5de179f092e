"""Sentences that nobody has annotated and no test set has: what silver may be made of."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kawat.errors import KawatError
from kawat.training.annotations import SENTENCE_BREAK, annotation_lines, find_texts, key_of
from kawat.training.data import TestGuard, normalised, read_lines, resolve, sentences_of_line

SHORTEST, LONGEST = 6, 60  # words of a sentence, parted by white space


class Unannotated:
    """The sentences of a data directory that are free to be used: in none of the `tests`, among none of the
    `annotated`, files or patterns of annotated sentences or of their keys (.txt). `known`: the names in the annotated.
    """

    def __init__(self, data: Path, tests: Sequence[str], annotated: Sequence[str]) -> None:
        self.data = data
        self.guard = TestGuard.of_files(resolve(data, name) for name in tests)
        self.documents = gold_documents(tests, data)
        self.annotated, self.known = read_annotated(annotated, data)

    def pairs(self, names: Iterable[str], share: float) -> Iterator[tuple[str, str]]:
        """Indonesian and English of the pairs of these parallel texts that are free, each once."""
        seen: set[str] = set()
        for name in names:
            for document, text, english in rows(resolve(self.data, name)):
                if document not in self.documents and self.free(text, share, seen):
                    yield text, english

    def sentences(self, names: Iterable[str], share: float) -> Iterator[str]:
        """The sentences of these texts that are free, each once."""
        seen: set[str] = set()
        for name in names:
            path = resolve(self.data, name)
            if ".tsv" in path.suffixes:
                lines = (text for document, text, _ in rows(path) if document not in self.documents)
            else:
                lines = (line.strip() for line in read_lines(path))
            for line in lines:
                if normalised([line]) not in self.annotated:
                    yield from (text for text in SENTENCE_BREAK.split(line) if self.free(text, share, seen))

    def free(self, text: str, share: float, seen: set[str]) -> bool:
        """Whether a sentence is in the share, of a fit length, with a capital inside, new, not annotated, and not in a
        test set, whole or in part."""
        words = text.split()
        if not SHORTEST <= len(words) <= LONGEST or not any(word[:1].isupper() for word in words[1:]):
            return False
        if int(key_of(text), 16) >= share * 16**16:
            return False
        form_ = normalised([text])
        if form_ in seen or form_ in self.annotated or any([piece] in self.guard for piece in sentences_of_line(text)):
            return False
        seen.add(form_)
        return True


def rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """Tag, Indonesian and English of each line of a parallel corpus. Raises KawatError naming file and line."""
    for number, line in enumerate(read_lines(path), 1):
        try:
            tag, indonesian, english = line.rstrip("\n").split("\t")
        except ValueError as error:
            found = line.count("\t") + 1
            raise KawatError(
                f"{path}:{number}: {found} cells; expected tag, Indonesian, English, parted by tabs"
            ) from error
        yield tag, indonesian, english


def gold_documents(tests: Sequence[str], data: Path) -> set[str]:
    """The documents of a parallel corpus that an `index.tsv` among the tests has as gold, of whatever split."""
    names = [resolve(data, name) for name in tests if Path(name).name == "index.tsv"]
    return {line.split("\t")[0].removeprefix("ntrex-") for path in names for line in read_lines(path)}


def read_annotated(patterns: Sequence[str], data: Path) -> tuple[set[str], set[str]]:
    """The sentences that have been annotated, as the guard compares them, and the names in them.

    Raises KawatError for a pattern that fits no file, a line that is none of annotation, and a text that is not there.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    texts: dict[str, str] = {}
    for pattern in patterns:
        paths = sorted(Path(Path(pattern).anchor).glob(pattern.lstrip("/")))
        if not paths:
            raise KawatError(f"{pattern}: no such file; silver.annotated names those of annotated sentences")
        for key, text, marked in (line for path in paths for line in annotation_lines(path)):
            spans[key] = [(start, end) for start, end, _ in marked]
            if text is not None:
                texts[key] = text
    texts |= find_texts(spans.keys() - texts.keys(), data)
    names = {texts[key][start:end] for key, places in spans.items() for start, end in places}
    return {normalised([text]) for text in texts.values()}, names

"""Gold for the tagger: sentences with BIO tags, read from JSON Lines, and the guard that keeps test sentences out."""

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kawat.errors import KawatError
from kawat.ner.labels import LABELS, TAG_INDEX, TAGS
from kawat.sentences import find_sentences

MARKUP = re.compile(r"\[\[([^\[\]|]+)\|[^\[\]|]+\|[^\[\]]*\]\]")  # `[[surface|LABEL|ID]]`, see eval/gold
UNKNOWN = "X"  # a token whose tag the source does not know: any tag is right


@dataclass(frozen=True)
class Sentence:
    """Words and, for each, the set of tags that may be right, as a bit mask over `TAGS` (one bit: plain gold)."""

    words: tuple[str, ...]
    allowed: tuple[int, ...]
    scheme: str


def allowed_mask(tag: str, silent: Sequence[str] = ()) -> int:
    """The tags that may be right for a gold tag. `silent` names labels that the set does not mark: where it says `O`,
    one of those may stand."""
    if tag == UNKNOWN:
        return (1 << len(TAGS)) - 1
    mask = 1 << TAG_INDEX[tag]
    if tag == "O":
        for label in silent:
            mask |= 1 << TAG_INDEX[f"B-{label}"] | 1 << TAG_INDEX[f"I-{label}"]
    return mask


def resolve(root: Path, name: str) -> Path:
    """A path of a recipe: as it stands when it exists, else below the data directory `root`."""
    return Path(name) if Path(name).exists() else root / name


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a text file, plain or .xz. Raises KawatError when it cannot be read."""
    try:
        opener = lzma.open if path.suffix == ".xz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            yield from lines
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise KawatError(f"{path}: cannot be read ({error}); see the data's README for what should be there") from error


def read_gold(path: Path, *, scheme: str, silent: Sequence[str] = ()) -> list[Sentence]:
    """Sentences of a set of `{"tokens", "tags"}` lines. Raises KawatError naming file and line."""
    sentences = []
    for number, line in enumerate(read_lines(path), 1):
        try:
            item = json.loads(line)
            allowed = tuple(allowed_mask(tag, silent) for tag in item["tags"])
            if len(allowed) != len(item["tokens"]):
                raise ValueError(f"{len(item['tokens'])} tokens, {len(allowed)} tags")
            if not allowed:
                raise ValueError("no tokens")
        except (ValueError, KeyError, TypeError) as error:
            expected = f"tokens and tags O, {UNKNOWN}, B-/I- of {'/'.join(LABELS)}"
            raise KawatError(f"{path}:{number}: not a gold sentence ({error}); expected {expected}") from error
        sentences.append(Sentence(tuple(item["tokens"]), allowed, scheme))
    return sentences


def mention_at(sentence: Sentence, at: int) -> tuple[int, str]:
    """The end and label of the mention that begins at a word; the next word and "" where none certainly does."""
    tag = TAGS[sentence.allowed[at].bit_length() - 1] if sentence.allowed[at].bit_count() == 1 else "O"
    if not tag.startswith("B-"):
        return at + 1, ""
    inside = 1 << TAG_INDEX["I-" + tag[2:]]
    end = at + 1
    while end < len(sentence.words) and sentence.allowed[end] == inside:
        end += 1
    return end, tag[2:]


def names_of(sentences: Iterable[Sentence]) -> set[str]:
    """Every name that the sentences mark, its words parted by spaces."""
    names = set()
    for sentence in sentences:
        at = 0
        while at < len(sentence.words):
            end, label = mention_at(sentence, at)
            if label:
                names.add(" ".join(sentence.words[at:end]))
            at = end
    return names


def normalised(words: Iterable[str]) -> str:
    """A sentence as the guard compares it: letters and digits only, lower-cased."""
    return re.sub(r"[\W_]+", "", "".join(words)).lower()


def sentences_of_line(line: str) -> Iterator[str]:
    """A line, and each of its sentences."""
    yield line
    starts = [*find_sentences(line, 0, len(line)), len(line)]
    yield from (line[start:end] for start, end in pairwise(starts))


class TestGuard:
    """Knows every sentence of the test sets and refuses to train on them."""

    __test__ = False  # not a test class, whatever pytest thinks of its name

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        self.known = {key for words in texts if len(key := normalised(words)) >= 12}

    @classmethod
    def of_files(cls, paths: Iterable[Path]) -> "TestGuard":
        """The guard over sets of `{"tokens"}` lines, gold documents, and those that an `index.tsv` calls test.

        Raises KawatError naming file and line.
        """
        return cls(text for path in paths for text in cls._texts(path))

    @classmethod
    def _texts(cls, path: Path) -> Iterator[list[str]]:
        for number, line in enumerate(read_lines(path), 1):
            try:
                if path.name == "index.tsv":
                    document, split, *_ = line.rstrip("\n").split("\t")
                    if split == "test":
                        yield from cls._texts(path.with_name(f"{document}.txt"))
                elif path.suffix == ".txt":
                    yield from ([sentence] for sentence in sentences_of_line(MARKUP.sub(r"\1", line)))
                else:
                    yield json.loads(line)["tokens"]
            except (ValueError, KeyError, TypeError) as error:
                raise KawatError(f"{path}:{number}: not a test sentence ({error}); expected tokens") from error

    def __contains__(self, words: Iterable[str]) -> bool:
        return normalised(words) in self.known

    def refuse(self, sentences: Sequence[Sentence], name: str) -> None:
        """Raise KawatError when a sentence of `sentences` is in a test set."""
        for number, sentence in enumerate(sentences, 1):
            if sentence.words in self:
                start = " ".join(sentence.words)[:60]
                raise KawatError(
                    f"{name}: sentence {number} ({start!r}) is in a test set; take it out of the training data"
                )

    def without(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """`sentences` less those of the test sets: for sets known to overlap them."""
        return [sentence for sentence in sentences if sentence.words not in self]

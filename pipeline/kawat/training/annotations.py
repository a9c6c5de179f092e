"""The project's own hand annotation for training: spans over sentences, without the text where it may not be shipped.

A line is `{"key", "spans"}` with `spans` as `[start, end, label]` in characters, and `text` where its licence allows.
Text that is not there is found in the data directory by `key`, a hash of the sentence.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from spacy.vocab import Vocab

from kawat.errors import KawatError
from kawat.ner.labels import LABELS
from kawat.tokenizer import WireTokenizer
from kawat.training.data import UNKNOWN, Sentence, allowed_mask, read_lines

SENTENCE_BREAK = re.compile(r'(?<=[.?!”"]) (?=[A-Z“"])')
TEXTS = ("text/panl_id_en.tsv.xz", "text/id_news.txt.xz", "text/id_news2.txt.xz", "text/id_other.txt.xz")


def key_of(text: str) -> str:
    """The hash by which a sentence is known: 16 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sentences_of(path: Path) -> Iterator[str]:
    """What may be annotated of a text file: the Indonesian side of a parallel corpus, or paragraphs and their
    sentences."""
    for line in read_lines(path):
        if ".tsv" in path.name:
            yield line.split("\t")[1]
        else:
            yield line.strip()
            yield from SENTENCE_BREAK.split(line.strip())


def find_texts(keys: set[str], data: Path) -> dict[str, str]:
    """The sentences of `keys` in the data directory. Raises KawatError when some are not there."""
    found: dict[str, str] = {}
    for name in TEXTS:
        if len(found) == len(keys):
            break
        for sentence in sentences_of(data / name):
            key = key_of(sentence)
            if key in keys:
                found[key] = sentence
    if len(found) < len(keys):
        raise KawatError(
            f"{data}: {len(keys) - len(found)} annotated sentences are not in its texts ({', '.join(TEXTS)})"
        )
    return found


def annotation_lines(path: Path) -> Iterator[tuple[str, str | None, list[tuple[int, int, str]]]]:
    """Key, text where it is given, and spans of each line of an annotated file, or of a list of keys (.txt), which has
    none. Raises KawatError naming file and line."""
    for number, line in enumerate(read_lines(path), 1):
        if path.suffix == ".txt":
            yield line.strip(), None, []
            continue
        try:
            item = json.loads(line)
            text = item.get("text")
            spans = [(int(start), int(end), LABELS[LABELS.index(label)]) for start, end, label in item["spans"]]
            yield item.get("key") or key_of(text), text, spans
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KawatError(
                f"{path}:{number}: not an annotated sentence ({error}); expected key or text, and spans"
            ) from error


def read_annotations(path: Path, data: Path, *, scheme: str) -> list[Sentence]:
    """Annotated sentences, tokenized as the pipeline does. Raises KawatError naming file and line."""
    items = list(annotation_lines(path))
    texts = find_texts({key for key, text, _ in items if text is None}, data)
    return [to_sentence(text if text is not None else texts[key], spans, scheme) for key, text, spans in items]


@lru_cache(maxsize=1)
def tokenizer() -> WireTokenizer:
    return WireTokenizer(Vocab())


def to_sentence(text: str, spans: Iterable[tuple[int, int, str]], scheme: str) -> Sentence:
    """Words and tags of a sentence with spans in characters. A word that a span only touches has no certain tag.

    Raises KawatError when a span is not in the text.
    """
    doc = tokenizer()(text)
    tags = ["O"] * len(doc)
    for start, end, label in spans:
        if not 0 <= start < end <= len(text):
            raise KawatError(f"{text[:40]!r}: the span {start} to {end} is not in the text of {len(text)} characters")
        span = doc.char_span(start, end)
        for token in span or doc.char_span(start, end, alignment_mode="expand") or ():
            tags[token.i] = UNKNOWN if span is None else f"{'B' if token.i == span.start else 'I'}-{label}"
    kept = [token.i for token in doc if not token.text.isspace()]  # a bare vocabulary does not know `is_space`
    return Sentence(tuple(doc[i].text for i in kept), tuple(allowed_mask(tags[i]) for i in kept), scheme)

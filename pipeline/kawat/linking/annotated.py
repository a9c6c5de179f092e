"""Texts whose mentions are given with what they name, as documents for training and measuring the linker alone."""

import csv
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Doc, Span

from kawat.errors import KawatError
from kawat.formats import inline
from kawat.formats.problem import Problem, read_lines, read_text, require_none

UNTYPED = "NAME"
"""The label of a given mention whose type nobody knows: spaCy keeps no entity with an empty one."""

# The IDs or QIDs that are right for each mention, by its first token and the one after its last.
Gold = Mapping[tuple[int, int], Collection[str]]


@dataclass(frozen=True, slots=True)
class GivenMention:
    """Characters `start` to `end` of a text, its label (UNTYPED where nobody knows it), and the IDs or QIDs that are
    right: none where the knowledge base should not be expected to have it."""

    start: int
    end: int
    label: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenText:
    """A text and its mentions."""

    text: str
    mentions: tuple[GivenMention, ...]


def read_linked(path: Path) -> list[GivenText]:
    """Reads lines `{"text", "mentions": [{"start", "end", "qid"}]}`, as IndEL's; raises KawatError naming the line."""
    texts = []
    for line, row in enumerate(read_lines(path), start=1):
        try:
            record = json.loads(row)
            given = [GivenMention(int(m["start"]), int(m["end"]), UNTYPED, (m["qid"],)) for m in record["mentions"]]
            texts.append(GivenText(record["text"], tuple(given)))
        except (ValueError, KeyError, TypeError) as error:
            fix = 'write {"text": ..., "mentions": [{"start", "end", "qid"}]}'
            raise KawatError(str(Problem(path, line, 1, f"the line is no linked text ({error})", fix))) from None
    return texts


def read_marked(directory: Path, split: str) -> list[GivenText]:
    """Reads the documents of one split of a gold directory; raises KawatError for one that is not well formed."""
    index = directory / "index.tsv"
    rows = csv.DictReader(read_lines(index), delimiter="\t")
    names = [row["doc"] for row in rows if row.get("doc") and row.get("split") == split]
    if not names:
        raise KawatError(f"{index}: has no document of split {split!r}; expected columns doc and split")
    return [_marked(directory / f"{name}.txt") for name in names]


def _marked(path: Path) -> GivenText:
    text, mentions, problems = inline.parse(read_text(path), path)
    require_none(problems)
    return GivenText(text, tuple(GivenMention(m.start, m.end, m.label, m.ids or ()) for m in mentions))


def to_doc(given: GivenText, tokenize: Callable[[str], Doc]) -> tuple[Doc, Gold]:
    """The text tokenized, its tokens cut where a mention begins or ends inside one, with the mentions as entities."""
    edges = {edge for mention in given.mentions for edge in (mention.start, mention.end)}
    words: list[str] = []
    spaces: list[bool] = []
    tokens = tokenize(given.text)
    for token in tokens:
        cuts = [0, *sorted(edge - token.idx for edge in edges if 0 < edge - token.idx < len(token)), len(token)]
        words += [token.text[start:end] for start, end in pairwise(cuts)]
        spaces += [False] * (len(cuts) - 2) + [bool(token.whitespace_)]
    doc = Doc(tokens.vocab, words=words, spaces=spaces)
    doc.ents = list(_spans(doc, given))
    right = {(mention.start, mention.end): mention.ids for mention in given.mentions}
    return doc, {(ent.start, ent.end): right[ent.start_char, ent.end_char] for ent in doc.ents}


def _spans(doc: Doc, given: GivenText) -> Iterator[Span]:
    for mention in given.mentions:
        span = doc.char_span(mention.start, mention.end, label=mention.label)
        if span is not None:  # white space alone is no entity, and is not found
            yield span

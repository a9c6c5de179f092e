"""Linking alone: documents whose mentions the caller gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import Record
from kawat.web.batching import Task

_ANY = "NAME"  # the label of a mention without one, while it is in a Doc: spaCy keeps no entity with an empty label


@dataclass(frozen=True, slots=True)
class Given:
    """A mention: its place in the text, in code points, and PER, ORG, LOC or "", which fits them all."""

    start: int
    end: int
    label: str


def linking(dispatch: Dispatch, mentions: Sequence[Given]) -> Task:
    """The task whose result is the dispatch's record with these mentions and no others, linked.

    Raises KawatError for a mention outside the text, of white space at an edge, or that overlaps another.
    """
    ordered = sorted(mentions, key=lambda mention: mention.start)
    check(dispatch.text, ordered)

    def make(nlp: Language) -> Doc:
        return given_doc(nlp, dispatch, ordered)

    def finish(doc: Doc) -> Record:
        return _untyped(Record.from_doc(doc, dispatch))

    return Task(make, finish, len(dispatch.text), given=True)


def _untyped(record: Record) -> Record:
    """The record with mentions of no label as they came; what nobody knows is of no label either."""
    mentions = [replace(one, label="") if one.label == _ANY else one for one in record.mentions]
    entities = [replace(row, label="") if row.label == _ANY else row for row in record.entities]
    return replace(record, mentions=tuple(mentions), entities=tuple(entities))


def check(text: str, ordered: Sequence[Given]) -> None:
    """Raises KawatError unless each mention is a name's stretch of the text and ends before the next one starts."""
    for mention in ordered:
        name = text[mention.start : mention.end] if mention.start >= 0 else ""
        if len(name) != mention.end - mention.start or not name:
            place = f"{mention.start} to {mention.end}"
            raise KawatError(f"mention {place} is not within the text's {len(text)} code points; correct it")
        if name != name.strip():
            raise KawatError(f"mention {mention.start} to {mention.end} is {name!r}; give it without the white space")
    for one, other in pairwise(ordered):
        if other.start < one.end:
            places = f"{one.start} to {one.end} and {other.start} to {other.end}"
            raise KawatError(f"mentions {places} overlap; leave one of them out, or link it in a request of its own")


def given_doc(nlp: Language, dispatch: Dispatch, mentions: Sequence[Given]) -> Doc:
    """The dispatch's Doc with the mentions as its entities; a token in which one begins or ends is cut."""
    doc = dispatch.to_doc(nlp)
    edges = {edge for mention in mentions for edge in (mention.start, mention.end)}
    words, spaces = [], []
    for token in doc:
        *firsts, last = _cut(token.text, token.idx, edges)
        words += [*firsts, last]
        spaces += [*(False for _ in firsts), bool(token.whitespace_)]
    doc = Doc(doc.vocab, words, spaces, user_data=doc.user_data)
    spans = (doc.char_span(mention.start, mention.end, mention.label or _ANY) for mention in mentions)
    doc.ents = [span for span in spans if span is not None]  # none is: every edge is now a token's
    return doc


def _cut(word: str, start: int, edges: set[int]) -> Iterator[str]:
    places = [place for place in range(1, len(word)) if start + place in edges]
    return (word[one:other] for one, other in pairwise([0, *places, len(word)]))

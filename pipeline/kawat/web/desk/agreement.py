"""How far two annotators agree on the documents that both have saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from kawat.formats.gold import Document, Mention
from kawat.formats.tokens import lines


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on `documents`, over all of them together.

    `spans_f1`: F1 of spans with their labels, strict (which of the two is gold does not matter). `kappa`: Cohen's
    kappa of tokens, each PER, ORG, LOC or none. `links`: the share of the spans in both whose links share an ID, or are
    NIL in both. Each is None where there is nothing to count. `differing`: the documents that differ, those that differ
    most first.
    """

    documents: int
    spans_f1: float | None
    kappa: float | None
    links: float | None
    differing: list[str]


def agreement(first: Iterable[Document], second: Iterable[Document]) -> Agreement:
    """Compares the documents of one name and text."""
    others = {document.id: document for document in second}
    pairs = [
        (document, other)
        for document in first
        if (other := others.get(document.id)) is not None and other.text == document.text
    ]
    spans = [({_span(m): m for m in one.mentions}, {_span(m): m for m in other.mentions}) for one, other in pairs]
    both = sum(len(one.keys() & other.keys()) for one, other in spans)
    each = sum(len(one) + len(other) for one, other in spans)
    same = sum(_same_link(one[span], other[span]) for one, other in spans for span in one.keys() & other.keys())
    tokens = list(chain.from_iterable(_tokens(one, other) for one, other in pairs))
    wrong = {document.id: _differences(document, other) for document, other in pairs}
    return Agreement(
        documents=len(pairs),
        spans_f1=2 * both / each if each else None,
        kappa=cohens_kappa(tokens),
        links=same / both if both else None,
        differing=sorted((id for id, count in wrong.items() if count), key=lambda id: (-wrong[id], id)),
    )


def cohens_kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Agreement beyond chance of two raters' labels for the same things: (observed - chance) / (1 - chance).

    None without any pair; 1 where both only ever gave one and the same label. Cohen (1960), "A coefficient of agreement
    for nominal scales".
    """
    if not pairs:
        return None
    labels = {label for pair in pairs for label in pair}
    count = len(pairs)
    observed = sum(one == other for one, other in pairs) / count
    chance = sum(
        sum(one == label for one, _ in pairs) * sum(other == label for _, other in pairs) for label in labels
    ) / (count * count)
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def _tokens(one: Document, other: Document) -> list[tuple[str, str]]:
    """Each token's label from both; where a mention ends within a token of the other's, the first half counts."""
    labels = [[""] * len(document.text) for document in (one, other)]
    for document, row in zip((one, other), labels, strict=True):
        for mention in document.mentions:
            row[mention.start : mention.end] = [mention.label] * (mention.end - mention.start)
    bare = Document(one.id, one.text, ())
    return [(labels[0][token.start], labels[1][token.start]) for line in lines(bare) for token in line.tokens]


def _span(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.label


def _same_link(one: Mention, other: Mention) -> bool:
    ids, others = set(one.ids or ()), set(other.ids or ())
    return bool(ids & others) or ids == others


def _differences(one: Document, other: Document) -> int:
    return len({(*_span(m), m.link) for m in one.mentions} ^ {(*_span(m), m.link) for m in other.mentions})

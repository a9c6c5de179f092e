"""From tag logits to mentions: BIO-constrained Viterbi decoding and a probability for each mention."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kawat.ner.labels import LABELS, TAGS

FORBIDDEN = -1e9
_INSIDE = np.array([tag.startswith("I-") for tag in TAGS])
_LABEL = np.array([LABELS.index(tag[2:]) if tag != "O" else -1 for tag in TAGS])
# ALLOWED[a, b]: may tag b follow tag a? `I-` only follows `B-` or `I-` of its own label.
ALLOWED = ~_INSIDE[None, :] | (_LABEL[:, None] == _LABEL[None, :])


class Mention(NamedTuple):
    """Words `start` to `end` (exclusive) with a label and the probability that span and label are both right."""

    start: int
    end: int
    label: str
    score: float


def viterbi(logits: np.ndarray) -> np.ndarray:
    """The best valid tag sequence of one stretch of text. `logits`: f32 (words, tags); returns int64 (words,)."""
    transitions = np.where(ALLOWED, 0.0, FORBIDDEN)
    best = np.where(_INSIDE, FORBIDDEN, logits[0])
    back = np.zeros(logits.shape, np.int64)
    for position in range(1, len(logits)):
        paths = best[:, None] + transitions
        back[position] = paths.argmax(0)
        best = paths.max(0) + logits[position]
    tags = np.empty(len(logits), np.int64)
    tags[-1] = best.argmax()
    for position in range(len(logits) - 1, 0, -1):
        tags[position - 1] = back[position, tags[position]]
    return tags


def decode(logits: np.ndarray, bounds: Sequence[int]) -> np.ndarray:
    """The best valid tags of a document whose sentences start at the words `bounds` (the first is 0).

    `logits`: f32 (words, tags); returns int64 (words,). Where the best tag of every word already makes a valid sequence
    that sequence is the optimum, so only the other sentences are searched.
    """
    tags = logits.argmax(1)
    if not len(tags):
        return tags
    previous = np.concatenate([[0], tags[:-1]])
    starts = np.asarray(bounds)
    previous[starts] = 0
    invalid = np.flatnonzero(~ALLOWED[previous, tags])
    ends = np.append(starts[1:], len(tags))
    for sentence in np.unique(np.searchsorted(starts, invalid, side="right") - 1):
        stretch = slice(starts[sentence], ends[sentence])
        tags[stretch] = viterbi(logits[stretch])
    return tags


def mentions(logits: np.ndarray, tags: np.ndarray, bounds: Sequence[int], temperature: float) -> Iterator[Mention]:
    """The mentions of a valid tag sequence with their scores.

    A score is the product of the words' tag probabilities at `temperature` (Guo et al. 2017,
    https://arxiv.org/abs/1706.04599) and of the probability that the mention does not go on at the next word.
    """
    begins = np.flatnonzero((tags > 0) & ~_INSIDE[tags])
    if not len(begins):
        return
    scaled = logits / temperature
    scaled = scaled - scaled.max(1, keepdims=True)
    probability = np.exp(scaled)
    probability /= probability.sum(1, keepdims=True)
    closed = set(bounds)  # a mention cannot go on into the next sentence
    for start in begins.tolist():
        inside = tags[start] + 1
        end = start + 1
        while end < len(tags) and tags[end] == inside and end not in closed:
            end += 1
        score = float(probability[start, tags[start]] * probability[start + 1 : end, inside].prod())
        if end < len(tags) and end not in closed:
            score *= 1.0 - float(probability[end, inside])
        yield Mention(start, end, LABELS[_LABEL[inside]], score)

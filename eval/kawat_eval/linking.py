"""Linking scores of one document, as counts to be summed.

As in GERBIL's A2KB task, a link counts where span and ID are right whatever the label; in-KB and NIL mentions are
scored apart: each gold mention and each prediction is one of the two. End to end asks for span, label and link.
"""

from collections.abc import Callable, Iterable, Sequence

from kawat_eval.pairs import Pair

Counts = tuple[float, ...]


def accuracy(pairs: Sequence[Pair]) -> Counts:
    """(linked right, found with right span and label): NIL is right where gold is NIL."""
    found = [pair for pair in pairs if pair.strict]
    return sum(pair.linked_right for pair in found), len(found)


def in_kb(pairs: Sequence[Pair]) -> Counts:
    """(right, predicted, gold) over mentions that have an ID."""
    return _counts(pairs, lambda ids: bool(ids))


def nil(pairs: Sequence[Pair]) -> Counts:
    """(right, predicted, gold) over mentions without an ID."""
    return _counts(pairs, lambda ids: not ids)


def in_kb_macro(pairs: Sequence[Pair]) -> Counts:
    """(F1 of the document, 1) for the mean over documents; (0, 0) where neither side has an ID."""
    right, predicted, gold = in_kb(pairs)
    return (2 * right / (predicted + gold), 1) if predicted + gold else (0, 0)


def end_to_end(pairs: Sequence[Pair]) -> Counts:
    """(right, predicted, gold) where right means span, label and ID (or NIL)."""
    right = sum(pair.strict and pair.linked_right for pair in pairs)
    return right, _count(pair.predicted for pair in pairs), _count(pair.gold for pair in pairs)


def _counts(pairs: Sequence[Pair], concerned: Callable[[tuple[str, ...] | None], bool]) -> Counts:
    predicted = [pair for pair in pairs if pair.predicted and concerned(pair.predicted.ids)]
    gold = [pair for pair in pairs if pair.gold and concerned(pair.gold.ids)]
    right = sum(pair.found and pair.linked_right for pair in predicted)
    return right, len(predicted), len(gold)


def _count(mentions: Iterable[object]) -> int:
    return sum(mention is not None for mention in mentions)

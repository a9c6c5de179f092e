"""What is scored: mentions in documents, gold and predicted alike."""

from kawat.formats.gold import NIL, Document, Mention, overlapping, parse_ids
from kawat.kb.entity import LABELS

__all__ = ["LABELS", "NIL", "Document", "Mention", "Predictions", "overlapping", "parse_ids"]

Predictions = dict[str, tuple[Mention, ...]]
"""What a system found: document ID to mentions in order, none overlapping another."""

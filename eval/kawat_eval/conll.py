"""Token and tag: CoNLL files, and the spans that BIO tags spell."""

from kawat.formats.tagged import Tagged, read_conll, spans

__all__ = ["Tagged", "read_conll", "spans"]

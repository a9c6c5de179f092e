"""Splits a text into sentences, independently of the system that is scored."""

import re
from bisect import bisect_right
from collections.abc import Sequence

_END = re.compile(r"\n+|(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Dr|Ir|Drs|Prof|Hj|H|No|St|Jl|Mr|Mrs|Ms|Jr|Sr|Moh|Muh|Tn|Ny))\.$")


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence, in code points, white space between them left out."""
    spans = []
    start = 0
    for end in [*_END.finditer(text), None]:
        stop = end.end() if end else len(text)
        sentence = text[start:stop]
        if end and "\n" not in end.group() and _ABBREVIATION.search(sentence.rstrip()):
            continue
        if sentence.strip():
            left = start + len(sentence) - len(sentence.lstrip())
            spans.append((left, left + len(sentence.strip())))
        start = stop
    return spans


def sentence_at(spans: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    """The last of `sentences` that begins at or before `offset`, or the first."""
    return spans[max(0, bisect_right(spans, offset, key=lambda span: span[0]) - 1)]

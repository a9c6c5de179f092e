"""Documents of any length to windows that the encoder can read, and the windows' logits back to the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Window:
    """Words `start` to `end` of a document go through the encoder together; logits of `keep` to `until` are used."""

    document: int
    start: int
    end: int
    keep: int
    until: int
    pieces: int  # without the two special pieces


def windows(document: int, lengths: np.ndarray, bounds: Sequence[int], *, size: int, overlap: int) -> Iterator[Window]:
    """Cut a document into windows of at most `size` pieces.

    `lengths`: pieces of each word, int (words,); `bounds`: the words at which sentences start, the first 0. Sentences
    stand together while they fit; one longer than `size` is cut into windows that share about `overlap` pieces, and
    each of its words is read where it has most context.
    """
    if not len(lengths):
        return
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    ends = [*bounds[1:], len(lengths)]
    start = 0
    for begin, end in zip(bounds, ends, strict=True):
        if offsets[end] - offsets[start] <= size:
            continue
        if begin > start:
            yield Window(document, start, begin, start, begin, int(offsets[begin] - offsets[start]))
            start = begin
        if offsets[end] - offsets[start] > size:
            yield from _overlapping(document, offsets, start, end, size, overlap)
            start = end
    if start < len(lengths):
        yield Window(document, start, len(lengths), start, len(lengths), int(offsets[-1] - offsets[start]))


def _overlapping(document: int, offsets: np.ndarray, start: int, end: int, size: int, overlap: int) -> Iterator[Window]:
    cuts = [start]  # the words at which windows start
    stops = []
    while True:
        # A single word longer than the window stands alone; the caller cuts its pieces.
        stop = max(cuts[-1] + 1, int(np.searchsorted(offsets, offsets[cuts[-1]] + size, side="right")) - 1)
        stops.append(min(stop, end))
        if stop >= end:
            break
        cuts.append(max(cuts[-1] + 1, int(np.searchsorted(offsets, offsets[stop] - overlap, side="left"))))
    keep = start
    for index, (first, last) in enumerate(zip(cuts, stops, strict=True)):
        until = end if index + 1 == len(cuts) else max(cuts[index + 1], (cuts[index + 1] + last) // 2)
        yield Window(document, first, last, keep, until, min(size, int(offsets[last] - offsets[first])))
        keep = until


def batches(cut: Sequence[Window], budget: int) -> Iterator[list[Window]]:
    """Windows of like length together, at most `budget` pieces a batch with padding and special pieces."""
    group: list[Window] = []
    for window in sorted(cut, key=lambda window: window.pieces, reverse=True):
        if group and (len(group) + 1) * (group[0].pieces + 2) > budget:
            yield group
            group = []
        group.append(window)
    if group:
        yield group

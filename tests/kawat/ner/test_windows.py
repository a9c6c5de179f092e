"""Windows: every word is read once, with context, whatever the document's length."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kawat.ner.windows import batches, windows

documents = st.lists(st.integers(1, 9), max_size=120).flatmap(
    lambda lengths: st.tuples(st.just(lengths), st.sets(st.integers(1, max(1, len(lengths) - 1))))
)


@given(documents, st.integers(8, 40), st.integers(0, 7))
def test_the_kept_words_of_all_windows_are_the_document(document, size, overlap):
    lengths, starts = document
    bounds = [0, *sorted(start for start in starts if start < len(lengths))] if lengths else []
    cut = list(windows(0, np.array(lengths, int), bounds, size=size, overlap=overlap))
    kept = [word for window in cut for word in range(window.keep, window.until)]
    assert kept == list(range(len(lengths)))
    for window in cut:
        assert window.start <= window.keep <= window.until <= window.end
        assert window.pieces <= size
        assert window.end == window.start + 1 or window.pieces == sum(lengths[window.start : window.end])


def test_sentences_share_a_window_while_they_fit():
    cut = list(windows(0, np.ones(10, int), [0, 4, 8], size=8, overlap=2))
    assert [(window.start, window.end) for window in cut] == [(0, 8), (8, 10)]


def test_a_long_sentence_is_cut_into_windows_that_overlap():
    cut = list(windows(0, np.ones(20, int), [0], size=10, overlap=4))
    assert [(window.start, window.end) for window in cut] == [(0, 10), (6, 16), (12, 20)]
    assert [(window.keep, window.until) for window in cut] == [(0, 8), (8, 14), (14, 20)]


@given(st.lists(st.integers(1, 60), max_size=50), st.integers(62, 300))
def test_batches_hold_every_window_within_the_budget(pieces, budget):
    cut = [window for i, n in enumerate(pieces) for window in windows(i, np.ones(n, int), [0], size=60, overlap=0)]
    made = list(batches(cut, budget))
    assert sorted(window.document for batch in made for window in batch) == list(range(len(pieces)))
    assert all(len(batch) * (max(window.pieces for window in batch) + 2) <= budget for batch in made)

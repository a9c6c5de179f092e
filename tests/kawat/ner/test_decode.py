"""Decoding: the best valid tag sequence, and what it says of mentions."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kawat.ner.decode import ALLOWED, decode, mentions, viterbi
from kawat.ner.labels import TAG_INDEX, TAGS


def logits_of(*tags: str, weight: float = 5.0) -> np.ndarray:
    """Logits that prefer `tags`."""
    logits = np.zeros((len(tags), len(TAGS)), np.float32)
    for row, tag in enumerate(tags):
        logits[row, TAG_INDEX[tag]] = weight
    return logits


def valid(tags: np.ndarray) -> bool:
    return all(ALLOWED[a, b] for a, b in itertools.pairwise([0, *tags]))


some_logits = st.integers(1, 4).flatmap(
    lambda words: arrays(np.float32, (words, len(TAGS)), elements=st.floats(-8, 8, width=32))
)


@given(some_logits)
def test_viterbi_finds_the_best_of_all_valid_sequences(logits):
    best = max(
        (tags for tags in itertools.product(range(len(TAGS)), repeat=len(logits)) if valid(np.array(tags))),
        key=lambda tags: logits[range(len(tags)), tags].sum(),
    )
    found = viterbi(logits)
    assert valid(found)
    assert logits[range(len(found)), found].sum() == pytest.approx(logits[range(len(best)), best].sum(), abs=1e-4)


@given(arrays(np.float32, (12, len(TAGS)), elements=st.floats(-8, 8, width=32)), st.sets(st.integers(1, 11)))
def test_decoding_a_document_decodes_each_sentence(logits, starts):
    bounds = [0, *sorted(starts)]
    stretches = [logits[a:b] for a, b in itertools.pairwise([*bounds, len(logits)])]
    expected = np.concatenate([viterbi(stretch) for stretch in stretches])
    tags = decode(logits, bounds)
    assert logits[range(12), tags].sum() == pytest.approx(logits[range(12), expected].sum(), abs=1e-4)


def test_an_inside_tag_without_a_beginning_becomes_one():
    tags = decode(logits_of("O", "I-PER", "I-PER"), [0])
    assert [TAGS[tag] for tag in tags] == ["O", "B-PER", "I-PER"]


def test_a_mention_does_not_cross_a_sentence():
    logits = logits_of("B-LOC", "I-LOC")
    logits[1, TAG_INDEX["B-LOC"]] = 3
    found = list(mentions(logits, decode(logits, [0, 1]), [0, 1], 1.0))
    assert [(m.start, m.end) for m in found] == [(0, 1), (1, 2)]


def test_a_word_never_stands_in_two_mentions_of_unlike_labels():
    logits = logits_of("B-PER", "I-ORG", "I-PER")
    for mention in mentions(logits, decode(logits, [0]), [0], 1.0):
        assert 0 <= mention.start < mention.end <= 3


@given(arrays(np.float32, (9, len(TAGS)), elements=st.floats(-30, 30, width=32)), st.floats(0.3, 5))
def test_scores_are_probabilities_and_mentions_are_apart(logits, temperature):
    found = list(mentions(logits, decode(logits, [0]), [0], temperature))
    assert all(0 <= mention.score <= 1 for mention in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_the_score_tells_of_doubt_whether_the_mention_goes_on():
    sure, torn = logits_of("B-ORG", "O"), logits_of("B-ORG", "O")
    torn[1, TAG_INDEX["I-ORG"]] = 4.9
    [(*_, high)], [(*_, low)] = (list(mentions(x, decode(x, [0]), [0], 1.0)) for x in (sure, torn))
    assert low < 0.6 < 0.9 < high


def test_a_document_without_words_has_no_mentions():
    empty = np.empty((0, len(TAGS)), np.float32)
    assert list(mentions(empty, decode(empty, []), [], 1.0)) == []

"""Span scores agree with spaCy's Scorer and with seqeval, the judges everyone knows."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics import f1_score, precision_score, recall_score
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

from kawat.formats.tagged import Tagged
from kawat.formats.tagged import spans as tag_spans
from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.evaluation import paired, score
from kawat_eval.spans import SCHEMES, span_counts

VOCAB = Vocab()
PATH = Path("corpus.conll")
SENTENCE = "Presiden Kirgistan Sadyr Zhaparov tiba di Moskow , kata Kremlin dan CSTO pada Jumat ."
WORDS = SENTENCE.split()
TAG = st.sampled_from(["O", "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"])
TAGGED_TWICE = st.integers(1, len(WORDS)).flatmap(
    lambda n: st.tuples(st.lists(TAG, min_size=n, max_size=n), st.lists(TAG, min_size=n, max_size=n))
)
CORPUS = st.lists(TAGGED_TWICE, min_size=1, max_size=6)


def read(corpus: list[tuple[list[str], list[str]]]) -> tuple[list[Document], Predictions]:
    gold = [Tagged(str(i), PATH, WORDS[: len(tags)], tags).document() for i, (tags, _) in enumerate(corpus)]
    found = [Tagged(str(i), PATH, WORDS[: len(tags)], tags).document() for i, (_, tags) in enumerate(corpus)]
    return gold, {document.id: document.mentions for document in found}


@settings(max_examples=150, deadline=None)
@given(CORPUS)
def test_strict_scores_are_seqevals(corpus: list[tuple[list[str], list[str]]]) -> None:
    documents, predictions = read(corpus)
    measures = score(documents, predictions, paired(documents, predictions))
    gold, found = [tags for tags, _ in corpus], [tags for _, tags in corpus]
    for name, judge in {"precision": precision_score, "recall": recall_score, "f1": f1_score}.items():
        # Where there is nothing to divide by, seqeval says 0 and we say nothing.
        assert np.nan_to_num(measures[f"strict.{name}"].value()) == pytest.approx(judge(gold, found, zero_division=0))


@settings(max_examples=150, deadline=None)
@given(CORPUS)
def test_strict_scores_are_those_of_spacys_scorer(corpus: list[tuple[list[str], list[str]]]) -> None:
    documents, predictions = read(corpus)
    measures = score(documents, predictions, paired(documents, predictions))
    examples = []
    for gold, found in corpus:
        docs = [Doc(VOCAB, words=WORDS[: len(gold)]) for _ in range(2)]
        for doc, tags in zip(docs, (found, gold), strict=True):
            doc.ents = [Span(doc, first, last, label) for first, last, label in tag_spans(tags)]
        examples.append(Example(*docs))
    judged = Scorer.score_spans(examples, "ents", getter=lambda doc, _: doc.ents)
    for ours, theirs in {"precision": "p", "recall": "r", "f1": "f"}.items():
        assert np.nan_to_num(measures[f"strict.{ours}"].value()) == pytest.approx(judged[f"ents_{theirs}"] or 0)
        for label, figures in (judged["ents_per_type"] or {}).items():
            assert np.nan_to_num(measures[f"strict.{label}.{ours}"].value()) == pytest.approx(figures[theirs])


@given(CORPUS)
def test_a_looser_scheme_never_gives_less(corpus: list[tuple[list[str], list[str]]]) -> None:
    documents, predictions = read(corpus)
    for document in documents:
        found = predictions[document.id]
        right = {scheme: span_counts(scheme, document.mentions, found)[0] for scheme in SCHEMES}
        assert right["strict"] <= right["exact"] <= right["partial"]
        assert right["strict"] <= right["type"]


def test_the_order_of_mentions_changes_nothing() -> None:
    gold = [Mention(0, 5, "LOC"), Mention(6, 12, "PER"), Mention(20, 28, "ORG")]
    found = [Mention(0, 3, "LOC"), Mention(6, 12, "ORG"), Mention(20, 28, "ORG")]
    counts = {scheme: span_counts(scheme, gold, found) for scheme in SCHEMES}
    random.Random(0).shuffle(found)
    assert counts == {scheme: span_counts(scheme, gold, found) for scheme in SCHEMES}


@pytest.mark.parametrize(
    ("found", "strict", "exact", "partial", "kind"),
    [
        (Mention(9, 24, "PER"), 1, 1, 1, 1),
        (Mention(9, 24, "ORG"), 0, 1, 1, 0),
        (Mention(18, 24, "PER"), 0, 0, 0.5, 1),
        (Mention(18, 24, "ORG"), 0, 0, 0.5, 0),
        (Mention(24, 30, "PER"), 0, 0, 0, 0),
    ],
)
def test_each_scheme_forgives_its_own_errors(
    found: Mention, strict: float, exact: float, partial: float, kind: float
) -> None:
    gold = [Mention(9, 24, "PER")]
    assert [span_counts(scheme, gold, [found])[0] for scheme in SCHEMES] == [strict, exact, partial, kind]

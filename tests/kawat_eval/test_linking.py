"""Linking counts, by hand and beside spaCy's Scorer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

from kawat_eval import linking
from kawat_eval.document import NIL, Mention
from kawat_eval.pairs import pair

VOCAB = Vocab()

GOLD = [
    Mention(0, 6, "LOC", ("moscow",)),
    Mention(10, 15, "LOC", ("RUS",)),
    Mention(20, 27, "ORG", ("kremlin", "moscow-kremlin")),
    Mention(30, 40, "PER", ()),
    Mention(50, 60, "PER", ()),
]
PAIRS = pair(
    GOLD,
    [
        Mention(0, 6, "LOC", ("moscow",)),  # right
        Mention(10, 15, "ORG", ("RUS",)),  # right link, wrong label
        Mention(20, 27, "ORG", ()),  # missed link
        Mention(30, 40, "PER", ("vladimir-putin",)),  # false link
        Mention(50, 60, "PER", ()),  # right NIL
        Mention(70, 75, "LOC", ("KAZ",)),  # spurious
    ],
)


def test_accuracy_is_over_names_found_with_their_label() -> None:
    assert linking.accuracy(PAIRS) == (2, 4)


def test_in_kb_counts_links_whatever_the_label() -> None:
    assert linking.in_kb(PAIRS) == (2, 4, 3)


def test_nil_counts_names_without_a_link() -> None:
    assert linking.nil(PAIRS) == (1, 2, 2)


def test_end_to_end_wants_span_label_and_link() -> None:
    assert linking.end_to_end(PAIRS) == (2, 6, 5)


def test_the_macro_f1_is_a_mean_over_documents_that_have_links() -> None:
    assert linking.in_kb_macro(PAIRS) == (4 / 7, 1)
    assert linking.in_kb_macro(pair([Mention(0, 5, "PER", ())], [])) == (0, 0)


def test_every_mention_is_either_in_the_kb_or_nil() -> None:
    _, linked_predicted, linked_gold = linking.in_kb(PAIRS)
    _, nil_predicted, nil_gold = linking.nil(PAIRS)
    assert (linked_predicted + nil_predicted, linked_gold + nil_gold) == linking.end_to_end(PAIRS)[1:]


IDS = st.sampled_from(["moscow", "RUS", "kremlin", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(IDS, IDS), min_size=1, max_size=8))
def test_links_of_given_names_are_scored_as_spacys_scorer_does(links: list[tuple[str, str]]) -> None:
    gold, predicted = (Doc(VOCAB, words=["nama"] * len(links)) for _ in range(2))
    for doc, ids in zip((gold, predicted), zip(*links, strict=True), strict=True):
        doc.ents = [Span(doc, i, i + 1, "ORG", kb_id=name or NIL) for i, name in enumerate(ids)]
    judged = Scorer.score_links([Example(predicted, gold)], negative_labels=[NIL])
    right, found, there = linking.in_kb(pair(_mentions(gold), _mentions(predicted)))
    assert (right / found if found else 0) == pytest.approx(judged["nel_micro_p"] or 0)
    assert (right / there if there else 0) == pytest.approx(judged["nel_micro_r"] or 0)


def _mentions(doc: Doc) -> list[Mention]:
    names = [(ent, () if ent.kb_id_ == NIL else (ent.kb_id_,)) for ent in doc.ents]
    return [Mention(ent.start_char, ent.end_char, ent.label_, ids) for ent, ids in names]

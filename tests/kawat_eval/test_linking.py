"""Linking counts, by hand."""

from kawat_eval import linking
from kawat_eval.document import Mention
from kawat_eval.pairs import pair

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

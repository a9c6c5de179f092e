"""Agreement of two annotators: the textbook's figures, and ours on what they saved."""

import pytest

from kawat.formats.gold import Document, Mention
from kawat.web.desk.agreement import agreement, cohens_kappa

TEXT = "Presiden Vladimir Putin di Moskow"
PUTIN, MOSCOW = Mention(9, 23, "PER", ("vladimir-putin",)), Mention(27, 33, "LOC", ("moscow",))


def test_kappa_is_cohens() -> None:
    """The example of 50 proposals: both say yes to 20, no to 15; one alone yes to 5, the other alone to 10."""
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    assert cohens_kappa(pairs) == pytest.approx(0.4)
    assert cohens_kappa([("y", "n"), ("n", "y")]) == -1
    assert cohens_kappa([("y", "y")]) == 1
    assert cohens_kappa([]) is None


def test_the_same_gold_agrees_wholly() -> None:
    one = [Document("a", TEXT, (PUTIN, MOSCOW))]
    found = agreement(one, one)
    assert (found.documents, found.spans_f1, found.kappa, found.links, found.differing) == (1, 1, 1, 1, [])


def test_a_shorter_span_and_another_link_are_counted_apart() -> None:
    ani = [Document("a", TEXT, (PUTIN, MOSCOW)), Document("b", TEXT, (MOSCOW,))]
    budi = [
        Document("a", TEXT, (Mention(18, 23, "PER", ("vladimir-putin",)), Mention(27, 33, "LOC", ("Q649",)))),
        Document("b", TEXT, (Mention(27, 33, "LOC", ("moscow", "Q649")),)),
    ]
    found = agreement(ani, budi)
    assert found.spans_f1 == pytest.approx(2 * 2 / 6)
    assert found.links == pytest.approx(1 / 2)
    # Of ten tokens, nine agree: none stands 6 and 7 times, PER 2 and 1, LOC 2 and 2.
    chance = (6 * 7 + 2 * 1 + 2 * 2) / 100
    assert found.kappa == pytest.approx((0.9 - chance) / (1 - chance))
    assert found.differing == ["a", "b"]


def test_only_documents_of_one_name_and_text_are_compared() -> None:
    found = agreement([Document("a", TEXT, ()), Document("b", TEXT, ())], [Document("a", "Teks lain.", ())])
    assert (found.documents, found.spans_f1, found.kappa, found.links) == (0, None, None, None)


def test_without_any_name_only_tokens_are_counted() -> None:
    found = agreement([Document("a", TEXT, ())], [Document("a", TEXT, ())])
    assert (found.documents, found.spans_f1, found.kappa, found.links) == (1, None, 1, None)

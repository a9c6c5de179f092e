"""Gold beside predicted, and the names of errors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat_eval.document import Mention
from kawat_eval.pairs import KINDS, Pair, pair

GOLD = Mention(10, 25, "PER", ("sadyr-japarov",))


@pytest.mark.parametrize(
    ("found", "kinds"),
    [
        (Mention(10, 25, "PER", ("sadyr-japarov",)), []),
        (Mention(10, 15, "PER", ("sadyr-japarov",)), ["boundary"]),
        (Mention(10, 15, "ORG", ()), ["boundary"]),
        (Mention(10, 25, "ORG", ("sadyr-japarov",)), ["label"]),
        (Mention(10, 25, "PER", ("sooronbay-jeenbekov",)), ["wrong link"]),
        (Mention(10, 25, "PER", ()), ["missed link"]),
        (Mention(10, 25, "LOC", ()), ["label", "missed link"]),
        (Mention(10, 25, "PER"), []),
        (Mention(30, 35, "PER", ()), ["missed", "spurious"]),
    ],
)
def test_an_error_has_its_name(found: Mention, kinds: list[str]) -> None:
    assert [kind for pair in pair([GOLD], [found]) for kind in pair.kinds] == kinds
    assert set(kinds) <= set(KINDS)


def test_a_link_where_gold_is_nil_is_a_false_one() -> None:
    (found,) = pair([Mention(0, 10, "PER", ())], [Mention(0, 10, "PER", ("vladimir-putin",))])
    assert found.kinds == ["false link"]


def test_nil_where_gold_is_nil_is_right() -> None:
    (found,) = pair([Mention(0, 10, "PER", ())], [Mention(0, 10, "PER", ())])
    assert found.linked_right
    assert found.kinds == []


def test_any_of_several_right_ids_will_do() -> None:
    gold = Mention(0, 7, "ORG", ("kremlin", "moscow-kremlin"))
    assert all(Pair(gold, Mention(0, 7, "ORG", (name,))).linked_right for name in ("kremlin", "moscow-kremlin"))


def test_a_name_cut_in_two_is_one_boundary_error_and_one_spurious_name() -> None:
    universitas, indonesia = Mention(0, 11, "ORG"), Mention(12, 21, "LOC")
    pairs = pair([Mention(0, 21, "ORG")], [universitas, indonesia])
    assert [(p.predicted, p.kinds) for p in pairs] == [(universitas, ["boundary"]), (indonesia, ["spurious"])]


def test_the_right_span_wins_over_a_larger_overlap() -> None:
    gold = [Mention(0, 20, "ORG"), Mention(21, 25, "LOC")]
    pairs = pair(gold, [Mention(2, 25, "ORG")])
    assert [p.kinds for p in pairs] == [["boundary"], ["missed"]]
    assert [p.kinds for p in pair(gold, [Mention(21, 25, "LOC")])] == [["missed"], []]


@st.composite
def flat(draw: st.DrawFn) -> list[Mention]:
    edges = sorted(draw(st.sets(st.integers(0, 40), max_size=12)))
    return [Mention(a, b, draw(st.sampled_from(["PER", "ORG"]))) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@given(flat(), flat())
def test_every_mention_is_in_exactly_one_pair(gold: list[Mention], predicted: list[Mention]) -> None:
    pairs = pair(gold, predicted)
    assert [p.gold for p in pairs if p.gold] == gold
    assert sorted((p.predicted for p in pairs if p.predicted), key=lambda m: m.span) == predicted
    assert all(p.gold.overlap(p.predicted) for p in pairs if p.gold and p.predicted)
    assert {p.gold.span for p in pairs if p.found and p.gold} == {g.span for g in gold} & {p.span for p in predicted}

"""Cards: every error once, in its sentence."""

from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.evaluation import evaluate
from kawat_eval.report.errors import cards

TEXT = "MOSKOW, Presiden Rusia tiba. Putin berbicara!\nKremlin diam. CSTO (Moskow) menolak."


@st.composite
def flat(draw: st.DrawFn) -> tuple[Mention, ...]:
    edges = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=12)))
    labels = st.sampled_from(["PER", "ORG"])
    return tuple(Mention(a, b, draw(labels), ()) for a, b in zip(edges[::2], edges[1::2], strict=False))


@given(flat(), flat())
def test_every_error_is_on_one_card_and_every_card_shows_the_text(
    gold: tuple[Mention, ...], predicted: tuple[Mention, ...]
) -> None:
    evaluation = evaluate("system", [Document("d", TEXT, gold)], {"d": predicted})
    found = list(cards(evaluation))
    expected = Counter(kind for pairs in evaluation.pairs for pair in pairs for kind in pair.kinds)
    assert Counter(fault.kind for card in found for fault in card.faults) == expected
    for card in found:
        sentence = "".join(segment.text for segment in card.gold)
        assert sentence == "".join(segment.text for segment in card.predicted)
        assert sentence in TEXT
        assert any(segment.wrong for segment in card.gold + card.predicted)


def test_a_card_says_document_and_line(gold: list[Document], predict: Callable[..., Predictions]) -> None:
    found = predict(gold, lambda m, d: None if d.text[m.start : m.end] == "Kazakhstan" else m)
    (card,) = cards(evaluate("system", gold, found))
    assert (card.document, card.line) == ("csto", 2)
    (fault,) = card.faults
    assert (fault.kind, fault.gold, fault.predicted) == ("missed", "Kazakhstan LOC KAZ", "")
    assert "".join(segment.text for segment in card.gold).startswith("Putin juga berbicara")

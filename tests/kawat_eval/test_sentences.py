"""Sentences for showing errors and for slices."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kawat_eval.sentences import sentence_at, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_at_stops_and_lines() -> None:
    assert split("MOSKOW – Putin tiba.\n“Kami siap.” Ia pulang! “Benarkah?” tanyanya.") == [
        "MOSKOW – Putin tiba.",
        "“Kami siap.”",
        "Ia pulang!",
        "“Benarkah?” tanyanya.",
    ]


def test_initials_degrees_numbers_and_addresses_end_nothing() -> None:
    for sentence in (
        "Menteri M. Nuh dan Dr. Terawan tiba.",
        "Nilainya Rp1.500 atau 5,6 persen menurut Kompas.com pada Jumat.",
    ):
        assert split(sentence) == [sentence]


@given(st.text())
def test_every_character_but_white_space_is_in_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(spans))


def test_the_sentence_of_a_place_is_the_last_that_begins_before_it() -> None:
    text = "Putin tiba. Zhaparov pergi."
    spans = sentences(text)
    assert [sentence_at(spans, text.index(word)) for word in ("Putin", "tiba")] == [(0, 11), (0, 11)]
    assert sentence_at(spans, text.index("pergi")) == (12, 27)

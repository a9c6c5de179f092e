"""Pieces: word by word, so that no character of the copy can shift another's place."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from kawat.ner.pieces import Pieces


@pytest.fixture(params=["tiny_xlmr", "tiny_bert"])
def pieces(request: pytest.FixtureRequest) -> Pieces:
    directory: Path = request.getfixturevalue(request.param)
    return Pieces(Tokenizer.from_file(str(directory / "tokenizer.json")))


def test_a_word_has_the_pieces_that_the_tokenizer_gives_it_in_a_text(pieces):
    words = ["Presiden", "Kirgistan", "Sadyr", "Zhaparov"]
    ids = pieces.tokenizer.encode(" ".join(words), add_special_tokens=False).ids
    assert [piece for word in pieces(words) for piece in word] == ids


@pytest.mark.parametrize("word", ["\x10", "\u200b", "\ufeff", "…", "ﬁ", "Ｋ", "e\u0301", "\u0301", "𝒦", "🇮🇩"])
def test_every_word_has_a_piece(pieces, word):
    assert all(len(encoded) >= 1 for encoded in pieces(["Presiden", word, "Rusia"]))


def test_words_are_encoded_the_same_the_second_time(pieces):
    words = ["Putin", "juga", "beberapa", "kali", "melakukan", "pembicaraan"]
    assert pieces(words) == pieces(words)


def test_a_scheme_that_the_model_has_not_learned_opens_as_usual(pieces):
    assert pieces.opening("kawat") == pieces.first

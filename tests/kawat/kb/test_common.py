"""Common words: what copy writes in lower case names nothing by itself."""

import pytest

from kawat.kb.common import count_common, is_common


@pytest.mark.parametrize("word", ["para", "menteri", "Menteri", "PEMERINTAH", "tersebut", "dunia"])
def test_common_words(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize(
    "word", ["Putin", "Jakarta", "Kremlin", "Solo", "Sri", "Bank Dunia", "Perserikatan Bangsa-Bangsa", ""]
)
def test_names_are_not_common_words(word: str) -> None:
    assert not is_common(word)


def test_words_are_counted_inside_sentences_only() -> None:
    paragraphs = ["Para menteri bertemu para pemimpin. Para tamu datang, para menteri pergi ke Para."] * 10
    assert "para" in count_common(paragraphs, least=10, share=0.5)
    assert "tamu" not in count_common(paragraphs, least=11, share=0.5)


def test_a_name_that_is_mostly_capitalised_is_not_common() -> None:
    paragraphs = ["pergi ke Solo, lalu tampil solo di sana, di Solo, di Solo, dan di Solo"] * 20
    assert "solo" not in count_common(paragraphs, least=10, share=0.5)

"""Names that copy has translated, translated back."""

import pytest

from kawat.linking.translation import translations

COUNTRIES = {"Nigeria": "Nigeria", "Turki": "Turkey", "Italia": "Italy"}


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Bank Sentral Nigeria", "Central Bank of Nigeria"),
        ("Bank Sentral Republik Turki", "Central Bank of Turkey"),
        ("Universitas Umea", "Umea University"),
        ("Sungai Niger", "Niger River"),
        ("Danau Victoria", "Lake Victoria"),
        ("Bandara Internasional Incheon", "Incheon International Airport"),
        ("Senat Italia", "Senate of Italy"),
        ("STADION WEMBLEY", "WEMBLEY Stadium"),
    ],
)
def test_english_forms(text: str, english: str) -> None:
    assert english in list(translations(text, COUNTRIES.get))


def test_the_longest_noun_counts() -> None:
    assert "Bank of Sentral Nigeria" not in list(translations("Bank Sentral Nigeria", COUNTRIES.get))


@pytest.mark.parametrize("text", ["Vladimir Putin", "Universitas", "Bank", "", "…"])
def test_other_names_have_none(text: str) -> None:
    assert list(translations(text, COUNTRIES.get)) == []

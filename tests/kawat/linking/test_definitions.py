"""What the copy equates: names with their acronyms, in brackets and in words."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kawat.linking.definitions import definitions, is_abbreviation
from kawat.linking.mentions import read_mentions

Mark = Callable[[str], Doc]


def pairs(doc: Doc, same: bool = False) -> list[tuple[str, str]]:
    offsets = [(ent.start_char, ent.end_char) for ent in doc.ents]
    found = definitions(doc.text, read_mentions(doc), offsets, lambda one, other: same)
    return [(full.text, short.text) for full, short in found]


@pytest.mark.parametrize(
    "between",
    [
        " ({})",
        " (atau {})",
        " atau {}",
        ", yang disingkat {},",
        ", disingkat {}",
        " alias {}",
        " yang dikenal sebagai {}",
        " (“{}”)",
    ],
)
def test_a_name_and_its_acronym(mark: Mark, between: str) -> None:
    text = "[[Organisasi Kesehatan Dunia|ORG]]" + between.format("[[OKD|ORG]]") + " menyatakan"
    assert pairs(mark(text)) == [("Organisasi Kesehatan Dunia", "OKD")]


def test_the_acronym_may_come_first(mark: Mark) -> None:
    assert pairs(mark("[[BI|ORG]] ([[Bank Indonesia|ORG]])")) == [("Bank Indonesia", "BI")]


def test_two_names_and_an_acronym(mark: Mark) -> None:
    marked = (
        "[[Organisasi Perjanjian Keamanan Kolektif|ORG]] ([[Collective Security Treaty Organization|ORG]]/[[CSTO|ORG]])"
    )
    assert pairs(mark(marked)) == [("Collective Security Treaty Organization", "CSTO")]
    assert len(pairs(mark(marked), same=True)) == 3


def test_brackets_after_a_person_do_not_name_him(mark: Mark) -> None:
    assert pairs(mark("[[Ganjar Pranowo|PER]] ([[PDIP|ORG]])"), same=True) == []


def test_brackets_with_another_thing_define_nothing(mark: Mark) -> None:
    assert pairs(mark("[[Real Madrid|ORG]] ([[Spanyol|LOC]])")) == []


def test_or_between_two_places_defines_nothing(mark: Mark) -> None:
    assert pairs(mark("ke [[Kota Bandung|LOC]] atau [[Jakarta|LOC]]")) == []


def test_alias_says_enough(mark: Mark) -> None:
    assert pairs(mark("[[Basuki Tjahaja Purnama|PER]] alias [[Ahok|PER]]")) == [("Basuki Tjahaja Purnama", "Ahok")]


def test_names_that_only_stand_beside_each_other_define_nothing(mark: Mark) -> None:
    assert pairs(mark("[[Bank Indonesia|ORG]], [[BI|ORG]]"), same=True) == []


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("CSTO", "Collective Security Treaty Organization"),
        ("PBB", "Perserikatan Bangsa-Bangsa"),
        ("BPJS", "Badan Penyelenggara Jaminan Sosial"),
        ("Kemenhub", "Kementerian Perhubungan"),
        ("Polri", "Kepolisian Republik Indonesia"),
        ("Korsel", "Korea Selatan"),
        ("Jokowi", "Joko Widodo"),
        ("Kejagung", "Kejaksaan Agung"),
        ("AHY", "Agus Harimurti Yudhoyono"),
        ("U.N.", "United Nations"),
    ],
)
def test_abbreviations(short: str, full: str) -> None:
    assert is_abbreviation(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("CSTO", "Bank Indonesia"),
        ("Iran", "Republik Islam"),
        ("BI", "Indonesia"),
        ("IB", "Bank Indonesia"),
        ("Solo", "Jawa Tengah"),
        ("", "A B"),
    ],
)
def test_no_abbreviations(short: str, full: str) -> None:
    assert not is_abbreviation(short, full)

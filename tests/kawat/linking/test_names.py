"""Names inside one document: forms of one name, short forms with the long one they stand for."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kawat.kb.normalise import normalise
from kawat.linking.mentions import Mention, read_mentions
from kawat.linking.names import abbreviates, bind, complete, group

Mark = Callable[[str], Doc]


def longer(doc: Doc) -> list[str | None]:
    """For each mention of a document the longer form that it stands for."""
    meant: dict[int, str | None] = {}
    for name in complete(group(read_mentions(doc))):
        meant |= {mention.index: name.longer.longest.text if name.longer else None for mention in name.mentions}
    return [meant[index] for index in sorted(meant)]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Putin", "Vladimir Putin"),
        ("Tokayev", "Kassym-Jomart Tokayev"),
        ("Retno", "Retno Marsudi"),
        ("Perry", "Perry Warjiyo"),
        ("Sri Mulyani", "Sri Mulyani Indrawati"),
        ("Kassym-Jomart", "Kassym-Jomart Tokayev"),
        ("A. Lukashenko", "Alexander Lukashenko"),
        ("Luhut Pandjaitan", "Luhut Binsar Pandjaitan"),
        ("bin Salman", "Mohammed bin Salman"),
        ("Mahfud", "Mohammad Mahfud MD"),
        ("Vladimir Vladimirovich", "Vladimir Vladimirovich Putin"),
    ],
)
def test_a_person_goes_by_a_shorter_name(short: str, full: str) -> None:
    assert abbreviates(normalise(short).split(), normalise(full).split())


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Sukarno", "Guruh Sukarno Putra"),
        ("Putin", "Budi Santoso"),
        ("Vladimir Putin", "Vladimir Putin"),
        ("Put", "Vladimir Putin"),
        ("V. P.", "Vladimir Putin"),
        ("Vladimir Putin", "Putin"),
        ("Budi Putin", "Vladimir Putin"),
    ],
)
def test_other_names_are_not_short_for_it(short: str, full: str) -> None:
    assert not abbreviates(normalise(short).split(), normalise(full).split())


@given(st.lists(st.text("abcdefg", min_size=2, max_size=6), min_size=2, max_size=5))
def test_first_and_last_words_are_always_short_for_a_name_of_other_words(words: list[str]) -> None:
    assert abbreviates(words[:1], words)
    assert abbreviates(words[-1:], words)
    assert not abbreviates(words, words)


def test_a_surname_stands_for_the_full_name_before_it(mark: Mark) -> None:
    assert longer(mark("[[Vladimir Putin|PER]] bicara. [[Putin|PER]] pergi.")) == [None, "Vladimir Putin"]


def test_a_surname_stands_for_the_full_name_after_it(mark: Mark) -> None:
    assert longer(mark("[[Putin|PER]] pergi. Presiden [[Vladimir Putin|PER]] bicara.")) == ["Vladimir Putin", None]


def test_steps_lead_to_the_longest_form(mark: Mark) -> None:
    doc = mark("[[Sri Mulyani Indrawati|PER]] hadir. [[Sri Mulyani|PER]] dan [[Sri|PER]] sama.")
    names = complete(group(read_mentions(doc)))
    assert {name.origin.longest.text for name in names} == {"Sri Mulyani Indrawati"}


def test_of_two_people_with_one_surname_the_last_one_named_is_meant(mark: Mark) -> None:
    doc = mark(
        "[[Bill Clinton|PER]] tiba, lalu [[Clinton|PER]]. [[Hillary Clinton|PER]] menyusul, lalu [[Clinton|PER]]."
    )
    assert longer(doc) == [None, "Bill Clinton", None, "Hillary Clinton"]


def test_a_surname_before_two_people_who_bear_it_stands_for_neither(mark: Mark) -> None:
    marked = "[[Clinton|PER]] tiba. Ada [[Bill Clinton|PER]] dan [[Hillary Clinton|PER]]."
    assert longer(mark(marked)) == [None, None, None]


def test_a_body_goes_by_the_beginning_of_its_name(mark: Mark) -> None:
    marked = "[[Mahkamah Agung Kenya|ORG]] bersidang. [[Mahkamah Agung|ORG]] memutuskan."
    assert longer(mark(marked)) == [None, "Mahkamah Agung Kenya"]


def test_a_country_is_not_short_for_its_neighbour(mark: Mark) -> None:
    assert longer(mark("[[Sudan Selatan|LOC]] dan [[Sudan|LOC]] sepakat.")) == [None, None]


def test_a_place_goes_without_the_word_for_its_kind(mark: Mark) -> None:
    assert longer(mark("[[Provinsi Helmand|LOC]] aman, [[Helmand|LOC]] tenang.")) == [None, "Provinsi Helmand"]


def test_a_place_is_not_short_for_a_person(mark: Mark) -> None:
    assert longer(mark("[[Jefri Bandung|PER]] lahir di [[Bandung|LOC]].")) == [None, None]


def test_transliterations_of_a_full_name_are_one_name(mark: Mark) -> None:
    doc = mark("[[Volodymyr Zelenskyy|PER]] dan [[Volodymyr Zelenskiy|PER]]")
    assert len(group(read_mentions(doc))) == 1


def test_forms_that_the_copy_equates_become_one_name(mark: Mark) -> None:
    doc = mark("[[Badan Siber Negara|ORG]] ([[BSN|ORG]]) hadir. Kata [[BSN|ORG]].")
    long, short, _ = mentions = read_mentions(doc)
    (name,) = bind(group(mentions), [(long, short)])
    assert [mention.text for mention in name.mentions] == ["Badan Siber Negara", "BSN", "BSN"]
    assert [form.text for form in name.forms] == ["Badan Siber Negara", "BSN"]


NAMES = st.lists(
    st.sampled_from(
        ["Putin", "Vladimir Putin", "Budi Putin", "Budi", "V. Putin", "Vladimir", "Vladimir Budi Putin", "…"]
    ),
    max_size=12,
)


@given(NAMES)
def test_every_mention_keeps_its_place_in_just_one_name(texts: list[str]) -> None:
    mentions = [
        Mention(i, i, i + 1, text, "PER", tuple(normalise(text).split()), "", (), None, False)
        for i, text in enumerate(texts)
    ]
    names = complete(group(mentions))
    assert sorted(mention.index for name in names for mention in name.mentions) == list(range(len(texts)))
    seen: set[int] = set()
    for name in names:  # each after the one that it is short for
        assert name.longer is None or id(name.longer) in seen
        seen.add(id(name))

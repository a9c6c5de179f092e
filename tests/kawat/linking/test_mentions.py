"""What is read around a mention: titles with their owners, the place it lies in, the dateline."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kawat.layout import Layout
from kawat.linking.mentions import Mention, read_mentions

Mark = Callable[[str], Doc]


def last(mark: Mark, marked: str) -> Mention:
    return read_mentions(mark(marked))[-1]


def roles(mention: Mention) -> list[tuple[str, str | None]]:
    return [(role.title, role.owner.text if role.owner else None) for role in mention.roles]


def test_a_title_and_its_country_stand_before_a_name(mark: Mark) -> None:
    mention = last(mark, "percakapan dengan Presiden [[Kirgistan|LOC]] [[Sadyr Zhaparov|PER]]")
    assert roles(mention) == [("percakapan dengan presiden", "Kirgistan")]


def test_a_title_stands_alone_before_a_name(mark: Mark) -> None:
    assert roles(last(mark, "Kemarin, Presiden [[Tokayev|PER]]")) == [("presiden", None)]


def test_a_title_and_its_body_stand_after_a_name(mark: Mark) -> None:
    mentions = read_mentions(mark("[[Perry Warjiyo|PER]], gubernur [[Bank Indonesia|ORG]], berkata"))
    assert roles(mentions[0]) == [("gubernur", "Bank Indonesia")]


def test_the_title_of_the_next_name_is_not_that_of_the_one_before(mark: Mark) -> None:
    marked = "[[Vladimir Putin|PER]], Menteri Pertahanan [[Rusia|LOC]] [[Sergei Shoigu|PER]]"
    putin, _, shoigu = read_mentions(mark(marked))
    assert roles(putin) == []
    assert roles(shoigu) == [("menteri pertahanan", "Rusia")]


@pytest.mark.parametrize(
    ("short", "full"), [("Menlu", "menteri luar negeri"), ("PM", "perdana menteri"), ("Wapres", "wakil presiden")]
)
def test_titles_are_read_in_full(mark: Mark, short: str, full: str) -> None:
    assert roles(last(mark, f"{short} [[Kanada|LOC]] [[Mélanie Joly|PER]]")) == [(full, "Kanada")]


def test_the_word_before_a_name_is_known(mark: Mark) -> None:
    assert last(mark, "di Kota [[Bandung|LOC]]").before == "kota"
    assert last(mark, "di ibu kota [[Meksiko|LOC]]").before == "ibu kota"
    assert last(mark, "[[Bandung|LOC]]").before == ""


def test_a_place_lies_in_the_place_after_its_comma(mark: Mark) -> None:
    mention = read_mentions(mark("di [[Tripoli|LOC]], [[Libya|LOC]], pada Senin"))[0]
    assert mention.within is not None
    assert mention.within.text == "Libya"


def test_a_person_does_not_lie_in_a_place(mark: Mark) -> None:
    assert read_mentions(mark("[[Putin|PER]] ([[Rusia|LOC]])"))[0].within is None


def test_labels_that_name_no_type_are_no_constraint(mark: Mark) -> None:
    assert [mention.label for mention in read_mentions(mark("[[Madrid|NAME]] dan [[Rusia|LOC]]"))] == ["", "LOC"]


def test_the_dateline_is_known_from_layout(mark: Mark) -> None:
    doc = Layout()(mark("[[MOSKOW|LOC]], Presiden [[Rusia|LOC]] melakukan pembicaraan dengan para pemimpin."))
    assert [mention.dateline for mention in read_mentions(doc)] == [True, False]


def test_a_document_without_mentions_has_none(mark: Mark) -> None:
    assert read_mentions(mark("Tidak ada nama di sini.")) == []

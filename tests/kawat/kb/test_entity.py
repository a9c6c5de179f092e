import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.kb.entity import Entity, Office, Relation

YEARS = st.none() | st.integers(1000, 9999)


def test_reads_an_office_with_its_years() -> None:
    assert Office.parse("perdana menteri@RUS:2008-2012") == Office("perdana menteri", "RUS", 2008, 2012)
    assert Office.parse("presiden@RUS:2012-") == Office("presiden", "RUS", 2012, None)
    assert Office.parse("wali kota@ID-33.72") == Office("wali kota", "ID-33.72")


@given(
    st.sampled_from(["presiden", "menteri luar negeri"]), st.sampled_from(["", "KAZ", "bank-indonesia"]), YEARS, YEARS
)
def test_an_office_survives_writing_and_reading(title: str, of: str, start: int | None, end: int | None) -> None:
    if start and end and start > end:
        start, end = end, start
    office = Office(title, of, start, end)
    assert Office.parse(str(office)) == office


@pytest.mark.parametrize("text", ["presiden", "presiden@RUS:2012", "@RUS:2012-", "presiden@RUS:12-", "a@b@c"])
def test_what_is_no_office_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="presiden@RUS:2012-"):
        Office.parse(text)


def test_an_office_must_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Office.parse("presiden@RUS:2012-2008")


def test_reads_a_relation_with_its_years() -> None:
    relation = Relation.parse("team@real-madrid:2013-2022")
    assert relation == Relation("team", "real-madrid", 2013, 2022)
    assert str(relation) == "team@real-madrid:2013-2022"
    assert str(Relation.parse("party@golkar")) == "party@golkar"


@pytest.mark.parametrize("text", ["friend@golkar", "party@", "party", "team@real-madrid:2013"])
def test_what_is_no_relation_is_refused_with_the_kinds(text: str) -> None:
    with pytest.raises(ValueError, match="one of member, team, party, employer, part"):
        Relation.parse(text)


def test_a_relation_must_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Relation.parse("team@real-madrid:2022-2013")


def test_the_president_of_2010_is_not_the_one_of_2022() -> None:
    medvedev = Office("presiden", "RUS", 2008, 2012)
    assert medvedev.held(2010)
    assert not medvedev.held(2022)
    assert Office("presiden", "RUS", 2012, None).held(2022)
    assert Office("presiden", "RUS").held(1999)


def test_an_entity_can_be_pickled() -> None:
    entity = Entity("KAZ", "LOC", "Kazakhstan", "Kazakhstan", None, "KAZ", 0.5, (Office("x", "y", 1, 2),), "countries")
    assert pickle.loads(pickle.dumps(entity)) == entity
    assert entity.name == "Kazakhstan"

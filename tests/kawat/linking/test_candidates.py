"""Candidates of a form: by its name, its spelling, likeness; and what it cannot be."""

import pickle

import pytest

from kawat.linking.candidates import Candidates


def found(candidates: Candidates, text: str, label: str = "") -> list[str]:
    return [match.entity.id for match in candidates.find(text, label)]


@pytest.mark.parametrize(
    ("text", "label", "id"),
    [
        ("Vladimir Putin", "PER", "vladimir-putin"),
        ("bernie sanders", "PER", "bernie-sanders"),
        ("KREMLIN", "ORG", "kremlin"),
        ("Kassym Jomart Tokayev", "PER", "kassym-jomart-tokayev"),
        ("C.S.T.O.", "ORG", "CSTO"),
        ("csto", "ORG", "CSTO"),
        ("Kota Jakarta", "LOC", "ID-JK"),
        ("Sri Mulyani R. Indrawati", "PER", "sri-mulyani"),
        ("Retno LP Marsudi", "PER", "retno-marsudi"),
        ("Universitas Umea", "ORG", "umea-university"),
    ],
)
def test_a_form_leads_to_its_entity(candidates: Candidates, text: str, label: str, id: str) -> None:
    assert found(candidates, text, label)[0] == id


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Sadyr Zhaparov", "sadyr-japarov"),
        ("Kassym-Jomart Tokaev", "kassym-jomart-tokayev"),
        ("Volodymyr Zelenskiy", "volodymyr-zelensky"),
        ("Sergej Sjoigu", ""),
    ],
)
def test_another_spelling_leads_to_it(candidates: Candidates, text: str, id: str) -> None:
    matches = candidates.find(text, "PER")
    assert [match.entity.id for match in matches] == ([id] if id else [])
    assert all(match.how == "spelling" and match.similarity < 1 for match in matches)


def test_a_slip_of_the_pen_leads_to_it(candidates: Candidates) -> None:
    (match,) = candidates.alike("Nikol Pashinian Armenia".removesuffix(" Armenia"), "PER")
    assert (match.entity.id, match.how) == ("nikol-pashinyan", "fuzzy")


def test_a_name_with_one_other_word_is_another_name(candidates: Candidates) -> None:
    assert candidates.alike("Organisasi Perjanjian Perdagangan Kolektif", "ORG") == ()


def test_a_person_is_no_place_and_no_body(candidates: Candidates) -> None:
    assert found(candidates, "Jakarta", "PER") == []
    assert found(candidates, "Putin", "ORG") == []


def test_the_label_tells_the_city_from_its_club(candidates: Candidates) -> None:
    assert found(candidates, "Barcelona", "LOC") == ["barcelona"]
    assert found(candidates, "Barcelona", "ORG") == ["fc-barcelona", "barcelona"]


def test_a_seat_of_government_may_be_labelled_a_place(candidates: Candidates) -> None:
    assert found(candidates, "Kremlin", "LOC") == ["kremlin"]


@pytest.mark.parametrize("text", ["para", "menteri", "dunia", "as"])
def test_a_common_word_in_lower_case_is_nothing(candidates: Candidates, text: str) -> None:
    assert found(candidates, text) == []


def test_a_common_word_in_lower_case_is_what_writes_itself_so(candidates: Candidates) -> None:
    assert found(candidates, "detikcom") == ["detikcom"]


def test_a_place_with_the_word_for_a_city_is_no_country(candidates: Candidates) -> None:
    assert found(candidates, "Kota Kanada", "LOC") == []
    assert found(candidates, "Kota Meksiko", "LOC") == ["mexico-city"]


def test_the_letters_of_an_acronym_are_not_spelled_otherwise(candidates: Candidates) -> None:
    assert found(candidates, "KSTO", "ORG") == []


def test_a_name_is_like_those_it_shares_most_words_with(candidates: Candidates) -> None:
    assert candidates.has_like("CSTO", "Organisasi Perjanjian Keamanan")
    assert not candidates.has_like("bank-indonesia", "Badan Infrastruktur")


def test_shares_are_of_what_the_label_allows(candidates: Candidates) -> None:
    shares = {match.entity.id: match.share for match in candidates.find("Georgia", "LOC")}
    assert set(shares) == {"GEO", "georgia-usa"}
    assert sum(shares.values()) == pytest.approx(1)


def test_nothing_is_found_for_signs(candidates: Candidates) -> None:
    assert found(candidates, "…") == []
    assert candidates.alike("…", "") == ()


def test_candidates_can_be_pickled(candidates: Candidates) -> None:
    assert found(pickle.loads(pickle.dumps(candidates)), "Putin") == ["vladimir-putin"]

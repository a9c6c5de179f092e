"""The names of a knowledge base, found in running text whatever the tokens are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.kb.gazetteer import WIDTH, Gazetteer, evidence, hashed, kind, pack
from kawat.kb.normalise import normalise
from kawat.kb.store import KnowledgeBase
from kawat.loading import default_kb

ORG, LOC = kind("ORG", world=False), kind("LOC", world=False)
VILLAGE = kind("LOC", world=True)


def gazetteer(**names: int) -> Gazetteer:
    return Gazetteer(pack((name.replace("_", " "), bits) for name, bits in names.items()))


def test_a_name_is_found_however_its_words_are_cut() -> None:
    names = Gazetteer(pack([("Kassym-Jomart Tokayev", 1), ("U.N.", 2)]))
    assert names.names(["Kassym-Jomart", "Tokayev"]) == [(0, 2, 1)]
    assert names.names(["kata", "Kassym", "-", "Jomart", "TOKAYEV", "."]) == [(1, 5, 1)]
    assert names.names(["di", "U", ".", "N", "."])[0] == (1, 4, 2)
    assert names.names(["UN"]) == [(0, 1, 2)]


def test_a_longer_name_hides_those_inside_it_in_its_layer_alone() -> None:
    known = gazetteer(Universitas_Indonesia=ORG, Indonesia=LOC, Universitas=VILLAGE)
    found = known.names(["Universitas", "Indonesia"])
    assert found[0] == (0, 2, ORG)
    table = evidence(found, 2).reshape(2, 2, 3, 3)
    assert table[:, 0].sum() == 2
    assert table[0, 0, 1, 1] == table[1, 0, 1, 2] == 1  # ORG: the first word of several, a further one
    assert table[0, 1, 2, 0] == 1  # the world layer's village, a name of one word


def test_a_name_may_stand_for_things_of_several_labels() -> None:
    known = Gazetteer(pack([("Madrid", ORG), ("Madrid", LOC)]))
    assert known.names(["Madrid"]) == [(0, 1, ORG | LOC)]
    assert evidence(known.names(["Madrid"]), 1).sum() == 2


@pytest.mark.parametrize("words", [[], [",", "."], ["\u0000"]])
def test_words_without_letters_are_no_names(words: list[str]) -> None:
    assert gazetteer(Indonesia=LOC).names(words) == []
    assert evidence([], len(words)).shape == (len(words), WIDTH)


def test_an_empty_gazetteer_knows_nothing() -> None:
    assert Gazetteer(pack([])).names(["Indonesia"]) == []


def test_words_that_differ_in_their_last_letter_are_told_apart() -> None:
    known = gazetteer(Dam=LOC, Jaya=LOC)
    assert not any(known.names([word]) for word in ("Dan", "Dab", "Jayb", "Kaya"))


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8))
def test_the_hash_of_words_side_by_side_follows_from_theirs(words: list[str]) -> None:
    if sum(bool(normalise(word)) for word in words) < 1:
        return
    value = 0
    for word in words:
        own, factor = hashed(word)
        value = (value * factor + own) % 2**64
    joined = Gazetteer(pack([("".join(normalise(word).replace(" ", "") for word in words), LOC)]))
    assert any(bits == LOC for _, _, bits in joined.names(words))
    assert value == hashed("".join(normalise(word).replace(" ", "") for word in words))[0]


def test_the_shipped_knowledge_base_knows_its_names_and_no_common_words() -> None:
    known = KnowledgeBase.open(default_kb()).gazetteer()
    text = "Presiden Kirgistan Sadyr Zhaparov dan CSTO kata para menteri".split()
    found = {" ".join(text[start:end]) for start, end, _ in known.names(text)}
    assert {"Kirgistan", "Sadyr Zhaparov", "CSTO"} <= found
    assert found.isdisjoint({"dan", "kata", "para", "menteri"})
    assert np.all(np.diff(known.keys) > 0)

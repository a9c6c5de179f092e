from collections.abc import Callable
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat.kb.check import check
from kawat.kb.edit import add, add_alias, merge, retire
from kawat.kb.entity import Entity, Office
from kawat.kb.facts import Fact, read, read_redirects

MakeFacts = Callable[[], Path]


def entities(directory: Path) -> dict[str, Fact]:
    return {fact.entity.id: fact for path in directory.glob("[a-q]*.tsv") for fact in read(path)}


def prabowo() -> Fact:
    offices = (Office("presiden", "IDN", 2024),)
    return Fact(Entity("prabowo-subianto", "PER", "Prabowo Subianto", "", None, "IDN", 0.9, offices, ""), ("Prabowo",))


def test_adds_an_entity_in_its_place(edited: MakeFacts) -> None:
    directory = edited()
    add(directory, "core", prabowo())
    assert entities(directory)["prabowo-subianto"].names == ("Prabowo Subianto", "Prabowo")
    assert check(directory) == []


def test_adds_to_a_file_that_is_not_there_yet(edited: MakeFacts) -> None:
    directory = edited()
    add(directory, "persons", prabowo())
    assert [fact.entity.id for fact in read(directory / "persons.tsv")] == ["prabowo-subianto"]


def test_an_id_is_used_once(edited: MakeFacts) -> None:
    directory = edited()
    add(directory, "core", prabowo())
    with pytest.raises(KawatError, match=r"core\.tsv: has 'prabowo-subianto' already; use `kawat kb alias`"):
        add(directory, "core", prabowo())
    retire(directory, "prabowo-subianto", "made for this test")
    with pytest.raises(KawatError, match="'prabowo-subianto' was retired; an ID is never used again"):
        add(directory, "core", prabowo())


def test_a_malformed_entity_is_not_added(edited: MakeFacts) -> None:
    directory = edited()
    with pytest.raises(KawatError, match="id: 'Prabowo S' is no ID"):
        add(directory, "core", Fact(Entity("Prabowo S", "PER", "Prabowo", "", None, None, 0.5, (), "")))
    assert len(entities(directory)) == 14


def test_adds_forms_to_an_entity(edited: MakeFacts) -> None:
    directory = edited()
    add_alias(directory, "CSTO", "Organisasi Traktat Keamanan Kolektif")
    add_alias(directory, "CSTO", "ОДКБ", acronym=True)
    fact = entities(directory)["CSTO"]
    assert fact.aliases == ("Organisasi Traktat Keamanan Kolektif",)
    assert fact.acronyms == ("CSTO", "ODKB", "ОДКБ")
    with pytest.raises(KawatError, match=r"'CSTO' has 'C\.S\.T\.O\.' already"):
        add_alias(directory, "CSTO", "C.S.T.O.")
    with pytest.raises(KawatError, match="no entity 'NATO' in the text facts"):
        add_alias(directory, "NATO", "Pakta Pertahanan Atlantik Utara")


def test_merges_two_entities_into_one(edited: MakeFacts) -> None:
    directory = edited()
    add(directory, "core", Fact(Entity("putin", "PER", "V. Putin", "", None, "RUS", 0.2, (), ""), ("Wladimir Putin",)))
    merge(directory, "putin", "vladimir-putin", "one person")
    facts = entities(directory)
    assert "putin" not in facts
    assert facts["vladimir-putin"].names == ("Vladimir Putin", "Putin", "V. Putin", "Wladimir Putin")
    assert facts["vladimir-putin"].entity.prior == 1
    ((_, redirect),) = read_redirects(directory / "redirects.tsv")
    assert (redirect.old, redirect.new, redirect.why) == ("putin", "vladimir-putin", "one person")
    assert check(directory) == []


def test_a_chain_of_mergers_leads_to_the_last(edited: MakeFacts) -> None:
    directory = edited()
    for id in ("a", "b"):
        add(directory, "core", Fact(Entity(id, "PER", f"Nama {id}", "", None, None, 0.2, (), "")))
    merge(directory, "a", "b", "same")
    merge(directory, "b", "vladimir-putin", "same")
    redirects = [(redirect.old, redirect.new) for _, redirect in read_redirects(directory / "redirects.tsv")]
    assert redirects == [("a", "vladimir-putin"), ("b", "vladimir-putin")]


def test_nothing_merges_into_itself_or_into_what_is_not_there(edited: MakeFacts) -> None:
    directory = edited()
    with pytest.raises(KawatError, match="cannot be merged into itself"):
        merge(directory, "CSTO", "CSTO", "")
    with pytest.raises(KawatError, match="no entity 'NATO'"):
        merge(directory, "CSTO", "NATO", "")
    assert "CSTO" in entities(directory)

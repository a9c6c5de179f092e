from collections.abc import Callable
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat.kb.check import check
from kawat.kb.entity import Entity
from kawat.kb.facts import Fact

MakeFacts = Callable[[str], Path]


def messages(directory: Path) -> list[str]:
    return [str(problem).removeprefix(f"{directory}/") for problem in check(directory)]


def test_good_facts_raise_nothing(facts_directory: Path) -> None:
    assert messages(facts_directory) == []


def test_an_id_in_two_files_is_a_fault(edited: MakeFacts) -> None:
    directory = edited("KAZ|LOC|Kazakhstan||||||||0.5")
    (directory / "more.tsv").write_bytes((directory / "core.tsv").read_bytes())
    first, *_ = [message for message in messages(directory) if "warning" not in message]
    assert first == f"more.tsv:2: column id: 'KAZ' is taken by {directory}/core.tsv:2 (KAZ); each belongs to one entity"


def test_a_qid_of_two_entities_is_a_fault(edited: MakeFacts) -> None:
    directory = edited("a|LOC|A||||Q1|x|||0.5\nb|LOC|B||||Q1|x|||0.5")
    assert messages(directory) == [
        f"core.tsv:3: column wikidata: 'Q1' is taken by {directory}/core.tsv:2 (a); each belongs to one entity"
    ]


def test_offices_and_countries_must_exist(edited: MakeFacts) -> None:
    directory = edited("joko-widodo|PER|Joko Widodo||||||IDN|presiden@IDN:2014-2024|0.9")
    assert messages(directory) == [
        "core.tsv:2: column country: 'IDN' is no known ID",
        "core.tsv:2: column offices: 'IDN' in 'presiden@IDN:2014-2024' is no known ID",
    ]


def test_a_form_that_names_two_equally_known_things_is_a_warning(edited: MakeFacts) -> None:
    rows = "ID-32.04|LOC|Kabupaten Bandung||Bandung||||||{}\nID-32.73|LOC|Kota Bandung|Bandung|||||||0.6"
    directory = edited(rows.format(0.6))
    assert messages(directory) == [
        "core.tsv:3: warning: column prior: 'bandung' names ID-32.73 and ID-32.04 "
        f"({directory}/core.tsv:2) with one prior: make the better known one's higher"
    ]
    assert messages(edited(rows.format(0.2))) == []


@pytest.mark.parametrize(
    ("redirects", "message"),
    [
        ("x\ty\t\ny\tx\t", "redirects.tsv:2: column new: redirects in a cycle: x -> y -> x"),
        ("x\tx\t", "redirects.tsv:2: column new: redirects in a cycle: x -> x"),
        ("KAZ\tKGZ\t", "redirects.tsv:2: column old: 'KAZ' is retired here but still has facts; remove one of the two"),
        ("nur-sultan\tastana\t", "redirects.tsv:2: column new: 'astana' is no known ID"),
    ],
)
def test_bad_redirects_are_faults_with_their_line(edited: MakeFacts, redirects: str, message: str) -> None:
    directory = edited("KAZ|LOC|Kazakhstan||||||||0.5\nKGZ|LOC|Kirgistan||||||||0.4")
    (directory / "redirects.tsv").write_text(f"old\tnew\twhy\n{redirects}\n", encoding="utf-8")
    assert messages(directory)[0] == message


def test_a_directory_without_facts_is_told_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"no \.tsv file here; expected the directory of the text facts"):
        check(tmp_path)


@pytest.mark.parametrize(
    ("row", "table", "difference"),
    [
        ("batang|LOC|Batang|||", "LOC|Kota Malang||IDN", "no name of it is like 'Batang'"),
        ("pedro|PER|Pedro|||", "ORG|Pedro FC||", "a ORG, not a PER"),
        ("galaxy|ORG|LA Galaxy|||", "ORG|Galaxy||GBR", "of GBR, not of USA"),
        ("putin|PER|Wladimir Putin|||", "PER|Vladimir Putin||RUS", ""),
        ("senat|ORG|Senat AS|Senate||", "ORG|United States Senate||", ""),
    ],
)
def test_a_qid_of_something_else_is_a_warning(edited: MakeFacts, row: str, table: str, difference: str) -> None:
    directory = edited(f"{row}|Q1|kgtk|{'USA' if 'galaxy' in row else ''}||0.5")
    label, name_id, name_en, country = table.split("|")
    entity = Entity("Q1", label, name_id, name_en or name_id, "Q1", country or None, 0.5, (), "tables")
    found = [problem.message for problem in check(directory, [Fact(entity)]) if problem.column == "wikidata"]
    assert [difference in message for message in found] == [True] * bool(difference)

"""`kawat-eval check`: what is wrong with gold, and what only looks odd."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kawat.formats.problem import Problem
from kawat.kb.store import KnowledgeBase
from kawat_eval.check import check


def places(problems: Iterable[Problem]) -> list[str]:
    return [str(problem).removeprefix(f"{problem.path.parent}/") for problem in problems]


def test_sound_gold_has_no_problem(gold_directory: Path) -> None:
    found = check(gold_directory, None)
    assert found.problems == []
    assert len(found.documents) == 5


def test_the_same_text_twice_is_a_problem(gold_directory: Path) -> None:
    text = (gold_directory / "panen.txt").read_text(encoding="utf-8")
    (gold_directory / "pelosi.txt").write_text(text.replace(" ", "\n"), encoding="utf-8")
    (problem,) = check(gold_directory, None).problems
    fix = "take one of them out, and its row of index.tsv"
    assert str(problem).endswith(f"panen.txt:1:1: the text is that of 'pelosi' again; {fix}")


def test_every_problem_of_every_file_is_listed(gold_directory: Path) -> None:
    (gold_directory / "panen.txt").write_text("di [[Osh|GPE|osh]] dan [[Batken]]", encoding="utf-8")
    (gold_directory / "pelosi.txt").write_text("di [[Taipei|LOC|]]", encoding="utf-8")
    assert [place.split(": ")[0] for place in places(check(gold_directory, None).problems)] == [
        "pelosi.txt:1:17",
        "panen.txt:1:10",
        "panen.txt:1:26",
    ]


def test_a_name_left_bare_where_it_is_marked_elsewhere_is_noted(make_gold: Callable[[str], Path]) -> None:
    found = check(make_gold("[[Osh|LOC|osh]] tenang.\nWarga Osh di [[Kota Osh|LOC|osh]] dan Oshii."), None)
    assert places(found.notes) == ["kirgistan.txt:2:7: 'Osh' is marked elsewhere; see whether it is a name here"]
    assert found.problems == []


@pytest.fixture
def facts(kb: Path) -> KnowledgeBase:
    return KnowledgeBase.open(kb)


def test_an_id_that_the_knowledge_base_lacks_is_placed(make_gold: Callable[[str], Path], facts: KnowledgeBase) -> None:
    marked = "[[MOSKOW|LOC|moscow]], kata\n[[Kremlin|ORG|kremlin]] dan [[Zakharova|PER|zakharova]], [[Budi|PER|NIL]]"
    found = check(make_gold(marked), facts)
    fix = "correct the ID, add the entity to the facts, or write NIL"
    assert places(found.problems) == [
        f"kirgistan.txt:2:31: ID 'zakharova' of 'Zakharova' is not in the knowledge base; {fix}"
    ]
    assert found.notes == []


def test_a_retired_id_names_its_successor(make_gold: Callable[[str], Path], facts: KnowledgeBase) -> None:
    (problem,) = check(make_gold("di [[Moskow|LOC|moskwa]]"), facts).problems
    assert str(problem).endswith("kirgistan.txt:1:6: ID 'moskwa' of 'Moskow' is no longer used; write moscow")


def test_a_label_unlike_its_entity_is_noted(make_gold: Callable[[str], Path], facts: KnowledgeBase) -> None:
    found = check(make_gold("di [[Kremlin|LOC|kremlin]], [[Kremlin|LOC|kremlin/moscow]]"), facts)
    fix = "see whether label or ID is wrong"
    assert places(found.notes) == [f"kirgistan.txt:1:6: 'Kremlin' is LOC, its entity ORG; {fix}"]
    assert found.problems == []

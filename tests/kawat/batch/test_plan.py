"""Plans: parts cover the documents once, and a pipeline is known by its files."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kawat.batch.plan import Plan, fingerprint, part_ends
from kawat.batch.reading import Item
from kawat.dispatch import Dispatch


@given(count=st.integers(0, 300), documents=st.integers(1, 50))
def test_parts_cover_all_documents_once(count: int, documents: int) -> None:
    ends = part_ends([Item("a", "", None, "broken")] * count, documents)
    sizes = [end - start for start, end in pairwise((0, *ends))]
    assert sum(sizes) == count
    assert all(size == documents for size in sizes[:-1])
    assert all(0 < size <= documents for size in sizes)


def test_a_part_ends_early_where_documents_are_long() -> None:
    long = Item("a", "", Dispatch(id="x", text="a" * 900_000))
    assert part_ends([long] * 12, 1000) == (5, 10, 12)


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    plan = Plan({"pipeline": "abc", "inputs": {"wire\udcff.jsonl": "7 bytes"}}, (10, 12))
    plan.write(tmp_path / "plan.json")
    assert Plan.read(tmp_path / "plan.json") == plan
    assert plan.documents == 12


def test_a_configuration_is_known_by_the_files_it_names(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").write_text("satu")
    (tmp_path / "pipeline.cfg").write_text(f'[components]\n\n[components.linker]\nkb = "{tmp_path}/kb.sqlite"\n')
    before = fingerprint(tmp_path / "pipeline.cfg")
    assert fingerprint(tmp_path / "pipeline.cfg") == before
    (tmp_path / "kb.sqlite").write_text("dua")
    assert fingerprint(tmp_path / "pipeline.cfg") != before


def test_a_directory_is_known_by_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("satu")
    before = fingerprint(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert fingerprint(tmp_path) != before

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat.kb.build import build
from kawat.kb.entity import Entity, Office, Relation
from kawat.kb.facts import Fact
from kawat.kb.sources.text import TextFacts
from kawat.kb.store import KnowledgeBase

MakeFacts = Callable[[str], Path]


class World:
    """A second source: what it says of a thing that the first one knows."""

    name = "world"

    def __init__(self, *facts: Fact) -> None:
        self._facts = facts

    def facts(self) -> Iterator[Fact]:
        yield from self._facts

    def redirects(self) -> Iterator[tuple[str, int, str, str]]:
        yield from ()


def entity(qid: str, name: str, label: str = "PER", prior: float = 0.1, offices: tuple[Office, ...] = ()) -> Entity:
    return Entity(qid, label, name, name, qid, None, prior, offices, "world")


def test_the_same_facts_give_the_same_bytes(facts_directory: Path, tmp_path: Path) -> None:
    first = build([TextFacts(facts_directory)], tmp_path / "one.sqlite")
    second = build([TextFacts(facts_directory)], tmp_path / "two.sqlite")
    one, two = ((tmp_path / name).read_bytes() for name in ("one.sqlite", "two.sqlite"))
    assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest()
    assert first == second


def test_other_facts_have_another_content_hash(edited: MakeFacts, tmp_path: Path) -> None:
    out = tmp_path / "kb.sqlite"
    hashes = {
        build([TextFacts(edited(f"KAZ|LOC|Kazakhstan||||||||{prior}"))], out)["content"] for prior in ("0.5", "0.6")
    }
    assert len(hashes) == 2


def test_core_facts_win_and_take_the_other_sources_names(facts_directory: Path, tmp_path: Path) -> None:
    world = World(
        Fact(entity("Q7747", "V. V. Putin", offices=(Office("anggota parlemen", "RUS"),)), ("Wladimir Putin",)),
        Fact(entity("Q76", "Barack Obama", prior=0.5)),
    )
    build([TextFacts(facts_directory), world], tmp_path / "kb.sqlite")
    kb = KnowledgeBase.open(tmp_path / "kb.sqlite")
    putin = kb.get("Q7747")
    assert putin is not None
    assert (putin.id, putin.name_id, putin.source) == ("vladimir-putin", "Vladimir Putin", "core")
    assert [office.title for office in putin.offices] == ["presiden", "perdana menteri"]
    assert kb.aliases("vladimir-putin") == ["Vladimir Putin", "V. V. Putin", "Wladimir Putin", "Putin"]
    assert [(hit.entity.id, hit.kind) for hit in kb.exact("V. V. Putin")] == [("vladimir-putin", "alias")]
    obama = kb.get("Q76")
    assert obama is not None
    assert (obama.id, obama.wikidata, obama.source) == ("Q76", "Q76", "world")
    assert kb.meta["sources"] == "core|world"


def test_relations_lead_to_what_is_known_by_its_own_id(facts_directory: Path, tmp_path: Path) -> None:
    ties = (Relation("member", "Q7747", 2012), Relation("party", "Q404"), Relation("team", "Q900", 2008, 2018))
    world = World(Fact(entity("Q900", "Persib", "ORG")), Fact(replace(entity("Q901", "Atep"), relations=ties)))
    later = World(Fact(replace(entity("Q901", "Atep Rizal"), relations=(Relation("employer", "Q900"),))))
    build([TextFacts(facts_directory), world, later], tmp_path / "kb.sqlite")
    kb = KnowledgeBase.open(tmp_path / "kb.sqlite")
    atep, persib = kb.get("Q901"), kb.get("Q900")
    assert atep is not None
    assert persib is not None
    assert atep.relations == (Relation("member", "vladimir-putin", 2012), Relation("team", "Q900", 2008, 2018))
    assert persib.relations == ()


def test_the_likelier_bearer_of_a_name_has_the_higher_prior(tmp_path: Path) -> None:
    build(
        [World(Fact(entity("Q1", "Springfield", "LOC", 0.3)), Fact(entity("Q2", "Springfield", "LOC", 0.1)))],
        tmp_path / "kb.sqlite",
    )
    hits = KnowledgeBase.open(tmp_path / "kb.sqlite").exact("Springfield")
    assert [(hit.entity.id, hit.prior) for hit in hits] == [("Q1", 0.75), ("Q2", 0.25)]


def test_a_name_of_too_many_is_kept_for_the_best_known(tmp_path: Path) -> None:
    namesakes = [Fact(entity(f"Q{n}", "José García", prior=n / 1000)) for n in range(1, 101)]
    build([World(*namesakes)], tmp_path / "kb.sqlite")
    kb = KnowledgeBase.open(tmp_path / "kb.sqlite")
    hits = kb.exact("José García")
    assert [hit.entity.id for hit in hits[:2]] == ["Q100", "Q99"]
    assert len(hits) == 50
    assert len(kb) == 100


def test_retired_ids_lead_to_their_successors(edited: MakeFacts, tmp_path: Path) -> None:
    directory = edited("astana|LOC|Astana||||||||0.4")
    (directory / "redirects.tsv").write_text(
        "old\tnew\twhy\nakmola\tnur-sultan\trenamed in 1998\nnur-sultan\tastana\trenamed in 2022\nzaire\t\tgone\n",
        encoding="utf-8",
    )
    build([TextFacts(directory)], tmp_path / "kb.sqlite")
    kb = KnowledgeBase.open(tmp_path / "kb.sqlite")
    assert kb.get("akmola") == kb.get("nur-sultan") == kb.get("astana")
    assert kb.get("zaire") is None
    assert kb.aliases("akmola") == ["Astana"]


def test_a_successor_may_be_of_another_source(edited: MakeFacts, tmp_path: Path) -> None:
    directory = edited("astana|LOC|Astana||||||||0.4")
    (directory / "redirects.tsv").write_text("old\tnew\twhy\nobama\tQ76\tin the world layer\n", encoding="utf-8")
    with pytest.raises(KawatError, match=r"redirects\.tsv:2: column new: 'Q76' is no known ID"):
        build([TextFacts(directory)], tmp_path / "kb.sqlite")
    build([TextFacts(directory), World(Fact(entity("Q76", "Barack Obama")))], tmp_path / "kb.sqlite")
    assert KnowledgeBase.open(tmp_path / "kb.sqlite").get("obama") is not None


@pytest.mark.parametrize(
    ("rows", "redirects", "message"),
    [
        ("KAZ|LOK|Kazakhstan||||||||0.5", "", "core.tsv:2: column label: 'LOK' is no label"),
        ("KAZ|LOC|Kazakhstan||||||||0.5", "a\tb\t\nb\ta\t", "redirects.tsv:2: column new: redirects in a cycle"),
    ],
)
def test_bad_facts_leave_the_old_file_as_it_was(
    edited: MakeFacts, facts_directory: Path, tmp_path: Path, rows: str, redirects: str, message: str
) -> None:
    out = tmp_path / "out" / "kb.sqlite"
    build([TextFacts(facts_directory)], out)
    before = out.read_bytes()
    directory = edited(rows)
    if redirects:
        (directory / "redirects.tsv").write_text(f"old\tnew\twhy\n{redirects}\n", encoding="utf-8")
    with pytest.raises(KawatError) as error:
        build([TextFacts(directory)], out)
    assert message in str(error.value)
    assert out.read_bytes() == before
    assert [file.name for file in out.parent.iterdir()] == ["kb.sqlite"]


def test_a_full_disk_leaves_the_old_file_as_it_was(facts_directory: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="limits of a process are POSIX")
    out = tmp_path / "kb.sqlite"
    out.write_bytes(b"the old one")
    child = os.fork()
    if child == 0:  # in a process of its own, because the limit cannot be lifted again
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        try:
            build([TextFacts(facts_directory)], out)
        except KawatError as error:
            os._exit(7 if "cannot be written" in str(error) and "the old file is untouched" in str(error) else 1)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
    assert out.read_bytes() == b"the old one"
    assert [file.name for file in tmp_path.iterdir()] == ["kb.sqlite"]

"""A knowledge base without what came from the texts that are linked, and with what other texts teach."""

from collections import Counter
from pathlib import Path

import pytest
from spacy.language import Language

from kawat.kb.facts import COLUMNS
from kawat.kb.sources.text import TextFacts
from kawat.kb.store import KnowledgeBase
from kawat.linking.annotated import GivenMention, GivenText, to_doc
from kawat.linking.heldout import HeldOut, Links, Origins, links_of

JOKOWI: Links = {"jokowi": Counter({"joko-widodo": 2})}
PERSIB: Links = {"persib": Counter({"Q1": 3}), "persib bandung": Counter({"Q1": 1})}
NOWHERE = Origins({}, frozenset())


@pytest.fixture
def kb(kb_path: Path) -> KnowledgeBase:
    return KnowledgeBase.open(kb_path)


def ids(kb: KnowledgeBase, form: str) -> list[str]:
    return [hit.entity.id for hit in kb.exact(form)]


def test_a_form_that_only_the_tested_texts_link_is_unknown(kb: KnowledgeBase) -> None:
    assert ids(kb, "Jokowi") == ["joko-widodo"]
    held = HeldOut(kb, NOWHERE, JOKOWI, {})
    assert [ids(held, "Jokowi"), held.spelled("Jokowi"), held.fuzzy("Jokowi")] == [[], [], []]
    assert ids(held, "Joko Widodo") == ["joko-widodo"]
    assert held.aliases("joko-widodo") == ["Joko Widodo"]


def test_it_is_known_if_other_texts_or_an_open_table_state_it(kb: KnowledgeBase) -> None:
    stated = Origins({"joko-widodo": frozenset({"jokowi"})}, frozenset())
    assert ids(HeldOut(kb, NOWHERE, JOKOWI, JOKOWI), "Jokowi") == ["joko-widodo"]
    assert ids(HeldOut(kb, stated, JOKOWI, {}), "Jokowi") == ["joko-widodo"]


def test_what_only_the_set_identifies_has_the_names_of_open_tables_alone(kb: KnowledgeBase) -> None:
    origins = Origins({"xinhua": frozenset({"xinhua news agency"})}, frozenset({"xinhua", "kyodo"}))
    held = HeldOut(kb, origins, {}, {"kyodo news": Counter({"kyodo": 1})})
    assert ids(held, "Xinhua") == []
    assert ids(held, "Xinhua News Agency") == ["xinhua"]
    assert ids(held, "Kyodo") == ["kyodo"], "other texts identify it"


def test_what_other_texts_link_is_known(kb: KnowledgeBase) -> None:
    held = HeldOut(kb, NOWHERE, {}, PERSIB)
    [hit] = held.exact("Persib")
    assert (hit.entity.id, hit.entity.name, hit.entity.wikidata, hit.kind) == ("Q1", "persib bandung", "Q1", "short")
    assert held.aliases("Q1") == ["persib", "persib bandung"]
    assert (held.get("Q2"), held.aliases("Q2")) == (None, [])


def test_their_counts_and_the_own_prior_say_how_likely_each_is(kb: KnowledgeBase) -> None:
    before = {hit.entity.id: hit.prior for hit in kb.exact("Georgia")}
    assert before["GEO"] > before["georgia-usa"]
    after = {
        hit.entity.id: hit.prior
        for hit in HeldOut(kb, NOWHERE, {}, {"georgia": Counter({"georgia-usa": 3})}).exact("Georgia")
    }
    assert after["georgia-usa"] > 0.9 > after["GEO"] > 0
    assert sum(after.values()) == pytest.approx(1)


def test_the_links_of_documents_are_counted(nlp: Language) -> None:
    given = GivenText("Jokowi dan JOKOWI", tuple(GivenMention(s, s + 6, "PER", ("joko-widodo",)) for s in (0, 11)))
    assert links_of([to_doc(given, nlp.make_doc)]) == JOKOWI


def test_origins_are_read_of_the_facts_and_of_the_tables(tmp_path: Path) -> None:
    rows = [
        "a\tPER\tPepe\t\t\t\tQ485697\tindel_dev\t\t\t0.5",
        "b\tPER\tFederer\tRoger Federer\t\t\tQ1426\tkgtk\t\t\t0.5",
    ]
    (tmp_path / "persons.tsv").write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    origins = Origins.read(tmp_path, TextFacts(tmp_path), "indel_dev")
    assert origins.annotated == {"Q485697"}
    assert origins.stated["b"] == {"federer", "roger federer"}

"""Saved gold is what `kawat-eval check` accepts, byte for byte, and nobody's work is overwritten unseen."""

import re
import threading
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat.formats.gold import Document, Mention
from kawat.kb.store import KnowledgeBase
from kawat.web.desk.store import ConflictError, GoldStore, mentions_of
from kawat_eval.check import check

TEXT = "MOSKOW, Presiden Vladimir Putin bertemu Budi Santoso. [Xinhua]"
MENTIONS = (
    Mention(0, 6, "LOC", ("moscow",)),
    Mention(17, 31, "PER", ("vladimir-putin",)),
    Mention(40, 52, "PER", ()),
    Mention(55, 61, "ORG", ()),
)
DOCUMENT = Document("putin", TEXT, MENTIONS)


@pytest.fixture
def store(tmp_path: Path) -> GoldStore:
    return GoldStore(tmp_path / "gold")


def test_what_is_saved_passes_the_check_of_gold(store: GoldStore, world_kb: Path) -> None:
    store.save("ani", DOCUMENT, None)
    store.save("ani", Document("kedua", "Tidak ada nama di sini.\r\n", ()), None)
    checked = check(store.root / "ani", KnowledgeBase.open(world_kb))
    assert checked.problems == []
    assert [(document.id, document.text, document.mentions) for document in checked.documents] == [
        ("putin", TEXT, MENTIONS),
        ("kedua", "Tidak ada nama di sini.\r\n", ()),
    ]


def test_the_bytes_are_the_inline_form(store: GoldStore) -> None:
    store.save("ani", DOCUMENT, None)
    assert (store.root / "ani" / "putin.txt").read_bytes() == (
        b"[[MOSKOW|LOC|moscow]], Presiden [[Vladimir Putin|PER|vladimir-putin]] bertemu [[Budi Santoso|PER|NIL]]. "
        b"[[[Xinhua|ORG|NIL]]]"
    )


def test_a_row_of_the_index_that_a_person_has_filled_in_stays(store: GoldStore) -> None:
    version = store.save("ani", DOCUMENT, None)
    index = store.root / "ani" / "index.tsv"
    filled = index.read_text().replace("unsorted", "diplomacy")
    index.write_text(filled)
    store.save("ani", Document("putin", TEXT, MENTIONS[:2]), version)
    assert index.read_text() == filled


def test_who_saves_second_is_refused_and_told_what_is_there(store: GoldStore) -> None:
    first = store.save("ani", DOCUMENT, None)
    second = store.save("ani", Document("putin", TEXT, MENTIONS[:2]), first)
    with pytest.raises(ConflictError) as refused:
        store.save("ani", Document("putin", TEXT, MENTIONS[:1]), first)
    assert refused.value.document.mentions == MENTIONS[:2]
    assert refused.value.version == second
    assert store.read("ani", "putin") == (Document("putin", TEXT, MENTIONS[:2]), second)


def test_a_document_that_was_not_there_when_it_was_opened_is_not_overwritten(store: GoldStore) -> None:
    store.save("ani", DOCUMENT, None)
    with pytest.raises(ConflictError):
        store.save("ani", Document("putin", TEXT, ()), None)


def test_saving_the_same_twice_is_no_conflict(store: GoldStore) -> None:
    assert store.save("ani", DOCUMENT, None) == store.save("ani", DOCUMENT, None)


def test_of_many_at_once_one_is_saved(store: GoldStore) -> None:
    version = store.save("ani", DOCUMENT, None)
    outcomes: list[str] = []

    def save(kept: int) -> None:
        try:
            outcomes.append(store.save("ani", Document("putin", TEXT, MENTIONS[:kept]), version))
        except ConflictError:
            outcomes.append("conflict")

    threads = [threading.Thread(target=save, args=[kept]) for kept in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = [outcome for outcome in outcomes if outcome != "conflict"]
    assert len(saved) == 1
    found = store.read("ani", "putin")
    assert found is not None
    assert found[1] == saved[0]


def test_annotators_do_not_meet(store: GoldStore) -> None:
    store.save("ani", DOCUMENT, None)
    store.save("budi", Document("putin", TEXT, ()), None)
    assert store.annotators() == ["ani", "budi"]
    assert [document.mentions for document in store.documents("ani")] == [MENTIONS]


def test_a_name_never_leads_to_the_gold_of_another_text(store: GoldStore) -> None:
    assert store.name_of("ani", "putin", TEXT) == "putin"
    store.save("ani", DOCUMENT, None)
    assert store.name_of("ani", "putin", TEXT) == "putin"
    other = store.name_of("ani", "putin", "Teks lain.")
    assert other.startswith("putin-")
    store.save("ani", Document(other, "Teks lain.", ()), None)
    assert store.name_of("ani", "putin", "Teks lain.") == other


@pytest.mark.parametrize("id", ["../../etc/passwd", "wire/a.jsonl#3", "", "a\tb", "x" * 300, "é" * 58 + "."])
def test_any_id_gives_a_name_that_is_one_file_in_the_directory(store: GoldStore, id: str) -> None:
    name = store.name_of("ani", id, TEXT)
    store.save("ani", Document(name, TEXT, MENTIONS), None)
    assert sorted(path.name for path in (store.root / "ani").iterdir()) == sorted([f"{name}.txt", "index.tsv"])


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (Document("a", TEXT, mentions_of([(0, 6, "LOC", "moscow"), (3, 9, "LOC", "")])), "mention 3 to 9 overlaps"),
        (Document("a", TEXT, mentions_of([(60, 99, "LOC", "")])), "leaves the text"),
        (Document("a", TEXT, mentions_of([(5, 5, "LOC", "")])), "mention 5 to 5"),
        (Document("a", TEXT, mentions_of([(0, 6, "GPE", "")])), "label 'GPE' is unknown"),
        (Document("a", TEXT, mentions_of([(0, 6, "LOC", "a b")])), "has an empty ID or a space"),
        (Document("a", TEXT, mentions_of([(0, 6, "LOC", "a|b")])), "4 fields, not 3"),
        (Document("a", TEXT, mentions_of([(7, 16, "LOC", "")])), "begins or ends with a space"),
        (Document("a", "Lihat [[tautan]] ini.", ()), "has 1 fields, not 3"),
        (Document("a", "Kota [Kiev] itu.", mentions_of([(5, 11, "LOC", "")])), "'[[' is not closed"),
        (Document("a", " \n", ()), "the text is empty"),
        (Document("a", "\ufeffMOSKOW", ()), "byte order mark"),
        (Document("a", "MOSKOW \ud800", ()), "lone surrogate"),
        (Document("../a", TEXT, ()), "is no name of gold"),
    ],
)
def test_what_the_inline_form_cannot_hold_is_refused(store: GoldStore, document: Document, message: str) -> None:
    with pytest.raises(KawatError, match=re.escape(message)):
        store.save("ani", document, None)
    assert store.read("ani", "a") is None


def test_gold_that_an_editor_broke_is_reported_and_not_overwritten(store: GoldStore) -> None:
    version = store.save("ani", DOCUMENT, None)
    path = store.root / "ani" / "putin.txt"
    path.write_text("[[MOSKOW|LOC", encoding="utf-8")
    with pytest.raises(KawatError, match="not closed on its line"):
        store.save("ani", DOCUMENT, version)
    assert path.read_text() == "[[MOSKOW|LOC"

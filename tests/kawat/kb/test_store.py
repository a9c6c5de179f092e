import multiprocessing
import pickle
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat.kb.entity import Office
from kawat.kb.store import Hit, KnowledgeBase


def ids(hits: list[Hit]) -> list[str]:
    return [hit.entity.id for hit in hits]


def test_gives_an_entity_by_its_id(kb: KnowledgeBase) -> None:
    putin = kb.get("vladimir-putin")
    assert putin is not None
    assert (putin.label, putin.name_id, putin.wikidata, putin.country, putin.prior) == (
        *("PER", "Vladimir Putin", "Q7747", "RUS", 1.0),
    )
    assert putin.offices == (Office("presiden", "RUS", 2012), Office("perdana menteri", "RUS", 2008, 2012))
    assert putin.source == "core"


def test_a_qid_leads_to_the_entity_with_an_id_of_its_own(kb: KnowledgeBase) -> None:
    assert kb.get("Q813") == kb.get("KGZ")
    assert kb.get("Q99999999") is None


@pytest.mark.parametrize(
    ("surface", "id", "kind"),
    [
        ("Organisasi Perjanjian Keamanan Kolektif", "CSTO", "name"),
        ("Collective Security Treaty Organization", "CSTO", "name"),
        ("CSTO", "CSTO", "acronym"),
        ("ODKB", "CSTO", "acronym"),
        ("KASSYM JOMART TOKAYEV", "kassym-jomart-tokayev", "name"),
        ("Korsel", "KOR", "alias"),
        ("A.S.", "USA", "acronym"),
        ("Putin", "vladimir-putin", "short"),
        ("Sri Mulyani", "sri-mulyani", "name"),
    ],
)
def test_finds_every_form_of_a_name(kb: KnowledgeBase, surface: str, id: str, kind: str) -> None:
    (hit,) = kb.exact(surface)
    assert (hit.entity.id, hit.kind, hit.similarity, hit.prior) == (id, kind, 1.0, 1.0)


def test_an_unknown_name_and_one_of_signs_alone_are_nothing(kb: KnowledgeBase) -> None:
    for surface in ("Budi Putin", "", "…", "\x00"):
        assert kb.exact(surface) == []
        assert kb.spelled(surface) == []
    assert kb.fuzzy("") == kb.prefix("") == kb.aliases("budi-putin") == []


def test_the_city_comes_before_its_regency(kb: KnowledgeBase) -> None:
    city, regency = kb.exact("Bandung")
    assert (city.entity.id, regency.entity.id) == ("ID-32.73", "ID-32.04")
    assert city.prior > 0.8
    assert city.prior + regency.prior == pytest.approx(1, abs=0.002)


def test_finds_another_transliteration(kb: KnowledgeBase) -> None:
    assert kb.exact("Zhaparov") == []
    (hit,) = kb.spelled("Zhaparov")
    assert (hit.entity.id, hit.alias) == ("sadyr-japarov", "Japarov")
    assert 0.7 < hit.similarity < 1
    assert ids(kb.spelled("Tokaev")) == ["kassym-jomart-tokayev"]


@pytest.mark.parametrize(
    ("surface", "id"),
    [
        ("Kazahstan", "KAZ"),
        ("Kassym-Jomar Tokayef", "kassym-jomart-tokayev"),
        ("Colective Security Treaty Organisation", "CSTO"),
        ("Putin Vladimir", "vladimir-putin"),
    ],
)
def test_finds_a_name_with_an_error_in_it(kb: KnowledgeBase, surface: str, id: str) -> None:
    best = kb.fuzzy(surface)[0]
    assert best.entity.id == id
    assert 0.7 <= best.similarity <= 1


def test_nothing_is_similar_to_a_name_unlike_any(kb: KnowledgeBase) -> None:
    assert kb.fuzzy("Perpustakaan") == []


def test_completes_the_beginning_of_a_name(kb: KnowledgeBase) -> None:
    assert ids(kb.prefix("ka")) == ["KAZ", "kassym-jomart-tokayev", "ID-32.04"]
    assert ids(kb.prefix("ka", limit=1)) == ["KAZ"]
    assert ids(kb.prefix("zzz")) == []


def test_lists_every_form_of_an_entity_names_first(kb: KnowledgeBase) -> None:
    assert kb.aliases("CSTO") == [
        *("Organisasi Perjanjian Keamanan Kolektif", "Collective Security Treaty Organization", "CSTO", "ODKB"),
    ]
    assert kb.aliases("Q813") == ["Kirgistan", "Kyrgyzstan", "Kirgizia", "Kirgizstan"]


def test_tells_its_size_and_origin(kb: KnowledgeBase) -> None:
    assert len(kb) == 14
    assert kb.meta["entities"] == "14"
    assert kb.meta["sources"] == "core"
    assert len(kb.meta["content"]) == 64


def test_survives_pickling(kb: KnowledgeBase) -> None:
    twin = pickle.loads(pickle.dumps(kb))
    assert twin.path == kb.path
    assert twin.exact("Putin") == kb.exact("Putin")


def test_opens_from_bytes_and_gives_them_back(kb: KnowledgeBase, kb_path: Path) -> None:
    data = kb.to_bytes()
    assert data == kb_path.read_bytes()
    loaded = pickle.loads(pickle.dumps(KnowledgeBase.from_bytes(data)))
    assert loaded.path is None
    assert loaded.fuzzy("Kazahstan") == kb.fuzzy("Kazahstan")
    assert loaded.to_bytes() == data


def _look_up(kb: KnowledgeBase, surface: str) -> list[str]:
    return ids(kb.spelled(surface))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_is_shared_by_processes(kb: KnowledgeBase, method: str) -> None:
    kb.exact("Putin")  # a connection is open before the fork
    with multiprocessing.get_context(method).Pool(2) as pool:
        found = pool.starmap(_look_up, [(kb, "Zhaparov"), (kb, "Tokaev"), (kb, "Vladimir Poutin")])
    assert found == [["sadyr-japarov"], ["kassym-jomart-tokayev"], ["vladimir-putin"]]
    assert ids(kb.exact("Putin")) == ["vladimir-putin"]


def test_is_shared_by_threads(kb: KnowledgeBase) -> None:
    names = ["Putin", "Korsel", "Bandung", "CSTO", "Zhaparov"] * 40
    with ThreadPoolExecutor(8) as threads:
        assert [ids(hits) for hits in threads.map(kb.spelled, names)] == [ids(kb.spelled(name)) for name in names]


def _not_there(path: Path) -> None:
    path.unlink()


def _a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _no_sqlite(path: Path) -> None:
    path.write_text("Presiden Kirgistan Sadyr Zhaparov\n" * 100, encoding="utf-8")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _another_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entity (id TEXT)")
    connection.close()


def _of_schema(schema: int) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {schema}")
        connection.close()

    return change


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_not_there, "cannot be read (No such file or directory)"),
        (_a_directory, "cannot be read (Is a directory)"),
        (_no_sqlite, "is no knowledge base (not a SQLite file)"),
        (_empty, "is no knowledge base (not a SQLite file)"),
        (_cut, "is cut short or damaged"),
        (_another_database, "is a SQLite file but no knowledge base of Kawat"),
        (_of_schema(99), "has schema 99, this Kawat reads 3; upgrade Kawat, or build it again"),
        (_of_schema(2), "has the old schema 2, this Kawat reads 3"),
    ],
)
def test_a_bad_file_is_named_with_the_remedy(
    kb_path: Path, tmp_path: Path, spoil: Callable[[Path], None], message: str
) -> None:
    path = tmp_path / "bad.sqlite"
    path.write_bytes(kb_path.read_bytes())
    spoil(path)
    with pytest.raises(KawatError) as error:
        KnowledgeBase.open(path)
    text = str(error.value)
    assert text.startswith(f"{path}: ")
    assert message in text
    assert "kawat kb build" in text
    assert "\n" not in text


def test_damage_inside_the_file_is_named_when_it_is_met(kb_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    data = bytearray(kb_path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(KawatError, match=r"damaged\.sqlite: is damaged \(.*\); build it again"):
        KnowledgeBase.open(path).exact("Putin")


def test_bad_bytes_are_refused_as_a_bad_file_is() -> None:
    with pytest.raises(KawatError, match="given as bytes: is no knowledge base"):
        KnowledgeBase.from_bytes(b"not a database" * 100)

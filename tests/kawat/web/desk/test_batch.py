"""Batch output is browsed through an index that is made once and takes no memory that grows."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kawat.errors import KawatError
from kawat.formats.gold import Document
from kawat.web.desk import batch as batch_module
from kawat.web.desk.batch import Batch, digest
from kawat.web.desk.desk import Desk
from kawat.web.desk.facts import Names
from kawat.web.desk.store import GoldStore

PEOPLE = [
    ("vladimir-putin", "Vladimir Putin", "PER"),
    ("CSTO", "Organisasi Perjanjian Keamanan Kolektif", "ORG"),
    ("", "Budi Santoso", "PER"),
]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "kawat" / "desk"


def record(id: str, things: list[tuple[str, str, str]], score: float | None = 0.9) -> dict[str, Any]:
    """A record whose text names each thing once."""
    text, mentions, entities = f"Laporan {id}: ", [], []
    for index, (entity, name, label) in enumerate(things):
        place = {"start": len(text), "end": len(text) + len(name), "text": name, "label": label, "id": entity}
        mentions.append(place | {"cluster": entity or f"#{index}", "score": score, "link_score": 0.5})
        row = {"cluster": entity or f"#{index}", "id": entity, "name": name, "label": label, "wikidata": None}
        entities.append(row | {"mentions": [index]})
        text += f"{name}, "
    values = {"id": id, "text": text, "date": "2022-01-07", "title": None, "dateline": None, "credit": None}
    return values | {"mentions": mentions, "entities": entities}


def write(directory: Path, *parts: list[dict[str, Any]]) -> Path:
    directory.mkdir(exist_ok=True)
    for number, records in enumerate(parts):
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
        (directory / f"part-{number:05}.jsonl").write_text(lines, encoding="utf-8")
    return directory


@pytest.fixture
def out(tmp_path: Path) -> Path:
    first = [record("a", PEOPLE[:1], 0.99), record("b", PEOPLE[1:], 0.4), record("é", PEOPLE, 0.7)]
    return write(tmp_path / "out", first, [record("d", [], None), record("e", PEOPLE[2:], 0.6)])


def opened(directory: Path) -> Batch:
    found = Batch.open(directory)
    assert found is not None
    return found


@pytest.mark.parametrize("query", ["putin", "PUTIN", "vladimir-putin", "adimir", "Vladimir Putin"])
def test_an_entity_is_found_by_a_part_of_its_name_or_id(out: Path, query: str) -> None:
    assert [(row.id, row.name, row.documents) for row in opened(out).entities(query, 10)] == [
        ("vladimir-putin", "Vladimir Putin", 2)
    ]


def test_unlinked_things_of_one_name_are_found_together(out: Path) -> None:
    (row,) = opened(out).entities("santoso", 10)
    assert (row.id, row.label, row.documents) == ("", "PER", 3)
    count, rows = opened(out).documents(row.n, 1, 10)
    assert (count, [row.id for row in rows]) == (3, ["é", "e"])


def test_the_records_come_back_as_they_stand(out: Path) -> None:
    found = opened(out)
    lines = [line for part in sorted(out.glob("part-*")) for line in part.read_bytes().splitlines(keepends=True)]
    assert [found.record(n) for n in range(1, 6)] == lines
    assert found.record(6) is None
    count, rows = found.documents(None, 2, 2)
    assert (count, [(row.id, row.date, row.mentions) for row in rows]) == (
        5,
        [("é", "2022-01-07", 3), ("d", "2022-01-07", 0)],
    )


def test_the_least_certain_come_first_and_what_was_saved_not_at_all(out: Path, tmp_path: Path) -> None:
    desk = Desk(GoldStore(tmp_path / "gold"), Names(None, None), opened(out))
    assert [(row.id, row.certainty) for row in desk.queue("ani", 10)] == [
        ("b", 0.4),
        ("e", 0.6),
        ("é", 0.7),
        ("a", 0.99),
    ]
    desk.gold.save("ani", Document("b", record("b", PEOPLE[1:])["text"], ()), None)
    assert [row.id for row in desk.queue("ani", 2)] == ["e", "é"]
    assert desk.queue("budi", 1)[0].id == "b"


def test_the_index_is_made_once_and_again_when_parts_have_changed(
    out: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(out)
    with monkeypatch.context() as patch:
        patch.setattr(batch_module, "build", None)  # opening again builds nothing
        assert len(opened(out)) == 5
    write(out, [record("a", PEOPLE)])
    assert len(opened(out)) == 3
    assert len(list(cache.iterdir())) == 1


def test_a_damaged_index_is_made_again(out: Path, cache: Path) -> None:
    opened(out)
    (index,) = cache.iterdir()
    index.write_bytes(b"no database")
    assert len(opened(out)) == 5


def test_a_part_that_changed_underneath_is_told(out: Path) -> None:
    found = opened(out)
    write(out, [record("x", PEOPLE)] * 4)
    with pytest.raises(KawatError, match=r"part-00000\.jsonl: has changed since the index was made"):
        found.record(1)


def test_a_directory_without_records_has_no_batch(tmp_path: Path) -> None:
    (tmp_path / "part-00000.ninjs.jsonl").write_text("{}\n")
    assert Batch.open(tmp_path) is None


@pytest.mark.parametrize(
    ("line", "message"), [("[1]", "no record"), ("{", "no record"), ('{"id": "a"}', "without 'date'")]
)
def test_a_line_that_is_no_record_is_named(out: Path, cache: Path, line: str, message: str) -> None:
    with (out / "part-00001.jsonl").open("a") as part:
        part.write(line + "\n")
    with pytest.raises(KawatError, match=rf"part-00001\.jsonl:3: .*{message}"):
        Batch.open(out)
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_named(out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(KawatError, match="set XDG_CACHE_HOME"):
        Batch.open(out)


@pytest.mark.slow
def test_100_000_records_are_indexed_and_searched_in_constant_memory(tmp_path: Path) -> None:
    """Every record has twelve names out of 60,000; half of them are unlinked."""
    names = [(f"orang-00-{n}" if n % 2 else "", f"Orang B00 {n:04}", "PER") for n in range(1_200)]
    named = [[names[(n * 79 + k * k * 13) % 1_200] for k in range(12)] for n in range(2_000)]
    lines = "".join(json.dumps(record(f"n00-{n}", some, n % 97 / 97)) + "\n" for n, some in enumerate(named))
    out = tmp_path / "out"
    out.mkdir()
    for part in range(50):
        content = lines
        for kept in ("n{:02}-", "orang-{:02}-", "B{:02} "):
            content = content.replace(kept.format(0), kept.format(part))
        (out / f"part-{part:05}.jsonl").write_text(content, encoding="utf-8")
    size = sum(path.stat().st_size for path in out.iterdir())
    seconds, grown = measured(out)
    found = opened(out)
    print(f"\n{size / 1e6:.0f} MB indexed in {seconds:.1f} s of processor time, with {grown:.0f} MB of memory")
    for what, ask in {
        "name": lambda: found.entities("b17 0042", 20),
        "ID": lambda: found.entities("orang-33-43", 20),
        "documents": lambda: found.documents(found.entities("orang-33-43", 1)[0].n, 0, 50)[1],
        "record": lambda: found.record(99_999),
        "queue": lambda: found.least_certain({digest(str(n)) for n in range(1_000)}, 20),
    }.items():
        began = time.thread_time()
        assert ask()
        taken = time.thread_time() - began
        print(f"{what}: {taken * 1000:.1f} ms")
        assert taken < 1
    assert len(found) == 100_000
    assert grown < 100


def measured(out: Path) -> tuple[float, float]:
    """Makes the index in a process of its own: seconds of processor time, and how many MB it grew."""
    code = (
        "import sys, time; from pathlib import Path; from kawat.web.desk.batch import Batch\n"
        "peak = lambda: int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) / 1000\n"
        "before = peak(); Batch.open(Path(sys.argv[1])); print(time.process_time(), peak() - before)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(out)], capture_output=True, text=True, check=True)
    seconds, grown = map(float, done.stdout.split())
    return seconds, grown

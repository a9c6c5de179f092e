"""Counts over documents: by thing, over time, together, and the names that nobody knows yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat.stats import corpus as corpora
from kawat.stats.corpus import Corpus, Kinds, counted
from kawat.stats.parts import Document, find_parts, read_documents


@pytest.fixture
def corpus(output) -> Iterator[Corpus]:
    with counted(document for path in find_parts(output()) for document in read_documents(path)) as made:
        yield made


def test_documents_and_days(corpus: Corpus) -> None:
    assert (corpus.documents, corpus.dated, corpus.days) == (5, 4, ("2022-01-07", "2022-02-01"))


def test_the_most_named_come_first(corpus: Corpus) -> None:
    putin, *others = corpus.most(10)
    assert (putin.id, putin.documents, putin.mentions) == ("vladimir-putin", 4, 8)
    assert (putin.first, putin.last, putin.example) == ("2022-01-07", "2022-01-09", "d1")
    assert [(thing.name, thing.documents) for thing in others] == [
        ("Budi Santoso", 2),
        ("Moskow", 2),
        ("Kremlin", 2),
        ("Koperasi Maju", 1),
    ]
    assert [thing.name for thing in corpus.most(1, "LOC")] == ["Moskow"]


def test_what_the_knowledge_base_has_and_what_not(corpus: Corpus) -> None:
    assert corpus.kinds() == [
        Kinds("PER", 1, 8, 1, 2),
        Kinds("ORG", 1, 2, 1, 1),
        Kinds("LOC", 1, 2, 0, 0),
    ]


def test_unknown_names_that_come_again_are_one(corpus: Corpus) -> None:
    (budi,) = corpus.unknown(10)
    assert (budi.name, budi.documents, budi.first, budi.last, budi.example) == (
        "Budi Santoso",
        2,
        "2022-01-09",
        "2022-02-01",
        "d3",
    )


def test_over_time(corpus: Corpus) -> None:
    periods = corpus.periods()
    assert periods == [("2022-01-07", 2), ("2022-01-09", 1), ("2022-02-01", 1)]
    putin = corpus.most(1)[0]
    assert corpus.over_time(putin, [period for period, _ in periods]) == [2, 1, 0]


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        ([f"2022-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)], 56),
        ([f"2022-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 29)], 3),
        ([f"{year}-{month:02}-01" for year in range(1990, 2000) for month in range(1, 13)], 10),
        ([f"{year}-01-01" for year in range(1500, 2000)], 62),
        ([], 0),
    ],
    ids=["days", "months", "years", "the last years", "none"],
)
def test_periods_are_the_finest_that_can_be_shown(days: list[str], periods: int) -> None:
    with counted(Document(str(number), day, ()) for number, day in enumerate(days)) as corpus:
        found = corpus.periods()
    assert len(found) == periods
    assert [period for period, _ in found] == sorted(period for period, _ in found)
    if days:
        assert days[-1].startswith(found[-1][0])


def test_things_named_together(corpus: Corpus) -> None:
    pairs = corpus.together(corpus.most(10))
    best = pairs[0]
    assert (best.one.name, best.other.name, best.documents) == ("Vladimir Putin", "Kremlin", 2)
    assert best.lift == pytest.approx(2 * 5 / (4 * 2))
    assert len(pairs) == 7


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    small = corpora._SCHEMA.replace("BEGIN", "PRAGMA max_page_count = 9; BEGIN")
    monkeypatch.setattr(corpora, "_SCHEMA", small)
    with (
        pytest.raises(KawatError, match=r"cannot be written \(database or disk is full\); set TMPDIR to a disk with"),
        counted(Document("x" * 100, None, ()) for _ in range(1000)),
    ):
        pass

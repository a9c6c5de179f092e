"""The gold of reading: its files, and what is wrong with them."""

import json
from pathlib import Path

import pytest

from kawat_eval.check import check
from kawat_eval.document import Document
from kawat_eval.gold import read_gold
from kawat_eval.reading import Date, Quote, Role, read_readings

GOLD = Path("eval/gold")


def write(directory: Path, *rows: dict[str, object] | str, name: str = "csto") -> None:
    (directory / "reading").mkdir(exist_ok=True)
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (directory / "reading" / f"{name}.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def at(document: Document, words: str) -> list[object]:
    start = document.text.index(words)
    return [start, start + len(words), words]


@pytest.fixture
def csto(gold: list[Document]) -> Document:
    return gold[0]


def test_a_reading_is_read(gold_directory: Path, csto: Document) -> None:
    said, cue, speaker = (at(csto, words) for words in ("berbicara dengan para pemimpin", "kata", "Kremlin"))
    day, person, country = (at(csto, words) for words in ("Jumat", "Vladimir Putin", "Rusia"))
    write(
        gold_directory,
        {"quote": said, "direct": False, "cue": cue, "speakers": [speaker]},
        {"date": day, "value": ["2022-01-07", "2022-01"]},
        {"role": person, "office": "presiden", "of": country, "implied": False, "status": ""},
    )
    assert check(gold_directory, None).problems == []
    reading = read_readings(gold_directory, [csto])["csto"]
    assert reading.dates == (Date((day[0], day[1]), ("2022-01-07", "2022-01")),)
    assert reading.quotes == (Quote((said[0], said[1]), (cue[0], cue[1]), ((speaker[0], speaker[1]),), False),)
    assert reading.roles == (Role((person[0], person[1]), ("presiden",), (country[0], country[1]), False, ""),)


def test_an_empty_file_says_that_the_document_says_nothing(gold_directory: Path, gold: list[Document]) -> None:
    write(gold_directory, name="panen")
    assert list(read_readings(gold_directory, gold)) == ["panen"]
    assert read_readings(gold_directory, gold)["panen"].dates == ()


def date(document: Document, **changed: object) -> dict[str, object]:
    return {"date": at(document, "Jumat"), "value": "2022-01-07"} | changed


def role(document: Document, **changed: object) -> dict[str, object]:
    fields = {"office": "presiden", "of": at(document, "Rusia"), "implied": False, "status": ""}
    return {"role": at(document, "Vladimir Putin"), **fields} | changed


def test_each_fault_is_told_with_its_line(gold_directory: Path, csto: Document) -> None:
    faults = {
        "Expecting value: line 1 column 1 (char 0)": "Jumat",
        "the line begins with 'day', not date, quote or role": {"day": 1},
        "0-5 is 'MOSKO', not 'Jumat'": date(csto, date=[0, 5, "Jumat"]),
        "'7 Januari' is no date or interval of ISO 8601": date(csto, value="7 Januari"),
        "'2022-01-07/2022' is no date or interval of ISO 8601": date(csto, value="2022-01-07/2022"),
        "'2022/2021' is no date or interval of ISO 8601": date(csto, value="2022/2021"),
        "'value' is missing": {"date": at(csto, "Jumat")},
        "'why' is no field of a date": date(csto, why="Friday"),
        "the quote has no speaker": {"quote": at(csto, "berbicara"), "direct": False, "cue": None, "speakers": []},
        "'Rusia' is not marked as PER": role(csto, role=at(csto, "Rusia")),
        "'Vladimir Putin' is not marked as ORG or LOC": role(csto, of=at(csto, "Vladimir Putin")),
        "office 'Presiden' is no lower-case phrase": role(csto, office="Presiden"),
        "office '' is no lower-case phrase": role(csto, office=[]),
        "status 'bekas' is none of mantan, calon, terpilih, penjabat, pelaksana tugas": role(csto, status="bekas"),
        "nothing is implied where `of` is null": role(csto, of=None, implied=True),
        "'no' is neither true nor false": role(csto, implied="no"),
    }
    write(gold_directory, *faults.values())
    problems = check(gold_directory, None).problems
    assert [(problem.line, problem.message) for problem in problems] == list(enumerate(faults, start=1))
    assert str(problems[0]).endswith("csto.jsonl:1:1: Expecting value: line 1 column 1 (char 0); " + problems[0].fix)


@pytest.mark.parametrize("again", ["Jumat", "pada Jumat"])
def test_dates_stand_in_order_and_once(gold_directory: Path, csto: Document, again: str) -> None:
    write(gold_directory, date(csto), date(csto, date=at(csto, again)))
    (problem,) = check(gold_directory, None).problems
    assert (problem.line, problem.message) == (2, "the date does not come after the one before it")


def test_roles_stand_in_order_and_once(gold_directory: Path, csto: Document) -> None:
    write(gold_directory, role(csto), role(csto))
    (problem,) = check(gold_directory, None).problems
    assert (problem.line, problem.message) == (2, "the line repeats or precedes the one before it")


def test_a_file_without_its_document_is_a_problem(gold_directory: Path) -> None:
    write(gold_directory, name="kremlin")
    (problem,) = check(gold_directory, None).problems
    assert problem.message == "the gold has no document 'kremlin'"


def test_a_document_whose_markup_is_faulty_is_not_judged_twice(gold_directory: Path, csto: Document) -> None:
    write(gold_directory, date(csto))
    (gold_directory / "csto.txt").write_text("di [[Osh|GPE|osh]]", encoding="utf-8")
    assert [problem.path.name for problem in check(gold_directory, None).problems] == ["csto.txt"]


def test_every_dev_document_is_annotated() -> None:
    documents = read_gold(GOLD)
    readings = read_readings(GOLD, documents)
    assert [d.id for d in documents if d.split == "dev" and d.id not in readings] == []

"""Unknown names that recur: merged by spelling, ranked, shown with sentences and a line of facts."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kawat.batch.directory import parts_in
from kawat.batch.records import read_records
from kawat.cli import app
from kawat.errors import KawatError
from kawat.kb.facts import COLUMNS, faults
from kawat.kb.propose import Unknown, to_fact, to_text, unknown_names
from kawat.record import EntityRow, Mention, Record, RoleRow

FLOOD = "Banjir melanda Sigi. Kepala BPBD Sigi Asrul Repadjori berkata begitu. BPBD Sigi mengevakuasi warga."
AGAIN = "Asrul Repadjori, kepala BPBD Sigi, membantah.\nKata Asrul, air surut."


def record(text: str, *things: tuple[str, str, str, list[str]], country: str = "") -> Record:
    """A record of (ID, label, name, forms) of each thing; each form's first place is a mention."""
    mentions: list[Mention] = []
    rows: list[EntityRow] = []
    for id, label, name, forms in things:
        places = [(text.index(form), form) for form in forms]
        numbers = tuple(range(len(mentions), len(mentions) + len(places)))
        mentions += [Mention(at, at + len(form), form, label, id, name, 0.9, 0.9) for at, form in places]
        role = RoleRow(0, 6, "kepala", "current", "", country)
        rows.append(EntityRow(name, id, name, label, None, numbers, (role,) if country and label == "PER" else ()))
    return Record("", text, None, None, None, None, tuple(mentions), tuple(rows))


@pytest.fixture
def records() -> list[Record]:
    asrul = ("", "PER", "Asrul Repadjori", ["Asrul Repadjori"])
    short = ("", "PER", "Asrul Repadjori", ["Asrul Repadjori", "Asrul"])
    body = ("", "ORG", "BPBD Sigi", ["BPBD Sigi"])
    known = ("ID-72.10", "LOC", "Sigi", ["Sigi"])
    return [
        record(FLOOD, asrul, body, known),
        record(AGAIN, short, body, country="IDN"),
        record("BPBD SIGI diam.", ("", "ORG", "BPBD SIGI", ["BPBD SIGI"])),
        record("Budi pergi.", ("", "PER", "Budi", ["Budi"])),
        record("Budi datang.", ("", "PER", "Budi", ["Budi"])),
        record("Rumah Bambu roboh.", ("", "LOC", "Rumah Bambu", ["Rumah Bambu"])),
    ]


def test_what_most_records_name_comes_first(records: list[Record]) -> None:
    found = unknown_names(records)
    assert [(one.name, one.label, one.documents, one.mentions) for one in found] == [
        ("BPBD Sigi", "ORG", 3, 3),
        ("Asrul Repadjori", "PER", 2, 3),
    ]


def test_what_one_record_names_is_left_out_unless_asked_for(records: list[Record]) -> None:
    assert [one.name for one in unknown_names(records, least=1)][-1] == "Rumah Bambu"


def test_a_first_name_alone_is_nobody(records: list[Record]) -> None:
    assert "Budi" not in [one.name for one in unknown_names(records, least=1)]


def test_each_comes_with_sentences_of_different_records(records: list[Record]) -> None:
    body, asrul = unknown_names(records)
    assert asrul.examples == [
        "Kepala BPBD Sigi Asrul Repadjori berkata begitu.",
        "Asrul Repadjori, kepala BPBD Sigi, membantah.",
    ]
    assert len(body.examples) == 3


def test_a_long_sentence_is_cut() -> None:
    text = "Asrul Repadjori " + "sangat " * 60 + "lelah."
    [unknown] = unknown_names([record(text, ("", "PER", "Asrul Repadjori", ["Asrul Repadjori"]))], least=1)
    assert len(unknown.examples[0]) == 240
    assert unknown.examples[0].endswith("…")


def test_the_line_can_be_pasted_into_the_facts(records: list[Record]) -> None:
    _, asrul = unknown_names(records)
    fact = to_fact(asrul, {"asrul-repadjori"}.__contains__)
    assert (fact.entity.id, fact.entity.country, fact.aliases) == ("asrul-repadjori-2", "IDN", ("Asrul",))
    *comments, line = to_text(asrul, fact).splitlines()
    assert all(comment.startswith("#") for comment in comments)
    assert comments[0] == "# 2 documents, 3 mentions: Asrul Repadjori ×2; Asrul"
    assert list(faults(dict(zip(COLUMNS, line.split("\t"), strict=True)))) == []


def test_capitals_are_an_acronym_of_the_longer_form() -> None:
    unknown = Unknown(2)
    unknown.forms.update({"Kesatuan Rakyat Sigi": 2, "KRS": 5, "KESATUAN RAKYAT SIGI": 1})
    unknown.labels.update({"ORG": 7, "LOC": 1})
    fact = to_fact(unknown, lambda _: False)
    assert (fact.entity.name, fact.acronyms, fact.aliases) == ("Kesatuan Rakyat Sigi", ("KRS",), ())


@pytest.fixture
def out(records: list[Record], tmp_path: Path) -> Path:
    directory = tmp_path / "out"
    directory.mkdir()
    for number, one in enumerate(records):
        (directory / f"part-{number:05}.jsonl").write_text(one.to_json() + "\n", encoding="utf-8")
    return directory


def test_the_command_reads_what_a_batch_wrote(out: Path, kb_path: Path) -> None:
    result = CliRunner().invoke(app, ["kb", "propose", str(out), "--kb", str(kb_path), "--limit", "1"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "# 3 documents, 3 mentions: BPBD Sigi ×2; BPBD SIGI"
    assert result.stdout.splitlines()[-1].startswith("bpbd-sigi\tORG\tBPBD Sigi\t")


def test_a_directory_without_records_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"holds no part-\*\.jsonl; expected what `kawat batch"):
        list(read_records([tmp_path]))


def test_parts_of_another_format_are_no_records(tmp_path: Path) -> None:
    (tmp_path / "part-00000.ninjs.jsonl").write_text('{"uri": "x"}\n', encoding="utf-8")
    with pytest.raises(KawatError, match=r"holds no part-\*\.jsonl"):
        list(read_records([tmp_path]))


def test_parts_are_read_in_the_order_of_their_numbers(tmp_path: Path, records: list[Record]) -> None:
    names = ["part-00009.jsonl", "part-99999.jsonl", "part-100000.jsonl"]
    for name, one in zip(names, records, strict=False):
        (tmp_path / name).write_text(one.to_json() + "\n", encoding="utf-8")
    assert [path.name for path in parts_in(tmp_path, "jsonl")] == names
    assert list(read_records([tmp_path])) == records[:3]


def test_a_line_that_is_no_record_is_placed(out: Path) -> None:
    (out / "part-00001.jsonl").write_text('{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(KawatError, match=r"part-00001\.jsonl:1: .*not a record of Kawat"):
        list(read_records([out]))


def test_a_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"none\.jsonl: cannot be read"):
        list(read_records([tmp_path / "none.jsonl"]))

from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat.kb.entity import Office
from kawat.kb.facts import COLUMNS, Redirect, read, read_redirects, scan, write, write_redirects

PUTIN = {
    "id": "vladimir-putin",
    "label": "PER",
    "name_id": "Vladimir Putin",
    "name_en": "Vladimir Putin",
    "aliases": "Putin|Wladimir Putin",
    "acronyms": "",
    "wikidata": "Q7747",
    "wikidata_source": "politicians_persons",
    "country": "RUS",
    "offices": "presiden@RUS:2012-|perdana menteri@RUS:2008-2012",
    "prior": "1",
}


def table(path: Path, *rows: dict[str, str]) -> Path:
    lines = [COLUMNS, *([row[column] for column in COLUMNS] for row in rows)]
    path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_reads_an_entity_with_all_its_columns(tmp_path: Path) -> None:
    (fact,) = read(table(tmp_path / "persons.tsv", PUTIN))
    entity = fact.entity
    assert (entity.id, entity.label, entity.wikidata, entity.country, entity.prior) == (
        *("vladimir-putin", "PER", "Q7747", "RUS", 1.0),
    )
    assert entity.offices == (Office("presiden", "RUS", 2012), Office("perdana menteri", "RUS", 2008, 2012))
    assert entity.source == "persons"
    assert fact.names == ("Vladimir Putin", "Putin", "Wladimir Putin")
    assert fact.wikidata_source == "politicians_persons"


def test_writing_what_was_read_gives_the_same_bytes(tmp_path: Path) -> None:
    path = table(tmp_path / "persons.tsv", PUTIN | {"id": "a", "wikidata": "", "wikidata_source": ""}, PUTIN)
    before = path.read_bytes()
    write(path, reversed(read(path)))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["persons.tsv"]


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("id", "vladimir putin", "is no ID: expected letters, digits and single hyphens or dots"),
        ("label", "PERSON", "is no label: expected PER, ORG or LOC"),
        ("name_id", "", "is empty: give the name that Indonesian copy uses most"),
        ("name_id", "Putin|Poutine", "one name here, the others under aliases"),
        ("aliases", "Putin||Poutine", "has an empty value"),
        ("aliases", "Putin|Putin", "'Putin' stands twice"),
        ("aliases", "Putin |Poutine", "outer spaces"),
        ("aliases", "Pu\ufffdin", "lost characters"),
        ("wikidata", "7747", "is no QID: expected Q and a number"),
        ("wikidata_source", "", "give both or neither"),
        ("country", "ru", "is no country: expected ISO 3166-1 alpha-3"),
        ("offices", "presiden RUS 2012", "is no office: expected title@of:start-end"),
        ("prior", "1.5", "is no prior: expected a number from 0 to 1"),
        ("prior", "", "is no prior"),
    ],
)
def test_a_bad_cell_is_named_with_file_line_and_column(tmp_path: Path, column: str, cell: str, message: str) -> None:
    path = table(tmp_path / "persons.tsv", PUTIN | {"id": "a"}, PUTIN | {column: cell})
    with pytest.raises(KawatError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}:3: column {column}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_all_faults_of_a_file_are_found_at_once(tmp_path: Path) -> None:
    path = table(tmp_path / "persons.tsv", PUTIN | {"label": "X", "prior": "X"}, PUTIN | {"country": "X"})
    lines, problems = scan(path)
    assert [(problem.line, problem.column) for problem in problems] == [(2, "label"), (2, "prior"), (3, "country")]
    assert lines == []


def test_lines_must_be_sorted_and_ids_stand_once(tmp_path: Path) -> None:
    twice = table(tmp_path / "twice.tsv", PUTIN, PUTIN)
    with pytest.raises(KawatError, match=r"twice\.tsv:3: column id: 'vladimir-putin' stands twice"):
        read(twice)
    unsorted = table(tmp_path / "unsorted.tsv", PUTIN, PUTIN | {"id": "a"})
    with pytest.raises(KawatError, match="'a' stands after 'vladimir-putin': sort the lines by ID"):
        read(unsorted)


def test_a_line_with_a_column_too_few_is_named(tmp_path: Path) -> None:
    path = table(tmp_path / "persons.tsv", PUTIN)
    path.write_text(path.read_text(encoding="utf-8") + "x\tPER\n", encoding="utf-8")
    with pytest.raises(KawatError, match=r"persons\.tsv:3: has 2 columns, expected 11"):
        read(path)


def test_a_wrong_header_is_shown_beside_the_right_one(tmp_path: Path) -> None:
    path = tmp_path / "persons.tsv"
    path.write_text("id\tname\n", encoding="utf-8")
    with pytest.raises(KawatError, match=r"persons\.tsv:1: header is 'id name'; expected 'id label"):
        read(path)


def test_a_missing_file_and_one_that_is_not_utf8_are_named(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"none\.tsv: cannot be read \(No such file"):
        read(tmp_path / "none.tsv")
    (tmp_path / "latin.tsv").write_bytes("id\tCôte".encode("latin-1"))
    with pytest.raises(KawatError, match=r"latin\.tsv: is not UTF-8 \(byte 4\)"):
        read(tmp_path / "latin.tsv")


def test_redirects_survive_writing_and_reading(tmp_path: Path) -> None:
    path = tmp_path / "redirects.tsv"
    redirects = [
        Redirect("nur-sultan", "astana", "the capital took its old name back"),
        Redirect("zaire", "COD", "renamed"),
    ]
    write_redirects(path, reversed(redirects))
    assert read_redirects(path) == [(2, redirects[0]), (3, redirects[1])]


def test_a_malformed_redirect_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "redirects.tsv"
    path.write_text("old\tnew\twhy\nnur sultan\tastana\trenamed\n", encoding="utf-8")
    with pytest.raises(KawatError, match=r"redirects\.tsv:2: column old: 'nur sultan' is no ID"):
        read_redirects(path)

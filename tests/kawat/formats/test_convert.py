"""Gold goes out to the field's tools and comes back the same; what another tool wrote is read."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab
from typer.testing import CliRunner

from kawat.cli import app
from kawat.errors import KawatError
from kawat.formats import directory
from kawat.formats.convert import convert
from kawat.formats.docbin import read_docbin
from kawat.formats.gold import Document, Mention
from kawat.formats.labelstudio import label_studio, read_label_studio
from kawat.formats.webanno import read_webanno
from kawat.kb.entity import LABELS

TEXT = "MOSKOW, Presiden Vladimir Putin 😀\n\n  bertemu Budi Santoso-lah.\r\n[Xinhua]\n"
PUTIN = Document(
    "putin",
    TEXT,
    (
        Mention(0, 6, "LOC", ("moscow",)),
        Mention(17, 31, "PER", ("vladimir-putin", "Q7747")),
        Mention(45, 57, "PER", ()),
        Mention(65, 71, "ORG", ("xinhua",)),
    ),
)
EMPTY = Document("kosong", "Tidak ada nama di sini.", ())
ENDINGS = (".conll", ".json", ".spacy", ".zip")

NAME = st.text(st.characters(exclude_characters="[]|\n", exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=8)
BARE = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs"]), max_size=20)
WIRE = st.sampled_from(
    [" ", ", ", " (", ") ", "\n", "-", " kata ", "nya ", "/", " 😀 ", "\t", "\r\n", '"', "\\n", "*_;"]
)
ID = st.from_regex(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)?", fullmatch=True)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(WIRE) + draw(BARE)
    mentions = []
    for surface in draw(st.lists(NAME, max_size=5)):
        ids = tuple(draw(st.lists(ID, max_size=2, unique=True)))
        mentions.append(Mention(len(text), len(text) + len(surface), draw(st.sampled_from(LABELS)), ids))
        text += surface + draw(st.one_of(WIRE, BARE))
    return Document("teks", text + "akhir", tuple(mentions))


def content(documents: list[Document]) -> list[tuple[object, ...]]:
    return [(d.id, d.text, d.mentions) for d in documents]


def read_directory(path: Path) -> list[Document]:
    documents, problems = directory.scan(path)
    assert problems == []
    return documents


@pytest.mark.parametrize("ending", ENDINGS)
def test_gold_comes_back_the_same(tmp_path: Path, ending: str) -> None:
    directory.write(tmp_path / "gold", [PUTIN, EMPTY])
    assert convert(tmp_path / "gold", tmp_path / f"out{ending}") == 2
    convert(tmp_path / f"out{ending}", tmp_path / "again")
    assert content(read_directory(tmp_path / "again")) == content([PUTIN, EMPTY])
    assert (tmp_path / "again" / "putin.txt").read_bytes() == (tmp_path / "gold" / "putin.txt").read_bytes()


@pytest.mark.parametrize("ending", [*ENDINGS, ".tsv"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents())
def test_any_gold_comes_back_the_same_or_is_refused(tmp_path: Path, ending: str, document: Document) -> None:
    """`convert` compares what it wrote with what it read, so only CoNLL's own signs may be refused."""
    source, target = tmp_path / "one.json", tmp_path / f"teks{ending}"
    source.write_text(label_studio([document]), encoding="utf-8", newline="")
    try:
        convert(source, target)
    except KawatError:
        assert ending == ".conll"
        assert any(sign in document.text for sign in ("#", "-DOCSTART-"))
        return
    back = tmp_path / "back.json"
    convert(target, back)
    assert content(read_label_studio(back)) == content([document])


def test_inception_sees_the_names_where_they_are(tmp_path: Path) -> None:
    directory.write(tmp_path / "gold", [PUTIN])
    convert(tmp_path / "gold", tmp_path / "putin.tsv")
    lines = (tmp_path / "putin.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == [
        "#FORMAT=WebAnno TSV 3.3",
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value",
    ]
    assert "#Text=MOSKOW, Presiden Vladimir Putin 😀\\n\\n  " in lines
    assert "1-1\t0-6\tMOSKOW\tmoscow[1]\tLOC[1]\t" in lines
    assert "1-5\t26-31\tPutin\tvladimir-putin/Q7747[2]\tPER[2]\t" in lines
    assert "2-1\t38-45\tbertemu\t_\t_\t" in lines  # 😀 takes two units, so it is not 37


def test_what_inception_wrote_is_read(tmp_path: Path) -> None:
    """Other layers, several features, stacked and partial tokens, sentences of two lines."""
    path = tmp_path / "astana.tsv"
    path.write_text(
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\n"
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"
        "\n\n"
        "#Text=Kota Nur-Sultan\n"
        "1-1\t0-4\tKota\tNN\t_\t_\t\n"
        "1-2\t5-15\tNur-Sultan\tNNP\thttp://www.wikidata.org/entity/Q1520\tLOC\t\n"
        "\n"
        "#Text=UE-nya Budi_S\n"
        "2-1\t16-22\tUE-nya\t_\t_\t_\t\n"
        "2-1.1\t16-18\tUE\t_\t*\tORG\t\n"
        "2-2\t23-29\tBudi_S\t_\tbudi\\_s\tPER\t\n",
        encoding="utf-8",
    )
    document = read_webanno(path)
    assert document.text == "Kota Nur-Sultan\nUE-nya Budi_S"
    assert document.mentions == (
        Mention(5, 15, "LOC", ("Q1520",)),
        Mention(16, 18, "ORG", ()),
        Mention(23, 29, "PER", ("budi_s",)),
    )


def test_what_label_studio_exported_is_read(tmp_path: Path) -> None:
    def region(id: str, start: int, end: int, text: str, label: str) -> dict[str, object]:
        value = {"start": start, "end": end, "text": text, "labels": [label]}
        return {"id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}

    by_units, by_points = region("b", 16, 21, "Putin", "PER"), region("c", 21, 27, "Moskow", "LOC")
    entity = {"id": "b", "type": "textarea", "value": {"start": 16, "end": 21, "text": ["vladimir-putin"]}}
    annotations = [{"result": []}, {"result": [by_units, entity, by_points]}, {"was_cancelled": True, "result": []}]
    task = {"id": 7, "data": {"text": "😀😀😀 Presiden Putin di Moskow"}, "annotations": annotations}
    path = tmp_path / "export.json"
    path.write_text(json.dumps([task]))
    with pytest.raises(KawatError, match=r"task 1 .*region 21 to 27 is not 'Moskow'"):
        read_label_studio(path)
    by_points["value"] = {"start": 22, "end": 28, "text": "Moskow", "labels": ["LOC"]}
    path.write_text(json.dumps([task, {"id": 8, "data": {"text": "belum", "id": "b"}}]))
    first, second = read_label_studio(path)
    assert first.mentions == (Mention(13, 18, "PER", ("vladimir-putin",)), Mention(22, 28, "LOC", ()))
    assert (first.id, second.id, second.mentions) == ("1", "b", ())


def test_a_docbin_of_another_pipeline_is_read(tmp_path: Path) -> None:
    doc = Doc(Vocab(), words="Presiden Putin di Moskow".split())
    doc.ents = [Span(doc, 1, 2, label="PER"), Span(doc, 3, 4, label="LOC", kb_id="Q649")]
    DocBin(docs=[doc]).to_disk(tmp_path / "a.spacy")
    (document,) = read_docbin(tmp_path / "a.spacy")
    assert document == Document(
        "1", "Presiden Putin di Moskow ", (Mention(9, 14, "PER", ()), Mention(18, 24, "LOC", ("Q649",)))
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.spacy", b"no DocBin", "is no DocBin"),
        ("a.json", b"{}", "is no export of Label Studio"),
        ("a.json", b"[{}]", "task 1 is no labelled text"),
        ("a.zip", b"PK", "cannot be read"),
        ("a.tsv", b"#FORMAT=WebAnno TSV 3.3\n", "has no layer"),
        ("a.tsv", b"#T_SP=x|value\n\n#Text=a\n1-1\t0-x\ta\t_\n", r"a\.tsv:4:1: .* is no line of a token"),
        ("a.conll", b"# id = a\n# text_json = 3\nMoskow\tB-LOC\tmoscow\n", "text_json is no string"),
        ("a.xml", b"", "no format of gold ends so; use .conll, .json, .spacy, .tsv, .zip"),
    ],
)
def test_what_is_not_in_its_format_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(KawatError, match=message):
        convert(tmp_path / name, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_a_tsv_takes_one_document(tmp_path: Path) -> None:
    directory.write(tmp_path / "gold", [PUTIN, EMPTY])
    with pytest.raises(KawatError, match=r"give a \.zip for 2"):
        convert(tmp_path / "gold", tmp_path / "putin.tsv")


def test_a_gold_directory_is_not_written_over(tmp_path: Path) -> None:
    directory.write(tmp_path / "gold", [PUTIN])
    directory.write(tmp_path / "other", [EMPTY])
    with pytest.raises(KawatError, match="is there already"):
        convert(tmp_path / "gold", tmp_path / "other")
    assert content(read_directory(tmp_path / "other")) == content([EMPTY])


def test_a_name_that_is_no_file_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "one.json"
    source.write_text(label_studio([Document("wire/putin", TEXT, ())]), encoding="utf-8")
    with pytest.raises(KawatError, match="'wire/putin' cannot be a file's name"):
        convert(source, tmp_path / "gold")
    assert [path.name for path in tmp_path.iterdir()] == ["one.json"]


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    directory.write(tmp_path / "gold", [PUTIN])
    done = CliRunner().invoke(app, ["gold", "convert", str(tmp_path / "gold"), str(tmp_path / "out.conll")])
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'out.conll'}: 1 documents\n")
    done = CliRunner().invoke(app, ["gold", "convert", str(tmp_path / "gold"), str(tmp_path / "out.xml")])
    assert (done.exit_code, done.stdout) == (2, "")

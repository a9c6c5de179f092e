"""Silver: what two witnesses agree on is labelled, the rest is unknown; nothing of a test set, nothing annotated."""

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language
from typer.testing import CliRunner

import kawat
from kawat.cli import app
from kawat.errors import KawatError
from kawat.loading import default_path, load_pipeline
from kawat.ner.decode import Mention
from kawat.training import silver
from kawat.training.annotations import key_of
from kawat.training.data import TestGuard, read_gold
from kawat.training.silver import Silver, SilverRecipe
from kawat.training.silver_score import score
from kawat.training.unannotated import Unannotated, gold_documents, read_annotated, rows
from kawat.training.witnesses import Consensus, Read, Teacher, agreed

RECIPE = """
[silver]
teacher = "{teacher}"
english = "uner"
sure = 0.999
doubted = 1.0
masked = 0.5
per_name = 3
annotated = ["{root}/annotated.jsonl"]
tests = ["test.jsonl", "gold/index.tsv"]

[projected]
texts = ["text/panl_id_en.tsv.xz"]
share = 1.0
take = 50

[taught]
texts = ["text/id_news.txt.xz"]
share = 1.0
take = 50
"""
PAIRS = [
    (
        "INT",
        "Menteri Luar Negeri Kirgistan bertemu pejabat Organisasi Perjanjian Keamanan Kolektif di Bishkek.",
        "The foreign minister of Kyrgyzstan met officials of the Collective Security Treaty Organization in Bishkek.",
    ),
    (
        "INT",
        "Ketua Komite Penyelidik Nasional Bangladesh Rafiqul Haque menolak laporan Amnesty International itu.",
        "The chairman of the National Investigation Committee of Bangladesh, Rafiqul Haque, rejected the report by "
        "Amnesty International.",
    ),
    (
        "INT",
        "Jaksa Agung Kazakhstan Berik Asylov menuduh Partai Algha melanggar undang-undang, Selasa.",
        "The prosecutor general of Kazakhstan, Berik Asylov, accused the Algha Party of breaking the law on Tuesday.",
    ),
]
TEST = (
    "INT",
    "Presiden Rusia Vladimir Putin menerima tamu dari Kazakhstan di Moskow.",
    "Russian President Vladimir Putin received guests from Kazakhstan in Moscow.",
)
DONE = (
    "INT",
    "Presiden Kirgistan Sadyr Japarov menerima tamu dari Kazakhstan di Bishkek.",
    "The president of Kyrgyzstan, Sadyr Japarov, received guests from Kazakhstan in Bishkek.",
)
GOLD = (
    "bbc.1",
    "Perdana Menteri Theresa May menerima tamu dari Uni Eropa di London.",
    "Prime Minister Theresa May received guests from the European Union in London.",
)
NEWS = (
    "Sidang CSTO dibuka di Bishkek. Menurut CSTO, pasukan tiba di Almaty kemarin. Pernyataan CSTO dibacakan di Moskow."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return kawat.load()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory: a parallel corpus, news, a test set, an index of gold documents; a sentence of the corpus is in
    the test set, one is annotated, one is of a gold document."""
    texts = {
        "panl_id_en.tsv.xz": "".join("\t".join(row) + "\n" for row in (*PAIRS, TEST, DONE, GOLD)),
        "id_news.txt.xz": NEWS + "\n",
        "id_news2.txt.xz": "Gempa mengguncang Cianjur.\n",
        "id_other.txt.xz": "Persib menang di Bandung.\n",
    }
    (tmp_path / "text").mkdir()
    (tmp_path / "gold").mkdir()
    for name, content in texts.items():
        (tmp_path / "text" / name).write_bytes(lzma.compress(content.encode()))
    (tmp_path / "test.jsonl").write_text(json.dumps({"tokens": TEST[1].split()}) + "\n", encoding="utf-8")
    (tmp_path / "gold" / "index.tsv").write_text("doc\tsplit\nntrex-bbc.1\tdev\n", encoding="utf-8")
    start = DONE[1].index("Sadyr")
    line = {"key": key_of(DONE[1]), "spans": [[start, start + len("Sadyr Japarov"), "PER"]]}
    (tmp_path / "annotated.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def recipe(data: Path) -> Path:
    path = data / "recipe.cfg"
    path.write_text(RECIPE.format(root=data, teacher=default_path()), encoding="utf-8")
    return path


def read(text: str, *found: tuple[int, int, str, float], unsure: tuple[int, ...] = ()) -> Read:
    """A sentence as a teacher read it, that is sure of nothing at every word but those given."""
    words = text.split()
    nothing = np.ones(len(words), bool)
    for start, end, *_ in found:
        nothing[start:end] = False
    nothing[list(unsure)] = False
    return Read(words, [Mention(*mention) for mention in found], nothing)


# What is labelled


def test_what_both_witnesses_have_is_labelled_and_what_one_is_sure_of(nlp):
    one = read("Menlu Rusia Lavrov tiba di Astana", (1, 2, "LOC", 0.99), (2, 3, "PER", 0.6), (5, 6, "LOC", 0.6))
    assert agreed(one, [Mention(2, 3, "PER", 0.9)], 0.95) == ["O", "B-LOC", "B-PER", "O", "O", "X"]


@pytest.mark.parametrize(
    "claim", [(0, 2, "ORG"), (0, 3, "LOC"), (1, 3, "ORG")], ids=["cut short", "another label", "begins later"]
)
def test_what_the_witnesses_differ_on_is_unknown_however_sure_the_teacher_is(claim):
    one = read("Bank Sentral Nigeria tutup", (0, 3, "ORG", 0.999))
    assert agreed(one, [Mention(*claim, 0.9)], 0.95) == ["X", "X", "X", "O"]


def test_a_name_of_the_translation_where_the_teacher_has_none_is_unknown():
    assert agreed(read("Juru bicara Algha hadir"), [Mention(2, 3, "ORG", 0.9)], 0.95) == ["O", "O", "X", "O"]


def test_a_word_of_which_the_teacher_is_not_sure_that_it_is_none_is_unknown():
    assert agreed(read("Juru bicara partai hadir", unsure=(2,)), [], 0.95) == ["O", "O", "X", "O"]


def test_names_read_surely_in_other_places_speak_for_a_name():
    consensus = Consensus()
    for _ in range(3):
        consensus.add(read("Algha menang", (0, 1, "ORG", 0.99)), 0.95)
        consensus.add(read("Astana menang", (0, 1, "LOC", 0.99)), 0.95)
        consensus.add(read("Nur menang", (0, 1, "PER", 0.9)), 0.95)
    consensus.add(read("Astana kalah", (0, 1, "ORG", 0.99)), 0.95)
    assert consensus.confirms("Algha", "ORG")
    assert not consensus.confirms("Algha", "LOC")
    assert not consensus.confirms("Astana", "LOC")  # read as two kinds
    assert not consensus.confirms("Nur", "PER")  # never read surely


def test_the_teacher_reads_each_language_by_its_scheme_and_keeps_its_own(nlp):
    teacher = Teacher(nlp, "uner")
    [one] = teacher([PAIRS[0][2]], 0.95, english=True)
    assert [" ".join(one.words[m.start : m.end]) for m in one.found] == [
        "Kyrgyzstan",
        "Collective Security Treaty Organization",
        "Bishkek",
    ]
    assert teacher.ner.scheme == "kawat"
    assert not one.nothing[one.words.index("Kyrgyzstan")]
    assert one.nothing[one.words.index("officials")]
    with pytest.raises(KawatError, match="has not learned the scheme 'atis'"):
        Teacher(nlp, "atis")(["Rusia"], 0.95, english=True)


# The file


@pytest.fixture
def written(recipe: Path, data: Path, tmp_path: Path) -> Path:
    result = CliRunner().invoke(app, ["train", "silver", str(recipe), str(tmp_path / "out"), "--data", str(data)])
    assert result.exit_code == 0, result.output
    return tmp_path / "out" / "silver.jsonl"


def test_the_file_is_gold_to_a_training_and_is_made_alike_twice(written, recipe, data):
    sentences = read_gold(written, scheme="kawat")
    assert {"Kirgistan", "Kazakhstan"} & {word for sentence in sentences for word in sentence.words}
    items = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
    assert {item["kind"] for item in items} <= {"projected", "taught"}
    assert all(any(tag.startswith("B-") for tag in item["tags"]) for item in items)
    before = written.read_bytes()
    Silver(SilverRecipe.read(recipe), data, log=lambda line: None).run(written.parent)
    assert written.read_bytes() == before


@pytest.fixture
def unannotated(recipe, data):
    read = SilverRecipe.read(recipe)
    return Unannotated(data, read.tests, read.annotated)


def test_no_test_sentence_no_gold_document_and_nothing_annotated_is_taken(recipe, unannotated):
    projected, taught = SilverRecipe.read(recipe).projected, SilverRecipe.read(recipe).taught
    pairs = unannotated.pairs(projected.texts, projected.share)
    assert [text for text, _ in pairs] == [text for _, text, _ in PAIRS]
    assert unannotated.known == {"Sadyr Japarov"}
    guard = TestGuard([TEST[1].split()])
    taken = list(unannotated.sentences(taught.texts, taught.share))
    assert not any([text] in guard for text in taken)
    assert taken == ["Menurut CSTO, pasukan tiba di Almaty kemarin."]  # the others are short


def test_a_line_with_a_test_sentence_in_it_is_refused(unannotated):
    whole = f"Demikian dilaporkan kemarin. {TEST[1]}"
    assert not unannotated.free(whole, 1, set())
    assert unannotated.free(whole.replace("Moskow", "Astana"), 1, set())


def test_organizations_that_the_gold_lacks_come_first_and_no_name_is_the_reason_too_often(recipe, data):
    made = Silver(SilverRecipe.read(recipe), data, log=lambda line: None)
    words = "Algha Astana Sadyr_Japarov".replace("_", " ").split()
    worths = [made.worth(Mention(0, 1, "ORG", 0.5), words), made.worth(Mention(1, 2, "LOC", 0.5), words)]
    assert worths[0] > worths[1] > made.worth(Mention(2, 4, "PER", 0.5), words)
    candidates = [silver.Candidate(f"{n:x}", "taught", ["Algha"], ["B-ORG"], {"Algha": 3.0}) for n in range(9)]
    candidates.append(silver.Candidate("f", "taught", ["Astana"], ["B-LOC"], {"Astana": 1.5}))
    assert [one.key for one in made.chosen(candidates, made.recipe.taught, "taught")] == ["0", "1", "2", "f"]


def test_its_labels_are_measured_against_annotation_by_hand(recipe, data, nlp):
    spans = [
        [text.index(name), text.index(name) + len(name), label]
        for text, name, label in [
            (DONE[1], "Kirgistan", "LOC"),
            (DONE[1], "Sadyr Japarov", "PER"),
            (DONE[1], "Kazakhstan", "LOC"),
            (DONE[1], "Bishkek", "LOC"),
        ]
    ]
    gold = data / "annotated.jsonl"
    gold.write_text(json.dumps({"text": DONE[1], "spans": spans}) + "\n", encoding="utf-8")
    lines: list[str] = []
    made = Silver(SilverRecipe.read(recipe), data, log=lambda line: None)
    score(made, gold, lines.append)
    cells = {tuple(line.split("\t")[:2]): line.split("\t")[2:] for line in lines if "\t" in line}
    assert cells["both", "PER"] == ["100.0", "100.0", "1", "1", "1"]
    assert cells["teacher", "all"][-1] == "4"
    gold.write_text(json.dumps({"text": "Kalimat lain tentang Solo.", "spans": []}) + "\n", encoding="utf-8")
    with pytest.raises(KawatError, match="none of its sentences is in text/panl_id_en"):
        score(made, gold, lines.append)


# Errors


@pytest.mark.parametrize(
    ("old", "new"), [("sure = 0.999", "sure = 1.5"), ("masked = 0.5", ""), ("[taught]", "[thought]")]
)
def test_a_recipe_that_is_none_is_named(recipe, old, new):
    recipe.write_text(recipe.read_text().replace(old, new))
    with pytest.raises(
        KawatError, match=r"recipe.cfg: not a recipe of silver .*compare it with configs/train/silver.cfg"
    ):
        SilverRecipe.read(recipe)


def test_a_teacher_without_a_tagger_of_ours_is_refused(cheap_pipeline):
    with pytest.raises(KawatError, match=r"the teacher has layout, .*; expected a tagger `ner` and a `linker` of ours"):
        Teacher(load_pipeline(cheap_pipeline), "uner")


def test_where_nothing_is_to_be_learned_nothing_is_written(recipe, data, tmp_path):
    recipe.write_text(recipe.read_text().replace("doubted = 1.0", "doubted = 0.51"))
    with pytest.raises(KawatError, match=r"no sentence has a name to learn; raise projected.share"):
        Silver(SilverRecipe.read(recipe), data, log=lambda line: None).run(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_line_of_a_parallel_corpus_without_translation_is_named(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("INT\tRusia\tRussia\nINT\tRusia\n", encoding="utf-8")
    with pytest.raises(KawatError, match=r"a.tsv:2: 2 cells; expected tag, Indonesian, English"):
        list(rows(path))


def test_annotated_sentences_that_are_not_there_or_none_are_named(data):
    with pytest.raises(KawatError, match=r"no such file; silver.annotated names"):
        read_annotated(["eval/gold/nothing*.jsonl"], data)
    (data / "bad.jsonl").write_text('{"key": "12"}\n')
    with pytest.raises(KawatError, match=r"bad.jsonl:1: not an annotated sentence"):
        read_annotated([str(data / "bad.jsonl")], data)
    (data / "keys.txt").write_text(key_of(DONE[1]) + "\n")
    texts, names = read_annotated([str(data / "keys.txt")], data)
    assert texts == {"presidenkirgistansadyrjaparovmenerimatamudarikazakhstandibishkek"}
    assert not names


def test_the_projects_own_recipe_guards_every_test_set_and_leaves_out_all_annotation():
    recipe = SilverRecipe.read(Path(__file__).parents[3] / "configs" / "train" / "silver.cfg")
    public = {"nerui_dev", "idner2k_test", "nergrit_test", "goldwiki_test", "nerugm_test", "nerp_test"}
    assert {"eval/gold/index.tsv", *(f"ner/{stem}.jsonl" for stem in public)} <= set(recipe.tests)
    assert recipe.annotated == ("eval/gold/training/*.jsonl",)
    assert {"bbc.381790", "reuters.218861"} <= gold_documents(recipe.tests, Path())

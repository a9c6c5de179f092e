"""Fine-tuning: the loss of partial labels, recipes, runs that learn, go on where they stopped, and see no tests."""

import json
import random
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import AutoModelForTokenClassification, AutoTokenizer
from typer.testing import CliRunner

from kawat.cli import app
from kawat.errors import KawatError
from kawat.kb.gazetteer import PLACES, WIDTH
from kawat.loading import load_pipeline
from kawat.ner.labels import TAGS
from kawat.ner.pieces import Pieces
from kawat.ner.torch_evidence import read_vectors
from kawat.ner.torch_runtime import TorchRuntime
from kawat.training.data import Sentence
from kawat.training.export import export
from kawat.training.held_out import f1
from kawat.training.ner import NAMES, Recipe, Source, Trainer, load_base, partial_loss

ALL = (1 << len(TAGS)) - 1
RECIPE = """
[training]
base = "{base}"
epochs = 2
seed = 1
learning_rate = 3e-3
head_factor = 3
warmup = 0.1
batch_pieces = 128
longest = 64
average = 0
tests = ["test.jsonl"]

[augmentation]
upper = 0.1
lower = 0.1
title = 0
pack = 0.3
mask = 0.05

[sources]

[sources.wire]
path = "wire.jsonl"
scheme = "kawat"
repeat = 1
spans = true

[sources.world]
path = "world.jsonl"
scheme = "world"
repeat = 0.5
silent = ["ORG"]
"""
PUTIN = ["MOSKOW", ",", "Presiden", "Rusia", "Vladimir", "Putin", "menelepon", "Kassym-Jomart", "Tokayev", "."]
PUTIN_TAGS = ["B-LOC", "O", "O", "B-LOC", "B-PER", "I-PER", "O", "B-PER", "I-PER", "O"]
TEST = "Presiden Kirgistan membantah tuduhan itu"
SPAN = re.compile(r"\[([^|]+)\|(\w+)\]")
WIRE = """
[MOSKOW|LOC], Presiden [Rusia|LOC] [Vladimir Putin|PER] membahas situasi di [Kazakhstan|LOC].
Pasukan [Organisasi Perjanjian Keamanan Kolektif|ORG] ([CSTO|ORG]) tiba di [Kazakhstan|LOC], kata [Kremlin|ORG].
[Putin|PER] juga beberapa kali melakukan pembicaraan dengan Presiden [Kassym-Jomart Tokayev|PER].
Para pemimpin [CSTO|ORG] membahas langkah bersama untuk memulihkan ketertiban.
[Kremlin|ORG] mengatakan pembicaraan itu berlangsung pada Jumat.
Presiden [Kirgistan|LOC] [Sadyr Zhaparov|PER] mendukung pengiriman pasukan.
Pengunjuk rasa menyerbu gedung pemerintah di kota itu.
[Tokayev|PER] meminta bantuan [CSTO|ORG] pada Rabu.
Harga bahan bakar memicu protes di seluruh negara.
[Rusia|LOC] mengirim pasukan ke [Kazakhstan|LOC].
"""


def marked(line: str) -> dict[str, object]:
    """A row of hand annotation from text with `[surface|LABEL]`."""
    text, spans, end = "", [], 0
    for match in SPAN.finditer(line):
        text += line[end : match.start()]
        spans.append([len(text), len(text) + len(match[1]), match[2]])
        text += match[1]
        end = match.end()
    return {"text": text + line[end:], "spans": spans}


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory: 20 sentences of hand annotation, 20 of another scheme, a test set."""
    directory = tmp_path / "data"
    directory.mkdir()
    write(directory / "wire.jsonl", [marked(line) for line in WIRE.strip().splitlines()] * 2)
    write(directory / "world.jsonl", [{"tokens": PUTIN, "tags": PUTIN_TAGS}] * 20)
    write(directory / "test.jsonl", [{"tokens": TEST.split()}])
    return directory


@pytest.fixture
def recipe(tmp_path: Path, tiny_tagger: Path) -> Path:
    path = tmp_path / "recipe.cfg"
    path.write_text(RECIPE.format(base=tiny_tagger), encoding="utf-8")
    return path


def weights(model: Path) -> dict[str, torch.Tensor]:
    return load_file(model / "model.safetensors")


# The loss

logits = st.lists(st.lists(st.floats(-8, 8, width=32), min_size=7, max_size=7), min_size=1, max_size=5)


@settings(deadline=None)
@given(logits, st.data())
def test_with_one_tag_allowed_the_loss_is_cross_entropy(rows, data):
    tags = torch.tensor(data.draw(st.lists(st.integers(0, 6), min_size=len(rows), max_size=len(rows))))
    expected = torch.nn.functional.cross_entropy(torch.tensor(rows), tags)
    assert torch.allclose(partial_loss(torch.tensor([rows]), (1 << tags)[None]), expected, atol=1e-5)


@settings(deadline=None)
@given(logits)
def test_where_every_tag_is_allowed_nothing_is_lost(rows):
    assert partial_loss(torch.tensor([rows]), torch.full((1, len(rows)), ALL)).abs() < 1e-5


@settings(deadline=None)
@given(logits, st.integers(1, ALL))
def test_the_probabilities_of_the_allowed_tags_add_up(rows, mask):
    row = torch.tensor(rows[0])
    allowed = [tag for tag in range(7) if mask >> tag & 1]
    expected = -row.softmax(-1)[allowed].sum().log()
    assert torch.allclose(partial_loss(row[None, None], torch.tensor([[mask]])), expected, atol=1e-4)


def test_positions_without_a_tag_take_no_part():
    scores = torch.randn(2, 4, 7, generator=torch.Generator().manual_seed(0))
    allowed = torch.tensor([[0, 1, 2, 0], [0, 4, 0, 0]])
    loss = partial_loss(scores, allowed)
    changed = scores.masked_fill((allowed == 0)[..., None], 99.0)
    assert torch.equal(partial_loss(changed, allowed), loss)


def test_the_gradient_of_partial_labels_is_finite():
    scores = torch.zeros(1, 2, 7, requires_grad=True)
    partial_loss(scores, torch.tensor([[1, ALL]])).backward()
    assert torch.isfinite(scores.grad).all()
    assert scores.grad[0, 0, 0] < 0 < scores.grad[0, 0, 1]


# Recipes


def test_a_recipe_says_all_of_a_training(recipe, tiny_tagger):
    read = Recipe.read(recipe)
    assert (read.base, read.epochs, read.tests) == (str(tiny_tagger), 2, ("test.jsonl",))
    assert read.augmentation.pack == 0.3
    assert read.sources["world"] == Source("world.jsonl", "world", 0.5, silent=("ORG",))


def test_base_and_seed_may_be_given_in_place_of_the_recipes(recipe):
    read = Recipe.read(recipe, {"training.base": "xlm-roberta-base", "training.seed": 7})
    assert (read.base, read.seed) == ("xlm-roberta-base", 7)


@pytest.mark.parametrize("name", ["ner", "world", "names", "evidence", "uncertain", "organizations", "xs"])
def test_the_projects_own_recipes_guard_every_test_set(name):
    read = Recipe.read(Path(__file__).parents[3] / "configs" / "train" / f"{name}.cfg")
    public = {"nerui_dev", "idner2k_test", "nergrit_test", "goldwiki_test", "nerugm_test", "nerp_test"}
    assert {"eval/gold/index.tsv", *(f"ner/{stem}.jsonl" for stem in public)} <= set(read.tests)
    assert {"nerui", "idner2k", "nergrit"} <= set(read.sources)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("epochs = 2\n", "", "epochs"),
        ("epochs = 2\n", "epochs = 2\npatience = 3\n", "patience"),
        ("epochs = 2\n", 'epochs = "two"\n', "epochs"),
        ("pack = 0.3\n", "", "pack"),
        ('scheme = "kawat"\n', "", "scheme"),
        ("[sources.wire]", "[source.wire]", "wire"),
        ("average = 0\n", "average = 0\npatience = 2\n", "held_out"),
        ("[augmentation]", "[augmentation", "augmentation"),
    ],
)
def test_a_recipe_that_is_wrong_is_named_with_what_is_wrong(recipe, old, new, reason):
    recipe.write_text(recipe.read_text().replace(old, new))
    with pytest.raises(
        KawatError, match=r"recipe\.cfg: not a training recipe \(.*\); compare it with configs/train/ner"
    ) as error:
        Recipe.read(recipe)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_a_recipe_that_is_not_there_is_named(tmp_path):
    with pytest.raises(KawatError, match=r"none\.cfg: not a training recipe"):
        Recipe.read(tmp_path / "none.cfg")


@pytest.mark.parametrize(("repeat", "count"), [(0.3, 3), (1, 10), (2.5, 25)])
def test_a_set_is_repeated_or_taken_in_part_with_neighbours_together(repeat, count):
    gold = [Sentence((str(number),), (1,), "kawat") for number in range(10)]
    numbers = [int(sentence.words[0]) for sentence in Source("", "kawat", repeat).epoch(gold, random.Random(3))]
    part = numbers[10 * int(repeat) :]
    assert len(numbers) == count
    assert numbers[: 10 * int(repeat)] == [*range(10)] * int(repeat)
    assert all((after - before) % 10 == 1 for before, after in pairwise(part))


# The base


def test_schemes_open_examples_with_a_piece_that_starts_as_the_bases_first(tiny_xlmr):
    tagger, pieces, first = load_base(str(tiny_xlmr), ["nerui"])
    rows = tagger.embeddings.weight
    assert set(first) == {"nerui", "kawat"}
    assert len({pieces.first, *first.values()}) == 3
    for index in first.values():
        assert torch.equal(rows[index], rows[pieces.first])


def test_spare_rows_of_a_base_are_used_for_schemes(tiny_xlmr, tmp_path):
    model = AutoModelForTokenClassification.from_pretrained(tiny_xlmr)
    known = model.get_input_embeddings().num_embeddings
    model.resize_token_embeddings(known + 8, mean_resizing=False)
    shutil.copytree(tiny_xlmr, tmp_path / "wide")
    model.save_pretrained(tmp_path / "wide")
    tagger, pieces, first = load_base(str(tmp_path / "wide"), [])
    rows = tagger.embeddings.weight
    assert len(rows) == known + 8
    assert torch.equal(rows[first["kawat"]], rows[pieces.first])


def test_a_tagger_with_other_labels_gets_a_head_of_ours(tiny_bert):
    network = load_base(str(tiny_bert), ["nerui"])[0].network
    assert network.classifier.out_features == len(TAGS)
    assert tuple(network.config.id2label.values()) == TAGS


def test_a_base_that_is_nowhere_is_named():
    with pytest.raises(KawatError, match=r"^no/such-encoder: cannot be loaded as an encoder"):
        load_base("no/such-encoder", [])


# Runs

HELD_OUT = """
[held_out]
path = "held_out.jsonl"
scheme = "kawat"
spans = true
"""


def run(recipe: Path, data: Path, out: Path, stop: str = "", **overrides: object) -> list[str]:
    """Trains, and gives the lines of the log. The log raises KeyboardInterrupt at a line that starts with `stop`."""
    lines: list[str] = []

    def log(line: str) -> None:
        lines.append(line)
        if stop and line.startswith(stop):
            raise KeyboardInterrupt

    settings = {f"training.{name}": value for name, value in overrides.items()}
    Trainer(Recipe.read(recipe, settings), data, out, log=log).run()
    return lines


def losses(lines: list[str]) -> list[float]:
    return [float(match[1]) for line in lines if (match := re.search(r"loss ([\d.]+)", line))]


def test_the_loss_falls(recipe, data, tmp_path):
    first, second = losses(run(recipe, data, tmp_path / "model"))
    assert second < 0.8 * first


def test_the_model_directory_is_one_for_the_pipeline(recipe, data, tmp_path):
    run(recipe, data, tmp_path / "model", epochs=8, learning_rate=1e-2)
    config = tmp_path / "pipeline.cfg"
    config.write_text(
        '[nlp]\nlang = "id"\npipeline = ["ner"]\n[nlp.tokenizer]\n@tokenizers = "kawat.WireTokenizer.v1"\n'
        f'[components]\n[components.ner]\nfactory = "kawat_ner"\nmodel = "{tmp_path / "model"}"\n'
    )
    nlp = load_pipeline(config)
    doc = nlp("MOSKOW, Presiden Rusia Vladimir Putin membahas situasi di Kazakhstan.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("MOSKOW", "LOC"),
        ("Rusia", "LOC"),
        ("Vladimir Putin", "PER"),
        ("Kazakhstan", "LOC"),
    ]
    pieces = Tokenizer.from_file(str(tmp_path / "model" / "tokenizer.json"))
    assert nlp.get_pipe("ner")._first == pieces.token_to_id("<scheme:kawat>")


@pytest.fixture
def patient(recipe, data) -> Path:
    """A recipe with held-out sentences, which ends after an epoch that does not better the score."""
    write(data / "held_out.jsonl", [marked(line) for line in WIRE.strip().splitlines()[:6]])
    recipe.write_text(recipe.read_text().replace("average = 0", "average = 0\npatience = 1") + HELD_OUT)
    return recipe


def scores(lines: list[str]) -> list[float]:
    return [float(line.split()[-1]) for line in lines if "held out F1" in line]


def test_a_run_ends_when_it_gets_no_better_and_keeps_its_best_epoch(patient, data, tmp_path):
    lines = run(patient, data, tmp_path / "model", epochs=40, learning_rate=1e-2)
    found = scores(lines)
    assert len(found) < 40
    assert found[-1] <= max(found) == found[-2] > 50
    assert lines[-1] == f"no better for 1 epochs: ends with epoch {len(found) - 1}"
    trainer = Trainer(Recipe.read(patient, {"training.base": str(tmp_path / "model")}), data, tmp_path / "next")
    assert round(100 * f1(trainer.model, trainer.held_out, trainer.device), 2) == pytest.approx(max(found), abs=3)


def test_a_run_that_was_interrupted_remembers_its_best_epoch(patient, data, tmp_path):
    settings = {"epochs": 6, "learning_rate": 1e-2}
    whole = run(patient, data, tmp_path / "whole", **settings)
    with pytest.raises(KeyboardInterrupt):
        run(patient, data, tmp_path / "stopped", stop="epoch 2", **settings)
    resumed = run(patient, data, tmp_path / "stopped", **settings)
    assert scores(resumed) == scores(whole)[1:]
    for name, value in weights(tmp_path / "whole").items():
        torch.testing.assert_close(weights(tmp_path / "stopped")[name], value, rtol=0, atol=1e-6)


def test_the_same_seed_gives_the_same_model_and_another_another(recipe, data, tmp_path, tiny_bert):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        torch.rand(1)  # whatever was drawn before
        run(recipe, data, tmp_path / name, epochs=1, seed=seed, base=str(tiny_bert))  # its head is new
    a, b, c = (weights(tmp_path / name) for name in "abc")
    assert all(torch.equal(a[name], b[name]) for name in a)
    assert not torch.equal(a["classifier.weight"], c["classifier.weight"])


@pytest.mark.parametrize("average", [0, 0.7])
def test_a_run_that_was_interrupted_ends_as_if_it_had_not_been(recipe, data, tmp_path, average):
    settings = {"epochs": 3, "average": average, "batch_pieces": 64}
    whole = run(recipe, data, tmp_path / "whole", **settings)
    with pytest.raises(KeyboardInterrupt):
        run(recipe, data, tmp_path / "stopped", stop="epoch 2", **settings)
    resumed = run(recipe, data, tmp_path / "stopped", **settings)
    assert resumed[0] == "resuming after epoch 1"
    assert losses(resumed) == losses(whole)[1:]
    expected, found = weights(tmp_path / "whole"), weights(tmp_path / "stopped")
    assert expected.keys() == found.keys()
    for name in expected:
        torch.testing.assert_close(found[name], expected[name], rtol=0, atol=1e-6)


def test_a_tagger_trained_with_a_knowledge_base_reads_its_names(recipe, data, tmp_path, world_kb):
    run(recipe, data, tmp_path / "model", epochs=2, learning_rate=1e-2, kb=str(world_kb))
    vectors = read_vectors(tmp_path / "model")
    assert vectors is not None
    assert vectors[kinds_of("LOC")].any()
    assert not vectors[WIDTH // 2 :].any()  # nothing there is of the world layer: nothing was learned of it
    assert TorchRuntime(str(tmp_path / "model")).reads_evidence
    run(recipe, data, tmp_path / "next", epochs=1, base=str(tmp_path / "model"))
    assert read_vectors(tmp_path / "next") is not None  # what was learned is not lost by going on without
    run(recipe, data, tmp_path / "model", epochs=1)
    assert read_vectors(tmp_path / "model") is None  # nothing is left of what was in the directory


def kinds_of(label: str) -> slice:
    start = ("PER", "ORG", "LOC").index(label) * PLACES
    return slice(start, start + PLACES)


def test_the_average_is_not_the_last_weights(recipe, data, tmp_path):
    for average in (0, 0.7):
        run(recipe, data, tmp_path / str(average), epochs=2, average=average, batch_pieces=64)
    last, mean = weights(tmp_path / "0"), weights(tmp_path / "0.7")
    assert not torch.equal(last["classifier.weight"], mean["classifier.weight"])


def test_a_finished_run_leaves_a_model_directory_and_no_checkpoint(recipe, data, tmp_path):
    run(recipe, data, tmp_path / "model", epochs=1)
    names = {path.name for path in (tmp_path / "model").iterdir()}
    assert {"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"} <= names
    assert not any(name.startswith("checkpoint") for name in names)
    assert {tensor.dtype for tensor in weights(tmp_path / "model").values()} == {torch.float16}


def test_a_checkpoint_of_another_training_is_named(recipe, data, tmp_path):
    (tmp_path / "model").mkdir()
    torch.save({"model": {}, "epoch": 1}, tmp_path / "model" / "checkpoint.pt")
    with pytest.raises(KawatError, match=r"checkpoint\.pt: of another training or version \(.*\); remove it to begin"):
        run(recipe, data, tmp_path / "model", epochs=2)


def test_the_model_directory_tells_the_names_it_was_trained_on(recipe, data, tmp_path):
    run(recipe, data, tmp_path / "model", epochs=1)
    names = (tmp_path / "model" / NAMES).read_text(encoding="utf-8").splitlines()
    assert names == sorted(set(names))
    assert {"Kassym-Jomart Tokayev", "Organisasi Perjanjian Keamanan Kolektif", "CSTO", "MOSKOW"} <= set(names)
    assert not {"Presiden", "Pasukan", ","} & set(names)


def test_without_all_the_rest_there_are_no_weights(recipe, data, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("kawat.training.ner.names_of", full)
    with pytest.raises(OSError, match="disk full"):
        run(recipe, data, tmp_path / "model", epochs=1)
    assert (tmp_path / "model" / "tokenizer.json").exists()
    assert not (tmp_path / "model" / "model.safetensors").exists()


def test_a_training_set_with_a_test_sentence_is_refused(recipe, data, tmp_path):
    with (data / "world.jsonl").open("a") as world:
        world.write(json.dumps({"tokens": [*TEST.upper().split(), "!"], "tags": ["O"] * 6}) + "\n")
    with pytest.raises(KawatError, match=r"world\.jsonl: sentence 21 \('PRESIDEN KIRGISTAN .*'\) is in a test set"):
        run(recipe, data, tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_a_held_out_set_with_a_test_sentence_is_refused(patient, data, tmp_path):
    with (data / "held_out.jsonl").open("a") as held_out:
        held_out.write(json.dumps({"text": TEST, "spans": []}) + "\n")
    with pytest.raises(KawatError, match=r"held_out\.jsonl: sentence 7 \('Presiden Kirgistan .*'\) is in a test set"):
        run(patient, data, tmp_path / "model")


def test_test_sentences_of_a_set_known_to_overlap_are_left_out(recipe, data, tmp_path):
    write(data / "world.jsonl", [{"tokens": tokens, "tags": ["O"] * 5} for tokens in (TEST.split(), PUTIN[:5])])
    recipe.write_text(recipe.read_text() + "overlaps_tests = true\n")
    trainer = Trainer(Recipe.read(recipe), data, tmp_path / "model")
    assert [sentence.words for sentence in trainer.sources["world"]] == [tuple(PUTIN[:5])]


def test_a_loss_that_is_not_finite_stops_the_run_with_a_remedy(recipe, data, tmp_path):
    with pytest.raises(
        KawatError, match=r"^epoch \d, step \d+: the loss is not finite; lower training\.learning_rate$"
    ):
        run(recipe, data, tmp_path / "model", learning_rate=1e30)


def test_a_shallower_tagger_learns_from_a_teacher(recipe, data, tmp_path, tiny_xlmr):
    model = AutoModelForTokenClassification.from_pretrained(
        tiny_xlmr, num_hidden_layers=3, ignore_mismatched_sizes=True
    )
    shutil.copytree(tiny_xlmr, tmp_path / "deep")
    model.save_pretrained(tmp_path / "deep")
    settings = {"base": str(tmp_path / "deep"), "layers": 2, "teacher": str(tmp_path / "deep")}
    first, second = losses(run(recipe, data, tmp_path / "model", **settings))
    assert second < first
    assert json.loads((tmp_path / "model" / "config.json").read_text())["num_hidden_layers"] == 2
    assert TorchRuntime(str(tmp_path / "model")).tags == TAGS


def test_a_teacher_that_reads_other_pieces_is_refused(recipe, data, tmp_path, tiny_bert):
    with pytest.raises(KawatError, match=r"bert0: reads other pieces than .*; give a teacher with its vocabulary"):
        run(recipe, data, tmp_path / "model", teacher=str(tiny_bert))


def test_a_pipeline_of_ours_may_be_base_and_teacher(recipe, data, tmp_path, tiny_tagger, sample):
    export(tiny_tagger, tmp_path / "shipped" / "ner", texts=[sample, *WIRE.splitlines()], least=1)
    shipped = str(tmp_path / "shipped")
    first, second = losses(run(recipe, data, tmp_path / "model", base=shipped, teacher=shipped))
    assert second < first
    assert {path.name for path in (tmp_path / "model").iterdir()}.isdisjoint({"base", "teacher"})


@pytest.fixture
def hub(tiny_bert, tmp_path, monkeypatch) -> str:
    """The name of a model that the cache of the Hub holds."""
    folder = tmp_path / "hub" / "models--indobenchmark--indobert-tiny"
    (folder / "refs").mkdir(parents=True)
    (folder / "refs" / "main").write_text("0123456789abcdef")
    shutil.copytree(tiny_bert, folder / "snapshots" / "0123456789abcdef")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    return "indobenchmark/indobert-tiny"


def test_a_base_of_the_hub_keeps_its_way_of_reading_words(recipe, data, tmp_path, hub, tiny_bert):
    run(recipe, data, tmp_path / "model", epochs=1, base=hub)
    saved, base = (
        Pieces(AutoTokenizer.from_pretrained(path).backend_tokenizer) for path in (tmp_path / "model", tiny_bert)
    )
    assert saved(PUTIN) == base(PUTIN)
    assert saved.opening("kawat") != saved.first


@pytest.mark.parametrize("base", ["tiny_xlmr", "tiny_bert"])
def test_any_encoder_may_be_the_base_on_the_command_line(recipe, data, tmp_path, base, request):
    directory = request.getfixturevalue(base)
    options = ["--data", str(data), "--base", str(directory), "--seed", "3"]
    result = CliRunner().invoke(app, ["train", "ner", str(recipe), str(tmp_path / "model"), *options])
    assert result.exit_code == 0, result.output
    assert re.search(r"epoch 2 step \d+/\d+ loss [\d.]+", result.stdout)
    given, made = (json.loads((path / "config.json").read_text()) for path in (directory, tmp_path / "model"))
    assert made["model_type"] == given["model_type"]
    assert [*made["id2label"].values()] == [*TAGS]


def test_a_set_that_is_not_there_is_told_in_one_line(recipe, data, tmp_path):
    (data / "world.jsonl").unlink()
    options = ["train", "ner", str(recipe), str(tmp_path / "model"), "--data", str(data)]
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 2
    assert "world.jsonl: cannot be read" in result.stderr
    assert result.stderr.count("\n") == 1

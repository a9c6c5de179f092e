"""Adaptation to running text: what is hidden, what is left out, and runs that go on after any kill."""

import json
import lzma
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModel
from typer.testing import CliRunner

from kawat.cli import app
from kawat.errors import KawatError
from kawat.training import adapt
from kawat.training.adapt import CHECKPOINT, LOSSES, Adapter, AdaptRecipe, load_encoder, passages
from kawat.training.data import TestGuard
from kawat.training.ner import load_base

RECIPE = """
[training]
base = "{base}"
steps = 12
seed = 1
learning_rate = 3e-3
warmup = 0.1
windows = 4
longest = 32
masked = 0.15
checkpoint_every = 5
tests = ["test.jsonl"]
"""
TEST = "Presiden Kirgistan membantah tuduhan itu kemarin."


@pytest.fixture
def data(tmp_path: Path, sample: str) -> Path:
    """A data directory: the sample dispatch as running text, a pair of lines in two languages, a test set."""
    (tmp_path / "data" / "text").mkdir(parents=True)
    text = tmp_path / "data" / "text"
    with lzma.open(text / "a.txt.xz", "wt", encoding="utf-8") as file:
        file.write(sample + "\n" + f"Kalimat sebelumnya ada di sini. {TEST}\n" + sample)
    with lzma.open(text / "b.tsv.xz", "wt", encoding="utf-8") as file:
        file.write(f"INT\t{TEST}\tThe president denied it.\nINT\tRusia mengirim pasukan.\tRussia sent troops.\n")
    (tmp_path / "data" / "test.jsonl").write_text(json.dumps({"tokens": TEST.split()}) + "\n", encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def recipe(tmp_path: Path, tiny_tagger: Path) -> Path:
    path = tmp_path / "recipe.cfg"
    path.write_text(RECIPE.format(base=tiny_tagger), encoding="utf-8")
    return path


def adapter(recipe: Path, data: Path, out: Path, log=lambda line: None) -> Adapter:
    return Adapter(AdaptRecipe.read(recipe), data, out, log=log)


def change(recipe: Path, old: str, new: str) -> None:
    assert old in recipe.read_text()
    recipe.write_text(recipe.read_text().replace(old, new))


def same(one: Path, other: Path) -> bool:
    """Whether two finished runs left the same weights and the same loss at each step."""
    a, b = load_file(one / "model.safetensors"), load_file(other / "model.safetensors")
    equal = a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)
    return equal and (one / LOSSES).read_text() == (other / LOSSES).read_text()


# What is hidden


def test_of_what_is_to_be_told_eight_in_ten_are_masked_and_one_stays(recipe, data, tmp_path):
    windows = adapter(recipe, data, tmp_path / "out").windows
    masked = kept = count = openings = 0
    for step in range(400):
        batch, told, gold = windows.batch(step)
        seen = batch.flatten()[told]
        masked += int((seen == windows.mask).sum())
        kept += int((seen == gold).sum())
        count += len(told)
        openings += int((told % 32 == 0).sum())
        assert not set(gold.tolist()) & {windows.first, windows.last}
        assert len(told) == pytest.approx(0.15 * 4 * 31, abs=3)
    assert masked / count == pytest.approx(0.8, abs=0.02)
    assert kept / count == pytest.approx(0.1, abs=0.02)
    assert openings == 0


def test_what_is_not_to_be_told_stands_as_it_stood(recipe, data, tmp_path):
    windows = adapter(recipe, data, tmp_path / "out").windows
    batch, told, gold = windows.batch(3)
    batch.flatten()[told] = gold
    rows = {tuple(row) for row in windows.texts.tolist()}
    assert all(tuple(row) in rows for row in batch[:, 1:].tolist())
    assert (batch[:, 0] == windows.first).all()


def test_an_epoch_shows_each_window_once_and_each_epoch_in_another_order(recipe, data, tmp_path):
    windows = adapter(recipe, data, tmp_path / "out").windows
    steps = len(windows.texts) // 4

    def shown(step: int) -> list[tuple[int, ...]]:
        batch, told, gold = windows.batch(step)
        batch.flatten()[told] = gold
        return [tuple(row) for row in batch[:, 1:].tolist()]

    windows.texts = np.arange(windows.texts.size, dtype=np.int32).reshape(windows.texts.shape) + 1000
    first, second = ([row for step in range(steps) for row in shown(epoch * steps + step)] for epoch in (0, 1))
    assert len(set(first)) == len(first) == steps * 4
    assert first != second


def test_the_output_is_the_embeddings_and_only_told_positions_are_scored(recipe, data, tmp_path):
    trainer = adapter(recipe, data, tmp_path / "out")
    batch, told, _ = trainer.windows.batch(0)
    words = trainer.model.encoder.get_input_embeddings().weight
    assert trainer.model(batch, told).shape == (len(told), len(words))
    assert sum(parameter.shape == words.shape for parameter in trainer.model.parameters()) == 1
    with torch.no_grad():
        before = trainer.model(batch, told)
        absent = int(np.setdiff1d(np.arange(len(words)), batch.numpy())[0])
        words[absent] += 1
        after = trainer.model(batch, told)
    assert (before != after).any(0).nonzero().flatten().tolist() == [absent]


# What is left out


def test_a_line_with_a_test_sentence_is_left_out_with_its_translation(data):
    read = list(passages(data, TestGuard.of_files([data / "test.jsonl"])))
    assert not any("membantah tuduhan" in text or "denied" in text for text in read)
    assert not any("sebelumnya" in text for text in read)
    assert read[-2:] == ["Rusia mengirim pasukan.", "Russia sent troops."]


def test_the_projects_own_recipe_guards_every_test_set():
    read = AdaptRecipe.read(Path(__file__).parents[3] / "configs" / "train" / "adapt.cfg")
    public = {"nerui_dev", "idner2k_test", "nergrit_test", "goldwiki_test", "nerugm_test", "nerp_test"}
    assert {"eval/gold/index.tsv", *(f"ner/{stem}.jsonl" for stem in public)} <= set(read.tests)


# Runs


def test_a_run_learns_and_leaves_a_base_for_the_tagger(recipe, data, tmp_path, tiny_tagger):
    change(recipe, "steps = 12", "steps = 60")
    change(recipe, "learning_rate = 3e-3", "learning_rate = 1e-2")
    change(recipe, "windows = 4", "windows = 16")
    out = tmp_path / "out"
    adapter(recipe, data, out).run()
    losses = [float(line.split("\t")[1]) for line in (out / LOSSES).read_text().splitlines()]
    assert len(losses) == 60
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) - 0.5
    tagger, pieces, _ = load_base(str(out), ["nerui"])
    expected = AutoModel.from_pretrained(out, dtype=torch.float32).embeddings.word_embeddings.weight
    assert torch.equal(tagger.embeddings.weight[: len(expected)], expected)
    assert pieces(["Rusia"]) == load_encoder(str(tiny_tagger))[1](["Rusia"])
    assert not (out / CHECKPOINT).exists()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_run_interrupted_at_any_step_ends_as_if_it_had_not_been(recipe, data, tmp_path, seed):
    adapter(recipe, data, tmp_path / "whole").run()
    for at in sorted(random.Random(seed).sample(range(12), 2)):
        trainer = adapter(recipe, data, tmp_path / "stopped")
        step = trainer.step

        def failing(trainer=trainer, step=step, at=at):
            if len(trainer.losses) == at:
                raise RuntimeError("power cut")
            step()

        trainer.step = failing
        with pytest.raises(RuntimeError, match="power cut"):
            trainer.run()
    adapter(recipe, data, tmp_path / "stopped").run()
    assert same(tmp_path / "stopped", tmp_path / "whole")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_step_and_loses_nothing(recipe, data, tmp_path, number):
    adapter(recipe, data, tmp_path / "whole").run()
    trainer = adapter(recipe, data, tmp_path / "stopped")
    step = trainer.step

    def signalled():
        if len(trainer.losses) == 6:
            os.kill(os.getpid(), number)
        step()

    trainer.step = signalled
    with pytest.raises(SystemExit) as ended:
        trainer.run()
    assert ended.value.code == 128 + number
    lines: list[str] = []
    adapter(recipe, data, tmp_path / "stopped", log=lines.append).run()
    assert "resuming after step 7" in lines
    assert same(tmp_path / "stopped", tmp_path / "whole")


@pytest.mark.parametrize("broken", ["replace", "unlink"])
def test_a_run_killed_while_the_model_is_saved_saves_it_again(recipe, data, tmp_path, monkeypatch, broken):
    adapter(recipe, data, tmp_path / "whole").run()
    trainer = adapter(recipe, data, tmp_path / "stopped")
    with monkeypatch.context() as patch:
        patch.setattr(trainer, "save", lambda: cut_short(trainer, patch, broken))
        with pytest.raises(RuntimeError, match="power cut"):
            trainer.run()
    adapter(recipe, data, tmp_path / "stopped").run()
    assert same(tmp_path / "stopped", tmp_path / "whole")
    assert not (tmp_path / "stopped" / "model.partial").exists()


def cut_short(trainer: Adapter, patch: pytest.MonkeyPatch, broken: str) -> None:
    def fail(*_):
        raise RuntimeError("power cut")

    patch.setattr(Path, broken, fail)
    Adapter.save(trainer)


@pytest.mark.slow
def test_a_process_killed_again_and_again_ends_as_if_it_had_not_been(recipe, data, tmp_path):
    change(recipe, "steps = 12", "steps = 300")
    adapter(recipe, data, tmp_path / "whole").run()
    out, rng = tmp_path / "killed", random.Random(5)
    command = [
        str(Path(sys.executable).with_name("kawat")),
        "train",
        "adapt",
        str(recipe),
        str(out),
        "--data",
        str(data),
    ]
    for _ in range(3):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        for line in process.stdout:
            if "windows" in line:  # all is read: the steps begin
                break
        time.sleep(rng.uniform(0.2, 1.0))
        process.kill()
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
    last = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "resuming after step" in last.stdout
    assert same(out, tmp_path / "whole")


def test_without_a_terminal_there_is_a_line_now_and_then(recipe, data, tmp_path, monkeypatch):
    monkeypatch.setattr(adapt, "BETWEEN_LINES", 0.0)
    lines: list[str] = []
    adapter(recipe, data, tmp_path / "out", log=lines.append).run()
    steps = [line for line in lines if line.startswith("step ")]
    assert len(steps) == 12
    assert "loss" in steps[0]
    assert "pieces/s" in steps[0]


# Errors


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("steps = 12\n", "", "steps"),
        ("steps = 12", "steps = 0", "steps"),
        ("masked = 0.15", "masked = 1.5", "masked"),
        ("seed = 1\n", "seed = 1\nseeds = 2\n", "seeds"),
        ("[training]", "[train]", "training"),
    ],
)
def test_a_recipe_that_is_wrong_is_named_with_what_is_wrong(recipe, old, new, reason):
    change(recipe, old, new)
    with pytest.raises(KawatError, match=r"recipe\.cfg: not a recipe of adaptation .*; compare it with") as error:
        AdaptRecipe.read(recipe)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("windows = 4", "windows = 4000", "fewer than a batch"),
        ("longest = 32", "longest = 500", r"training\.longest is 500"),
        ('base = "', 'base = "/none', "cannot be loaded as an encoder"),
        ("learning_rate = 3e-3", "learning_rate = 1e30", "lower training.learning_rate"),
    ],
)
def test_what_cannot_be_trained_is_said_in_one_line(recipe, data, tmp_path, old, new, message):
    change(recipe, old, new)
    with pytest.raises(KawatError, match=message) as error:
        adapter(recipe, data, tmp_path / "out").run()
    assert "\n" not in str(error.value)


def stopped(recipe: Path, data: Path, out: Path) -> None:
    trainer = adapter(recipe, data, out)
    trainer.out.mkdir()
    trainer.step()
    trainer.checkpoint()


def test_a_checkpoint_of_another_recipe_is_refused(recipe, data, tmp_path):
    stopped(recipe, data, tmp_path / "out")
    change(recipe, "seed = 1", "seed = 2")
    with pytest.raises(KawatError, match="of another recipe or other text"):
        adapter(recipe, data, tmp_path / "out").run()


def test_a_checkpoint_that_is_none_is_refused(recipe, data, tmp_path):
    stopped(recipe, data, tmp_path / "out")
    (tmp_path / "out" / CHECKPOINT).write_bytes(b"no checkpoint")
    with pytest.raises(KawatError, match="not a checkpoint"):
        adapter(recipe, data, tmp_path / "out").run()


def test_a_finished_model_is_not_written_over(recipe, data, tmp_path):
    adapter(recipe, data, tmp_path / "out").run()
    result = CliRunner().invoke(app, ["train", "adapt", str(recipe), str(tmp_path / "out"), "--data", str(data)])
    assert "holds a finished model" in str(result.exception) or "holds a finished model" in result.output

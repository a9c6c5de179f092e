"""Trainings averaged weight by weight."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from kawat.errors import KawatError
from kawat.kb.gazetteer import WIDTH
from kawat.ner.torch_evidence import FILE, EvidenceTagger, write_vectors
from kawat.ner.torch_runtime import TorchRuntime
from kawat.training.average import average


@pytest.fixture
def models(tiny_tagger: Path, tmp_path: Path) -> list[Path]:
    """Three trainings of one tagger: every weight of the second and third is higher by 3 and 6."""
    found = []
    for number in range(3):
        runtime = TorchRuntime(str(tiny_tagger), device="cpu")
        with torch.no_grad():
            for weight in runtime.network.parameters():
                weight.add_(3 * number)
        path = tmp_path / f"seed-{number}"
        runtime.to_disk(path)
        write_vectors(EvidenceTagger(runtime.network, torch.full((WIDTH, 32), float(number))), path)
        (path / "training_names.txt").write_text(f"Bishkek\nSeed {number}\n")
        found.append(path)
    return found


def test_every_weight_is_the_mean_and_the_model_loads(models, tmp_path):
    average(models, tmp_path / "mean")
    expected = load_file(models[1] / "model.safetensors")
    for name, tensor in load_file(tmp_path / "mean" / "model.safetensors").items():
        torch.testing.assert_close(tensor, expected[name], msg=name)
        assert tensor.dtype == expected[name].dtype
    runtime = TorchRuntime(str(tmp_path / "mean"), device="cpu")
    assert runtime.tagger is not None
    assert torch.equal(runtime.tagger.vectors.detach(), torch.ones(WIDTH, 32))


def test_the_names_that_any_of_them_has_seen_are_kept(models, tmp_path):
    average(models, tmp_path / "mean")
    assert (tmp_path / "mean" / "training_names.txt").read_text().split("\n")[:-1] == [
        "Bishkek",
        "Seed 0",
        "Seed 1",
        "Seed 2",
    ]


def test_without_all_the_rest_there_are_no_weights(models, tmp_path, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("kawat.training.average.save_file", full)
    with pytest.raises(OSError, match="disk full"):
        average(models, tmp_path / "mean")
    assert (tmp_path / "mean" / "tokenizer.json").exists()
    assert not (tmp_path / "mean" / "model.safetensors").exists()


def test_another_vocabulary_is_refused(models, tmp_path):
    tokenizer = json.loads((models[1] / "tokenizer.json").read_text())
    tokenizer["model"]["vocab"].append(["Naypyidaw", -9.0])
    (models[1] / "tokenizer.json").write_text(json.dumps(tokenizer))
    with pytest.raises(KawatError, match=r"seed-1: its vocabulary is not that of .*seed-0; expected trainings of one"):
        average(models, tmp_path / "mean")
    assert not (tmp_path / "mean").exists()


def test_another_network_is_refused(models, tmp_path):
    weights = load_file(models[2] / "model.safetensors")
    weights.pop("classifier.bias")
    save_file(weights, models[2] / "model.safetensors")
    with pytest.raises(KawatError, match=r"seed-2/model\.safetensors: other weights than .*seed-0"):
        average(models, tmp_path / "mean")
    assert not (tmp_path / "mean").exists()


def test_a_training_without_evidence_among_those_with_it_is_named(models, tmp_path):
    (models[1] / FILE).unlink()
    with pytest.raises(KawatError, match=rf"seed-1/{FILE}: missing; expected model directories"):
        average(models, tmp_path / "mean")


def test_a_directory_that_is_no_training_is_named(models, tmp_path):
    shutil.rmtree(models[2])
    with pytest.raises(KawatError, match=r"seed-2/tokenizer\.json: missing; expected model directories"):
        average(models, tmp_path / "mean")

"""The exported tagger back to weights that training goes on from."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from kawat.errors import KawatError
from kawat.kb.gazetteer import WIDTH
from kawat.ner.torch_evidence import EvidenceTagger, read_vectors, write_vectors
from kawat.ner.torch_runtime import TorchRuntime
from kawat.training.export import export
from kawat.training.unpack import is_exported, unpack


@pytest.fixture(scope="module")
def exported(tiny_tagger: Path, sample: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    runtime = TorchRuntime(str(tiny_tagger), device="cpu")
    out = tmp_path_factory.mktemp("exported")
    runtime.to_disk(out / "model")
    write_vectors(EvidenceTagger(runtime.network, torch.ones(WIDTH, 32)), out / "model")
    export(out / "model", out / "pipeline" / "ner", texts=sample.splitlines(), least=1)
    return out / "pipeline"


def test_the_weights_come_back_up_to_their_rounding(exported, tiny_tagger, tmp_path):
    unpack(exported, tmp_path / "model")
    whole, rounded = (TorchRuntime(str(path), device="cpu") for path in (tiny_tagger, tmp_path / "model"))
    assert rounded.tags == whole.tags
    assert rounded.longest == whole.longest
    expected = dict(whole.network.named_parameters())
    for name, found in rounded.network.named_parameters():
        if not name.startswith("bert.embeddings"):  # whose pieces were cut, whose types went into the positions
            step = expected[name].detach().abs().max().item() / 127
            torch.testing.assert_close(found, expected[name], rtol=0, atol=step, msg=name)
    vectors = read_vectors(tmp_path / "model")
    assert vectors is not None
    assert torch.equal(vectors, torch.ones(WIDTH, 32))


def test_what_was_unpacked_exports_to_the_same_tagger(exported, sample, tmp_path):
    unpack(exported, tmp_path / "model")
    export(tmp_path / "model", tmp_path / "again", texts=sample.splitlines(), least=1)
    assert json.loads((tmp_path / "again" / "ner.json").read_text()) == json.loads(
        (exported / "ner" / "ner.json").read_text()
    )
    tagger = [onnx.load(path / "model.onnx").graph.initializer for path in (exported / "ner", tmp_path / "again")]
    once, again = ({constant.name: numpy_helper.to_array(constant) for constant in graph} for graph in tagger)
    assert once.keys() == again.keys()
    for name, value in once.items():
        steps = 1 if value.dtype == np.int8 else 1e-3
        assert np.abs(value.astype(np.float32) - again[name].astype(np.float32)).max() <= steps, name


def test_a_pipeline_and_its_tagger_are_told_from_other_models(exported, tiny_tagger):
    assert is_exported(exported)
    assert is_exported(exported / "ner")
    assert not is_exported(tiny_tagger)
    assert not is_exported("xlm-roberta-base")


def test_a_model_that_is_not_ours_is_named(exported, tmp_path):
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model.onnx").write_bytes((exported / "ner" / "model.onnx").read_bytes()[:2000])
    with pytest.raises(KawatError, match=r"not a pipeline of `kawat train pipeline` \(.*give one of those"):
        unpack(tmp_path, tmp_path / "out")

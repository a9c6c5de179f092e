"""The 8-bit model: nearly torch's logits, the same alone and among others, with only the pieces in use."""

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
from tokenizers import Tokenizer

from kawat.errors import KawatError
from kawat.ner.labels import TAGS
from kawat.ner.pieces import Pieces
from kawat.ner.runtime import OnnxRuntime
from kawat.ner.torch_runtime import TorchRuntime
from kawat.training.export import cut_vocabulary, export, rounded

LEAD = "Presiden Rusia Vladimir Putin dan para pemimpin CSTO membahas Kazakhstan"


@pytest.fixture(scope="module")
def exported(tiny_tagger: Path, sample: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("int8")
    export(tiny_tagger, out, texts=sample.splitlines(), least=1)
    return out


@pytest.fixture(scope="module")
def runtime(exported: Path) -> OnnxRuntime:
    return OnnxRuntime(exported / "model.onnx", TAGS, longest=128, threads=1)


def padded(rows: list[list[int]], pad: int) -> tuple[np.ndarray, np.ndarray]:
    pieces = np.full((len(rows), max(map(len, rows))), pad, np.int64)
    for place, row in enumerate(rows):
        pieces[place, : len(row)] = row
    return pieces, (pieces != pad).astype(np.int64)


def encoded(directory: Path, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    pieces = Pieces(Tokenizer.from_file(str(directory / "tokenizer.json")))
    rows = [[pieces.opening("kawat"), *(i for word in pieces(t.split()) for i in word), pieces.last] for t in texts]
    return padded([row[:128] for row in rows], pieces.pad)


def test_the_logits_are_nearly_those_of_torch(tiny_tagger, exported, runtime, sample):
    lines = [line for line in sample.splitlines() if line.strip()]
    pieces, attention = encoded(tiny_tagger, lines)
    expected = TorchRuntime(str(tiny_tagger), device="cpu")(pieces, attention)[attention > 0]
    pieces, attention = encoded(exported, lines)
    found = runtime(pieces, attention)[attention > 0]
    assert found.shape == expected.shape
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.99
    assert (found.argmax(-1) == expected.argmax(-1)).mean() > 0.95


def test_a_text_has_the_same_logits_alone_and_among_longer_ones(exported, runtime, sample):
    texts = [LEAD, "Kremlin", *(line for line in sample.splitlines() if line.strip())]
    together = runtime(*encoded(exported, texts))
    for text, logits in zip(texts, together, strict=True):
        (alone,) = runtime(*encoded(exported, [text]))
        assert np.abs(logits[: len(alone)] - alone).max() < 1e-5


def test_the_graph_reads_every_length_up_to_the_models(exported, runtime):
    settings = json.loads((exported / "ner.json").read_text())
    assert settings == {"tags": list(TAGS), "longest": 128}
    for length in (1, 2, 128):
        logits = runtime(np.full((1, length), 5), np.ones((1, length), np.int64))
        assert logits.shape == (1, length, len(TAGS))
        assert np.isfinite(logits).all()


@pytest.mark.parametrize("axis", [0, 1])
def test_weights_are_rounded_to_255_steps_a_row_or_column(axis):
    weight = np.random.default_rng(1).normal(0, [[0.01], [1], [30]], (3, 50)).astype(np.float32)
    weight[0] = 0
    small, scale = rounded(weight, axis)
    assert small.dtype == np.int8
    assert np.abs(small.astype(int)).max() <= 127
    assert (np.abs(small * scale - weight) <= scale * 0.501).all()


def test_only_pieces_in_use_are_shipped(tiny_tagger, tmp_path):
    export(tiny_tagger, tmp_path, texts=[LEAD], least=1)
    whole, cut = (Tokenizer.from_file(str(path / "tokenizer.json")) for path in (tiny_tagger, tmp_path))
    assert cut.get_vocab_size() < whole.get_vocab_size()
    assert cut.encode(LEAD).tokens == whole.encode(LEAD).tokens
    assert Pieces(cut).opening("kawat") not in (Pieces(cut).first, Pieces(cut).unknown)
    pieces, attention = encoded(tiny_tagger, [LEAD])
    expected = TorchRuntime(str(tiny_tagger), device="cpu")(pieces, attention)
    found = OnnxRuntime(tmp_path / "model.onnx", TAGS, longest=128)(*encoded(tmp_path, [LEAD]))
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.99


def test_of_too_many_pieces_the_commonest_are_shipped(tiny_tagger, sample):
    specification = json.loads((tiny_tagger / "tokenizer.json").read_text(encoding="utf-8"))
    all_of_them = cut_vocabulary(specification, [sample], least=1, most=10_000)
    most = len(all_of_them) - 40
    kept = cut_vocabulary(specification, [sample, *["Kazakhstan"] * 100], least=1, most=most)
    tokenizer = Tokenizer.from_str(json.dumps(specification))
    assert len(kept) == most
    assert kept == sorted(kept)
    assert set(kept) < set(all_of_them)
    assert {*tokenizer.encode("Kazakhstan").ids, tokenizer.token_to_id("<scheme:kawat>")} <= set(kept)


def test_a_model_of_another_kind_is_an_error(tiny_xlmr, tmp_path):
    with pytest.raises(KawatError, match=r": a xlm-roberta with tags O, B-PER, .*; expected a bert with O, B-PER"):
        export(tiny_xlmr, tmp_path / "out", texts=[])
    assert not (tmp_path / "out").exists()


def test_a_model_with_other_tags_is_an_error(tiny_bert, tmp_path):
    with pytest.raises(KawatError, match=r": a bert with tags O, B-PERSON, .*; expected a bert with O, B-PER"):
        export(tiny_bert, tmp_path / "out", texts=[])


def test_a_vocabulary_of_another_kind_is_an_error(tiny_tagger, tiny_bert, tmp_path):
    shutil.copytree(tiny_tagger, tmp_path / "model")
    shutil.copy(tiny_bert / "tokenizer.json", tmp_path / "model")
    with pytest.raises(KawatError, match=r"model: a WordPiece vocabulary; expected Unigram, .*`kawat train convert`"):
        export(tmp_path / "model", tmp_path / "out", texts=[])


def test_a_directory_that_is_no_model_is_an_error(tmp_path):
    with pytest.raises(KawatError, match=r"none: cannot be loaded as a token-classification model"):
        export(tmp_path / "none", tmp_path / "out", texts=[])


def test_no_weight_matrix_is_kept_in_32_bits(exported):
    constants = onnx.load(exported / "model.onnx").graph.initializer
    matrices = [constant for constant in constants if len(constant.dims) == 2 and min(constant.dims) > len(TAGS)]
    assert {constant.data_type for constant in matrices} == {onnx.TensorProto.INT8, onnx.TensorProto.FLOAT16}

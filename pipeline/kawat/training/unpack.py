"""The shipped tagger back into a model of transformers, so that training can go on from it without any download.

The weights come out as the 8 bits (embeddings' rows, matrices' columns) that `export` rounded them to; fine-tuning
heals what that lost.
"""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast

from kawat.errors import KawatError
from kawat.kb.gazetteer import WIDTH
from kawat.ner.torch_evidence import FILE

SPECIAL = {"bos": "<s>", "eos": "</s>", "cls": "<s>", "sep": "</s>", "pad": "<pad>", "unk": "<unk>", "mask": "<mask>"}


def is_exported(model: str | Path) -> bool:
    """Whether this is a directory with a tagger as `export` writes it: a pipeline, or its `ner`."""
    return _ner(Path(model)).joinpath("model.onnx").is_file()


def unpacked(model: str, out: Path) -> str:
    """The name of `model` for transformers: an exported tagger is unpacked to `out`, any other stays what it is."""
    if not is_exported(model):
        return model
    unpack(Path(model), out)
    return str(out)


def _ner(model: Path) -> Path:
    return model / "ner" if (model / "ner").is_dir() else model


def unpack(model: Path, out: Path) -> None:
    """Write the exported tagger of the pipeline directory `model` as a model directory of transformers, f32.

    Raises KawatError when `model` is not one that `kawat train pipeline` wrote.
    """
    directory = _ner(model)
    try:
        graph = onnx.load(directory / "model.onnx").graph
        settings = json.loads((directory / "ner.json").read_text(encoding="utf-8"))
        constants = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
        state, config = _state(constants), _config(graph, constants, settings)
    except Exception as error:  # onnx, protobuf and json each raise their own
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise KawatError(f"{model}: not a pipeline of `kawat train pipeline` ({reason}); give one of those") from error
    network = BertForTokenClassification(config)
    network.load_state_dict(state, strict=True)
    network.save_pretrained(out)
    tokens = {f"{name}_token": piece for name, piece in SPECIAL.items()}
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(directory / "tokenizer.json"), model_max_length=settings["longest"], **tokens
    )
    tokenizer.save_pretrained(out)
    if "evidence_vectors" in constants:
        vectors = torch.from_numpy(constants["evidence_vectors"].reshape(WIDTH, -1).copy())
        save_file({"vectors": vectors}, out / FILE)


def _config(graph: onnx.GraphProto, constants: dict[str, np.ndarray], settings: dict) -> BertConfig:
    attributes = {a.name: a for node in graph.node for a in node.attribute}
    vocabulary, hidden = constants["words"].shape
    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        num_hidden_layers=sum(name.endswith("attention.output.LayerNorm.weight") for name in constants),
        num_attention_heads=attributes["num_heads"].i,
        intermediate_size=constants["bert.encoder.layer.0.intermediate.dense.int8"].shape[1],
        max_position_embeddings=settings["longest"],
        layer_norm_eps=attributes["epsilon"].f,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        id2label=dict(enumerate(settings["tags"])),
        label2id={tag: index for index, tag in enumerate(settings["tags"])},
        pad_token_id=1,
    )


def _state(constants: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """The state dict of a BERT for token classification, from the constants that `export.Tagger` made."""
    words = constants["words"].astype(np.float32) * constants["word_scales"]
    positions = constants["positions"].astype(np.float32)
    arrays = {
        "bert.embeddings.word_embeddings.weight": words,
        "bert.embeddings.position_embeddings.weight": positions,  # those of the token types were added to them
        "bert.embeddings.token_type_embeddings.weight": np.zeros((2, words.shape[1]), np.float32),
        "classifier.weight": constants["head"].T,
    }
    for name, value in constants.items():
        if name.endswith(".int8"):
            layer = name.removesuffix(".int8")
            arrays[f"{layer}.weight"] = (value.astype(np.float32) * constants[f"{layer}.scales"]).T
        elif name.startswith("bert.encoder.layer.") and name.count(".") == 4:  # bert.encoder.layer.N.bias
            prefix = name.removesuffix("bias")
            for part, bias in zip(("query", "key", "value"), np.split(value, 3), strict=True):
                arrays[f"{prefix}attention.self.{part}.bias"] = bias
        elif name.startswith(("bert.", "classifier.")) and not name.endswith(".scales"):
            arrays[name] = value
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in arrays.items()}

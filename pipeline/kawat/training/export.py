"""A trained tagger to a small ONNX file: the vocabulary cut to what is used, the weights in 8 bits.

Weights are rounded to int8 per output column (embeddings per row). What goes into a matrix product is rounded to 8 bits
with a scale of its own for each token (Yao et al. 2022, ZeroQuant, https://arxiv.org/abs/2206.01861): a scale for the
whole batch, as ONNX Runtime's own dynamic quantization takes it, loses three times as much, and makes a document's
scores depend on its neighbours in the batch. The graph is written by hand because the fused operators of ONNX Runtime
need it so.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from kawat.errors import KawatError
from kawat.ner.labels import TAGS
from kawat.ner.torch_runtime import TorchRuntime
from kawat.training.encoder import count_pieces, cut_tokenizer, kept_pieces

MICROSOFT = "com.microsoft"
STEPS = 127  # of an 8-bit weight or activation to either side of zero


def rounded(weight: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """`weight` f32 (n, m) as int8 and the scales f32 of its rows (`axis` 1) or columns (`axis` 0)."""
    scale = np.maximum(np.abs(weight).max(axis, keepdims=True) / STEPS, 1e-12).astype(np.float32)
    return np.round(weight / scale).astype(np.int8), scale


class Graph:
    """Collects the nodes and constants of an ONNX graph; every method returns the name of a value."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray | np.generic) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value).reshape(value.shape), name)
        return name

    def numbers(self, *values: int) -> str:
        return self.constant("numbers_" + "_".join(map(str, values)), np.array(values, np.int64))

    def add(self, kind: str, *inputs: str, domain: str = "", output: str = "", **attributes: Any) -> str:
        output = output or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output


class Tagger(Graph):
    """The graph of a BERT encoder with a token-classification head, from its state dict."""

    def __init__(self, state: dict[str, np.ndarray], config: object, vectors: np.ndarray | None = None) -> None:
        super().__init__()
        self.state = state
        self.vectors = vectors  # of evidence, f32 (gazetteer.WIDTH, hidden)
        self.config = config
        self.hidden: int = config.hidden_size  # type: ignore[attr-defined]
        self.shape = self.add("Concat", self.add("Shape", "input_ids"), self.numbers(self.hidden), axis=0)
        self.mask = self.add("Cast", "attention_mask", to=TensorProto.INT32)
        self.constant("one", np.float32(1))
        self.constant("step", np.float32(1 / STEPS))
        self.constant("least", np.float32(1e-10))
        self.constant("zero", np.uint8(128))

    def weight(self, name: str) -> str:
        return self.constant(name, self.state[name])

    def embeddings(self) -> str:
        prefix = "bert.embeddings."
        words, scales = rounded(self.state[prefix + "word_embeddings.weight"], 1)
        ids = [self.constant("words", words), self.constant("word_scales", scales)]
        word, scale = (self.add("Gather", table, "input_ids") for table in ids)
        positions = (
            self.state[prefix + "position_embeddings.weight"] + self.state[prefix + "token_type_embeddings.weight"][0]
        )
        length = self.add("Gather", self.add("Shape", "input_ids"), self.numbers(1))
        table = self.constant("positions", positions.astype(np.float16))
        place = self.add("Cast", self.add("Slice", table, self.numbers(0), length), to=TensorProto.FLOAT)
        word = self.add("Mul", self.add("Cast", word, to=TensorProto.FLOAT), scale)
        if self.vectors is not None:
            vectors = self.constant("evidence_vectors", self.vectors)
            word = self.add("Add", word, self.add("MatMul", "evidence", vectors))
        return self.norm(self.add("Add", word, place), prefix + "LayerNorm")

    def norm(self, value: str, name: str) -> str:
        weights = self.weight(name + ".weight"), self.weight(name + ".bias")
        epsilon = self.config.layer_norm_eps  # type: ignore[attr-defined]
        return self.add("LayerNormalization", value, *weights, epsilon=epsilon, axis=-1)

    def quantized(self, value: str, width: int) -> tuple[str, str]:
        """`value` f32 (batch, length, width) as uint8 (tokens, width) around 128, and its scales f32 (tokens, 1)."""
        rows = self.add("Reshape", value, self.numbers(-1, width))
        largest = self.add("ReduceMax", self.add("Abs", rows), self.numbers(-1), keepdims=0)
        scale = self.add("Max", self.add("Mul", largest, "step"), "least")
        zeros = self.add("Expand", "zero", self.add("Shape", scale))
        return self.add("QuantizeLinear", rows, scale, zeros, axis=0), self.add("Unsqueeze", scale, self.numbers(-1))

    def product(self, quantized: tuple[str, str], name: str) -> str:
        """f32 (tokens, out): the linear layer `name` without its bias."""
        rows, scale = quantized
        weight, scales = rounded(self.state[name + ".weight"].T, 0)
        inputs = [self.constant(name + ".int8", weight), "one", self.constant(name + ".scales", scales[0]), "zero"]
        return self.add("Mul", self.add("MatMulIntegerToFloat", rows, *inputs, domain=MICROSOFT), scale)

    def residual(self, value: str, inside: str, width: int, name: str) -> str:
        """LayerNorm(linear layer `name`.dense of `inside` + `value`)."""
        outside = self.product(self.quantized(inside, width), name + ".dense")
        outside = self.add("Reshape", outside, self.shape)
        return self.norm(
            self.add("Add", self.add("Add", outside, self.weight(name + ".dense.bias")), value), name + ".LayerNorm"
        )

    def layer(self, value: str, prefix: str) -> str:
        parts = [f"{prefix}attention.self.{part}" for part in ("query", "key", "value")]
        quantized = self.quantized(value, self.hidden)
        heads = [self.add("Reshape", self.product(quantized, part), self.shape) for part in parts]
        biases = self.constant(prefix + "bias", np.concatenate([self.state[part + ".bias"] for part in parts]))
        count = self.config.num_attention_heads  # type: ignore[attr-defined]
        attended = self.add("MultiHeadAttention", *heads, biases, self.mask, domain=MICROSOFT, num_heads=count)
        value = self.residual(value, attended, self.hidden, prefix + "attention.output")
        wide = self.product(self.quantized(value, self.hidden), prefix + "intermediate.dense")
        wide = self.add("BiasGelu", wide, self.weight(prefix + "intermediate.dense.bias"), domain=MICROSOFT)
        width = self.config.intermediate_size  # type: ignore[attr-defined]
        return self.residual(value, wide, width, prefix + "output")

    def model(self) -> onnx.ModelProto:
        value = self.embeddings()
        for layer in range(self.config.num_hidden_layers):  # type: ignore[attr-defined]
            value = self.layer(value, f"bert.encoder.layer.{layer}.")
        head = self.constant("head", self.state["classifier.weight"].T)
        self.add("Add", self.add("MatMul", value, head), self.weight("classifier.bias"), output="logits")
        ids = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
            for name in ("input_ids", "attention_mask")
        ]
        if self.vectors is not None:
            width = len(self.vectors)
            ids.append(helper.make_tensor_value_info("evidence", TensorProto.FLOAT, ["batch", "length", width]))
        logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", len(TAGS)])
        graph = helper.make_graph(self.nodes, "kawat", ids, [logits], list(self.constants.values()))
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="kawat")


def cut_vocabulary(specification: dict, texts: Iterable[str], least: int, most: int) -> list[int]:
    """The piece ids to ship: those that `texts` use at least `least` times, and at most `most`, the commonest first."""
    counts = count_pieces(Tokenizer.from_str(json.dumps(specification)), texts)
    kept = kept_pieces(specification, counts, least)
    if len(kept) > most:
        always = set(kept_pieces(specification, type(counts)(), 1))
        rest = sorted((index for index in kept if index not in always), key=lambda index: (-counts[index], index))
        kept = sorted(always | set(rest[: most - len(always)]))
    return kept


def export(model: Path, out: Path, *, texts: Iterable[str], least: int = 2, most: int = 40_000) -> None:
    """Write `model.onnx`, `tokenizer.json` and `ner.json` of the trained model directory `model` to `out`.

    `texts` are what the vocabulary is cut to. Raises KawatError when the model is not a BERT with our tags and a
    Unigram vocabulary.
    """
    runtime = TorchRuntime(str(model), device="cpu")
    network, config = runtime.network, runtime.network.config
    if config.model_type != "bert" or runtime.tags != TAGS:
        given = f"a {config.model_type} with tags {', '.join(runtime.tags)}"
        raise KawatError(f"{model}: {given}; expected a bert with {', '.join(TAGS)}")
    specification = json.loads((model / "tokenizer.json").read_text(encoding="utf-8"))
    if (kind := specification["model"]["type"]) != "Unigram":
        raise KawatError(f"{model}: a {kind} vocabulary; expected Unigram, or use `kawat train convert`")
    kept = cut_vocabulary(specification, texts, least, most)
    state = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    words = "bert.embeddings.word_embeddings.weight"
    state[words] = state[words][kept]
    out.mkdir(parents=True, exist_ok=True)
    vectors = None if runtime.tagger is None else runtime.tagger.vectors.detach().numpy()
    onnx.save(Tagger(state, config, vectors).model(), out / "model.onnx")
    cut = json.dumps(cut_tokenizer(specification, kept), ensure_ascii=False)
    (out / "tokenizer.json").write_text(cut, encoding="utf-8")
    settings = {"tags": list(TAGS), "longest": config.max_position_embeddings}
    (out / "ner.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")

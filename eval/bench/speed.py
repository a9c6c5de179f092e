"""Speed, measured in pairs: every way of doing the same work takes its turn in each round, and medians are compared.

make bench
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
from rich.console import Console
from rich.table import Table
from spacy.tokens import Doc
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast, pipeline

import kawat
from kawat.ner.runtime import Runtime

ROOT = Path(__file__).parents[2]
ROUNDS = 5
THREADS = 2


def texts() -> list[str]:
    """Real copy, whole documents: every fourth of the project's gold, without its markup."""
    from kawat_eval.gold import read_gold

    return [document.text for document in read_gold(ROOT / "eval" / "gold")][::4]


def rounds(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of each way over ROUNDS rounds, after one that is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            if number:
                taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(times) for name, times in taken.items()}


def same_weights() -> pipeline:
    """transformers' own pipeline over an f32 network of our size. What the weights are does not change its speed."""
    ner = ROOT / "models" / "id_kawat_sm" / "ner"
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(ner / "tokenizer.json"), pad_token="<pad>", unk_token="<unk>"
    )
    tokenizer.model_max_length = 512
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
        num_labels=7,
    )
    network = BertForTokenClassification(config).eval()
    return pipeline("token-classification", model=network, tokenizer=tokenizer, device="cpu")


class Recorder:
    """A runtime that remembers what it was given."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.seen: list[tuple[np.ndarray | None, ...]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self.runtime, name)

    def __call__(self, *batch: np.ndarray | None) -> np.ndarray:
        self.seen.append(batch)
        return self.runtime(*batch)


def taggers() -> Table:
    """`ner` alone against bare ONNX Runtime on the same batches, and against transformers' pipeline."""
    nlp = kawat.load()
    documents = texts()
    ner = nlp.get_pipe("ner")
    peer = same_weights()
    sentences = [sent.text for doc in nlp.pipe(documents) for sent in doc.sents if sent.text.strip()]
    ner.load()
    runtime = ner._runtime
    ner._runtime = recorder = Recorder(runtime)
    disabled = [name for name in nlp.pipe_names if name not in ("layout", "ner")]
    with nlp.select_pipes(disable=disabled):
        list(nlp.pipe(documents))
        ner._runtime = runtime
        ways: dict[str, Callable[[], object]] = {
            "kawat, layout and ner": lambda: list(nlp.pipe(documents)),
            "bare ONNX Runtime, same batches": lambda: [runtime(*batch) for batch in recorder.seen],
            "transformers pipeline, f32, one text at a time": lambda: [peer(text) for text in sentences],
            "transformers pipeline, f32, batches of 8": lambda: peer(sentences, batch_size=8),
            "transformers pipeline, f32, batches of 32": lambda: peer(sentences, batch_size=32),
        }
        medians = rounds(ways)
    words = sum(len(text.split()) for text in documents)
    return report(f"Tagging {words:,} words of {len(documents)} documents, {THREADS} threads", medians, words)


def components() -> Table:
    """What each component of the default pipeline takes of the time."""
    nlp = kawat.load()
    documents = texts()
    made = [nlp.make_doc(text) for text in documents]
    ways: dict[str, Callable[[], object]] = {"tokenizer": lambda: [nlp.make_doc(text) for text in documents]}
    for name, component in nlp.pipeline:
        work = component.pipe if hasattr(component, "pipe") else partial(map, component)
        ways[name] = lambda work=work, made=made: list(work(copies(made)))
        made = list(work(copies(made)))
    words = sum(len(text.split()) for text in documents)
    return report("Components", rounds(ways), words, against="ner")


def copies(docs: list[Doc]) -> list[Doc]:
    return [doc.copy() for doc in docs]


def start() -> Table:
    """The first dispatch, from the command line, in a process of its own."""
    sample = str(ROOT / "examples" / "dispatch_csto.txt")
    command = [str(Path(sys.executable).with_name("kawat")), "annotate", "--format", "table", sample]
    with tempfile.TemporaryDirectory() as elsewhere:
        medians = rounds(
            {"kawat annotate, one dispatch": lambda: subprocess.run(command, cwd=elsewhere, capture_output=True)}
        )
    return report("From the command to the last entity on screen", medians, 0)


def report(title: str, medians: dict[str, float], words: int, against: str | None = None) -> Table:
    table = Table("way", "median s", "words/s", "time, relative", title=title)
    reference = medians[against] if against else next(iter(medians.values()))
    for name, seconds in medians.items():
        speed = f"{words / seconds:,.0f}" if words else ""
        table.add_row(name, f"{seconds:.3f}", speed, f"{seconds / reference:.2f}")
    return table


if __name__ == "__main__":
    torch.set_num_threads(THREADS)
    console = Console(width=110)
    for part in (taggers, components, start):
        console.print(part())

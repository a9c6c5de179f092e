"""Masked-language training of an encoder on the running text of the data: `kawat train adapt RECIPE OUT`.

Pieces are hidden, and the encoder learns to tell them from what stands around (Devlin et al. 2019,
https://aclanthology.org/N19-1423), its output tied to the embeddings. Windows, their order and what is hidden in them
follow from the recipe's seed and the number of the step alone, and no dropout draws: so a run that was killed goes on
from its last checkpoint to the very weights that it would have had.
"""

import hashlib
import json
import math
import os
import pickle
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
from confection import Config
from pydantic import Field, PositiveInt, TypeAdapter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from transformers import AutoModel, AutoTokenizer, PreTrainedModel

from kawat.errors import KawatError
from kawat.files import replaced, write_whole
from kawat.ner.pieces import Pieces
from kawat.training.data import TestGuard, read_lines, resolve, sentences_of_line
from kawat.training.encoder import chunks
from kawat.training.precision import mixed_precision

CHECKPOINT = "checkpoint.pt"
LOSSES = "losses.tsv"  # the loss of each step
BETWEEN_LINES = 60.0  # seconds, where there is no terminal for a bar
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STDERR = Console(stderr=True)

Share = Annotated[float, Field(gt=0, lt=1)]


@dataclass(frozen=True)
class AdaptRecipe:
    """What a configuration file says; see configs/train/adapt.cfg. `windows`: in a batch, of `longest` pieces each;
    `masked`: the share of pieces to be told; `checkpoint_every`: steps; `tests`: sets whose sentences are left out."""

    base: str
    steps: PositiveInt
    seed: Annotated[int, Field(ge=0)]
    learning_rate: Annotated[float, Field(gt=0)]
    warmup: Share
    windows: PositiveInt
    longest: Annotated[int, Field(ge=8)]
    masked: Share
    checkpoint_every: PositiveInt
    tests: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "AdaptRecipe":
        """Raises KawatError naming the file and what it lacks."""
        try:
            recipe = cls(**Config().from_disk(path)["training"])
            return TypeAdapter(cls).validate_python(asdict(recipe))
        except (ValueError, TypeError, KeyError, OSError) as error:
            reason = " ".join(str(error).split())
            raise KawatError(
                f"{path}: not a recipe of adaptation ({reason}); compare it with configs/train/adapt.cfg"
            ) from error


def passages(data: Path, guard: TestGuard) -> Iterator[str]:
    """The running text of the data directory, line by line, both languages of what is parallel. A line goes, with its
    translation, when it or a sentence of it is in a test set."""
    for path in sorted((data / "text").glob("*.xz")):
        for line in read_lines(path):
            cells = line.rstrip("\n").split("\t")
            texts = cells[1:] if ".tsv" in path.suffixes else cells  # the first says topic or document
            if not any([sentence] in guard for text in texts for sentence in sentences_of_line(text)):
                yield from filter(None, texts)


def encode(pieces: Pieces, texts: Iterator[str]) -> np.ndarray:
    """All texts in one row of piece ids, int32, each closed by the last piece."""
    row = []
    for chunk in chunks(texts, 10_000):
        for encoding in pieces.tokenizer.encode_batch(chunk, add_special_tokens=False):
            row.append(np.array([*encoding.ids, pieces.last], np.int32))
    return np.concatenate(row) if row else np.zeros(0, np.int32)


class Windows:
    """Batches of windows of running text, each a function of the step alone: (seed, step) is the data position."""

    def __init__(self, row: np.ndarray, pieces: Pieces, recipe: AdaptRecipe) -> None:
        self.recipe, self.first, self.last = recipe, pieces.first, pieces.last
        self.mask = pieces.special("<mask>", "[MASK]")
        added = pieces.tokenizer.get_added_tokens_decoder()
        self.plain = np.setdiff1d(np.arange(pieces.tokenizer.get_vocab_size()), list(added))
        width = recipe.longest - 1  # the first piece stands before it
        self.texts = row[: len(row) // width * width].reshape(-1, width)
        if len(self.texts) < recipe.windows:
            raise KawatError(
                f"{len(row)} pieces of text, fewer than a batch of {recipe.windows} x {recipe.longest};"
                " check text/*.xz in the data directory, or lower training.windows"
            )

    def batch(self, step: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Pieces with some hidden, int64 (windows, longest); the positions to be told, int64 (told,), in the flattened
        batch; and what stood there, int64 (told,)."""
        recipe = self.recipe
        epoch, at = divmod(step, len(self.texts) // recipe.windows)
        order = np.random.default_rng([recipe.seed, 0, epoch]).permutation(len(self.texts))
        chosen = self.texts[order[at * recipe.windows :][: recipe.windows]]
        batch = np.insert(chosen, 0, self.first, axis=1).astype(np.int64)
        flat = batch.reshape(-1)
        rng = np.random.default_rng([recipe.seed, 1, step])
        open_ = np.flatnonzero((flat != self.first) & (flat != self.last))
        told = np.sort(rng.choice(open_, max(1, round(recipe.masked * len(open_))), replace=False))
        gold = flat[told].copy()
        # Eight in ten are masked, one is any piece, one stays: no text to be tagged has masks.
        chance = rng.random(len(told))
        other = np.where(chance < 0.9, rng.choice(self.plain, len(told)), gold)
        flat[told] = np.where(chance < 0.8, self.mask, other)
        return torch.from_numpy(batch), torch.from_numpy(told), torch.from_numpy(gold)


def embeddings(encoder: PreTrainedModel) -> torch.Tensor:
    """One row a piece: (pieces, width)."""
    weight = encoder.get_input_embeddings().weight
    assert isinstance(weight, torch.Tensor)
    return weight


class MaskedModel(torch.nn.Module):
    """An encoder that tells hidden pieces; its output matrix is its embeddings."""

    def __init__(self, encoder: PreTrainedModel) -> None:
        super().__init__()
        self.encoder = encoder
        rows, width = embeddings(encoder).shape
        linear = torch.nn.Linear(width, width)
        self.turn = torch.nn.Sequential(linear, torch.nn.GELU(), torch.nn.LayerNorm(width))
        torch.nn.init.eye_(linear.weight)  # near the space of the embeddings from the start
        self.bias = torch.nn.Parameter(torch.zeros(rows))

    def forward(self, batch: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
        """Scores of each piece, (told, pieces), at the positions `told` of the flattened batch only."""
        hidden = self.encoder(input_ids=batch, attention_mask=torch.ones_like(batch)).last_hidden_state
        words = embeddings(self.encoder)
        return torch.nn.functional.linear(self.turn(hidden.flatten(0, 1)[told]), words, self.bias)


def load_encoder(base: str) -> tuple[PreTrainedModel, Pieces]:
    """Any encoder of transformers, f32, without dropout or pooler, and its pieces. Raises KawatError."""
    try:
        pieces = Pieces(AutoTokenizer.from_pretrained(base).backend_tokenizer)
        pieces.special("<mask>", "[MASK]")
        encoder = AutoModel.from_pretrained(
            base, dtype=torch.float32, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
    except (OSError, ValueError) as error:
        raise KawatError(
            f"{base}: cannot be loaded as an encoder ({str(error).splitlines()[0]}); `make build/encoder/"
            "model.safetensors` makes one"
        ) from error
    if getattr(encoder, "pooler", None) is not None:
        encoder.pooler = None
    return encoder, pieces


class Adapter:
    """Runs a recipe and leaves the encoder directory `out`, to be a `base` of `kawat train ner`."""

    def __init__(self, recipe: AdaptRecipe, data: Path, out: Path, log: Callable[[str], None] = print) -> None:
        if (out / "model.safetensors").exists() and not (out / CHECKPOINT).exists():
            raise KawatError(f"{out}: holds a finished model; give another directory, or delete this one")
        self.recipe, self.out, self.log = recipe, out, log
        torch.manual_seed(recipe.seed)
        encoder, pieces = load_encoder(recipe.base)
        positions = encoder.config.max_position_embeddings
        if recipe.longest > positions - 2:  # some, such as XLM-R, keep two for themselves
            raise KawatError(f"{recipe.base}: reads {positions - 2} pieces; training.longest is {recipe.longest}")
        row = encode(pieces, passages(data, TestGuard.of_files(resolve(data, name) for name in recipe.tests)))
        self.windows = Windows(row, pieces, recipe)
        log(f"{len(row)} pieces of text, {len(self.windows.texts)} windows")
        known = json.dumps(asdict(recipe), sort_keys=True).encode() + row.tobytes()
        self.fingerprint = hashlib.sha256(known).hexdigest()
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = MaskedModel(encoder).to(self.device).train()
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=recipe.learning_rate, weight_decay=0.01, fused=True
        )
        self.losses: list[float] = []  # of each step; its length is the step to come

    def run(self) -> None:
        """Train to the end. A signal ends the step, writes a checkpoint and exits with 128 + its number."""
        self.out.mkdir(parents=True, exist_ok=True)
        self.resume()
        with caught() as signals, shown(len(self.losses), self.recipe, self.log) as report:
            while (done := len(self.losses)) < self.recipe.steps:
                self.step()
                report(self.losses)
                if signals or (done + 1) % self.recipe.checkpoint_every == 0:
                    self.checkpoint()
                if signals:
                    self.log(f"stopped after step {done + 1}; the same command goes on from there")
                    raise SystemExit(128 + signals[0])
        self.checkpoint()
        self.save()

    def step(self) -> None:
        step, recipe = len(self.losses), self.recipe
        warm = max(1, round(recipe.steps * recipe.warmup))
        rate = min((step + 1) / warm, (recipe.steps - step) / max(1, recipe.steps - warm))
        for group in self.optimizer.param_groups:
            group["lr"] = recipe.learning_rate * rate
        batch, told, gold = (tensor.to(self.device) for tensor in self.windows.batch(step))
        with mixed_precision(self.device):
            scores = self.model(batch, told)
        loss = torch.nn.functional.cross_entropy(scores.float(), gold)
        if not math.isfinite(value := loss.item()):
            raise KawatError(f"step {step + 1}: the loss is not finite; lower training.learning_rate")
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.losses.append(value)

    def checkpoint(self) -> None:
        state = {
            "fingerprint": self.fingerprint,
            "losses": self.losses,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        with replaced(self.out / CHECKPOINT) as file:
            torch.save(state, file)
        curve = "".join(f"{step}\t{loss:.6f}\n" for step, loss in enumerate(self.losses, 1))
        write_whole(self.out / LOSSES, curve.encode())

    def resume(self) -> None:
        path = self.out / CHECKPOINT
        if not path.exists():
            return
        try:
            state = torch.load(path, weights_only=True, map_location=self.device)
            fingerprint = state["fingerprint"]
        except (OSError, RuntimeError, KeyError, TypeError, EOFError, pickle.UnpicklingError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise KawatError(f"{path}: not a checkpoint of `kawat train adapt` ({reason}); delete it") from error
        if fingerprint != self.fingerprint:
            raise KawatError(
                f"{path}: of another recipe or other text; give both as they were, or another output directory"
            )
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.losses = state["losses"]
        self.log(f"resuming after step {len(self.losses)}")

    def save(self) -> None:
        """Write the encoder (f16) and tokenizer, the weights last, so that they are there only when all is; then drop
        the checkpoint."""
        whole = self.out / "model.partial"
        self.model.encoder.half().save_pretrained(whole)
        AutoTokenizer.from_pretrained(self.recipe.base).save_pretrained(whole)
        for path in sorted(whole.iterdir(), key=lambda path: path.suffix == ".safetensors"):
            with path.open("rb") as file:
                os.fsync(file.fileno())
            path.replace(self.out / path.name)
        shutil.rmtree(whole)
        (self.out / CHECKPOINT).unlink()


@contextmanager
def caught() -> Iterator[list[int]]:
    """The numbers of the signals that came, in place of being ended by them."""
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, _frame: came.append(number)) for number in SIGNALS}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def shown(start: int, recipe: AdaptRecipe, log: Callable[[str], None]) -> Iterator[Callable[[list[float]], None]]:
    """A bar on a terminal, else a line a minute; call it with the losses so far."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    began = told = time.monotonic()

    def report(losses: list[float]) -> None:
        nonlocal told
        done, now = len(losses), time.monotonic()
        recent = losses[-100:]
        speed = (done - start) * recipe.windows * recipe.longest / (now - began)
        words = f"loss {sum(recent) / len(recent):.4f} {speed:.0f} pieces/s"
        bar.update(task, completed=done, description=words)
        if not STDERR.is_terminal and (now - told >= BETWEEN_LINES or done == recipe.steps):
            told = now
            log(f"step {done}/{recipe.steps} {words}")

    with Progress(*columns, console=STDERR, disable=not STDERR.is_terminal) as bar:
        task = bar.add_task("", total=recipe.steps, completed=start)
        yield report

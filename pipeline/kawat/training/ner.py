"""Fine-tuning an encoder to tag names: `kawat train ner CONFIG`.

One scheme out of many: every set of gold has its own habits (is `Kenya` in `polisi Kenya` a name?), so each example
opens with a piece that says whose habits its tags follow, in the place of `<s>`. At inference the piece of the
project's own scheme stands there: what the sets share is learned from all, what they disagree on from ours. (Dataset
embeddings: Stymne et al. 2018, https://aclanthology.org/P18-2098; here for annotation schemes.)
"""

import math
import os
import random
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from confection import Config
from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import track
from tokenizers import AddedToken
from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer

from kawat.errors import KawatError
from kawat.kb.gazetteer import Gazetteer
from kawat.kb.store import KnowledgeBase
from kawat.ner.labels import TAGS
from kawat.ner.pieces import SCHEME_PIECE, Pieces
from kawat.ner.torch_evidence import FILE, EvidenceTagger, read_vectors, write_vectors
from kawat.training.annotations import read_annotations
from kawat.training.batches import Augmentation, Batch, Batcher
from kawat.training.data import Sentence, TestGuard, names_of, read_gold, resolve
from kawat.training.distil import distil_loss, shallow
from kawat.training.held_out import f1, unchanged
from kawat.training.precision import mixed_precision
from kawat.training.swaps import Swaps
from kawat.training.unpack import unpacked

NAMES = "training_names.txt"  # every name of the training gold, one a line: what the tagger has seen
STDERR = Console(stderr=True)
OURS = "kawat"  # the project's own scheme, used at inference


@dataclass(frozen=True)
class Source:
    """A set of gold in a recipe.

    `path`: in the data directory, or as it stands. `scheme`: whose habits of annotation it follows. `repeat`: how
    much of it makes an epoch (0.5: a half from a random place on, 2: twice). `silent`: labels it does not mark.
    `overlaps_tests`: known to, so that test sentences are left out in silence; in any other set they are an error.
    `spans`: it is annotated over running text, see annotations.py, not over tokens. `swapped`: the share of sentences
    whose names are exchanged for others of their kind, see swaps.py.
    """

    path: str
    scheme: str
    repeat: float
    silent: tuple[str, ...] = ()
    overlaps_tests: bool = False
    spans: bool = False
    swapped: float = 0.0

    def read(self, data: Path) -> list[Sentence]:
        path = resolve(data, self.path)
        if self.spans:
            return read_annotations(path, data, scheme=self.scheme)
        return read_gold(path, scheme=self.scheme, silent=self.silent)

    def read_guarded(self, data: Path, guard: TestGuard) -> list[Sentence]:
        """The set without sentences of test sets. Raises KawatError where none were to be expected in it."""
        sentences = self.read(data)
        if self.overlaps_tests:
            sentences = guard.without(sentences)
        guard.refuse(sentences, self.path)
        return sentences

    def epoch(self, sentences: Sequence[Sentence], rng: random.Random) -> list[Sentence]:
        whole = int(self.repeat)
        taken = list(sentences) * whole
        part = round((self.repeat - whole) * len(sentences))
        if part:
            start = rng.randrange(len(sentences))  # neighbours stay neighbours, for packing
            taken += [sentences[(start + step) % len(sentences)] for step in range(part)]
        return taken


@dataclass(frozen=True)
class Recipe:
    """What a configuration file says of a training; see configs/train/.

    `kb`: the knowledge base whose names the tagger learns to take as evidence; None for none. `layers`: train so many
    of the base's layers; 0 for all. `teacher`: a tagger to learn from beside the gold, see distil.py. `held_out`: gold
    on which the model is scored after each epoch; with a `patience` of n epochs, a run that has not bettered its score
    for so long ends, and its best epoch is kept.
    """

    base: str
    epochs: int
    seed: int
    learning_rate: float
    head_factor: float
    warmup: float
    batch_pieces: int
    longest: int
    average: float
    augmentation: Augmentation
    sources: dict[str, Source]
    tests: tuple[str, ...]
    kb: str | None = None
    layers: int = 0
    teacher: str | None = None
    held_out: Source | None = None
    patience: int = 0

    @classmethod
    def read(cls, path: Path, overrides: Mapping[str, object] | None = None) -> "Recipe":
        """Raises KawatError naming the file and what it lacks."""
        try:
            config = Config().from_disk(path, overrides=dict(overrides or {}))
            sources = {name: Source(**_tuples(values)) for name, values in config["sources"].items()}
            augmentation = Augmentation(**config["augmentation"])
            held_out = Source(repeat=1, **_tuples(config["held_out"])) if "held_out" in config else None
            settings = _tuples(config["training"])
            recipe = cls(augmentation=augmentation, sources=sources, held_out=held_out, **settings)
            if recipe.patience and recipe.held_out is None:
                raise ValueError("patience needs a [held_out] set")
            return TypeAdapter(cls).validate_python(asdict(recipe))  # a number where a number is due
        except (ValueError, TypeError, KeyError, OSError) as error:
            reason = " ".join(str(error).split())
            raise KawatError(
                f"{path}: not a training recipe ({reason}); compare it with configs/train/ner.cfg"
            ) from error


def _tuples(values: dict[str, object]) -> dict:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def load_base(base: str, schemes: Iterable[str]) -> tuple[EvidenceTagger, Pieces, dict[str, int]]:
    """An encoder (Hub name or directory) with a head of our tags, its pieces, and the piece of each scheme.

    A scheme the base does not know yet gets a piece of its own, which starts as the base's first piece.
    """
    try:
        tokenizer = AutoTokenizer.from_pretrained(base)
        config = AutoConfig.from_pretrained(
            base, id2label=dict(enumerate(TAGS)), label2id={tag: index for index, tag in enumerate(TAGS)}
        )
        for name in ("hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout"):
            if hasattr(config, name):
                setattr(config, name, 0.0)
        # A tagger with labels of its own gets a new head.
        model = AutoModelForTokenClassification.from_pretrained(
            base, config=config, dtype=torch.float32, ignore_mismatched_sizes=True
        )
    except (OSError, ValueError) as error:
        raise KawatError(f"{base}: cannot be loaded as an encoder ({str(error).splitlines()[0]})") from error
    schemes = sorted({*schemes, OURS})
    names = [SCHEME_PIECE.format(scheme) for scheme in schemes]
    new = [name for name in names if tokenizer.convert_tokens_to_ids(name) in (None, tokenizer.unk_token_id)]
    tokenizer.add_special_tokens({"additional_special_tokens": [AddedToken(name, special=True) for name in new]})
    pieces = Pieces(tokenizer.backend_tokenizer)
    if len(tokenizer) > model.get_input_embeddings().num_embeddings:
        model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    weight = model.get_input_embeddings().weight
    with torch.no_grad():
        weight[[pieces.special(name) for name in new]] = weight[pieces.first].clone()
    first = {scheme: pieces.opening(scheme) for scheme in schemes}
    return EvidenceTagger(model, read_vectors(base)), pieces, first


def partial_loss(logits: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Minus the mean log probability that the tag is one of those allowed, over the positions that allow any.

    `logits`: (batch, length, tags); `allowed`: (batch, length) bit masks, 0 = no loss. With one tag allowed this is
    cross entropy; with several, their probabilities add up (partial labels: Cour et al. 2011).
    """
    rows = allowed > 0
    logits, allowed = logits[rows].float(), allowed[rows]
    bits = (allowed[:, None] >> torch.arange(logits.shape[-1], device=logits.device)) & 1
    masked = logits.masked_fill(bits == 0, float("-inf"))
    return (torch.logsumexp(logits, -1) - torch.logsumexp(masked, -1)).mean()


class Trainer:
    """Runs a recipe and leaves the model directory `out`; checkpoints after each epoch, resumes from the last."""

    def __init__(self, recipe: Recipe, data: Path, out: Path, log: Callable[[str], None] = print) -> None:
        self.recipe, self.out, self.log = recipe, out, log
        guard = TestGuard.of_files(resolve(data, name) for name in recipe.tests)
        self.swaps = Swaps(data)
        self.sources = {name: source.read_guarded(data, guard) for name, source in recipe.sources.items()}
        held_out = recipe.held_out.read_guarded(data, guard) if recipe.held_out else []
        schemes = {source.scheme for source in recipe.sources.values()}
        torch.manual_seed(recipe.seed)  # before the base, whose head may be new
        self.base = unpacked(recipe.base, out / "base")
        self.model, self.pieces, first = load_base(self.base, schemes)
        if recipe.layers:
            self.model = shallow(self.model, recipe.layers)
        self.teacher = self.load_teacher(recipe.teacher, schemes) if recipe.teacher else None
        self.batcher = Batcher(
            self.pieces,
            first,
            augmentation=recipe.augmentation,
            budget=recipe.batch_pieces,
            longest=recipe.longest,
            known=Gazetteer(b"") if recipe.kb is None else KnowledgeBase.open(recipe.kb).gazetteer(),
        )
        self.held_out = unchanged(self.batcher, held_out)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model.to(self.device)
        if self.teacher is not None:
            self.teacher.to(self.device)

    def load_teacher(self, name: str, schemes: Iterable[str]) -> EvidenceTagger:
        """A tagger that reads the same pieces. Raises KawatError for another."""
        teacher, pieces, _ = load_base(unpacked(name, self.out / "teacher"), schemes)
        if pieces.tokenizer.to_str() != self.pieces.tokenizer.to_str():
            raise KawatError(f"{name}: reads other pieces than {self.recipe.base}; give a teacher with its vocabulary")
        return teacher.eval()

    def epoch_sentences(self, epoch: int) -> list[Sentence]:
        rng = random.Random(f"{self.recipe.seed}/{epoch}")
        chosen = []
        for name, source in self.recipe.sources.items():
            for sentence in source.epoch(self.sources[name], rng):
                chosen.append(self.swaps.swapped(sentence, rng) if rng.random() < source.swapped else sentence)
        return chosen

    def batches(self, epoch: int) -> list[Batch]:
        return self.batcher.epoch(self.epoch_sentences(epoch), self.recipe.seed + epoch)

    def optimizer(self) -> torch.optim.Optimizer:
        new = ("network.classifier", "vectors")
        head = [p for name, p in self.model.named_parameters() if name.startswith(new)]
        body = [p for name, p in self.model.named_parameters() if not name.startswith(new)]
        rate, factor = self.recipe.learning_rate, self.recipe.head_factor
        groups = [{"params": body, "lr": rate}, {"params": head, "lr": rate * factor}]
        return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)

    def run(self) -> None:
        recipe = self.recipe
        first = self.batches(0)
        steps = len(first) * recipe.epochs
        warm = max(1, round(steps * recipe.warmup))
        optimizer = self.optimizer()

        def rate(step: int) -> float:
            return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
        average = Average(self.model, recipe.average)
        best = Best()
        start = self.resume(optimizer, schedule, average, best)
        for epoch in range(start, recipe.epochs):
            if recipe.patience and epoch - best.epoch >= recipe.patience:
                self.log(f"no better for {recipe.patience} epochs: ends with epoch {best.epoch}")
                break
            self.one_epoch(epoch, self.batches(epoch) if epoch else first, optimizer, schedule, average)
            if self.held_out:
                self.score(epoch + 1, average, best)
            self.checkpoint(epoch + 1, optimizer, schedule, average, best)
        self.model.load_state_dict(best.state if recipe.patience else average.weights(self.model))
        self.save()

    def score(self, epoch: int, average: "Average", best: "Best") -> None:
        """Log the F1 of the averaged weights on the held-out sentences, and keep the weights if they are the best."""
        last = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(average.weights(self.model))
        score = f1(self.model, self.held_out, self.device)
        self.log(f"epoch {epoch} held out F1 {100 * score:.2f}")
        if self.recipe.patience and score > best.score:
            best.score, best.epoch = score, epoch
            best.state = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(last)

    def one_epoch(
        self,
        epoch: int,
        batches: Sequence[Batch],
        optimizer: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LRScheduler,
        average: "Average",
    ) -> None:
        self.model.train()
        began, seen, losses = time.monotonic(), 0, 0.0
        for step, batch in enumerate(
            track(batches, f"epoch {epoch + 1}", console=STDERR, disable=not STDERR.is_terminal), 1
        ):
            loss = self.loss(batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            average.update(self.model)
            seen += int(batch.attention.sum())
            losses += loss.item()
            if not math.isfinite(losses):
                raise KawatError(
                    f"epoch {epoch + 1}, step {step}: the loss is not finite; lower training.learning_rate"
                )
            if step % 100 == 0 or step == len(batches):
                speed = seen / (time.monotonic() - began)
                self.log(f"epoch {epoch + 1} step {step}/{len(batches)} loss {losses / step:.4f} {speed:.0f} pieces/s")

    def loss(self, batch: Batch) -> torch.Tensor:
        """What the gold says of a batch, and what the teacher does where there is one."""
        given = [tensor.to(self.device) for tensor in (batch.pieces, batch.attention, batch.evidence)]
        allowed = batch.allowed.to(self.device)
        with mixed_precision(self.device):
            logits = self.model(*given)
            if self.teacher is None:
                return partial_loss(logits, allowed)
            with torch.no_grad():
                taught = self.teacher(*given)
        return partial_loss(logits, allowed) + distil_loss(logits, taught, allowed)

    def checkpoint(
        self, epoch: int, optimizer: torch.optim.Optimizer, schedule: object, average: "Average", best: "Best"
    ) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        state = {
            "epoch": epoch,
            "model": self.model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),  # type: ignore[attr-defined]
            "average": average.state,
            "best": vars(best),
        }
        partial = self.out / "checkpoint.pt.partial"
        torch.save(state, partial)
        os.replace(partial, self.out / "checkpoint.pt")

    def resume(self, optimizer: torch.optim.Optimizer, schedule: object, average: "Average", best: "Best") -> int:
        """The epochs that a checkpoint has behind it; 0 where there is none. Raises KawatError for one of another
        training."""
        path = self.out / "checkpoint.pt"
        if not path.exists():
            return 0
        try:
            state = torch.load(path, weights_only=True)
            self.model.load_state_dict(state["model"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])  # type: ignore[attr-defined]
            average.state, average.steps = state["average"], state["schedule"]["last_epoch"]  # one update a step
            vars(best).update(state["best"])
        except Exception as error:  # torch and pickle raise what they like
            reason = " ".join(str(error).split())[:150]
            raise KawatError(f"{path}: of another training or version ({reason}); remove it to begin anew") from error
        self.log(f"resuming after epoch {state['epoch']}")
        return int(state["epoch"])

    def save(self) -> None:
        """Write the model (f16) and tokenizer to `out`, the weights last: where they are, all is. Then drop the
        checkpoint."""
        if self.model.vectors.any():
            write_vectors(self.model, self.out)
        else:
            (self.out / FILE).unlink(missing_ok=True)  # of a training that was here before
        AutoTokenizer.from_pretrained(self.base).save_pretrained(self.out)  # its configuration; then our pieces
        self.pieces.tokenizer.save(str(self.out / "tokenizer.json"))
        names = names_of(sentence for sentences in self.sources.values() for sentence in sentences)
        (self.out / NAMES).write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
        network = self.model.network
        network.half().save_pretrained(self.out)
        network.float()
        (self.out / "checkpoint.pt").unlink(missing_ok=True)
        for name in ("base", "teacher"):
            shutil.rmtree(self.out / name, ignore_errors=True)


class Average:
    """An exponential moving average of the weights (decay 0: the last weights), less noisy than the last step's."""

    def __init__(self, model: torch.nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {k: v.detach().clone() for k, v in model.state_dict().items()} if decay else {}
        self.steps = 0

    @torch.no_grad()
    def update(self, model: torch.nn.Module) -> None:
        self.steps += 1
        if self.decay and self.steps % 10 == 0:  # every tenth step: the same average at a tenth of the cost
            mine, theirs = list(self.state.values()), [v.detach() for v in model.state_dict().values()]
            torch._foreach_lerp_(mine, theirs, 1 - self.decay)

    def weights(self, model: torch.nn.Module) -> dict[str, torch.Tensor]:
        """The averaged weights; those of `model` itself without an average."""
        return self.state if self.decay else model.state_dict()


class Best:
    """The best epoch so far on the held-out sentences: its number, F1, and weights."""

    def __init__(self) -> None:
        self.epoch = 0
        self.score = -1.0
        self.state: dict[str, torch.Tensor] = {}

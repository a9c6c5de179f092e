"""Sentences to batches of pieces: packing, case augmentation, input masking, batches of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from kawat.kb.gazetteer import WIDTH, Gazetteer, evidence
from kawat.ner.pieces import Pieces
from kawat.training.data import Sentence


@dataclass(frozen=True)
class Batch:
    """`pieces`, `attention`: int64 (batch, length); `allowed`: int64 (batch, length), the bit mask of tags that may be
    right at each word's first piece, 0 elsewhere; `evidence`: f32 (batch, length, gazetteer.WIDTH)."""

    pieces: torch.Tensor
    attention: torch.Tensor
    allowed: torch.Tensor
    evidence: torch.Tensor


@dataclass
class Example:
    """Pieces, for each the bit mask of tags that may be right, and the evidence for it: f32 (pieces, WIDTH)."""

    pieces: list[int]
    allowed: list[int]
    evidence: np.ndarray


@dataclass(frozen=True)
class Augmentation:
    """Chances, per example: `upper`, `lower`, `title` change the case of all words; `pack` appends the next sentence of
    the set (again and again while it holds); `mask`, per piece: the piece is replaced by the mask. Of what the
    knowledge base knows, `forget` hides a name and `blind` all of an example's: so names that it does not know are
    found, too."""

    upper: float
    lower: float
    title: float
    pack: float
    mask: float
    forget: float = 0.0
    blind: float = 0.0


def recased(words: Sequence[str], augmentation: Augmentation, rng: random.Random) -> list[str]:
    """The words in another case, as headlines and careless copy have them, with the chances of `augmentation`."""
    chance = rng.random()
    if chance < augmentation.upper:
        return [word.upper() for word in words]
    if chance < augmentation.upper + augmentation.lower:
        return [word.lower() for word in words]
    if chance < augmentation.upper + augmentation.lower + augmentation.title:
        return [word[:1].upper() + word[1:] for word in words]
    return list(words)


def packed(sentences: Sequence[Sentence], augmentation: Augmentation, rng: random.Random) -> Iterator[list[Sentence]]:
    """Sentences alone and in runs of neighbours of one scheme, in the order given."""
    run: list[Sentence] = []
    for sentence in sentences:
        if run and (run[-1].scheme != sentence.scheme or rng.random() >= augmentation.pack):
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


class Batcher:
    """Makes an epoch's batches. `first` maps a scheme to the piece that opens its examples; `known` are the names that
    are evidence."""

    def __init__(
        self,
        pieces: Pieces,
        first: dict[str, int],
        *,
        augmentation: Augmentation,
        budget: int,
        longest: int,
        known: Gazetteer,
    ) -> None:
        self.pieces = pieces
        self.mask = pieces.special("<mask>", "[MASK]")
        self.first = first
        self.known = known
        self.augmentation = augmentation
        self.budget = budget  # pieces in a batch, padding included
        self.longest = longest  # pieces in an example; what is longer is cut off

    def epoch(self, sentences: Sequence[Sentence], seed: int) -> list[Batch]:
        """One pass over `sentences` in batches of at most `budget` pieces, of like length, in random order."""
        rng = random.Random(seed)
        examples = [self._example(run, rng) for run in packed(sentences, self.augmentation, rng)]
        examples.sort(key=lambda example: (len(example.pieces), rng.random()))
        batches: list[Batch] = []
        group: list[Example] = []
        for example in examples:
            if group and (len(group) + 1) * len(example.pieces) > self.budget:
                batches.append(self._collate(group, rng))
                group = []
            group.append(example)
        if group:
            batches.append(self._collate(group, rng))
        rng.shuffle(batches)
        return batches

    def _example(self, run: Sequence[Sentence], rng: random.Random) -> Example:
        ids, allowed, evidence = [self.first[run[0].scheme]], [0], [np.zeros((1, WIDTH), np.float32)]
        for sentence in run:
            words = recased(sentence.words, self.augmentation, rng)
            encoded = self.pieces(words)
            for piece_ids, mask in zip(encoded, sentence.allowed, strict=True):
                ids += piece_ids
                allowed += [mask] + [0] * (len(piece_ids) - 1)
            evidence.append(np.repeat(self._evidence(words, rng), [len(piece_ids) for piece_ids in encoded], axis=0))
        kept = min(len(ids), self.longest - 1)
        known = np.zeros((kept + 1, WIDTH), np.float32)
        if rng.random() >= self.augmentation.blind:
            known[:kept] = np.concatenate(evidence)[:kept]
        return Example([*ids[:kept], self.pieces.last], [*allowed[:kept], 0], known)

    def _evidence(self, words: Sequence[str], rng: random.Random) -> np.ndarray:
        names = [name for name in self.known.names(words) if rng.random() >= self.augmentation.forget]
        return evidence(names, len(words))

    def _collate(self, group: Sequence[Example], rng: random.Random) -> Batch:
        shape = len(group), max(len(example.pieces) for example in group)
        pieces = np.full(shape, self.pieces.pad, np.int64)
        allowed = np.zeros(shape, np.int64)
        known = np.zeros((*shape, WIDTH), np.float32)
        for row, example in enumerate(group):
            length = len(example.pieces)
            pieces[row, :length] = example.pieces
            allowed[row, :length] = example.allowed
            known[row, :length] = example.evidence
        attention = pieces != self.pieces.pad
        hidden = np.random.default_rng(rng.getrandbits(32)).random(shape) < self.augmentation.mask
        hidden[:, 0] = False
        pieces[hidden & attention & (pieces != self.pieces.last)] = self.mask
        arrays = (pieces, attention.astype(np.int64), allowed, known)
        return Batch(*map(torch.from_numpy, arrays))

"""Sentences to batches of pieces: packing, case augmentation, input masking, batches of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from kawat.ner.pieces import Pieces
from kawat.training.data import Sentence


@dataclass(frozen=True)
class Batch:
    """`pieces`, `attention`: int64 (batch, length); `allowed`: int64 (batch, length), the bit mask of tags that may be
    right at each word's first piece, 0 elsewhere."""

    pieces: torch.Tensor
    attention: torch.Tensor
    allowed: torch.Tensor


@dataclass(frozen=True)
class Augmentation:
    """Chances, per example: `upper`, `lower`, `title` change the case of all words; `pack` appends the next sentence of
    the set (again and again while it holds); `mask`, per piece: the piece is replaced by the mask."""

    upper: float
    lower: float
    title: float
    pack: float
    mask: float


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
    """Makes an epoch's batches. `first` maps a scheme to the piece that opens its examples."""

    def __init__(
        self, pieces: Pieces, first: dict[str, int], *, augmentation: Augmentation, budget: int, longest: int
    ) -> None:
        self.pieces = pieces
        self.mask = pieces.special("<mask>", "[MASK]")
        self.first = first
        self.augmentation = augmentation
        self.budget = budget  # pieces in a batch, padding included
        self.longest = longest  # pieces in an example; what is longer is cut off

    def epoch(self, sentences: Sequence[Sentence], seed: int) -> list[Batch]:
        """One pass over `sentences` in batches of at most `budget` pieces, of like length, in random order."""
        rng = random.Random(seed)
        examples = [self._example(run, rng) for run in packed(sentences, self.augmentation, rng)]
        examples.sort(key=lambda example: (len(example[0]), rng.random()))
        batches: list[Batch] = []
        group: list[tuple[list[int], list[int]]] = []
        for example in examples:
            if group and (len(group) + 1) * len(example[0]) > self.budget:
                batches.append(self._collate(group, rng))
                group = []
            group.append(example)
        if group:
            batches.append(self._collate(group, rng))
        rng.shuffle(batches)
        return batches

    def _example(self, run: Sequence[Sentence], rng: random.Random) -> tuple[list[int], list[int]]:
        ids, allowed = [self.first[run[0].scheme]], [0]
        for sentence in run:
            words = recased(sentence.words, self.augmentation, rng)
            for encoded, mask in zip(self.pieces(words), sentence.allowed, strict=True):
                ids += encoded
                allowed += [mask] + [0] * (len(encoded) - 1)
        return [*ids[: self.longest - 1], self.pieces.last], [*allowed[: self.longest - 1], 0]

    def _collate(self, group: Sequence[tuple[list[int], list[int]]], rng: random.Random) -> Batch:
        length = max(len(ids) for ids, _ in group)
        pieces = np.full((len(group), length), self.pieces.pad, np.int64)
        allowed = np.zeros((len(group), length), np.int64)
        for row, (ids, masks) in enumerate(group):
            pieces[row, : len(ids)] = ids
            allowed[row, : len(ids)] = masks
        attention = pieces != self.pieces.pad
        hidden = np.random.default_rng(rng.getrandbits(32)).random(pieces.shape) < self.augmentation.mask
        hidden[:, 0] = False
        pieces[hidden & attention & (pieces != self.pieces.last)] = self.mask
        return Batch(torch.from_numpy(pieces), torch.from_numpy(attention.astype(np.int64)), torch.from_numpy(allowed))

"""How well a tagger in training does on sentences held out of it: strict span F1, after each epoch."""

from collections.abc import Sequence

import torch

from kawat.ner.decode import decode, mentions
from kawat.training.batches import Augmentation, Batch, Batcher
from kawat.training.data import Sentence, mention_at
from kawat.training.precision import mixed_precision

UNCHANGED = Augmentation(upper=0, lower=0, title=0, pack=0, mask=0)


def unchanged(batcher: Batcher, sentences: Sequence[Sentence]) -> list[Batch]:
    """The sentences as they stand, each an example."""
    plain = Batcher(
        batcher.pieces,
        batcher.first,
        augmentation=UNCHANGED,
        budget=batcher.budget,
        longest=batcher.longest,
        known=batcher.known,
    )
    return plain.epoch(sentences, seed=0)


@torch.no_grad()
def f1(model: torch.nn.Module, held_out: Sequence[Batch], device: torch.device) -> float:
    """Strict span F1 (0..1) of the model over the batches; sentences whose tags are not certain take part with those
    that are."""
    model.eval()
    right = found = gold = 0
    for batch in held_out:
        with mixed_precision(device):
            logits = model(*(t.to(device) for t in (batch.pieces, batch.attention, batch.evidence)))
        for row, allowed in zip(logits.float().cpu().numpy(), batch.allowed.numpy(), strict=True):
            firsts = allowed > 0
            expected = _spans(allowed[firsts].tolist())
            tags = decode(row[firsts], [0])
            named = {(m.start, m.end, m.label) for m in mentions(row[firsts], tags, [0], 1.0)}
            right += len(named & expected)
            found += len(named)
            gold += len(expected)
    return 2 * right / max(1, found + gold)


def _spans(allowed: list[int]) -> set[tuple[int, int, str]]:
    sentence = Sentence(("",) * len(allowed), tuple(allowed), "")
    spans, at = set(), 0
    while at < len(allowed):
        end, label = mention_at(sentence, at)
        if label:
            spans.add((at, end, label))
        at = end
    return spans

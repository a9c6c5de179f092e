"""A shallower tagger taught by a deeper one: some of its layers to begin with, its tag probabilities to learn from.

Layers are copied as DistilBERT does it (Sanh et al. 2019, https://arxiv.org/abs/1910.01108); beside the gold, the
probabilities of the tags at each word are learned from (Hinton et al. 2015, https://arxiv.org/abs/1503.02531).
"""

import copy

import torch

from kawat.errors import KawatError
from kawat.ner.torch_evidence import EvidenceTagger


def shallow(base: EvidenceTagger, layers: int) -> EvidenceTagger:
    """A tagger with `layers` of the base's, evenly chosen, the first and the last among them; the rest is a copy.

    Raises KawatError when the base is not a BERT-like encoder with at least so many layers.
    """
    student = copy.deepcopy(base)
    encoder = getattr(student.network.base_model, "encoder", None)
    given = getattr(encoder, "layer", None)
    if encoder is None or given is None or not 2 <= layers <= len(given):
        raise KawatError(f"training.layers {layers}: expected 2 to the base's own number, of a BERT-like base")
    step = (len(given) - 1) / (layers - 1)
    encoder.layer = torch.nn.ModuleList(given[round(index * step)] for index in range(layers))
    student.network.config.num_hidden_layers = layers
    return student


def distil_loss(logits: torch.Tensor, taught: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """The mean divergence of the student's tag probabilities from the teacher's, over the words' first pieces.

    `logits`, `taught`: (batch, length, tags); `allowed`: (batch, length) bit masks, 0 where no word begins.
    """
    words = allowed > 0
    student, teacher = (torch.log_softmax(scores[words].float(), -1) for scores in (logits, taught))
    return torch.nn.functional.kl_div(student, teacher, log_target=True, reduction="batchmean")

"""A token-classification model on torch that is told which names a knowledge base knows."""

from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file, save_file
from transformers import PreTrainedModel

from kawat.kb.gazetteer import WIDTH

FILE = "evidence.safetensors"  # beside the model's own files, when it has learned to read evidence


class EvidenceTagger(torch.nn.Module):
    """`network`, a token-classification model of transformers, with a vector for each kind of evidence added to the
    embeddings of the pieces of a word. The vectors f32 (WIDTH, hidden) start at zero: at first, nothing changes."""

    def __init__(self, network: PreTrainedModel, vectors: torch.Tensor | None = None) -> None:
        super().__init__()
        self.network = network
        empty = torch.zeros(WIDTH, self.embeddings.embedding_dim)
        self.vectors = torch.nn.Parameter(empty if vectors is None else vectors.float())

    @property
    def embeddings(self) -> torch.nn.Embedding:
        return cast(torch.nn.Embedding, self.network.get_input_embeddings())

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, evidence: torch.Tensor) -> torch.Tensor:
        """Logits (batch, length, tags) of pieces (batch, length) and evidence f32 (batch, length, WIDTH)."""
        embedded = self.embeddings(input_ids)
        embedded = embedded + (evidence @ self.vectors).to(embedded.dtype)
        return self.network(inputs_embeds=embedded, attention_mask=attention_mask).logits


def read_vectors(model: str | Path) -> torch.Tensor | None:
    """The evidence vectors of a model directory; None when it has learned none, or is no directory."""
    path = Path(model) / FILE
    return load_file(path)["vectors"] if path.is_file() else None


def write_vectors(tagger: EvidenceTagger, directory: Path) -> None:
    """Save the evidence vectors in f16, beside the network."""
    save_file({"vectors": tagger.vectors.detach().half().contiguous()}, directory / FILE)

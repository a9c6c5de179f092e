"""Any token-classification model of transformers on torch: a Hub name or a local directory, CPU or GPU."""

import os
import tempfile
from pathlib import Path

import numpy as np

from kawat.errors import KawatError
from kawat.processors import processors


class TorchRuntime:
    """`AutoModelForTokenClassification` of `model` (needs the extra `hub`).

    `device`: "cpu", "cuda", …, or "auto". On a GPU, and on CPUs that have bf16 instructions when `bf16` is set, matrix
    products run in bf16. Raises KawatError when the model cannot be loaded or the extra is missing.
    """

    def __init__(self, model: str, *, device: str = "auto", bf16: bool = False, revision: str | None = None) -> None:
        try:
            import torch
            from transformers import AutoModelForTokenClassification, AutoTokenizer

            from kawat.ner.torch_evidence import EvidenceTagger, read_vectors
        except ImportError as error:
            raise KawatError(f"{model}: running it needs torch and transformers; pip install 'kawat[hub]'") from error
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(model, revision=revision, use_fast=True)
            network = AutoModelForTokenClassification.from_pretrained(model, revision=revision, dtype=torch.float32)
            vectors = read_vectors(model)
        except Exception as error:  # the Hub, safetensors and transformers each raise their own
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise KawatError(f"{model}: cannot be loaded as a token-classification model ({reason})") from error
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        self.name = model
        self.device = device
        self.bf16 = bf16 or device.startswith("cuda")
        self.network = network.to(device).eval()
        self.tagger = None if vectors is None else EvidenceTagger(network, vectors).to(device).eval()
        self.tags = tuple(network.config.id2label[index] for index in range(network.config.num_labels))
        limits = [network.config.max_position_embeddings, self._tokenizer.model_max_length]
        # RoBERTa's positions start behind its padding index, so that many of them are never used.
        spent = network.config.pad_token_id + 1 if "roberta" in network.config.model_type else 0
        self.longest = min(limits[0] - spent, limits[1])
        self._process = os.getpid()

    def tokenizer_json(self) -> str:
        return self._tokenizer.backend_tokenizer.to_str()

    @property
    def reads_evidence(self) -> bool:
        return self.tagger is not None

    def __call__(self, pieces: np.ndarray, attention: np.ndarray, evidence: np.ndarray | None = None) -> np.ndarray:
        import torch

        if self._process != os.getpid():  # OpenMP's threads do not survive a fork: one thread, or it hangs
            torch.set_num_threads(1)
            self._process = os.getpid()
        with torch.inference_mode(), torch.autocast(self.device.split(":")[0], torch.bfloat16, enabled=self.bf16):
            ids, mask = (torch.from_numpy(given).to(self.device) for given in (pieces, attention))
            if self.tagger is None or evidence is None:
                logits = self.network(input_ids=ids, attention_mask=mask).logits
            else:
                logits = self.tagger(ids, mask, torch.from_numpy(evidence).to(self.device))
            return logits.float().cpu().numpy()

    def use_threads(self, threads: int) -> None:
        import torch

        torch.set_num_threads(threads or processors())

    def to_bytes(self) -> dict[str, bytes]:
        """The model directory's files, name to content."""
        with tempfile.TemporaryDirectory() as directory:
            self.to_disk(Path(directory))
            return {path.name: path.read_bytes() for path in Path(directory).iterdir()}

    def to_disk(self, directory: Path) -> None:
        self.network.save_pretrained(directory)
        self._tokenizer.save_pretrained(directory)
        if self.tagger is not None:
            from kawat.ner.torch_evidence import write_vectors

            write_vectors(self.tagger, directory)

"""Any token-classification model of transformers to ONNX, so that `ner` runs it on ONNX Runtime, without torch."""

import json
from pathlib import Path

import torch

from kawat.errors import KawatError
from kawat.ner.torch_runtime import TorchRuntime


class _Logits(torch.nn.Module):
    """A model whose one output is its logits."""

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.network(input_ids=input_ids, attention_mask=attention_mask).logits


def convert(model: str, out: Path) -> None:
    """Write `model.onnx` (f32), `tokenizer.json` and `ner.json` of a Hub name or model directory to `out`.

    Raises KawatError when the model cannot be loaded, or reads evidence of a knowledge base.
    """
    runtime = TorchRuntime(model, device="cpu")
    if runtime.reads_evidence:
        raise KawatError(f"{model}: reads evidence of a knowledge base; use `kawat train pipeline` for Kawat's own")
    out.mkdir(parents=True, exist_ok=True)
    pieces = torch.full((2, 9), 5)
    axes = {0: torch.export.Dim("batch", max=4096), 1: torch.export.Dim("length", min=2, max=runtime.longest)}
    program = torch.onnx.export(
        _Logits(runtime.network).eval(),
        (pieces, torch.ones_like(pieces)),
        dynamo=True,
        verbose=False,
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_shapes={"input_ids": axes, "attention_mask": axes},
    )
    assert program is not None
    program.save(out / "model.onnx")
    (out / "tokenizer.json").write_text(runtime.tokenizer_json(), encoding="utf-8")
    settings = {"tags": list(runtime.tags), "longest": runtime.longest}
    (out / "ner.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")

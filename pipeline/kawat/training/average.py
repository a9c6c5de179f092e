"""The mean of trainings from one beginning, weight by weight: as good as their ensemble, at the cost of one of them.

Wortsman et al. 2022, Model soups, https://arxiv.org/abs/2203.05482.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from kawat.errors import KawatError
from kawat.ner.torch_evidence import FILE
from kawat.training.ner import NAMES

WEIGHTS = (FILE, "model.safetensors")


def average(models: Sequence[Path], out: Path) -> None:
    """Write the mean of the trained model directories `models` to `out`; the rest is as the first has it, and the names
    of the training data are those of all. The weights come last: where they are, all is.

    Raises KawatError when they are not trainings of one network with one vocabulary.
    """
    pieces = [_read(model / "tokenizer.json").read_bytes() for model in models]
    for model, other in zip(models, pieces, strict=True):
        if other != pieces[0]:
            raise KawatError(f"{model}: its vocabulary is not that of {models[0]}; expected trainings of one beginning")
    files = [name for name in WEIGHTS if any((model / name).exists() for model in models)]
    means = {name: _mean([_read(model / name) for model in models]) for name in files}
    shutil.copytree(models[0], out, ignore=shutil.ignore_patterns(*WEIGHTS), dirs_exist_ok=True)
    names = {name for model in models for name in _lines(model / NAMES)}
    (out / NAMES).write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
    for name, mean in means.items():
        save_file(mean, out / name, metadata={"format": "pt"})


def _read(path: Path) -> Path:
    if not path.is_file():
        raise KawatError(f"{path}: missing; expected model directories of `kawat train ner`, all with the same files")
    return path


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _mean(paths: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of the tensors in files that hold the same names and shapes, in the first file's types."""
    first = load_file(paths[0])
    total = {name: tensor.double() for name, tensor in first.items()}
    for path in paths[1:]:
        added = load_file(path)
        if {name: tensor.shape for name, tensor in added.items()} != {n: t.shape for n, t in total.items()}:
            raise KawatError(f"{path}: other weights than {paths[0]}; expected trainings of one network")
        for name, tensor in added.items():
            total[name] += tensor
    return {name: (tensor / len(paths)).to(first[name].dtype) for name, tensor in total.items()}

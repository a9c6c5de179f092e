"""A model's own tags to ours: labels are mapped by name, and any of the BIO family of schemes becomes BIO."""

from collections.abc import Mapping, Sequence

import numpy as np

from kawat.errors import KawatError
from kawat.ner.labels import LABELS, TAG_INDEX, TAGS

PREFIXES = {"B": "B", "I": "I", "E": "I", "L": "I", "S": "B", "U": "B", "M": "I"}
TIE = 1e-3  # where a model has no B- tag, going on with a mention is preferred to starting another


class TagMap:
    """Turns logits over a model's tags into logits over `TAGS`.

    `labels` maps the model's label names (without prefix) to PER, ORG, LOC or "" (ignore); our own names map to
    themselves. Columns that mean the same tag are joined by log-sum-exp. Raises KawatError for a label that neither is
    ours nor is mapped, and when nothing is left.
    """

    def __init__(self, tags: Sequence[str], labels: Mapping[str, str], model: str) -> None:
        columns: dict[int, list[int]] = {index: [] for index in range(len(TAGS))}
        for column, tag in enumerate(tags):
            columns[self._target(tag, labels, model, tags)].append(column)
        self.bonus = np.zeros(len(TAGS), np.float32)
        for label in LABELS:
            begin, inside = TAG_INDEX[f"B-{label}"], TAG_INDEX[f"I-{label}"]
            if not columns[begin] and columns[inside]:
                columns[begin] = columns[inside]
                self.bonus[inside] = TIE
        if not any(columns[TAG_INDEX[f"B-{label}"]] for label in LABELS):
            raise KawatError(
                f"{model}: none of its labels means {', '.join(LABELS)} ({', '.join(tags)}); map them in `labels`"
            )
        if not columns[0]:
            raise KawatError(f"{model}: no tag means 'no name' (O) among {', '.join(tags)}; map one to '' in `labels`")
        self.columns = [columns[index] for index in range(len(TAGS))]
        self.same = tuple(tags) == TAGS

    @staticmethod
    def _target(tag: str, labels: Mapping[str, str], model: str, tags: Sequence[str]) -> int:
        if tag == "O":
            return 0
        prefix, dash, name = tag.partition("-")
        if not dash or prefix not in PREFIXES:
            prefix, name = "I", tag
        label = labels.get(name, name if name in LABELS else None)
        if label is None:
            known = ", ".join(sorted({*LABELS, *labels}))
            raise KawatError(
                f"{model}: label {name!r} is not mapped (known: {known}); add it to `labels`, '' to ignore it"
            )
        if label and label not in LABELS:
            raise KawatError(f"{model}: label {name!r} is mapped to {label!r}; expected {', '.join(LABELS)} or ''")
        return TAG_INDEX[f"{PREFIXES[prefix]}-{label}"] if label else 0

    def __call__(self, logits: np.ndarray) -> np.ndarray:
        """f32 (words, model tags) to f32 (words, TAGS)."""
        if self.same:
            return logits
        mapped = [
            np.logaddexp.reduce(logits[:, columns], axis=1) if columns else np.full(len(logits), -1e4, np.float32)
            for columns in self.columns
        ]
        return np.stack(mapped, axis=1) + self.bonus

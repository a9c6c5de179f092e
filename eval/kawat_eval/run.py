"""A run on disk: its figures for people and dashboards, its predictions so that later runs can be paired with it."""

import hashlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kawat.errors import KawatError
from kawat.formats.problem import read_text
from kawat_eval.document import Document, Mention, Predictions, parse_ids
from kawat_eval.evaluation import Evaluation, paired, score
from kawat_eval.measure import Difference, Figure, difference

SCHEMA = 1
GATES = ("strict.f1", "end_to_end.f1")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside an earlier one, over the `documents` whose text is still the same: each shared figure's difference.

    `left_out` counts this run's documents that the earlier one lacks or had in another wording.
    """

    system: str
    documents: int
    left_out: int
    differences: dict[str, Difference]

    @property
    def fallen(self) -> list[str]:
        """The gates (strict and end-to-end F1) that fell by more than their noise."""
        return [name for name in GATES if name in self.differences and self.differences[name].falls]


def save(evaluation: Evaluation, path: Path) -> None:
    """Writes the run as JSON, one document a line; the file appears whole or not at all."""
    head = {
        "schema": SCHEMA,
        "system": evaluation.system,
        "figures": {name: figure_json(figure) for name, figure in evaluation.figures.items()},
        "labels": evaluation.labels,
        "confusion": evaluation.confusion.astype(int).tolist(),
        "reliability": [_plain(asdict(bin)) for bin in evaluation.reliability],
        "slices": [_plain(asdict(part)) for part in evaluation.slices],
    }
    rows = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    documents = [
        f"    {json.dumps(document.id, ensure_ascii=False)}: "
        + json.dumps(_document_json(document, evaluation.predictions), ensure_ascii=False, separators=(",", ":"))
        for document in evaluation.documents
    ]
    body = ",\n".join(rows) + ',\n  "documents": {\n' + ",\n".join(documents) + "\n  }"
    write(path, "{\n" + body + "\n}\n")


def compare(evaluation: Evaluation, path: Path) -> Comparison:
    """Pairs a run with the one saved at `path`, both scored against the gold as it stands now.

    Raises KawatError where the file is no run, or none of its documents is in this one unchanged.
    """
    system, digests, earlier = _load(path)
    shared = [document for document in evaluation.documents if digests.get(document.id) == _digest(document.text)]
    if not shared:
        raise KawatError(f"{path}: has no document in common with this gold; make the run again on this gold")
    new = score(shared, evaluation.predictions, paired(shared, evaluation.predictions))
    old = score(shared, earlier, paired(shared, earlier))
    if "end_to_end.f1" in old and "end_to_end.f1" not in new:
        raise KawatError(f"{evaluation.system}: gives no links, but the run in {path} has them; compare like with like")
    differences = {name: difference(new[name], old[name]) for name in new if name in old}
    return Comparison(system, len(shared), len(evaluation.documents) - len(shared), differences)


def write(path: Path, text: str) -> None:
    """Writes a file under a temporary name and renames it; raises KawatError where that fails."""
    temporary = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    except OSError as error:
        raise KawatError(f"{path}: cannot be written ({error.strerror}); choose another --out") from None


def figure_json(figure: Figure | Difference) -> dict[str, float | None]:
    """A figure's fields, rounded to what its noise could ever show, None for NaN."""
    return _plain(asdict(figure))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 5)
    return value


def _document_json(document: Document, predictions: Predictions) -> dict[str, Any]:
    mentions = [[m.start, m.end, m.label, m.link, m.score, m.cluster] for m in predictions[document.id]]
    return {"text": _digest(document.text), "mentions": mentions}


def _load(path: Path) -> tuple[str, dict[str, str], Predictions]:
    """A saved run: its system, each document's text digest, and its predictions."""
    try:
        run = json.loads(read_text(path))
        if run["schema"] != SCHEMA:
            raise ValueError(f"schema {run['schema']}, not {SCHEMA}")
        digests = {name: document["text"] for name, document in run["documents"].items()}
        predictions = {
            name: tuple(
                Mention(start, end, label, parse_ids(link), score, cluster)
                for start, end, label, link, score, cluster in document["mentions"]
            )
            for name, document in run["documents"].items()
        }
        return run["system"], digests, predictions
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KawatError(f"{path}: is no run of this harness ({error}); make it again with --update-baseline") from None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]

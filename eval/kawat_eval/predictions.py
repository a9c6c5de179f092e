"""What a system found, from a file: JSON Lines records, CoNLL, or a gold directory (another annotator's pass)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kawat.errors import KawatError
from kawat.formats.problem import Problem, read_lines
from kawat.formats.tagged import read_conll
from kawat_eval.document import LABELS, NIL, Document, Mention, Predictions, overlapping
from kawat_eval.gold import read_gold

_RECORD = 'write {"id": ..., "mentions": [{"start", "end", "label", "id", "score"}]} on each line'


def read_predictions(path: Path, documents: Sequence[Document]) -> Predictions:
    """Reads predictions for `documents`; raises KawatError naming file, line and fix.

    An unknown document, one that is given twice, and a mention that is not in its text are errors. `documents` is all
    of the gold, so that predictions for another split are no unknown ones; see `require_all`.
    """
    texts = {document.id: document.text for document in documents}
    if path.is_dir():
        rows = _gold(path, texts)
    else:
        rows = _records(path, texts) if path.suffix == ".jsonl" else _conll(path, texts)
    predictions: Predictions = {}
    for line, name, mentions in rows:
        if name not in texts:
            fix = "give predictions for the gold's documents only"
            raise KawatError(str(Problem(path, line, 1, f"document {name!r} is not in the gold", fix)))
        if name in predictions:
            fix = "give each document once"
            raise KawatError(str(Problem(path, line, 1, f"document {name!r} is there already", fix)))
        predictions[name] = _checked(mentions, texts[name], Problem(path, line, 1, f"in document {name!r}", ""))
    return predictions


def require_all(predictions: Predictions, documents: Iterable[Document], source: str) -> None:
    """Raises KawatError if one of `documents` has no predictions: an empty list is a prediction, silence is not."""
    missing = [document.id for document in documents if document.id not in predictions]
    if missing:
        names = ", ".join(missing[:3]) + (", …" if len(missing) > 3 else "")
        raise KawatError(f"{source}: {len(missing)} documents have no predictions ({names}); add them, empty or not")


def relabelled(
    predictions: Predictions, documents: Iterable[Document], labels: Mapping[str, str], source: str
) -> Predictions:
    """Predictions in the gold's labels: `labels` maps a system's label to one of them, or to "" to leave it out.

    Raises KawatError for a label that neither the gold nor `labels` has.
    """
    known = {*LABELS, *(mention.label for document in documents for mention in document.mentions)}
    wrong = {m.label for found in predictions.values() for m in found} - known - labels.keys()
    if wrong:
        label = min(wrong)
        fix = f"map it, --map {label}=LOC, or leave it out, --map {label}="
        raise KawatError(f"{source}: label {label!r} is none of {', '.join(sorted(known))}; {fix}")
    return {
        name: tuple(
            replace(mention, label=labels.get(mention.label, mention.label))
            for mention in mentions
            if labels.get(mention.label, mention.label)
        )
        for name, mentions in predictions.items()
    }


def _records(path: Path, texts: Mapping[str, str]) -> Iterator[tuple[int, str, Sequence[Mention]]]:
    for number, row in enumerate(read_lines(path), start=1):
        if not row.strip():
            continue
        try:
            record = json.loads(row)
            name = str(record["id"])
            mentions = [_mention(item, texts.get(name, "")) for item in record["mentions"]]
        except (ValueError, KeyError, TypeError) as error:
            column = error.colno if isinstance(error, json.JSONDecodeError) else 1
            what = f"{error} is missing" if isinstance(error, KeyError) else error
            raise KawatError(str(Problem(path, number, column, f"the line is no record ({what})", _RECORD))) from None
        if record.get("text", texts.get(name)) != texts.get(name) and name in texts:
            message = f"document {name!r} has another text than the gold"
            raise KawatError(str(Problem(path, number, 1, message, "predict on the gold's text as it stands")))
        yield number, name, mentions


def _conll(path: Path, texts: Mapping[str, str]) -> Iterator[tuple[int, str, Sequence[Mention]]]:
    for tagged in read_conll(path):
        mentions = tagged.mentions(texts[tagged.id]) if tagged.id in texts else ()
        yield tagged.lines[0] if tagged.lines else 1, tagged.id, _preferred(mentions)


def _gold(path: Path, texts: Mapping[str, str]) -> Iterator[tuple[int, str, Sequence[Mention]]]:
    for document in read_gold(path):
        if document.id in texts and document.text != texts[document.id]:
            raise KawatError(f"{path / document.id}.txt: the bare text differs from the gold's; annotate the same text")
        yield 1, document.id, _preferred(document.mentions)


def _preferred(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with the first of their IDs alone: a system has one answer."""
    return [replace(mention, ids=mention.ids and mention.ids[:1]) for mention in mentions]


def _mention(item: Mapping[str, Any], text: str) -> Mention:
    start, end = int(item["start"]), int(item["end"])
    if "text" in item and text[start:end] != item["text"]:
        raise ValueError(f"{start}-{end} is {text[start:end]!r} in the gold's text, not {item['text']!r}")
    score = item.get("score")
    return Mention(
        start,
        end,
        str(item["label"]),
        _ids(item["id"]) if "id" in item else None,
        None if score is None else float(score),
        item.get("cluster") or None,
    )


def _ids(value: str | None) -> tuple[str, ...]:
    return (value,) if value and value != NIL else ()


def _checked(mentions: Iterable[Mention], text: str, place: Problem) -> tuple[Mention, ...]:
    """The mentions in order; raises KawatError at `place` where one lies outside the text or overlaps another."""
    ordered = tuple(sorted(mentions, key=lambda mention: mention.span))
    for mention in ordered:
        if not 0 <= mention.start < mention.end <= len(text):
            message = f"{mention.start}-{mention.end} {place.message} is no span of its {len(text)} characters"
            raise KawatError(str(replace(place, message=message, fix="count in code points, the end exclusive")))
        if mention.score is not None and not 0 <= mention.score <= 1:
            message = f"score {mention.score} {place.message} is no probability"
            raise KawatError(str(replace(place, message=message, fix="give 0 to 1")))
    if clash := overlapping(ordered):
        (a, b), (c, d) = clash[0].span, clash[1].span
        message = f"{a}-{b} and {c}-{d} {place.message} overlap"
        raise KawatError(str(replace(place, message=message, fix="give flat mentions, the longest name of each")))
    return ordered

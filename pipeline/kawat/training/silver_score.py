"""How right silver is, told on sentences that were annotated by hand and have a translation."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kawat.errors import KawatError
from kawat.ner.decode import Mention
from kawat.ner.labels import LABELS
from kawat.training.annotations import read_annotations
from kawat.training.data import Sentence, allowed_mask, mention_at, normalised, resolve
from kawat.training.projection import Lexicon, Projector
from kawat.training.silver import Silver, chunked
from kawat.training.unannotated import rows
from kawat.training.witnesses import Read, agreed

Span = tuple[int, int, str]


class Score:
    """Counts of names by label, of one way to find them against the gold."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()

    def add(self, found: set[Span], gold: set[Span]) -> None:
        self.right.update(label for *_, label in found & gold)
        self.found.update(label for *_, label in found)
        self.gold.update(label for *_, label in gold)

    def lines(self, name: str) -> Iterator[str]:
        """Precision and recall of each label and of all, percent."""
        for label in (*LABELS, "all"):
            right, found, gold = (
                count.total() if label == "all" else count[label] for count in (self.right, self.found, self.gold)
            )
            precision, recall = 100 * right / max(1, found), 100 * right / max(1, gold)
            yield f"{name}\t{label}\t{precision:.1f}\t{recall:.1f}\t{right}\t{found}\t{gold}"


def score(silver: Silver, path: Path, log: Callable[[str], None]) -> None:
    """Log precision and recall of the teacher alone, of projection alone, of what both have, of what the teacher
    doubts, of the part of that which projection confirms, and of the silver's labels; and how many of these are right,
    word by word.

    `path`: annotated sentences, see annotations.py. Raises KawatError when none of them has a translation.
    """
    scores = {name: Score() for name in ("teacher", "projected", "both", "doubted", "confirmed", "silver")}
    right = labelled = words = 0
    count = 0
    for gold, ours, projected in translated(silver, path):
        count += 1
        expected = names(gold)
        labels = to_sentence(ours.words, agreed(ours, projected, silver.recipe.sure))
        witnesses = [{mention[:3] for mention in found} for found in (ours.found, projected)]
        both = witnesses[0] & witnesses[1]
        doubted = {mention[:3] for mention in silver.doubted(ours)}
        for name, found in zip(scores, (*witnesses, both, doubted, doubted & both, names(labels)), strict=True):
            scores[name].add(found, expected)
        told = [pair for pair in zip(labels.allowed, gold.allowed, strict=True) if pair[0].bit_count() == 1]
        right += sum(one & other > 0 for one, other in told)
        labelled += len(told)
        words += len(gold.words)
    if not count:
        raise KawatError(f"{path}: none of its sentences is in {', '.join(silver.recipe.projected.texts)}")
    log(f"{path}: {count} sentences with a translation")
    log("names\tlabel\tprecision\trecall\tright\tfound\tgold")
    for name, counted in scores.items():
        for line in counted.lines(name):
            log(line)
    log(f"words: {100 * labelled / words:.1f}% labelled, {100 * right / max(1, labelled):.2f}% of these right")


def translated(silver: Silver, path: Path) -> Iterator[tuple[Sentence, Read, list[Mention]]]:
    """The annotated sentences that have a translation, as the teacher reads them, and what the translation says."""
    pairs = [row[1:] for name in silver.recipe.projected.texts for row in rows(resolve(silver.data, name))]
    projector = Projector(Lexicon(pairs), silver.teacher.kb)
    english = {normalised([text]): (text, other) for text, other in pairs}
    gold = read_annotations(path, silver.data, scheme="kawat")
    known = [(one, *english[key]) for one in gold if (key := normalised(one.words)) in english]
    for chunk in chunked(known, path.stem):
        ours = silver.teacher([text for _, text, _ in chunk], silver.recipe.sure)
        theirs = silver.teacher([other for *_, other in chunk], silver.recipe.sure, english=True)
        for (one, *_), read, other in zip(chunk, ours, theirs, strict=True):
            if read.words == list(one.words):
                yield one, read, projector(read.words, other.words, other.found)


def names(sentence: Sentence) -> set[Span]:
    """The names that a sentence's tags certainly have."""
    spans, at = set(), 0
    while at < len(sentence.words):
        end, label = mention_at(sentence, at)
        if label:
            spans.add((at, end, label))
        at = end
    return spans


def to_sentence(words: Sequence[str], tags: Sequence[str]) -> Sentence:
    return Sentence(tuple(words), tuple(allowed_mask(tag) for tag in tags), "kawat")

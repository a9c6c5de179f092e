"""Silver for the tagger: Indonesian sentences labelled where two witnesses agree, unknown elsewhere.

`kawat train silver RECIPE OUT` reads text that nobody has annotated. A teacher, any pipeline of ours, tags it; what it
is sure of it labels. Where it is not sure, a second witness decides: for the sentences of a parallel corpus the names
of the English side, which the same tagger reads by the habits of its English gold (see projection.py; Yarowsky et al.
2001, https://aclanthology.org/H01-1035); for other text, the same name read surely in other places. What the witnesses
differ on has the tag `X`: it is left out of the loss. Chosen are sentences with names that the teacher doubts, but that
the second witness confirms, those with organizations and with names that the gold does not have before others.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from confection import Config
from pydantic import Field, NonNegativeInt, PositiveInt, TypeAdapter
from rich.console import Console
from rich.progress import track

from kawat.errors import KawatError
from kawat.files import replaced
from kawat.loading import load_pipeline
from kawat.ner.agreement import form
from kawat.ner.decode import Mention
from kawat.training.annotations import key_of
from kawat.training.data import UNKNOWN, normalised, resolve
from kawat.training.projection import Lexicon, Projector
from kawat.training.unannotated import Unannotated, rows
from kawat.training.witnesses import Consensus, Read, Teacher, agreed

FILE = "silver.jsonl"
CHUNK = 256  # sentences tagged together
SHORTEST, LONGEST = 6, 60  # words of a sentence, parted by white space
WITNESSES = 3  # places in which a name is read surely, before they speak for it in another
UNANIMOUS = 0.95  # of those places have the same label
STDERR = Console(stderr=True)

Share = Annotated[float, Field(gt=0, le=1)]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Part:
    """`take` sentences out of a `share` of `texts` (in the data directory, or as they stand)."""

    texts: tuple[str, ...]
    share: Share
    take: NonNegativeInt


@dataclass(frozen=True)
class SilverRecipe:
    """What a configuration file says; see configs/train/silver.cfg.

    `teacher`: a pipeline, whose knowledge base is used, too; `english`: the annotation scheme by which it reads
    English. `sure`: the probability from which its word is taken without a second witness; `doubted`: that below which
    a name, confirmed, is worth learning. `masked`: the largest share of a sentence's words that may be unknown.
    `per_name`: of how many sentences one name may be the reason. `annotated`: files or patterns of annotated sentences,
    or of their keys (.txt), which silver is not made of. `tests`: sets whose sentences are refused, and documents of
    theirs. `projected` is read from parallel texts, `taught` from any.
    """

    teacher: str
    english: str
    sure: Annotated[float, Field(gt=0.5, lt=1)]
    doubted: Annotated[float, Field(gt=0.5, le=1)]
    masked: Share
    per_name: PositiveInt
    annotated: tuple[str, ...]
    tests: tuple[str, ...]
    projected: Part
    taught: Part

    @classmethod
    def read(cls, path: Path) -> "SilverRecipe":
        """Raises KawatError naming the file and what it lacks."""
        try:
            config = Config().from_disk(path)
            values = {**config["silver"], "projected": config["projected"], "taught": config["taught"]}
            return TypeAdapter(cls).validate_python(values)
        except (ValueError, TypeError, KeyError, OSError) as error:
            reason = " ".join(str(error).split())
            raise KawatError(
                f"{path}: not a recipe of silver ({reason}); compare it with configs/train/silver.cfg"
            ) from error


@dataclass(frozen=True)
class Candidate:
    """A sentence for the silver: its words and tags, and the names for which it is chosen, each with its worth."""

    key: str
    kind: str
    words: list[str]
    tags: list[str]
    reasons: dict[str, float]


class Silver:
    """Makes the silver of a recipe from a data directory."""

    def __init__(self, recipe: SilverRecipe, data: Path, log: Callable[[str], None] = print) -> None:
        self.recipe, self.data, self.log = recipe, data, log
        self.texts = Unannotated(data, recipe.tests, recipe.annotated)
        self.teacher = Teacher(load_pipeline(recipe.teacher), recipe.english)

    def run(self, out: Path) -> None:
        """Write `out`/silver.jsonl. Raises KawatError when nothing is found for it."""
        chosen = self.chosen(list(self.projected()), self.recipe.projected, "projected")
        taken = {normalised(candidate.words) for candidate in chosen}
        taught = (one for one in self.taught() if normalised(one.words) not in taken)
        chosen += self.chosen(list(taught), self.recipe.taught, "taught")
        if not chosen:
            raise KawatError("no sentence has a name to learn; raise projected.share, taught.share or silver.doubted")
        out.mkdir(parents=True, exist_ok=True)
        with replaced(out / FILE) as file:
            for one in chosen:
                item = {"key": one.key, "kind": one.kind, "tokens": one.words, "tags": one.tags}
                file.write((json.dumps(item, ensure_ascii=False) + "\n").encode())
        self.log(f"{out / FILE}: {summary(chosen)}")

    def chosen(self, candidates: list[Candidate], part: Part, name: str) -> list[Candidate]:
        """The worthiest of a part, no name the reason for more than `per_name` of them, in the order of their keys."""
        chosen: list[Candidate] = []
        uses: Counter[str] = Counter()
        for one in sorted(candidates, key=lambda one: (-sum(one.reasons.values()), one.key)):
            if len(chosen) < part.take and all(uses[reason] < self.recipe.per_name for reason in one.reasons):
                chosen.append(one)
                uses.update(one.reasons.keys())
        self.log(f"{name}: {len(chosen)} of {len(candidates)} candidates")
        if len(chosen) < part.take:
            self.log(f"{name}: fewer than the {part.take} asked for; raise {name}.share or silver.per_name for more")
        return sorted(chosen, key=lambda one: one.key)

    # The parts

    def projected(self) -> Iterator[Candidate]:
        """Candidates whose second witness is the English side."""
        part = self.recipe.projected
        pairs = list(self.texts.pairs(part.texts, part.share))
        lexicon = Lexicon(row[1:] for name in part.texts for row in rows(resolve(self.data, name)))
        projector = Projector(lexicon, self.teacher.kb)
        for chunk in chunked(pairs, "projected"):
            read = self.teacher([text for text, _ in chunk], self.recipe.sure)
            hard = [(pair, one) for pair, one in zip(chunk, read, strict=True) if self.doubted(one)]
            theirs = self.teacher([english for (_, english), _ in hard], self.recipe.sure, english=True)
            for ((text, _), ours), english in zip(hard, theirs, strict=True):
                witnessed = projector(ours.words, english.words, english.found)
                confirmed = {mention[:3] for mention in witnessed}
                doubted = [mention for mention in self.doubted(ours) if mention[:3] in confirmed]
                yield from self.candidate(text, "projected", ours, witnessed, doubted)

    def taught(self) -> Iterator[Candidate]:
        """Candidates whose second witness is the same name in other places."""
        consensus = Consensus()
        held: list[tuple[str, Read]] = []
        part = self.recipe.taught
        sentences = list(self.texts.sentences(part.texts, part.share))
        for chunk in chunked(sentences, "taught"):
            for text, read in zip(chunk, self.teacher(chunk, self.recipe.sure), strict=True):
                consensus.add(read, self.recipe.sure)
                if self.doubted(read):
                    held.append((text, read))
        for text, read in held:
            doubted = [
                mention
                for mention in self.doubted(read)
                if consensus.confirms(form(mention, read.words), mention.label)
            ]
            yield from self.candidate(text, "taught", read, doubted, doubted)

    def doubted(self, read: Read) -> list[Mention]:
        return [mention for mention in read.found if mention.score < self.recipe.doubted]

    def candidate(
        self, text: str, kind: str, read: Read, witnessed: Sequence[Mention], doubted: Sequence[Mention]
    ) -> Iterator[Candidate]:
        """The sentence, if it has a doubted name that is confirmed and not too much that is unknown."""
        tags = agreed(read, witnessed, self.recipe.sure)
        if not doubted or tags.count(UNKNOWN) > self.recipe.masked * len(tags):
            return
        reasons = {form(mention, read.words): self.worth(mention, read.words) for mention in doubted}
        yield Candidate(key_of(text), kind, read.words, tags, reasons)

    def worth(self, mention: Mention, words: Sequence[str]) -> float:
        """What a doubted name that is confirmed teaches: more if it is an organization's, and if the gold lacks it."""
        return (2 if mention.label == "ORG" else 1) * (0.5 + (form(mention, words) not in self.texts.known))


def chunked(items: Sequence[Item], name: str) -> Iterator[list[Item]]:
    """The items in chunks, with a progress bar."""
    starts = range(0, len(items), CHUNK)
    for start in track(starts, name, console=STDERR, disable=not STDERR.is_terminal):
        yield list(items[start : start + CHUNK])


def summary(chosen: Sequence[Candidate]) -> str:
    """Counts of sentences, names by label, and masked words."""
    tags = Counter(tag for one in chosen for tag in one.tags)
    labels = ", ".join(f"{tags[f'B-{label}']} {label}" for label in ("PER", "ORG", "LOC"))
    return f"{len(chosen)} sentences, {labels}, {tags[UNKNOWN]} of {tags.total()} words masked"

"""Silver for the tagger: Indonesian sentences labelled where two witnesses agree, unknown elsewhere.

`kawat train silver RECIPE OUT` reads text that nobody has annotated. A teacher, any pipeline of ours, tags it; what it
is sure of it labels. Where it is not sure, a second witness decides: for the sentences of a parallel corpus the names
of the English side, which the same tagger reads by the habits of its English gold (see projection.py; Yarowsky et al.
2001, https://aclanthology.org/H01-1035); for other text, the same name read surely in other places. What the witnesses
differ on has the tag `X`: it is left out of the loss. Chosen are sentences with names that the teacher doubts, but that
the second witness confirms, those with organizations and with names that the gold does not have before others.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import numpy as np
from confection import Config
from pydantic import Field, NonNegativeInt, PositiveInt, TypeAdapter
from rich.console import Console
from rich.progress import track
from spacy.language import Language
from spacy.tokens import Doc

from kawat.errors import KawatError
from kawat.files import replaced
from kawat.linking.component import EntityLinker
from kawat.loading import load_pipeline
from kawat.ner.agreement import form
from kawat.ner.component import NameTagger, named
from kawat.ner.decode import Mention
from kawat.training.annotations import SENTENCE_BREAK, find_texts, key_of
from kawat.training.data import UNKNOWN, TestGuard, normalised, read_lines, sentences_of_line
from kawat.training.ner import resolve
from kawat.training.projection import Lexicon, Projector

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
class Read:
    """A sentence as the teacher reads it: its words, the names in it, and at which words it is sure that none stands
    there, bool (words,)."""

    words: list[str]
    found: list[Mention]
    nothing: np.ndarray


@dataclass(frozen=True)
class Candidate:
    """A sentence for the silver: its words and tags, and the names for which it is chosen, each with its worth."""

    key: str
    kind: str
    words: list[str]
    tags: list[str]
    reasons: dict[str, float]


class Teacher:
    """A pipeline's tagger, that reads sentences of both languages, and the knowledge base of its linker.

    Raises KawatError for a pipeline that lacks one of them.
    """

    def __init__(self, nlp: Language, english: str) -> None:
        ner, linker = (nlp.get_pipe(name) if name in nlp.pipe_names else None for name in ("ner", "linker"))
        if not isinstance(ner, NameTagger) or not isinstance(linker, EntityLinker):
            raise KawatError(
                f"the teacher has {', '.join(nlp.pipe_names)}; expected a tagger `ner` and a `linker` of ours"
            )
        self.kb = linker.candidates.kb
        self.before = []
        for name, component in nlp.pipeline:
            if name == "ner":
                break
            self.before.append(component)
        self.nlp = nlp
        self.ner = ner
        self.own, self.english = ner.scheme, english

    def __call__(self, texts: Sequence[str], sure: float, *, english: bool = False) -> list[Read]:
        """The sentences read, by the scheme of the language. Raises KawatError for a scheme it has not learned."""
        self.ner.follow(self.english if english else self.own)
        sentences = []
        for words, logits in self.ner.read([self._doc(text) for text in texts]):
            scaled = logits / self.ner.temperature
            nothing = scaled[:, 0] - np.logaddexp.reduce(scaled, axis=1) >= np.log(sure)
            sentences.append(Read(words.texts, named(words, logits, self.ner.temperature), nothing))
        self.ner.follow(self.own)
        return sentences

    def _doc(self, text: str) -> Doc:
        doc = self.nlp.make_doc(text)
        for component in self.before:
            doc = component(doc)
        return doc


def agreed(read: Read, witnessed: Iterable[Mention], sure: float) -> list[str]:
    """A tag for each word: the names that the teacher reads and the second witness has, too, or of which the teacher
    alone is sure and the witness says nothing; O where the teacher is sure of nothing; else X."""
    witnessed = list(witnessed)
    confirmed = {mention[:3] for mention in witnessed}
    claimed = {at for mention in witnessed for at in range(mention.start, mention.end)}
    tags = ["O" if nothing else UNKNOWN for nothing in read.nothing]
    for at in claimed:
        tags[at] = UNKNOWN
    for mention in read.found:
        place = range(mention.start, mention.end)
        kept = mention[:3] in confirmed or (mention.score >= sure and claimed.isdisjoint(place))
        for at in place:
            tags[at] = UNKNOWN if not kept else f"{'B' if at == mention.start else 'I'}-{mention.label}"
    return tags


class Consensus:
    """The names that a teacher read surely, wherever they stood, with their labels."""

    def __init__(self) -> None:
        self.labels: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, read: Read, sure: float) -> None:
        for mention in read.found:
            if mention.score >= sure:
                self.labels[form(mention, read.words)][mention.label] += 1

    def confirms(self, name: str, label: str) -> bool:
        labels = self.labels.get(name, Counter())
        return labels.total() >= WITNESSES and labels[label] >= UNANIMOUS * labels.total()


class Silver:
    """Makes the silver of a recipe from a data directory."""

    def __init__(self, recipe: SilverRecipe, data: Path, log: Callable[[str], None] = print) -> None:
        self.recipe, self.data, self.log = recipe, data, log
        self.guard = TestGuard.of_files(resolve(data, name) for name in recipe.tests)
        self.documents = gold_documents(recipe.tests, data)
        self.annotated, self.known = annotated(recipe.annotated, data)
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
        pairs = list(self.open_pairs(part))
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
        for chunk in chunked(list(self.open_texts(self.recipe.taught)), "taught"):
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
        return (2 if mention.label == "ORG" else 1) * (0.5 + (form(mention, words) not in self.known))

    # The texts

    def open_pairs(self, part: Part) -> Iterator[tuple[str, str]]:
        """Pairs of sentences that are free to be used, Indonesian and English, each once."""
        seen: set[str] = set()
        for name in part.texts:
            for document, text, english in rows(resolve(self.data, name)):
                if document not in self.documents and self.free(text, part, seen):
                    yield text, english

    def open_texts(self, part: Part) -> Iterator[str]:
        """Sentences that are free to be used, each once."""
        seen: set[str] = set()
        for name in part.texts:
            path = resolve(self.data, name)
            if ".tsv" in path.suffixes:
                lines = (text for document, text, _ in rows(path) if document not in self.documents)
            else:
                lines = (line.strip() for line in read_lines(path))
            for line in lines:
                if normalised([line]) not in self.annotated:
                    yield from (text for text in SENTENCE_BREAK.split(line) if self.free(text, part, seen))

    def free(self, text: str, part: Part, seen: set[str]) -> bool:
        """Whether a sentence is in the share, of a fit length, with a capital inside, new, not annotated, and not in a
        test set, whole or in part."""
        words = text.split()
        if not SHORTEST <= len(words) <= LONGEST or not any(word[:1].isupper() for word in words[1:]):
            return False
        if int(key_of(text), 16) >= part.share * 16**16:
            return False
        form_ = normalised([text])
        if form_ in seen or form_ in self.annotated or any([piece] in self.guard for piece in sentences_of_line(text)):
            return False
        seen.add(form_)
        return True


def rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """Tag, Indonesian and English of each line of a parallel corpus. Raises KawatError naming file and line."""
    for number, line in enumerate(read_lines(path), 1):
        try:
            tag, indonesian, english = line.rstrip("\n").split("\t")
        except ValueError as error:
            found = line.count("\t") + 1
            raise KawatError(
                f"{path}:{number}: {found} cells; expected tag, Indonesian, English, parted by tabs"
            ) from error
        yield tag, indonesian, english


def gold_documents(tests: Sequence[str], data: Path) -> set[str]:
    """The documents of a parallel corpus that an `index.tsv` among the tests has as gold, of whatever split."""
    names = [resolve(data, name) for name in tests if Path(name).name == "index.tsv"]
    return {line.split("\t")[0].removeprefix("ntrex-") for path in names for line in read_lines(path)}


def annotated(patterns: Sequence[str], data: Path) -> tuple[set[str], set[str]]:
    """The sentences that have been annotated, as the guard compares them, and the names in them.

    Raises KawatError for a pattern that fits no file, a line that is none of annotation, and a text that is not there.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    texts: dict[str, str] = {}
    for pattern in patterns:
        paths = sorted(Path(Path(pattern).anchor).glob(pattern.lstrip("/")))
        if not paths:
            raise KawatError(f"{pattern}: no such file; silver.annotated names those of annotated sentences")
        for key, text, places in (line for path in paths for line in annotation_lines(path)):
            spans[key] = places
            if text is not None:
                texts[key] = text
    texts |= find_texts(spans.keys() - texts.keys(), data)
    names = {texts[key][start:end] for key, places in spans.items() for start, end in places}
    return {normalised([text]) for text in texts.values()}, names


def annotation_lines(path: Path) -> Iterator[tuple[str, str | None, list[tuple[int, int]]]]:
    """Key, text where it is given, and the places of the names, of each line of an annotated file or of a list of keys
    (.txt). Raises KawatError naming file and line."""
    for number, line in enumerate(read_lines(path), 1):
        if path.suffix == ".txt":
            yield line.strip(), None, []
            continue
        try:
            item = json.loads(line)
            text = item.get("text")
            yield item.get("key") or key_of(text), text, [(int(start), int(end)) for start, end, _ in item["spans"]]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KawatError(
                f"{path}:{number}: not an annotated sentence ({error}); expected key or text, and spans"
            ) from error


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

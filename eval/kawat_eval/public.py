"""Public test sets, scored as they are: names over their own tokens, links over their given mentions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.errors import KawatError
from kawat.kb.build import Source
from kawat.kb.entity import Entity
from kawat.linking.annotated import Gold, read_linked, to_doc
from kawat.linking.component import EntityLinker
from kawat.linking.crossval import CrossValidation
from kawat.linking.heldout import Origins
from kawat.linking.model import Model
from kawat.ner.component import NameTagger
from kawat_eval.calibration import bin_counts, expected_error
from kawat_eval.gold import read_tagged_lines
from kawat_eval.measure import Figure, Measure, f1, precision, recall, resamples
from kawat_eval.pairs import pair
from kawat_eval.pipeline import mentions
from kawat_eval.run import figure_json
from kawat_eval.spans import span_counts

Counts = tuple[float, int, int, int]
"""Of one document: right, found, in gold, and links that state no QID."""


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set at `file` in the data directory; `published` is the F1 of other systems, which `published_on` qualifies.

    `scheme` is the name of its rules of annotation, for taggers that have learned several.
    """

    name: str
    file: str
    links: bool = False
    published: dict[str, float] = field(default_factory=dict)
    published_on: str = ""
    scheme: str = ""


SETS = (
    PublicSet(
        "nerui_dev",
        "ner/nerui_dev.jsonl",
        published={"BiLSTM": 0.822, "mBERT": 0.822, "MalayBERT": 0.874, "IndoBERT": 0.901},
        published_on="five folds, IndoLEM",
        scheme="nerui",
    ),
    PublicSet("idner2k_test", "ner/idner2k_test.jsonl", scheme="idner2k"),
    PublicSet("nergrit_test", "ner/nergrit_test.jsonl", scheme="nergrit"),
    PublicSet("goldwiki_test", "ner/goldwiki_test.jsonl"),
    PublicSet(
        "indel_dev",
        "el/indel_dev.jsonl",
        links=True,
        published={"WAT": 0.582, "OpenTapioca": 0.542, "Babelfy": 0.492, "DBpedia Spotlight": 0.468, "MAG": 0.422},
        published_on="all of IndEL, GERBIL D2KB",
    ),
)


@dataclass(frozen=True, slots=True)
class SetScore:
    """A set's figures over its `documents`; `without_qid` counts the linked entities that state none, `ece` is the
    calibration error of the mentions' scores, where they have any."""

    set: PublicSet
    documents: int
    precision: Figure
    recall: Figure
    f1: Figure
    without_qid: int = 0
    ece: Figure | None = None

    def as_json(self) -> dict[str, Any]:
        """Its figures for a file."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        figures |= {"ece": self.ece} if self.ece else {}
        return {"documents": self.documents} | {name: figure_json(figure) for name, figure in figures.items()}


def score_set(nlp: Language, public_set: PublicSet, path: Path) -> list[SetScore]:
    """Scores a pipeline on one set, and again by the set's own rules where its tagger has learned them."""
    if public_set.links:
        return [_score_links(nlp, public_set, path)]
    scores = [_score_names(nlp, public_set, path)]
    tagger = nlp.get_pipe("ner")
    if isinstance(tagger, NameTagger) and public_set.scheme in tagger.schemes():
        usual = tagger.scheme
        tagger.follow(public_set.scheme)
        own = replace(public_set, name=f"{public_set.name}, by its own rules", published={})
        scores.append(_score_names(nlp, own, path))
        tagger.follow(usual)
    return scores


def _score_names(nlp: Language, public_set: PublicSet, path: Path) -> SetScore:
    """Strict span scores of the component `ner` alone, on the set's own tokens, documents whole."""
    if "ner" not in nlp.pipe_names:
        raise KawatError(f"the pipeline has no component 'ner' ({', '.join(nlp.pipe_names)}); name its tagger 'ner'")
    sets = list(read_tagged_lines(path))
    with nlp.select_pipes(enable="ner"):
        docs = nlp.pipe(Doc(nlp.vocab, words=tagged.tokens) for tagged in sets)
        both = [(tagged.mentions(doc.text), mentions(doc, links=False)) for tagged, doc in zip(sets, docs, strict=True)]
    counts = [(*span_counts("strict", gold, found), 0) for gold, found in both]
    scored = any(mention.score is not None for _, found in both for mention in found)
    return _scored(public_set, counts, [bin_counts(pair(*given)) for given in both] if scored else None)


def _score_links(nlp: Language, public_set: PublicSet, path: Path) -> SetScore:
    """Links of given mentions, by QID, with `ner` off.

    As GERBIL does for answers outside the knowledge base in question, an entity that states no QID is no answer.
    """
    if not Span.has_extension("entity"):
        raise KawatError("the pipeline sets no ent._.entity, whose QID is compared; use a pipeline with Kawat's linker")
    given = [to_doc(text, nlp.make_doc) for text in read_linked(path)]
    counts: list[Counts] = []
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == "ner"]):
        for (_, gold), doc in zip(given, nlp.pipe(doc for doc, _ in given), strict=True):
            counts.append(_link_counts({(ent.start, ent.end): ent._.entity for ent in doc.ents}, gold))
    return _scored(public_set, counts)


def score_folds(
    nlp: Language, public_set: PublicSet, path: Path, facts: Path, tables: Source, folds: int = 5
) -> SetScore:
    """Links of given mentions, cross-validated: what is known of a fold's names, and what is made of it, comes from the
    other folds and from sources that have not seen the set (see kawat.linking.heldout).

    `facts` and `tables` are those that the pipeline's knowledge base was built of. Raises KawatError for a pipeline
    without Kawat's linker.
    """
    linker = nlp.get_pipe("linker") if "linker" in nlp.pipe_names else None
    if not isinstance(linker, EntityLinker):
        raise KawatError(f"the pipeline has no linker of Kawat's ({', '.join(nlp.pipe_names)}); name it 'linker'")
    given = [to_doc(text, nlp.make_doc) for text in read_linked(path)]
    origins = Origins.read(facts, tables, public_set.name)
    validation = CrossValidation(given, linker.candidates.kb, origins, Model.default(), folds=folds)
    counts = []
    for (_, gold), decisions in zip(given, validation.decisions(), strict=True):
        answers = {
            (mention.start, mention.end): decision.entity
            for decision in decisions
            for mention in decision.name.mentions
        }
        counts.append(_link_counts(answers, gold))
    return _scored(replace(public_set, name=f"{public_set.name}, {folds} folds", published={}), counts)


def _link_counts(answers: Mapping[tuple[int, int], Entity | None], gold: Gold) -> Counts:
    """Of one document: the links that are right, that are given with a QID, and of gold; those given without one."""
    linked = {span: entity.wikidata for span, entity in answers.items() if entity is not None}
    given = {span: qid for span, qid in linked.items() if qid is not None}
    right = sum(given.get(span) in ids for span, ids in gold.items())
    return right, len(given), len(gold), len(linked) - len(given)


def _scored(public_set: PublicSet, counts: Sequence[Counts], bins: Sequence[list[float]] | None = None) -> SetScore:
    table = np.array(counts, dtype=float)
    draws = resamples(len(table))
    p, r, f = (Measure(table[:, :3], formula).figure(draws) for formula in (precision, recall, f1))
    ece = Measure(np.array(bins), expected_error).figure(draws) if bins else None
    return SetScore(public_set, len(counts), p, r, f, int(table[:, 3].sum()), ece)

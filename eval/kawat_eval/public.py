"""Public test sets, scored as they are: names over their own tokens, links over their given mentions."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.errors import KawatError
from kawat.ner.component import NameTagger
from kawat_eval.conll import Tagged
from kawat_eval.gold import read_tagged_lines
from kawat_eval.measure import Figure, Measure, f1, precision, recall, resamples
from kawat_eval.pipeline import mentions
from kawat_eval.problem import Problem, read_lines
from kawat_eval.run import figure_json
from kawat_eval.spans import span_counts

UNTYPED = "NAME"
"""The label of a given mention whose type nobody knows: spaCy keeps no entity with an empty one."""


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
    """A set's figures over its `documents`; `without_qid` counts the linked entities that state none."""

    set: PublicSet
    documents: int
    precision: Figure
    recall: Figure
    f1: Figure
    without_qid: int = 0

    def as_json(self) -> dict[str, Any]:
        """Its figures for a file."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
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
        counts = [_name_counts(tagged, doc) for tagged, doc in zip(sets, docs, strict=True)]
    return _scored(public_set, counts)


def _score_links(nlp: Language, public_set: PublicSet, path: Path) -> SetScore:
    """Links of given mentions, by QID, with `ner` off.

    As GERBIL does for answers outside the knowledge base in question, an entity that states no QID is no answer.
    """
    if not Span.has_extension("entity"):
        raise KawatError("the pipeline sets no ent._.entity, whose QID is compared; use a pipeline with Kawat's linker")
    rows = list(_given(path))
    counts, without_qid = [], 0
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == "ner"]):
        for (_, gold), doc in zip(rows, nlp.pipe(_with_mentions(nlp, *row) for row in rows), strict=True):
            entities = {(ent.start_char, ent.end_char): ent._.entity for ent in doc.ents}
            answers = {span: entity.wikidata for span, entity in entities.items() if entity is not None}
            given = {span: qid for span, qid in answers.items() if qid is not None}
            without_qid += len(answers) - len(given)
            counts.append((sum(given.get(span) == qid for span, qid in gold.items()), len(given), len(gold)))
    return _scored(public_set, counts, without_qid)


def _name_counts(tagged: Tagged, doc: Doc) -> tuple[float, int, int]:
    gold = tagged.mentions(doc.text)
    return span_counts("strict", gold, mentions(doc, links=False))


def _given(path: Path) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """Each text with the QID of each given span."""
    for line, row in enumerate(read_lines(path), start=1):
        try:
            record = json.loads(row)
            yield record["text"], {(m["start"], m["end"]): m["qid"] for m in record["mentions"]}
        except (ValueError, KeyError, TypeError) as error:
            fix = 'write {"text": ..., "mentions": [{"start", "end", "qid"}]}'
            raise KawatError(str(Problem(path, line, 1, f"the line is no linked text ({error})", fix))) from None


def _with_mentions(nlp: Language, text: str, gold: dict[tuple[int, int], str]) -> Doc:
    """The text tokenized, its tokens cut where a mention begins or ends inside one, with the mentions as entities."""
    edges = {edge for span in gold for edge in span}
    words: list[str] = []
    spaces: list[bool] = []
    for token in nlp.make_doc(text):
        cuts = [0, *sorted(edge - token.idx for edge in edges if 0 < edge - token.idx < len(token)), len(token)]
        words += [token.text[start:end] for start, end in pairwise(cuts)]
        spaces += [False] * (len(cuts) - 2) + [bool(token.whitespace_)]
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    ents = [doc.char_span(start, end, label=UNTYPED) for start, end in gold]
    doc.ents = [ent for ent in ents if ent is not None]  # a mention of white space alone is no entity, and is not found
    return doc


def _scored(public_set: PublicSet, counts: Sequence[tuple[float, int, int]], without_qid: int = 0) -> SetScore:
    table = np.array(counts, dtype=float)
    draws = resamples(len(table))
    p, r, f = (Measure(table, formula).figure(draws) for formula in (precision, recall, f1))
    return SetScore(public_set, len(counts), p, r, f, without_qid)

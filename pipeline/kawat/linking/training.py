"""Training the linker's model on documents whose mentions are known."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kawat.errors import KawatError
from kawat.linking.annotated import GivenText, Gold, read_marked, to_doc
from kawat.linking.component import EntityLinker
from kawat.linking.model import Example, Model, fit
from kawat.linking.ranking import MISSED

Log = Callable[[str], None]

# How near the fitted weights are held to those set by hand: the strength that serves unseen documents best is taken.
STRENGTHS = (1.0, 3.0, 10.0, 30.0)
FOLDS = 5
_BINS = 10

# What each feature should weigh before anything is counted, set by hand.
START = Model(
    {
        "nil": 3.0,
        "missed": 1.5,
        "nil_longer": 8.0,
        "nil_several": 4.0,
        "name": 2.5,
        "alias": 2.5,
        "acronym": 2.0,
        "short": 1.0,
        "spelling": 1.5,
        "fuzzy": 0.5,
        "difference": -8.0,
        "fame": 3.0,
        "share": 2.5,
        "home": 0.5,
        "core": 0.7,
        "one_word": -1.0,
        "words": 0.8,
        "common": -4.0,
        "other_type": -3.5,
        "office": 2.0,
        "owner": 1.5,
        "stranger": -2.0,
        "head": 3.0,
        "of_country": 3.0,
        "place": 0.7,
        "no_place": -0.7,
        "dateline": 0.7,
        "longer": 5.0,
        "part": 1.5,
        "definition": 2.0,
        "unbound": -6.0,
        "company": 2.0,
    }
)


def examples(linker: EntityLinker, documents: Iterable[tuple[Doc, Gold]]) -> Iterator[Example]:
    """The options of each name (its candidates, NIL, that it was missed), and the place of the right one.

    A document has its mentions as entities; its gold gives the IDs or QIDs that are right for each: none where the
    knowledge base should not be expected to have it.
    """
    kb = linker.candidates.kb
    for doc, gold in documents:
        for decision in linker.decide(doc):
            mention = decision.name.mentions[0]
            given = [kb.get(id) for id in gold.get((mention.start, mention.end), ())]
            ids = {entity.id for entity in given if entity}
            places = [place for place, candidate in enumerate(decision.candidates) if candidate.id in ids]
            options = [*(candidate.features for candidate in decision.candidates), decision.nil, MISSED]
            yield options, places[0] if places else len(options) - (1 if ids else 2)


@dataclass(frozen=True, slots=True)
class Unseen:
    """How a strength serves documents that were not trained on.

    `likelihood`: mean log probability of the right option; `right`: share of names decided rightly; `calibration`: the
    mean distance between score and share right (expected calibration error, ten bins).
    """

    strength: float
    likelihood: float
    right: float
    calibration: float

    def __str__(self) -> str:
        return (
            f"strength {self.strength:g}: log-likelihood {self.likelihood:.4f}, right {100 * self.right:.1f}%, "
            f"calibration error {self.calibration:.3f}"
        )


@dataclass(frozen=True, slots=True)
class Trained:
    """The weights fitted to all documents with the best strength, and what cross-validation said of each."""

    model: Model
    best: Unseen
    tried: Sequence[Unseen] = field(default=())


def train(documents: Sequence[Sequence[Example]], start: Model = START) -> Trained:
    """The weights that fit the examples of these documents. The same documents give the same weights."""
    tried = [_unseen(documents, start, strength) for strength in STRENGTHS]
    best = max(tried, key=lambda unseen: unseen.likelihood)
    model = fit([example for document in documents for example in document], start, best.strength)
    return Trained(model, best, tried)


def _unseen(documents: Sequence[Sequence[Example]], start: Model, strength: float) -> Unseen:
    """Cross-validation over documents, every n-th in the same fold."""
    right_shares: list[float] = []
    scores: list[float] = []
    hits: list[bool] = []
    for fold in range(FOLDS):
        others = [example for place, document in enumerate(documents) if place % FOLDS != fold for example in document]
        model = fit(others, start, strength)
        for options, right in (example for document in documents[fold::FOLDS] for example in document):
            shares = model(options)
            # To be missed is no answer: what is chosen is a candidate or NIL, and a missed name is never right.
            chosen = max(range(len(shares) - 1), key=shares.__getitem__)
            right_shares.append(shares[right])
            scores.append(shares[chosen])
            hits.append(chosen == right)
    likelihood = float(np.log(np.maximum(right_shares, 1e-12)).mean())
    return Unseen(strength, likelihood, float(np.mean(hits)), _calibration_error(scores, hits))


def _calibration_error(scores: Sequence[float], hits: Sequence[bool]) -> float:
    bins = np.minimum((np.array(scores) * _BINS).astype(int), _BINS - 1)
    differences = np.array(hits, dtype=float) - np.array(scores)
    return float(sum(abs(differences[bins == place].sum()) for place in range(_BINS)) / len(scores))


def train_linker(nlp: Language, gold: Path, log: Log) -> Model:
    """Weights for a pipeline's linker, trained on the dev part of a gold directory.

    Links of single sentences (IndEL) are not trained on: they know no company, no dateline and no longer form, and half
    of their names came into the facts from them. With them, dev documents held out were linked worse (log-likelihood
    -0.21, not -0.15).

    Raises KawatError for a pipeline without Kawat's linker, or gold that is missing or malformed.
    """
    linker = nlp.get_pipe("linker") if "linker" in nlp.pipe_names else None
    if not isinstance(linker, EntityLinker):
        raise KawatError(f"the pipeline has no linker of Kawat's ({', '.join(nlp.pipe_names)}); name it 'linker'")
    hand_set = EntityLinker("linker", None, START, linker.candidates)
    documents = _read(nlp, read_marked(gold, "dev"))
    log(f"{len(documents)} documents, {sum(len(right) for _, right in documents)} mentions")
    trained = train([list(examples(hand_set, [document])) for document in documents])
    for unseen in trained.tried:
        log(str(unseen))
    log(f"taken: strength {trained.best.strength:g}")
    return trained.model


def _read(nlp: Language, texts: Iterable[GivenText]) -> list[tuple[Doc, Gold]]:
    """Documents with what the components before the linker find in them, the given mentions kept."""
    given = [to_doc(text, nlp.make_doc) for text in texts]
    before = nlp.pipe_names[: nlp.pipe_names.index("linker")]
    with nlp.select_pipes(enable=[name for name in before if name != "ner"]):
        return [(doc, gold) for doc, (_, gold) in zip(nlp.pipe(doc for doc, _ in given), given, strict=True)]

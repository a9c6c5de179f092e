"""Why a mention, or a name by itself, is linked as it is: every option with what speaks for and against it."""

from dataclasses import dataclass

from spacy.tokens import Span

from kawat.errors import KawatError
from kawat.kb.entity import LABELS, Entity
from kawat.kb.normalise import normalise
from kawat.linking.component import EntityLinker
from kawat.linking.features import FEATURES
from kawat.linking.mentions import Mention
from kawat.linking.model import Features
from kawat.linking.names import Name
from kawat.linking.ranking import Decision, rank


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of an option: what it says, its value, and what it adds to the option's score (log-odds)."""

    feature: str
    meaning: str
    value: float
    effect: float

    def __str__(self) -> str:
        return f"{self.effect:+.1f} {self.meaning}"


@dataclass(frozen=True, slots=True)
class Option:
    """An entity that a name may stand for, or None for none; its probability, and the reasons, the weightiest first."""

    entity: Entity | None
    score: float
    reasons: tuple[Reason, ...]


def explain(linker: EntityLinker, name: str | Span, label: str = "") -> list[Option]:
    """The options for a mention in its document, or for a name without any context, the likeliest first.

    `label`: PER, ORG, LOC or "" for any, where a bare name is asked for. Raises KawatError for a label that is none, or
    a span that is no entity of its document.
    """
    decision = _of_mention(linker, name) if isinstance(name, Span) else _of_name(linker, name, label)
    none = 1 - sum(candidate.score for candidate in decision.candidates)  # unknown, or known under other forms
    options = [Option(c.entity, c.score, _reasons(linker, c.features)) for c in decision.candidates]
    options.append(Option(None, none, _reasons(linker, decision.nil)))
    return sorted(options, key=lambda option: -option.score)


def _of_mention(linker: EntityLinker, span: Span) -> Decision:
    for decision in linker.decide(span.doc):
        if any((mention.start, mention.end) == (span.start, span.end) for mention in decision.name.mentions):
            return decision
    raise KawatError(f"{span.text!r} is no entity of its document; give one of doc.ents")


def _of_name(linker: EntityLinker, text: str, label: str) -> Decision:
    if label not in ("", *LABELS):
        raise KawatError(f"label {label!r} is none of {', '.join(LABELS)}; leave it out for any")
    mention = Mention(0, 0, 1, text, label, tuple(normalise(text).split()), "", (), None, False)
    return rank([Name(label, [mention])], linker.candidates, linker.model)[0]


def _reasons(linker: EntityLinker, features: Features) -> tuple[Reason, ...]:
    weights = linker.model.weights
    reasons = [Reason(name, FEATURES[name], value, weights[name] * value) for name, value in features.items()]
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.effect)))

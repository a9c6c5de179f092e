"""One name, one kind of thing: what a document says elsewhere settles the label of a name that stands alone.

A person is named in full once and by the surname afterwards; out of context `Hamilton` may be a town or a team. A
mention whose words are a person's name, or that stands elsewhere with more certainty as another kind, takes that
label (one sense per discourse: Gale, Church and Yarowsky 1992). ORG and LOC are never exchanged: `Barcelona` is a
club and a city in one report.
"""

from collections import defaultdict
from collections.abc import Sequence

from kawat.ner.decode import Mention

SURE = 0.9  # a label of this probability stays as it is


def agree(found: Sequence[Mention], words: Sequence[str]) -> list[Mention]:
    """The mentions of a document, with labels that agree. `words` are the document's."""
    weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention in found:
        weight[form(mention, words)][mention.label] += mention.score
        if mention.label == "PER" and mention.end - mention.start > 1:
            for word in words[mention.start : mention.end]:
                weight[word]["PER"] += mention.score
    return [_settled(mention, weight[form(mention, words)]) for mention in found]


def joined(found: Sequence[Mention], words: Sequence[str]) -> list[Mention]:
    """The mentions, none of which ends in a hyphen: with it, the name goes on (`Kassym-` `Jomart Tokayev`) or is
    over."""
    kept: list[Mention] = []
    for mention in found:
        before = kept[-1] if kept else None
        if before and words[before.end - 1] == "-" and (before.end, before.label) == (mention.start, mention.label):
            kept[-1] = before._replace(end=mention.end, score=min(before.score, mention.score))
        else:
            kept.append(mention)
    trimmed = (mention._replace(end=mention.end - (words[mention.end - 1] == "-")) for mention in kept)
    return [mention for mention in trimmed if mention.end > mention.start]


def form(mention: Mention, words: Sequence[str]) -> str:
    return " ".join(words[mention.start : mention.end])


def _settled(mention: Mention, weight: dict[str, float]) -> Mention:
    label = max(weight, key=lambda name: weight[name])
    if label == mention.label or mention.score >= SURE or "PER" not in (label, mention.label):
        return mention
    return mention._replace(label=label, score=weight[label] / sum(weight.values()))

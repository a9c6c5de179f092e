"""Sets gold and predicted mentions of a document side by side, and names what is wrong with each pair."""

from collections.abc import Sequence
from dataclasses import dataclass

from kawat_eval.document import Mention

KINDS = ("missed", "spurious", "boundary", "label", "wrong link", "missed link", "false link")


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold mention and the prediction for it; one of them is None for a missed or a spurious name."""

    gold: Mention | None
    predicted: Mention | None

    @property
    def found(self) -> bool:
        """Whether the span is right."""
        return self.gold is not None and self.predicted is not None and self.gold.span == self.predicted.span

    @property
    def strict(self) -> bool:
        """Whether span and label are right."""
        return self.found and self.label_agrees

    @property
    def label_agrees(self) -> bool:
        """Whether both sides have the same label."""
        return self.gold is not None and self.predicted is not None and self.gold.label == self.predicted.label

    @property
    def linked_right(self) -> bool:
        """Whether the predicted ID is a right one, or NIL where NIL is right."""
        if self.gold is None or self.predicted is None or self.gold.ids is None or self.predicted.ids is None:
            return False
        return self.predicted.ids[0] in self.gold.ids if self.predicted.ids else not self.gold.ids

    @property
    def kinds(self) -> list[str]:
        """The kinds of error it shows, of `KINDS`; a boundary error's link is not judged."""
        if self.predicted is None:
            return ["missed"]
        if self.gold is None:
            return ["spurious"]
        if not self.found:
            return ["boundary"]
        kinds = [] if self.label_agrees else ["label"]
        if self.gold.ids is None or self.predicted.ids is None or self.linked_right:
            return kinds
        if not self.gold.ids:
            return [*kinds, "false link"]
        return [*kinds, "wrong link" if self.predicted.ids else "missed link"]


def pair(gold: Sequence[Mention], predicted: Sequence[Mention]) -> list[Pair]:
    """Pairs each mention at most once, in order of the text: same spans first, then the largest overlaps."""
    by_span = {mention.span: mention for mention in predicted}
    matches = {mention: by_span[mention.span] for mention in gold if mention.span in by_span}
    taken = set(matches.values())
    candidates = [(g.overlap(p), g, p) for g in gold if g not in matches for p in predicted if g.overlap(p)]
    for _, g, p in sorted(candidates, key=lambda candidate: -candidate[0]):
        if g not in matches and p not in taken:
            matches[g] = p
            taken.add(p)
    pairs = [Pair(mention, matches.get(mention)) for mention in gold]
    pairs += [Pair(None, mention) for mention in predicted if mention not in taken]
    return sorted(pairs, key=lambda pair: (pair.gold or pair.predicted).span)  # type: ignore[union-attr]

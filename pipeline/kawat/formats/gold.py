"""Gold in memory: documents and the mentions that people marked in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

NIL = "NIL"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    `start` and `end` index the text's code points, half open. `ids` are the right canonical IDs, the preferred one
    first: `()` means NIL, None that links were not annotated (or not predicted). A prediction has at most one ID; its
    `score` is the probability (0..1) that span and label are right, `cluster` its document-local cluster when NIL.
    """

    start: int
    end: int
    label: str
    ids: tuple[str, ...] | None = None
    score: float | None = None
    cluster: str | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands: (start, end)."""
        return self.start, self.end

    @property
    def link(self) -> str:
        """Its IDs as gold writes them: `a/b`, `NIL`, or "" where links were not annotated."""
        return "" if self.ids is None else "/".join(self.ids) or NIL

    def overlap(self, other: "Mention") -> int:
        """The number of characters it shares with `other`."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its gold mentions in order, none overlapping another; the rest is from the index ("" = not said)."""

    id: str
    text: str
    mentions: tuple[Mention, ...]
    split: str = ""
    source: str = ""
    topic: str = ""
    dateline: str = ""
    licence: str = ""


def parse_ids(field: str) -> tuple[str, ...] | None:
    """The IDs that `Mention.link` writes."""
    if not field:
        return None
    return () if field == NIL else tuple(field.split("/"))


def overlapping(mentions: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The first two of `mentions` (in order of start) that share a character, or None."""
    return next(((a, b) for a, b in pairwise(mentions) if b.start < a.end), None)

"""Forms that the copy itself equates: `X (Y/ACR)`, `X (ACR)`, `X atau ACR`, `X, yang disingkat ACR`."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from kawat.linking.mentions import Mention

_EQUAL = r"(?:alias|disingkat(?: menjadi)?|singkatan dari|dikenal (?:sebagai|dengan)(?: nama)?|disebut(?: juga)?)"
_CALLED = rf"(?:atau|{_EQUAL})"
_OPENS = re.compile(rf"\s?\(\s?(?:{_CALLED} )?[\"“'‘]?")
_GOES_ON = re.compile(rf"[\"”'’]?\s?(?:[/;,]| {_CALLED})\s?[\"“'‘]?")
_EQUATES = re.compile(rf",? (?:yang (?:\w+ )?)?{_CALLED} [\"“'‘]?")
_EXPLICIT = re.compile(rf"\b{_EQUAL}\b")
_WIDEST_GAP = 40  # characters
_LONGEST_RUN = 3  # mentions

# After these a blend may take a word up: ke-polisi-an in Polri, per-hubung-an in Kemenhub.
_PREFIX = re.compile("ke|per|pem|peng|pen|pe|ber|")


def definitions(
    text: str, mentions: Sequence[Mention], offsets: Sequence[tuple[int, int]], same: Callable[[Mention, Mention], bool]
) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of mentions, the longer form first, that the text puts side by side as two names of one thing.

    `offsets` are the mentions' characters. Words such as `alias` suffice; brackets and `atau` count if one form
    abbreviates the other, or if `same` (the knowledge base) says that both may name one thing.
    """
    for run in _runs(text, mentions, offsets):
        for one, other in combinations(run, 2):
            short, full = sorted((one, other), key=lambda mention: len(mention.text))
            explicit = _EXPLICIT.search(text, offsets[one.index][1], offsets[other.index][0])
            if _labels_agree(one, other) and (explicit or is_abbreviation(short.text, full.text) or same(one, other)):
                yield full, short


def _runs(text: str, mentions: Sequence[Mention], offsets: Sequence[tuple[int, int]]) -> Iterator[list[Mention]]:
    """Neighbouring mentions joined by the words and signs of a definition."""
    run: list[Mention] = []
    inside = False
    starts = [*(start for start, _ in offsets[1:]), len(text)]
    for mention, (_, end), following in zip(mentions, offsets, starts, strict=False):
        run.append(mention)
        between = text[end:following] if following - end < _WIDEST_GAP else ""
        opens = _OPENS.fullmatch(between) is not None
        joins = opens or _EQUATES.fullmatch(between) or (inside and _GOES_ON.fullmatch(between))
        if joins and len(run) < _LONGEST_RUN:
            inside = inside or opens
            continue
        if len(run) > 1:
            yield run
        run, inside = [], False


def _labels_agree(one: Mention, other: Mention) -> bool:
    return one.label == other.label or "" in (one.label, other.label) or "PER" not in (one.label, other.label)


@lru_cache(maxsize=1 << 12)
def is_abbreviation(short: str, full: str) -> bool:
    """Whether a form of one word abbreviates a name: its initials (`CSTO`), or pieces of its words (`Kemenhub`).

    Each piece is the beginning of a word, or what follows its prefix; words may be left out, their order is kept.
    """
    letters = re.sub(r"[\W_]", "", short).casefold()
    words = re.findall(r"\w+", full.casefold())
    if len(words) < 2 or " " in short or not 2 <= len(letters) < sum(map(len, words)):
        return False
    spelled = {0}  # how many letters the words so far may have given
    for word in words:
        pieces = {word, _PREFIX.sub("", word, count=1)}
        longest = {done: max(_shared(letters[done:], piece) for piece in pieces) for done in spelled}
        spelled |= {done + taken for done, most in longest.items() for taken in range(1, most + 1)}
    return len(letters) in spelled


def _shared(one: str, other: str) -> int:
    """The length of the beginning that two strings share."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))

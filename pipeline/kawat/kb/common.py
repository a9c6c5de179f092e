"""Words that wire copy writes in lower case: alone they name nothing, whatever an entity somewhere is called."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

_WORD = re.compile(r"(?<=[a-z,] )[A-Za-z][a-z]+(?:-[a-z]+)?\b")


def is_common(text: str) -> bool:
    """Whether a form is one common word (`para`, `Menteri`, `DUNIA`)."""
    return text.lower() in _common_words()


def count_common(paragraphs: Iterable[str], least: int, share: float) -> list[str]:
    """The words that stand inside sentences in lower case `least` times or more, and at least in this share of
    cases."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for paragraph in paragraphs:
        for word in _WORD.findall(paragraph):
            (lower if word.islower() else upper)[word.lower()] += 1
    return sorted(word for word, n in lower.items() if n >= least and n >= share * (n + upper[word]))


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8").split())

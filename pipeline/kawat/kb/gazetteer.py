"""Which names a knowledge base knows, as evidence for the tagger: a sorted array of hashes, 8 bytes a name.

Names are compared by the letters and digits of their key (see normalise.py), spaces left out, so that it does not
matter how a tokenizer cut them. The hash is a polynomial of the characters: that of two words side by side follows from
theirs, and all runs of words of a text are looked up at once.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from kawat.kb.entity import LABELS
from kawat.kb.normalise import normalise

LONGEST = 8  # words of a name
LAYERS = 2  # the curated facts; the world layer, whose IDs are QIDs
PLACES = 3  # a name's only word, its first of several, one of the others
WIDTH = LAYERS * len(LABELS) * PLACES

_BASE = 0x9E3779B97F4A7C15
_WORD = (1 << 64) - 1
_KINDS = np.uint64(0xFF)  # the low bits of a key say what the name may stand for, the others are its hash
_CACHED_WORDS = 50_000


def hashed(text: str) -> tuple[int, int]:
    """The hash of a name or word, and the factor by which the hash of what stands before it is multiplied; (0, 1) when
    it has no letter or digit."""
    value, factor = 0, 1
    for char in normalise(text).replace(" ", ""):
        value = (value * _BASE + ord(char)) & _WORD
        factor = factor * _BASE & _WORD
    return value, factor


def mixed(values: np.ndarray) -> np.ndarray:
    """Hashes u64 (n,) with every bit depending on all characters, the bits of the kinds left 0 (the finalizer of
    MurmurHash3: the last characters of a polynomial reach its low bits alone)."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return (values ^ (values >> np.uint64(33))) & ~_KINDS


def kind(label: str, *, world: bool) -> int:
    """The bit of a name of something with this label."""
    return 1 << (LABELS.index(label) + len(LABELS) * world)


def pack(names: Iterable[tuple[str, int]]) -> bytes:
    """The content of a gazetteer, from names and their kinds."""
    kinds: dict[int, int] = {}
    for name, bits in names:
        value = hashed(name)[0]
        kinds[value] = kinds.get(value, 0) | bits
    kinds.pop(0, None)
    keys = mixed(np.fromiter(kinds, np.uint64, len(kinds)))
    return np.sort(keys | np.fromiter(kinds.values(), np.uint64, len(kinds))).astype("<u8").tobytes()


class Gazetteer:
    """Finds known names in a text. `content`: what `pack` made."""

    def __init__(self, content: bytes) -> None:
        self.keys = np.frombuffer(content, "<u8")
        self._cache: dict[str, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def names(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """(start, end, kinds) of every run of at most LONGEST words that is a known name, the longest first."""
        if not words or not len(self.keys):
            return []
        values, factors = np.array([self._hashed(word) for word in words], np.uint64).T
        filled = values != 0
        found: list[tuple[int, int, int]] = []
        run = np.zeros(len(words), np.uint64)
        for length in range(1, min(LONGEST, len(words)) + 1):
            last = length - 1
            run = run[: len(words) - last] * factors[last:] + values[last:]
            starts = np.flatnonzero(filled[: len(run)] & filled[last:])
            sought = mixed(run[starts])
            keys = self.keys[np.minimum(np.searchsorted(self.keys, sought), len(self.keys) - 1)]
            hits = (keys & ~_KINDS) == sought
            kinds = (keys[hits] & _KINDS).tolist()
            found += [(start, start + length, bits) for start, bits in zip(starts[hits].tolist(), kinds, strict=True)]
        return found[::-1]

    def _hashed(self, word: str) -> tuple[int, int]:
        if word not in self._cache:
            if len(self._cache) >= _CACHED_WORDS:
                self._cache.clear()
            self._cache[word] = hashed(word)
        return self._cache[word]


def evidence(names: Iterable[tuple[int, int, int]], words: int) -> np.ndarray:
    """What the words of a text are known as: f32 (words, WIDTH) of zeros and ones, a column for each layer, label and
    place in the name. `names` as `Gazetteer.names` gives them; one inside a longer one of its layer does not count."""
    table = np.zeros((words, LAYERS, len(LABELS), PLACES), np.float32)
    covered = np.zeros((words, LAYERS), bool)
    for start, end, bits in names:
        for layer in range(LAYERS):
            labels = [index for index in range(len(LABELS)) if bits >> (index + len(LABELS) * layer) & 1]
            if not labels or covered[start:end, layer].all():
                continue
            covered[start:end, layer] = True
            if end - start == 1:
                table[start, layer, labels, 0] = 1
            else:
                table[start, layer, labels, 1] = 1
                table[start + 1 : end, layer, labels, 2] = 1
    return table.reshape(words, WIDTH)

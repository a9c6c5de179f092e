"""Dispatches for load: made up, but as long, as full of names and as repetitive as wire copy.

Sentences come from patterns, names from the core facts of the knowledge base and, for what no knowledge base has, from
lists of given names and syllables. FIGURES were measured on 85,000 words of Indonesian news (`profile`, on contiguous
lines of `id_news.txt.xz`); no text is taken from there. The same seed gives the same dispatches on any machine.

    python eval/bench/dispatches.py COUNT > wire.jsonl
"""

import csv
import datetime
import json
import math
import random
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from bench.words import ADJECTIVES, ADVERBS, GIVEN, LINKS, NOUNS, ROOTS, SYLLABLES, THOSE, active, nouns, passive

FACTS = Path(__file__).parents[2] / "models" / "kb"
FIGURES = {
    "words in a sentence": 19.0,
    "sentences in a paragraph": 1.5,
    "names in 100 words": 10.6,
    "words in a name": 1.64,
    "distinct names": 0.49,
    "names that occur once": 0.38,
    "Zipf exponent of names": 0.79,
    "words of the 100 most frequent forms": 0.33,
    "words of the 1000 most frequent forms": 0.66,
    "forms in 85,000 words": 12_600.0,
}
WORDS, _SPREAD = 220, 0.45  # the median length of wire copy, and the deviation of its logarithm
_LABELS = {"PER": 0.25, "ORG": 0.34, "LOC": 0.41}  # of mentions, and below of those that the knowledge base lacks
_UNKNOWN = {"PER": 0.57, "ORG": 0.42, "LOC": 0.23}
_RECALLED = 0.40  # share of mentions that repeat one of the same dispatch
_DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()

# {v} takes an object, {i} does not; {n} a noun, {a} what is said of it, {d} an adverb, {c} joins clauses, {e} points.
_CLAUSES = """
{O} {d} {v} {n} {n} {a} di {L}
{P} {v} {n} {a} yang {d} {i} di {L}
{n} {n} {a} {e} {i} {c} {n} {d} {i} sejak {t}
pemerintah {L} akan {v} {n} dan {n} {a}
{n} {a} {e} {d} {i} bersama {O}
{P} dari {O} telah {v} {n} {n}
sekitar {#} {n} {i} {c} {n} {n} {i} pada {t}
{n} yang {i} oleh {n} {a} {d} dinilai {a} bagi {n} {e}
tidak ada {n} yang {d} {i} dalam {n} {n} {e}
para {n} diminta {v} {n} {c} {n} {e} {i} di {L}
{O} dan {O} sepakat {v} {n} {a}
{n} {n} mencapai {#} persen, {d} {a} dari {n} pada {n} sebelumnya
kepala {O} {P} {v} {n} {n}
mereka {d} {i} {c} {n} dan {n} belum {i}
{n} {e} merupakan {n} {a} yang {v} {n} {n}
""".strip().splitlines()
_MORE = """
, kata {P} di {L}, {t}
 {c} {n} {n} {v} {n} {a}
 untuk {v} {n} {n} {a} {e}
, {c} {n} lain {d} {i}
 {c} {n} {a} {e} belum {i}
, termasuk {n} dan {n} di {L}
, menurut {n} {O}
 dengan {n} {n} senilai Rp{#} miliar
, {c} {n} {e} tidak {i} seperti yang {d} {i} pada {n}
 dan {d} {i} dalam {n} {a}
, baik untuk {n} maupun bagi {n} yang {d} {i}
 {c} {n} {d} {v} {n} {n}
 yang {d} {i} oleh {n} {a}
""".rstrip().splitlines()[1:]
_SAID = ("kata", "ujar", "tegas", "jelas", "ungkap", "tutur", "ucap")
_CREDITS = ("", "", "", "\n(Kawat/{})", "\nPewarta: {}", "\nEditor: {}")

Pick = Callable[[], str]


class _Zipf:
    """Draws from a sequence, its member of rank r with a probability like 1 / (r + shift) ** exponent."""

    def __init__(
        self, members: Sequence[str], chance: random.Random, exponent: float = 1.0, shift: float = 2.0
    ) -> None:
        self._members = members
        self._weights = list(accumulate((rank + shift) ** -exponent for rank in range(len(members))))
        self._chance = chance

    def __call__(self) -> str:
        return self._chance.choices(self._members, cum_weights=self._weights)[0]


class Generator:
    """Makes dispatches, each a row of JSON Lines: id, date, title, text; `words`: the median of their lengths."""

    def __init__(self, seed: int = 13, words: int = WORDS) -> None:
        self._length = words
        self._chance = chance = random.Random(seed)
        self._words = {
            "n": _Zipf(_mixed(NOUNS, ROOTS, nouns), chance, exponent=0.75, shift=15),
            "v": _Zipf(_mixed([], ROOTS, active), chance, exponent=0.8, shift=15),
            "i": _Zipf(_mixed([], ROOTS, passive), chance, exponent=0.8, shift=15),
            "a": _Zipf(ADJECTIVES, chance, exponent=0.8),
            "d": _Zipf(ADVERBS, chance, exponent=0.8),
            "c": _Zipf(LINKS, chance, exponent=0.6),
            "e": _Zipf(THOSE, chance, exponent=1.1, shift=1),
        }
        known = _known(chance)
        self._known = {label: _Zipf(names, chance, exponent=1.15, shift=3) for label, names in known.items()}
        self._acronyms = _acronyms()

    def __call__(self, count: int) -> Iterator[dict[str, str]]:
        """`count` dispatches."""
        for number in range(count):
            self._cast: dict[str, list[str]] = {label: [] for label in _LABELS}
            words = round(self._chance.lognormvariate(math.log(self._length), _SPREAD))
            day = datetime.date(2022, 1, 1) + datetime.timedelta(self._chance.randrange(365))
            self._day = day
            title = self._capital(self._clause())
            yield {"id": f"load-{number}", "date": day.isoformat(), "title": title, "text": self._text(words)}

    def _text(self, words: int) -> str:
        place = self._name("LOC")
        paragraphs = [f"{place.upper() if self._chance.random() < 0.5 else place}, Kawat – {self._sentence()}"]
        length = len(paragraphs[0].split())
        while length < words:
            more = " ".join(self._sentence() for _ in range(self._chance.choices((1, 2, 3), (6, 3, 1))[0]))
            paragraphs.append(more)
            length += len(more.split())
        return "\n".join(paragraphs) + self._chance.choice(_CREDITS).format(self._person())

    def _sentence(self) -> str:
        clause = self._clause()
        while self._chance.random() < 0.54:
            clause += self._fill(self._chance.choice(_MORE))
        if self._chance.random() < 0.2:
            return f'"{self._capital(clause)}," {self._chance.choice(_SAID)} {self._name("PER")}.'
        return f"{self._capital(clause)}."

    def _clause(self) -> str:
        return self._fill(self._chance.choice(_CLAUSES))

    def _fill(self, pattern: str) -> str:
        return re.sub(r"\{(.)\}", lambda slot: self._slot(slot[1]), pattern)

    def _slot(self, kind: str) -> str:
        if kind in "POL":
            return self._name({"P": "PER", "O": "ORG", "L": "LOC"}[kind])
        if kind == "#":
            return f"{self._chance.randrange(2, 900):,}".replace(",", ".")
        if kind == "t":
            return f"{_DAYS[self._day.weekday()]} ({self._day.day}/{self._day.month})"
        return self._words[kind]()

    @staticmethod
    def _capital(text: str) -> str:
        return text[0].upper() + text[1:]

    def _name(self, label: str) -> str:
        """A name that the dispatch has had already, in its short form, or a new one."""
        cast = self._cast[label]
        if cast and self._chance.random() < _RECALLED:
            name = self._chance.choice(cast)
            return name.split()[-1] if label == "PER" else self._acronyms.get(name, name)
        name = self._unknown(label) if self._chance.random() < _UNKNOWN[label] else self._known[label]()
        cast.append(name)
        acronym = self._acronyms.get(name)
        return f"{name} ({acronym})" if acronym and self._chance.random() < 0.5 else name

    def _unknown(self, label: str) -> str:
        if label == "PER":
            return self._person()
        word = self._word()
        if label == "LOC":
            return f"{self._chance.choice(('Desa', 'Kecamatan', 'Kampung', 'Dusun', 'Jalan'))} {word}"
        kinds = (
            "Koperasi {}",
            "Yayasan {}",
            "PT {} {}",
            "CV {}",
            "SMA Negeri {#}",
            "Forum {}",
            "RSUD {}",
            "Persatuan {}",
        )
        kind = self._chance.choice(kinds).replace("{#}", str(self._chance.randrange(1, 90)))
        return kind.format(word, self._word())

    def _person(self) -> str:
        first = self._chance.choice(GIVEN)
        return f"{first} {self._chance.choice(GIVEN) if self._chance.random() < 0.3 else self._word()}"

    def _word(self) -> str:
        return "".join(self._chance.choices(SYLLABLES, k=self._chance.randrange(2, 4))).capitalize()


def _mixed(words: Sequence[str], roots: Sequence[str], forms: Callable[[str], list[str]]) -> list[str]:
    """The words, then the first form of every root, then the second, …"""
    made = [forms(root) for root in roots]
    return [*words, *(form for rank in range(max(map(len, made))) for all in made for form in all[rank : rank + 1])]


def _rows() -> Iterator[dict[str, str]]:
    for path in sorted(FACTS.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if "label" in (rows.fieldnames or ()):  # the others are no facts
                yield from rows


def _known(chance: random.Random) -> dict[str, list[str]]:
    """The Indonesian names of the core facts by label, about as often named first."""
    found: dict[str, list[tuple[float, str]]] = {label: [] for label in _LABELS}
    for row in _rows():
        found[row["label"]].append((float(row["prior"]) + chance.gauss(0, 0.15), row["name_id"] or row["name_en"]))
    return {label: [name for _, name in sorted(rows, reverse=True)] for label, rows in found.items()}


def _acronyms() -> dict[str, str]:
    rows = (row for row in _rows() if row["label"] == "ORG" and row["acronyms"])
    return {row["name_id"] or row["name_en"]: row["acronyms"].split("|")[0] for row in rows}


_END = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[\"“']?[A-Z])")
_NAME = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*")


def profile(paragraphs: Iterable[str]) -> dict[str, float]:
    """The FIGURES of a text of at least 1,000 names. A name is a run of capitalised words inside a sentence."""
    sentences = [_END.split(paragraph) for paragraph in paragraphs]
    flat = [sentence for paragraph in sentences for sentence in paragraph]
    names = Counter(name[0].rstrip(".") for text in flat for name in _NAME.finditer(text.partition(" ")[2]))
    forms = Counter(word.strip('.,:;"“”()?!').lower() for text in flat for word in text.split())
    mentions, words = names.total(), forms.total()
    ranked = [count for _, count in names.most_common(1000)]
    ranks = [math.log(rank) for rank in range(10, len(ranked))]
    slope, _ = statistics.linear_regression(ranks, [math.log(count) for count in ranked[10:]])
    frequent = [count for _, count in forms.most_common(1000)]
    return {
        "words in a sentence": words / len(flat),
        "sentences in a paragraph": len(flat) / len(sentences),
        "names in 100 words": 100 * mentions / words,
        "words in a name": sum(count * len(name.split()) for name, count in names.items()) / mentions,
        "distinct names": len(names) / mentions,
        "names that occur once": sum(count == 1 for count in names.values()) / mentions,
        "Zipf exponent of names": -slope,
        "words of the 100 most frequent forms": sum(frequent[:100]) / words,
        "words of the 1000 most frequent forms": sum(frequent) / words,
        "forms in 85,000 words": float(len(forms)),
    }


if __name__ == "__main__":
    for row in Generator()(int(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))

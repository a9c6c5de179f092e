"""Names exchanged for others of their kind in real sentences, so that the tagger learns places of names, not names.

A person's full name becomes another person's, a country another country, a town another town, an acronym of a body
another one's; what has no such kind stays. (Mention replacement: Dai and Adel 2020,
https://aclanthology.org/2020.coling-main.343.)
"""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kawat.training.annotations import tokenizer
from kawat.training.data import Sentence, allowed_mask, mention_at, read_lines


@dataclass(frozen=True)
class Swaps:
    """Names of each kind: out of the data directory's tables, and of the project's own facts."""

    data: Path
    facts: Path = Path("models/kb")

    @cached_property
    def persons(self) -> list[str]:
        """Full names from all over the world, those with hyphens weighted up to about a fifth."""
        rows = (line.split("\t") for line in read_lines(self.data / "kb_world" / "politicians_persons.tsv.xz"))
        names = [
            row[1] for row in rows if 2 <= len(row[1].split()) <= 5 and row[1].isprintable() and row[1][0].isupper()
        ]
        hyphened = [name for name in names if "-" in name]
        return names + hyphened * (len(names) // max(1, 4 * len(hyphened)))

    @cached_property
    def countries(self) -> list[str]:
        return self._facts("countries.tsv", "LOC", "name_id")

    @cached_property
    def towns(self) -> list[str]:
        return self._facts("capitals.tsv", "LOC", "name_id") + self._facts("places.tsv", "LOC", "name_id")

    @cached_property
    def acronyms(self) -> list[str]:
        cells = self._facts("organizations.tsv", "ORG", "acronyms")
        return [acronym for cell in cells for acronym in cell.split("|")]

    def _facts(self, file: str, label: str, column: str) -> list[str]:
        rows = csv.DictReader(read_lines(self.facts / file), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row[column] for row in rows if row["label"] == label and row[column]]

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        return dict.fromkeys(self.countries, self.countries) | dict.fromkeys(self.towns, self.towns)

    def other(self, words: Sequence[str], label: str, rng: random.Random) -> list[str]:
        """Another name for the name `words`; the same where nothing of its kind is known."""
        name = " ".join(words)
        if label == "PER" and len(words) > 1 and not name.isupper():
            return _words(rng.choice(self.persons))
        if label == "LOC" and name in self._kinds:
            return _words(rng.choice(self._kinds[name]))
        if label == "ORG" and len(words) == 1 and name.isupper() and len(name) > 2:
            return _words(rng.choice(self.acronyms))
        return list(words)

    def swapped(self, sentence: Sentence, rng: random.Random) -> Sentence:
        """The sentence with its names exchanged; a name that stands twice is exchanged for the same one."""
        words: list[str] = []
        allowed: list[int] = []
        chosen: dict[tuple[str, ...], list[str]] = {}
        at = 0
        while at < len(sentence.words):
            end, label = mention_at(sentence, at)
            name = sentence.words[at:end]
            if label:
                new = chosen.setdefault(name, self.other(name, label, rng))
                words += new
                allowed += [allowed_mask(f"{'I' if place else 'B'}-{label}") for place in range(len(new))]
            else:
                words += name
                allowed += sentence.allowed[at:end]
            at = end
        return replace(sentence, words=tuple(words), allowed=tuple(allowed))


def _words(name: str) -> list[str]:
    return [token.text for token in tokenizer()(name) if not token.text.isspace()]

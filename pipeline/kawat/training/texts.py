"""The texts that vocabularies are cut to: the data directory's running text, gold and names."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from kawat.training.data import read_lines

LATIN = re.compile(r"[\x00-\u024f\u1e00-\u1eff\u2010-\u2027]+")
SEPARATORS = re.compile(r"[\t|;:/=]")
SHIPPED_NAMES = {  # tables of kb_world and their columns (from 0) of names as Indonesian and English copy has them
    "politicians_persons": (1, 2),
    "natural_earth_entities": (3, 4),
    "mpararel_id_labels": (1, 2, 3),
    "football_players": (1,),
    "football_clubs": (1,),
    "supranational_bodies": (1, 2),
    "ror_orgs": (1, 2),
    "wikitrivia": (1, 2),
}


def running_texts(data: Path) -> Iterator[str]:
    """Indonesian and English text, and the words of the Indonesian gold."""
    for path in sorted((data / "text").glob("*.xz")):
        yield from read_lines(path)
    yield from gold_texts(data / "ner")


def gold_texts(directory: Path) -> Iterator[str]:
    for path in sorted(directory.glob("*.jsonl*")):
        for line in read_lines(path):
            yield " ".join(json.loads(line)["tokens"])


def latin(names: Iterator[str]) -> Iterator[str]:
    return (name for name in names if LATIN.fullmatch(name))


def all_texts(data: Path) -> Iterator[str]:
    """What the encoder is trained on: running text, gold of every language, every name in Latin letters."""
    yield from running_texts(data)
    yield from gold_texts(data / "ner_world")
    for path in sorted((data / "kb_world").glob("*.tsv.xz")):
        for line in read_lines(path):
            yield from latin(iter(SEPARATORS.split(line.rstrip("\n"))))


def shipped_texts(data: Path) -> Iterator[str]:
    """What the shipped model reads: Indonesian and English text and names."""
    yield from running_texts(data)
    for table, columns in SHIPPED_NAMES.items():
        for line in read_lines(data / "kb_world" / f"{table}.tsv.xz"):
            cells = line.rstrip("\n").split("\t")
            for column in columns:
                yield from latin(name for name in re.split(r"[|;]", cells[column]) if name)

"""A small gold directory of real wire copy, and what tests do with it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import kawat.linking.component
import kawat.ner.component  # noqa: F401 (these register the factories)
from kawat.kb.build import build
from kawat.kb.facts import COLUMNS
from kawat.kb.sources.text import TextFacts
from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.gold import read_gold

ROWS = {
    "csto": ("test", "sample", "diplomacy", "caps-comma"),
    "cianjur": ("test", "written", "disaster", "portal"),
    "persib": ("test", "written", "sport", "mixed-agency"),
    "pelosi": ("dev", "real", "politics", "none"),
    "panen": ("test", "written", "economy", "none"),
}
TEXTS = {
    "csto": (
        "[[MOSKOW|LOC|moscow]], Presiden [[Rusia|LOC|RUS]] [[Vladimir Putin|PER|vladimir-putin]] berbicara dengan para"
        " pemimpin [[Organisasi Perjanjian Keamanan Kolektif|ORG|CSTO]] ([[CSTO|ORG|CSTO]]), kata"
        " [[Kremlin|ORG|kremlin/moscow-kremlin]] pada Jumat.\n"
        "[[Putin|PER|vladimir-putin]] juga berbicara dengan Presiden [[Kazakhstan|LOC|KAZ]]"
        " [[Kassym-Jomart Tokayev|PER|kassym-jomart-tokayev]]. [[[Xinhua|ORG|xinhua]]]"
    ),
    "cianjur": (
        "[[Liputan6.com|ORG|liputan6]], [[Cianjur|LOC|ID-32.03]] - Gempa mengguncang [[Jawa Barat|LOC|ID-JB]], kata"
        " Kepala [[BMKG|ORG|bmkg]] [[Dwikorita Karnawati|PER|NIL]]. Warga [[Cianjur|LOC|ID-32.03]] mengungsi.\n"
    ),
    "persib": (
        "[[Bandung|LOC|ID-32.73]] ([[ANTARA|ORG|antara]]) - [[Persib|ORG|persib-bandung]] menang 2-1 atas"
        " [[Persija|ORG|persija-jakarta]]. Gol dicetak [[Asep Sunandar|PER|NIL]] dan [[Beckham Putra|PER|NIL]].\n"
    ),
    "pelosi": "Ketua DPR [[AS|LOC|USA]] [[Nancy Pelosi|PER|nancy-pelosi]] tiba di [[Taipei|LOC|taipei]].\n",
    "panen": "Panen raya tahun ini diperkirakan lebih baik daripada tahun lalu.\n",
}


def write_gold(directory: Path, texts: dict[str, str], rows: dict[str, tuple[str, ...]]) -> Path:
    """A gold directory with the given marked texts and index rows (split, source, topic, dateline)."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (directory / f"{name}.txt").write_text(text, encoding="utf-8")
    lines = ["doc\tsplit\tsource\ttopic\tdateline\tlicence"]
    lines += ["\t".join((name, *row, "MIT")) for name, row in rows.items()]
    (directory / "index.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return directory


@pytest.fixture
def gold_directory(tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold", TEXTS, ROWS)


@pytest.fixture
def gold(gold_directory: Path) -> list[Document]:
    return read_gold(gold_directory)


@pytest.fixture
def make_gold(tmp_path: Path) -> Callable[..., Path]:
    """Writes a gold directory of one document with the given marked text."""

    def make(marked: str, name: str = "kirgistan") -> Path:
        return write_gold(tmp_path / "made", {name: marked}, {name: ("test", "written", "war", "none")})

    return make


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge base, with a retired ID."""
    facts = tmp_path_factory.mktemp("facts")
    rows = [
        ("CSTO", "ORG", "Organisasi Perjanjian Keamanan Kolektif", "", "", "CSTO", "Q318693", "supranational_bodies"),
        ("KAZ", "LOC", "Kazakhstan", "", "", "", "Q232", "natural_earth_entities"),
        ("RUS", "LOC", "Rusia", "Russia", "", "", "Q159", "natural_earth_entities"),
        ("kremlin", "ORG", "Kremlin", "Kremlin", "", "", "", ""),
        ("moscow", "LOC", "Moskow", "Moscow", "", "", "Q649", "natural_earth_entities"),
        ("vladimir-putin", "PER", "Vladimir Putin", "Vladimir Putin", "", "", "Q7747", "politicians_persons"),
    ]
    lines = ["\t".join(COLUMNS), *("\t".join((*row, "", "", "0.9")) for row in rows)]
    (facts / "core.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (facts / "redirects.tsv").write_text("old\tnew\twhy\nmoskwa\tmoscow\tone city\n", encoding="utf-8")
    build([TextFacts(facts)], facts / "kb.sqlite")
    return facts / "kb.sqlite"


Change = Callable[[Mention, Document], Mention | None]


@pytest.fixture
def predict() -> Callable[..., Predictions]:
    """What a system would predict that is right but for a change made to every mention (None drops it)."""

    def right(documents: list[Document], change: Change = lambda mention, _: mention) -> Predictions:
        return {
            document.id: tuple(
                changed
                for mention in document.mentions
                if (changed := change(replace(mention, ids=(mention.ids or ())[:1], score=0.9), document))
            )
            for document in documents
        }

    return right


@pytest.fixture(scope="session")
def nlp(kb: Path) -> Language:
    """A pipeline of real components that knows a few names: rules for `ner`, Kawat's linker over a small KB."""
    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "LOC", "pattern": "MOSKOW"},
            {"label": "LOC", "pattern": "Rusia"},
            {"label": "LOC", "pattern": "Kazakhstan"},
            {"label": "PER", "pattern": "Vladimir Putin"},
            {"label": "PER", "pattern": "Putin"},
            {"label": "ORG", "pattern": "CSTO"},
            {"label": "ORG", "pattern": "Kremlin"},
        ]
    )
    nlp.add_pipe("kawat_linker", name="linker", config={"kb": str(kb)})
    return nlp

"""What tests share: a small knowledge base, a cheap pipeline on it, a process without network, documents with names."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kawat.kb.build import build
from kawat.kb.facts import COLUMNS
from kawat.kb.sources.text import TextFacts
from kawat.layout import Layout
from kawat.tokenizer import WireTokenizer

Marked = Callable[[str], Doc]

# id; label; name_id; name_en; aliases; acronyms; wikidata; wikidata_source; country; offices; prior
FACTS = """
CSTO;ORG;Organisasi Perjanjian Keamanan Kolektif;Collective Security Treaty Organization;;CSTO|ODKB;;;;;0.6
KAZ;LOC;Kazakhstan;Kazakhstan;;;;;KAZ;;0.6
KGZ;LOC;Kirgistan;Kyrgyzstan;Kirgizstan;;Q813;natural_earth_entities;KGZ;;0.5
RUS;LOC;Rusia;Russia;Federasi Rusia;;Q159;natural_earth_entities;RUS;;1
kassym-jomart-tokayev;PER;Kassym-Jomart Tokayev;Kassym-Jomart Tokayev;Tokayev;;;;KAZ;presiden@KAZ:2019-;0.6
kremlin;ORG;Kremlin;Kremlin;;;;;RUS;;0.9
moscow;LOC;Moskow;Moscow;;;;;RUS;;0.9
vladimir-putin;PER;Vladimir Putin;Vladimir Putin;Putin;;;;RUS;presiden@RUS:2012-;1
"""
NAMES = {
    "PER": ["Vladimir Putin", "Putin", "Kassym-Jomart Tokayev", "Tokayev", "Budi Santoso"],
    "ORG": ["CSTO", "Kremlin", "Organisasi Perjanjian Keamanan Kolektif"],
    "LOC": ["Kazakhstan", "Kirgistan", "Rusia", "Moskow", "MOSKOW"],
}
OFFLINE = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise RuntimeError(f"{event}{arguments}: the network is cut")
sys.addaudithook(refuse)
"""


@pytest.fixture(scope="session")
def world_kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("world_kb")
    rows = sorted(line.replace(";", "\t") for line in FACTS.strip().splitlines())
    (directory / "core.tsv").write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    build([TextFacts(directory)], directory / "kb.sqlite")
    return directory / "kb.sqlite"


@pytest.fixture(scope="session")
def cheap_pipeline(world_kb: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved pipeline that needs no model: a list of names stands for the tagger."""
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "kawat.WireTokenizer.v1"}}})
    nlp.add_pipe("kawat_layout", name="layout")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": label, "pattern": name} for label, names in NAMES.items() for name in names]
    )
    nlp.add_pipe("kawat_dates", name="dates")
    nlp.add_pipe("kawat_linker", name="linker", config={"kb": str(world_kb)})
    nlp.add_pipe("kawat_roles", name="roles")
    nlp.add_pipe("kawat_quotes", name="quotes")
    out = tmp_path_factory.mktemp("cheap") / "pipeline"
    nlp.to_disk(out)
    return out


@pytest.fixture(scope="session")
def offline() -> Callable[[str, Path], str]:
    """Runs Python code in a directory, with the network cut, and gives what it prints."""
    network_namespace = ["unshare", "--net"]
    try:
        cut = subprocess.run([*network_namespace, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        cut = False

    def run(code: str, directory: Path) -> str:
        command = [*(network_namespace if cut else []), sys.executable, "-c", OFFLINE + code]
        done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


_MARK = re.compile(r"\[\[(?P<text>[^|\[\]]+)\|(?P<label>\w+)(?:\|(?P<id>[^\]]+))?\]\]")
_SAMPLE = {
    "PER": "Vladimir Putin|Sadyr Zhaparov|Alexander Lukashenko|Emomali Rahmon|Nikol Pashinyan|Kassym-Jomart Tokayev"
    "|Sergei Shoigu|Putin|Tokayev",
    "ORG": "Organisasi Perjanjian Keamanan Kolektif|Collective Security Treaty Organization|CSTO|Kremlin|Xinhua",
    "LOC": "Kazakhstan|MOSKOW|Rusia|Kirgistan|Belarus|Tajikistan|Armenia",
}


@pytest.fixture(scope="session")
def marked() -> Marked:
    """A laid-out Doc of marked text."""
    vocab = spacy.blank("id").vocab

    def make(text: str) -> Doc:
        plain, places, at = "", [], 0
        for mark in _MARK.finditer(text):
            plain += text[at : mark.start()]
            places.append((len(plain), len(plain) + len(mark["text"]), mark["label"], mark["id"] or ""))
            plain += mark["text"]
            at = mark.end()
        doc = Layout()(WireTokenizer(vocab)(plain + text[at:]))
        doc.ents = [doc.char_span(start, end, label, kb_id=id) for start, end, label, id in places]
        return doc

    return make


@pytest.fixture
def marked_sample(marked: Marked, sample: str) -> Doc:
    """The sample dispatch with its names marked."""
    label = {name: label for label, names in _SAMPLE.items() for name in names.split("|")}
    names = re.compile("|".join(label))  # within a label longer names stand first
    return marked(names.sub(lambda found: f"[[{found[0]}|{label[found[0]]}]]", sample))

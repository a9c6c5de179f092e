"""What the tests of the output share: a small knowledge base, a cheap pipeline on it, and a process without network."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from kawat.kb.build import build
from kawat.kb.facts import COLUMNS
from kawat.kb.sources.text import TextFacts

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
    nlp.add_pipe("kawat_linker", name="linker", config={"kb": str(world_kb)})
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

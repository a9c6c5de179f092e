"""A small knowledge base of real facts, built once from text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kawat.kb.build import build
from kawat.kb.facts import COLUMNS
from kawat.kb.sources.text import TextFacts
from kawat.kb.store import KnowledgeBase

FACTS = """\
BI|ORG|Bank Indonesia|Bank Indonesia|bank sentral Indonesia|BI|||IDN||0.6
CSTO|ORG|Organisasi Perjanjian Keamanan Kolektif|Collective Security Treaty Organization||CSTO,ODKB|||||0.4
ID-32.04|LOC|Kabupaten Bandung|Bandung Regency|Bandung||||IDN||0.2
ID-32.73|LOC|Kota Bandung|Bandung|||||IDN||0.6
IDN|LOC|Indonesia|Indonesia|Republik Indonesia|RI,NKRI|Q252|natural_earth_entities|IDN||1
KAZ|LOC|Kazakhstan|Kazakhstan|Kazakstan||||KAZ||0.5
KGZ|LOC|Kirgistan|Kyrgyzstan|Kirgizstan,Kirgizia||Q813|natural_earth_entities|KGZ||0.4
KOR|LOC|Korea Selatan|South Korea|Korsel,Republik Korea||Q884|natural_earth_entities|KOR||0.9
RUS|LOC|Rusia|Russia|Federasi Rusia||Q159|natural_earth_entities|RUS||1
USA|LOC|Amerika Serikat|United States|Amerika|AS,USA|Q30|natural_earth_entities|USA||1
kassym-jomart-tokayev|PER|Kassym-Jomart Tokayev|Kassym-Jomart Tokayev|Tokayev||||KAZ|presiden@KAZ:2019-|0.5
sadyr-japarov|PER|Sadyr Japarov|Sadyr Japarov|Japarov||||KGZ|presiden@KGZ:2021-|0.4
sri-mulyani|PER|Sri Mulyani Indrawati|Sri Mulyani|||||IDN|menteri keuangan@IDN:2016-2025|0.6
vladimir-putin|PER|Vladimir Putin|Vladimir Putin|Putin||Q7747|politicians_persons|RUS|presiden@RUS:2012-,perdana menteri@RUS:2008-2012|1
"""  # noqa: E501 (one entity a line, as in the files)


def write_facts(path: Path, rows: str) -> Path:
    """Writes rows that separate columns by `|` and values by `,` as a file of facts."""
    table = rows.strip("\n").replace("|", "\t").replace(",", "|")
    path.write_text("\t".join(COLUMNS) + "\n" + table + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def facts_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("facts")
    write_facts(directory / "core.tsv", FACTS)
    return directory


@pytest.fixture(scope="session")
def kb_path(facts_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kb") / "kb.sqlite"
    build([TextFacts(facts_directory)], path)
    return path


@pytest.fixture
def kb(kb_path: Path) -> KnowledgeBase:
    return KnowledgeBase.open(kb_path)


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a directory of text facts with these rows."""

    def make(rows: str = FACTS) -> Path:
        directory = tmp_path / "facts"
        directory.mkdir(exist_ok=True)
        write_facts(directory / "core.tsv", rows)
        return directory

    return make

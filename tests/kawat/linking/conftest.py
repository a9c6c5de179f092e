"""A small knowledge base, and documents whose mentions are marked in the text: `[[Putin|PER|vladimir-putin]]`."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kawat.kb.build import build
from kawat.kb.facts import COLUMNS
from kawat.kb.sources.text import TextFacts
from kawat.kb.store import KnowledgeBase
from kawat.linking.candidates import Candidates
from kawat.linking.component import EntityLinker
from kawat.tokenizer import WireTokenizer

# id; label; name_id; name_en; aliases; acronyms; country; offices; prior
FACTS = """
ARM;LOC;Armenia;Armenia;Republik Armenia;;ARM;;0.54
BLR;LOC;Belarus;Belarus;Belarusia;;BLR;;0.6
CAN;LOC;Kanada;Canada;;;CAN;;0.8
CSTO;ORG;Organisasi Perjanjian Keamanan Kolektif;Collective Security Treaty Organization;;CSTO|ODKB;;;0.6
ESP;LOC;Spanyol;Spain;;;ESP;;0.8
ITA;LOC;Italia;Italy;;;ITA;;0.9
GEO;LOC;Georgia;Georgia;;;GEO;;0.5
ID-32.04;LOC;Kabupaten Bandung;Bandung Regency;Bandung;;IDN;;0.2
ID-32.73;LOC;Kota Bandung;Bandung;;;IDN;;0.75
ID-JK;LOC;Jakarta;Jakarta;DKI Jakarta;DKI;IDN;;0.95
IDN;LOC;Indonesia;Indonesia;;RI;IDN;;1
KAZ;LOC;Kazakhstan;Kazakhstan;;;KAZ;;0.6
KGZ;LOC;Kirgistan;Kyrgyzstan;Kirgizstan|Kyrgyzstan;;KGZ;;0.5
KOR;LOC;Korea Selatan;South Korea;Korsel;;KOR;;0.9
RUS;LOC;Rusia;Russia;Federasi Rusia;;RUS;;1
SDN;LOC;Sudan;Sudan;;;SDN;;0.6
SSD;LOC;Sudan Selatan;South Sudan;;;SSD;;0.5
TJK;LOC;Tajikistan;Tajikistan;;;TJK;;0.5
USA;LOC;Amerika Serikat;United States;Amerika;AS;USA;;1
WHO;ORG;Organisasi Kesehatan Dunia;World Health Organization;;WHO;;;0.9
alexander-lukashenko;PER;Alexander Lukashenko;Alexander Lukashenko;Aleksandr Lukashenko;;BLR;presiden@BLR:1994-;0.7
bank-indonesia;ORG;Bank Indonesia;Bank Indonesia;;BI;IDN;;0.9
barcelona;LOC;Barcelona;Barcelona;;;ESP;;0.7
bernie-sanders;PER;Bernie Sanders;Bernie Sanders;Sanders;;USA;senator@USA:2007-;0.6
bill-clinton;PER;Bill Clinton;Bill Clinton;Clinton;;USA;presiden@USA:1993-2001;0.7
detikcom;ORG;detikcom;Detik.com;Detik;;IDN;;0.8
emomali-rahmon;PER;Emomali Rahmon;Emomali Rahmon;;;TJK;presiden@TJK:1994-;0.5
fc-barcelona;ORG;FC Barcelona;FC Barcelona;Barcelona|Barca;;ESP;;0.7
georgia-usa;LOC;Georgia;Georgia;;;USA;;0.45
hillary-clinton;PER;Hillary Clinton;Hillary Clinton;Clinton;;USA;menteri luar negeri@USA:2009-2013;0.7
joko-widodo;PER;Joko Widodo;Joko Widodo;Jokowi;;IDN;presiden@IDN:2014-2024;1
kassym-jomart-tokayev;PER;Kassym-Jomart Tokayev;Kassym-Jomart Tokayev;;;KAZ;presiden@KAZ:2019-;0.6
kremlin;ORG;Kremlin;Kremlin;;;RUS;;0.9
kyodo;ORG;Kyodo;Kyodo News;;;;;0.6
menteri-politikus;PER;Menteri;Menteri;;;;;0.05
moscow;LOC;Moskow;Moscow;Moskwa;;RUS;;0.9
nikol-pashinyan;PER;Nikol Pashinyan;Nikol Pashinyan;;;ARM;perdana menteri@ARM:2018-;0.5
para-brasil;LOC;Pará;Pará;;;;;0.2
partai-demokrat;ORG;Partai Demokrat;Democratic Party;;PD;IDN;;0.6
partai-demokrat-as;ORG;Partai Demokrat AS;Democratic Party;Demokrat;;USA;;0.7
perry-warjiyo;PER;Perry Warjiyo;Perry Warjiyo;;;IDN;gubernur@bank-indonesia:2018-;0.5
retno-marsudi;PER;Retno Marsudi;Retno Marsudi;Retno Lestari Priansari Marsudi;;IDN;menteri luar negeri@IDN:2014-2024;0.6
sadyr-japarov;PER;Sadyr Japarov;Sadyr Japarov;;;KGZ;presiden@KGZ:2021-;0.5
sergei-shoigu;PER;Sergei Shoigu;Sergei Shoigu;;;RUS;menteri pertahanan@RUS:2012-2024;0.6
sergei-sergeyev-1;PER;Sergei Sergeyev;Sergei Sergeyev;;;RUS;menteri pertahanan@RUS:2001-2007;0.2
sergei-sergeyev-2;PER;Sergei Sergeyev;Sergei Sergeyev;;;RUS;menteri pertahanan@RUS:2012-2024;0.2
sergey-ivanov-kgz;PER;Sergey Ivanov;Sergey Ivanov;;;KGZ;;0.2
sergey-ivanov-rus;PER;Sergey Ivanov;Sergey Ivanov;;;RUS;menteri pertahanan@RUS:2001-2007;0.2
sri-mulyani;PER;Sri Mulyani Indrawati;Sri Mulyani Indrawati;Sri Mulyani;;IDN;menteri keuangan@IDN:2016-;0.7
vladimir-putin;PER;Vladimir Putin;Vladimir Putin;Putin;;RUS;presiden@RUS:2012-|perdana menteri@RUS:2008-2012;1
volodymyr-zelensky;PER;Volodymyr Zelensky;Volodymyr Zelenskyy;;;;;0.9
senat-as;ORG;Senat Amerika Serikat;United States Senate;;;USA;;0.6
senat-italia;ORG;Senat Italia;Senate of the Republic;;;ITA;;0.3
umea-university;ORG;Umeå University;Umeå University;;;;;0.2
mexico-city;LOC;Meksiko City;Mexico City;Kota Meksiko;;MEX;;0.5
MEX;LOC;Meksiko;Mexico;;;MEX;;0.8
xinhua;ORG;Xinhua;Xinhua News Agency;;;;;0.7
"""

_MARK = re.compile(r"\[\[(?P<text>[^|\[\]]+)\|(?P<label>\w+)(?:\|(?P<id>[^\]]+))?\]\]")


@pytest.fixture(scope="session")
def kb_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("kb")
    facts = directory / "facts"
    facts.mkdir()
    rows = [line.split(";") for line in FACTS.strip().splitlines()]
    lines = ["\t".join([*row[:6], "", "", *row[6:]]) for row in sorted(rows)]
    (facts / "core.tsv").write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    build([TextFacts(facts)], directory / "kb.sqlite")
    return directory / "kb.sqlite"


@pytest.fixture(scope="session")
def candidates(kb_path: Path) -> Candidates:
    return Candidates(KnowledgeBase.open(kb_path))


@pytest.fixture(scope="session")
def linker(kb_path: Path) -> EntityLinker:
    return EntityLinker("linker", str(kb_path))


@pytest.fixture(scope="session")
def nlp() -> Language:
    nlp = spacy.blank("xx")
    nlp.tokenizer = WireTokenizer(nlp.vocab)
    return nlp


def _read(nlp: Language, marked: str) -> tuple[Doc, list[str]]:
    text, spans, ids, end = "", [], [], 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append((len(text), len(text) + len(match["text"]), match["label"]))
        ids.append("" if match["id"] in (None, "NIL") else match["id"])
        text += match["text"]
        end = match.end()
    doc = nlp.make_doc(text + marked[end:])
    doc.ents = [doc.char_span(start, end, label=label) for start, end, label in spans]
    return doc, ids


@pytest.fixture(scope="session")
def mark(nlp: Language) -> Callable[[str], Doc]:
    """The document of a marked text, its mentions as entities."""
    return lambda marked: _read(nlp, marked)[0]


@pytest.fixture(scope="session")
def check(nlp: Language, linker: EntityLinker) -> Callable[[str], Doc]:
    """Links a marked text, asserts that every mention goes where its mark says (`NIL`: nowhere), gives the document."""

    def check(marked: str) -> Doc:
        doc, ids = _read(nlp, marked)
        linker(doc)
        found = [(ent.text, ent.kb_id_) for ent in doc.ents]
        assert found == [(ent.text, id) for ent, id in zip(doc.ents, ids, strict=True)]
        return doc

    return check

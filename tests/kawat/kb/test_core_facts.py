"""The core facts that ship: what a reader of Indonesian wire copy may expect of them."""

from pathlib import Path

import babel
import pytest

from kawat.kb.build import build
from kawat.kb.check import check, scan_all
from kawat.kb.facts import Fact
from kawat.kb.normalise import normalise
from kawat.kb.sources.text import TextFacts
from kawat.kb.sources.world.countries import by_code
from kawat.kb.store import KnowledgeBase

CORE = Path(__file__).parents[3] / "models" / "kb"

_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF
CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI
FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN
KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT
MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT
ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON
TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
MEMBERS_OF_THE_UN = _MEMBERS.split()
# City states, Indonesia (whose capital is a province), and Jerusalem, which stands without a country.
WITHOUT_A_CAPITAL_OF_ITS_OWN = {"SGP", "MCO", "SMR", "IDN", "ISR"}


@pytest.fixture(scope="module")
def facts() -> dict[str, Fact]:
    return {line.fact.entity.id: line.fact for line in scan_all(CORE)[0]}


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    path = tmp_path_factory.mktemp("core") / "kb.sqlite"
    build([TextFacts(CORE)], path)
    return KnowledgeBase.open(path)


def test_they_have_no_faults() -> None:
    assert [str(problem) for problem in check(CORE) if not problem.warning] == []


def test_every_member_of_the_un_and_its_capital_is_there(facts: dict[str, Fact]) -> None:
    assert len(MEMBERS_OF_THE_UN) == 193
    assert set(MEMBERS_OF_THE_UN) <= facts.keys()
    capitals = {fact.entity.country for fact in facts.values() if fact.entity.source == "capitals"}
    assert set(MEMBERS_OF_THE_UN) - capitals == WITHOUT_A_CAPITAL_OF_ITS_OWN


def test_every_country_has_the_name_that_cldr_gives_it(facts: dict[str, Fact]) -> None:
    strange = {"Kongo - Kinshasa", "Kongo - Brazzaville", "Myanmar (Burma)", "Kepulauan Cocos (Keeling)"}
    for code, name in babel.Locale("id").territories.items():
        iso3 = by_code(code) if len(code) == 2 and code.isalpha() else None
        if iso3 and "DAK" not in name and name not in strange:
            assert normalise(name) in {normalise(form) for form in facts[iso3].names}, name


def test_indonesia_is_there_with_its_official_codes(facts: dict[str, Fact]) -> None:
    sources = [fact.entity.source for fact in facts.values() if fact.entity.country == "IDN"]
    assert (sources.count("provinces"), sources.count("regencies")) == (38, 514)
    assert facts["ID-JB"].entity.name_id == "Jawa Barat"
    assert facts["ID-32.73"].entity.name_id == "Kota Bandung"
    assert facts["ID-32.04"].entity.name_id == "Kabupaten Bandung"


@pytest.mark.parametrize(
    ("form", "id"),
    [
        ("AS", "USA"),
        ("Amerika", "USA"),
        ("Korsel", "KOR"),
        ("Korut", "PRK"),
        ("Tiongkok", "CHN"),
        ("China", "CHN"),
        ("Cina", "CHN"),
        ("Belanda", "NLD"),
        ("Inggris", "GBR"),
        ("UEA", "ARE"),
        ("Saudi", "SAU"),
        ("Kirgistan", "KGZ"),
        ("Kirgizstan", "KGZ"),
        ("Kyrgyzstan", "KGZ"),
        ("Belarusia", "BLR"),
        ("Burma", "MMR"),
        ("Palestina", "PSE"),
        ("Kosovo", "XKX"),
        ("Vatikan", "VAT"),
        ("Jabar", "ID-JB"),
        ("Jateng", "ID-JT"),
        ("DIY", "ID-YO"),
        ("DKI Jakarta", "ID-JK"),
        ("Jakarta", "ID-JK"),
        ("Sulteng", "ID-ST"),
        ("Bandung", "ID-32.73"),
        ("Surabaya", "ID-35.78"),
        ("Solo", "ID-33.72"),
        ("Tangsel", "ID-36.74"),
        ("Moskow", "moscow"),
        ("Teheran", "tehran"),
        ("Nur-Sultan", "astana"),
        ("Asia Tenggara", "southeast-asia"),
        ("PBB", "UN"),
        ("CSTO", "CSTO"),
    ],
)
def test_the_forms_of_the_press_lead_where_a_reader_expects(core: KnowledgeBase, form: str, id: str) -> None:
    assert core.exact(form)[0].entity.id == id

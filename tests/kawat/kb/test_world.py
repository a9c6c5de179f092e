"""Rows as the open tables have them; what is noise in them is noise here."""

import lzma
from pathlib import Path

import pytest

from kawat.errors import KawatError
from kawat.kb.entity import Office, Relation
from kawat.kb.facts import Fact
from kawat.kb.sources import open_source
from kawat.kb.sources.world import WorldLayer
from kawat.kb.sources.world.countries import by_code, by_name
from kawat.kb.sources.world.kinds import label_of
from kawat.kb.sources.world.titles import indonesian

COLUMNS = {
    "airlines": "qid label name_id aliases placetype country",
    "fb15k_entities": "qid label aliases",
    "football_clubs": "qid name country n_ids",
    "football_clubs_2": "qid label",
    "football_players": "qid label teams",
    "kgtk_entities": "qid label aliases instance_of pagerank",
    "mpararel_id_labels": "qid label aliases label_en aliases_en instance_of",
    "natural_earth_entities": "qid featurecla name_en name_id admin_country iso_a2 iata",
    "news_mentions_en": "qid label mentions=count types",
    "nsi_orgs": "qid name name_id other_names osm_paths locations",
    "parties": "qid country_iso3 name abbreviations other_names dissolved",
    "politicians_orgs": "qid label other_labels kind source_repos",
    "politicians_persons": "qid label other_labels enwiki_title idwiki_label source_repos positions",
    "ror_orgs": "qid name name_id name_en acronyms other_names(lang:name) types country status",
    "supranational_bodies": "qid name_en name_id abbreviations other_names(lang:name)",
    "tweeki_webq": "qid label aliases",
    "wikitrivia": "qid label aliases kind sitelinks",
    "xfactr_aliases": "qid en_names_unordered instance_of label_guess label_guess_basis",
}


def tables(directory: Path, **rows: list[str]) -> Path:
    """Writes all tables, these with rows whose cells are separated by ` / `."""
    for name, columns in COLUMNS.items():
        lines = [columns.replace(" ", "\t"), *(row.replace(" / ", "\t") for row in rows.get(name, []))]
        (directory / f"{name}.tsv.xz").write_bytes(lzma.compress(("\n".join(lines) + "\n").encode()))
    return directory


def facts(directory: Path, **rows: list[str]) -> dict[str, Fact]:
    return {fact.entity.id: fact for fact in WorldLayer(tables(directory, **rows)).facts()}


def test_a_politician_has_offices_with_years_in_a_country(tmp_path: Path) -> None:
    positions = (
        "Acting President (1999–2000); President (2000–2008); President (2012–); Prime Minister (2008–2012); "
        "duma-7 (2016–2021); 2012 (2012–)"
    )
    names = "Q7747 / Vladimir Putin / Путин, Владимир / Vladimir Putin / "
    row = f"{names} / russia-cabinet,world-leaders-2021 / {positions}"
    fact = facts(tmp_path, politicians_persons=[row])["Q7747"]
    assert (fact.entity.label, fact.entity.country, fact.entity.wikidata) == ("PER", "RUS", "Q7747")
    assert fact.entity.offices == (
        Office("presiden", "RUS", 2012, None),
        Office("perdana menteri", "RUS", 2008, 2012),
        Office("presiden", "RUS", 1999, 2008),
        Office("anggota parlemen", "RUS", 2016, 2021),
    )
    assert fact.aliases == ()


def test_who_sat_in_two_countries_belongs_to_none(tmp_path: Path) -> None:
    row = "Q1 / Jane Doe /  /  /  / canada-cabinet,united-kingdom-cabinet / Minister of Finance (2001–2002)"
    entity = facts(tmp_path, politicians_persons=[row])["Q1"].entity
    assert entity.country is None
    assert entity.offices == (Office("menteri keuangan", "", 2001, 2002),)


def test_indonesian_names_and_acronyms_are_taken_from_whoever_has_them(tmp_path: Path) -> None:
    found = facts(
        tmp_path,
        kgtk_entities=["Q1065 / United Nations / U.N.|the UN / Q245065:intergovernmental organization / 0.001"],
        mpararel_id_labels=[
            "Q1065 / Perserikatan Bangsa-Bangsa / PBB / United Nations / UN / intergovernmental organization"
        ],
        natural_earth_entities=["Q649 / Admin-0 capital / Moscow / Moskwa / Russia /  / "],
        ror_orgs=[
            "Q1 / Universitas Indonesia (Indonesia) /  /  / UI / en:University of Indonesia / education / ID / active"
        ],
    )
    nations = found["Q1065"]
    assert (nations.entity.name_id, nations.entity.name_en) == ("Perserikatan Bangsa-Bangsa", "United Nations")
    assert set(nations.aliases) == {"U.N.", "PBB", "the UN"}
    moscow = found["Q649"].entity
    assert (moscow.name_id, moscow.label, moscow.country) == ("Moskwa", "LOC", "RUS")
    assert found["Q1"].acronyms == ("UI",)
    assert found["Q1"].names[0] == "Universitas Indonesia"


def test_a_weak_source_counts_only_where_another_agrees(tmp_path: Path) -> None:
    found = facts(
        tmp_path,
        xfactr_aliases=[
            "Q1 / Kenny Kosek / human / Kenny Kosek / vote",
            "Q2 / RCTI / television station / RCTI / mtrex",
        ],
        nsi_orgs=["Q3 / Metrobank /  /  / brands/amenity/bank / ph", "Q4 / BPD Bali /  /  / brands/amenity/bank / id"],
        tweeki_webq=["Q1 / Kenny Kosek / ", "Q5 / Robin Gibb / "],
    )
    assert set(found) == {"Q1", "Q2", "Q4"}


def test_where_sources_clash_the_better_one_decides(tmp_path: Path) -> None:
    layer = WorldLayer(
        tables(
            tmp_path,
            kgtk_entities=["Q3624 / Addis Ababa /  / Q515:city / 0.001"],
            natural_earth_entities=["Q3624 / Admin-1 capital / Pyongyang /  / North Korea / KP / "],
            nsi_orgs=["Q3624 / Addis Ababa Bank /  /  / brands/amenity/bank / et"],
        )
    )
    (fact,) = layer.facts()
    assert fact.names == ("Addis Ababa",)
    assert (fact.entity.label, fact.entity.country) == ("LOC", None)
    assert layer.report["clash: natural_earth"] == layer.report["clash: nsi"] == 1


def test_what_is_no_name_is_left_out(tmp_path: Path) -> None:
    found = facts(
        tmp_path,
        kgtk_entities=[
            "Q2 / Earth / the planet|globe|🌍|Terra / Q1:city / 0.001",
            "Q5 / human / people / Q3:taxon / 0.1",
        ],
        politicians_persons=[
            "Q3 / 魏少军 /  /  /  / china-ministers / member of the National People's Congress (2013–2018)"
        ],
        politicians_orgs=["Q4 / Cabinet of Hugo Chávez /  / cabinet / venezuela"],
    )
    assert set(found) == {"Q2"}
    assert found["Q2"].aliases == ("Terra",)


def test_town_services_are_no_organizations(tmp_path: Path) -> None:
    layer = tables(
        tmp_path,
        nsi_orgs=["Q1 / Narvik kommune /  /  / operators/amenity/kindergarten / no"],
        wikitrivia=["Q1 / Narvik /  / LOC / 60"],
    )
    (fact,) = WorldLayer(layer).facts()
    assert (fact.entity.label, fact.names) == ("LOC", ("Narvik",))


def test_the_best_known_are_kept_when_there_is_no_room(tmp_path: Path) -> None:
    rows = [f"Q{n} / Stadion {n} /  / LOC / {n}" for n in range(1, 101)]
    layer = WorldLayer(tables(tmp_path, wikitrivia=rows), most=10)
    assert [fact.entity.id for fact in layer.facts()] == [f"Q{n}" for n in range(91, 101)]
    assert layer.report["left out: less known"] == 90
    assert layer.report["taken"] == 10


def test_famous_things_have_a_higher_prior(tmp_path: Path) -> None:
    found = facts(
        tmp_path,
        politicians_persons=[
            "Q1 / Angela Merkel /  / Angela Merkel /  / germany-cabinet / Federal Chancellor (2005–2021)",
            "Q2 / Jane Doe /  /  /  / estonia / member of the Riigikogu (2019–)",
        ],
        news_mentions_en=["Q1 / Angela Merkel / Merkel=30|Angela Merkel=10 / Q215627"],
    )
    assert found["Q1"].entity.prior > 4 * found["Q2"].entity.prior


def test_a_missing_and_a_cut_table_are_named(tmp_path: Path) -> None:
    directory = tables(tmp_path)
    path = directory / "kgtk_entities.tsv.xz"
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    with pytest.raises(KawatError, match=r"kgtk_entities\.tsv\.xz: is cut short or damaged"):
        list(WorldLayer(directory).facts())
    path.write_bytes(lzma.compress(b"qid\tname\n"))
    with pytest.raises(
        KawatError, match=r"kgtk_entities\.tsv\.xz:1: has no column label, aliases, instance_of, pagerank"
    ):
        list(WorldLayer(directory).facts())
    path.write_bytes(lzma.compress(b"qid\tlabel\taliases\tinstance_of\tpagerank\nQ1\tAfrica\n"))
    with pytest.raises(KawatError, match=r"kgtk_entities\.tsv\.xz:2: has 2 columns, the header has 5"):
        list(WorldLayer(directory).facts())
    path.unlink()
    with pytest.raises(KawatError, match=r"kgtk_entities\.tsv: is missing"):
        list(WorldLayer(directory).facts())


def test_a_source_is_known_by_what_lies_at_its_path(facts_directory: Path, tmp_path: Path) -> None:
    assert open_source(facts_directory).name == "core"
    assert open_source(tables(tmp_path)).name == "world"
    assert open_source(tmp_path / "latest-all.json.bz2").name == "wikidata"
    (tmp_path / "empty").mkdir()
    with pytest.raises(KawatError, match="is no source; expected a directory of text facts"):
        open_source(tmp_path / "empty")


@pytest.mark.parametrize(
    ("kinds", "label"),
    [
        ("human", "PER"),
        ("human|film character", "PER"),
        ("city council", "ORG"),
        ("city", "LOC"),
        ("association football club", "ORG"),
        ("football season", "-"),
        ("television station", "ORG"),
        ("railway station", "LOC"),
        ("television series", "-"),
        ("international border", "-"),
        ("sovereign state|Commonwealth realm|country", "LOC"),
        ("military alliance|intergovernmental organization", "ORG"),
        ("office building", "LOC"),
        ("public office", "-"),
        ("video game developer", "ORG"),
        ("video game", "-"),
        ("", ""),
    ],
)
def test_kinds_tell_persons_bodies_and_places(kinds: str, label: str) -> None:
    assert label_of(kinds.split("|")) == label


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("President of Russia", "presiden"),
        ("Acting President", "presiden"),
        ("vice-president", "wakil presiden"),
        ("Deputy Prime Minister", "wakil perdana menteri"),
        ("Federal Chancellor", "kanselir"),
        ("Minister for Foreign Affairs", "menteri luar negeri"),
        ("United States Secretary of State", "menteri luar negeri"),
        ("defence-minister", "menteri pertahanan"),
        ("Minister of Higher Education", "menteri pendidikan tinggi"),
        ("State Secretary", "wakil menteri"),
        ("Governor of the Central Bank", "gubernur bank sentral"),
        ("Governor of Texas", "gubernur"),
        ("United States senator", "senator"),
        ("member of the Alaska House of Representatives", "anggota parlemen daerah"),
        ("rada-9", "anggota parlemen"),
        ("2012", ""),
        ("Representative of the Parliamentary Assembly of the Council of Europe", ""),
    ],
)
def test_titles_are_given_in_indonesian(title: str, expected: str) -> None:
    assert indonesian(title) == expected


def test_country_codes_of_all_kinds_are_understood() -> None:
    assert by_code("id") == by_code("IDN") == by_name("Indonesia") == "IDN"
    assert by_name("swiss-federal-council") == "CHE"
    assert by_name("congo-kinshasa") == "COD"
    assert by_code("") is by_name("Atlantis") is None


def test_what_a_source_calls_a_thing_and_nobody_else_does_is_refused(tmp_path: Path) -> None:
    row = "Q41421 / Michael Jordan / Air Jordan|MJ|Superman"
    assert facts(tmp_path, fb15k_entities=[row], wikitrivia=["Q41421 / Michael Jordan /  / PER / 120"])[
        "Q41421"
    ].names == (
        "Michael Jordan",
        "MJ",
    )


def test_a_footballer_belongs_to_the_clubs_that_he_moved_to(tmp_path: Path) -> None:
    found = facts(
        tmp_path,
        football_clubs=[
            "Q631 / Inter Milan / Italy / 13",
            "Q2 / Arsenal F.C. / England / 9",
            "Q3 / Arsenal F.C. /  / 2",
        ],
        football_players=["Q1 / Jan Kowalski / Inter Milan (2015)|Arsenal F.C. (2017)|Unknown F.C. (2018)|Inter Milan"],
    )
    assert found["Q1"].entity.relations == (Relation("team", "Q631", 2015),)

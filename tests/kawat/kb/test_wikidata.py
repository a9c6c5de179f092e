"""The dump's real format, with its oddities: https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON."""

import bz2
import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kawat.errors import KawatError
from kawat.kb.build import build
from kawat.kb.entity import Office, Relation
from kawat.kb.sources.dump import read_items
from kawat.kb.sources.wikidata import Progress, WikidataDump
from kawat.kb.store import KnowledgeBase

Json = dict[str, Any]


def item(n: int, labels: dict[str, str], claims: dict[str, list[Json]] | None = None, **more: Any) -> Json:
    texts = {language: {"language": language, "value": value} for language, value in labels.items()}
    return {
        "type": "item",
        "id": f"Q{n}",
        "labels": texts,
        "claims": claims or {},
        "aliases": {},
        "sitelinks": {},
    } | more


def statement(value: Any, rank: str = "normal", **qualifiers: list[Json]) -> Json:
    return {"mainsnak": snak(value), "rank": rank, "qualifiers": qualifiers, "type": "statement"}


def snak(value: Any) -> Json:
    return {"snaktype": "value", "datavalue": {"value": value}} if value is not None else {"snaktype": "somevalue"}


def to(n: int, rank: str = "normal", **qualifiers: list[Json]) -> Json:
    return statement({"entity-type": "item", "numeric-id": n, "id": f"Q{n}"}, rank, **qualifiers)


def year(text: str) -> list[Json]:
    return [snak({"time": text, "precision": 9})]


def links(count: int) -> dict[str, Json]:
    return {f"l{number}wiki": {} for number in range(count)} | {"commonswiki": {}}


HUMAN, COUNTRY, POSITION, CLUB = 5, 6256, 4164871, 476028
ITEMS: list[Json] = [
    item(HUMAN, {"en": "human"}, {"P279": [to(154954)]}),
    item(COUNTRY, {"en": "country"}, {"P279": [to(1048835)]}),
    item(CLUB, {"en": "soccer XI"}, {"P279": [to(847017)]}),
    item(847017, {"en": "sports club"}, {"P279": [to(43229)]}),
    item(
        159,
        {"id": "Rusia", "en": "Russia", "ms": "Rusia"},
        {"P31": [to(COUNTRY)], "P298": [statement("RUS")], "P17": [to(159)]},
        aliases={"id": [{"language": "id", "value": "Federasi Rusia"}]},
        sitelinks=links(300),
    ),
    item(218295, {"en": "President of Russia"}, {"P279": [to(POSITION)], "P1001": [to(159)]}),
    item(
        7747,
        {"id": "Vladimir Putin", "en": "Vladimir Putin", "ru": "Владимир Путин"},
        {
            "P31": [to(HUMAN)],
            "P27": [to(15180, rank="deprecated"), to(159)],
            "P39": [
                to(218295, P580=year("+2012-05-07T00:00:00Z")),
                to(218295, rank="deprecated", P580=year("+1812-00-00T00:00:00Z")),
                to(404, P580=year("+2001-00-00T00:00:00Z")),
                statement(None),
            ],
            "P1559": [statement({"text": "Владимир Путин", "language": "ru"})],
        },
        aliases={"en": [{"language": "en", "value": "Wladimir Putin"}, {"language": "en", "value": "VLADIMIR PUTIN"}]},
        sitelinks=links(250),
    ),
    item(900, {"mul": "Persib"}, {"P31": [to(CLUB)], "P749": [to(HUMAN)]}, sitelinks=links(6)),
    item(
        907,
        {"id": "Atep", "en": "Atep"},
        {
            "P31": [to(HUMAN)],
            "P54": [
                to(900, P580=year("+2008-00-00T00:00:00Z"), P582=year("+2018-00-00T00:00:00Z")),
                to(900, rank="deprecated"),
                to(9999, rank="preferred", P580=year("+2019-00-00T00:00:00Z"), P582=year("+2001-00-00T00:00:00Z")),
                statement(None),
            ],
            "P102": [to(900), to(900)],
        },
    ),
    item(901, {"en": "Somebody Unknown"}, {"P31": [to(HUMAN)]}, sitelinks=links(1)),
    item(902, {}, {"P31": [to(HUMAN)]}, sitelinks=links(50)),
    item(903, {"en": "A film"}, {"P31": [to(11424)]}, sitelinks=links(50)),
    item(11424, {"en": "film"}, {"P279": [to(1)]}),
    item(904, {"en": "Without a kind"}, sitelinks=links(50)),
    {"type": "property", "id": "P31", "labels": {}},
    {"type": "item", "id": "Q905", "redirect": "Q7747", "labels": [], "claims": [], "sitelinks": []},
]


def dump(path: Path, lines: list[str]) -> Path:
    text = ("[\n" + ",\n".join(lines) + "\n]\n").encode()
    packers = {".gz": gzip.compress, ".bz2": bz2.compress}
    path.write_bytes(packers.get(path.suffix, bytes)(text))
    return path


@pytest.fixture(params=["latest.json", "latest.json.gz", "latest.json.bz2"])
def latest(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    lines = [json.dumps(one) for one in ITEMS]
    return dump(tmp_path / request.param, [*lines[:3], '{"type": "item", "id": "Q', "null", *lines[3:]])


def test_takes_persons_organizations_and_places(latest: Path) -> None:
    source = WikidataDump(latest)
    facts = {fact.entity.id: fact for fact in source.facts()}
    assert list(facts) == ["Q159", "Q900", "Q907", "Q7747"]
    putin, russia, club = facts["Q7747"], facts["Q159"], facts["Q900"]
    assert (putin.entity.label, russia.entity.label, club.entity.label) == ("PER", "LOC", "ORG")
    assert putin.entity.country == "RUS"
    assert putin.entity.offices == (Office("presiden", "RUS", 2012),)
    assert set(putin.names) == {"Vladimir Putin", "Wladimir Putin", "Владимир Путин"}
    assert set(russia.names) == {"Rusia", "Russia", "Federasi Rusia"}
    assert club.entity.name_id == "Persib"
    assert russia.entity.prior > putin.entity.prior > club.entity.prior


def test_takes_what_an_item_belongs_to(latest: Path, tmp_path: Path) -> None:
    facts = {fact.entity.id: fact.entity for fact in WikidataDump(latest).facts()}
    dated = Relation("team", "Q900", 2008, 2018)
    assert facts["Q907"].relations == (Relation("team", "Q9999", 2019), dated, Relation("party", "Q900"))
    assert facts["Q900"].relations == (Relation("part", "Q5"),)
    build([WikidataDump(latest)], tmp_path / "kb.sqlite")
    kb = KnowledgeBase.open(tmp_path / "kb.sqlite")
    atep, persib = kb.get("Q907"), kb.get("Q900")
    assert atep is not None
    assert persib is not None
    assert (atep.relations, persib.relations) == ((dated, Relation("party", "Q900")), ())


def test_an_item_with_thousands_of_teams_keeps_the_first(tmp_path: Path) -> None:
    player = item(908, {"id": "Bambang"}, {"P31": [to(HUMAN)], "P54": [to(n) for n in range(1000, 6000)]})
    path = dump(tmp_path / "latest.json", [json.dumps(ITEMS[0]), json.dumps(player)])
    (fact,) = WikidataDump(path).facts()
    assert [relation.of for relation in fact.entity.relations] == [f"Q{n}" for n in range(1000, 1016)]


def test_an_item_with_thousands_of_aliases_keeps_the_first(tmp_path: Path) -> None:
    aliases = {"en": [{"language": "en", "value": f"Putin {number}"} for number in range(5000)]}
    spam = item(906, {"id": "Putin"}, {"P31": [to(HUMAN)]}, aliases=aliases)
    path = dump(tmp_path / "latest.json", [json.dumps(one) for one in (ITEMS[0], spam)])
    (fact,) = WikidataDump(path).facts()
    assert fact.aliases[:2] == ("Putin", "Putin 0")
    assert len(fact.aliases) == 64


def test_reports_what_was_skipped_and_why(latest: Path) -> None:
    source = WikidataDump(latest)
    list(source.facts())
    assert source.report["taken"] == 4
    assert source.report["skipped: broken line"] == 2
    assert source.report["skipped: no label"] == 2  # the redirect has none either
    assert source.report["skipped: little known"] == 1
    assert source.report["skipped: property or lexeme"] == 1
    assert source.report["skipped: no person, organization or place"] == 1


def test_builds_a_knowledge_base_from_a_dump_alone(latest: Path, tmp_path: Path) -> None:
    build([WikidataDump(latest)], tmp_path / "kb.sqlite")
    first = (tmp_path / "kb.sqlite").read_bytes()
    (hit,) = KnowledgeBase.open(tmp_path / "kb.sqlite").exact("Владимир Путин")
    assert hit.entity.id == "Q7747"
    build([WikidataDump(latest, tmp_path / "other stage.sqlite")], tmp_path / "kb.sqlite")
    assert (tmp_path / "kb.sqlite").read_bytes() == first


def test_a_stopped_extraction_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kawat.kb.sources.wikidata._BATCH", 4)
    path = dump(tmp_path / "latest.json", [json.dumps(one) for one in ITEMS])
    whole = list(WikidataDump(path, tmp_path / "whole.sqlite").facts())

    def stop(progress: Progress) -> None:
        if progress.lines == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        WikidataDump(path, progress=stop).extract()
    seen: list[int] = []
    resumed = WikidataDump(path, progress=lambda progress: seen.append(progress.lines))
    assert list(resumed.facts()) == whole
    assert seen == [12, 16]
    assert resumed.report["kept"] == 5
    again = WikidataDump(path, progress=lambda progress: seen.append(progress.lines))
    assert list(again.facts()) == whole
    assert seen == [12, 16]


def test_the_stage_of_an_older_kawat_is_made_anew(latest: Path, tmp_path: Path) -> None:
    stage = tmp_path / "stage.sqlite"
    with closing(sqlite3.connect(stage)) as connection:
        connection.executescript(
            "CREATE TABLE progress (dump TEXT PRIMARY KEY, size INTEGER, line INTEGER, report TEXT);"
            "CREATE TABLE item (n INTEGER PRIMARY KEY, name_id TEXT);"
        )
        row = (latest.name, latest.stat().st_size, -1, "{}")
        connection.execute("INSERT INTO progress VALUES (?, ?, ?, ?)", row)
        connection.commit()
    assert len(list(WikidataDump(latest, stage).facts())) == 4


def test_another_dump_starts_anew(tmp_path: Path) -> None:
    path = dump(tmp_path / "latest.json", [json.dumps(one) for one in ITEMS])
    assert len(list(WikidataDump(path).facts())) == 4
    dump(path, [json.dumps(one) for one in ITEMS[:5]])
    assert [fact.entity.id for fact in WikidataDump(path).facts()] == ["Q159"]


@pytest.mark.parametrize("suffix", [".json", ".json.gz", ".json.bz2"])
def test_a_dump_that_is_cut_short_is_named(tmp_path: Path, suffix: str) -> None:
    path = dump(tmp_path / f"latest{suffix}", [json.dumps(one) for one in ITEMS])
    path.write_bytes(path.read_bytes()[: -len(path.read_bytes()) // 3])
    with pytest.raises(KawatError, match=rf"latest{suffix}: is cut short .*line \d+.*; fetch it again"):
        list(read_items(path))


def test_what_is_no_dump_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    with pytest.raises(KawatError, match=r"latest\.json: cannot be read \(No such file"):
        WikidataDump(path).extract()
    path.write_text('{"id": "Q7747"}\n', encoding="utf-8")
    with pytest.raises(KawatError, match=r"latest\.json:1: is no Wikidata JSON dump; expected a line '\['"):
        WikidataDump(path).extract()
    (tmp_path / "fake.json.gz").write_bytes(b"[\n]\n")
    with pytest.raises(KawatError, match=r"fake\.json\.gz: cannot be read"):
        list(read_items(tmp_path / "fake.json.gz"))

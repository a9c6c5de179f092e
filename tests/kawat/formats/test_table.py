"""Tables for people: a row per entity, every form with its count, and no name taken for markup."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from kawat.formats.table import found, options, plain, table
from kawat.kb.lookup import lookup
from kawat.kb.store import KnowledgeBase
from kawat.linking.component import EntityLinker
from kawat.linking.explain import explain
from kawat.record import DateRow, QuoteRow, Record

TEXT = "Putin dan Vladimir Putin di Moskow. Putin diam. Budi Santoso pergi."


@pytest.fixture
def record(wire) -> Record:
    return Record.from_doc(wire(TEXT))


def rows(text: str) -> list[list[str]]:
    return [re.split(r" {2,}", line.strip()) for line in text.splitlines()]


def shown(thing: object, width: int = 120) -> str:
    """What stands on a terminal without colours."""
    paper = io.StringIO()
    Console(file=paper, width=width, highlight=False, markup=False).print(thing)
    return paper.getvalue()


def test_a_row_per_entity_with_its_forms_and_their_counts(record):
    assert rows(plain([record])) == [
        ["5 mentions, 3 entities"],
        ["ID", "Name", "Label", "Forms", "Score"],
        ["vladimir-putin", "Vladimir Putin", "PER", "Putin ×2; Vladimir Putin"],
        ["moscow", "Moskow", "LOC", "Moskow"],
        ["–", "Budi Santoso", "PER", "Budi Santoso"],
    ]


def test_the_score_of_an_entity_is_that_of_its_least_certain_mention(record):
    mentions = tuple(replace(mention, score=0.9 - 0.1 * place) for place, mention in enumerate(record.mentions))
    assert [row[-1] for row in rows(plain([replace(record, mentions=mentions)]))[2:]] == ["0.60", "0.70", "0.50"]


READ = (
    "Presiden Rusia Vladimir Putin tiba pada Kamis (6/1/2022). “Kami siap sekali,” kata Putin, Rabu (5/1) malam.\n"
    "Presiden Putin pergi kemarin, kata warga. Kamis (6/1/2022) hujan."
)


def test_below_stand_offices_dates_in_order_and_who_said_what(wire):
    below = rows(plain([Record.from_doc(wire(READ))]))
    start = below.index(["Person", "Office", "Of", "Country"])
    assert below[start:] == [
        ["Person", "Office", "Of", "Country"],
        ["Vladimir Putin", "presiden", "Rusia", "RUS"],
        [""],
        ["When", "Said as"],
        ["2022-01-05", "Rabu (5/1) malam; kemarin"],
        ["2022-01-06", "Kamis (6/1/2022) ×2"],
        [""],
        ["Speaker", "Said"],
        ["Vladimir Putin", "“Kami siap sekali”"],
        ["warga", "Presiden Putin pergi kemarin"],
    ]


def test_a_date_that_no_calendar_tells_comes_last_with_the_reason(record):
    dates = (DateRow(0, 5, "dulu", None, None, "no single number"), DateRow(6, 9, "2019", "2019", "2021", None))
    assert rows(plain([replace(record, dates=dates)]))[-2:] == [["2019/2021", "2019"], ["– no single number", "dulu"]]


def test_a_long_quotation_is_cut_short(record):
    quote = QuoteRow(0, 1000, True, None, None, "Putin", "")
    [*_, [speaker, said]] = rows(plain([replace(record, text="kami siap " * 100, quotes=(quote,))]))
    assert speaker == "Putin"
    assert len(said) < 80
    assert said.endswith(" …”")


def test_a_file_has_no_colours(record):
    assert "\x1b" not in plain([record])


def test_a_narrow_terminal_cuts_nothing_off(record):
    letters = re.sub(r"\W", "", shown(table(record), width=40))
    assert "Santoso" in letters
    assert "VladimirPutin" in letters


@pytest.mark.parametrize("name", ["[/b]", "[red]Putin[/red]", ":smile: Putin", "[Xinhua]"])
def test_a_name_is_never_taken_for_markup(record, name):
    assert name in plain([replace(record, entities=(replace(record.entities[0], name=name),))])


def test_the_options_of_a_name_say_why(world_kb):
    text = shown(options("Tokayev (PER)", explain(EntityLinker("linker", str(world_kb)), "Tokayev", "PER")))
    title, headings, first, *_ = rows(text)
    assert title == ["Tokayev (PER)"]
    assert headings == ["Score", "ID", "Name", "Label", "Why"]
    assert first[1:4] == ["kassym-jomart-tokayev", "Kassym-Jomart Tokayev", "PER"]
    assert float(first[0]) > 0.5
    assert "none of these" in text


def test_what_the_knowledge_base_has_for_a_name(world_kb):
    headings, first, *_ = rows(shown(found(lookup(KnowledgeBase.open(world_kb), "CSTO"))))
    assert (headings[0], headings[-1]) == ("ID", "Why")
    assert first[0] == "CSTO"
    assert "Belongs to" in headings

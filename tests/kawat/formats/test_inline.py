"""`[[surface|LABEL|ID]]`: exact text, exact offsets, and every mistake with its place and its fix."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.formats.gold import Document, Mention
from kawat.formats.inline import parse, render
from kawat.kb.entity import LABELS

PATH = Path("bishkek.txt")
NAME = st.text(st.characters(exclude_characters="[]|\n", exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=12)
BARE = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs"]), max_size=20)
IDS = st.lists(st.from_regex(r"[a-z][a-z.-]{0,8}", fullmatch=True), max_size=2, unique=True).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(BARE)
    mentions = []
    for surface in draw(st.lists(NAME, max_size=5)):
        mentions.append(Mention(len(text), len(text) + len(surface), draw(st.sampled_from(LABELS)), draw(IDS)))
        text += surface + draw(BARE)
    return Document("d", text, tuple(mentions))


@given(documents())
def test_what_is_rendered_is_read_back_the_same(document: Document) -> None:
    text, mentions, problems = parse(render(document), PATH)
    assert (text, mentions, problems) == (document.text, document.mentions, [])


def test_the_text_without_markup_is_exactly_the_dispatch() -> None:
    marked = "\r\n“[[Rusia|LOC|RUS]]” …\u200b 🇰🇬 [[Sadyr Zhaparov|PER|sadyr-japarov]]\tdi[[Suriah|LOC|SYR]]\n\n"
    text, mentions, _ = parse(marked, PATH)
    assert text == "\r\n“Rusia” …\u200b 🇰🇬 Sadyr Zhaparov\tdiSuriah\n\n"
    assert [text[m.start : m.end] for m in mentions] == ["Rusia", "Sadyr Zhaparov", "Suriah"]


def test_the_square_brackets_of_a_credit_stay_outside_the_mention() -> None:
    text, mentions, problems = parse("kata CSTO. [[[Xinhua|ORG|xinhua]]]", PATH)
    assert text == "kata CSTO. [Xinhua]"
    assert mentions == (Mention(12, 18, "ORG", ("xinhua",)),)
    assert not problems


def test_several_ids_may_be_right_and_nil_is_none() -> None:
    _, (kremlin, local), _ = parse("[[Kremlin|ORG|kremlin/moscow-kremlin]] [[Budi Putin|PER|NIL]]", PATH)
    assert kremlin.ids == ("kremlin", "moscow-kremlin")
    assert local.ids == ()


@pytest.mark.parametrize(
    ("marked", "place", "message", "fix"),
    [
        ("Presiden [[Rusia]] tiba", (1, 12), "1 fields, not 3", "[[surface|LABEL|ID]]"),
        ("a\nkata [[Kremlin|ORG|kremlin", (2, 6), "'[[' is not closed on its line", "[[surface|LABEL|ID]] on one line"),
        ("kata [[Krem\nlin|ORG|kremlin]]", (1, 6), "'[[' is not closed", "on one line"),
        ("kata Kremlin|ORG|kremlin]]", (1, 25), "']]' closes nothing", "open the mention with '[['"),
        ("di [[Osh|GPE|osh]]", (1, 10), "label 'GPE' is unknown", "write one of PER, ORG, LOC"),
        ("di [[Osh|Location|osh]]", (1, 10), "label 'Location' is unknown", "write LOC"),
        ("di [[ Osh|LOC|osh]]", (1, 6), "begins or ends with a space", "mark 'Osh' alone"),
        ("di [[|LOC|osh]]", (1, 6), "the mention is empty", "put the name's characters before the first '|'"),
        ("di [[Osh|LOC|]]", (1, 14), "an empty ID", "or NIL"),
        ("di [[Osh|LOC|osh city]]", (1, 14), "a space", "no spaces"),
        ("di [[Osh|LOC|osh/NIL]]", (1, 14), "mixes NIL", "NIL alone"),
        ("di [[Osh|LOC|osh/osh]]", (1, 14), "repeats an ID", "each right ID once"),
    ],
)
def test_a_mistake_is_placed_and_its_fix_named(marked: str, place: tuple[int, int], message: str, fix: str) -> None:
    _, _, problems = parse(marked, PATH)
    assert (problems[0].line, problems[0].column) == place
    assert message in problems[0].message
    assert fix in problems[0].fix
    assert str(problems[0]).startswith(f"bishkek.txt:{place[0]}:{place[1]}: ")


def test_one_mistake_hides_no_other() -> None:
    _, mentions, problems = parse("[[Osh|GPE|osh]] [[Batken]] [[Bishkek|LOC|bishkek]]", PATH)
    assert [(problem.line, problem.column) for problem in problems] == [(1, 7), (1, 19)]
    assert len(mentions) == 1

"""The page: whole, alone, and with nothing in it that a text could smuggle in."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.evaluation import evaluate
from kawat_eval.pairs import KINDS
from kawat_eval.report.html import render

HOSTILE = '<script>alert("x")</script><img src=x onerror=y>"\'&'


class Page(HTMLParser):
    """Collects the tags, attributes and balance of a page."""

    VOID = ("meta", "input", "img")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another"


@pytest.fixture
def page(gold: list[Document], predict: Callable[..., Predictions]) -> str:
    return render(evaluate("id_kawat_sm 0.1", gold, predict(gold, spoilt)), [])


def spoilt(mention: Mention, document: Document) -> Mention | None:
    """One error of each kind that a changed mention can show."""
    surface = document.text[mention.start : mention.end]
    return {
        "MOSKOW": None,
        "Rusia": replace(mention, end=mention.end - 1),
        "Vladimir Putin": replace(mention, label="ORG"),
        "Kremlin": replace(mention, ids=("KREML",)),
        "Putin": replace(mention, ids=()),
        "Asep Sunandar": replace(mention, ids=("asep-sunandar",)),
        "Beckham Putra": replace(mention, start=mention.start - 4, end=mention.start - 1),
    }.get(surface, mention)


def test_every_kind_of_error_is_there_to_be_filtered(page: str) -> None:
    tags = Page(page).tags
    boxes = [attributes["value"] for tag, attributes in tags if attributes.get("type") == "checkbox"]
    assert tuple(boxes) == KINDS
    assert {attributes["data-kind"] for _, attributes in tags if "data-kind" in attributes} == set(KINDS)


def test_an_error_stands_in_its_sentence_gold_against_predicted(page: str) -> None:
    card = page[page.index("<h3>csto") : page.index("<h3>persib")]
    assert '<mark class="LOC wrong">MOSKOW<small>LOC moscow</small></mark>, Presiden <mark' in card
    assert 'MOSKOW, Presiden <mark class="LOC wrong">Rusi<small>LOC RUS</small></mark>a' in card
    assert "<b>missed</b>: MOSKOW LOC moscow → nothing" in card
    assert "<b>wrong link</b>: Kremlin ORG kremlin/moscow-kremlin → Kremlin ORG KREML" in card


def test_the_page_loads_nothing(page: str) -> None:
    assert not re.search(r"https?:|src=|@import|url\(", page)
    assert not [tag for tag, _ in Page(page).tags if tag in ("link", "img", "iframe", "object")]


def test_the_page_is_well_formed(page: str) -> None:
    assert Page(page).open == []


def test_the_plots_are_drawn(page: str) -> None:
    labels = [attributes.get("aria-label") for tag, attributes in Page(page).tags if tag == "svg"]
    assert labels == [
        "Figures with their 95% intervals, in percent",
        "Share of right names over their score, in percent",
        "Figures with their 95% intervals, in percent",
    ]


def test_nothing_of_the_data_becomes_markup() -> None:
    text = f"{HOSTILE} di Osh"
    gold = Document(HOSTILE, text, (Mention(0, len(HOSTILE), HOSTILE, (HOSTILE,)),), topic=HOSTILE, split="test")
    predictions = {HOSTILE: (Mention(len(text) - 3, len(text), f"{HOSTILE}2", (), 0.9),)}
    page = Page(render(evaluate(HOSTILE, [gold], predictions), []))
    assert page.open == []
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any(tag == "img" or "onerror" in attributes for tag, attributes in page.tags)


def test_a_run_without_errors_says_so(gold: list[Document], predict: Callable[..., Predictions]) -> None:
    assert '<p class="soft">None.</p>' in render(evaluate("system", gold, predict(gold)), [])

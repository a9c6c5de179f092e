"""The page: one file that shows every text as it is, and runs none of it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.formats.html import html, paragraphs, said, timeline
from kawat.record import DateRow, EntityRow, Mention, QuoteRow, Record, RoleRow

TEXT = "MOSKOW – Kremlin membantah.\n\nPutin <b>marah</b> & pergi."
HOSTILE = '<script>alert("1")</script>'


def mention(text: str, surface: str, label: str, id: str = "", score: float | None = None) -> Mention:
    start = text.index(surface)
    return Mention(start, start + len(surface), surface, label, id, id or "unknown-1", score, None)


def record(text: str, *mentions: Mention, id: str = "wire") -> Record:
    rows = tuple(EntityRow(m.cluster, m.id, m.text, m.label, None, (place,)) for place, m in enumerate(mentions))
    return Record(id, text, "2022-01-07", None, None, None, mentions, rows)


class Page(HTMLParser):
    """What a browser makes of a page: its tags with their attributes, and the text of the paragraphs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag == "p":
            self.paragraphs.append("")
        self._inside = tag if tag in ("p", "sub") else self._inside

    def handle_endtag(self, tag: str) -> None:
        self._inside = {"p": "", "sub": "p"}.get(tag, self._inside)

    def handle_data(self, data: str) -> None:
        if self._inside == "p":
            self.paragraphs[-1] += data


@pytest.fixture
def page() -> str:
    kremlin, putin = mention(TEXT, "Kremlin", "ORG", "kremlin", 0.98), mention(TEXT, "Putin", "PER")
    return html([record(TEXT, kremlin, putin), record("Kiev diam.", id="other")])


def test_the_text_is_shown_as_it_is(page):
    assert Page(page).paragraphs == ["MOSKOW – Kremlin membantah.", "", "Putin <b>marah</b> & pergi.", "Kiev diam."]


def test_a_mention_is_marked_and_leads_to_its_entity(page):
    tags = Page(page).tags
    marks = [attributes for tag, attributes in tags if tag == "mark"]
    assert marks == [
        {"class": "ORG", "title": "kremlin · 0.98"},
        {"class": "PER unknown", "title": "not in the knowledge base"},
    ]
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    places = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert links == ["#e1-kremlin", "#e1-unknown-1"]
    assert [f"#{place}" for place in places] == links


def read(text: str) -> Record:
    """Putin, president of Russia, says when."""
    putin, russia = mention(text, "Putin", "PER", "putin"), mention(text, "Rusia", "LOC", "RUS")
    made = record(text, putin, russia)
    person, country = made.entities
    office = RoleRow(0, 8, "presiden", "mantan", "RUS", "RUS")
    day, vague = text.index("Kamis"), text.index("dulu")
    dates = (
        DateRow(vague, vague + 4, "dulu", None, None, "no number"),
        DateRow(day, day + 5, "Kamis", "2022", None, None),
    )
    spoken = (QuoteRow(0, 8, True, None, None, "Putin", "putin"), QuoteRow(9, 14, False, None, None, "warga", ""))
    return replace(made, entities=(replace(person, roles=(office,)), country), dates=dates, quotes=spoken)


def test_a_date_is_a_time(page):
    text = "Presiden Rusia Putin pergi dulu, Kamis itu."
    tags = Page(html([read(text)])).tags
    assert [attributes for tag, attributes in tags if tag == "time"] == [
        {"class": "unresolved", "title": "no number"},
        {"datetime": "2022", "title": "2022"},
    ]
    assert Page(html([read(text)])).paragraphs == [text]
    assert "time" not in {tag for tag, _ in Page(page).tags}


def test_the_dates_stand_in_order_of_time_and_the_unknown_ones_last():
    assert [date.text for date in timeline(read("Rusia: Putin, dulu, Kamis"))] == ["Kamis", "dulu"]


def test_quotes_stand_by_speaker_and_offices_by_person():
    one = read("Presiden Rusia Putin pergi dulu, Kamis itu.")
    again = QuoteRow(15, 20, False, None, None, "beliau", "putin")
    [(putin, quotes), (warga, _)] = said(replace(one, quotes=(*one.quotes, again))).items()
    assert (putin, warga) == (("putin", "Putin"), ("", "warga"))
    assert [quote.start for quote in quotes] == [0, 15]
    page = html([one])
    assert "<q>Presiden</q>" in page
    assert "<td>presiden, Rusia (mantan)" in page


def test_html_in_texts_names_and_ids_is_text():
    text = f"Kata {HOSTILE} itu"
    bad = Mention(5, 5 + len(HOSTILE), HOSTILE, "PER", '"><img src=x>', '"><svg>', 0.5, 0.5)
    row = EntityRow(bad.cluster, bad.id, HOSTILE, "PER", "<Q1>", (0,), (RoleRow(0, 4, HOSTILE, HOSTILE, "", None),))
    date = DateRow(0, 4, "Kata", HOSTILE, None, HOSTILE)
    quote = QuoteRow(5, 5 + len(HOSTILE), True, None, None, HOSTILE, "")
    page = html([Record(HOSTILE, text, "2022-01-07", None, None, None, (bad,), (row,), (date,), (quote,))])
    assert not {"script", "img", "svg", "q1"} & {tag for tag, _ in Page(page).tags}
    assert Page(page).paragraphs == [text]
    assert page.count("&lt;script&gt;") >= 4


def test_the_page_is_one_file_that_asks_for_nothing(page):
    parsed = Page(page)
    assert not {"script", "link", "img", "iframe", "object", "base"} & {tag for tag, _ in parsed.tags}
    assert not any(name in attributes for _, attributes in parsed.tags for name in ("src", "srcset", "action"))
    assert all(attributes["href"].startswith("#") for _, attributes in parsed.tags if "href" in attributes)
    assert not re.search(r"url\(|@import|https?:|//", page)
    assert 'charset="utf-8"' in page


@given(st.data())
def test_pieces_add_up_to_the_text(data):
    text = data.draw(st.text(st.sampled_from("aB \n<&"), max_size=30))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    mentions = [
        Mention(start, end, text[start:end], "ORG", "", "x", None, None)
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    dates = (DateRow(start, end, text[start:end], "2022", None, None),) if end > start else ()
    pieces = list(paragraphs(replace(record(text, *mentions), dates=dates)))
    assert "\n".join("".join(piece for piece, _ in paragraph) for paragraph in pieces) == text
    marks = [mark for paragraph in pieces for _, mark in paragraph if mark]
    assert [mark for mark in marks if isinstance(mark, Mention)] == mentions

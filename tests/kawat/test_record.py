"""The output record: what a document says, in plain values, there and back."""

import datetime
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

import kawat
from kawat.dates.component import Dates
from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.quotes import Quotes
from kawat.record import CandidateRow, DateRow, EntityRow, Mention, QuoteRow, Record, RoleRow
from kawat.roles import Roles
from kawat.tokenizer import WireTokenizer

TEXT = (
    "MOSKOW, KOMPAS.com – Presiden Rusia Vladimir Putin menelepon Tokayev.\n"
    "Putin dan Budi Santoso membahas CSTO di Kirgistan. [Xinhua]"
)
TOKENIZER = WireTokenizer(Vocab())
ODD = "… ﬁé\u0301\u200b\u200d\ufeff\u202e🇮🇩👩🏽\r\n\t\0\u2028\x85\"\\“”–'</script> AaPu[|]"
texts = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=60)


@st.composite
def tagged(draw: st.DrawFn) -> Doc:
    """A document of any text, with mentions over any of its tokens."""
    doc = TOKENIZER(draw(texts))
    cuts = sorted(draw(st.sets(st.integers(0, len(doc)), max_size=6)))
    labels = st.sampled_from(["PER", "ORG", "LOC", ""])
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    doc.set_ents(
        [Span(doc, *pair, label=draw(labels), kb_id=draw(st.sampled_from(["", "CSTO", "ID-JB"]))) for pair in pairs]
    )
    return doc


@settings(max_examples=200, deadline=None)
@given(tagged(), st.text(st.characters(exclude_categories=["Cs"]), max_size=9))
def test_a_record_comes_back_from_its_line(doc, name):
    record = Record.from_doc(doc, Dispatch(id=name, text=doc.text, date=datetime.date(2022, 1, 7), title=name))
    line = record.to_json()
    assert "\n" not in line
    assert Record.from_json(line) == record


READ = (
    "[[MOSKOW|LOC]] – Presiden [[Rusia|LOC]] [[Vladimir Putin|PER]] menelepon [[Tokayev|PER]] pada Kamis (6/1). "
    "“Kami siap,” kata [[Putin|PER]], Jumat pekan lalu. Presiden [[Putin|PER]] telah tiba, kata warga."
)


def test_what_was_read_is_in_the_record(cheap_pipeline):
    text = re.sub(r"\[\[(.+?)\|...\]\]", r"\1", READ)
    record = Record.from_doc(kawat.load(cheap_pipeline)(text))
    assert [(date.text, date.iso, date.reason) for date in record.dates] == [
        ("Kamis (6/1)", "2022-01-06", None),
        ("Jumat pekan lalu", "2021-12-31", None),
    ]
    assert record.counted_from == "2022-01-06"
    said = [(quote.name, quote.cluster, text[quote.start : quote.end], quote.direct) for quote in record.quotes]
    assert said == [
        ("Putin", "vladimir-putin", "Kami siap", True),
        ("warga", "", "Presiden Putin telah tiba", False),
    ]
    assert [text[slice(*quote.cue)] for quote in record.quotes] == ["kata", "kata"]
    [putin] = [row for row in record.entities if row.id == "vladimir-putin"]
    [role] = putin.roles  # the second is the same without its country
    assert (role.office, role.of, role.country, text[role.start : role.end]) == ("presiden", "RUS", "RUS", "Presiden")


def test_the_dispatch_says_from_when_its_dates_count(cheap_pipeline):
    nlp = kawat.load(cheap_pipeline)
    dispatch = Dispatch(id="w", text="Putin pergi kemarin.", date=datetime.date(2022, 1, 7))
    record = Record.from_doc(nlp(dispatch.to_doc(nlp)), dispatch)
    assert [(date.text, date.value) for date in record.dates] == [("kemarin", "2022-01-06")]
    assert record.counted_from == record.date


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*READ.split(), "kemarin", "\n", "Menlu", "menurut", "2019"]), max_size=25))
def test_what_was_read_comes_back_and_stands_in_the_text(marked, words):
    doc = Quotes("quotes")(Roles()(Dates()(marked(re.sub(r"\[\[(Vladimir|Putin)$", r"\1", " ".join(words))))))
    record = Record.from_doc(doc)
    assert Record.from_json(record.to_json()) == record
    for date in record.dates:
        assert record.text[date.start : date.end] == date.text
        assert (date.value is None) != (date.reason is None)
    for quote in record.quotes:
        for start, end in [(quote.start, quote.end), *filter(None, (quote.cue, quote.speaker))]:
            assert 0 <= start < end <= len(record.text)


@settings(max_examples=200, deadline=None)
@given(tagged())
def test_offsets_count_code_points_of_the_text(doc):
    record = Record.from_doc(doc)
    assert record.text == doc.text
    assert [(m.text, m.label, m.id) for m in record.mentions] == [(e.text, e.label_, e.kb_id_) for e in doc.ents]
    for mention in record.mentions:
        assert record.text[mention.start : mention.end] == mention.text


def test_all_that_the_pipeline_says_is_in_the_record(cheap_pipeline):
    dispatch = Dispatch(id="w:1", text=TEXT, date=datetime.date(2022, 1, 7), title="Putin menelepon Tokayev")
    record = Record.from_doc(kawat.load(cheap_pipeline)(TEXT), dispatch)
    assert (record.id, record.date, record.title) == ("w:1", "2022-01-07", "Putin menelepon Tokayev")
    assert TEXT[slice(*record.dateline)] == "MOSKOW, KOMPAS.com –"
    assert TEXT[slice(*record.credit)] == "Xinhua"
    assert [(m.text, m.label, m.id) for m in record.mentions] == [
        ("MOSKOW", "LOC", "moscow"),
        ("Rusia", "LOC", "RUS"),
        ("Vladimir Putin", "PER", "vladimir-putin"),
        ("Tokayev", "PER", "kassym-jomart-tokayev"),
        ("Putin", "PER", "vladimir-putin"),
        ("Budi Santoso", "PER", ""),
        ("CSTO", "ORG", "CSTO"),
        ("Kirgistan", "LOC", "KGZ"),
    ]
    putin = next(row for row in record.entities if row.id == "vladimir-putin")
    assert (putin.name, putin.label, putin.mentions) == ("Vladimir Putin", "PER", (2, 4))
    assert next(row for row in record.entities if row.id == "KGZ").wikidata == "Q813"
    unknown = next(row for row in record.entities if not row.id)
    assert (unknown.name, unknown.mentions) == ("Budi Santoso", (5,))
    assert all(record.mentions[i].cluster == row.cluster for row in record.entities for i in row.mentions)
    assert all(0 < mention.link_score <= 1 for mention in record.mentions)
    tokayev = next(mention for mention in record.mentions if mention.text == "Tokayev")
    assert tokayev.candidates[0] == CandidateRow(tokayev.id, tokayev.link_score)
    for mention in record.mentions:
        scores = [candidate.score for candidate in mention.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0.01 <= score <= 1 for score in scores)


def test_a_document_without_components_has_a_record(cheap_pipeline):
    kawat.load(cheap_pipeline)  # so that all attributes exist
    record = Record.from_doc(TOKENIZER("Kremlin"))
    assert record == Record("", "Kremlin", None, None, None, None, (), ())


def test_the_line_has_the_schema_that_is_promised():
    mention = Mention(0, 7, "Kremlin", "ORG", "kremlin", "kremlin", 0.98, 0.91, (CandidateRow("kremlin", 0.91),))
    row = EntityRow(
        "kremlin", "kremlin", "Kremlin", "ORG", None, (0,), (RoleRow(0, 7, "juru bicara", "", "RUS", None),)
    )
    date = DateRow(8, 17, "membantah", "2022-01-06", None, None)
    quote = QuoteRow(8, 17, False, None, (0, 7), "Kremlin", "kremlin")
    places = ((0, 7), None, (mention,), (row,), (date,), (quote,), "2022-01-07")
    line = Record("w", "Kremlin membantah", "2022-01-07", None, *places).to_json()
    assert json.loads(line) == {
        "id": "w",
        "text": "Kremlin membantah",
        "date": "2022-01-07",
        "title": None,
        "dateline": [0, 7],
        "credit": None,
        "mentions": [
            {
                "start": 0,
                "end": 7,
                "text": "Kremlin",
                "label": "ORG",
                "id": "kremlin",
                "cluster": "kremlin",
                "score": 0.98,
                "link_score": 0.91,
                "candidates": [{"id": "kremlin", "score": 0.91}],
            }
        ],
        "entities": [
            {
                "cluster": "kremlin",
                "id": "kremlin",
                "name": "Kremlin",
                "label": "ORG",
                "wikidata": None,
                "mentions": [0],
                "roles": [
                    {"start": 0, "end": 7, "office": "juru bicara", "status": "", "of": "RUS", "country": None},
                ],
            }
        ],
        "dates": [
            {"start": 8, "end": 17, "text": "membantah", "value": "2022-01-06", "until": None, "reason": None},
        ],
        "quotes": [
            {
                "start": 8,
                "end": 17,
                "direct": False,
                "cue": None,
                "speaker": [0, 7],
                "name": "Kremlin",
                "cluster": "kremlin",
            }
        ],
        "counted_from": "2022-01-07",
    }


def test_letters_stand_as_themselves():
    assert "Erdoğan" in Record("", "Erdoğan", None, None, None, None, (), ()).to_json()


EMPTY = dict.fromkeys(("date", "title", "dateline", "credit")) | {"id": "", "text": ""}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "null",
        '"Kremlin"',
        '{"text": "Kremlin"}',
        json.dumps({"id": "", "text": "", "mentions": [], "entities": []}),
        json.dumps(EMPTY | {"mentions": [{"start": 0}], "entities": []}),
        json.dumps(EMPTY | {"mentions": 0, "entities": []}),
        json.dumps(EMPTY | {"mentions": [], "entities": [], "dateline": 7}),
        json.dumps(EMPTY | {"mentions": [], "entities": [], "odd": 7}),
    ],
)
def test_a_line_that_is_no_record_is_told_in_one_line(line):
    with pytest.raises(KawatError, match=r"^'.*': not a record of Kawat \(.*\); expected a line that it wrote$"):
        Record.from_json(line)


def test_a_line_without_dates_and_quotes_is_a_record():
    row = {"cluster": "c", "id": "", "name": "c", "label": "PER", "wikidata": None, "mentions": []}
    record = Record.from_json(json.dumps(EMPTY | {"mentions": [], "entities": [row]}))
    assert (record.dates, record.quotes, record.entities[0].roles) == ((), (), ())


def test_a_line_of_no_mentions_is_a_record():
    assert Record.from_json(json.dumps(EMPTY | {"mentions": [], "entities": []})).mentions == ()

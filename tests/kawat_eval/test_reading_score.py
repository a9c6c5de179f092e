"""What counts as rightly read."""

from dataclasses import replace

import pytest
import spacy

import kawat.dates.component
import kawat.quotes.component
import kawat.roles  # noqa: F401 (these register the factories)
from kawat_eval.document import Document, Mention
from kawat_eval.pipeline import run_pipeline
from kawat_eval.reading import Date, Quote, Reading, Role, Span
from kawat_eval.reading_score import Found, FoundDate, FoundQuote, FoundRole, judge, reading_measures
from kawat_eval.report.misread import misread

TEXT = (
    "Presiden Kazakhstan Kassym-Jomart Tokayev tiba pada Kamis (6/1), kata Kremlin. Menurut layanan pers Kazakhstan, "
    "Tokayev berangkat lagi hari ini. Warga Osh, Budi Santoso, menunggu; Budi bersabar."
)


def at(words: str, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


NAMES = [
    (at("Kazakhstan"), "LOC", ("KAZ",)),
    (at("Kassym-Jomart Tokayev"), "PER", ("kassym-jomart-tokayev",)),
    (at("Kremlin"), "ORG", ("kremlin", "moscow-kremlin")),
    (at("Kazakhstan", 2), "LOC", ("KAZ",)),
    (at("Tokayev", 2), "PER", ("kassym-jomart-tokayev",)),
    (at("Osh"), "LOC", ("osh",)),
    (at("Budi Santoso"), "PER", ()),
    (at("Budi", 2), "PER", ()),
]
DOCUMENT = Document("astana", TEXT, tuple(Mention(*span, label, ids) for span, label, ids in NAMES))
THURSDAY = at("Kamis (6/1)")
ARRIVED = at("Presiden Kazakhstan Kassym-Jomart Tokayev tiba pada Kamis (6/1)")
LEFT = at("Tokayev berangkat lagi hari ini")
NOTHING = Found((), (), ())


def figures(gold: Reading, found: Found) -> dict[str, float]:
    return {
        name: measure.value()
        for name, measure in reading_measures([DOCUMENT], {"astana": gold}, {"astana": found}).items()
    }


def dates(gold: list[Date], *found: FoundDate) -> dict[str, float]:
    return figures(Reading(tuple(gold), (), ()), Found(found, None, None))


def test_a_date_is_right_by_span_and_value() -> None:
    gold = [Date(THURSDAY, ("2022-01-06", "2011-01-06")), Date(at("hari ini"), ())]
    right = dates(gold, FoundDate(THURSDAY, "2011-01-06"), FoundDate(at("hari ini"), None))
    assert (right["dates.accuracy"], right["dates.resolvable"], right["dates.spans.f1"]) == (1, 1, 1)
    wrong = dates(gold, FoundDate(THURSDAY, "2022-01-07"), FoundDate(at("hari ini"), "2022-01-07"))
    assert (wrong["dates.accuracy"], wrong["dates.spans.f1"]) == (0, 1)
    unresolved = dates(gold, FoundDate(THURSDAY, None), FoundDate(at("ini"), None), FoundDate(at("hari ini"), None))
    assert (unresolved["dates.accuracy"], unresolved["dates.resolvable"]) == (0.5, 0)
    assert (unresolved["dates.spans.precision"], unresolved["dates.spans.recall"]) == (2 / 3, 1)
    shorter = dates(gold, FoundDate(at("Kamis"), "2022-01-06"))
    assert (shorter["dates.accuracy"], shorter["dates.spans.recall"]) == (0, 0)


def said(gold: Span, *found: tuple[Span, Span | None, Span | None], content: Span = ARRIVED) -> dict[str, float]:
    reading = Reading((), (Quote(content, None, (gold,), False),), ())
    return figures(reading, Found(None, tuple(FoundQuote(*each) for each in found), None))


def test_a_quotation_is_found_where_half_of_the_shorter_content_is_shared() -> None:
    kremlin = at("Kremlin")
    assert said(kremlin, (at("Tokayev tiba"), kremlin, kremlin))["quotes.f1"] == 1
    beyond = (ARRIVED[1] - 10, ARRIVED[1] + 30)
    missed = said(kremlin, (beyond, kremlin, kremlin))
    assert (missed["quotes.f1"], missed["speakers.f1"]) == (0, 0)
    assert str(missed["speakers.accuracy"]) == "nan"


def test_each_quotation_is_paired_once_with_the_closest() -> None:
    kremlin, osh = at("Kremlin"), at("Osh")
    found = said(kremlin, (at("Tokayev tiba"), osh, osh), (ARRIVED, kremlin, kremlin))
    assert (found["speakers.accuracy"], found["quotes.precision"], found["quotes.recall"]) == (1, 0.5, 1)


@pytest.mark.parametrize(
    ("gold", "phrase", "entity", "right"),
    [
        (at("Tokayev", 2), at("Presiden Kazakhstan Kassym-Jomart Tokayev"), at("Kassym-Jomart Tokayev"), True),
        (at("Tokayev", 2), at("Presiden Kazakhstan"), at("Kazakhstan"), False),
        (at("Tokayev", 2), at("Tokayev", 2), None, True),
        (at("Tokayev", 2), None, None, False),
        (at("Budi", 2), at("Budi Santoso"), at("Budi Santoso"), True),
        (at("Budi", 2), at("Kassym-Jomart Tokayev"), at("Kassym-Jomart Tokayev"), False),
        (at("layanan pers Kazakhstan"), at("layanan pers"), None, True),
        (at("layanan pers Kazakhstan"), at("layanan pers Kazakhstan"), at("Kazakhstan", 2), False),
        (at("layanan pers Kazakhstan"), at("Kremlin"), at("Kremlin"), False),
        (at("layanan pers Kazakhstan"), at("layanan pers"), at("layanan"), True),
    ],
)
def test_a_speaker_is_right_by_thing_or_by_phrase(
    gold: Span, phrase: Span | None, entity: Span | None, right: bool
) -> None:
    assert said(gold, (ARRIVED, phrase, entity))["speakers.accuracy"] == right


def test_an_unnamed_speaker_that_speaks_for_a_body_may_be_the_body() -> None:
    kremlin = at("kata Kremlin")
    assert said(kremlin, (ARRIVED, kremlin, at("Kremlin")))["speakers.accuracy"] == 1


def test_of_several_speakers_any_is_right() -> None:
    gold = Reading((), (Quote(ARRIVED, None, (at("Osh"), at("Kremlin")), True),), ())
    found = Found(None, (FoundQuote(ARRIVED, at("Kremlin"), at("Kremlin")),), None)
    assert figures(gold, found)["speakers.f1"] == 1


TOKAYEV = Role(at("Kassym-Jomart Tokayev"), ("presiden", "kepala negara"), at("Kazakhstan"), False, "")
FOUND = FoundRole(at("Kassym-Jomart Tokayev"), "presiden", at("Kazakhstan"), "")


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (TOKAYEV, FOUND, True),
        (TOKAYEV, replace(FOUND, person=at("Tokayev")), True),
        (TOKAYEV, replace(FOUND, person=at("Tokayev", 2)), False),
        (TOKAYEV, replace(FOUND, office="kepala negara"), True),
        (TOKAYEV, replace(FOUND, office="perdana menteri"), False),
        (TOKAYEV, replace(FOUND, status="mantan"), False),
        (TOKAYEV, replace(FOUND, of=at("Kazakhstan", 2)), True),
        (TOKAYEV, replace(FOUND, of=at("Osh")), False),
        (TOKAYEV, replace(FOUND, of=None), False),
        (replace(TOKAYEV, implied=True), replace(FOUND, of=None), True),
        (replace(TOKAYEV, of=None), replace(FOUND, of=None), True),
        (replace(TOKAYEV, of=None), FOUND, False),
    ],
)
def test_an_office_is_right_by_person_office_status_and_what_it_is_of(
    gold: Role, found: FoundRole, right: bool
) -> None:
    assert figures(Reading((), (), (gold,)), Found(None, None, (found,)))["roles.f1"] == right


def test_two_offices_of_a_person_are_paired_with_their_like() -> None:
    second = replace(TOKAYEV, offices=("ketua",), of=at("Kremlin"))
    found = Found(None, None, (replace(FOUND, office="ketua", of=at("Kremlin")), FOUND))
    assert figures(Reading((), (), (TOKAYEV, second)), found)["roles.f1"] == 1


def test_what_is_not_looked_for_has_no_figure() -> None:
    gold = Reading((Date(THURSDAY, ()),), (), (TOKAYEV,))
    assert {name.split(".")[0] for name in figures(gold, Found(None, None, ()))} == {"roles"}


def test_a_document_without_this_gold_counts_for_nothing() -> None:
    other = replace(DOCUMENT, id="osh")
    gold = Reading((Date(THURSDAY, ("2022-01-06",)),), (), ())
    found = {"astana": NOTHING, "osh": Found((FoundDate(THURSDAY, "2022-01-06"),), (), ())}
    counts = reading_measures([other, DOCUMENT], {"astana": gold}, found)["dates.accuracy"].counts
    assert counts.tolist() == [[0, 0], [0, 1]]


def test_what_is_misread_is_shown_side_by_side() -> None:
    gold = Reading((Date(THURSDAY, ("2022-01-06",)), Date(at("hari ini"), ())), (), (TOKAYEV,))
    found = Found((FoundDate(THURSDAY, "2022-01-07"), FoundDate(at("hari ini"), None)), (), ())
    assert misread([DOCUMENT], {"astana": gold}, {"astana": found}).rows == [
        ("astana", "date", "Kamis (6/1) = 2022-01-06", "Kamis (6/1) = 2022-01-07"),
        ("astana", "office", "Kassym-Jomart Tokayev:  presiden or kepala negara | Kazakhstan", "–"),
    ]


def test_a_pipeline_is_read_by_its_components() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [{"label": m.label, "pattern": TEXT[m.start : m.end]} for m in DOCUMENT.mentions]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    for name in ("kawat_dates", "kawat_roles", "kawat_quotes"):
        nlp.add_pipe(name)
    found = run_pipeline(nlp, [DOCUMENT]).found["astana"]
    gold = Reading(
        (Date(THURSDAY, ("2022-01-06",)), Date(at("hari ini"), ("2022-01-06",))),
        (Quote(ARRIVED, at("kata"), (at("Kremlin"),), False),),
        (TOKAYEV,),
    )
    judged = judge(DOCUMENT, gold, found)
    for pairs in (judged.dates, judged.quotes, judged.roles):
        assert [agrees for one, _, agrees in pairs if one is not None] == [True] * sum(p[0] is not None for p in pairs)
    assert run_pipeline(spacy.blank("xx"), [DOCUMENT]).found["astana"] == Found(None, None, None)

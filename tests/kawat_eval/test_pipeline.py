"""spaCy pipelines as systems."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat_eval.document import Document, Mention
from kawat_eval.evaluation import evaluate
from kawat_eval.pipeline import mentions, run_pipeline, title


def test_a_pipelines_names_links_and_clusters_are_read(nlp: Language, gold: list[Document]) -> None:
    found = run_pipeline(nlp, gold).predictions
    assert list(found) == [document.id for document in gold]
    first, *_ = found["csto"]
    assert (first.span, first.label, first.ids) == ((0, 6), "LOC", ("moscow",))
    assert {m.cluster for m in found["csto"] if m.ids == ("vladimir-putin",)} == {"vladimir-putin"}
    assert found["panen"] == ()


def test_it_is_scored_on_links_as_well(nlp: Language, gold: list[Document]) -> None:
    evaluation = evaluate("rules", gold, run_pipeline(nlp, gold).predictions)
    assert evaluation.linked
    assert evaluation.figures["link.accuracy"].value == 1
    assert evaluation.figures["strict.precision"].value == 1
    assert 0 < evaluation.figures["strict.recall"].value < 0.5


def test_a_pipeline_without_a_linker_is_not_judged_on_links(gold: list[Document]) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Rusia"}])  # type: ignore[attr-defined]
    found = run_pipeline(nlp, gold).predictions
    assert [mention.ids for mention in found["csto"]] == [None]
    assert not evaluate("rules", gold, found).linked


def test_what_a_pipeline_cannot_link_is_nil(nlp: Language) -> None:
    doc = nlp("Kirim ke Astana")
    doc.ents = [Span(doc, 2, 3, "LOC")]
    assert mentions(doc, links=True) == (Mention(9, 15, "LOC", ()),)


def test_offsets_are_code_points_of_the_gold_text(nlp: Language) -> None:
    text = "🇷🇺 “Rusia” é\u200b … Kremlin"
    found = mentions(nlp(text), links=True)
    assert [text[mention.start : mention.end] for mention in found] == ["Rusia", "Kremlin"]


def test_a_stored_document_is_read_the_same(nlp: Language, gold: list[Document]) -> None:
    doc = nlp(gold[0].text)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert mentions(again, links=True) == mentions(doc, links=True)


@pytest.mark.parametrize(("name", "shown"), [("configs/xlmr.cfg", "configs/xlmr.cfg"), ("", "xx_rules 1.2.3")])
def test_a_report_calls_a_pipeline_by_what_was_asked_for_or_by_its_own_name(name: str, shown: str) -> None:
    assert title(spacy.blank("xx", meta={"name": "rules", "version": "1.2.3"}), name) == shown

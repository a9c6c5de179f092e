"""Runs a spaCy pipeline over gold texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat_eval.document import Document, Mention, Predictions
from kawat_eval.reading_score import Found, FoundDate, FoundQuote, FoundRole


def title(nlp: Language, name: str) -> str:
    """What a report calls the pipeline loaded from `name`."""
    return name or f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


@dataclass(frozen=True, slots=True)
class Run:
    """What a pipeline found in each document: names, and what it reads beyond them."""

    predictions: Predictions
    found: dict[str, Found]


def run_pipeline(nlp: Language, documents: Sequence[Document]) -> Run:
    """What the pipeline finds in each document. IDs are None where nothing in the pipeline links."""
    assigned = {attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns}
    links = any("kb_id" in attribute for attribute in assigned)
    predictions: Predictions = {}
    found = {}
    for document, doc in zip(documents, nlp.pipe(document.text for document in documents), strict=True):
        predictions[document.id] = mentions(doc, links=links)
        found[document.id] = _reading(doc, assigned)
    return Run(predictions, found)


def mentions(doc: Doc, *, links: bool) -> tuple[Mention, ...]:
    """The document's entities as mentions, with the scores and clusters that Kawat's components add."""
    scored = Span.has_extension("score")
    clusters = _clusters(doc)
    return tuple(
        Mention(
            ent.start_char,
            ent.end_char,
            ent.label_,
            ((ent.kb_id_,) if ent.kb_id_ else ()) if links else None,
            ent._.score if scored else None,
            clusters.get((ent.start_char, ent.end_char)),
        )
        for ent in doc.ents
    )


def _clusters(doc: Doc) -> dict[tuple[int, int], str]:
    """Mention span to document-local cluster, where Kawat's linker was at work."""
    things = doc._.entities if Doc.has_extension("entities") else []
    return {(span.start_char, span.end_char): thing.cluster for thing in things for span in thing.mentions}


def _reading(doc: Doc, assigned: set[str]) -> Found:
    """What Kawat's components for dates, quotations and offices say of the document."""
    dates, quotes, roles = (f"doc._.{name}" in assigned for name in ("dates", "quotes", "roles"))
    return Found(
        tuple(FoundDate(_place(date.span), date.iso) for date in doc._.dates) if dates else None,
        tuple(
            FoundQuote(
                _place(quote.content),
                _place(quote.speaker) if quote.speaker is not None else None,
                _place(quote.entity) if quote.entity is not None else None,
            )
            for quote in doc._.quotes
        )
        if quotes
        else None,
        tuple(
            FoundRole(_place(role.person), role.office, _place(role.of) if role.of is not None else None, role.status)
            for role in doc._.roles
        )
        if roles
        else None,
    )


def _place(span: Span) -> tuple[int, int]:
    return span.start_char, span.end_char

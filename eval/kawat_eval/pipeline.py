"""Runs a spaCy pipeline over gold texts."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat_eval.document import Document, Mention, Predictions


def title(nlp: Language, name: str) -> str:
    """What a report calls the pipeline loaded from `name`."""
    return name or f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def run_pipeline(nlp: Language, documents: Sequence[Document]) -> Predictions:
    """What the pipeline finds in each document. IDs are None where nothing in the pipeline links."""
    docs = nlp.pipe(document.text for document in documents)
    links = any("kb_id" in attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns)
    return {document.id: mentions(doc, links=links) for document, doc in zip(documents, docs, strict=True)}


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

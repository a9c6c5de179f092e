"""CoNLL: a token a line with its BIO tag and ID, a blank line after each sentence."""

from collections.abc import Iterator

from spacy.tokens import Doc


def conll(doc: Doc, name: str) -> Iterator[str]:
    """Lines `token<TAB>tag<TAB>id` (id `_` outside mentions, `NIL` for an unlinked one), after `# id = name`."""
    yield f"# id = {name}"
    sentences = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
    for sentence in sentences:
        for token in sentence:
            if not token.is_space:
                tag = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
                yield f"{token.text}\t{tag}\t{(token.ent_kb_id_ or 'NIL') if token.ent_type_ else '_'}"
        yield ""

"""CoNLL: a token a line with its BIO tag and ID, a blank line after each sentence."""

import json
from collections.abc import Iterator

from spacy.tokens import Doc

from kawat.formats.gold import NIL, Document
from kawat.formats.tokens import Token, lines


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


def gold_conll(document: Document) -> Iterator[str]:
    """The same lines for gold, with the text itself after `# text_json = `."""
    yield f"# id = {document.id}"
    yield f"# text_json = {json.dumps(document.text, ensure_ascii=False)}"
    for line in lines(document):
        for token in line.tokens:
            yield f"{document.text[token.start : token.end]}\t{_tag(token)}"
        yield ""


def _tag(token: Token) -> str:
    if token.mention is None:
        return "O\t_"
    return f"{'B' if token.first else 'I'}-{token.mention.label}\t{token.mention.link or NIL}"

"""spaCy's DocBin: each document a Doc with its mentions as `doc.ents`, `kb_id_` "" for NIL, its name in `user_data`."""

from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from kawat.errors import KawatError
from kawat.formats.gold import Document, Mention, parse_ids
from kawat.formats.tokens import lines

_NAME = "id"


def docbin(documents: Iterable[Document]) -> bytes:
    """The documents as a file that `spacy train` reads."""
    vocab = Vocab()
    return DocBin(store_user_data=True, docs=[_doc(vocab, document) for document in documents]).to_bytes()


def read_docbin(path: Path) -> list[Document]:
    """Reads a DocBin, of any pipeline; documents without a name are numbered. Raises KawatError for other files."""
    try:
        docs = list(DocBin().from_bytes(path.read_bytes()).get_docs(Vocab()))
    except Exception as error:  # zlib, msgpack and spaCy raise what they like
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise KawatError(f"{path}: is no DocBin ({reason}); give what DocBin.to_disk wrote") from None
    return [
        Document(str(doc.user_data.get(_NAME, number)), doc.text, tuple(map(_mention, doc.ents)))
        for number, doc in enumerate(docs, start=1)
    ]


def _doc(vocab: Vocab, document: Document) -> Doc:
    words: list[str] = []
    spaces: list[bool] = []
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    at = 0
    for token in (token for line in lines(document) for token in line.tokens):
        _add_gap(words, spaces, document.text[at : token.start])
        first[token.start] = len(words)
        words.append(document.text[token.start : token.end])
        spaces.append(False)
        last[token.end] = len(words)
        at = token.end
    _add_gap(words, spaces, document.text[at:])
    doc = Doc(vocab, words=words, spaces=spaces)
    doc.ents = [
        Span(doc, first[m.start], last[m.end], label=m.label, kb_id="/".join(m.ids or ())) for m in document.mentions
    ]
    doc.user_data[_NAME] = document.id
    return doc


def _add_gap(words: list[str], spaces: list[bool], gap: str) -> None:
    """White space between tokens: a space belongs to the token before it, what is more is a token of its own."""
    if words and gap.startswith(" "):
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def _mention(ent: Span) -> Mention:
    return Mention(ent.start_char, ent.end_char, ent.label_, parse_ids(ent.kb_id_) or ())

"""What a pipeline read otherwise than the gold of reading, thing by thing."""

from collections.abc import Iterator, Mapping, Sequence

from kawat_eval.document import Document
from kawat_eval.reading import Date, Quote, Reading, Role, Span
from kawat_eval.reading_score import Found, FoundDate, FoundQuote, FoundRole, judge
from kawat_eval.report.tables import EMPTY, Table

_LONG = 60  # characters


def misread(documents: Sequence[Document], gold: Mapping[str, Reading], found: Mapping[str, Found]) -> Table:
    """A row for each date, quotation and office on which gold and pipeline differ."""
    rows = [row for d in documents if d.id in gold for row in _rows(d, gold[d.id], found[d.id])]
    return Table("Misread", ("document", "what", "gold", "found"), rows)


def _rows(document: Document, gold: Reading, found: Found) -> Iterator[tuple[str, str, str, str]]:
    judged = judge(document, gold, found)
    for kind, pairs in (("date", judged.dates), ("quotation", judged.quotes), ("office", judged.roles)):
        for one, other, agrees in pairs:
            if not agrees:
                yield document.id, kind, _said(document.text, one), _said(document.text, other)


def _said(text: str, row: Date | Quote | Role | FoundDate | FoundQuote | FoundRole | None) -> str:
    match row:
        case Date(span, values):
            return f"{_words(text, span)} = {' or '.join(values) or EMPTY}"
        case FoundDate(span, value):
            return f"{_words(text, span)} = {value or EMPTY}"
        case Quote(content, _, speakers, _):
            return f"{_words(text, content)} | {' or '.join(_words(text, speaker) for speaker in speakers)}"
        case FoundQuote(content, speaker, entity):
            return f"{_words(text, content)} | {_words(text, entity or speaker)}"
        case Role(person, offices, of, implied, status):
            owner = f"({_words(text, of)})" if implied else _words(text, of)
            return f"{_words(text, person)}: {status} {' or '.join(offices)} | {owner}"
        case FoundRole(person, office, of, status):
            return f"{_words(text, person)}: {status} {office} | {_words(text, of)}"
        case None:
            return EMPTY


def _words(text: str, span: Span | None) -> str:
    words = text[slice(*span)].replace("\n", " ") if span else EMPTY
    return words if len(words) <= _LONG else f"{words[: _LONG // 2]}…{words[-_LONG // 2 :]}"

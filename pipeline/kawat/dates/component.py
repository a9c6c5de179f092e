"""Component `dates`: when things happened, as ISO 8601.

Expressions are found in the text, so the rules hold whoever made the tokens. They count from the dispatch's date when
the caller sets it (`doc._.date = "2022-01-07"`, before the pipeline runs) and otherwise from the day that the text
itself fixes. What was found is kept under `doc.user_data["kawat.dates"]` and read through `doc._.dates` and
`doc._.date`.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.dates.anchor import find_anchor
from kawat.dates.context import read
from kawat.dates.expressions import Expression
from kawat.dates.grammar import find_expressions
from kawat.dates.resolve import Unresolved
from kawat.errors import KawatError

KEY = "kawat.dates"
DATE_KEY = "kawat.date"
UNTIL = "2026-12-31"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression of a document.

    `value` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and None where the expression could not be resolved: `reason` then
    says why. `end` is the last day, month or year of a stretch of several.
    """

    span: Span
    value: str | None
    end: str | None
    reason: str | None

    @property
    def iso(self) -> str | None:
        """ISO 8601: the value, or the interval `value/end`."""
        return f"{self.value}/{self.end}" if self.end else self.value


@Language.factory("kawat_dates", assigns=["doc._.dates", "doc._.date"], default_config={"until": UNTIL})
def make_dates(nlp: Language, name: str, until: str) -> "Dates":
    """The factory `kawat_dates`.

    until: the last day, as YYYY-MM-DD, on which a text that names no year may have been written. It is a setting, not
    today, so that one text reads the same whenever it is read. Raises KawatError when it is no date.
    """
    return Dates(until)


class Dates:
    """Finds and resolves date expressions; it learns nothing, and its setting is in the pipeline's config."""

    def __init__(self, until: str = UNTIL) -> None:
        self.until = _checked(until)

    def __call__(self, doc: Doc) -> Doc:
        """Raises KawatError when the date that the caller set is none."""
        text = doc.text
        expressions = find_expressions(text)
        given = doc.user_data.get(DATE_KEY)
        now = _checked(given) if given is not None else _anchor(doc, text, expressions, self.until)
        doc.user_data[KEY] = {"now": now.isoformat() if now else None, "rows": _rows(text, expressions, now)}
        return doc


def _anchor(doc: Doc, text: str, expressions: list[Expression], until: datetime.date) -> datetime.date | None:
    dateline = doc._.dateline if Doc.has_extension("dateline") else None
    offsets = (dateline.start_char, dateline.end_char) if dateline is not None else None
    return find_anchor(text, expressions, offsets, until)


def _rows(text: str, expressions: list[Expression], now: datetime.date | None) -> list[list[Any]]:
    """[start, end, value, end value, reason] of each expression, in order."""
    return [
        [one.start, one.end, None, None, str(found)]
        if isinstance(found, Unresolved)
        else [one.start, one.end, *found.iso(), None]
        for one, found in zip(expressions, read(text, expressions, now), strict=True)
    ]


def _checked(value: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except (ValueError, TypeError):
        raise KawatError(f"{value!r} is no date of a dispatch; give YYYY-MM-DD, as in 2022-01-07") from None


def _get_date(doc: Doc) -> datetime.date | None:
    """The day that the dispatch's dates count from: what the caller set, or else what `dates` found in the text."""
    value = doc.user_data.get(DATE_KEY) or doc.user_data.get(KEY, {}).get("now")
    return _checked(value) if value else None


def _set_date(doc: Doc, value: datetime.date | str | None) -> None:
    if value is None:
        doc.user_data.pop(DATE_KEY, None)
    else:
        date = value if isinstance(value, str) else value.isoformat()
        doc.user_data[DATE_KEY] = _checked(date).isoformat()


def _get_dates(doc: Doc) -> list[DateMention]:
    rows = doc.user_data.get(KEY, {}).get("rows", ())
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end, *_ in rows)
    return [DateMention(span, *row[2:]) for span, row in zip(spans, rows, strict=True) if span is not None]


Doc.set_extension("date", getter=_get_date, setter=_set_date, force=True)
Doc.set_extension("dates", getter=_get_dates, force=True)

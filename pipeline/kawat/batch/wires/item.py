"""What the readers of wires share: the fields of a news item, and the dispatch made of them."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kawat.dispatch import Dispatch
from kawat.errors import KawatError

_BASIC = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


def make(
    *,
    id: str | None,
    default_id: str,
    paragraphs: Sequence[str],
    headline: str | None = None,
    dateline: str | None = None,
    date: str | None = None,
    language: str | None = None,
    source: str | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Dispatch:
    """The dispatch of a news item. Its text has a paragraph a line; a dateline of its own opens the first.

    Raises KawatError for an item without text.
    """
    if not paragraphs:
        raise KawatError("a news item without text; a picture's or a package's has none")
    return Dispatch(
        id=id or default_id,
        text="\n".join(_opened_by(dateline, paragraphs)),
        date=read_date(date),
        title=headline,
        language=language,
        source=source,
        extra=dict(extra or {}) | ({"dateline": dateline} if dateline else {}),
    )


def _opened_by(dateline: str | None, paragraphs: Sequence[str]) -> Sequence[str]:
    first, *rest = paragraphs
    if not dateline or first.casefold().startswith(dateline.casefold().rstrip(" -–—")):
        return paragraphs
    return [f"{dateline.rstrip(' -–—')} – {first}", *rest]


def read_date(value: str | None) -> datetime.date | None:
    """The day of `2021-05-16T09:00:04+02:00`, `20210516T090004` and the like; raises KawatError for anything else."""
    if value is None or not value.strip():
        return None
    match = _BASIC.match(value.strip())
    try:
        if match:
            return datetime.date(*map(int, match.groups()))
    except ValueError:
        match = None
    raise KawatError(f"date {value!r:.40}; write it as 2022-01-07")

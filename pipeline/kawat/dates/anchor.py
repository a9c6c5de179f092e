"""The day that a text counts from, where nobody says when it was sent: what its own dates fix.

A weekday with day and month is right in some years only: Thursday 6 January in 2005, 2011, 2022. All such pairs of a
text vote together.
"""

import datetime
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kawat.dates.expressions import Between, Counted, Day, Expression, Month

Date = datetime.date

_EDITION = re.compile(r"\b[A-Z]\w+ (?P<year>(?:19|20)\d\d)\b(?![.,]\d|[/-])")  # Piala Thomas 2020
_FIRST_YEAR, _YEARS_AHEAD = 1998, 10
_SOON = 2  # days
_BESIDE = re.compile(r",?\s?\(?")  # between `hari ini` and the date it explains


@dataclass(frozen=True, slots=True)
class _Pair:
    """A day and month with weekday or year, said by an expression."""

    by: Expression
    day: Day

    def on(self, year: int) -> Date | None:
        """The day in `year`, if the year and the weekday are right; without either it is in any."""
        if self.day.month is None or self.day.day is None or (self.day.year or year) != year:
            return None
        try:
            date = Date(year, self.day.month, self.day.day)
        except ValueError:
            return None
        return date if self.day.year or self.day.weekday in (None, date.weekday()) else None


def find_anchor(
    text: str, expressions: Sequence[Expression], dateline: tuple[int, int] | None, until: Date
) -> Date | None:
    """The day on which the text was written, or None.

    It is the day in the dateline, in the year that it says or that the vote gives (`vote`). Without one it is, in the
    year of the vote, the day that the text calls `hari ini`, or the one after what it calls `kemarin`; else the latest
    with its weekday that is not still to come, or the day of a later report.
    """
    opening = _dateline_day(expressions, dateline)
    if opening and opening.day.year:
        return opening.on(opening.day.year)
    pairs = list(_pairs(expressions))
    year = vote([pair.day for pair in pairs], until, set(_likely_years(text, expressions)))
    if year is None:
        return None
    new_year = _says_new_year(pairs)
    dates = [(pair, date) for pair in pairs if (date := _placed(pair, year, new_year))]
    if opening and (date := _placed(opening, year, new_year)):
        return date
    offsets = _called(text, expressions)
    for pair, date in dates:
        if pair.by.start in offsets:
            return date - datetime.timedelta(days=offsets[pair.by.start])
    past = [date for pair, date in dates if not pair.by.ahead]
    return _latest_report(text, expressions, past) if past else min(date for _, date in dates)


def _latest_report(text: str, expressions: Sequence[Expression], past: Sequence[Date]) -> Date:
    """The latest day of `past`, or one soon after it on which somebody speaks.

    `Gempa terjadi Senin (4/8). "Kami siaga," katanya, Rabu.`: of a weekday nearly a week ago no report would say so.
    """
    latest = max(past)
    known = {date.weekday() for date in past if latest - date < datetime.timedelta(days=7)}
    steps = [0]
    for one in expressions:
        what = one.what
        if isinstance(what, Day) and what.weekday not in known and _is_attribution(text, one):
            steps.append(((what.weekday or 0) - latest.weekday()) % 7)
    return latest + datetime.timedelta(days=max(step for step in steps if step <= _SOON))


def _is_attribution(text: str, one: Expression) -> bool:
    """Whether a weekday alone stands between commas, or a comma and a stop: `katanya, Rabu.`"""
    bare = isinstance(one.what, Day) and one.what == Day(weekday=one.what.weekday)
    between = text.endswith(", ", 0, one.start) and text[one.end : one.end + 1] in ("", ".", ",", "\n")
    return bare and between and not one.listed


def vote(days: Sequence[Day], until: Date, likely: Collection[int] = ()) -> int | None:
    """The year in which most days agree with their weekday or stated year; None where none agrees.

    Of equal ones it is the latest that is `likely`, if any is; else the latest in which one of the days is not after
    `until`, or if all are, the first.
    Where the days lie on both sides of New Year it is the later year.
    """
    pairs = [_Pair(Expression(0, 0, day), day) for day in days]
    years = range(_FIRST_YEAR, until.year + _YEARS_AHEAD)
    new_year = _says_new_year(pairs)
    agreeing = {year: [date for pair in pairs if (date := _placed(pair, year, new_year))] for year in years}
    most = max(map(len, agreeing.values()))
    best = [year for year in years if len(agreeing[year]) == most]
    if not most:
        return None
    best = [year for year in best if year in likely] or best
    return max((year for year in best if min(agreeing[year]) <= until), default=best[0])


def _says_new_year(pairs: Sequence[_Pair]) -> bool:
    """Whether a day is in January or February: one in November or December may be of the year before then."""
    return any((pair.day.month or 0) <= 2 for pair in pairs)


def _placed(pair: _Pair, year: int, new_year: bool) -> Date | None:
    date = pair.on(year)
    if date is None and new_year and (pair.day.month or 0) >= 11:
        date = pair.on(year - 1)
    return date


def _pairs(expressions: Sequence[Expression]) -> Iterator[_Pair]:
    for expression in expressions:
        what = expression.what
        for day in (what.first, what.last) if isinstance(what, Between) else (what,):
            if isinstance(day, Day) and day.month and (day.weekday is not None or (day.dated and day.year)):
                yield _Pair(expression, day)


def _dateline_day(expressions: Sequence[Expression], dateline: tuple[int, int] | None) -> _Pair | None:
    """The day of a month in the dateline, with its year or weekday or without: `NAIROBI, 24 Maret (Xinhua) --`."""
    for one in expressions:
        if dateline and dateline[0] <= one.start < dateline[1] and isinstance(one.what, Day) and one.what.month:
            return _Pair(one, one.what)
    return None


def _likely_years(text: str, expressions: Sequence[Expression]) -> Iterator[int]:
    """The years of a name (`Piala Thomas 2020`); and the one in which a month is said with its year, and the next one.

    A report says neither `tahun ini` nor `tahun lalu` with a number, but often so the month of a year that is over.
    """
    starts = [expression.start for expression in expressions]
    for match in _EDITION.finditer(text):
        before = bisect_right(starts, match.start("year")) - 1
        if before < 0 or expressions[before].end <= match.start("year"):
            yield int(match["year"])
    months = (one.what for one in expressions if isinstance(one.what, Month) and not one.ahead)
    last = max((month.year for month in months if month.year), default=None)
    yield from (last, last + 1) if last else ()


def _called(text: str, expressions: Sequence[Expression]) -> dict[int, int]:
    """For the starts of dates that stand beside `hari ini`, `kemarin` or `besok`: how many days from the present."""
    offsets = {}
    for one, other in pairwise(expressions):
        for near, date in ((one, other), (other, one)):
            what = near.what
            if (
                isinstance(what, Counted)
                and (what.unit, what.story) == ("day", False)
                and _BESIDE.fullmatch(text, one.end, other.start)
            ):
                offsets[date.start] = what.count
    return offsets

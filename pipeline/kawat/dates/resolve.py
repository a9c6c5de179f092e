"""From what an expression says and the day it counts from to a period of the calendar."""

import datetime
from collections.abc import Iterator
from dataclasses import replace

from kawat.dates import period
from kawat.dates.expressions import (
    FUTURE,
    NEAREST,
    PAST,
    Beside,
    Between,
    Counted,
    Day,
    Month,
    Months,
    Stretch,
    Third,
    Unclear,
    WeekOf,
    What,
    Year,
)
from kawat.dates.period import Period

Date = datetime.date
_THREE_DAYS, _WEEK = datetime.timedelta(days=3), datetime.timedelta(days=7)
NO_DAY = "no such day in the calendar"


class Unresolved(Exception):
    """The calendar does not tell; the message says why."""


def resolve(what: What, now: Date | None, *, ahead: bool = False, story: Date | None = None) -> Period:
    """The period that an expression names.

    now: the day the text counts from, None where nothing fixes it. ahead: the clause speaks of what is to come.
    story: the day last spoken of. Raises Unresolved with the reason.
    """
    try:
        found = _resolve(what, now, ahead, story)
    except (ValueError, OverflowError):
        raise Unresolved(NO_DAY) from None
    if found.first > found.last:
        raise Unresolved("ends before it begins")
    return found


def _resolve(what: What, now: Date | None, ahead: bool, story: Date | None) -> Period:
    match what:
        case Unclear(reason):
            raise Unresolved(reason)
        case Year(number):
            return period.year(number)
        case Month():
            return _month(what, now, ahead)
        case Day():
            return period.day(_day(what, now, ahead))
        case Counted(unit, count, story=True, years=years):
            return period.counted(_moved(_spoken(story), years), unit, count)
        case Beside():
            return _beside(what, _spoken(story))
        case Counted(unit, count):
            return period.counted(_known(now), unit, count)
        case Stretch():
            return _stretch(what, _known(now))
        case Third():
            return _third(what, now, ahead, story)
        case Months(of, first, count, nearest):
            number = _resolve(of, now, ahead, story).first.year
            if nearest and not ahead and Date(number, first, 1) > _known(now):
                number -= 1
            return period.month(number, first).to(period.month(number, first + count - 1))
        case WeekOf(of, number):
            return _week_of(_month(of, now, ahead), number)
        case Between(first, last):
            return _between(first, last, now, ahead)


def _spoken(story: Date | None) -> Date:
    if story is None:
        raise Unresolved("no day spoken of before to count from")
    return story


def _moved(day: Date, years: int) -> Date:
    """The first day of the same month so many years on; the day itself where it is none."""
    return Date(day.year + years, day.month, 1) if years else day


def _beside(what: Beside, story: Date) -> Period:
    if isinstance(what.of, Month):
        months = (what.of.month - story.month) * what.step % 12 or 12
        return period.counted(story, "month", what.step * months)
    assert what.of.weekday is not None
    days = (what.of.weekday - story.weekday()) * what.step % 7 or 7
    return period.counted(story, "day", what.step * days)


def _known(now: Date | None) -> Date:
    if now is None:
        raise Unresolved("no date to count from")
    return now


def _between(
    first: Day | Month | Year | Third, last: Day | Month | Year | Third, now: Date | None, ahead: bool
) -> Period:
    """What the first leaves out is the last's: its year, or the year before where it would come after.

    A bare weekday is the last one before the end.
    """
    if isinstance(first, Month) and isinstance(last, Month) and now and first.month <= now.month <= last.month:
        bare = (last.year, last.years, last.side) == (None, None, NEAREST)
        last = replace(last, year=now.year) if bare else last  # the one that the present is in
    end = _resolve(last, now, ahead, None)
    if isinstance(first, Day) and first.day is None and first.weekday is not None:
        return period.day(end.first - datetime.timedelta(days=(end.first.weekday() - first.weekday) % 7)).to(end)
    if isinstance(first, Third) and isinstance(first.of, Month) and first.of.year is None:
        year = end.first.year - (first.of.month > end.first.month)
        return _resolve(replace(first, of=replace(first.of, year=year)), now, ahead, None).to(end)
    if isinstance(first, Day | Month) and first.year is None:
        first = replace(first, year=end.first.year)
        if _resolve(first, now, ahead, None).first > end.last:
            first = replace(first, year=end.first.year - 1)
    return _resolve(first, now, ahead, None).to(end)


def _stretch(stretch: Stretch, now: Date) -> Period:
    """The last n units end with the present one, the next n begin after it; weeks are seven days each."""
    unit, count = stretch.unit, stretch.count
    if unit == "week":
        unit, count = "day", 7 * count
    nearest, furthest = (0, count + 1) if count < 0 else (1, count)
    first, last = sorted((nearest, furthest)) if count else (1, 0)
    return period.counted(now, unit, first).to(period.counted(now, unit, last))


def _third(what: Third, now: Date | None, ahead: bool, story: Date | None) -> Period:
    if isinstance(what.of, Month) and what.of.side == PAST and now and what.of.month == now.month:
        found = period.third(period.counted(now, "month", 0), what.which)
        if found.first <= now:
            return found  # awal Oktober lalu, said at the end of it
    whole = _resolve(what.of, now, ahead, story)
    if what.since and what.which == 0:
        return Period(whole.first, _known(now), "day")
    found = period.third(whole, what.which)
    if what.nearest and not ahead and found.first > _known(now):
        return period.third(period.counted(_known(now), whole.unit, -1), what.which)
    return found


def _week_of(month: Period, number: int) -> Period:
    held = month.last - _THREE_DAYS if number < 0 else month.first + _THREE_DAYS + (number - 1) * _WEEK
    return period.counted(held, "week", 0)


def _month(what: Month, now: Date | None, ahead: bool) -> Period:
    if what.year is not None:
        return period.month(what.year, what.month)
    now = _known(now)
    if what.years is not None:
        return period.month(now.year + what.years, what.month)
    months = (what.month - now.month) % 12  # until it comes again
    if what.side == FUTURE:
        return period.counted(now, "month", months or 12)
    if ahead:
        return period.counted(now, "month", months)
    return period.counted(now, "month", months - 12 if months or what.side == PAST else 0)


def _day(what: Day, now: Date | None, ahead: bool) -> Date:
    if what.day is not None and what.month is not None:
        return _dated(what.day, what.month, what, now, ahead)
    now = _known(now)
    if what.day is not None and what.months is not None:
        return Date(*_year_and_month(now, what.months), what.day)
    if what.day is not None:
        return next(_days_numbered(what.day, now, what.side == FUTURE or (ahead and what.side != PAST)))
    assert what.weekday is not None
    if what.week is not None:
        return period.counted(now, "week", what.week).first + datetime.timedelta(days=what.weekday)
    days = (what.weekday - now.weekday()) % 7  # until it comes again
    if what.side == FUTURE:
        days = days or 7
    elif what.side == PAST or (days and not ahead):
        days -= 7
    return now + datetime.timedelta(days=days)


def _days_numbered(number: int, now: Date, ahead: bool) -> Iterator[Date]:
    """Days with that number in their month, from the present on or back."""
    for months in range(12):
        found = _date(*_year_and_month(now, months if ahead else -months), number)
        if found and (found >= now if ahead else found <= now):
            yield found
    raise ValueError(number)


def _year_and_month(now: Date, months: int) -> tuple[int, int]:
    first = period.counted(now, "month", months).first
    return first.year, first.month


def _date(year: int, month: int, day: int) -> Date | None:
    try:
        return Date(year, month, day)
    except ValueError:
        return None


def _dated(day: int, month: int, what: Day, now: Date | None, ahead: bool) -> Date:
    """Day and month, in the year that is said; else in that nearest to `now` which agrees with weekday and side.

    What is to come counts double: a report tells mostly of what has been.
    """
    if what.year is not None:
        return Date(what.year, month, day)
    if what.years is not None:
        return Date(_known(now).year + what.years, month, day)
    Date(2000, month, day)  # a leap year: raises for what is in no year
    if now is None:
        raise Unresolved("no year: neither the dispatch's date nor a weekday fixes it")
    years = [_date(now.year + years, month, day) for years in (-1, 0, 1)]
    found = [date for date in years if date] or [Date(now.year - now.year % 4, month, day)]
    for agrees in (
        lambda date: what.weekday is None or date.weekday() == what.weekday,
        lambda date: what.side != PAST or date <= now,
        lambda date: date >= now or (what.side != FUTURE and not ahead),
    ):
        found = list(filter(agrees, found)) or found
    return min(found, key=lambda date: max(now - date, 2 * (date - now)))

"""Stretches of the calendar: days, weeks, months, years, and their thirds."""

import calendar
import datetime
from dataclasses import dataclass, replace
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]

_WRITTEN = {"day": 10, "week": 10, "month": 7, "quarter": 7, "year": 4, "decade": 4, "century": 4}  # of YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class Period:
    """From day `first` to day `last`, both included; `unit` is how finely it was said."""

    first: datetime.date
    last: datetime.date
    unit: Unit

    def iso(self) -> tuple[str, str | None]:
        """Start and, where it is another one, end, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
        start, end = (day.isoformat()[: _WRITTEN[self.unit]] for day in (self.first, self.last))
        return start, None if end == start else end

    def to(self, other: "Period") -> "Period":
        """From this period's beginning to the other's end, said as finely as the finer of them."""
        finer = self if _WRITTEN[self.unit] >= _WRITTEN[other.unit] else other
        return replace(finer, first=self.first, last=other.last)


def day(of: datetime.date) -> Period:
    return Period(of, of, "day")


def month(year: int, number: int) -> Period:
    """The month `number` (1 to 12) of a year."""
    last = calendar.monthrange(year, number)[1]
    return Period(datetime.date(year, number, 1), datetime.date(year, number, last), "month")


def year(number: int) -> Period:
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year")


def counted(base: datetime.date, unit: Unit, count: int) -> Period:
    """The day, the week from Monday, the month, quarter, year, decade or century that is `count` units after `base`'s.

    Raises ValueError or OverflowError outside of the years 1 to 9999.
    """
    if unit == "day":
        return day(base + datetime.timedelta(days=count))
    if unit == "week":
        monday = base + datetime.timedelta(days=7 * count - base.weekday())
        return Period(monday, monday + datetime.timedelta(days=6), "week")
    if unit == "year":
        return year(base.year + count)
    if unit == "decade":
        first = base.year // 10 * 10 + 10 * count
        return year(first).to(year(first + 9))
    if unit == "century":
        first = (base.year - 1) // 100 * 100 + 100 * count + 1
        return year(first).to(year(first + 99))
    months = base.year * 12 + base.month - 1
    if unit == "quarter":
        months = months // 3 * 3 + 3 * count
        return _month(months).to(_month(months + 2))
    return _month(months + count)


def _month(number: int) -> Period:
    """The month of that number, counted from the beginning of the calendar."""
    return month(number // 12, number % 12 + 1)


def third(of: Period, which: int) -> Period:
    """The beginning (0), the middle (1) or the end (2) of a period.

    Of a month: days 1-10, 11-20, 21 to the last. Of a quarter: its months. Of a year: four months each. Of a week:
    Monday and Tuesday, Wednesday to Friday, and the weekend. Of a decade: three, four and three years, and likewise of
    a century.
    """
    start = of.first
    years = of.last.year - start.year + 1
    if of.unit == "year" and years > 1:
        return year(start.year + round(which * years / 3)).to(year(start.year + round((which + 1) * years / 3) - 1))
    if of.unit == "year":
        return month(start.year, 4 * which + 1).to(month(start.year, 4 * which + 4))
    if of.unit == "month" and of.first.month != of.last.month:
        months = (of.last.month - start.month + 1) // 3
        number = start.month + which * months
        return month(start.year, number).to(month(start.year, number + months - 1))
    bounds = ((0, 1), (2, 4), (5, 6)) if of.unit == "week" else ((0, 9), (10, 19), (20, (of.last - start).days))
    first, last = (start + datetime.timedelta(days=days) for days in bounds[which])
    return Period(first, last, "day")

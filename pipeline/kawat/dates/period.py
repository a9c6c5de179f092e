"""Stretches of the calendar: days, weeks, months, years, and their thirds."""

import calendar
import datetime
from dataclasses import dataclass, replace
from typing import Literal

Unit = Literal["day", "week", "month", "year"]

_WRITTEN = {"day": 10, "week": 10, "month": 7, "year": 4}  # characters of YYYY-MM-DD


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
    """The day, the week from Monday, the month or the year that is `count` units after that of `base`.

    Raises ValueError or OverflowError outside of the years 1 to 9999.
    """
    if unit == "day":
        return day(base + datetime.timedelta(days=count))
    if unit == "week":
        monday = base + datetime.timedelta(days=7 * count - base.weekday())
        return Period(monday, monday + datetime.timedelta(days=6), "week")
    if unit == "year":
        return year(base.year + count)
    months = base.year * 12 + base.month - 1 + count
    return month(months // 12, months % 12 + 1)


def third(of: Period, which: int) -> Period:
    """The beginning (0), the middle (1) or the end (2) of a period.

    Of a month: days 1-10, 11-20, 21 to the last. Of a year: four months each. Of a week: Monday and Tuesday, Wednesday
    to Friday, and the weekend. Of a decade: three, four and three years, and likewise of a century.
    """
    start = of.first
    years = of.last.year - start.year + 1
    if of.unit == "year" and years > 1:
        return year(start.year + round(which * years / 3)).to(year(start.year + round((which + 1) * years / 3) - 1))
    if of.unit == "year":
        return month(start.year, 4 * which + 1).to(month(start.year, 4 * which + 4))
    bounds = ((0, 1), (2, 4), (5, 6)) if of.unit == "week" else ((0, 9), (10, 19), (20, (of.last - start).days))
    first, last = (start + datetime.timedelta(days=days) for days in bounds[which])
    return Period(first, last, "day")

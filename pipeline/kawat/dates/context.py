"""From the expressions of a text to periods, each in the light of the others: what one leaves out, another has said."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kawat.dates import period
from kawat.dates.expressions import NEAREST, Beside, Between, Counted, Day, Expression, Month, Third, What, Year
from kawat.dates.period import Period, Unit
from kawat.dates.resolve import NO_DAY, Unresolved, resolve

Date = datetime.date
Found = Period | Unresolved
_Key = tuple[int | None, int | None]  # month and day, the latter None for a whole month

_DAY, _WEEK, _YEAR = (datetime.timedelta(days=days) for days in (1, 7, 366))
_SENTENCE_END = re.compile(r"[.!?\n]")
_WHEN = re.compile(r"(?i)\b(?:pada|sejak|di|dalam|untuk|tahun)\s")
_FEW = 60  # characters
_SOON_MONTHS, _SOON_DAYS = 3, 2
_REMEMBERED = 50  # expressions; a day said before them is spoken of no more
_BESIDE = re.compile(r",?\s\(?(?:(?:pada|di|yakni|yaitu|tepatnya|atau)\s)*")


def read(text: str, expressions: Sequence[Expression], now: Date | None) -> list[Found]:
    """The period of each expression, or why there is none; `now` is the day that the text counts from."""
    return _Reader(text, expressions, now).read()


class _Reader:
    """Reads the expressions of one text in order and remembers what they have said."""

    def __init__(self, text: str, expressions: Sequence[Expression], now: Date | None) -> None:
        self.text, self.expressions, self.now = text, expressions, now
        self.found: list[Found] = []
        self.said: dict[_Key, Date] = {}
        self.years: dict[tuple[int, bool], set[int]] = {}  # in which the text says each month anywhere, as ahead or not
        for one in expressions:
            for end in _ends(one.what):
                if end.month and end.year:
                    self.years.setdefault((end.month, one.ahead), set()).add(end.year)

    def read(self) -> list[Found]:
        for one in self.expressions:
            try:
                what = self._completed(one)
                story = self._story(one)
                found = resolve(what, self.now, ahead=one.ahead or self._is_soon(one), story=story)
            except Unresolved as why:
                self.found.append(why)
            except (ValueError, OverflowError):
                self.found.append(Unresolved(NO_DAY))
            else:
                self.found.append(found)
                self._remember(one.what, found)
        return [self._explained(i) for i in range(len(self.found))]

    def _remember(self, what: What, found: Period) -> None:
        """A month that has its year said is no other one's: `pada Agustus, dibanding Agustus 2020`."""
        for end, date in zip(_ends(what), (found.first, found.last), strict=False):
            if end.month and (isinstance(end, Day) or end.year is None):
                self.said[_key(end)] = date

    # What an expression leaves out

    def _completed(self, one: Expression) -> What:
        """What the expression says, with the year or the day that the text says for it elsewhere."""
        what = one.what
        if isinstance(what, Between) and isinstance(what.last, Day | Month) and _wants_year(what.last):
            year = self._year_beside(one) or self._year_said(one, what.last)
            return replace(what, last=replace(what.last, year=year))
        if isinstance(what, Month) and _wants_year(what):
            year = self._year_of_list(one, what.month) or self._year_beside(one) or self._year_said(one, what)
            return replace(what, year=year)
        if not isinstance(what, Day) or what.side != NEAREST:
            return what
        if _wants_year(what):
            return replace(what, year=self._year_beside(one) or self._year_said(one, what))
        if what.weekday is not None and (what.day, what.week) == (None, None):
            date = self._next_of_list(one, what.weekday) or self._day_to_come(one, what.weekday)
            return Day(day=date.day, month=date.month, year=date.year) if date else what
        return what

    def _year_of_list(self, one: Expression, month: int) -> int | None:
        """Of `Juni dan Juli 2018` both are of that year, of `Desember dan Januari 2018` one is of the year before.

        Where nobody knows the present, a sentence need not list them: `1 persen pada Juni 2018, Juli 2 persen`.
        """
        i = len(self.found)
        before = self.expressions[i - 1] if i else None
        if before and isinstance(before.what, Month) and (one.listed or self._goes_on(before, one)):
            last = self.found[-1]
            return None if isinstance(last, Unresolved) else last.first.year + (last.first.month > month + 6)
        for other in self.expressions[i + 1 : i + 12]:
            if not (other.listed and isinstance(other.what, Month)) or other.what.years is not None:
                break
            if other.what.year:
                return other.what.year - (month > other.what.month)
        return None

    def _goes_on(self, before: Expression, one: Expression) -> bool:
        return self.now is None and not one.ahead and not _SENTENCE_END.search(self.text, before.end, one.start)

    def _year_beside(self, one: Expression) -> int | None:
        """The year that the same sentence has just said: `Pada 1963, tepatnya 22 November`."""
        i = len(self.found) - 1
        found = self.found[i] if i >= 0 else None
        if not isinstance(found, Period):
            return None
        before, between = self.expressions[i], self.text[self.expressions[i].end : one.start]
        goes_on = one.listed and isinstance(before.what, Between)
        when = isinstance(before.what, Year) and _WHEN.search(self.text, max(before.start - 10, 0), before.start + 6)
        near = len(between) < _FEW and not _SENTENCE_END.search(between)
        return found.last.year if near and (goes_on or when) else None

    def _year_said(self, one: Expression, end: Day | Month) -> int | None:
        """The year in which the text has said that month or day before, if it is not far from the present.

        Where nobody knows the present, it is the only year that the text gives that month anywhere (for one to come:
        that it gives one to come).
        """
        said = self.said.get(_key(end))
        if self.now is None:
            either = (True,) if one.ahead else (False, True)
            years = {year for ahead in either for year in self.years.get((end.month or 0, ahead), ())}
            return said.year if said else min(years) if len(years) == 1 else None
        if said is None or abs(said - self.now) > _YEAR or (one.ahead and said < self.now.replace(day=1)):
            return None
        return said.year

    def _next_of_list(self, one: Expression, weekday: int) -> Date | None:
        """Of `Sabtu dan Minggu` the second is the day after the first."""
        if not (one.listed and isinstance(self.expressions[len(self.found) - 1].what, Day)):
            return None
        last = self.found[-1]
        date = None if isinstance(last, Unresolved) else last.first + _DAY
        return date if date and date.weekday() == weekday else None

    def _day_to_come(self, one: Expression, weekday: int) -> Date | None:
        """A weekday of the coming week that the text has said with its date is meant by its name alone, too."""
        if self.now is None or one.ahead:
            return None
        coming = self.now + datetime.timedelta(days=(weekday - self.now.weekday()) % 7)
        dates = [self.said.get((date.month, date.day)) for date in (coming, coming - _WEEK)]
        return coming if dates[0] == coming and not dates[1] else None

    def _is_soon(self, one: Expression) -> bool:
        """Whether a planned event is in the next months or days rather than nearly a year or a week ago."""
        what = one.what.of if isinstance(one.what, Third) else one.what
        if self.now is None or not one.planned:
            return False
        if isinstance(what, Month):
            return 0 < (what.month - self.now.month) % 12 <= _SOON_MONTHS
        weekday = what.weekday if isinstance(what, Day) and what.day is None else None
        return weekday is not None and 0 < (weekday - self.now.weekday()) % 7 <= _SOON_DAYS

    # What counts from a day spoken of

    def _story(self, one: Expression) -> Date | None:
        """The day that `sehari sebelumnya` or `hari yang sama` counts from: that last spoken of.

        The same day as in another paragraph is the report's own, unless the last one is near it.
        """
        what = one.what
        unit: Unit
        if isinstance(what, Beside):
            unit, same = ("month" if isinstance(what.of, Month) else "day"), False
        elif isinstance(what, Counted) and what.story:
            unit, same = what.unit, (what.unit, what.count) == ("day", 0)
        else:
            return None
        count = len(self.found)
        for i in range(count - 1, max(-1, count - 1 - _REMEMBERED), -1):
            other, found = self.expressions[i], self.found[i]
            between = self.text[other.end : one.start]
            if isinstance(found, Unresolved):
                if unit == "day" and isinstance(other.what, Day):
                    return None
                continue
            if self.now and found.first > self.now:
                continue
            if period.counted(found.first, unit, 0).last >= found.last:
                far = self.now and abs(self.now - found.first) > _WEEK and "\n" in between
                return self.now if far and same else found.first
            if found.unit == "month" and not _SENTENCE_END.search(between):
                return None
        return None

    def _explained(self, i: int) -> Found:
        """What counts from a day spoken of is what the text says beside it: `keesokan harinya, Sabtu (28/9)`."""
        what, found = self.expressions[i].what, self.found[i]
        if i + 1 == len(self.found) or not (isinstance(what, Counted) and what.story):
            return found
        beside, other = self.found[i + 1], self.expressions[i + 1]
        between = self.text[self.expressions[i].end : other.start]
        if isinstance(beside, Unresolved) or not (_is_dated(other.what) and _BESIDE.fullmatch(between)):
            return found
        try:
            whole = period.counted(beside.first, what.unit, 0)
        except ValueError:
            return found
        return whole if whole.last >= beside.last else found


def _key(end: Day | Month) -> _Key:
    return end.month, end.day if isinstance(end, Day) else None


def _wants_year(end: Day | Month) -> bool:
    """Whether a month or a day of one has nothing that fixes its year."""
    bare = isinstance(end, Month) or (end.day is not None and end.weekday is None)
    return bare and end.month is not None and (end.year, end.years, end.side) == (None, None, NEAREST)


def _ends(what: What) -> Iterator[Month | Day]:
    for end in (what.first, what.last) if isinstance(what, Between) else (what,):
        if isinstance(end, Month | Day):
            yield end


def _is_dated(what: What) -> bool:
    return (
        isinstance(what, Year)
        or (isinstance(what, Month) and what.year is not None)
        or (isinstance(what, Day) and what.month is not None)
    )

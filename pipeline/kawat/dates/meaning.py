"""What the parts of a date expression say: from the words that a rule of the grammar caught to a `What`."""

import re
from dataclasses import replace

from kawat.dates.expressions import (
    FUTURE,
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
from kawat.dates.period import Unit

_WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
MONTHS = {
    **{"jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8},
    **{"sep": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12},
    **{"may": 5, "aug": 8, "oct": 10, "dec": 12},
}
UNITS: dict[str, tuple[Unit, int]] = {
    "hari": ("day", 1),
    "pekan": ("week", 1),
    "minggu": ("week", 1),
    "bulan": ("month", 1),
    "tahun": ("year", 1),
    "kuartal": ("quarter", 1),
    "kwartal": ("quarter", 1),
    "triwulan": ("quarter", 1),
    "dekade": ("year", 10),
    "dasawarsa": ("year", 10),
    "abad": ("year", 100),
}
# Alone they are one of the calendar, not ten or a hundred years: dekade lalu
_LONG: dict[str, Unit] = {"dekade": "decade", "dasawarsa": "decade", "abad": "century"}
DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
ORDINALS = {
    **{"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "satu": 1, "dua": 2, "tiga": 3, "empat": 4},
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4},
}
THIRDS = {"awal": 0, "pertengahan": 1, "tengah": 1, "akhir": 2, "penghujung": 2}
SIDES = {
    **dict.fromkeys(("lalu", "silam", "kemarin"), PAST),
    **dict.fromkeys(("mendatang", "depan", "nanti", "besok", "akan datang"), FUTURE),
}
_NEAR_DAYS = {"kemarin lusa": -2, "kemarin": -1, "semalam": -1, "tadi malam": -1, "besok": 1, "esok": 1, "lusa": 2}
SHARES = {"kuartal": 3, "kwartal": 3, "triwulan": 3, "semester": 6, "paruh": 6}  # months


Groups = dict[str, str | None]


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word[:3].lower()]


def _year_number(groups: Groups, name: str = "year") -> int | None:
    digits = groups.get(name)
    return None if digits is None else int(digits) + (2000 if len(digits) == 2 else 0)


def _weekday(groups: Groups, name: str = "weekday") -> int | None:
    word = groups.get(name)
    return None if word is None else _WEEKDAYS[re.sub("['’]", "", word.lower())]


def _step(groups: Groups, name: str) -> int:
    """How far from the present: -1 for `lalu`, 0 for `ini`, 1 for `depan`."""
    return SIDES.get((groups.get(name) or "").lower(), 0)


def _count(word: str) -> int | None:
    """The number that words or figures say; None where they say no single one (`beberapa`, `4-5`)."""
    if word.isdigit():
        return int(word)
    first, *rest = word.lower().split()
    if first in ("sepuluh", "sebelas"):
        return 10 + (first == "sebelas")
    if first not in DIGITS:
        return None
    number = DIGITS.index(first)
    if not rest:
        return number
    return 10 + number if rest[0] == "belas" else 10 * number + sum(map(DIGITS.index, rest[1:]))


def day(groups: Groups) -> What:
    day, month = groups.get("day"), groups.get("month")
    return Day(
        weekday=_weekday(groups),
        day=int(day) if day else None,
        month=_month_number(month) if month else None,
        year=_year_number(groups),
        week=_step(groups, "which") if groups.get("which") else None,
        years=_step(groups, "years") if groups.get("years") else None,
        months=_step(groups, "months") if groups.get("months") else None,
        side=_step(groups, "side"),
        dated=bool(month and month.isdigit()),
    )


def days(groups: Groups) -> What:
    last = day(groups)
    assert isinstance(last, Day)
    month = groups.get("month1")
    first = Day(
        weekday=_weekday(groups, "weekday1"),
        day=int(groups["day1"] or 0),
        month=_month_number(month) if month else last.month,
        year=_year_number(groups, "year1"),
        dated=last.dated,
    )
    return Between(first, last)


def until(groups: Groups) -> What:
    """`sejak awal tahun hingga 28 April`: of the year or month in which it ends."""
    last = day(groups)
    assert isinstance(last, Day)
    year = Year(last.year) if last.year else Counted("year", 0)
    of = Month(last.month or 0, last.year) if groups["unit"] == "bulan" else year
    return Between(Third(of, 0, since=False), last)


def weekdays(groups: Groups) -> What:
    last = day(groups)
    assert isinstance(last, Day)
    return Between(Day(weekday=_weekday(groups, "weekday1")), last)


def month(groups: Groups) -> What:
    years = _step(groups, "which") if groups.get("which") else None
    number = _month_number(groups["month"] or "")
    return _part(groups, Month(number, _year_number(groups), years, _step(groups, "side")))


def months(groups: Groups) -> What:
    first = Month(_month_number(groups["month1"] or ""), _year_number(groups, "year1"))
    years = _step(groups, "which") if groups.get("which") else None
    number = _month_number(groups["month"] or "")
    return Between(first, Month(number, _year_number(groups), years, _step(groups, "side")))


def year(groups: Groups) -> What:
    return _part(groups, Year(int(groups["year"] or 0)))


def years(groups: Groups) -> What:
    return Between(Year(int(groups["year1"] or 0)), Year(int(groups["year"] or 0)))


def season(groups: Groups) -> What:
    first = int((groups["season"] or "")[:4])
    return Between(Year(first), Year(first + 1))


def unit(groups: Groups) -> What:
    return _part(groups, Counted(_unit(groups), _step(groups, "which")))


def _unit(groups: Groups) -> Unit:
    word = (groups.get("unit") or "hari").lower()
    return _LONG.get(word) or UNITS[word][0]


def _part(groups: Groups, of: Month | Year | Counted | Months | Between) -> What:
    third = groups.get("third")
    return Third(of, THIRDS[third.lower()], since=bool(groups.get("since"))) if third else of


def thirds(groups: Groups) -> What:
    """`akhir Maret hingga awal April`, `awal hingga pertengahan 2024`; what the first leaves out is the last's."""
    last = month(groups) if groups.get("month") else year(groups)
    assert isinstance(last, Third)
    words = {"third": groups["third1"], "month": groups.get("month1") or groups.get("month"), "year": groups["year1"]}
    first = month({**groups, "which": None, "side": None, **words}) if words["month"] else None
    if first is None:
        first = year({**groups, "third": groups["third1"], "year": groups["year1"] or groups["year"]})
    assert isinstance(first, Third)
    return Between(first, last)


def near_part(groups: Groups) -> What:
    unit = UNITS[(groups["unit"] or "").lower()][0]
    return Third(Counted(unit, 0), THIRDS[(groups["third"] or "").lower()], bool(groups["since"]), nearest=True)


def share_of_year(groups: Groups) -> What:
    months = SHARES[(groups["share"] or "").lower()]
    number = _ordinal(groups, last=12 // months)
    if number * months > 12:
        return Unclear("no such part of a year")
    of = Year(int(groups["year"])) if groups["year"] else Counted("year", _step(groups, "which"))
    return _part(groups, Months(of, months * (number - 1) + 1, months))


def _ordinal(groups: Groups, last: int) -> int:
    """The number that figures or words say, and `last` for `terakhir`."""
    word = (groups["number"] or "").lower()
    return int(word) if word.isdigit() else ORDINALS.get(word, last)


def first_months(groups: Groups) -> What:
    """`enam bulan pertama tahun ini`"""
    count = _count(groups["count"] or "")
    of = Year(int(groups["year"])) if groups["year"] else Counted("year", _step(groups, "which"))
    return Months(of, 1, count) if count and count <= 12 else Unclear("no single number")


def further_quarter(groups: Groups) -> What:
    """`kuartal III dan [IV 2007]`"""
    return share_of_year({**groups, "share": "kuartal"})


def near_share(groups: Groups) -> What:
    """A quarter of no year said: the nearest one."""
    what = share_of_year({**groups, "year": None, "which": None, "third": None})
    return _part(groups, replace(what, nearest=True)) if isinstance(what, Months) else what


def week_of_month(groups: Groups) -> What:
    """`pekan kedua Januari`"""
    of = month(groups)
    assert isinstance(of, Month)
    return WeekOf(of, _ordinal(groups, last=-1))


def counted(groups: Groups) -> What:
    word = (groups["unit"] or "").lower()
    count = 1 if groups["one"] else _count(groups["count"] or "")
    if count is None:
        return Unclear("no single number")
    unit, times = UNITS[word]
    count *= times
    how = (groups["how"] or "").lower().replace("-", " ").split()
    if how[0] in ("terakhir", "ini", "belakangan"):
        return Stretch(unit, -count)
    if how[-1] in ("depan", "kedepan", "mendatang", "datang"):
        return Stretch(unit, count)
    past = how[-1] in ("lalu", "silam", "kemarin")
    back = past or how[0].startswith("sebelum")
    return Counted(unit, -count if back else count, story=not past and how[-1] != "lagi")


def part_of_unit(groups: Groups) -> What:
    """`setengah abad lalu`, `setengah tahun terakhir`; what comes after a count is no single number."""
    if groups["count"]:
        return Unclear("no single number")
    half, word = (groups["part"] or "").lower() == "setengah", (groups["unit"] or "").lower()
    months = 12 * UNITS[word][1] // (2 if half else 4)
    unit, count = ("bulan", str(months)) if months < 12 else ("tahun", str(months // 12))
    return counted({**groups, "one": None, "unit": unit, "count": count})


def last_unit(groups: Groups) -> What:
    unit, times = UNITS[groups["unit"] or ""]
    return Stretch(unit, -times)


def hours(groups: Groups) -> What:
    return Unclear("counted in hours, from no known hour")


def near_day(groups: Groups) -> What:
    near = " ".join((groups["near"] or "").lower().split())
    return Counted("day", _NEAR_DAYS.get(near, _NEAR_DAYS.get(near.split()[-1], 0)))


def of_story(groups: Groups) -> What:
    count = -1 if groups.get("before") else 0 if groups.get("same") or groups.get("same_day") else 1
    return Counted(_unit(groups), count, story=True)


def beside(groups: Groups) -> What:
    """`Selasa berikutnya`, `Juni tahun sebelumnya`"""
    step = 1 if groups["step"] == "berikutnya" else -1
    month = groups.get("month")
    return Beside(Month(_month_number(month)) if month else Day(weekday=_weekday(groups)), step)


def same(groups: Groups) -> What:
    """`bulan yang sama tahun lalu`"""
    return Counted(_unit(groups), 0, story=True, years=1 if groups["step"] == "berikutnya" else -1)


def recurring(groups: Groups) -> What:
    return Unclear("recurs")


def decade(groups: Groups) -> What:
    digits = groups["decade"] or ""
    first = int(digits) + (1900 if len(digits) == 2 else 0)
    return _part(groups, Between(Year(first), Year(first + 9)))


def century(groups: Groups) -> What:
    word = groups["century"] or ""
    number = int(word) if word.isdigit() else _roman(word)
    return _part(groups, Between(Year(100 * number - 99), Year(100 * number)))


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))

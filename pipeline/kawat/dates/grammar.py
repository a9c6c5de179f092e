"""Finding the date expressions of Indonesian newswire: one rule for each form, all of them linear in the text."""

import re
from collections.abc import Callable

from kawat.dates.expressions import (
    FUTURE,
    PAST,
    Between,
    Counted,
    Day,
    Expression,
    Month,
    Months,
    Stretch,
    Third,
    Unclear,
    What,
    Year,
)
from kawat.dates.period import Unit

# Words

_WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
_MONTHS = {
    **{"jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8},
    **{"sep": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12},
}
_UNITS: dict[str, tuple[Unit, int]] = {
    "hari": ("day", 1),
    "pekan": ("week", 1),
    "minggu": ("week", 1),
    "bulan": ("month", 1),
    "tahun": ("year", 1),
    "dekade": ("year", 10),
    "dasawarsa": ("year", 10),
    "abad": ("year", 100),
}
_DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
_ORDINALS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_THIRDS = {"awal": 0, "pertengahan": 1, "tengah": 1, "akhir": 2, "penghujung": 2}
_SIDES = {"lalu": PAST, "silam": PAST, "kemarin": PAST, "mendatang": FUTURE, "depan": FUTURE, "nanti": FUTURE}
_NEAR_DAYS = {"kemarin lusa": -2, "kemarin": -1, "semalam": -1, "tadi malam": -1, "besok": 1, "esok": 1, "lusa": 2}
_SHARES = {"kuartal": 3, "triwulan": 3, "semester": 6, "paruh": 6}  # months

# Pieces of patterns

_WEEKDAY = r"(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|(?<!Pasar\s)Minggu|Ahad)\b"
_NAMED = rf"(?:[Hh]ari\s)?(?P<weekday>{_WEEKDAY})"
_FULL = r"(?:Januari|[FP]ebruari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|No[vp]ember|Desember)\b"
_MONTH = rf"(?:{_FULL}|(?:Jan|[FP]eb|Mar|Apr|Jun|Jul|Agu|Ag[ts]|Sept?|Okt|No[vp]|Des)\b\.?)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_TIME = r"(?:pagi|siang|sore|petang|malam|dini\shari|tengah\smalam|subuh)\b"
_ZONE = r"\(?(?:waktu\ssetempat|WIB|WITA|Wita|WIT|GMT)\b\)?"
_SIDE = rf"(?P<side>{'|'.join(_SIDES)})\b"
_REFERRED = rf"(?P<which>ini|{'|'.join(_SIDES)})\b"
_TAIL = rf"(?:\s{_TIME})?(?:\s(?:yang\s)?{_SIDE})?(?:\s{_ZONE})?"
_DASH = r"\s?[-–—]\s?"
_TO = rf"(?:{_DASH}|\s(?:hingga|sampai(?:\sdengan)?|s/d)\s)"
_FIGURES = r"(?P<day>\d{1,2})\s?[/-]\s?(?P<month>\d{1,2})(?!\d)"
_SHORT_YEAR = r"(?:\s?[/-]\s?(?P<year>\d{4}|\d\d)(?!\d))"
_TEXTUAL = rf"(?P<day>\d{{1,2}})\s(?P<month>{_MONTH})(?:,?\s(?:tahun\s)?(?P<year>{_YEAR}))?"
_THIRD = rf"(?:(?P<since>[Ss]ejak\s)?(?P<third>(?i:{'|'.join(_THIRDS)}))\s)"
_DIGIT = f"(?:{'|'.join(_DIGITS[1:])})"
_COUNT = (
    rf"(?P<count>{_DIGIT}(?:\sbelas|\spuluh(?:\s{_DIGIT})?)?|sepuluh|sebelas|\d{{1,3}}(?:[,.]\d+)?(?:{_DASH}\d{{1,3}})?"
    rf"|beberapa|sejumlah|belasan|puluhan|ratusan|ribuan|jutaan|(?:(?:[\d.,]{{1,9}}|{_DIGIT})\s)?(?:ratus|ribu|juta|miliar))"
)
_COUNTED = rf"(?:{_COUNT}\s|(?P<one>se))(?P<unit>jam|{'|'.join(_UNITS)})"
_HOW = (
    r"(?P<how>(?:yang\s)?(?:lalu|silam)|terakhir|belakangan(?:\sini)?|ini|(?:ke\s)?depan|mendatang|lagi|sebelumnya"
    r"|sebelum\situ|kemudian|setelahnya|setelah\situ|berikutnya)\b"
)
# What is no year but a number: 2000 orang, 2000,5
_NO_QUANTITY = (
    r"(?![.,:]\d|-an\b|\s(?:orang|unit|km|meter|kilometer|ton|rupiah|dolar|jiwa|rumah|warga|persen|hektare?|poin)\b)"
)
_NO_PART = r"(?<![\d.,/-])"  # of a longer figure


def _after(words: str) -> str:
    """Lookbehinds for any of the words and a space; one for each, as their lengths differ."""
    return "(?i:" + "|".join(rf"(?<=\b{word}\s)" for word in words.split()) + ")"


_TIME_WORDS = "pada dalam sejak hingga sampai dari mulai per selama di awal tengah pertengahan akhir menjelang sebelum"
_AFTER_TIME_WORD = _after(_TIME_WORDS + " setelah antara sepanjang")

# What a match says

Groups = dict[str, str | None]


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word[:3].lower()]


def _year_number(groups: Groups, name: str = "year") -> int | None:
    digits = groups.get(name)
    return None if digits is None else int(digits) + (2000 if len(digits) == 2 else 0)


def _weekday(groups: Groups, name: str = "weekday") -> int | None:
    word = groups.get(name)
    return None if word is None else _WEEKDAYS[re.sub("['’]", "", word.lower())]


def _step(groups: Groups, name: str) -> int:
    """How far from the present: -1 for `lalu`, 0 for `ini`, 1 for `depan`."""
    return _SIDES.get((groups.get(name) or "").lower(), 0)


def _count(word: str) -> int | None:
    """The number that words or figures say; None where they say no single one (`beberapa`, `4-5`)."""
    if word.isdigit():
        return int(word)
    first, *rest = word.lower().split()
    if first in ("sepuluh", "sebelas"):
        return 10 + (first == "sebelas")
    if first not in _DIGITS:
        return None
    number = _DIGITS.index(first)
    if not rest:
        return number
    return 10 + number if rest[0] == "belas" else 10 * number + sum(map(_DIGITS.index, rest[1:]))


def _day(groups: Groups) -> What:
    day, month = groups.get("day"), groups.get("month")
    return Day(
        weekday=_weekday(groups),
        day=int(day) if day else None,
        month=_month_number(month) if month else None,
        year=_year_number(groups),
        week=_step(groups, "which") if groups.get("which") else None,
        side=_step(groups, "side"),
        dated=bool(month and month.isdigit()),
    )


def _days(groups: Groups) -> What:
    last = _day(groups)
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


def _month(groups: Groups) -> What:
    years = _step(groups, "which") if groups.get("which") else None
    number = _month_number(groups["month"] or "")
    return _part(groups, Month(number, _year_number(groups), years, _step(groups, "side")))


def _months(groups: Groups) -> What:
    first = Month(_month_number(groups["month1"] or ""), _year_number(groups, "year1"))
    return Between(first, Month(_month_number(groups["month"] or ""), _year_number(groups)))


def _year(groups: Groups) -> What:
    return _part(groups, Year(int(groups["year"] or 0)))


def _years(groups: Groups) -> What:
    return Between(Year(int(groups["year1"] or 0)), Year(int(groups["year"] or 0)))


def _unit(groups: Groups) -> What:
    return _part(groups, Counted(_UNITS[(groups["unit"] or "").lower()][0], _step(groups, "which")))


def _part(groups: Groups, of: Month | Year | Counted) -> What:
    third = groups.get("third")
    return Third(of, _THIRDS[third.lower()], since=bool(groups["since"])) if third else of


def _share_of_year(groups: Groups) -> What:
    word = (groups["number"] or "").lower()
    number = int(word) if word.isdigit() else _ORDINALS[word]
    months = _SHARES[(groups["share"] or "").lower()]
    of = Year(int(groups["year"])) if groups["year"] else Counted("year", _step(groups, "which"))
    return Months(of, months * (number - 1) + 1, months) if number * months <= 12 else Unclear("no such part of a year")


def _counted(groups: Groups) -> What:
    word = (groups["unit"] or "").lower()
    count = 1 if groups["one"] else _count(groups["count"] or "")
    if word == "jam":
        return Unclear("counted in hours, from no known hour")
    if count is None:
        return Unclear("no single number")
    unit, times = _UNITS[word]
    count *= times
    how = (groups["how"] or "").lower().split()
    if how[0] in ("terakhir", "ini", "belakangan"):
        return Stretch(unit, -count)
    if how[-1] in ("depan", "mendatang"):
        return Stretch(unit, count)
    back = how[-1] in ("lalu", "silam") or how[0].startswith("sebelum")
    return Counted(unit, -count if back else count, story=how[-1] not in ("lalu", "silam", "lagi"))


def _near_day(groups: Groups) -> What:
    return Counted("day", _NEAR_DAYS.get(" ".join((groups["near"] or "").lower().split()), 0))


def _of_story(groups: Groups) -> What:
    return Counted(_UNITS[(groups["unit"] or "hari").lower()][0], 0 if groups["same"] else 1, story=True)


def _recurring(groups: Groups) -> What:
    return Unclear("recurs")


def _decade(groups: Groups) -> What:
    return Unclear("a decade, no year")


_RULES: list[tuple[str, Callable[[Groups], What]]] = [
    # Kamis (6/1) · Kamis malam (6/1/2022) · Jumat, (7/1) malam WIB
    (rf"{_NAMED}(?:\s{_TIME})?,?\s?\(\s?{_FIGURES}{_SHORT_YEAR}?(?:\s?\))?{_TAIL}", _day),
    # 6 Januari 2022 · Kamis, tanggal 6 Januari malam · Kamis (6 Januari)
    (rf"(?:{_NAMED}(?:\s{_TIME})?,?\s)?(?:[Tt]anggal\s)?{_NO_PART}{_TEXTUAL}{_TAIL}", _day),
    (rf"{_NAMED}(?:\s{_TIME})?\s\({_TEXTUAL}\){_TAIL}", _day),
    # 7/1/2022 · 7-1-2022 · 2022-01-07 · hari ini (7/1) · tanggal 7
    (rf"{_NO_PART}{_FIGURES}\s?[/-]\s?(?P<year>{_YEAR})", _day),
    (rf"{_NO_PART}(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _day),
    (rf"{_after('ini kemarin besok lusa lalu tadi')}\(\s?{_FIGURES}\s?\)", _day),
    (r"[Tt]anggal\s(?P<day>\d{1,2})(?![\d/-]|[.,]\d|\s[A-Z])", _day),
    # Jumat · Rabu malam waktu setempat · Jumat lalu · Jumat pekan lalu · setiap Sabtu dan Minggu
    (rf"{_NAMED}{_TAIL}", _day),
    (rf"{_NAMED}(?:\s{_TIME})?\s(?:(?:pekan|minggu)\s)?{_REFERRED}", _day),
    (rf"(?i:setiap|tiap|saban)\s(?:hari\s)?{_WEEKDAY}(?:(?:,|\sdan|\satau|\shingga|\s?-)\s?{_WEEKDAY})*", _recurring),
    # Kamis-Sabtu (6-8/1) · Jumat hingga Minggu (30/9-2/10/2022) · 12-15 Mei · 30 April sampai 4 Mei 2018
    (
        rf"(?:[Hh]ari\s)?(?P<weekday1>{_WEEKDAY})(?:{_TO}|\sdan\s){_NAMED},?\s?"
        rf"\(\s?(?P<day1>\d{{1,2}})(?:/(?P<month1>\d{{1,2}}))?{_DASH}{_FIGURES}{_SHORT_YEAR}?\s?\)",
        _days,
    ),
    (
        rf"{_NO_PART}(?P<day1>\d{{1,2}})(?:\s(?P<month1>{_MONTH})(?:\s(?P<year1>{_YEAR}))?)?{_TO}{_TEXTUAL}{_TAIL}",
        _days,
    ),
    # Januari 2022 · awal Januari · Juni lalu · September tahun lalu · pada Juni · Januari-Maret 2022
    (rf"{_THIRD}?(?i:bulan\s)?(?P<month>{_MONTH}),?\s(?:tahun\s)?(?P<year>{_YEAR})(?:\slalu\b)?", _month),
    (rf"{_THIRD}(?i:bulan\s)?(?P<month>{_FULL})(?:\s{_SIDE}|\stahun\s{_REFERRED})?", _month),
    (rf"(?i:bulan\s)?(?P<month>{_FULL})\s(?:{_SIDE}|tahun\s{_REFERRED})", _month),
    (rf"(?i:bulan\s)(?P<month>{_FULL})", _month),
    (rf"{_AFTER_TIME_WORD}(?P<month>{_FULL})(?!\s[A-Z])", _month),
    (rf"(?P<month1>{_MONTH})(?:\s(?P<year1>{_YEAR}))?{_TO}(?P<month>{_MONTH})\s(?P<year>{_YEAR})", _months),
    # tahun 2019 lalu · pada 2019 · awal 2019 · 2019-2021 · antara 2019 dan 2021 · 1990-an
    (rf"(?<!\d\s){_THIRD}?(?i:tahun\s)(?P<year>{_YEAR}){_NO_QUANTITY}(?:\s{_SIDE})?", _year),
    (rf"{_THIRD}(?P<year>{_YEAR}){_NO_QUANTITY}", _year),
    (rf"(?:{_AFTER_TIME_WORD}|(?<=kelahiran\s))(?P<year>{_YEAR}){_NO_QUANTITY}(?:\s{_SIDE})?", _year),
    (rf"{_NO_PART}(?P<year1>{_YEAR})(?:{_DASH}|/|\s(?:hingga|sampai)\s)(?P<year>{_YEAR})(?![\d/-])", _years),
    (rf"(?i:antara\s)(?P<year1>{_YEAR})\sdan\s(?P<year>{_YEAR}){_NO_QUANTITY}", _years),
    (rf"(?i:(?:tahun|dekade)\s)?{_YEAR}-an\b", _decade),
    # kuartal pertama 2007 · semester II tahun ini
    (
        rf"(?P<share>(?i:{'|'.join(_SHARES)}))(?:\ske-?)?\s?(?P<number>[1-4]|(?i:{'|'.join(_ORDINALS)}))\s"
        rf"(?:(?:tahun\s)?(?P<year>{_YEAR})|tahun\s{_REFERRED})",
        _share_of_year,
    ),
    # pekan lalu · tahun ini · akhir pekan ini · sejak awal bulan ini
    (rf"{_THIRD}?(?<!\d\s)(?P<unit>(?i:pekan|minggu|bulan|tahun))\s(?:yang\s)?{_REFERRED}", _unit),
    # dua hari lalu · sepekan terakhir · sehari sebelumnya · 4-5 tahun ke depan
    (rf"(?i:{_COUNTED})\s{_HOW}", _counted),
    (
        r"(?i:(?P<unit>hari|pekan|bulan|tahun))\s(?:yang\s(?P<same>sama)|berikutnya)\b|(?i:keesokan\s?harinya)",
        _of_story,
    ),
    # hari ini · kemarin malam · tadi pagi · malam ini · besok
    (
        rf"(?P<near>(?i:kemarin\slusa|kemarin|semalam|tadi\smalam|besok|esok|lusa|(?:hari|pagi|siang|sore|petang|malam"
        rf"|dini\shari)\s(?:ini|tadi)|tadi\s(?:pagi|siang|sore|petang)))\b(?:\shari\b)?(?:\s{_TIME})?(?:\s{_ZONE})?",
        _near_day,
    ),
]
_PATTERNS = [(re.compile(rf"(?<!\w)(?:{pattern})"), what) for pattern, what in _RULES]


_CLAUSE = 100  # characters before an expression that may tell its tense
_CLAUSE_BREAK = re.compile(r"[.!?;:\n“”\"]\s?|,\s(?=.)")
_AHEAD = re.compile(r"(?i)\b(?:akan|bakal|dijadwalkan|direncanakan|rencananya|berencana|diperkirakan|diharapkan)\b")


def find_expressions(text: str) -> list[Expression]:
    """The date expressions of a text, in order; of those that overlap, the one that begins first, then the longest."""
    found = [
        Expression(*match.span(), what(match.groupdict()), _is_ahead(text, match.start()))
        for pattern, what in _PATTERNS
        for match in pattern.finditer(text)
    ]
    kept: list[Expression] = []
    for expression in sorted(found, key=lambda expression: (expression.start, -expression.end)):
        if not kept or expression.start >= kept[-1].end:
            kept.append(expression)
    return kept


def _is_ahead(text: str, start: int) -> bool:
    """Whether the clause that leads up to `start` speaks of what is to come."""
    clause = _CLAUSE_BREAK.split(text[max(start - _CLAUSE, 0) : start])[-1]
    return _AHEAD.search(clause) is not None

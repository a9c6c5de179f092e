"""Months: alone, with a year, as ranges and thirds."""

from kawat.dates import meaning
from kawat.dates.grammar.pieces import (
    AFTER_NOUN,
    AFTER_TIME_WORD,
    DATED_YEAR,
    FULL,
    MONTH,
    NO_COUNT,
    NO_QUANTITY,
    REFERRED,
    SIDE,
    THIRD,
    TO,
    YEAR,
    Rule,
)
from kawat.dates.meaning import ORDINALS, THIRDS

_WORD = rf"(?:{NO_COUNT}(?i:bulan)\s)"  # tiga bulan April-Juni 2008
_BESIDE_MONTH = rf"\s(?:(?:yang\s)?{SIDE}|ini\b|tahun\s{REFERRED})"

RULES: list[Rule] = [
    # Januari 2022 · awal Januari · Juni lalu · September tahun lalu · pada Juni · Januari-Maret 2022
    (
        rf"{THIRD}?{_WORD}?(?P<month>{MONTH}),?\s(?:tahun\s)?(?P<year>{DATED_YEAR})(?:\s(?:yang\s)?{SIDE})?",
        meaning.month,
    ),
    (rf"{THIRD}{_WORD}?(?P<month>{FULL})(?:{_BESIDE_MONTH})?", meaning.month),
    (rf"{_WORD}?(?P<month>{FULL}){_BESIDE_MONTH}", meaning.month),
    (rf"{_WORD}(?P<month>{FULL})", meaning.month),
    (rf"{AFTER_TIME_WORD}(?P<month>{FULL})(?!\s[A-Z])", meaning.month),
    (rf"{AFTER_TIME_WORD}(?P<month>(?!Mei|Juni|Juli|April){FULL})", meaning.month),
    # 1,04 persen, Februari 0,62 persen
    (rf"(?:(?<=,\s)|(?<=\())(?P<month>(?!Mei|Juni|Juli|April){FULL})(?!\s[A-Z])", meaning.month),
    # gempa Februari
    (rf"{AFTER_NOUN}(?P<month>(?![Mm]ei){FULL})(?!\s[A-Z\d])", meaning.month),
    (rf"{_WORD}?(?P<month1>{MONTH})(?:\s(?P<year1>{YEAR}))?{TO}(?P<month>{MONTH})\s(?P<year>{YEAR})", meaning.months),
    (
        rf"{_WORD}?(?P<month1>{FULL}){TO}(?:bulan\s)?(?P<month>{FULL})(?:{_BESIDE_MONTH}|(?!\s[A-Z\d]))",
        meaning.months,
    ),
    (
        rf"(?i:antara\s(?:bulan\s)?)(?P<month1>{FULL})(?:\s(?P<year1>{YEAR}))?(?:\sdan\s|{TO})(?:bulan\s)?(?P<month>{FULL})"
        rf"(?:\s(?P<year>{YEAR})|{_BESIDE_MONTH}|(?!\s[A-Z\d]))",
        meaning.months,
    ),
    # pekan kedua Januari 2022
    (
        rf"(?i:pekan|minggu)\s(?:ke-?\s?)?(?P<number>[1-5]|(?i:{'|'.join(ORDINALS)}|terakhir))\s(?:bulan\s)?"
        rf"(?P<month>{FULL})(?:\s(?P<year>{YEAR})|{_BESIDE_MONTH})?",
        meaning.week_of_month,
    ),
    # akhir Maret hingga awal April 2022 · awal hingga pertengahan 2024
    (
        rf"(?P<third1>(?i:{'|'.join(THIRDS)}))(?:\s(?:bulan\s)?(?P<month1>{FULL}))?(?:\s(?P<year1>{YEAR}))?"
        rf"{TO}(?P<third>{'|'.join(THIRDS)})\s(?:bulan\s)?(?P<month>{FULL})"
        rf"(?:\s(?P<year>{YEAR})|{_BESIDE_MONTH})?",
        meaning.thirds,
    ),
    (
        rf"(?P<third1>(?i:{'|'.join(THIRDS)}))(?:\s(?:tahun\s)?(?P<year1>{YEAR}))?{TO}"
        rf"(?P<third>{'|'.join(THIRDS)})\s(?:tahun\s)?(?P<year>{YEAR}){NO_QUANTITY}",
        meaning.thirds,
    ),
]

"""Days: weekdays, days of a month, their lists and ranges."""

from kawat.dates import meaning
from kawat.dates.grammar.pieces import (
    DASH,
    DATED_YEAR,
    FULL,
    MONTH,
    NEAR,
    NO_PART,
    QUARTER,
    REFERRED,
    SIDE,
    TIME,
    TO,
    YEAR,
    ZONE,
    Rule,
    after,
)

_NO_PRAYER = r"(?<!alat\s)(?<!olat\s)"
_WEEKDAY = (
    rf"(?:Senin|Selasa|Rabu(?!\sAbu)|Kamis|{_NO_PRAYER}Jum['’]?at(?!\sAgung)|Sabtu|(?<!Pasar\s)(?<!\d\s)Minggu(?!\s(?:Palma?|Palem|Paskah))"
    r"|Ahad)\b"
)
_NAMED = rf"(?:[Hh]ari\s)?(?P<weekday>{_WEEKDAY}|(?<=[Hh]ari\s)(?i:{_WEEKDAY}))"
_TAIL = rf"(?:\s{TIME}|,\s{TIME}(?=\s{ZONE}))?(?:\s(?:yang\s)?{SIDE})?(?:\s{ZONE})?"
_FIGURES = r"(?P<day>\d{1,2})\s?[/-]\s?(?P<month>\d{1,2})(?!\d)"
_SHORT_YEAR = r"(?:\s?[/-]\s?(?P<year>\d{4}|\d\d)(?!\d))"
_TEXTUAL = rf"(?P<day>\d{{1,2}})\s(?:bulan\s)?(?P<month>{MONTH})(?:,?\s(?:tahun\s)?(?P<year>{DATED_YEAR}))?"
_RECURRING = (
    rf"(?:(?:hari\s)?{_WEEKDAY}(?:\s{TIME})?|(?:(?:tanggal\s)?\d{{1,2}}\s|bulan\s)?{FULL}|tanggal\s\d{{1,2}}\b)"
)
_NEXT = "berikutnya|sebelumnya"
_SOME_DAYS = r"\d{1,2}(?:-\d{1,2})?"
_MORE_DAYS = (
    rf"(?=(?:,\s{_SOME_DAYS}){{0,4}},?\s(?:dan|atau|serta)\s(?:tanggal\s)?{_SOME_DAYS}\s(?P<month>{FULL})"
    rf"(?:\s(?P<year>{YEAR}))?)"
)

RULES: list[Rule] = [
    # Kamis (6/1) · Kamis malam (6/1/2022) · Jumat, (7/1) malam WIB
    (rf"{_NAMED}(?:\s{TIME})?,?\s?\(\s?{_FIGURES}{_SHORT_YEAR}?(?:\s?\))?{_TAIL}", meaning.day),
    (rf"{_NAMED},\s{_FIGURES}{_SHORT_YEAR}?(?=\))", meaning.day),
    # 6 Januari 2022 · Kamis, tanggal 6 Januari malam · Kamis (6 Januari)
    (rf"(?:{_NAMED}(?:\s{TIME})?,?\s|{TIME}\s)?(?:[Tt]anggal\s)?{NO_PART}{_TEXTUAL}{_TAIL}", meaning.day),
    (rf"{_NAMED}(?:\s{TIME})?\s\({_TEXTUAL}\){_TAIL}", meaning.day),
    (rf"(?:{_NAMED},?\s)?{NO_PART}(?P<day>\d{{1,2}})\s(?P<month>{MONTH})\stahun\s(?P<years>{NEAR})", meaning.day),
    # 7/1/2022 · 7-1-2022 · 2022-01-07 · hari ini (7/1) · tanggal 7
    (rf"{NO_PART}{_FIGURES}\s?[/-]\s?(?P<year>{YEAR})", meaning.day),
    (rf"{NO_PART}(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", meaning.day),
    (rf"{after('ini kemarin besok lusa lalu tadi')}\(\s?{_FIGURES}\s?\)", meaning.day),
    (
        rf"[Tt]anggal\s(?P<day>\d{{1,2}})(?![\d/-]|[.,]\d|\s[A-Z])(?:\s(?:yang\s)?{SIDE}|\sbulan\s(?P<months>{NEAR}))?",
        meaning.day,
    ),
    # 1 dan 2 Mei · tanggal 12, 13 dan 14 Mei 2022 · 15-16 dan 20 Januari: the first ones
    (rf"(?:[Tt]anggal\s)?{NO_PART}(?P<day>\d{{1,2}}){_MORE_DAYS}", meaning.day),
    (rf"(?:[Tt]anggal\s)?{NO_PART}(?P<day1>\d{{1,2}}){DASH}(?P<day>\d{{1,2}}){_MORE_DAYS}", meaning.days),
    # Minggu lalu, where a sentence begins
    (rf"(?:^|(?<=[.!?:]\s)|(?<=[\n“\"]))(?P<unit>Minggu)\s(?:yang\s)?{REFERRED}", meaning.unit),
    # Jumat · Rabu malam waktu setempat · Jumat lalu · Jumat pekan lalu · setiap Sabtu dan Minggu
    (rf"{_NAMED}{_TAIL}", meaning.day),
    (rf"{_NAMED}(?:\s{TIME})?\s(?:(?:pekan|minggu)\s)?{REFERRED}", meaning.day),
    # Selasa berikutnya · Juni sebelumnya · Januari tahun berikutnya
    (rf"{_NAMED}\s(?P<step>{_NEXT})\b", meaning.beside),
    (rf"(?i:bulan\s)?(?P<month>{FULL})\s(?:tahun\s)?(?P<step>{_NEXT})\b", meaning.beside),
    # bulan yang sama tahun lalu
    (rf"(?i:(?P<unit>bulan|{QUARTER}))\syang\ssama\s(?:pada\s|di\s)?tahun\s(?P<step>lalu|{_NEXT})\b", meaning.same),
    # setiap 17 Agustus · tiap bulan Juli
    (
        rf"(?i:setiap|tiap|saban)\s{_RECURRING}(?:(?:,|\sdan|\satau|\shingga|\ssampai|\s?-)\s?{_RECURRING})*",
        meaning.recurring,
    ),
    # Kamis-Sabtu (6-8/1) · Jumat hingga Minggu (30/9-2/10/2022) · 12-15 Mei · 30 April sampai 4 Mei 2018
    (
        rf"(?:[Hh]ari\s)?(?P<weekday1>{_WEEKDAY})(?:{TO}|\sdan\s){_NAMED},?\s?"
        rf"\(\s?(?P<day1>\d{{1,2}})(?:/(?P<month1>\d{{1,2}}))?{DASH}{_FIGURES}{_SHORT_YEAR}?\s?\)",
        meaning.days,
    ),
    (
        rf"(?:[Tt]anggal\s)?{NO_PART}(?P<day1>\d{{1,2}})(?:\s(?P<month1>{MONTH})(?:\s(?P<year1>{YEAR}))?)?"
        rf"{TO}(?:tanggal\s)?{_TEXTUAL}(?:\stahun\s(?P<years>{NEAR})|{_TAIL})",
        meaning.days,
    ),
    (
        rf"(?i:antara\s(?:tanggal\s)?)(?P<day1>\d{{1,2}})(?:\s(?P<month1>{MONTH}))?\sdan\s(?:tanggal\s)?{_TEXTUAL}",
        meaning.days,
    ),
    # sejak awal tahun hingga 28 April
    (rf"(?:[Ss]ejak\s)?(?i:awal)\s(?P<unit>tahun|bulan)(?:\sini)?{TO}(?:tanggal\s)?{_TEXTUAL}", meaning.until),
    # Senin hingga Rabu · Sabtu malam hingga Minggu pagi
    (rf"(?:[Hh]ari\s)?(?P<weekday1>{_WEEKDAY})(?:\s{TIME})?{TO}{_NAMED}{_TAIL}(?!\s?[(\d]|,\s\d)", meaning.weekdays),
    (rf"(?i:antara)\s(?:hari\s)?(?P<weekday1>{_WEEKDAY})\sdan\s{_NAMED}{_TAIL}(?!\s?[(\d]|,\s\d)", meaning.weekdays),
]

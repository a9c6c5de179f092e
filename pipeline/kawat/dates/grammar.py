"""Finding the date expressions of Indonesian newswire: one rule for each form, all of them linear in the text."""

import re
from collections.abc import Callable

from kawat.dates import meaning
from kawat.dates.expressions import Between, Expression, Month, What, Year
from kawat.dates.meaning import DIGITS, MONTHS, ORDINALS, SHARES, SIDES, THIRDS, UNITS, Groups

# Pieces of patterns

_NO_PRAYER = r"(?<!alat\s)(?<!olat\s)"
_WEEKDAY = (
    rf"(?:Senin|Selasa|Rabu(?!\sAbu)|Kamis|{_NO_PRAYER}Jum['’]?at(?!\sAgung)|Sabtu|(?<!Pasar\s)(?<!\d\s)Minggu(?!\s(?:Palma?|Palem|Paskah))"
    r"|Ahad)\b"
)
_NAMED = rf"(?:[Hh]ari\s)?(?P<weekday>{_WEEKDAY}|(?<=[Hh]ari\s)(?i:{_WEEKDAY}))"
_FULL = (
    r"(?:[Jj]anuari|[FfPp]ebruari|[Mm]aret|[Aa]pril|[Mm]ei|[Jj]uni|[Jj]uli|[Aa]gustus|[Ss]eptember|[Oo]ktober"
    r"|[Nn]o[vp]ember|[Dd]esember)\b"
)
_ENGLISH = r"(?:January|February|March|May|June|July|August|October|December)\b"
_MONTH = rf"(?:{_FULL}|{_ENGLISH}|(?:Jan|[FP]eb|Mar|Apr|Jun|Jul|Agu|Ag[ts]|Sept?|Okt|No[vp]|Des)\b\.?)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_OLD_YEAR = r"(?:1\d|20)\d\d(?!\d)"
# What is no year but a number: 2000 orang, 2000,5
_NO_QUANTITY = (
    r"(?![.,:]\d|-an\b|\s(?:orang|unit|km|meter|kilometer|ton|rupiah|dolar|jiwa|rumah|warga|persen|hektare?|poin|peserta"
    r"|siswa|mahasiswa|pelajar|pelari|atlet|karyawan|pekerja|dokumen|kasus|kali|tahun|hari|jam|menit|ekor|buah|liter|lembar"
    r"|titik|sekolah|perusahaan|pelanggan|personel|tentara|keluarga|desa|polisi|anak|pasien|penumpang|suara|mobil|euro|yen"
    r"|yuan|kg|kilogram|undangan|eksemplar)\b)"
)
_NO_PART = r"(?<![\d.,/-])"  # of a longer figure
# Before 1900 nothing may part it from its day or month: 4 Juli 1776
_DATED_YEAR = rf"(?:{_YEAR}|(?<!,\s)1[0-8]\d\d(?!\d){_NO_QUANTITY})"
_SEASON = "(?:19|20)(?:" + "|".join(f"{year:02}[/–-]{(year + 1) % 100:02}" for year in range(100)) + r")(?![\d/-])"
_TIME = r"(?i:pagi|siang|sore|petang|malam|dini\s?hari|tengah\smalam|subuh)\b"
_ZONE = r"\(?(?:waktu\s(?:setempat|[A-Z]\w+(?:\s[A-Z]\w+)?)|WIB|WITA|Wita|WIT|GMT|BST)\b\)?"
_SIDE = rf"(?P<side>{'|'.join(SIDES)})\b"
_NEAR = rf"(?i:ini|{'|'.join(SIDES)})\b"
_REFERRED = rf"(?P<which>{_NEAR})"
_TAIL = rf"(?:\s{_TIME})?(?:\s(?:yang\s)?{_SIDE})?(?:\s{_ZONE})?"
_DASH = r"\s?[-–—]\s?"
_TO = rf"(?:{_DASH}|\s(?:hingga|sampai(?:\sdengan)?|s/d)\s)"
_FIGURES = r"(?P<day>\d{1,2})\s?[/-]\s?(?P<month>\d{1,2})(?!\d)"
_SHORT_YEAR = r"(?:\s?[/-]\s?(?P<year>\d{4}|\d\d)(?!\d))"
_TEXTUAL = rf"(?P<day>\d{{1,2}})\s(?:bulan\s)?(?P<month>{_MONTH})(?:,?\s(?:tahun\s)?(?P<year>{_DATED_YEAR}))?"
_THIRD = rf"(?:(?P<since>[Ss]ejak\s)?(?P<third>(?!Tengah)(?i:{'|'.join(THIRDS)}))\s)"
_DIGIT = f"(?:{'|'.join(DIGITS[1:])})"
_COUNT = (
    rf"(?P<count>{_DIGIT}(?:\sbelas|\spuluh(?:\s{_DIGIT})?)?|sepuluh|sebelas|\d{{1,3}}(?:[,.]\d+)?(?:{_DASH}\d{{1,3}})?"
    rf"|beberapa|sejumlah|belasan|puluhan|ratusan|ribuan|jutaan|(?:(?:[\d.,]{{1,9}}|{_DIGIT})\s)?(?:ratus|ribu|juta|miliar))"
)
_COUNTED = rf"(?:{_COUNT}\s|(?P<one>se))(?P<unit>{'|'.join(UNITS)})"
_HOW = (
    r"(?P<how>(?:yang\s)?(?:lalu|silam|kemarin)|(?:terakhir|belakangan)(?:\sini)?|(?:yang\s)?akan\sdatang|(?:ke[-\s])?depan|mendatang|lagi|sebelumnya"
    r"|sebelum\situ|kemudian|setelahnya|setelah\situ|berikutnya|selanjutnya)\b"
)


def _after(words: str) -> str:
    """Lookbehinds for any of the words and a space; one for each, as their lengths differ."""
    return "(?i:" + "|".join(rf"(?<=\b{word}\s)" for word in words.split()) + ")"


# No count stands before: tiga pekan ini, but Sabtu 21 September 2024 hari ini
_NO_NUMBER_WORD = "".join(rf"(?<!{word}\s)" for word in (*DIGITS[1:], "sepuluh", "belas", "puluh", "setengah"))
_NO_COUNT = rf"(?<!\d\s){_NO_NUMBER_WORD}"
_NO_FEW = rf"(?<!\s\d\s)(?<!\s\d\d\s){_NO_NUMBER_WORD}"
_TIME_WORDS = "pada dalam sejak hingga sampai dari mulai per selama di awal tengah pertengahan akhir menjelang sebelum"
_AFTER_TIME_WORD = (
    _after(_TIME_WORDS + r" setelah antara sepanjang pada\ssekitar sejak\ssekitar")
    + r"(?<!lebih\sdari\s)(?<!kurang\sdari\s)"
)
_AFTER_LENGTH_WORD = _after("dalam selama sudah telah sejak dari hampir sekitar waktu sepanjang untuk baru kurun lebih")
# Votes and feasts, whose year is one though they are written like names.
_AFTER_EVENT = _after(
    r"pemilihan\spresiden pemilihan\sumum "
    "pemilu pilpres pileg pilkada pilgub pilbup pilwalkot fitri adha lebaran ramadan ramadhan natal haji"
)

# A noun that a month or year may follow, and no number, nor one who speaks or is called so.
_NO_NOUNS = (
    "sebanyak sekitar hampir lebih kurang mencapai nomor pasal hanya dengan sedikitnya setidaknya minimal maksimal "
    "sejumlah seluruh ribu juta total menjadi nilai seri tipe kode kepada ujar kata tutur ungkap imbuh bernama oleh "
    "istri suami anak ratus jumlah tahun dekade senilai sebesar seharga berisi punya memiliki pukul jarak kasus"
)
_AFTER_NOUN = f"(?:{'|'.join(rf'(?<=[^-a-zA-Z0-9][a-z]{{{length}}}[ ])' for length in range(4, 13))})" + "".join(
    rf"(?<!\b{word}\s)" for word in _NO_NOUNS.split()
)
_ENDS_PHRASE = (
    r"(?=\s*(?:[.,;:!?)”\"]|$)|\s(?:yang|dan|atau|di|ke|dari|dengan|oleh|untuk|pada|ini|itu|tersebut|akan|telah|sudah|"
    r"tidak|juga|karena|saat|ketika|sebagai|dalam|hingga|sampai|tetapi|namun|setelah|sebelum|lalu|silam|mendatang|adalah|"
    r"sebesar|sebanyak|masih|bisa|dapat|harus|lebih|secara|maupun|serta|nanti|kemarin|bagi|maka|antara|sejak|"
    r"(?:me|di|ber|ter)[a-z]{4})\w*|\s[-–—(])(?![.,:]\d)"
)
_BESIDE_MONTH = rf"\s(?:(?:yang\s)?{_SIDE}|ini\b|tahun\s{_REFERRED})"
_RECURRING = (
    rf"(?:(?:hari\s)?{_WEEKDAY}(?:\s{_TIME})?|(?:(?:tanggal\s)?\d{{1,2}}\s|bulan\s)?{_FULL}|tanggal\s\d{{1,2}}\b)"
)
_NEXT = "berikutnya|sebelumnya"
_EVERY_YEAR = r"(?:setiap|tiap|saban)\stahun"
_QUARTER = "kuartal|kwartal|triwulan"
_SPANS = rf"pekan|bulan|{_QUARTER}|tahun|dekade|dasawarsa|abad"
_NO_FEAST = "".join(rf"(?<!{word}\s)" for word in "natal lebaran fitri adha ramadan".split())
_NOT_EVERY = "".join(rf"(?<!\b{word}\s)" for word in "setiap tiap saban libur".split())

_RULES: list[tuple[str, Callable[[Groups], What]]] = [
    # Kamis (6/1) · Kamis malam (6/1/2022) · Jumat, (7/1) malam WIB
    (rf"{_NAMED}(?:\s{_TIME})?,?\s?\(\s?{_FIGURES}{_SHORT_YEAR}?(?:\s?\))?{_TAIL}", meaning.day),
    (rf"{_NAMED},\s{_FIGURES}{_SHORT_YEAR}?(?=\))", meaning.day),
    # 6 Januari 2022 · Kamis, tanggal 6 Januari malam · Kamis (6 Januari)
    (
        rf"(?:(?:[Tt]anggal\s)?{_NO_PART}\d{{1,2}}\s{_FULL}(?:(?=\s{_EVERY_YEAR})|(?=\sdan\s\d{{1,2}}\s{_FULL}\s{_EVERY_YEAR})))"
        rf"|(?<=iap\stahun\spada\s)(?:tanggal\s)?\d{{1,2}}\s{_FULL}",
        meaning.recurring,
    ),
    (rf"(?:{_NAMED}(?:\s{_TIME})?,?\s|{_TIME}\s)?(?:[Tt]anggal\s)?{_NO_PART}{_TEXTUAL}{_TAIL}", meaning.day),
    (rf"{_NAMED}(?:\s{_TIME})?\s\({_TEXTUAL}\){_TAIL}", meaning.day),
    (rf"(?:{_NAMED},?\s)?{_NO_PART}(?P<day>\d{{1,2}})\s(?P<month>{_MONTH})\stahun\s(?P<years>{_NEAR})", meaning.day),
    # 7/1/2022 · 7-1-2022 · 2022-01-07 · hari ini (7/1) · tanggal 7
    (rf"{_NO_PART}{_FIGURES}\s?[/-]\s?(?P<year>{_YEAR})", meaning.day),
    (rf"{_NO_PART}(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", meaning.day),
    (rf"{_after('ini kemarin besok lusa lalu tadi')}\(\s?{_FIGURES}\s?\)", meaning.day),
    (
        rf"[Tt]anggal\s(?P<day>\d{{1,2}})(?![\d/-]|[.,]\d|\s[A-Z])(?:\s(?:yang\s)?{_SIDE}|\sbulan\s(?P<months>{_NEAR}))?",
        meaning.day,
    ),
    # 1 dan 2 Mei · tanggal 12, 13 dan 14 Mei 2022: the first ones
    (
        rf"(?:[Tt]anggal\s)?{_NO_PART}(?P<day>\d{{1,2}})(?=(?:,\s\d{{1,2}}){{0,4}},?\s(?:dan|atau|serta)\s(?:tanggal\s)?"
        rf"\d{{1,2}}\s(?P<month>{_FULL})(?:\s(?P<year>{_YEAR}))?)",
        meaning.day,
    ),
    # Minggu lalu, where a sentence begins
    (rf"(?:^|(?<=[.!?:]\s)|(?<=[\n“\"]))(?P<unit>Minggu)\s(?:yang\s)?{_REFERRED}", meaning.unit),
    # Jumat · Rabu malam waktu setempat · Jumat lalu · Jumat pekan lalu · setiap Sabtu dan Minggu
    (rf"{_NAMED}{_TAIL}", meaning.day),
    (rf"{_NAMED}(?:\s{_TIME})?\s(?:(?:pekan|minggu)\s)?{_REFERRED}", meaning.day),
    # Selasa berikutnya · Juni sebelumnya · Januari tahun berikutnya
    (rf"{_NAMED}\s(?P<step>{_NEXT})\b", meaning.beside),
    (rf"(?i:bulan\s)?(?P<month>{_FULL})\s(?:tahun\s)?(?P<step>{_NEXT})\b", meaning.beside),
    # bulan yang sama tahun lalu
    (rf"(?i:(?P<unit>bulan|{_QUARTER}))\syang\ssama\s(?:pada\s|di\s)?tahun\s(?P<step>lalu|{_NEXT})\b", meaning.same),
    # setiap 17 Agustus · tiap bulan Juli
    (
        rf"(?i:setiap|tiap|saban)\s{_RECURRING}(?:(?:,|\sdan|\satau|\shingga|\ssampai|\s?-)\s?{_RECURRING})*",
        meaning.recurring,
    ),
    # Kamis-Sabtu (6-8/1) · Jumat hingga Minggu (30/9-2/10/2022) · 12-15 Mei · 30 April sampai 4 Mei 2018
    (
        rf"(?:[Hh]ari\s)?(?P<weekday1>{_WEEKDAY})(?:{_TO}|\sdan\s){_NAMED},?\s?"
        rf"\(\s?(?P<day1>\d{{1,2}})(?:/(?P<month1>\d{{1,2}}))?{_DASH}{_FIGURES}{_SHORT_YEAR}?\s?\)",
        meaning.days,
    ),
    (
        rf"(?:[Tt]anggal\s)?{_NO_PART}(?P<day1>\d{{1,2}})(?:\s(?P<month1>{_MONTH})(?:\s(?P<year1>{_YEAR}))?)?"
        rf"{_TO}(?:tanggal\s)?{_TEXTUAL}{_TAIL}",
        meaning.days,
    ),
    (
        rf"(?i:antara\s(?:tanggal\s)?)(?P<day1>\d{{1,2}})(?:\s(?P<month1>{_MONTH}))?\sdan\s(?:tanggal\s)?{_TEXTUAL}",
        meaning.days,
    ),
    # Senin hingga Rabu · Sabtu malam hingga Minggu pagi
    (rf"(?:[Hh]ari\s)?(?P<weekday1>{_WEEKDAY})(?:\s{_TIME})?{_TO}{_NAMED}{_TAIL}(?!\s?[(\d]|,\s\d)", meaning.weekdays),
    (rf"(?i:antara)\s(?:hari\s)?(?P<weekday1>{_WEEKDAY})\sdan\s{_NAMED}{_TAIL}(?!\s?[(\d]|,\s\d)", meaning.weekdays),
    # Januari 2022 · awal Januari · Juni lalu · September tahun lalu · pada Juni · Januari-Maret 2022
    (
        rf"{_THIRD}?(?i:bulan\s)?(?P<month>{_MONTH}),?\s(?:tahun\s)?(?P<year>{_DATED_YEAR})(?:\s(?:yang\s)?{_SIDE})?",
        meaning.month,
    ),
    (rf"{_THIRD}(?i:bulan\s)?(?P<month>{_FULL})(?:{_BESIDE_MONTH})?", meaning.month),
    (rf"(?i:bulan\s)?(?P<month>{_FULL}){_BESIDE_MONTH}", meaning.month),
    (rf"(?i:bulan\s)(?P<month>{_FULL})", meaning.month),
    (rf"{_AFTER_TIME_WORD}(?P<month>{_FULL})(?!\s[A-Z])", meaning.month),
    (rf"{_AFTER_TIME_WORD}(?P<month>(?!Mei|Juni|Juli|April){_FULL})", meaning.month),
    (rf"(?P<month1>{_MONTH})(?:\s(?P<year1>{_YEAR}))?{_TO}(?P<month>{_MONTH})\s(?P<year>{_YEAR})", meaning.months),
    (
        rf"(?i:bulan\s)?(?P<month1>{_FULL}){_TO}(?:bulan\s)?(?P<month>{_FULL})(?:{_BESIDE_MONTH}|(?!\s[A-Z\d]))",
        meaning.months,
    ),
    (
        rf"(?i:antara\s(?:bulan\s)?)(?P<month1>{_FULL})(?:\s(?P<year1>{_YEAR}))?\sdan\s(?:bulan\s)?(?P<month>{_FULL})"
        rf"(?:\s(?P<year>{_YEAR})|{_BESIDE_MONTH}|(?!\s[A-Z\d]))",
        meaning.months,
    ),
    # akhir Maret hingga awal April 2022 · awal hingga pertengahan 2024
    (
        rf"(?P<third1>(?i:{'|'.join(THIRDS)}))\s(?:(?:bulan\s)?(?P<month1>{_FULL})\s)?(?:(?P<year1>{_YEAR})\s)?"
        rf"(?:hingga|sampai)\s(?P<third>{'|'.join(THIRDS)})\s(?:bulan\s)?(?P<month>{_FULL})"
        rf"(?:\s(?P<year>{_YEAR})|{_BESIDE_MONTH})?",
        meaning.thirds,
    ),
    (
        rf"(?P<third1>(?i:{'|'.join(THIRDS)}))\s(?:(?:tahun\s)?(?P<year1>{_YEAR})\s)?(?:hingga|sampai)\s"
        rf"(?P<third>{'|'.join(THIRDS)})\s(?:tahun\s)?(?P<year>{_YEAR}){_NO_QUANTITY}",
        meaning.thirds,
    ),
    # tahun 2019 lalu · pada 2019 · awal 2019 · 2019-2021 · antara 2019 dan 2021 · 1990-an
    (
        rf"(?<!\d\s){_THIRD}?(?i:tahun\s(?:(?:anggaran|ajaran|buku|fiskal|pajak)\s)?)(?P<year>{_OLD_YEAR}){_NO_QUANTITY}"
        rf"(?:\s(?:yang\s)?{_SIDE})?",
        meaning.year,
    ),
    (rf"{_THIRD}(?P<year>{_YEAR}){_NO_QUANTITY}", meaning.year),
    (rf"{_AFTER_TIME_WORD}(?P<year>{_YEAR}){_NO_QUANTITY}(?:\s(?:yang\s)?{_SIDE})?", meaning.year),
    (rf"{_after('pada sejak')}(?P<year>{_OLD_YEAR}){_NO_QUANTITY}{_ENDS_PHRASE}", meaning.year),
    (rf"{_AFTER_EVENT}(?P<year>{_YEAR}){_NO_QUANTITY}(?:\s(?:yang\s)?{_SIDE})?", meaning.year),
    (rf"{_after('juara pemenang peraih finalis film album lagu')}(?P<year>{_YEAR}){_NO_QUANTITY}", meaning.year),
    (rf"(?<=\()(?P<year>{_YEAR})(?=\)|,\s{_YEAR}|\sdan\s{_YEAR})", meaning.year),
    # gempa Februari · pemilu 2021
    (rf"{_AFTER_NOUN}(?P<month>(?![Mm]ei){_FULL})(?!\s[A-Z\d])", meaning.month),
    (rf"{_AFTER_NOUN}(?P<year>{_YEAR}){_ENDS_PHRASE}", meaning.year),
    (rf"{_NO_PART}(?P<year1>{_YEAR})(?:{_DASH}|/|\s(?:hingga|sampai)\s)(?P<year>{_YEAR})(?![\d/-])", meaning.years),
    (
        rf"(?<!\d\s)(?:(?i:tahun\s(?:(?:anggaran|ajaran|buku)\s)?)|(?<=[Dd]ari\s))(?P<year1>{_OLD_YEAR})"
        rf"(?:{_DASH}|/|\s(?:hingga|sampai)\s(?:tahun\s)?)(?P<year>{_OLD_YEAR})(?![\d/-])(?:\s(?:yang\s)?{_SIDE})?",
        meaning.years,
    ),
    (rf"{_NO_PART}(?i:tahun\s(?:(?:anggaran|ajaran|buku)\s)?)?(?P<season>{_SEASON})", meaning.season),
    (
        rf"(?i:antara\s(?:tahun\s)?)(?P<year1>{_OLD_YEAR})\sdan\s(?:tahun\s)?(?P<year>{_OLD_YEAR}){_NO_QUANTITY}",
        meaning.years,
    ),
    (rf"{_THIRD}?(?i:(?:tahun|dekade)\s)?(?P<decade>(?:1[5-9]|20)\d0)-an\b", meaning.decade),
    (rf"(?:{_THIRD}?(?i:(?:tahun|dekade)\s)|(?<=[Ee]ra\s))['’‘]?(?P<decade>[2-9]0)-?an\b", meaning.decade),
    (rf"{_THIRD}?(?i:abad)\s(?:ke[-\s]?)?(?P<century>\d{{1,2}}(?![\d.,-]\d)|[IVX]{{1,5}})\b", meaning.century),
    # kuartal pertama 2007 · semester II tahun ini
    (
        rf"{_THIRD}?(?P<share>(?i:{'|'.join(SHARES)}))(?:\ske-?)?\s?(?P<number>[1-4]|(?i:{'|'.join(ORDINALS)}|terakhir))"
        rf"(?:(?:\s(?:tahun\s)?|[-/])(?P<year>{_YEAR})(?:\s{_SIDE})?|\stahun\s{_REFERRED})",
        meaning.share_of_year,
    ),
    (
        rf"(?P<share>(?i:{_QUARTER}))(?:\ske-?)?\s?(?P<number>[1-4]|(?i:{'|'.join(ORDINALS)}))\b"
        rf"(?![-/]?\d|\stahun)(?:\s{_NEAR})?",
        meaning.near_share,
    ),
    (
        rf"{_AFTER_TIME_WORD}(?P<share>semester)\s(?P<number>(?i:pertama|kedua)|II?)\b(?!\stahun)"
        rf"(?:\s{_NEAR}|{_ENDS_PHRASE})",
        meaning.near_share,
    ),
    # enam bulan pertama tahun ini
    (
        rf"(?i:{_COUNT}\sbulan\spertama)\s(?:(?:pada\s)?(?:tahun\s)?(?P<year>{_YEAR})|(?:pada\s)?tahun\s{_REFERRED})",
        meaning.first_months,
    ),
    # pada awal pekan · pekan lalu · tahun ini · akhir pekan ini · sejak awal bulan ini
    (
        rf"{_THIRD}?{_NO_COUNT}(?<!-)(?P<unit>(?i:minggu|{_SPANS}))\s(?:yang\s)?{_REFERRED}",
        meaning.unit,
    ),
    (rf"{_NOT_EVERY}{_THIRD}(?P<unit>pekan|bulan|tahun)\b{_ENDS_PHRASE}", meaning.near_part),
    # dua hari lalu · sepekan terakhir · sehari sebelumnya · 4-5 tahun ke depan
    (rf"(?<!usia\s)(?<!umur\s)(?i:{_COUNTED})\s{_HOW}", meaning.counted),
    (
        rf"(?i:(?:{_COUNT}\s)?(?P<part>setengah|seperempat)\s(?P<unit>tahun|dekade|dasawarsa|abad))\s(?P<how>(?:yang\s)?(?:lalu"
        rf"|silam)|terakhir|(?:ke\s)?depan|mendatang)\b",
        meaning.part_of_unit,
    ),
    # selama dua hari ini, but neither pria 61 tahun ini nor pertemuan tiga hari ini
    (rf"(?:{_AFTER_LENGTH_WORD}|(?<!\w\s)|(?=(?i:beberapa)))(?i:{_COUNTED})\s(?P<how>ini)\b", meaning.counted),
    (rf"{_NO_COUNT}(?P<unit>dekade|dasawarsa)\sterakhir\b{_ENDS_PHRASE}", meaning.last_unit),
    (
        rf"(?i:{_COUNT}\sjam|sejam)\s(?:(?:yang\s)?(?:lalu|silam)|terakhir|belakangan|ke\sdepan|mendatang)\b",
        meaning.hours,
    ),
    # hari yang sama · malam itu · pada tahun itu · keesokan harinya
    (
        rf"(?<!-)(?i:(?P<unit>hari|{_SPANS}))\s(?:yang\s(?P<same>sama)|berikutnya)\b",
        meaning.of_story,
    ),
    (
        rf"(?<![\d-]){_NO_COUNT}(?i:(?P<unit>hari|minggu|{_SPANS})|malam)\s(?P<before>sebelumnya)\b",
        meaning.of_story,
    ),
    (rf"(?<![\d-])(?<!\d\s)(?i:(?:{_TIME}\s)?hari|{_TIME})\s(?P<same>itu)\b", meaning.of_story),
    (
        rf"{_AFTER_TIME_WORD}(?:(?P<unit>{_SPANS})\s(?P<same>itu|tersebut)|hari\s(?P<same_day>tersebut))\b",
        meaning.of_story,
    ),
    (r"(?i:keesokan\s?(?:hari|pagi|siang|sore|malam)(?:nya)?|esok\s(?:hari|pagi|malam)nya)\b", meaning.of_story),
    # hari ini · kemarin malam · tadi pagi · malam ini · besok
    (
        rf"(?P<near>(?i:kemarin\slusa|{_NO_FEAST}kemarin|(?<!dalam\s)(?<!waktu\s)semalam|tadi\smalam|besok|esok|lusa"
        rf"|(?:{_TIME}\s)?{_NO_FEW}(?:hari|{_TIME})\s(?:ini|tadi)|{_TIME}\s(?:nanti|kemarin|besok)|(?:tadi|nanti)\s{_TIME}))\b"
        rf"(?:\shari\b)?(?:\s{_TIME})?(?:\s{_ZONE})?",
        meaning.near_day,
    ),
]
# Another one of the kind just found: 2014, 2019, dan [2024] · Juni dan [Juli] · tahun 70-an dan [80-an]
_AND = re.compile(r",\s|,?\s(?:dan|atau|serta|maupun)\s(?:pada\s)?")
_FURTHER = [
    (Year, re.compile(rf"(?P<year>{_YEAR}){_NO_QUANTITY}(?![\d/–-])"), meaning.year),
    (Month, re.compile(rf"(?P<month>{_FULL})(?!\s[A-Z\d])"), meaning.month),
    (Between, re.compile(r"(?P<decade>[2-9]0)-an\b"), meaning.decade),
    (Between, re.compile(r"ke-(?P<century>\d{1,2})\b"), meaning.century),
]
_PATTERNS = [(re.compile(pattern), what) for pattern, what in _RULES]
_ANY = re.compile(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern, _ in _RULES)
)  # tells quickly where none is
_WORD = re.compile(r"\w+|\(")
_LETTERS = 3
# How the words begin with which an expression may; figures and brackets may, too.
_FIRST = {
    word[:_LETTERS]
    for words in (
        "senin selasa rabu kamis jumat sabtu minggu ahad hari tanggal setiap tiap saban sejak bulan tahun dekade",
        "abad antara pekan keesokan kemarin semalam tadi besok esok lusa pagi siang sore petang malam dini tengah",
        "sehari sepekan seminggu sebulan setahun sedekade sedasawarsa seabad sejam sepuluh sebelas beberapa sejumlah",
        "ke subuh nanti setengah seperempat belasan puluhan ratusan ribuan jutaan ratus ribu juta miliar",
    )
    for word in words.split()
}.union(MONTHS, *({word[:_LETTERS] for word in words} for words in (DIGITS, THIRDS, SHARES)))

_CLAUSE = 150  # characters before an expression that may tell its tense
_MAIN = 60  # characters after one that opens its sentence
_CLAUSE_BREAK = re.compile(
    r"[.!?;:\n“”\"]\s?|,\s(?![A-Z\d]|(?:dan|serta|atau)\b)|\b(?:kata|ujar|tutur|ungkap|imbuh|menurut|demikian)\b"
)
_WILL = "akan|bakal|dijadwalkan|direncanakan|rencananya|berencana|diagendakan"
_AHEAD = re.compile(
    rf"(?i)\b(?:{_WILL}|diharapkan|ditunda|menghadapi|menjelang|jelang|menuju|menyambut|menyongsong|memasuki|bersiap"
    r"|mempersiapkan|menanti|jika|apabila|bila|kecuali|tenggat|paling\slambat|selambat-lambatnya|nantinya|(?:di|men)targetkan|untuk\spengiriman"
    r"|(?:di|mem)perkirakan|(?:di|mem)prediksi)\b"
)
_OPENING = re.compile(r"\s*(?:(?i:kemudian|lalu|nantinya|selanjutnya|maka|dan),?\s)?(?:(?i:pada|mulai|di|hingga)\s)?")
_VERB = r"\b(?!mereka\b|menteri\b|media\b)(?:me|ber|di)\w{3,}|\b(?:bahwa|yang)\b"
_WILL_FOLLOW = re.compile(rf",?\s(?:(?!{_VERB})[^.,!?;:\n“”\"])*?\b(?:{_WILL})\b")


def find_expressions(text: str) -> list[Expression]:
    """The date expressions of a text, in order; of those that overlap, the one that begins first, then the longest."""
    kept: list[Expression] = []
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end or not (word[0][0].isdigit() or word[0] == "(" or word[0][:_LETTERS].lower() in _FIRST):
            continue
        matches = _further(text, start, kept[-1]) if kept else []
        if _ANY.match(text, start):
            matches += [(match, what) for pattern, what in _PATTERNS if (match := pattern.match(text, start))]
        if not matches:
            continue
        match, what = max(matches, key=lambda found: found[0].end())
        end = match.end()
        listed = bool(kept and _AND.fullmatch(text, kept[-1].end, start))
        kept.append(Expression(start, end, what(match.groupdict()), _is_ahead(text, start, end), listed))
    return kept


def _further(text: str, start: int, last: Expression) -> list[tuple[re.Match[str], Callable[[Groups], What]]]:
    """What `start` begins if it goes on listing what `last` began."""
    if not _AND.fullmatch(text, last.end, start):
        return []
    found = ((pattern.match(text, start), what) for kind, pattern, what in _FURTHER if isinstance(last.what, kind))
    return [(match, what) for match, what in found if match]


def _is_ahead(text: str, start: int, end: int) -> bool:
    """Whether the clause around `start` speaks of what is to come; after a comma stands the report's day.

    It says so before, or if it opens with the expression, behind it: `Pada 20 Oktober, presiden akan ...`.
    """
    if text.endswith(", ", 0, start):
        return False
    clause = _CLAUSE_BREAK.split(text[max(start - _CLAUSE, 0) : start])[-1]
    opens = _OPENING.fullmatch(clause) and _WILL_FOLLOW.match(text, end, end + _MAIN)
    return bool(opens or _AHEAD.search(clause))

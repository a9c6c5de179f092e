"""What is counted, from the present (`pekan lalu`, `dua hari terakhir`) or a day spoken of (`sehari sebelumnya`)."""

from kawat.dates import meaning
from kawat.dates.grammar.pieces import (
    AFTER_TIME_WORD,
    COUNT,
    ENDS_PHRASE,
    NO_COUNT,
    NO_NUMBER_WORD,
    QUARTER,
    REFERRED,
    THIRD,
    TIME,
    ZONE,
    Rule,
    after,
)
from kawat.dates.meaning import UNITS

_COUNTED = rf"(?:{COUNT}\s|(?P<one>se))(?P<unit>{'|'.join(UNITS)})"
_HOW = (
    r"(?P<how>(?:yang\s)?(?:lalu|silam|kemarin)|(?:terakhir|belakangan)(?:\sini)?|(?:yang\s)?akan\sdatang|(?:ke[-\s]?)?depan|mendatang|lagi|sebelumnya"
    r"|sebelum\situ|kemudian|setelahnya|setelah\situ|berikutnya|selanjutnya)\b"
)
_NO_FEW = rf"(?<!\s\d\s)(?<!\s\d\d\s){NO_NUMBER_WORD}"  # tiga hari ini, but Sabtu 21 September 2024 hari ini
_AFTER_LENGTH_WORD = after("dalam selama sudah telah sejak dari hampir sekitar waktu sepanjang untuk baru kurun lebih")
_SPANS = rf"pekan|bulan|{QUARTER}|tahun|dekade|dasawarsa|abad"
_NO_FEAST = "".join(rf"(?<!{word}\s)" for word in "natal lebaran fitri adha ramadan".split())
_NOT_EVERY = "".join(rf"(?<!\b{word}\s)" for word in "setiap tiap saban libur".split())

RULES: list[Rule] = [
    # pada awal pekan · pekan lalu · tahun ini · akhir pekan ini · sejak awal bulan ini
    (
        rf"{THIRD}?{NO_COUNT}(?<!-)(?P<unit>(?i:minggu|{_SPANS}))\s(?:yang\s)?{REFERRED}",
        meaning.unit,
    ),
    (rf"{_NOT_EVERY}{THIRD}(?P<unit>pekan|bulan|tahun)\b{ENDS_PHRASE}", meaning.near_part),
    # dua hari lalu · sepekan terakhir · sehari sebelumnya · 4-5 tahun ke depan
    (rf"(?<!usia\s)(?<!umur\s)(?i:{_COUNTED})\s{_HOW}", meaning.counted),
    (
        rf"(?i:(?:{COUNT}\s)?(?P<part>setengah|seperempat)\s(?P<unit>tahun|dekade|dasawarsa|abad))\s(?P<how>(?:yang\s)?(?:lalu"
        rf"|silam)|terakhir|(?:ke\s)?depan|mendatang)\b",
        meaning.part_of_unit,
    ),
    # selama dua hari ini, but neither pria 61 tahun ini nor pertemuan tiga hari ini
    (rf"(?:{_AFTER_LENGTH_WORD}|(?<!\w\s)|(?=(?i:beberapa)))(?i:{_COUNTED})\s(?P<how>ini)\b", meaning.counted),
    (rf"{NO_COUNT}(?P<unit>dekade|dasawarsa)\sterakhir\b{ENDS_PHRASE}", meaning.last_unit),
    (
        rf"(?i:{COUNT}\sjam|sejam)\s(?:(?:yang\s)?(?:lalu|silam)|terakhir|belakangan|ke\sdepan|mendatang)\b",
        meaning.hours,
    ),
    # hari yang sama · malam itu · pada tahun itu · keesokan harinya
    (
        rf"(?<!-)(?i:(?P<unit>hari|{_SPANS}))\s(?:yang\s(?P<same>sama)|berikutnya)\b",
        meaning.of_story,
    ),
    (
        rf"(?<![\d-]){NO_COUNT}(?i:(?P<unit>hari|minggu|{_SPANS})|malam)\s(?P<before>sebelumnya)\b",
        meaning.of_story,
    ),
    (rf"(?<![\d-])(?<!\d\s)(?i:(?:{TIME}\s)?hari|{TIME})\s(?P<same>itu)\b", meaning.of_story),
    (
        rf"{AFTER_TIME_WORD}(?:(?P<unit>{_SPANS})\s(?P<same>itu|tersebut)|(?P<same_day>(?:hari|tanggal)\stersebut|tanggal\situ))\b",
        meaning.of_story,
    ),
    (r"(?i:keesokan\s?(?:hari|pagi|siang|sore|malam)(?:nya)?|esok\s(?:hari|pagi|malam)nya)\b", meaning.of_story),
    # hari ini · kemarin malam · tadi pagi · malam ini · besok
    (
        rf"(?P<near>(?i:kemarin\slusa|{_NO_FEAST}kemarin|(?<!dalam\s)(?<!waktu\s)semalam|tadi\smalam|besok|esok|lusa"
        rf"|(?:{TIME}\s)?{_NO_FEW}(?:hari|{TIME})\s(?:ini|tadi)|{TIME}\s(?:nanti|kemarin|besok)|(?:tadi|nanti)\s{TIME}))\b"
        rf"(?:\shari\b)?(?:\s{TIME})?(?:\s{ZONE})?",
        meaning.near_day,
    ),
]

"""Years, decades, centuries, and the quarters and halves of a year."""

from kawat.dates import meaning
from kawat.dates.grammar.pieces import (
    AFTER_NOUN,
    AFTER_TIME_WORD,
    COUNT,
    ENDS_PHRASE,
    NEAR,
    NO_PART,
    NO_QUANTITY,
    NUMBER,
    QUARTER,
    REFERRED,
    SIDE,
    THIRD,
    TO,
    YEAR,
    Rule,
    after,
)
from kawat.dates.meaning import SHARES

_OLD_YEAR = r"(?:1\d|20)\d\d(?!\d)"
_SEASON = "(?:19|20)(?:" + "|".join(f"{year:02}[/–-]{(year + 1) % 100:02}" for year in range(100)) + r")(?![\d/-])"
# Votes and feasts, whose year is one though they are written like names.
_AFTER_EVENT = after(
    r"pemilihan\spresiden pemilihan\sumum "
    "pemilu pilpres pileg pilkada pilgub pilbup pilwalkot fitri adha lebaran ramadan ramadhan natal haji"
)
_AFTER_SPAN_WORD = after("sepanjang selama dalam pada untuk periode")

RULES: list[Rule] = [
    # tahun 2019 lalu · pada 2019 · awal 2019 · 2019-2021 · antara 2019 dan 2021 · 1990-an
    (
        rf"(?<!\d\s){THIRD}?(?i:tahun\s(?:(?:anggaran|ajaran|buku|fiskal|pajak)\s)?)(?P<year>{_OLD_YEAR}){NO_QUANTITY}"
        rf"(?:\s(?:(?:yang\s)?{SIDE}|ini\b))?",
        meaning.year,
    ),
    (rf"{THIRD}(?P<year>{YEAR}){NO_QUANTITY}", meaning.year),
    (rf"{AFTER_TIME_WORD}(?P<year>{YEAR}){NO_QUANTITY}(?:\s(?:yang\s)?{SIDE})?", meaning.year),
    (rf"{after('sekitar')}(?P<year>(?!2000){YEAR}){NO_QUANTITY}{ENDS_PHRASE}", meaning.year),
    (rf"{after('pada sejak')}(?P<year>{_OLD_YEAR}){NO_QUANTITY}{ENDS_PHRASE}", meaning.year),
    (rf"{_AFTER_EVENT}(?P<year>{YEAR}){NO_QUANTITY}(?:\s(?:yang\s)?{SIDE})?", meaning.year),
    (rf"{after('juara pemenang peraih finalis film album lagu')}(?P<year>{YEAR}){NO_QUANTITY}", meaning.year),
    (rf"(?<=\()(?P<year>{YEAR})(?=\)|,\s{YEAR}|\sdan\s{YEAR})", meaning.year),
    # gempa 2018
    (rf"{AFTER_NOUN}(?P<year>{YEAR}){ENDS_PHRASE}", meaning.year),
    (rf"{NO_PART}(?P<year1>{YEAR})(?:{TO}|/)(?P<year>{YEAR})(?![\d/-])", meaning.years),
    (
        rf"(?<!\d\s)(?:(?i:tahun\s(?:(?:anggaran|ajaran|buku)\s)?)|(?<=[Dd]ari\s))(?P<year1>{_OLD_YEAR})"
        rf"(?:{TO}|/)(?:tahun\s)?(?P<year>{_OLD_YEAR})(?![\d/-])(?:\s(?:yang\s)?{SIDE})?",
        meaning.years,
    ),
    (rf"{NO_PART}(?i:tahun\s(?:(?:anggaran|ajaran|buku)\s)?)?(?P<season>{_SEASON})", meaning.season),
    (
        rf"(?i:antara\s(?:tahun\s)?)(?P<year1>{_OLD_YEAR})\sdan\s(?:tahun\s)?(?P<year>{_OLD_YEAR}){NO_QUANTITY}",
        meaning.years,
    ),
    (rf"{THIRD}?(?i:(?:tahun|dekade)\s)?(?P<decade>(?:1[5-9]|20)\d0)-an\b", meaning.decade),
    (
        rf"(?:{THIRD}(?i:(?:tahun|dekade)\s)?|(?i:(?:tahun|dekade)\s)|(?<=[Ee]ra\s))['’‘]?(?P<decade>[2-9]0)-?an\b",
        meaning.decade,
    ),
    (rf"{THIRD}?(?i:abad)\s(?:ke[-\s]?)?(?P<century>\d{{1,2}}(?![\d.,-]\d)|[IVX]{{1,5}})\b", meaning.century),
    # kuartal pertama 2007 · semester II tahun ini
    (
        rf"{THIRD}?(?P<share>(?i:{'|'.join(SHARES)}))(?:\ske-?)?\s?(?P<number>{NUMBER}|(?i:terakhir))"
        rf"(?:(?:\s(?:tahun\s)?|[-/])(?P<year>{YEAR})(?:\s{SIDE})?|\stahun\s{REFERRED})",
        meaning.share_of_year,
    ),
    # kuartal III dan IV 2007: the first one
    (
        rf"(?P<share>(?i:{QUARTER}))\s(?P<number>{NUMBER})\b(?=\s(?:dan|atau|serta)\s{NUMBER}\s(?:tahun\s)?(?P<year>{YEAR}))",
        meaning.share_of_year,
    ),
    (
        rf"{THIRD}?(?P<share>(?i:{QUARTER}))(?:\ske-?)?\s?(?P<number>{NUMBER})\b(?![-/]?\d|\stahun)(?:\s{NEAR})?",
        meaning.near_share,
    ),
    (
        rf"{AFTER_TIME_WORD}(?P<share>semester)\s(?P<number>(?i:pertama|kedua)|II?)\b(?!\stahun)"
        rf"(?:\s{NEAR}|{ENDS_PHRASE})",
        meaning.near_share,
    ),
    # enam bulan pertama tahun ini · selama 9 bulan 2007
    (rf"{_AFTER_SPAN_WORD}(?i:{COUNT}\sbulan)\s(?P<year>{YEAR}){NO_QUANTITY}", meaning.first_months),
    (
        rf"(?i:{COUNT}\sbulan\spertama)\s(?:(?:pada\s)?(?:tahun\s)?(?P<year>{YEAR})|(?:pada\s)?tahun\s{REFERRED})",
        meaning.first_months,
    ),
]

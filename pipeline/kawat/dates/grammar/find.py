"""The search: at each word that may begin an expression all rules are tried, and the longest match is kept."""

import re
from collections.abc import Callable

from kawat.dates import meaning
from kawat.dates.expressions import Between, Expression, Month, Months, Unclear, What, Year, is_bare
from kawat.dates.grammar import counts, days, months, years
from kawat.dates.grammar.pieces import FULL, NO_QUANTITY, NUMBER, YEAR
from kawat.dates.grammar.tense import outlook, recurs
from kawat.dates.meaning import DIGITS, MONTHS, ORDINALS, SHARES, THIRDS, Groups

_RULES = [*days.RULES, *months.RULES, *years.RULES, *counts.RULES]
# Another one of the kind just found: 2014, 2019, dan [2024] · Juni dan [Juli] · tahun 70-an dan [80-an]
_AND = re.compile(r",\s|,?\s(?:dan|atau|serta|maupun)\s(?:pada\s)?")
_FURTHER = [
    (Year, re.compile(rf"(?P<year>{YEAR}){NO_QUANTITY}(?![\d/–-])"), meaning.year),
    (Month, re.compile(rf"(?P<month>{FULL})(?!\s[A-Z\d])"), meaning.month),
    (Months, re.compile(rf"(?P<number>{NUMBER})\s(?:tahun\s)?(?P<year>{YEAR})"), meaning.further_quarter),
    (Between, re.compile(r"(?P<decade>[2-9]0)-an\b"), meaning.decade),
    (Between, re.compile(r"ke-(?P<century>\d{1,2})\b"), meaning.century),
]
_PATTERNS = [(re.compile(pattern), what) for pattern, what in _RULES]
# Tells quickly where none is
_ANY = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern, _ in _RULES))
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
}.union(MONTHS, *({word[:_LETTERS] for word in words} for words in (DIGITS, ORDINALS, THIRDS, SHARES)))


def find_expressions(text: str) -> list[Expression]:
    """The date expressions of a text, in order; of those that overlap, the one that begins first, then the longest."""
    kept: list[Expression] = []
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end or not _may_begin(word[0]):
            continue
        matches = _further(text, start, kept[-1]) if kept else []
        if _ANY.match(text, start):
            matches += [(match, what) for pattern, what in _PATTERNS if (match := pattern.match(text, start))]
        if not matches:
            continue
        match, what = max(matches, key=lambda found: found[0].end())
        end = match.end()
        listed = bool(kept and _AND.fullmatch(text, kept[-1].end, start))
        said = what(match.groupdict())
        if is_bare(said) and recurs(text, start, end):
            said = Unclear("recurs")
        ahead, planned = outlook(text, start, end)
        kept.append(Expression(start, end, said, ahead, planned, listed))
    return kept


def _may_begin(word: str) -> bool:
    return word[0].isdigit() or word == "(" or word[:_LETTERS].lower() in _FIRST


def _further(text: str, start: int, last: Expression) -> list[tuple[re.Match[str], Callable[[Groups], What]]]:
    """What `start` begins if it goes on listing what `last` began."""
    if not _AND.fullmatch(text, last.end, start):
        return []
    found = ((pattern.match(text, start), what) for kind, pattern, what in _FURTHER if isinstance(last.what, kind))
    return [(match, what) for match, what in found if match]

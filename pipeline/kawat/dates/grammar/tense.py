"""The tense of a date expression: whether its clause speaks of what is to come, or of what recurs."""

import re

_CLAUSE = 150  # characters before an expression that may tell its tense
_MAIN = 60  # characters after one that opens its sentence
_CLAUSE_BREAK = re.compile(
    r"[.!?;:\n“”\"]\s?|,\s(?![A-Z\d]|(?:dan|serta|atau)\b)|\b(?:kata|ujar|tutur|ungkap|imbuh|menurut|demikian)\b"
)
_WILL = "akan|bakal|dijadwalkan|direncanakan|rencananya|berencana|diagendakan"
_AHEAD = re.compile(
    rf"(?i)\b(?:{_WILL}|diharapkan|ditunda|menghadapi|menjelang|jelang|menuju|menyambut|menyongsong|memasuki|bersiap"
    r"|mempersiapkan|menanti|menunggu|jika|apabila|bila|kecuali|tenggat|paling\slambat|selambat-lambatnya|nantinya|(?:di|men)targetkan|untuk\spengiriman"
    r"|(?:di|mem)perkirakan|(?:di|mem)prediksi)\b"
)
_OPENING = re.compile(r"\s*(?:(?i:kemudian|lalu|nantinya|selanjutnya|maka|dan),?\s)?(?:(?i:pada|mulai|di|hingga)\s)?")
_VERB = r"\b(?!mereka\b|menteri\b|media\b)(?:me|ber|di)\w{3,}|\b(?:bahwa|yang)\b"
_WILL_FOLLOW = re.compile(rf",?\s(?:(?!{_VERB})[^.,!?;:\n“”\"])*?\b(?:{_WILL})\b")

_SENTENCE_BREAK = re.compile(r"[.!?;:\n“”\"]")
_EVERY = r"(?:setiap|tiap|saban)\stahun(?:nya)?\b"
_RECURS = re.compile(rf"(?i)\b(?:{_EVERY}|biasanya\b|umumnya\b|lazimnya\b)(?!.*\bsejak\s$)")
_RECURS_BEHIND = re.compile(rf"(?:\sdan\s\d{{1,2}}\s\w+)?\s{_EVERY}")
_PLANNED = re.compile(
    r"(?i)\b(?:di(?:gelar|adakan|selenggarakan|langsungkan|mainkan|mulai|buka)|berlangsung|pemilu|pemilihan|pilpres|pilkada"
    r"|referendum|final|laga|turnamen|putaran)\b"
)
_PAST = re.compile(
    r"(?i)\b(?:telah|sudah|pernah|sempat|sejak|usai|setelah|seusai|sesudah|pasca\w*|hasil|sebelumnya|kalah|menang|memenangi"
    r"|memenangkan|terpilih)\b"
)


def outlook(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the clause of an expression speaks of what is to come, and whether of what is planned, without a word
    that it is over; after a comma stands the report's day.

    It says so before, or if it opens with the expression, behind it: `Pada 20 Oktober, presiden akan ...`.
    """
    if text.endswith(", ", 0, start):
        return False, False
    clause = _CLAUSE_BREAK.split(text[max(start - _CLAUSE, 0) : start])[-1]
    opens = _OPENING.fullmatch(clause) and _WILL_FOLLOW.match(text, end, end + _MAIN)
    planned = _PLANNED.search(clause) and not _PAST.search(clause)
    return bool(opens or _AHEAD.search(clause)), bool(planned)


def recurs(text: str, start: int, end: int) -> bool:
    """Whether the sentence says before the expression that it recurs, or right behind it: `7 Mei setiap tahun`."""
    before = _SENTENCE_BREAK.split(text[max(start - _CLAUSE, 0) : start])[-1]
    return bool(_RECURS.search(before) or _RECURS_BEHIND.match(text, end))

"""The dateline that opens a report, such as `MOSKOW,` or `Jakarta (ANTARA) -` or `Liputan6.com, Jakarta`."""

import re

from kawat.lexicon import NO_PLACES, ONE_VOWEL_PLACES

Offsets = tuple[int, int]

_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’.]*"
_NAME = rf"{_CAP}(?:(?:\s|-|\s?/\s?)(?:(?:de|la|do|da|del|al|el|of|au|am|der)[\s-])?{_CAP}){{0,4}}"
_DOMAIN = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)?\.(?i:com|co|co\.id|id|net|tv|news|org)"
_AGENCY = (
    rf"(?:{_DOMAIN}|(?:(?i:antara|reuters|xinhua|kompas|tempo|republika|detikcom|inilahcom|vivanews|sindonews|okezone"
    rf"|kyodo|bernama|anadolu)|Ant|AFP|AP|dpa|DPA|EFE|TASS|BBC|CNN|CNBC|VOA|VIVA|UPI|KCNA|PRLM|PR|JPNN|SINDO|MI)\b)"
    rf"(?:[\s/-]{_CAP}){{0,3}}"
)
_DAY = r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Ags|Agt|Sep|Okt|Nov|Des)[a-z]*\.?"
_DATE = (
    rf"(?:{_DAY}(?:\s?,?\s?\(?\s?\d[\d/]*(?:\s{_MONTH})?(?:\s\d{{4}})?\s?\)?)?"
    rf"|\d{{1,2}}(?:/\d[\d/]*|\s{_MONTH}(?:\s\d{{4}})?))"
)
_HYPHENS = r"(?:--?|[–—―]|&[mn]dash;|\ufffd|â\x80[\x93\x94])"  # the last three: what careless decoding makes of a dash
_DASH = rf"(?:\.?\s?{_HYPHENS}\s|\s{_HYPHENS})"
_FIRST_OF_TWO = (
    "(?:New|Los|Las|San|Santa|São|Sao|Hong|Kuala|Abu|Tel|Buenos|Addis|Phnom|Port|Cape|Banda|Bandar|Tanjung|Palangka"
    "|Pangkal|Nusa)"
)
_REPORT = r"\s*(?=[\"“‘'(]*[A-ZÀ-ÖØ-Þ\d])"

_STYLES = [
    re.compile(style + _REPORT)
    for style in (
        # Liputan6.com, Jakarta - · jpnn.com - TOCHIGI - · Metrotvnews.com, Jakarta:
        rf"{_AGENCY}(?:\s?,\s?|{_DASH}\s?){_NAME}(?:\s?,\s?{_DATE})?(?:{_DASH}|\s?:)",
        # KONTAN.CO.ID - JAKARTA.
        rf"{_AGENCY}{_DASH}\s?[A-Z]{{3,}}(?:\s[A-Z]{{3,}}){{0,2}}\.\s",
        # JAKARTA, KOMPAS.com – · Jakarta (ANTARA) - · New Delhi, 6 Jan (Xinhua) — · Wellington, Rabu - · JAKARTA -
        rf"(?!{_DAY}\b){_NAME}(?:\s?,\s?{_NAME})?(?:\s?,\s?{_DATE})?"
        rf"(?:\s?,?\s?-{{0,2}}\([^()]{{0,30}}?{_AGENCY}[^()]{{0,30}}\))?(?:\s?,\s?{_AGENCY}\s?{_HYPHENS}|{_DASH})",
        # KOMPAS.com -
        rf"{_AGENCY}{_DASH}",
        # Liputan6.com, Jakarta
        rf"{_DOMAIN}\s?,\s?(?:{_FIRST_OF_TWO}\s)?{_CAP}\s",
        # MOSKOW,
        r"(?P<capitals>[A-Z]{3,}(?:[\s-][A-Z]{3,}){0,2}(?:\s?,\s?[A-Z]{4,})?)\s?,\s"
        r"(?=[\"“]?[A-Z](?:[a-z]|[A-Z]*\s[A-Z]?[a-z]))",
    )
]
_LOWER = re.compile(r"\b[a-z]{2,}")
_MOST = 200  # characters of a dateline
_LEAST_REPORT = 40  # characters after it: what is shorter is a headline (`Prabowo - Gibran Menang`)


def find_dateline(text: str, start: int, end: int) -> Offsets | None:
    """The dateline that opens the paragraph `text[start:end]`, its dash or comma included, or None.

    Prose that begins with a place and a comma (`Jakarta, ibu kota Indonesia, …`) has none.
    """
    for style in _STYLES:
        found = style.match(text, start, min(end, start + _MOST))
        if found and _is_place(found) and end - found.end() >= _LEAST_REPORT and _LOWER.search(text, found.end(), end):
            return start, start + len(found[0].rstrip())
    return None


def _is_place(found: re.Match[str]) -> bool:
    """False for what only looks like a bare place: `NATO, Aliansi …`, `Al - Faisaly …`, `Antonov - 26 …`."""
    capitals = found.groupdict().get("capitals")
    if capitals and " " not in capitals:
        syllables = len(re.findall("[AEIOUY]", capitals))
        return capitals in ONE_VOWEL_PLACES or (syllables > 1 and len(capitals) > 3 and capitals not in NO_PLACES)
    if capitals or re.search("[,(.:]", found[0]):
        return True
    words = re.findall(r"\w[\w'’.-]*", found[0])
    short = len(words) <= (3 if found[0].isupper() else 2)
    return short and len(words[0]) > 3 and not found.string[found.end()].isdigit()

"""The keys under which names are found: one exact up to typography, one blind to transliteration."""

import re
import unicodedata
from functools import lru_cache

# Letters that NFKD leaves whole although they are a Latin letter with a stroke or a ligature.
_STROKES = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "ƶ": "z",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
    }
)
# Marks that are written or left out at will inside a word: apostrophes of all kinds, the Arabic ones included.
_APOSTROPHES = re.compile("['’‘`´ʻʼʽʾʿˈ′＇\u200b-\u200f\u2060\ufeff\u00ad]")
_BETWEEN = re.compile(r"[\W_]+")
_INITIALS = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]\b)")


@lru_cache(maxsize=1 << 14)
def normalise(surface: str) -> str:
    """Returns the key of exact look-up; "" when the surface has no letter or digit.

    Compatibility forms, case and diacritics are folded, apostrophes dropped, all other punctuation becomes a space,
    and single letters join: `U.N.` is `un`, `J. K. Rowling` is `jk rowling`, `Kassym-Jomart` is `kassym jomart`.
    """
    text = surface
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
        text = "".join(char for char in text if not unicodedata.combining(char))
        text = unicodedata.normalize("NFKC", text.translate(_STROKES).casefold())
    text = _BETWEEN.sub(" ", _APOSTROPHES.sub("", text.casefold())).strip()
    return _INITIALS.sub(r"\1", text)


# In this order: each rule sees what the one before it left. The left side is a regular expression.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"dzh|zh|dj|jh", "j"),  # Dzhaparov, Zhaparov, Djoko, Jhaparov -> j
        (r"tsch|tch|tj|ch|cz", "c"),  # Tchaikovsky, Tjokro, Chandra
        (r"sch|sh|sy|ss", "s"),  # Rashid, Rasyid
        (r"kh|ck|q", "k"),  # Khamenei, Qatar
        (r"ph", "f"),
        (r"([bdgt])h", r"\1"),  # Gandhi, Ghani, Thabit, Abdhullah
        (r"w", "v"),  # Medwedew
        (r"x", "ks"),  # Alexei, Aleksei
        (r"\by(?=e)|(?<=[aeiou])y(?=[eo])|(?<=[^aeiou\W])y(?=e)", ""),  # Yeltsin, Tokayev, Gorbachyev
        (r"oe|oo|ou", "u"),  # Soekarno, Mansoor, Mahmoud
        (r"ee|ij\b|iy|yi", "i"),  # Rasheed, Zelenskij, Zelenskiy
        (r"y", "i"),
        (r"o", "u"),  # Mohammed, Muhammad
        (r"e", "a"),  # Hussein, Hussain
        (r"h\b", ""),  # Abdullah
        (r"(.)\1+", r"\1"),  # doubled letters
    ]
]


@lru_cache(maxsize=1 << 14)
def spelling_key(surface: str) -> str:
    """Returns a coarser key, equal for most transliterations of one name, spaces left out.

    `Zhaparov` and `Japarov`, `Tokayev` and `Tokaev`, `Zelenskyy` and `Zelenskiy`, `Mohammed` and `Muhammad` agree.
    Names with equal `normalise` have equal spelling keys.
    """
    key = normalise(surface)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key.replace(" ", "")

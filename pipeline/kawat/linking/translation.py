"""Indonesian names of bodies and places as English has them: `Bank Sentral Nigeria`, `Central Bank of Nigeria`.

Most entities of the world are known by an English name alone. Where copy translates the common noun of a name, it can
be translated back; the rest of the name stays as it is, or is a country, whose English name is known.
"""

from collections.abc import Callable, Iterator

from kawat.kb.normalise import normalise

# The common noun that begins the Indonesian name, and the English forms of the whole.
_PATTERNS: dict[str, tuple[str, ...]] = {
    "asosiasi": ("{} Association", "Association of {}"),
    "bandar udara": ("{} Airport", "{} International Airport"),
    "bandar udara internasional": ("{} International Airport",),
    "bandara": ("{} Airport", "{} International Airport"),
    "bandara internasional": ("{} International Airport",),
    "bank": ("Bank of {}", "{} Bank"),
    "bank sentral": ("Central Bank of {}", "Bank of {}", "{} Central Bank", "National Bank of {}"),
    "bursa efek": ("{} Stock Exchange",),
    "danau": ("Lake {}",),
    "distrik": ("{} District",),
    "gunung": ("Mount {}", "{} Mountain"),
    "institut": ("{} Institute", "Institute of {}"),
    "istana": ("{} Palace",),
    "jembatan": ("{} Bridge",),
    "kebun binatang": ("{} Zoo",),
    "kementerian luar negeri": ("Ministry of Foreign Affairs of {}", "Ministry of Foreign Affairs {}"),
    "kementerian pertahanan": ("Ministry of Defence of {}", "Ministry of Defense of {}"),
    "kementerian keuangan": ("Ministry of Finance of {}",),
    "kepulauan": ("{} Islands",),
    "laut": ("{} Sea", "Sea of {}"),
    "lembah": ("{} Valley",),
    "mahkamah agung": ("Supreme Court of {}", "{} Supreme Court"),
    "mahkamah konstitusi": ("Constitutional Court of {}",),
    "museum": ("{} Museum", "Museum of {}"),
    "oblast": ("{} Oblast", "{} Region"),
    "parlemen": ("Parliament of {}", "{} Parliament"),
    "partai": ("{} Party",),
    "partai buruh": ("{} Labour Party", "Labour Party of {}"),
    "partai komunis": ("Communist Party of {}",),
    "pelabuhan": ("Port of {}", "{} Port"),
    "pengadilan tinggi": ("High Court of {}", "{} High Court"),
    "perhimpunan": ("{} Society", "{} Association"),
    "provinsi": ("{} Province",),
    "pulau": ("{} Island",),
    "rumah sakit": ("{} Hospital",),
    "selat": ("{} Strait", "Strait of {}"),
    "semenanjung": ("{} Peninsula",),
    "senat": ("Senate of {}", "{} Senate"),
    "stadion": ("{} Stadium",),
    "sungai": ("{} River", "River {}"),
    "teater": ("{} Theatre", "{} Theater"),
    "teluk": ("Gulf of {}", "{} Bay", "Bay of {}"),
    "universitas": ("University of {}", "{} University"),
    "yayasan": ("{} Foundation",),
}
_LONGEST_NOUN = max(len(noun.split()) for noun in _PATTERNS)
_FORMS_OF_STATE = {"republik", "kerajaan", "federasi"}


def translations(text: str, english: Callable[[str], str | None]) -> Iterator[str]:
    """The English forms that a name of an Indonesian form may have; none if it begins with no known noun.

    `english` gives the English name of a country, or None for what is none.
    """
    words = text.split()
    for length in range(min(_LONGEST_NOUN, len(words) - 1), 0, -1):
        patterns = _PATTERNS.get(normalise(" ".join(words[:length])))
        if patterns is None:
            continue
        rest = words[length:]
        if len(rest) > 1 and normalise(rest[0]) in _FORMS_OF_STATE:
            rest = rest[1:]
        name = " ".join(rest)
        yield from (pattern.format(english(name) or name) for pattern in patterns)
        return

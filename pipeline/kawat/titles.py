"""Titles of offices in running copy, and the long forms of the short ones."""

from collections.abc import Sequence


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


LONG = {
    "president": "presiden",
    "presdir": "presiden direktur",
    "capres": "calon presiden",
    "cawapres": "calon wakil presiden",
    "cagub": "calon gubernur",
    "wapres": "wakil presiden",
    "wagub": "wakil gubernur",
    "wabup": "wakil bupati",
    "wamenlu": "wakil menteri luar negeri",
    "menlu": "menteri luar negeri",
    "menhan": "menteri pertahanan",
    "menkeu": "menteri keuangan",
    "mendagri": "menteri dalam negeri",
    "menkes": "menteri kesehatan",
    "mensos": "menteri sosial",
    "menko": "menteri koordinator",
    "mendag": "menteri perdagangan",
    "menag": "menteri agama",
    "menpora": "menteri pemuda dan olahraga",
    "menhub": "menteri perhubungan",
    "mentan": "menteri pertanian",
    "mensesneg": "menteri sekretaris negara",
    "seskab": "sekretaris kabinet",
    "pm": "perdana menteri",
    "sekjen": "sekretaris jenderal",
    "dirjen": "direktur jenderal",
    "dirut": "direktur utama",
    "dubes": "duta besar",
    "ketum": "ketua umum",
    "waketum": "wakil ketua umum",
    "jubir": "juru bicara",
    "kadiv": "kepala divisi",
    "kadis": "kepala dinas",
    "walikota": "wali kota",
}
HEADS = _words(
    """
    presiden wakil perdana menteri kanselir raja ratu kaisar sultan emir pangeran paus uskup kardinal
    gubernur bupati wali camat lurah ketua kepala direktur sekretaris juru duta konsul panglima komandan laksamana
    jaksa hakim senator anggota pelatih manajer kapten ceo pendiri komisaris rektor dekan utusan komisioner deputi
    kapolri kapolda kapolres kapolsek pemimpin koordinator asisten penasihat staf inspektur bendahara
    """
) | frozenset(LONG)
"""Words that an office begins with."""

_MOST = 4  # words of a title alone
_STATUS_WORDS = _words("mantan eks bekas calon kandidat plt penjabat pj sang")


def expanded(words: Sequence[str]) -> str:
    """The office that lower-case words name, short forms written out: `mantan menlu` is `menteri luar negeri`."""
    return " ".join(LONG.get(word, word) for word in words if word not in _STATUS_WORDS)


def is_title(words: Sequence[str]) -> bool:
    """Whether lower-case words are a title and nothing else: `presiden`, `menteri luar negeri`."""
    rest = [word for word in words if word not in _STATUS_WORDS]
    return 0 < len(rest) <= _MOST and rest[0] in HEADS

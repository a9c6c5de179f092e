"""Pieces of the patterns that several rules are made of."""

from collections.abc import Callable

from kawat.dates.expressions import What
from kawat.dates.meaning import DIGITS, ORDINALS, SIDES, THIRDS, Groups

Rule = tuple[str, Callable[[Groups], What]]
"""A pattern, and what the words that its groups caught mean."""

FULL = (
    r"(?:[Jj]anuari|[FfPp]ebruari|[Mm]aret|[Aa]pril|[Mm]ei|[Jj]uni|[Jj]uli|[Aa]gustus|[Ss]eptember|[Oo]ktober"
    r"|[Nn]o[vp]ember|[Dd]esember)\b"
)
_ENGLISH = r"(?:January|February|March|May|June|July|August|October|December)\b"
MONTH = rf"(?:{FULL}|{_ENGLISH}|(?:Jan|[FP]eb|Mar|Apr|Jun|Jul|Agu|Ag[ts]|Sept?|Okt|No[vp]|Des)\b\.?)"
YEAR = r"(?:19|20)\d\d(?!\d)"
# What is no year but a number: 2000 orang, 2000,5
NO_QUANTITY = (
    r"(?![.,:]\d|-an\b|\s(?:orang|unit|km|meter|kilometer|ton|rupiah|dolar|jiwa|rumah|warga|persen|hektare?|poin|peserta"
    r"|siswa|mahasiswa|pelajar|pelari|atlet|karyawan|pekerja|dokumen|kasus|kali|tahun|hari|jam|menit|ekor|buah|liter|lembar"
    r"|titik|sekolah|perusahaan|pelanggan|personel|tentara|keluarga|desa|polisi|anak|pasien|penumpang|suara|mobil|euro|yen"
    r"|yuan|kg|kilogram|undangan|eksemplar)\b)"
)
NO_PART = r"(?<![\d.,/-])"  # of a longer figure
# Before 1900 nothing may part it from its day or month: 4 Juli 1776
DATED_YEAR = rf"(?:{YEAR}|(?<!,\s)1[0-8]\d\d(?!\d){NO_QUANTITY})"
TIME = r"(?i:pagi|siang|sore|petang|malam|dini\s?hari|tengah\smalam|subuh)\b"
ZONE = r"\(?(?:waktu\s(?:setempat|[A-Z]\w+(?:\s[A-Z]\w+)?)|WIB|WITA|Wita|WIT|GMT|BST)\b\)?"
SIDE = rf"(?P<side>{'|'.join(SIDES)})\b"
NEAR = rf"(?i:ini|{'|'.join(SIDES)})\b"
REFERRED = rf"(?P<which>{NEAR})"
DASH = r"\s?[-–—]\s?"
TO = rf"(?:{DASH}|\s(?:hingga|sampai(?:\sdengan)?|s/d)\s)"
THIRD = rf"(?:(?P<since>[Ss]ejak\s(?=awal\b))?(?P<third>(?!Tengah)(?i:{'|'.join(THIRDS)}))\s)"
_DIGIT = f"(?:{'|'.join(DIGITS[1:])})"
COUNT = (
    rf"(?P<count>{_DIGIT}(?:\sbelas|\spuluh(?:\s{_DIGIT})?)?|sepuluh|sebelas|\d{{1,3}}(?:[,.]\d+)?(?:{DASH}\d{{1,3}})?"
    rf"|beberapa|sejumlah|belasan|puluhan|ratusan|ribuan|jutaan|(?:(?:[\d.,]{{1,9}}|{_DIGIT})\s)?(?:ratus|ribu|juta|miliar))"
)
# No count stands before: tiga pekan ini
NO_NUMBER_WORD = "".join(rf"(?<!{word}\s)" for word in (*DIGITS[1:], "sepuluh", "belas", "puluh", "setengah"))
NO_COUNT = rf"(?<!\d\s){NO_NUMBER_WORD}"


def after(words: str) -> str:
    """Lookbehinds for any of the words and a space; one for each, as their lengths differ."""
    return "(?i:" + "|".join(rf"(?<=\b{word}\s)" for word in words.split()) + ")"


_TIME_WORDS = "pada dalam sejak hingga sampai dari mulai per selama di awal tengah pertengahan akhir menjelang sebelum"
AFTER_TIME_WORD = (
    after(_TIME_WORDS + r" setelah antara sepanjang pada\ssekitar sejak\ssekitar")
    + r"(?<!lebih\sdari\s)(?<!kurang\sdari\s)"
)
# A noun that a month or year may follow, and no number, nor one who speaks or is called so.
_NO_NOUNS = (
    "sebanyak sekitar hampir lebih kurang mencapai nomor pasal hanya dengan sedikitnya setidaknya minimal maksimal "
    "sejumlah seluruh ribu juta total menjadi nilai seri tipe kode kepada ujar kata tutur ungkap imbuh bernama oleh "
    "istri suami anak ratus jumlah tahun dekade senilai sebesar seharga berisi punya memiliki pukul jarak kasus"
)
AFTER_NOUN = f"(?:{'|'.join(rf'(?<=[^-a-zA-Z0-9][a-z]{{{length}}}[ ])' for length in range(4, 13))})" + "".join(
    rf"(?<!\b{word}\s)" for word in _NO_NOUNS.split()
)
ENDS_PHRASE = (
    r"(?=\s*(?:[.,;:!?)”\"]|$)|\s(?:yang|dan|atau|di|ke|dari|dengan|oleh|untuk|pada|ini|itu|tersebut|akan|telah|sudah|"
    r"tidak|juga|karena|saat|ketika|sebagai|dalam|hingga|sampai|tetapi|namun|setelah|sebelum|lalu|silam|mendatang|adalah|"
    r"sebesar|sebanyak|masih|bisa|dapat|harus|lebih|secara|maupun|serta|nanti|kemarin|bagi|maka|antara|sejak|"
    r"(?:me|di|ber|ter)[a-z]{4})\w*|\s[-–—(])(?![.,:]\d)"
)
NUMBER = rf"(?:[1-4]|(?i:{'|'.join(ORDINALS)}))"  # of a quarter or half
QUARTER = "kuartal|kwartal|triwulan"

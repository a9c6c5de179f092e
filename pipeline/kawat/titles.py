"""Titles of offices in running copy: the words that they begin with, and the long forms of the short ones."""

from collections.abc import Sequence


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


LONG = {
    "president": "presiden",
    "presdir": "presiden direktur",
    "capres": "calon presiden",
    "bacapres": "calon presiden",
    "cawapres": "calon wakil presiden",
    "bacawapres": "calon wakil presiden",
    "cagub": "calon gubernur",
    "cawagub": "calon wakil gubernur",
    "cabup": "calon bupati",
    "cawabup": "calon wakil bupati",
    "cawalkot": "calon wali kota",
    "caleg": "calon anggota legislatif",
    "wapres": "wakil presiden",
    "wagub": "wakil gubernur",
    "wabup": "wakil bupati",
    "wawali": "wakil wali kota",
    "wawalkot": "wakil wali kota",
    "walkot": "wali kota",
    "walikota": "wali kota",
    "wamenlu": "wakil menteri luar negeri",
    "wamenhan": "wakil menteri pertahanan",
    "wamenkeu": "wakil menteri keuangan",
    "wamendagri": "wakil menteri dalam negeri",
    "wamenkes": "wakil menteri kesehatan",
    "wamensos": "wakil menteri sosial",
    "wamendag": "wakil menteri perdagangan",
    "wamenag": "wakil menteri agama",
    "wamentan": "wakil menteri pertanian",
    "wamenaker": "wakil menteri ketenagakerjaan",
    "wamenkumham": "wakil menteri hukum dan ham",
    "wamensesneg": "wakil menteri sekretaris negara",
    "wamenkum": "wakil menteri hukum",
    "wamenham": "wakil menteri ham",
    "wamenkomdigi": "wakil menteri komunikasi dan digital",
    "wamenkominfo": "wakil menteri komunikasi dan informatika",
    "wamenparekraf": "wakil menteri pariwisata dan ekonomi kreatif",
    "wamenperin": "wakil menteri perindustrian",
    "wamenhub": "wakil menteri perhubungan",
    "wamenpora": "wakil menteri pemuda dan olahraga",
    "wamendikdasmen": "wakil menteri pendidikan dasar dan menengah",
    "wamen": "wakil menteri",
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
    "menhut": "menteri kehutanan",
    "menperin": "menteri perindustrian",
    "menaker": "menteri ketenagakerjaan",
    "menakertrans": "menteri tenaga kerja dan transmigrasi",
    "menkumham": "menteri hukum dan ham",
    "menkum": "menteri hukum",
    "menham": "menteri ham",
    "menkominfo": "menteri komunikasi dan informatika",
    "menkomdigi": "menteri komunikasi dan digital",
    "menkopolhukam": "menteri koordinator polhukam",
    "menkopolkam": "menteri koordinator polkam",
    "mendikdasmen": "menteri pendidikan dasar dan menengah",
    "menkop": "menteri koperasi",
    "mendes": "menteri desa",
    "mentrans": "menteri transmigrasi",
    "menpan": "menteri pendayagunaan aparatur negara",
    "menparekraf": "menteri pariwisata dan ekonomi kreatif",
    "menpar": "menteri pariwisata",
    "mendikbud": "menteri pendidikan dan kebudayaan",
    "mendikbudristek": "menteri pendidikan, kebudayaan, riset, dan teknologi",
    "mendiknas": "menteri pendidikan nasional",
    "menristek": "menteri riset dan teknologi",
    "menbud": "menteri kebudayaan",
    "mensesneg": "menteri sekretaris negara",
    "mensekneg": "menteri sekretaris negara",
    "menteg": "menteri negara",
    "seskab": "sekretaris kabinet",
    "sekda": "sekretaris daerah",
    "sekdaprov": "sekretaris daerah provinsi",
    "sekprov": "sekretaris provinsi",
    "sekdakab": "sekretaris daerah kabupaten",
    "sekkab": "sekretaris kabupaten",
    "sekwan": "sekretaris dewan",
    "sekertaris": "sekretaris",
    "sekjen": "sekretaris jenderal",
    "sesjen": "sekretaris jenderal",
    "wasekjen": "wakil sekretaris jenderal",
    "sestama": "sekretaris utama",
    "pm": "perdana menteri",
    "dirjen": "direktur jenderal",
    "dirut": "direktur utama",
    "wadirut": "wakil direktur utama",
    "wadir": "wakil direktur",
    "wapresdir": "wakil presiden direktur",
    "preskom": "presiden komisaris",
    "komut": "komisaris utama",
    "dubes": "duta besar",
    "dutabesar": "duta besar",
    "konjen": "konsul jenderal",
    "ketum": "ketua umum",
    "waketum": "wakil ketua umum",
    "waket": "wakil ketua",
    "bendum": "bendahara umum",
    "wabendum": "wakil bendahara umum",
    "jubir": "juru bicara",
    "jurubicara": "juru bicara",
    "penasehat": "penasihat",
    "stafsus": "staf khusus",
    "kadiv": "kepala divisi",
    "kadis": "kepala dinas",
    "kabid": "kepala bidang",
    "kabag": "kepala bagian",
    "kasubag": "kepala subbagian",
    "kasubbag": "kepala subbagian",
    "kasi": "kepala seksi",
    "kasie": "kepala seksi",
    "kaur": "kepala urusan",
    "paur": "perwira urusan",
    "waka": "wakil kepala",
    "kabiro": "kepala biro",
    "karo": "kepala biro",
    "kades": "kepala desa",
    "kadus": "kepala dusun",
    "kalapas": "kepala lembaga pemasyarakatan",
    "kakanwil": "kepala kantor wilayah",
    "kasad": "kepala staf angkatan darat",
    "kasal": "kepala staf angkatan laut",
    "kasau": "kepala staf angkatan udara",
    "ksad": "kepala staf angkatan darat",
    "ksal": "kepala staf angkatan laut",
    "ksau": "kepala staf angkatan udara",
    "wakasad": "wakil kepala staf angkatan darat",
    "wakasal": "wakil kepala staf angkatan laut",
    "wakasau": "wakil kepala staf angkatan udara",
}
HEADS = _words(
    """
    presiden wakil perdana menteri kanselir raja ratu kaisar sultan emir pangeran paus uskup kardinal patriark mufti
    gubernur bupati wali camat lurah ketua kepala direktur sekretaris juru duta konsul panglima komandan
    jaksa hakim senator anggota pelatih manajer kapten ceo cfo coo cto pendiri komisaris rektor dekan utusan komisioner
    deputi kapolri kapolda kapolres kapolresta kapolrestabes kapolresto kapolsek wakapolri wakapolda wakapolres
    kabareskrim kabaharkam kadivhumas kadivpropam dirreskrimum dirreskrimsus dirresnarkoba dirlantas dirtipidkor
    dirtipidum dirtipidsiber kasat kanit kasubdit kasatreskrim kasatlantas kasatresnarkoba kabidhumas
    wakapolresta wakapolrestabes wakapolsek wakabareskrim wakasat kakorlantas kasatgas kasubbid kasubsi kapoksahli
    karopenmas kabagpenum kabinda kasum kaskostrad irwasum irwasda asops asintel aslog aster asrena dandenpom dansat
    danyon danlantamal danpomdam danpuspomad pangkoopsud pangkolinlamil pangkoarmada jampidmil jamdatun
    direskrimum direskrimsus dirkrimum dirkrimsus diresnarkoba dirpolairud dirtipidter dirsamapta dirintelkam
    kapuspen kapuspenkum kapendam kadispen kadispenad pangdam pangkostrad pangkogabwilhan danrem dandim danramil
    danlanud danlanal danjen danpuspom kajari kajati jampidsus jampidum jamintel kasetpres
    pemimpin pimpinan koordinator asisten penasihat staf inspektur bendahara imam putra putri sheriff letnan kuasa
    vice chief managing general chairman chairwoman founder co-founder duke duchess adipati rais katib
    perwakilan ajudan administrator negosiator atase
    """
) | frozenset(LONG)
"""Words that an office begins with."""

FOLLOWED = {
    "juru": _words("bicara"),
    "duta": _words("besar khusus"),
    "imam": _words("besar"),
    "putra": _words("mahkota"),
    "putri": _words("mahkota"),
    "kuasa": _words("usaha"),
    "perwakilan": _words("tinggi khusus tetap"),
    "letnan": _words("gubernur"),
    "rais": _words("aam syuriyah"),
    "vice": _words("president chairman"),
    "chief": _words("executive operating financial technology marketing economist"),
    "managing": _words("director partner"),
    "general": _words("manager"),
}
"""Words that an office begins with before one of these alone."""

_MOST = 4  # words of a title alone
_STATUS_WORDS = _words("mantan eks bekas calon kandidat plt penjabat pj sang")


def expanded(words: Sequence[str]) -> str:
    """The office that lower-case words name, short forms written out: `mantan menlu` is `menteri luar negeri`."""
    return " ".join(LONG.get(word, word) for word in words if word not in _STATUS_WORDS)


def is_title(words: Sequence[str]) -> bool:
    """Whether lower-case words are a title and nothing else: `presiden`, `menteri luar negeri`."""
    rest = [word for word in words if word not in _STATUS_WORDS]
    return 0 < len(rest) <= _MOST and begins_office(rest[0], rest[1] if len(rest) > 1 else "")


def is_ticket(word: str) -> bool:
    """Whether a lower-case word is an office and its deputy's: `capres-cawapres`."""
    one, _, other = word.partition("-")
    return one in LONG and LONG.get(other) == LONG[one].replace("calon ", "calon wakil ")


def begins_office(word: str, following: str) -> bool:
    """Whether a lower-case word, with the one after it, is where an office begins."""
    return word in HEADS and (word not in FOLLOWED or following.removesuffix("nya") in FOLLOWED[word])

"""The words by which offices are told: of titles, between a title and a name, and between a name and a title."""

import re


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


STATUS = {
    ("mantan",): "mantan",
    ("eks",): "mantan",
    ("bekas",): "mantan",
    ("bakal", "calon"): "calon",
    ("calon",): "calon",
    ("bakal",): "calon",
    ("kandidat",): "calon",
    ("penjabat",): "penjabat",
    ("pejabat", "sementara"): "penjabat",
    ("pj",): "penjabat",
    ("pjs",): "penjabat",
    ("plt",): "pelaksana tugas",
    ("plh",): "pelaksana tugas",
    ("pelaksana", "tugas", "harian"): "pelaksana tugas",
    ("pelaksana", "tugas"): "pelaksana tugas",
    ("pelaksana", "harian"): "pelaksana tugas",
}
"""What stands before an office, full stops left out."""
STATUS_BEGINS = frozenset(words[0] for words in STATUS)

RANKS = _words(
    """
    jenderal letjen mayjen brigjen kolonel letkol mayor kapten kapt lettu letda laksamana laksda laksdya laksma marsekal
    marsda marsdya marsma komjen irjen brigjen kombes akbp kompol akp iptu ipda aiptu aipda bripka brigadir brigpol
    ajun serma sersan serka kopral komodor purn purnawirawan dr drg prof profesor ir drs dra h hj kh k.h haji hajah
    sheikh syekh syeikh habib gus kiai kyai ustaz ustad ustadz mullah ayatollah ym datuk dato tun seri
    hojatoleslam tuan nyonya nona mr mrs ms
    bapak ibu pak bu mas mbak bang bung saudara sdr raden sri sir dame lord baginda
    """
)
"""Ranks, degrees and courtesies between a title and a name."""

RANK_ENDS = _words(
    """
    tni polri polisi pol ad al au mar marinir purn purnawirawan besar satu dua kepala m.si s.h kc k
    inf kav art arm arh czi zeni cba cpl cke chk ckm cpm caj ctp chb kum pnb tek lek pom pas kal
    """
)
"""What may follow a rank: `Letjen TNI`, `Komisaris Besar Polisi`, the corps in `Letkol Inf`."""

LONG_RANKS = {
    "komisaris": _words("besar jenderal"),
    "inspektur": _words("polisi satu dua"),
    "letnan": _words("jenderal kolonel satu dua"),
    "mayor": _words("jenderal"),
}
"""First words of ranks that are offices otherwise, and what makes them ranks."""

GENERAL = _words("sekretaris direktur inspektur konsul")
"""Offices that `jenderal` belongs to."""

CLOSED = _words(
    """
    dengan kepada oleh untuk dari bahwa yang di ke pada adalah ialah merupakan telah akan sudah sedang masih baru kata
    ujar tutur ungkap imbuh jelas tegas ucap sambung antara seperti bersama saat ketika serta atau tetapi dalam sebagai
    selaku melalui menurut terhadap tentang tanpa para atas bagi hingga sampai sejak usai setelah sebelum karena jika
    bila kalau agar maka pun lalu kemudian juga hanya bisa dapat harus tidak bukan belum ingin mau ia dia mereka kami
    kita saya aku anda kamu seorang sebuah itu ini tersebut tadi nya lain lainnya pendamping usulan versi era masa
    bernama kini sebelumnya yaitu yakni sekaligus merangkap alias punya milik soal terkait guna demi selama
    """
)
"""Words of no title."""

OTHERS = _words(
    """
    istri suami putra putri putera puteri anak ayah ibunda ibu ayahanda kakak adik keponakan menantu mertua sepupu cucu
    kakek nenek saudara saudari kerabat keluarga teman sahabat rekan kolega lawan saingan rival pendukung pengusung
    pengikut
    pengacara pemilik kubu pemerintahan rezim kebijakan pidato kunjungan kediaman nama kasus
    janji perintah keputusan karya pasangan loyalis istana pimpinan terdakwa tersangka terpidana korban
    pengamat analis pakar penyanyi aktor aktris penulis wartawan jurnalis bintang striker bek kiper gelandang penyerang
    era relawan sukarelawan
    """
)
"""Nouns that a name after them belongs to, not to the title in front: `presiden dan istrinya X`."""

FOLLOWINGS = _words("keluarga gerakan geng band grup kubu rombongan")
"""What one is a member of without an office."""

TEAMS = _words("misi delegasi ganda tunggal timnas tim regu beregu basket sepakbola bola voli")
"""Before `putra`, `putri` and `pengamat` that are of a team, not of a man."""

NO_VERB = re.compile(
    r"menteri|menengah|mentan|menlu|media|metro|medis|mesin|mental|melayu|merdeka|meteorologi|mekanik|merek\w*|memori|"
    r"berita|bersama|bersenjata|berkuasa|berpengaruh|berkelanjutan|bersih|bermotor|berat|"
    r"direktur|direksi|dinas|divisi|diaspora|digital|diplomasi|diplomatik|distribusi|distrik|disabilitas|disiplin|"
    r"diklat|dialog|dirjen|dirut|diri|terpilih|terpadu|tertinggi|terbuka|terbesar|terorisme|teritorial|terapan|"
    r"terminal|tertutup|terluar|tertinggal|mendagri|menkeu|menhan|menkes|mensos|menko|menag|menpora|menhub|mensesneg"
)
"""Words that look like verbs and are none."""
VERB = re.compile(r"(?:meng|meny|men|mem|me|ber|di|ter)\w{3,}")

ADJECTIVES = _words(
    """
    nonaktif non-aktif
    konservatif liberal sosialis komunis pribumi senior junior veteran kawakan baru lama muda tua populer interim
    petahana demisioner sementara pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan terakhir
    berkuasa fiksi legendaris karismatik paling sendiri terkemuka berpengaruh ad wanita perempuan pria the sang itu
    tersebut ini
    """
)
"""What the copy says of an office beside its name."""

BODIES = _words(
    "perusahaan kelompok organisasi partai klub maskapai lsm firma grup raksasa situs platform aplikasi provinsi "
    "kabupaten produsen merek pabrikan startup perguruan kecamatan"
)
"""Classes of bodies and places; before the name of one it and what follows is no part of the office."""

CLASSES = BODIES | {"negara"}
"""Classes of what an office is of, when the copy speaks of it as `presiden negara itu`."""

KINDS = _words(
    """
    yayasan asosiasi federasi milisi gerakan koalisi serikat universitas lembaga badan majalah komisi komite
    wilayah distrik oblast
    """
)
"""Classes of bodies and places that are so at the end of the title alone: `gubernur wilayah Belgorod`."""

OF = _words("dari untuk di pada bagi asal of the atas fraksi dapil")
"""Words between an office and what it is of: `CEO dari X`, `anggota DPR Fraksi X`."""

CAMPAIGNS = _words("kampanye pemenangan relawan")
"""Last words of offices in a camp that is called after its candidate."""

OF_PERSONS = CAMPAIGNS | _words("pers bicara jubir jurubicara tim penasihat penasehat ajudan asisten staf")
"""Words of offices that a person may have beside him: `Sekretaris pers Trump, Sarah Sanders`."""

INNER = _words("presiden perdana pm menteri menlu menhan ketua ketum gubernur raja kanselir bupati wapres pemimpin")
"""Offices whose holder may be he whom another serves: `juru bicara Presiden X, Y`."""
AIDES = _words("utusan pengawal ajudan penasihat penasehat jubir jurubicara")
"""Who serve the holder of an office named right after theirs: `utusan Presiden X`, not so `asisten menteri`."""
SERVES = OF_PERSONS | AIDES | _words("duta wakil")

CROWNED = _words("paus raja ratu pangeran sultan kaisar emir")
"""Offices that are no part of another before a name: `Ketua Panitia Kunjungan Paus X`."""
STYLES = CROWNED | _words("kardinal uskup patriark senator duta dubes dutabesar")
"""Offices that stand like ranks between another and a name: `Menteri Energi Arab Saudi Pangeran X`."""
COACHES = _words("pelatih manajer kapten asisten")
"""Offices of a club that may bear a man's name, or of a man: `Pelatih Prawira David`, `Pelatih Nadal, Carlos Moya,`."""

VILLAGES = _words("desa dusun kampung kelurahan")

JOINS = (("yang", "juga"), ("dan", "juga"), ("sekaligus", "juga"), ("sekaligus",), ("merangkap",), ("juga",), ("/",))
"""Between two offices of one person before his name."""
ANDS = (*JOINS, ("serta",), ("dan",))
"""Between two offices of one person after his name."""

IS = _words(
    "selaku sebagai adalah merupakan ialah menjabat tetap menjadi jadi yaitu yakni yang bertindak sekaligus merangkap"
)
"""Words that join a name to an office after it."""
LINKS = IS | _words(
    """
    seorang salah satu sang juga kini masih pernah sekarang resmi telah akan sudah baru kembali jabatan posisi dirinya
    diri dipercaya ditunjuk diangkat dilantik terpilih dipilih mundur mengundurkan bertugas bekerja dicopot
    diberhentikan dipecat dinobatkan ditetapkan dikukuhkan berhenti lengser maju ditugaskan didapuk diusung
    dicalonkan dinominasikan memimpin lagi sempat saat ini itu bergabung dari jabatannya kursi mengemban kemudian lalu
    langsung
    mendaftar mendaftarkan mencalonkan mengajukan didorong secara aklamasi seumur hidup terakhir sah pun memang dulu
    dulunya kala ketika waktu disumpah sebelumnya semula bakal pamit aktif
    disebut-sebut digadang-gadang dijagokan
    """
)
"""Words that may stand between a name and an office after it, along with one of `IS`."""
IN_TIME = _words(
    """
    pada tahun sejak tanggal bulan hari lalu senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei
    juni juli agustus september oktober november desember untuk periode kedua ketiga keempat kalinya / - hingga sampai
    berusia berumur
    """
)
"""Words of a date or an age that may stand among them."""

THEN = (("saat", "itu"), ("kala", "itu"), ("ketika", "itu"), ("waktu", "itu"), ("pada", "masa", "itu"), ("saat", "ini"))
"""After an office: when it was held."""

DEGREES = re.compile(
    r"s\.?j|s\.?h|s\.?e|s\.?t|s\.?sos|s\.?pd|s\.?ag|m\.?si|m\.?h|m\.?m|m\.?pd|m\.?a|ph\.?d|o\.?f\.?m|sp\.\w+"
)
"""What may stand after a name, full stops at the end left out."""

FOR = _words("untuk oleh dengan kepada bersama bagi")
"""Before a name: the office after it by `sebagai` is another's, as in `bekerja untuk X sebagai penasihat`."""

CALLED = _words("menyebut disebut dijuluki menjuluki menganggap dianggap menggambarkan")
"""Before a name: what follows by `sebagai` is an opinion, no office."""

SEVERAL = _words(
    "dua tiga empat lima enam tujuh delapan sembilan sepuluh para kedua ketiga keempat kelima sejumlah beberapa"
)
"""Before a title that all the names after it have."""

SHARED = _words("anggota hakim jaksa senator komisioner pendiri founder co-founder")
"""Offices that two names after them have even without a word for several: `anggota DPR X dan Y`."""

INTRODUCE = _words("bernama yaitu yakni ialah")
"""Between a title and the name after it."""
BESIDE = _words("seperti termasuk antaranya lain")
"""Before some of those who hold a title: `di antaranya X dan Y`."""

APPOINTED = _words(
    """
    ditunjuk diangkat dilantik dipilih dipercaya ditugaskan dicopot dipecat diberhentikan dicalonkan
    dinominasikan diusung
    """
)
"""Before him who gave an office, or took it: the holder is named earlier, `Y ditunjuk X sebagai menteri`."""

TENURE = _words("dijabat diisi diduduki dipegang")
"""Between a title and the name after it: `Menhan dijabat oleh X`."""
TENSES = _words("yang kini sekarang sebelumnya semula sempat pernah masih telah sudah akan bakal saat ini itu juga")
"""What may stand before one of `TENURE`."""

DISMISSED = _words("diberhentikan digulingkan dipecat dicopot dimakzulkan terguling dinonaktifkan diskors dilengserkan")
"""After `yang`, between a title and the name after it: `Ketua MA yang diberhentikan X`."""

BODY_AFTER = _words("dalam ke memimpin di dengan dari untuk pada membela")
"""Before a body named between a person and `sebagai`: `X bergabung dengan PSSI sebagai ketua`."""

MISSPELT = {"jendral": "jenderal", "exsekutif": "eksekutif", "eksekutip": "eksekutif", "mentri": "menteri"}
"""Words of offices as the copy may spell them."""

VAGUE = _words("pejabat petinggi")
"""Heads of titles that are offices with a body or a field alone: `pejabat Kementerian Luar Negeri X`."""

ENGLISH = _words(
    """
    marketing corporate program programme project product sales country regional finance financial operations operation
    operational communication communications brand public business commercial technical technology creative executive
    deputy senior assistant associate legal digital investment research account area branch store plant human customer
    field sporting chief president head director manager vp svp evp
    """
)
"""Words that an English title in capitals begins with."""
ENGLISH_HEADS = _words("director manager officer secretary president head chairman coordinator partner")
"""Its last noun, or the one before `of`: `Marketing Director`, `Head of Communication`."""

COMPASS = _words("barat timur utara selatan tengah tenggara terbuka")
"""After the name of a place: `utusan PBB untuk Afrika barat X`, `direktur Australia Terbuka X`."""

"""The words that tell that somebody said something, and those that stand around them."""


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


SAID = _words(  # kata Kremlin
    "kata ujar tutur ucap ungkap imbuh tambah jelas tegas lanjut papar terang sambung tulis beber pungkas tandas tukas "
    "sebut cetus jawab tanya kenang seru tutup timpal cerita sahut urai aku harap sindir klaim kilah komentar "
    "bilang lapor teriak balas canda keluh kisah kicau protes sanggah bantah simpul puji kritik gumam kelakar "
    "buka pesan imbau janji pinta cuit seloroh rinci komen celetuk saran desak ajak ledek usul sesal goda"
)
ONLY_AFTER_QUOTES = _words(
    "aku cerita harap jawab jelas komentar kenang klaim sebut seru tanya terang tulis tutup urai "
    "bilang teriak balas canda keluh kisah kicau protes sanggah bantah simpul puji kritik gumam kelakar "
    "buka pesan imbau janji pinta cuit seloroh rinci komen celetuk saran desak ajak ledek usul sesal goda"
)
SAYS = _words(  # Kremlin mengatakan …
    "mengatakan menyatakan menyebut menyebutkan mengungkapkan menjelaskan menegaskan menambahkan menuturkan memaparkan "
    "mengklaim mengeklaim mengaku mengakui mempertegas "
    "berkata menilai berujar bertutur berpendapat membantah menyangkal menampik berdalih "
    "bilang menerangkan mengemukakan mengutarakan berargumen berargumentasi bersaksi menyanggah "
    "menandaskan menggarisbawahi bersikeras"
)
SAYS_THAT = _words(  # Kremlin mengumumkan bahwa …, and beside a quotation
    "mengumumkan melaporkan menyampaikan memastikan menekankan membenarkan mengonfirmasi mengkonfirmasi mengungkap "
    "menulis memperingatkan mengingatkan berjanji mencatat menyimpulkan memberitahu memberitahukan menjawab bertanya "
    "berseru bersumpah mengeluh melanjutkan mencuit menceritakan mengisahkan meneruskan menuliskan memberitakan "
    "mewartakan mengabarkan meyakinkan membeberkan menuduh menuding menanyakan mempertanyakan berkomentar mengomentari "
    "menimpali membalas merespons menanggapi berteriak bercanda mengenang berkicau memprotes "
    "menginformasikan memberitahuku memberitahunya"
)
VERBS = SAYS | SAYS_THAT
PASSIVE = _words(  # seperti disampaikan Kremlin
    "disampaikan dikatakan diungkapkan dinyatakan dilaporkan diberitakan dijelaskan ditegaskan diumumkan "
    "dikabarkan dituturkan diutarakan dituliskan ditulis ditambahkan diucapkan diterangkan"
)
COMPLEMENTIZERS = _words("bahwa kalau jika jikalau")  # mengatakan kalau …
ASKED = _words("apakah mengapa kenapa bagaimana")  # bertanya apakah …
ASKS = _words("bertanya menanyakan mempertanyakan")
NO_SPEAKERS = _words(  # menurut aturan: who says it is nobody
    "undang-undang hukum aturan peraturan logika jadwal konstitusi tradisi definisi standar urutan jenis kebutuhan"
)
STATEMENTS = _words("data pernyataan keterangan laporan penjelasan siaran rilis ucapan pengumuman")
ANNOUNCED = _words("bunyi isi kata ungkap ujar tutur")  # demikian bunyi pernyataan Kremlin
ENDS_REPORT = ANNOUNCED | STATEMENTS
NOT_SAID = _words("yang untuk tidak tak tanpa enggan menolak belum dengan jangan")  # tidak mengatakan
ALSO_SAID = _words("seraya sambil dan serta tapi tetapi , lalu kemudian")  # kata Kremlin, seraya menambahkan
THINGS = _words(  # menyatakan dukungan: a thing, no clause
    "dukungan kesediaan komitmen kekhawatiran keprihatinan penyesalan penyesalannya duka belasungkawa terima "
    "kemenangan kemenangannya kekalahan kekalahannya kesalahan kesalahannya alasan penolakan minat keinginan hal "
    "tuduhan tudingan laporan kabar klaim rumor isu keterlibatan adanya selamat simpati sikap perang penalti "
    "syukur apresiasi apresiasinya kebanggaan kebanggaannya kegembiraannya dukungannya "
    "permintaan dugaan berita itu tersebut"
)

PRONOUNS = _words("dia ia beliau mereka")
THAT = _words("itu tersebut ini")
ENDS_PHRASE = _words(  # what goes on after the speaker, or stands before another phrase
    "di ke pada kepada dalam dari untuk oleh dengan saat usai ketika seraya sambil setelah sebelum melalui lewat yang "
    "soal tentang terkait merujuk seperti dikutip dilansir menirukan sehari hari kemarin tadi bahwa karena agar jika "
    "sementara tetapi namun serta telah akan juga pun adalah sudah sedang tidak masih bisa terhadap atas bagi hingga "
    "sejak selama antara lalu kemudian sebagaimana mengutip menanggapi ditemui lagi dan atau demikian sebagai asal "
    "meskipun walaupun tapi sebab sehingga sebelumnya bakal"
)
PREPOSITIONS = _words("di ke pada kepada dalam dari untuk oleh dengan yang terhadap atas bagi antara tentang asal soal")
TIMES = _words("pada hari ini pagi siang sore malam lalu waktu setempat saat kini ( ) ,")  # pada hari Kamis (6/1)
DAYS = _words("Senin Selasa Rabu Kamis Jumat Sabtu Minggu Ahad")
OPENERS = _words(
    "sementara itu namun adapun sebelumnya selanjutnya kemudian lalu tetapi meski demikian sedangkan lebih lanjut"
)
SENDERS = _words(
    "pihak kantor berita pemerintah media situs harian kelompok partai perusahaan lembaga badan kementerian"
)
AIDES = _words("sekretaris juru asisten penasihat ajudan staf")
OF_A_PERSON = _words("kantor istri suami ayah ibu anak pengacara kubu tim keluarga putra putri adik kakak")
OF_A_BODY = _words("kampanye kantor tim pemerintahan keluarga kabinet")  # juru bicara kampanye Trump
FRAMES = _words(
    "tanpa secara mengenai tentang soal terkait perihal di ke pada dalam dari "
    "untuk dengan saat ketika setelah sebelum selama sejak usai melalui oleh kepada sebagai bagi guna selain akibat "
    "berdasarkan"
)
MODALS = _words("akan telah sudah sedang tidak masih bisa juga pun adalah")
JOINS = _words("dan tetapi tapi namun serta bahwa atau meskipun walaupun seraya sambil")

"""Words of wire copy for the generator, the most frequent first, and the forms that Indonesian makes of its roots."""

NOUNS = """
pemerintah tahun orang negara warga hari rencana pertemuan masyarakat pasukan harga wilayah pihak keamanan pasar hasil
korban program kebijakan ekonomi kota daerah bulan kawasan anggota perdamaian kesepakatan laporan serangan bantuan
persen perusahaan pemilu keputusan pernyataan jaksa pengadilan polisi militer ketua wakil menteri kelompok upaya situasi
krisis energi minyak gas pangan beras listrik anggaran pajak utang bank saham rupiah dolar investasi ekspor impor
perdagangan industri pabrik buruh petani nelayan sekolah mahasiswa guru dokter pasien virus vaksin wabah rumah banjir
gempa gunung hutan asap laut kapal pesawat kereta jalan jembatan bandara pelabuhan pembangunan proyek lahan tanah air
hujan cuaca musim liga pertandingan gol pemain pelatih klub medali turnamen film musik buku media siaran wartawan
jaringan data aplikasi satelit roket nuklir senjata rudal perbatasan pengungsi gencatan sanksi hukum undang-undang pasal
hakim terdakwa kasus korupsi bukti saksi penyidik tersangka penjara hukuman hak suara partai kampanye calon dewan sidang
rapat forum konferensi delegasi utusan duta kerja sama hubungan dialog perjanjian nota deklarasi dukungan kritik protes
demonstrasi aksi massa tokoh agama masjid gereja umat jemaah haji budaya bahasa tradisi keluarga anak perempuan pemuda
""".split()

ROOTS = """
kata tingkat sebut jalan lanjut tetap bangun bantu ambil beri buka tutup kirim terima temu bahas setuju tolak dukung
serang tembak jaga awasi kuat lemah besar kecil tambah kurang naik turun pindah bawa pimpin wakil pilih kampanye janji
umum lapor catat hitung ukur teliti kaji uji coba buat hasil jual beli bayar pinjam tanam panen olah pakai guna cari
periksa tahan bebas hukum gugat sidang tuntut bela lindung rawat obat sembuh sakit tular cegah atasi hadap siap susun
rancang atur tata laku jalin hubung kunjung undang sambut hormat percaya harap minta tanya jawab jelas tegas ungkap akui
bantah kecam puji kritik dorong tekan paksa ancam lawan damai runding sepakat tanda tangan resmi sah batal tunda cepat
lambat panjang pendek luas sempit dalam tinggi rendah jauh dekat lama baru ganti ubah baik rusak hancur bakar padam alir
genang longsor guncang selamat evakuasi ungsi tinggal huni datang pergi kembali masuk keluar tiba berangkat terbang
layar kejar tangkap usut gali angkat lepas lempar pukul pecah satu pisah gabung bagi kumpul sebar siar tulis baca dengar
lihat tonton main latih juara menang kalah imbang cetak rebut tampil ikut serta ajar didik asuh tumbuh kembang hidup
""".split()

ADJECTIVES = """
baru besar penting utama resmi nasional internasional sama lain tinggi kuat kuat terakhir berikutnya penuh khusus umum
bersama lokal regional global politik ekonomi militer sosial hukum strategis mendesak sementara tetap terbuka rahasia
cepat lambat rendah luas dalam jauh dekat aman damai sulit mudah berat ringan mahal murah bersih jelas tegas serius
bilateral multilateral tahunan bulanan darurat permanen modern tradisional digital publik swasta federal daerah pusat
""".split()

ADVERBS = """
juga masih sudah telah akan pernah sempat kembali terus selalu sering jarang kadang hanya cukup sangat lebih semakin
kini sekarang nanti kemarin tadi lalu kemudian sebelumnya akhirnya langsung segera perlahan diam-diam
bersama-sama bahkan justru memang tentu mungkin barangkali seharusnya sebenarnya setidaknya terutama khususnya umumnya
biasanya kabarnya konon rupanya ternyata malah saja pun lagi hampir kurang sedikit banyak sepenuhnya sebagian
masing-masing
""".split()

LINKS = """
setelah sebelum ketika saat sejak karena sebab sehingga agar supaya meski walau kendati meskipun walaupun sementara
sedangkan namun tetapi jika bila apabila selama seperti tanpa dengan demi guna bahwa dan serta atau
""".split()

THOSE = """
itu ini tersebut tadi mereka kami kita setempat lain tertentu serupa semacam terkait
""".split()

GIVEN = """
Budi Siti Agus Dewi Andi Sri Eko Rina Bambang Nur Hendra Wahyu Dian Rudi Yanti Slamet Tri Joko Fitri Arif Lestari Ahmad
Muhammad Abdul Iwan Ratna Dedi Yusuf Indah Surya Made Wayan Ketut Putu Nyoman Lukas Yohanes Maria Petrus Daud Ibrahim
Hasan Umar Zainal Fauzi Rahmat Taufik Ridwan Asep Dadang Cecep Ujang Tono Sugeng Heru Teguh Gatot Susilo Edi Benny
Nugroho Prasetyo Wibowo Santoso Hidayat Siregar Nasution Simanjuntak Ginting Tarigan Lubis Harahap Situmorang Manurung
Pane Saputra
""".split()

SYLLABLES = """
ba ka su ma ta ra la wi di ri ni sa na pa ja ga do ko mu lu si ha wa nu ti bo ro ku li ye an ar en ung ing yan tra gan
""".split()

_VOWELS = "aeiou"


def nasal(root: str) -> str:
    """The root behind `me`: `tulis` is `menulis`, `bantu` `membantu`."""
    first = root[0]
    if first in "pf":
        return f"mem{root[first == 'p' :]}"
    if first in "bv":
        return f"mem{root}"
    if first in "tdcjz":
        return f"men{root[first == 't' :]}"
    if first == "s":
        return f"meny{root[1:]}"
    if first in _VOWELS or first in "kgh":
        return f"meng{root[first == 'k' :]}"
    return f"me{root}"


def active(root: str) -> list[str]:
    """Verbs that take an object."""
    verb = nasal(root)
    return [f"{verb}kan", verb, f"{verb}i", f"memper{root}", f"ikut {verb}kan"]


def passive(root: str) -> list[str]:
    """Verbs that take none."""
    return [
        f"di{root}kan",
        f"ter{root}",
        f"ber{root}",
        f"di{root}",
        f"di{root}i",
        f"diper{root}",
        f"ber{root}an",
        f"di{root}kannya",
    ]


def nouns(root: str) -> list[str]:
    """Nouns made of a root."""
    bare = nasal(root)[2:]
    made = [f"{root}an", f"pe{bare}an", f"ke{root}an", f"pe{bare}", f"per{root}an"]
    return [
        *made,
        *(f"{noun}nya" for noun in made),
        f"{root}-{root}",
        f"{root}-{root}an",
        f"se{root}",
        f"pe{bare}-pe{bare}",
    ]

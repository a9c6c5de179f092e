"""Word lists of the newswire that the tokenizer and the sentence rules share."""


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_TITLES = """
Moh. Moch. Muh. Mohd. Abd. Ach. Dr. dr. drg. Drg. drh. Drh. DR. Drs. Dra. Ir. Prof. Hj. KH. Kh. Tgk. Ust. Ustaz.
Pdt. Rm. Tn. Ny. Nn. Sdr. Sdri. Bpk. Bp. Rd. Tb. Rr. St. Sto. Mr. Mrs. Ms. Mx. Jr. Sr. Fr. Sen. Rep. Gov. Hon. Rev.
Gen. Col. Lt. Capt. Sgt. Cpl. Maj. Adm. Cmdr. Jend. Letjen. Mayjen. Brigjen. Kol. Letkol. Kapt. Lettu. Letda. Serka.
Sertu. Serda. Kopda. Praka. Pratu. Prada. Laks. Laksdya. Marsdya. Marsda. Marsma. Komjen. Irjen. Kombes. Kompol.
Bripka. Briptu. Bripda. Lc. Spd. Alm. Almh. Plt. Plh. Pj. Wkl. Sekr. Yth. yth.
"""
_COMPANIES_AND_PLACES = """
PT. CV. UD. Tbk. Ltd. Inc. Corp. Co. Bros. Pte. Sdn. Bhd. Cie. LLC. Jl. Jln. jl. jln. Gg. gg. Kav. Blk. Kab.
Kec. Kel. Prov. Ds. Dk. Ged. Komp. Perum. Ps. Bt. Tj. Tg. Kp. Mt. Ft. Ave. Blvd.
"""
_REFERENCES = """
No. no. Nos. Nr. Vol. vol. Hal. Hlm. hlm. Ps. Bab. Lih. lih. QS. Qs. HR. Hr. Pres. Ed. ed. eds. Cet. cet. Vs. vs. v. Ph.
Rp. Tgl. tgl. Thn. thn. Bln. bln. Pkl. pkl. Telp. telp. Tlp. tlp. Fax. Ext. dll. dsb. dst. dkk. dlsb. ttd. cq. yl.
sbb. spt. dgn. yg. bhw. tsb. utk. kpd. etc. al. ca. approx. cf. viz. Jan. Feb. Mar. Apr. Jun. Jul. Agt. Ags. Agu.
Aug. Sep. Sept. Okt. Oct. Nov. Des. Dec.
"""
ABBREVIATIONS = _words(_TITLES + _COMPANIES_AND_PLACES + _REFERENCES)
"""Abbreviations with one stop, at their end. Words that also end sentences (`hal.`, `sen.`, `min.`) are left out."""

SENTENCE_ENDING_ABBREVIATIONS = _words(
    """
Tbk. Ltd. Inc. Corp. Co. Bros. Jr. Sr. LLC. dll. dsb. dst. dkk. dlsb. etc. al. tsb. sbb. ttd.
"""
)
"""Those whose stop may be a sentence's as well, when a capital follows."""

SENTENCE_OPENERS = _words(
    """
Adapun Akan Bahkan Beberapa Bila Dalam Dari Dengan Di Dia Hal Hingga Ia Ini Itu Jika Juga Kalau Kami Karena Ke Kedua
Kemudian Ketika Kita Lalu Maka Menurut Mereka Meski Meskipun Namun Oleh Pada Para Saat Salah Saya Sebab Sebagai
Sebanyak Sebelum Sebelumnya Sebuah Sedangkan Sejak Sejumlah Selain Selama Sementara Seorang Setelah Tapi Tetapi
Tidak Untuk Usai
"""
)
"""Words that, capitalised after a stop, begin a sentence and no name: `Blok M. Dia`, not `M. Nuh`."""

BEFORE_A_LETTER = _words(
    """
blok gerbong golongan grup hepatitis huruf influenza kategori kelas plan pot seri serie tipe virus vitamin
"""
)
"""Nouns that are counted by letters, so that `vitamin C.` is no initial."""

BRANDS = _words(
    """
AirAsia AliExpress AlphaFold AppStore AstraZeneca BenarNews BeritaSatu BharatPe BlackBerry BlackRock BuzzFeed
ByteDance CaixaBank CrowdStrike CureVac DeepMind DeepSeek DoorDash DreamWorks EasyJet ExxonMobil FaceTime FlixBus
GarudaFood GitHub GlaxoSmithKline GrabCar GrabFood HarperCollins HelloFresh IndiHome InterContinental JakLingko
JawaPos JetBlue LavAni LinkAja LiveScience MacBook MasterCard MasterChef MedcoEnergi MediaTek NasDem OnePlus OneWeb
PayLater PayPal PeduliLindungi PetroChina PlayStation PowerPoint PricewaterhouseCoopers ProPublica RoboCop SatuSehat
SeaWorld SharePoint ShopeeFood ShopeePay SmackDown SoftBank SoundCloud SriLankan TechCrunch ThyssenKrupp TikTok
TransJakarta TransNusa TribunNews TripAdvisor UnionPay VietJet VinFast WhatsApp WikiLeaks WordPress YouTube
"""
)
"""Names spelled with a capital inside that would otherwise be taken for glued words."""

WHOLE_NYA = _words(
    """
Kenya Chechnya Catalunya Rohingnya Zefanya Lavanya Netanya Vennya Sanya Konya Sonya Tanya Vanya Nyonya Sadananya
Argasunya Zevannya Evgenya Yevgenya
Hanya Punya Akhirnya Artinya Biasanya Sebelumnya Selanjutnya Sebenarnya Seharusnya Sebaiknya Sebaliknya Sepertinya
Sedikitnya Setidaknya Sesungguhnya Selengkapnya Sepenuhnya Seterusnya Selamanya Menurutnya Pasalnya Misalnya Umumnya
Awalnya Intinya Rupanya Nyatanya Faktanya Kabarnya Katanya Tampaknya Kelihatannya Rasanya Adanya Nantinya Tentunya
Khususnya Terutamanya Untungnya Sayangnya Makanya Karenanya Berikutnya Keduanya Ketiganya Keempatnya Semuanya
Seluruhnya Akibatnya Hasilnya Seandainya Maksudnya Menariknya Tujuannya Alasannya Contohnya Rencananya Sekiranya
Harapannya Setelahnya Caranya Pokoknya Sisanya Sebetulnya Baginya Setibanya Masalahnya Dampaknya Penyebabnya Soalnya
Harusnya Sesampainya Tepatnya Bedanya Jumlahnya Bukannya Selebihnya Besarnya Tingginya Pastinya Diantaranya
Singkatnya Pihaknya Dirinya Namanya Lainnya Ditanya Bertanya Menanya Bahwasanya Kiranya Hendaknya Mulanya Semestinya
Sejatinya Utamanya Nanya
"""
)
"""Names, and frozen adverbs, whose -nya is no clitic of its own."""

NO_PLACES = _words(
    """
ASEAN AUKUS BAPPENAS BASARNAS BAWASLU BAZNAS BRICS BULOG FIFA INTERPOL KADIN NATO OPEC UEFA UNESCO UNHCR UNICEF UNRWA
"""
)
"""Acronyms that could be read as a dateline's place."""

ONE_VOWEL_PLACES = _words("BERN BONN BREST GRAZ LVIV MINSK OMSK PERTH TOMSK")
"""Places in capitals that have as few vowels as acronyms have."""

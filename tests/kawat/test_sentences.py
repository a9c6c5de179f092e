"""Where sentences of wire copy end, and where they do not."""

import pytest

from kawat.sentences import find_sentences


def sentences(text: str) -> list[str]:
    starts = list(find_sentences(text, 0, len(text)))
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "“Diskusi berfokus pada perkembangan di Kazakhstan,” imbuh Kremlin.",
        "“Kapan mereka pulang?” tanya seorang warga Almaty.",
        '"Kami siap!" kata Putin.',
        "Kata dia, “Kami … tidak tahu.”",
        "Menteri Pendidikan M. Nuh bertemu W.R. Supratman di U.S. Steel.",
        "Dr. Siti dan Prof. Dr. H. Budi, S.H., M.Si. hadir di Jl. Sudirman No. 5.",
        "Rupiah naik 5,6 persen menjadi Rp1.500 per saham pada pukul 10.30 WIB.",
        "Kepala Desa Bangga, Moh. Ridwan Taba, mengatakan warganya mengungsi.",
        "Seorang anak menunggu di Seoul (REUTERS/Kim Kyung-Hoon).",
        "Menurut KOMPAS.com dan Liputan6.com, saham PT Bank Mandiri Tbk. (BMRI) menguat.",
        "Mereka membawa beras, gula, dll. ke Cianjur.",
        "Kapal itu dibangun Shin Kurushima Dockyard Co. Ltd. di Jepang.",
        "Saham itu milik Felicity Gold Corp. 5,98 persen.",
        "Pengadilan menimbang putusan Roe v. Wade.",
        "1. Rusia mengirim pasukan ke Kazakhstan.",
        "a. Golongan orang-orang yang mengungsi.",
        "Perkara Nomor 121/G/2025/PTUN.BDG disidangkan hari ini.",
        "“Tidak.”",
        "...",
        "",
    ],
)
def test_one_sentence(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "Putin menelepon Tokayev.|Kremlin mengumumkannya pada Jumat.",
        "Seorang anak menunggu di Seoul.|REUTERS/Kim Kyung-Hoon",
        "“Kami siap.|Kami akan datang,” kata Putin.",
        "“Kami siap,” kata Putin.|“Kami akan datang.”|Ia lalu pergi.",
        '"Kami siap," kata Putin.|"Kami akan datang."|Ia lalu pergi.',
        "Ada apa?|Tidak ada yang tahu!|Semua diam…|Lalu mereka pulang.",
        "Jumlahnya 2.500 orang pada 2022.|Sebanyak 5 orang tewas.",
        "Vaksin itu mengandung vitamin C.|Dokter menyarankannya.",
        "Mereka berlaga di Grup A.|Timnas menang.",
        "Ia tinggal di Blok M.|Dia bekerja di sana.",
        "Saham itu milik PT Telkom Tbk.|Harganya naik.",
        "Mereka membawa beras, gula, dll.|Bantuan tiba kemarin.",
        "Sidang dipimpin Suhartoyo, S.H.|Hakim lain hadir.",
        "Demikian pernyataan di situs webnya.|[Xinhua]",
        "Almaty rusuh (Foto: AFP).|Warga mengungsi.",
        "Raja itu Hamengku Buwono X.|Rakyat menyambutnya.",
        "Kemarin hujan.|10 rumah terendam.",
    ],
)
def test_two_sentences_and_more(text: str) -> None:
    parts = text.split("|")
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Pasukan tiba di Kazakhstan.Presiden berterima kasih.", 2),
        ('Menu itu halal."Proses audit menantang," katanya.', 2),
        ('"Menu itu halal."Proses audit dimulai.', 2),
        ("Inflasi naik (4,9%).Data itu dirilis kemarin.", 2),
        ("Lihat KOMPAS.com.Presiden tiba.", 2),
        ("Ia bergelar S.H.", 1),
    ],
)
def test_a_lost_space_after_a_stop(text: str, parts: int) -> None:
    assert len(sentences(text)) == parts


def test_a_straight_quote_closes_what_it_opened() -> None:
    first, second = sentences('Ia berkata, "Saya pulang." "Jangan!" jawab ibunya.')
    assert first.endswith('"')
    assert second.startswith('"')


@pytest.mark.parametrize("unit", [". ", "A. Dr. ", "? ", '." ', ".)", "Ya. ", "! - "])
def test_a_paragraph_of_a_million_characters(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    starts = list(find_sentences(text, 0, len(text)))
    assert starts == sorted(set(starts))

"""Date expressions of newswire, and the days, months and years that they resolve to."""

import datetime
import pickle
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import kawat.layout  # noqa: F401  registers the factory
from kawat.dates.anchor import vote
from kawat.dates.component import UNTIL, Dates
from kawat.dates.context import read
from kawat.dates.expressions import Day
from kawat.dates.grammar import find_expressions
from kawat.dates.period import counted
from kawat.dates.resolve import Unresolved
from kawat.errors import KawatError

FRIDAY = "2022-01-07"
TODAY = datetime.date(2026, 5, 1)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "kawat.WireTokenizer.v1"}}})
    nlp.add_pipe("kawat_layout", name="layout")
    nlp.add_pipe("kawat_dates", name="dates")
    return nlp


def dates(nlp: Language, text: str, sent: str | None = None) -> list[tuple[str, str | None]]:
    """Text and ISO 8601 of each expression, in a dispatch that was sent on that day."""
    doc = nlp.make_doc(text)
    doc._.date = sent
    return [(mention.span.text, mention.iso) for mention in nlp(doc)._.dates]


def test_the_sample_dispatch_fixes_its_own_dates(nlp: Language, sample: str) -> None:
    assert dates(nlp, sample) == [
        ("Kamis (6/1)", "2022-01-06"),
        ("Jumat (7/1)", "2022-01-07"),
        ("Jumat", "2022-01-07"),
        ("beberapa hari terakhir", None),
        ("Rabu (5/1)", "2022-01-05"),
        ("Jumat", "2022-01-07"),
    ]


@pytest.mark.parametrize(
    ("text", "expression", "iso"),
    [
        ("Ia tiba pada 11 Januari 2022.", "11 Januari 2022", "2022-01-11"),
        ("Pemilu digelar pada Rabu, 14 Februari 2024.", "Rabu, 14 Februari 2024", "2024-02-14"),
        ("Sidang dibuka hari Selasa, tanggal 22 Januari 2019.", "hari Selasa, tanggal 22 Januari 2019", "2019-01-22"),
        ("katanya, Jumat (7/1/2022) malam WIB.", "Jumat (7/1/2022) malam WIB", "2022-01-07"),
        ("katanya di Jakarta, Senin ( 12/9/22).", "Senin ( 12/9/22)", "2022-09-12"),
        ("Gempa terjadi Jum'at (30/9/2022) dini hari.", "Jum'at (30/9/2022) dini hari", "2022-09-30"),
        ("Berita itu dimuat detik.com (23/10/2015).", "23/10/2015", "2015-10-23"),
        ("Diperbarui 2022-01-06 pagi.", "2022-01-06", "2022-01-06"),
        ("Ekspor naik pada Januari 2022.", "Januari 2022", "2022-01"),
        ("Ia dilantik pada 2019.", "2019", "2019"),
        ("Tahun 2018 lalu rupiah melemah.", "Tahun 2018 lalu", "2018"),
        ("Perang berlangsung 2019-2021.", "2019-2021", "2019/2021"),
        ("Ia menjabat antara 2004 dan 2014.", "antara 2004 dan 2014", "2004/2014"),
        ("KTT digelar 12-15 Mei 2022 di Bali.", "12-15 Mei 2022", "2022-05-12/2022-05-15"),
        ("Cuti 30 April sampai 4 Mei 2018.", "30 April sampai 4 Mei 2018", "2018-04-30/2018-05-04"),
        ("Libur 28 Desember - 3 Januari 2022.", "28 Desember - 3 Januari 2022", "2021-12-28/2022-01-03"),
        ("Defisit Januari-Maret 2022 melebar.", "Januari-Maret 2022", "2022-01/2022-03"),
        ("Laba kuartal II 2021 turun.", "kuartal II 2021", "2021-04/2021-06"),
        ("Pabrik selesai akhir 2021.", "akhir 2021", "2021-09/2021-12"),
        ("Vaksin tiba pertengahan Maret 2021.", "pertengahan Maret 2021", "2021-03-11/2021-03-20"),
        ("Lagu dekade 1990-an diputar.", "dekade 1990-an", "1990/1999"),
        ("Lagu tahun 80-an diputar.", "tahun 80-an", "1980/1989"),
        ("Benteng abad ke-16 itu runtuh.", "abad ke-16", "1501/1600"),
        ("Raja pada abad XIX itu mangkat.", "abad XIX", "1801/1900"),
        ("Ia kalah dalam pemilu 2021.", "2021", "2021"),
        ("Ia kalah pada Pilpres 2024 lalu.", "2024 lalu", "2024"),
        ("Klub itu juara musim 2025/26.", "2025/26", "2025/2026"),
        ("Anggaran tahun 2015-2016 naik.", "tahun 2015-2016", "2015/2016"),
        ("Gereja itu dibangun dari tahun 1506 hingga 1626.", "tahun 1506 hingga 1626", "1506/1626"),
        ("Stasiun itu dibuka pada 1871.", "1871", "1871"),
        ("Dana tahun anggaran 2022 terserap.", "tahun anggaran 2022", "2022"),
        ("Film Rekaman Jakarta (2013) diputar lagi.", "2013", "2013"),
        ("Ekonomi triwulan II-2025 tumbuh.", "triwulan II-2025", "2025-04/2025-06"),
        (
            "Ia ditahan tanggal 8 sampai dengan 27 Agustus 2025.",
            "tanggal 8 sampai dengan 27 Agustus 2025",
            "2025-08-08/2025-08-27",
        ),
        ("Ia cuti antara 5 dan 8 Mei 2022.", "antara 5 dan 8 Mei 2022", "2022-05-05/2022-05-08"),
        ("Musik akhir 1980-an diputar.", "akhir 1980-an", "1987/1989"),
        ("Band era 90-an itu bubar.", "90-an", "1990/1999"),
        ("Ia tiba Februari 2024 yang lalu.", "Februari 2024 yang lalu", "2024-02"),
        ("Rapat ditutup 6 January 2022.", "6 January 2022", "2022-01-06"),
        ("Ia mengungsi pada 24 november 2016.", "24 november 2016", "2016-11-24"),
        ("Deklarasi dibacakan pada 4 Juli 1776.", "4 Juli 1776", "1776-07-04"),
        ("Perang pecah pada Mei 1857.", "Mei 1857", "1857-05"),
        ("Ia tiba tanggal 19 bulan Agustus 2024.", "tanggal 19 bulan Agustus 2024", "2024-08-19"),
        ("Kapal itu karam pada malam 14 April 1912.", "malam 14 April 1912", "1912-04-14"),
        ("Laba enam bulan pertama 2021 naik.", "enam bulan pertama 2021", "2021-01/2021-06"),
        ("Laba kuartal terakhir 2005 naik.", "kuartal terakhir 2005", "2005-10/2005-12"),
        ("Pabrik buka awal kuartal kedua 2022.", "awal kuartal kedua 2022", "2022-04"),
        ("Rapat digelar antara Juni dan Agustus 2007.", "antara Juni dan Agustus 2007", "2007-06/2007-08"),
        (
            "Hujan turun akhir Maret hingga awal April 2021.",
            "akhir Maret hingga awal April 2021",
            "2021-03-21/2021-04-10",
        ),
        ("Banjir sering terjadi awal hingga pertengahan 2024.", "awal hingga pertengahan 2024", "2024-01/2024-08"),
        ("Penjualan selama 9 bulan 2007 naik.", "9 bulan 2007", "2007-01/2007-09"),
        ("Ekspor tiga bulan April - Juni 2008 naik.", "April - Juni 2008", "2008-04/2008-06"),
        ("Kelompok musik itu bubar pada akhir 90-an.", "akhir 90-an", "1997/1999"),
        (
            "Uji coba digelar pekan kedua bulan Desember 2023.",
            "pekan kedua bulan Desember 2023",
            "2023-12-11/2023-12-17",
        ),
        ("Bendungan itu dibangun sekitar 2015.", "2015", "2015"),
        ("Hujan turun akhir Februari-awal Maret 2021.", "akhir Februari-awal Maret 2021", "2021-02-21/2021-03-10"),
        ("Rapat digelar antara Juni hingga Agustus 2007.", "antara Juni hingga Agustus 2007", "2007-06/2007-08"),
        ("Penumpang naik pada tahun 2005 ini.", "tahun 2005 ini", "2005"),
        (
            "Ada 9 gempa sejak awal tahun hingga 28 April 2023.",
            "sejak awal tahun hingga 28 April 2023",
            "2023-01-01/2023-04-28",
        ),
        (
            "Gempa terjadi Minggu, 28 November 2021, pagi waktu setempat.",
            "Minggu, 28 November 2021, pagi waktu setempat",
            "2021-11-28",
        ),
        ("Ia kalah dalam Pemilihan Presiden 2024.", "2024", "2024"),
        ("Ia gubernur Jawa Tengah tahun 2024.", "tahun 2024", "2024"),
        ("Turnamen itu dimulai lagi oleh juara 2007 Andi Wijaya.", "2007", "2007"),
    ],
)
def test_what_is_said_in_full_needs_no_anchor(nlp: Language, text: str, expression: str, iso: str) -> None:
    assert dates(nlp, text) == [(expression, iso)]


@pytest.mark.parametrize(
    ("text", "expression", "iso"),
    [
        ("Putin menelepon pada Kamis (6/1).", "Kamis (6/1)", "2022-01-06"),
        ("kata Kremlin pada Jumat.", "Jumat", "2022-01-07"),
        ("Ia tiba Rabu malam waktu setempat.", "Rabu malam waktu setempat", "2022-01-05"),
        ("Mereka bertemu Jumat lalu.", "Jumat lalu", "2021-12-31"),
        ("Mereka bertemu Jumat pekan lalu.", "Jumat pekan lalu", "2021-12-31"),
        ("Mereka bertemu Rabu pekan lalu.", "Rabu pekan lalu", "2021-12-29"),
        ("Ia akan tiba pada Senin.", "Senin", "2022-01-10"),
        ("Laga itu digelar Sabtu mendatang.", "Sabtu mendatang", "2022-01-08"),
        ("Perayaan 17 Agustus berlangsung sederhana.", "17 Agustus", "2021-08-17"),
        ("Pelantikan dijadwalkan pada 20 Juli.", "20 Juli", "2022-07-20"),
        ("Banjir terjadi pada Desember.", "Desember", "2021-12"),
        ("Pemilu akan digelar pada Juni.", "Juni", "2022-06"),
        ("Ia mundur September tahun lalu.", "September tahun lalu", "2021-09"),
        ("Kamar penuh 12-15 Mei lalu.", "12-15 Mei lalu", "2021-05-12/2021-05-15"),
        ("Festival Kamis-Sabtu (6-8/1) ramai.", "Kamis-Sabtu (6-8/1)", "2022-01-06/2022-01-08"),
        ("Ia tiba Rabu waktu Indonesia Barat.", "Rabu waktu Indonesia Barat", "2022-01-05"),
        ("Toko buka dari Senin hingga Rabu.", "Senin hingga Rabu", "2022-01-03/2022-01-05"),
        ("Surat itu bocor pada Juli yang lalu.", "Juli yang lalu", "2021-07"),
        ("Hujan turun pada Juli-Agustus.", "Juli-Agustus", "2021-07/2021-08"),
        ("Sejak November Kit bermain.", "November", "2021-11"),
        ("Ekonomi kuartal IV melambat.", "kuartal IV", "2021-10/2021-12"),
        ("Ekonomi melambat pada akhir kuartal keempat.", "akhir kuartal keempat", "2021-12"),
        ("Pasar sepi pada minggu terakhir Desember.", "minggu terakhir Desember", "2021-12-27/2022-01-02"),
        ("Partai itu menghadapi pemilu November.", "November", "2022-11"),
        ("Rapat digelar malam nanti.", "malam nanti", "2022-01-07"),
        ("Hujan turun sore kemarin.", "sore kemarin", "2022-01-06"),
        ("Rupiah Pekan Depan", "Pekan Depan", "2022-01-10/2022-01-16"),
        ("Minggu ini ia tiba.", "Minggu ini", "2022-01-03/2022-01-09"),
        ("Ia tiba selama satu minggu ke-depan.", "satu minggu ke-depan", "2022-01-08/2022-01-14"),
        ("Ia pulang Jumat Malam.", "Jumat Malam", "2022-01-07"),
        ("Kemarin malam listrik padam.", "Kemarin malam", "2022-01-06"),
        ("Semua sekolah libur hari ini.", "hari ini", "2022-01-07"),
        ("Harga naik sejak awal bulan ini.", "sejak awal bulan ini", "2022-01-01/2022-01-07"),
        ("Stadion penuh akhir pekan lalu.", "akhir pekan lalu", "2022-01-01/2022-01-02"),
        ("Harga turun sejak pertengahan Desember.", "pertengahan Desember", "2021-12-11/2021-12-20"),
        ("Ia pulang pada awal pekan.", "awal pekan", "2022-01-03/2022-01-04"),
        ("Stadion penuh sepanjang akhir pekan.", "akhir pekan", "2022-01-01/2022-01-02"),
        ("Rapat akan digelar pada akhir pekan.", "akhir pekan", "2022-01-08/2022-01-09"),
        ("Harga naik sejak awal tahun.", "sejak awal tahun", "2022-01-01/2022-01-07"),
        ("Kroasia masuk zona euro 1 Januari tahun depan.", "1 Januari tahun depan", "2023-01-01"),
        ("Cadangan devisa menipis sejak gempa Februari.", "Februari", "2021-02"),
        ("Hujan diperkirakan turun di Sigi, Parigi, serta Poso sampai Kamis.", "Kamis", "2022-01-13"),
        ("Pasar akan dibuka kembali, kata wali kota, Rabu.", "Rabu", "2022-01-05"),
        ("Toko buka hari minggu lalu.", "hari minggu lalu", "2022-01-02"),
        ("Banyak yang pulang empat tahun terakhir ini.", "empat tahun terakhir ini", "2019/2022"),
        ("Rupiah melemah pekan ini.", "pekan ini", "2022-01-03/2022-01-09"),
        ("Ekonomi tumbuh tahun lalu.", "tahun lalu", "2021"),
        ("Hujan turun dua hari terakhir.", "dua hari terakhir", "2022-01-06/2022-01-07"),
        ("Harga turun sepekan terakhir.", "sepekan terakhir", "2022-01-01/2022-01-07"),
        ("Harga turun enam bulan terakhir.", "enam bulan terakhir", "2021-08/2022-01"),
        ("Kota itu hancur dua puluh lima tahun lalu.", "dua puluh lima tahun lalu", "1997"),
        ("Proyek selesai lima tahun ke depan.", "lima tahun ke depan", "2023/2027"),
        ("Ia kembali dua hari lagi.", "dua hari lagi", "2022-01-09"),
        ("Laba semester II tahun lalu naik.", "semester II tahun lalu", "2021-07/2021-12"),
        ("Batas akhir tanggal 5, kata panitia.", "tanggal 5", "2022-01-05"),
        ("Rakernas berlangsung sampai tanggal 10 mendatang.", "tanggal 10 mendatang", "2022-01-10"),
        ("Ia ditahan tanggal 20 bulan lalu.", "tanggal 20 bulan lalu", "2021-12-20"),
        ("Ekonomi melambat kuartal lalu.", "kuartal lalu", "2021-10/2021-12"),
        ("Ekspor naik dua kuartal terakhir.", "dua kuartal terakhir", "2021-10/2022-03"),
        ("Suhu naik tajam pada dekade lalu.", "dekade lalu", "2010/2019"),
        ("Suhu naik tajam dalam dekade terakhir.", "dekade terakhir", "2013/2022"),
        ("Laut akan naik hingga akhir abad ini.", "akhir abad ini", "2068/2100"),
        ("Kota itu hancur setengah abad lalu.", "setengah abad lalu", "1972"),
        ("Harga turun setengah tahun terakhir.", "setengah tahun terakhir", "2021-08/2022-01"),
        ("Laba naik pada semester pertama ini.", "semester pertama ini", "2022-01/2022-06"),
        ("Pemilu digelar Februari yang akan datang.", "Februari yang akan datang", "2022-02"),
        ("Survei itu dirilis awal Januari lalu.", "awal Januari lalu", "2022-01-01/2022-01-10"),
        ("Kemarau terjadi sekitar bulan Januari hingga Maret.", "bulan Januari hingga Maret", "2022-01/2022-03"),
        ("Kapal itu tiba pada 20 Maret di sana.", "20 Maret", "2022-03-20"),
        ("Ia ditahan pada 6 Juni di rumahnya.", "6 Juni", "2021-06-06"),
        ("Udara sejuk pada pagi hari ini.", "pagi hari ini", "2022-01-07"),
        ("Ia di rumah selama dua hari ini.", "dua hari ini", "2022-01-06/2022-01-07"),
        ("Warga diminta bersiap memasuki bulan Februari.", "bulan Februari", "2022-02"),
        ("Senat terancam jika pemungutan suara digelar pada November.", "November", "2022-11"),
        ("Harga minyak mentah untuk pengiriman Maret naik.", "Maret", "2022-03"),
        ("Pemilu digelar Maret di dua negara.", "Maret", "2022-03"),
        ("Laga itu digelar Sabtu siang.", "Sabtu siang", "2022-01-08"),
        ("Laga itu digelar Kamis siang.", "Kamis siang", "2022-01-06"),
        ("Ia terpilih dalam pemilu Maret.", "Maret", "2021-03"),
        ("Pasar menunggu keputusan pada Maret.", "Maret", "2022-03"),
        ("Laga jeda jatuh 20-28 Maret tahun depan.", "20-28 Maret tahun depan", "2023-03-20/2023-03-28"),
        ("Ia libur untuk empat hari kedepan.", "empat hari kedepan", "2022-01-08/2022-01-11"),
        ("Pada Senin, presiden akan berpidato.", "Senin", "2022-01-10"),
        ("Pada Senin, juru bicara mengatakan presiden akan berpidato.", "Senin", "2022-01-03"),
        ("Partai itu akan menang, kata ketuanya dalam rapat pada Senin.", "Senin", "2022-01-03"),
    ],
)
def test_the_rest_counts_from_the_day_it_was_sent(nlp: Language, text: str, expression: str, iso: str) -> None:
    assert dates(nlp, text, FRIDAY) == [(expression, iso)]


def test_a_date_may_count_from_the_day_spoken_of_before(nlp: Language) -> None:
    text = "Alat berat meraung, Selasa (22/11/2022) siang. Gempa terjadi sehari sebelumnya. Keesokan harinya ia tiba."
    assert dates(nlp, text)[1:] == [("sehari sebelumnya", "2022-11-21"), ("Keesokan harinya", "2022-11-22")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ia menang pada 2014, 2019, dan 2024.", [("2014", "2014"), ("2019", "2019"), ("2024", "2024")]),
        ("Panen turun pada Juni dan Juli.", [("Juni", "2021-06"), ("Juli", "2021-07")]),
        ("Lagu tahun 70-an dan 80-an.", [("tahun 70-an", "1970/1979"), ("80-an", "1980/1989")]),
        ("Ia cuti pada 1 dan 4 Desember 2023.", [("1", "2023-12-01"), ("4 Desember 2023", "2023-12-04")]),
        ("Laba 2021 dan 2000 orang.", []),
        ("Abad ke-19 dan ke-20.", [("Abad ke-19", "1801/1900"), ("ke-20", "1901/2000")]),
        ("Panen turun pada Juni dan Juli 2018.", [("Juni", "2018-06"), ("Juli 2018", "2018-07")]),
        ("Rapat digelar 15-16 dan 20 Maret.", [("15-16", "2022-03-15/2022-03-16"), ("20 Maret", "2022-03-20")]),
        ("Laba kuartal III dan IV 2007.", [("kuartal III", "2007-07/2007-09"), ("IV 2007", "2007-10/2007-12")]),
        ("Ia cuti pada Desember dan Januari 2018.", [("Desember", "2017-12"), ("Januari 2018", "2018-01")]),
        ("Bantuan untuk Januari dan Februari.", [("Januari", "2022-01"), ("Februari", "2022-02")]),
        ("Laga digelar Jumat dan Sabtu.", [("Jumat", "2022-01-07"), ("Sabtu", "2022-01-08")]),
    ],
)
def test_a_list_names_each(nlp: Language, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert dates(nlp, text, FRIDAY) == expected


def test_the_day_after_is_not_that_of_another_day_than_the_last(nlp: Language) -> None:
    text = "Foto dibuat 30 Mei 2005. Ia pergi pada Kamis. Keesokan harinya ia pulang."
    assert dates(nlp, text)[1:] == [("Kamis", None), ("Keesokan harinya", None)]


def test_the_year_before_is_that_of_the_year_spoken_of(nlp: Language) -> None:
    text = "Ekonomi tumbuh pada 2019, lebih cepat dari tahun sebelumnya."
    assert dates(nlp, text) == [("2019", "2019"), ("tahun sebelumnya", "2018")]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Sidang dibuka Senin (3/1). Pada hari yang sama jaksa tiba.", "2022-01-03"),
        ("Ia lahir pada 17 Mei 1990. Malam itu hujan turun.", "1990-05-17"),
        ("Ia lahir pada 17 Mei 1990. Pada tanggal tersebut hujan turun.", "1990-05-17"),
        ("Ia lahir pada 17 Mei 1990.\nPada hari yang sama kapal tiba.", "2022-01-07"),
        ("Pemilu akan digelar pada 25 September. Pada hari yang sama kapal tiba.", None),
        ("Ia lahir pada 17 Mei 1990. Pada tahun itu bapaknya wafat.", "1990"),
    ],
)
def test_that_day_is_the_one_last_spoken_of_or_in_another_paragraph_the_reports(
    nlp: Language, text: str, iso: str | None
) -> None:
    assert dates(nlp, text, FRIDAY)[-1][1] == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Ekonomi tumbuh pada kuartal II 2021, di atas kuartal sebelumnya.", "2021-01/2021-03"),
        ("Ekonomi tumbuh pada kuartal II 2021, di atas periode yang sama tahun sebelumnya.", "2020"),
        ("Inflasi naik pada Mei 2021, di atas bulan yang sama tahun lalu.", "2020-05"),
        ("Banyak yang pindah pada abad ke-19, lalu pada abad berikutnya.", "1901/2000"),
        ("Ia tiba Rabu (5/1). Pada Selasa berikutnya ia pulang.", "2022-01-11"),
        ("Ia mundur pada 6 Mei 2019. Pada Juni tahun sebelumnya ia menang.", "2018-06"),
        ("Siaran dihentikan Rabu (5/1). Sejak Juni, dan sehari kemudian, kapal tiba.", None),
        ("Ia lahir pada 17 Mei 1990. Pada tahun tersebut bapaknya wafat.", "1990"),
    ],
)
def test_longer_stretches_count_from_those_spoken_of(nlp: Language, text: str, iso: str | None) -> None:
    assert dates(nlp, text, FRIDAY)[-1][1] == iso


# What one leaves out and another says


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Warga pulang sehari sebelumnya, 5 Mei 2019.", ["2019-05-05", "2019-05-05"]),
        ("Warga pulang tahun sebelumnya (Mei 2019).", ["2019", "2019-05"]),
        ("KTT digelar September mendatang. Rapat pada September itu penting.", ["2022-09", "2022-09"]),
        ("Inflasi pada Maret 2020 rendah. Pada Maret ia naik.", ["2020-03", "2021-03"]),
        ("Kapal akan tiba Rabu (12/1). Upacara Rabu itu meriah.", ["2022-01-12", "2022-01-12"]),
        (
            "Kapal tiba Rabu (5/1) dan akan pergi Rabu (12/1). Hujan turun Rabu.",
            ["2022-01-05", "2022-01-12", "2022-01-05"],
        ),
        ("Pada 1963, tepatnya 22 November, ia tewas.", ["1963", "1963-11-22"]),
        ("Pada 2019 ia menang. Pada Mei ia kalah.", ["2019", "2021-05"]),
    ],
)
def test_what_one_leaves_out_another_says(nlp: Language, text: str, expected: list[str]) -> None:
    assert [iso for _, iso in dates(nlp, text, FRIDAY)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ia ditahan pada 8 Mei dan dilepas pada 12 Mei 2024.", ["2024-05-08", "2024-05-12"]),
        ("Ia ditahan pada 8 Mei, setahun setelah Mei 2024 dan Mei 2023.", [None, "2024-05", "2023-05"]),
        ("Harga naik pada Mei 2024 sebesar 1,2 persen, September 2 persen.", ["2024-05", "2024-09"]),
        ("Harga naik pada Mei 2024. Pada September ia turun.", ["2024-05", None]),
        ("Ia dilantik pada Mei 2024 dan akan mundur pada Mei.", ["2024-05", None]),
        (
            "Untuk tahun 2025 ada dua tahap: Januari-Maret dan April-Juni.",
            ["2025", "2025-01/2025-03", "2025-04/2025-06"],
        ),
    ],
)
def test_a_year_is_told_by_the_text_where_the_present_is_not(
    nlp: Language, text: str, expected: list[str | None]
) -> None:
    assert [iso for _, iso in dates(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Banyak korban dalam beberapa hari terakhir.", "no single number"),
        ("Ia tiba kemarin.", "no date to count from"),
        ("Ia tiba pada 6 Januari.", "no year: neither the dispatch's date nor a weekday fixes it"),
        ("Pasar buka setiap Sabtu dan Minggu.", "recurs"),
        ("Rapat pada 31 Februari 2022.", "no such day in the calendar"),
        ("Perang dunia 1945-1939.", "ends before it begins"),
        ("Ia tiba sehari sebelumnya.", "no day spoken of before to count from"),
        ("Gempa terjadi dua jam lalu.", "counted in hours, from no known hour"),
        ("Hujan akan turun dalam 24 jam ke depan.", "counted in hours, from no known hour"),
        ("Kota itu hancur satu setengah tahun lalu.", "no single number"),
        ("Lomba digelar setiap 17 Agustus.", "recurs"),
        ("Kupon dibayar tanggal 15 Januari setiap tahun.", "recurs"),
        ("Lomba digelar tiap tahun pada 22 Desember.", "recurs"),
        ("Hujan deras umumnya turun antara November dan Januari.", "recurs"),
        ("Setiap tahun, kebanyakan pada Juni-Agustus, badai melanda.", "recurs"),
    ],
)
def test_what_cannot_be_known_says_why(nlp: Language, text: str, reason: str) -> None:
    (mention,) = nlp(text)._.dates
    assert (mention.value, mention.end, mention.iso, mention.reason) == (None, None, None, reason)


@pytest.mark.parametrize(
    "text",
    [
        "Warga Pasar Minggu menonton laga 21-9, 21-17.",
        "Lalu lintas lancar setiap hari, ulang tahun Juni Shimizu.",
        "Sebanyak 1.998 rumah dan 12/9 bagian dari 2000 orang.",
        "UU Nomor 4 Tahun 2023 dan Putusan 432-144-2019.",
        "Nomor 2023 di Piala Dunia.",
        "Setiap akhir pekan ia memutar Piala Thomas 2020, kode 2021.",
        "Usai salat Jumat mereka bubar, dalam semalam, pria berusia 24 tahun ini.",
        "Lebih dari 2000 pelari, tahun-tahun sebelumnya, laga jarak 1600 meter.",
        "Hari-hari itu berlalu, dua jam kemudian ia tiba.",
        "Perempuan 61 tahun ini membuka pertemuan tiga hari ini.",
        "Salat Jumat dan perayaan Minggu Palem, libur Natal kemarin.",
    ],
)
def test_what_only_looks_like_a_date(nlp: Language, text: str) -> None:
    assert dates(nlp, text, FRIDAY) == []


# The day that a text counts from


def test_weekdays_vote_on_the_year() -> None:
    thursday = Day(weekday=3, day=6, month=1)
    assert vote([thursday], TODAY) == 2022
    assert vote([thursday, Day(weekday=4, day=7, month=1)], TODAY) == 2022
    assert vote([thursday], datetime.date(2020, 5, 1)) == 2011, "the latest that is not after today"
    assert vote([thursday, Day(weekday=2, day=22, month=5), Day(weekday=2, day=22, month=5)], TODAY) == 2024
    assert vote([thursday, Day(day=1, month=2, year=2011)], TODAY) == 2011
    assert vote([Day(weekday=4, day=31, month=12), Day(weekday=6, day=2, month=1)], TODAY) == 2022
    assert vote([thursday], TODAY, likely={2011, 2016}) == 2011
    assert vote([thursday, Day(day=1, month=2, year=2022)], TODAY, likely={2011}) == 2022
    assert vote([Day(weekday=0, day=31, month=2)], TODAY) is None
    assert vote([], TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Putin menelepon pada Kamis (6/1) dan Jumat (7/1/2022).", "2022-01-07"),
        ("Ia menelepon Kamis (6/1/2022) dan akan tiba pada Senin (10/1/2022).", "2022-01-06"),
        ("Hari ini, Senin (3/1/2022), sidang dibuka; putusan Jumat (7/1/2022).", "2022-01-03"),
        ("Putusan dibacakan kemarin (Kamis, 6 Januari 2022).", "2022-01-07"),
        ("Jumat (31/12) pesta usai, Minggu (2/1/2022) warga pulang.", "2022-01-02"),
        ("Ia lahir pada 6 Juni 1901 di Blitar.", None),
        ("Hadiah Nobel Kimia 2020 diumumkan Rabu (7/10).", "2020-10-07"),
        ("Banjir menerjang Minggu (28/4); jembatan dibangun setelah gempa September 2018.", "2019-04-28"),
        ("Suku bunga naik Kamis (21/7), pertama kali sejak 2011.", "2022-07-21"),
        ("Gempa terjadi Senin (3/1/2022). Warga mengungsi, katanya, Selasa.", "2022-01-04"),
        ("Gempa terjadi Senin (3/1/2022). Warga mengungsi, katanya, Sabtu.", "2022-01-03"),
    ],
)
def test_the_day_that_a_text_counts_from(nlp: Language, text: str, day: str | None) -> None:
    assert nlp(text)._.date == (day and datetime.date.fromisoformat(day))


def test_a_text_reads_the_same_whenever_it_is_read(nlp: Language) -> None:
    def read(until: str) -> str:
        return str(Dates(until)(nlp.make_doc("Putin menelepon pada Kamis (6/1)."))._.date)

    assert nlp.get_pipe_config("dates")["until"] == UNTIL
    assert [read(until) for until in (UNTIL, "2021-12-31", "2040-12-31")] == ["2022-01-06", "2011-01-06", "2039-01-06"]
    with pytest.raises(KawatError, match="'2026' is no date of a dispatch; give YYYY-MM-DD"):
        Dates("2026")


@pytest.mark.parametrize(
    "piece", ["2019, ", "1, 2, 3 dan ", "Senin hingga ", "sejak awal tahun ", "dua ratus ribu ", "(", " "]
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    find_expressions(text)
    assert time.process_time() - start < 10


def test_the_dateline_has_the_day(nlp: Language) -> None:
    report = "Menteri luar negeri kedua negara bertemu Sabtu (8/1/2022) di ibu kota, kata juru bicara kemarin."
    assert dates(nlp, f"New Delhi, Jumat 7 Januari 2022 (Xinhua) — {report}")[-1] == ("kemarin", "2022-01-06")


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("NAIROBI, 24 Maret 2021 (Xinhua) --", "2021-03-24"),
        ("NAIROBI, 24 Maret (Xinhua) --", "2022-03-24"),
        ("NAIROBI (Xinhua) --", "2022-05-12"),
    ],
)
def test_the_dateline_needs_no_weekday_and_takes_its_year_from_the_text(nlp: Language, dateline: str, day: str) -> None:
    text = f"{dateline} Kenya memberi tenggat kepada badan pengungsi PBB, lalu menundanya ke Kamis (12/5/2022)."
    assert nlp(text)._.date == datetime.date.fromisoformat(day)


def test_the_callers_date_outdoes_the_text(nlp: Language) -> None:
    assert dates(nlp, "Putin menelepon pada Kamis (6/1), kata Kremlin kemarin.", "2016-01-08") == [
        ("Kamis (6/1)", "2016-01-06"),
        ("kemarin", "2016-01-07"),
    ]


def test_a_caller_sets_a_day_or_its_iso_form(nlp: Language) -> None:
    doc = nlp.make_doc("Ia tiba kemarin.")
    assert doc._.date is None
    doc._.date = datetime.date(2022, 1, 7)
    assert doc._.date == datetime.date(2022, 1, 7)
    assert doc.user_data["kawat.date"] == "2022-01-07"


def test_what_is_no_date_is_refused(nlp: Language) -> None:
    doc = nlp.make_doc("Ia tiba kemarin.")
    with pytest.raises(KawatError, match=r"'7/1/2022' is no date of a dispatch; give YYYY-MM-DD"):
        doc._.date = "7/1/2022"
    doc.user_data["kawat.date"] = 2022
    with pytest.raises(KawatError, match="2022 is no date of a dispatch"):
        nlp(doc)


# Docs and text


def test_what_was_found_travels_with_the_doc(nlp: Language, sample: str) -> None:
    doc = nlp(sample)
    expected = [(mention.span.text, mention.iso, mention.reason) for mention in doc._.dates]
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    others = [
        pickle.loads(pickle.dumps(doc)),
        *DocBin().from_bytes(stored).get_docs(nlp.vocab),
        Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        *nlp.pipe([sample, sample], n_process=2),
    ]
    for other in others:
        assert [(mention.span.text, mention.iso, mention.reason) for mention in other._.dates] == expected
        assert other._.date == doc._.date


def test_tokens_of_others_are_good_enough(nlp: Language) -> None:
    doc = nlp(Doc(nlp.vocab, words=["kata", "Kamis", "(", "6/1/2022", ")", "malam", "."]))
    assert [(mention.span.text, mention.iso) for mention in doc._.dates] == [("Kamis ( 6/1/2022 ) malam", "2022-01-06")]


WORDS = (
    "Kamis Jumat (6/1) (30/2) (7/1/2022) 31 12-15 0 9999 Mei Januari 2022 1990-an tahun hari pekan bulan lalu depan "
    "ini dua beberapa terakhir kemarin akan sejak awal akhir pada dan - hingga tanggal kuartal IV , . ( )"
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join), st.sampled_from([None, FRIDAY, "0001-01-01"])
)
def test_expressions_are_parts_of_the_text_in_order(nlp: Language, text: str, sent: str | None) -> None:
    doc = nlp.make_doc(text)
    doc._.date = sent
    mentions = nlp(doc)._.dates
    assert doc.text == text
    ends = [0]
    for mention in mentions:
        assert (mention.value is None) == (mention.reason is not None)
        assert mention.span.start_char >= ends[-1]
        ends.append(mention.span.end_char)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(-999, 999))
def test_counting_is_undone_by_counting_back(day: datetime.date, count: int) -> None:
    assert counted(counted(day, "day", count).first, "day", -count).first == day
    assert counted(counted(day, "month", count).first, "month", -count) == counted(day, "month", 0)
    assert counted(counted(day, "week", count).first, "week", -count) == counted(day, "week", 0)


@pytest.mark.parametrize(("between", "expected"), [(10, "2019-08-04"), (100, None)])
def test_a_day_spoken_of_is_forgotten_after_many_others(between: int, expected: str | None) -> None:
    """So a text of nothing but dates takes no longer than its length."""
    text = f"Gempa terjadi 5 Agustus 2019. {'Beberapa hari terakhir hujan. ' * between}Sehari sebelumnya cerah."
    *_, last = read(text, find_expressions(text), None)
    assert (None if isinstance(last, Unresolved) else last.iso()[0]) == expected

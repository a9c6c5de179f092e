"""Offices that newswire gives persons, before and after their names."""

import pickle
from collections.abc import Callable

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from kawat.roles import Roles

Marked = Callable[[str], Doc]


def read(doc: Doc) -> list[tuple[str, str, str | None, str]]:
    """Person, office, what it belongs to, and status."""
    return [(r.person.text, r.office, r.of.text if r.of else None, r.status) for r in Roles()(doc)._.roles]


def test_the_sample_dispatch(marked_sample: Doc) -> None:
    assert read(marked_sample) == [
        ("Vladimir Putin", "presiden", "Rusia", ""),
        ("Sadyr Zhaparov", "presiden", "Kirgistan", ""),
        ("Alexander Lukashenko", "presiden", "Belarus", ""),
        ("Emomali Rahmon", "presiden", "Tajikistan", ""),
        ("Nikol Pashinyan", "perdana menteri", "Armenia", ""),
        ("Kassym-Jomart Tokayev", "presiden", "Kazakhstan", ""),
        ("Sergei Shoigu", "menteri pertahanan", "Rusia", ""),
        ("Tokayev", "presiden", None, ""),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ia menelepon Menlu [[AS|LOC]] [[Antony Blinken|PER]].", ("Antony Blinken", "menteri luar negeri", "AS", "")),
        ("mantan Presiden [[AS|LOC]] [[Barack Obama|PER]]", ("Barack Obama", "presiden", "AS", "mantan")),
        ("calon gubernur [[Jakarta|LOC]] [[Pramono Anung|PER]]", ("Pramono Anung", "gubernur", "Jakarta", "calon")),
        ("Capres [[Ganjar Pranowo|PER]] hadir.", ("Ganjar Pranowo", "presiden", None, "calon")),
        ("Presiden terpilih [[AS|LOC]] [[Donald Trump|PER]]", ("Donald Trump", "presiden", "AS", "terpilih")),
        ("Presiden ke-7 [[RI|LOC]] [[Joko Widodo|PER]]", ("Joko Widodo", "presiden", "RI", "")),
        ("Kepala [[BNPB|ORG]] Letjen [[TNI|ORG]] [[Suharyanto|PER]]", ("Suharyanto", "kepala", "BNPB", "")),
        ("Wakil Ketua [[MK|ORG]] [[Saldi Isra|PER]]", ("Saldi Isra", "wakil ketua", "MK", "")),
        ("Sekjen [[PBB|ORG]] [[Antonio Guterres|PER]]", ("Antonio Guterres", "sekretaris jenderal", "PBB", "")),
        ("Menteri Keuangan (Menkeu) [[Sri Mulyani|PER]]", ("Sri Mulyani", "menteri keuangan", None, "")),
        (
            "Ketua Umum [[Partai Demokrat|ORG]], [[Agus Yudhoyono|PER]], hadir.",
            ("Agus Yudhoyono", "ketua umum", "Partai Demokrat", ""),
        ),
        (
            "Ketua mahkamah itu, [[Alexandre de Moraes|PER]], mengaku lelah.",
            ("Alexandre de Moraes", "ketua mahkamah", None, ""),
        ),
        (
            "[[Tokayev|PER]], presiden [[Kazakhstan|LOC]], meminta bantuan.",
            ("Tokayev", "presiden", "Kazakhstan", ""),
        ),
        ("[[Merkel|PER]] (mantan kanselir [[Jerman|LOC]])", ("Merkel", "kanselir", "Jerman", "mantan")),
        (
            "[[Sutopo|PER]], juru bicara badan penanggulangan bencana nasional, hadir.",
            ("Sutopo", "juru bicara badan penanggulangan bencana nasional", None, ""),
        ),
        (
            "[[Jusuf Kalla|PER]] yang juga menjabat sebagai Ketua [[PMI|ORG]]",
            ("Jusuf Kalla", "ketua", "PMI", ""),
        ),
        ("[[Basuki|PER]] selaku Menteri PUPR hadir.", ("Basuki", "menteri pupr", None, "")),
        ("Ia bertemu wakil presiden [[Maruf Amin|PER]].", ("Maruf Amin", "wakil presiden", None, "")),
        ("Mantan presidennya, [[Mario Draghi|PER]], hadir.", ("Mario Draghi", "presiden", None, "mantan")),
        ("[[Draghi|PER]] mundur sebagai perdana menteri [[Italia|LOC]].", ("Draghi", "perdana menteri", "Italia", "")),
        ("[[Draghi|PER]] adalah presiden [[ECB|ORG]].", ("Draghi", "presiden", "ECB", "")),
        ("[[Lee|PER]], CEO dari [[Sinovation|ORG]], hadir.", ("Lee", "ceo", "Sinovation", "")),
        ("[[Morales|PER]], Presiden pribumi [[Bolivia|LOC]], hadir.", ("Morales", "presiden", "Bolivia", "")),
        ("Panglima [[TNI|ORG]] Marsekal [[Hadi|PER]] hadir.", ("Hadi", "panglima", "TNI", "")),
        ("Menteri [[PUPR|ORG]] [[Basuki|PER]] hadir.", ("Basuki", "menteri pupr", None, "")),
        ("Kepala [[Desa Bangga|LOC]], [[Ridwan|PER]], hadir.", ("Ridwan", "kepala desa", "Desa Bangga", "")),
        ("Sekretaris pers [[Trump|PER]], [[Sanders|PER]], hadir.", ("Sanders", "sekretaris pers", None, "")),
        ("kata Menteri Dalam Negeri [[Lebanon|LOC]] [[Sabaa|PER]]", ("Sabaa", "menteri dalam negeri", "Lebanon", "")),
        ("Dubes [[AS|LOC]] untuk [[PBB|ORG]] [[John Bolton|PER]]", ("John Bolton", "duta besar", "AS", "")),
        ("Perdana Menteri (PM) [[Thailand|LOC]] [[Thaksin|PER]]", ("Thaksin", "perdana menteri", "Thailand", "")),
        ("Ketua [[MPR|ORG]] ([[MPR|ORG]]) [[RI|LOC]] [[Muzani|PER]]", ("Muzani", "ketua", "MPR", "")),
        (
            "Deputi Bidang Protokol, Pers, dan Media [[Sekretariat Presiden|ORG]] [[Yusuf|PER]]",
            ("Yusuf", "deputi bidang protokol, pers, dan media", "Sekretariat Presiden", ""),
        ),
        ("Plt. Dirut [[NHL|ORG]], [[Agus|PER]], hadir.", ("Agus", "direktur utama", "NHL", "pelaksana tugas")),
        ("Capres nomor urut 2 [[Prabowo|PER]] hadir.", ("Prabowo", "presiden", None, "calon")),
        ("Presiden [[AS|LOC]] terpilih [[Joe Biden|PER]]", ("Joe Biden", "presiden", "AS", "terpilih")),
        ("Presiden sementara [[Somalia|LOC]] [[Yusuf|PER]]", ("Yusuf", "presiden", "Somalia", "")),
        ("presiden [[Korsel|LOC]] saat itu, [[Yoon|PER]], mundur", ("Yoon", "presiden", "Korsel", "")),
        ("Kapolres [[Ponorogo|LOC]] AKBP [[Andin Wisnu|PER]]", ("Andin Wisnu", "kapolres", "Ponorogo", "")),
        ("Kata kapten [[Livingston|ORG]] [[Halkett|PER]]", ("Halkett", "kapten", "Livingston", "")),
        ("Presiden perusahaan [[Bellator|ORG]] [[Coker|PER]]", ("Coker", "presiden", "Bellator", "")),
        ("Ia menunjuk [[Dedi|PER]] menjadi Wakapolri.", ("Dedi", "wakapolri", None, "")),
        ("[[Syahrul|PER]] (69) selaku mantan Menteri Pertanian", ("Syahrul", "menteri pertanian", None, "mantan")),
        ("[[Leslie|PER]] adalah seorang anggota [[DPR|ORG]].", ("Leslie", "anggota", "DPR", "")),
        ("[[Duterte|PER]] dilantik sebagai presiden [[Filipina|LOC]].", ("Duterte", "presiden", "Filipina", "")),
        ("[[Simsek|PER]], bekas ekonom, sebagai menteri keuangan", ("Simsek", "menteri keuangan", None, "")),
        ("[[Peskov|PER]], juru bicara [[Kremlin|ORG]], hadir.", ("Peskov", "juru bicara", "Kremlin", "")),
    ],
)
def test_a_role_before_or_after_the_name(marked: Marked, text: str, role: tuple[str, str, str | None, str]) -> None:
    assert read(marked(text)) == [role]


def test_two_offices_are_two_roles(marked: Marked) -> None:
    text = "[[Sanusi|PER]], mantan emir [[Kano|LOC]] dan mantan gubernur [[Bank Sentral Nigeria|ORG]], tiba."
    assert read(marked(text)) == [
        ("Sanusi", "emir", "Kano", "mantan"),
        ("Sanusi", "gubernur", "Bank Sentral Nigeria", "mantan"),
    ]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Wakil Perdana Menteri sekaligus Menteri Luar Negeri [[Italia|LOC]] [[Tajani|PER]]",
            [("Tajani", "wakil perdana menteri", None, ""), ("Tajani", "menteri luar negeri", "Italia", "")],
        ),
        (
            "calon presiden dan wakil presiden nomor urut 2, [[Prabowo|PER]]-[[Gibran|PER]]",
            [("Prabowo", "presiden", None, "calon"), ("Gibran", "wakil presiden", None, "calon")],
        ),
        (
            "dua kepala dinas keamanan, [[Tashiev|PER]] dan [[Yatimov|PER]]",
            [("Tashiev", "kepala dinas keamanan", None, ""), ("Yatimov", "kepala dinas keamanan", None, "")],
        ),
        (
            "Juru bicara Presiden [[Putin|PER]], [[Peskov|PER]], hadir.",
            [("Putin", "presiden", None, ""), ("Peskov", "juru bicara", None, "")],
        ),
        (
            "[[Peskov|PER]], juru bicara Presiden [[Putin|PER]], hadir.",
            [("Peskov", "juru bicara", None, ""), ("Putin", "presiden", None, "")],
        ),
    ],
)
def test_titles_joined_and_shared(marked: Marked, text: str, roles: list[tuple[str, str, str | None, str]]) -> None:
    assert read(marked(text)) == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "[[Budi|PER]] dan [[Andi|PER]], masing-masing ketua dan sekretaris [[KPK|ORG]], hadir.",
            [("Budi", "ketua", "KPK", ""), ("Andi", "sekretaris", "KPK", "")],
        ),
        (
            "Presiden [[Rusia|LOC]] dan [[China|LOC]], masing-masing [[Putin|PER]] dan [[Xi|PER]], hadir.",
            [("Putin", "presiden", "Rusia", ""), ("Xi", "presiden", "China", "")],
        ),
        (
            "Tiga hakim menolak gugatan itu, yaitu [[Yusril|PER]], [[Siti|PER]] dan [[Rina|PER]].",
            [("Yusril", "hakim", None, ""), ("Siti", "hakim", None, ""), ("Rina", "hakim", None, "")],
        ),
        (
            "sejumlah anggota [[DPR|ORG]] dari fraksi itu, seperti [[Sugiono|PER]] hingga [[Hadi|PER]]",
            [("Sugiono", "anggota", "DPR", ""), ("Hadi", "anggota", "DPR", "")],
        ),
        (
            "mantan Menlu [[Marty|PER]], [[Hassan|PER]] dan [[Alwi|PER]] hadir.",
            [(name, "menteri luar negeri", None, "mantan") for name in ("Marty", "Hassan", "Alwi")],
        ),
        ("Menlu [[Marty|PER]] dan [[Hassan|PER]] hadir.", [("Marty", "menteri luar negeri", None, "")]),
        (
            "Kedua presiden, [[Putin|PER]] dan [[Xi|PER]], hadir.",
            [("Putin", "presiden", None, ""), ("Xi", "presiden", None, "")],
        ),
        (
            "[[Budi|PER]], ketua [[PSSI|ORG]], anggota [[DPR|ORG]], dan mantan bupati [[Sleman|LOC]], hadir.",
            [("Budi", "ketua", "PSSI", ""), ("Budi", "anggota", "DPR", ""), ("Budi", "bupati", "Sleman", "mantan")],
        ),
        ("[[Budi|PER]], ekonom dan mantan menteri keuangan,", [("Budi", "menteri keuangan", None, "mantan")]),
        ("Marketing Director [[Sasa|ORG]] [[Albert|PER]]", [("Albert", "marketing director", "Sasa", "")]),
        ("[[Irvino|PER]], Sales & Marketing Director,", [("Irvino", "sales & marketing director", None, "")]),
        ("[[Presser|PER]], Head of Operations [[TikTok|ORG]],", [("Presser", "head of operations", "TikTok", "")]),
        (
            "[[Jokowi|PER]], yang pada 2012 dilantik sebagai gubernur [[Jakarta|LOC]], hadir.",
            [("Jokowi", "gubernur", "Jakarta", "")],
        ),
        ("[[Budi|PER]] ditunjuk [[Jokowi|PER]] sebagai menteri.", [("Budi", "menteri", None, "")]),
        ("[[Doyle|PER]] dipilih masuk dalam [[BBC|ORG]] sebagai direktur.", [("Doyle", "direktur", None, "")]),
        ("Ketua [[MA|ORG]] yang diberhentikan [[Iftikhar|PER]] hadir.", [("Iftikhar", "ketua", "MA", "")]),
        (
            "Presiden [[Zimbabwe|LOC]] yang berkuasa selama 37 tahun, [[Mugabe|PER]], hadir.",
            [("Mugabe", "presiden", "Zimbabwe", "")],
        ),
        ("Ketua [[KPK|ORG]] nonaktif [[Firli|PER]] hadir.", [("Firli", "ketua", "KPK", "")]),
        ("Sekjen baru [[PBB|ORG]] [[Ban|PER]] hadir.", [("Ban", "sekretaris jenderal", "PBB", "")]),
        ("Itu sulit, kata [[Guardiola|PER]] manajer [[City|ORG]].", [("Guardiola", "manajer", "City", "")]),
        ("Pejabat senior [[Hamas|ORG]], [[Khalil|PER]], hadir.", [("Khalil", "pejabat", "Hamas", "")]),
        ("pejabat Sekretaris [[NFA|ORG]] [[Yakmut|PER]]", [("Yakmut", "sekretaris", "NFA", "penjabat")]),
        ("Duta [[PBB|ORG]] [[Angelina|PER]] hadir.", [("Angelina", "duta", "PBB", "")]),
        ("Deputi Menteri Luar Negeri ([[Araghchi|PER]])", [("Araghchi", "deputi menteri luar negeri", None, "")]),
        ("[[Budi|PER]] [Ketua [[PSSI|ORG]]] hadir.", [("Budi", "ketua", "PSSI", "")]),
    ],
)
def test_shared_and_told_from_afar(marked: Marked, text: str, roles: list[tuple[str, str, str | None, str]]) -> None:
    assert read(marked(text)) == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "calon presiden dan wakil presiden nomor urut 2, [[Budi|PER]] dan [[Andi|PER]], hadir.",
            [("Budi", "presiden", None, "calon"), ("Andi", "wakil presiden", None, "calon")],
        ),
        (
            "pasangan capres-cawapres nomor urut 3, [[Budi|PER]]-[[Andi|PER]].",
            [("Budi", "presiden", None, "calon"), ("Andi", "wakil presiden", None, "calon")],
        ),
        ("Ketua [[TPN|ORG]] [[Budi|PER]]-[[Andi|PER]], [[Sari|PER]], hadir.", [("Sari", "ketua", "TPN", "")]),
        (
            "Wakil Ketua [[TKN|ORG]] [[Budi|PER]] dan [[Andi|PER]], [[Sari|PER]], hadir.",
            [("Sari", "wakil ketua", "TKN", "")],
        ),
        ("Sekretaris [[Budi|PER]]-[[Andi|PER]], [[Sari|PER]], hadir.", [("Sari", "sekretaris", None, "")]),
        ("Ketua [[TPN|ORG]] [[Budi|PER]]-[[Andi|PER]] belum menjawab.", []),
        ("para ketua umum partai pengusung [[Budi|PER]]-[[Andi|PER]]", []),
        ("juru bicara kampanye [[Trump|PER]] yang menolak disebut namanya", []),
        ("manajer kampanye [[Trump|PER]], [[Paul|PER]], hadir.", [("Paul", "manajer kampanye", None, "")]),
    ],
)
def test_candidates_and_their_camps(marked: Marked, text: str, roles: list[tuple[str, str, str | None, str]]) -> None:
    assert read(marked(text)) == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Jabatan Menhan kini dijabat oleh Letjen [[Budi|PER]].", [("Budi", "menteri pertahanan", None, "")]),
        ("Pangdam Jaya yang sebelumnya dijabat [[Budi|PER]] kosong.", [("Budi", "pangdam jaya", None, "")]),
        (
            "[[Budi|PER]] yang sebelumnya menjabat Kapolda [[Bali|LOC]], kini ditunjuk sebagai Kapolri.",
            [("Budi", "kapolda", "Bali", ""), ("Budi", "kapolri", None, "")],
        ),
        ("[[Budi|PER]] bakal diangkat menjadi Wakil Panglima [[TNI|ORG]].", [("Budi", "wakil panglima", "TNI", "")]),
        ("[[Budi|PER]] pamit sebagai wakil presiden.", [("Budi", "wakil presiden", None, "")]),
        ("[[Budi|PER]] sekaligus Ketua [[PSSI|ORG]] hadir.", [("Budi", "ketua", "PSSI", "")]),
        ("Ialah [[Budi|PER]] mantan pelatih [[Persija|ORG]].", [("Budi", "pelatih", "Persija", "mantan")]),
        ("mantan manajer [[Inggris|LOC]] dan [[City|ORG]] [[Steve|PER]]", [("Steve", "manajer", "Inggris", "mantan")]),
        ("Pelatih [[Prawira|PER]] [[David|PER]] kecewa.", [("David", "pelatih", "Prawira", "")]),
        ("Anggota [[DPR|ORG]] Fraksi [[PDIP|ORG]] [[Budi|PER]]", [("Budi", "anggota", "DPR", "")]),
        ("anggota [[DPR|ORG]] dari Fraksi [[PDIP|ORG]], [[Budi|PER]], hadir.", [("Budi", "anggota", "DPR", "")]),
        ("Komandan Jenderal [[Kopassus|ORG]] [[Budi|PER]]", [("Budi", "komandan jenderal", "Kopassus", "")]),
        ("Plh. Bupati [[Sleman|LOC]] [[Budi|PER]] hadir.", [("Budi", "bupati", "Sleman", "pelaksana tugas")]),
        ("Presiden keenam [[RI|LOC]] [[Budi|PER]]", [("Budi", "presiden", "RI", "")]),
        ("Jaksa Agung Muda Pengawasan [[Budi|PER]]", [("Budi", "jaksa agung muda pengawasan", None, "")]),
        ("[[Steve|PER]], Chief Product Manager [[Triumph|ORG]],", [("Steve", "chief product manager", "Triumph", "")]),
        ("Paur Humas [[Polres Garut|ORG]] Ipda [[Budi|PER]]", [("Budi", "perwira urusan humas", "Polres Garut", "")]),
        ("Ketua [[KPK|ORG]] periode 2015-2019 [[Budi|PER]] hadir.", [("Budi", "ketua", "KPK", "")]),
        ("Wakil Presiden [[RI|LOC]] ke-10 dan ke-12 [[Budi|PER]]", [("Budi", "wakil presiden", "RI", "")]),
        ("[[Budi|PER]] S.J., Kepala [[SMA Kanisius|ORG]], hadir.", [("Budi", "kepala", "SMA Kanisius", "")]),
        ("Foto itu milik [[Budi|PER]] pendiri [[Gojek|ORG]].", [("Budi", "pendiri", "Gojek", "")]),
        ("Itu kata juru bicaranya yang bernama [[Budi|PER]].", [("Budi", "juru bicara", None, "")]),
        ("Menteri Negara [[BUMN|ORG]] [[Budi|PER]]", [("Budi", "menteri negara bumn", None, "")]),
        ("[[Budi|PER]] mendaftarkan diri sebagai calon bupati.", [("Budi", "bupati", None, "calon")]),
        ("Sebagai presiden, [[Trump|PER]] menilai hal itu baik.", [("Trump", "presiden", None, "")]),
        ("KSAD Jenderal [[Budi|PER]] hadir.", [("Budi", "kepala staf angkatan darat", None, "")]),
    ],
)
def test_careers_and_short_forms(marked: Marked, text: str, roles: list[tuple[str, str, str | None, str]]) -> None:
    assert read(marked(text)) == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ia bersama wakilnya, [[Yudha|PER]], meninjau lokasi.", [("Yudha", "wakil", None, "")]),
        ("Ia dan calon wakilnya, [[Suswono|PER]] menang.", [("Suswono", "wakil", None, "calon")]),
        ("Sebagai ketua baru, [[Ishiba|PER]] akan memilih.", [("Ishiba", "ketua", None, "")]),
        ("pelatih baru timnas [[Inggris|LOC]] [[Capello|PER]]", [("Capello", "pelatih timnas", "Inggris", "")]),
        ("Komandan [[Kodim 0821|ORG]] Letkol Inf [[Fauzi|PER]]", [("Fauzi", "komandan", "Kodim 0821", "")]),
        ("[[Budi|PER]] yang ketika itu menjabat Ketua [[KPK|ORG]]", [("Budi", "ketua", "KPK", "")]),
        ("[[Budi|PER]] yang berusia 52 tahun menjadi ketua [[Truly|ORG]].", [("Budi", "ketua", "Truly", "")]),
        (
            "[[Roque|PER]], pengacara yang pernah menjadi juru bicara kepresidenan, hadir.",
            [("Roque", "juru bicara kepresidenan", None, "")],
        ),
        (
            "[[Pete|PER]], pembawa acara [[Fox News|ORG]], sebagai menteri pertahanan.",
            [("Pete", "menteri pertahanan", None, "")],
        ),
        ("[[Anies|PER]] digadang-gadang sebagai calon presiden.", [("Anies", "presiden", None, "calon")]),
        (
            "[[Budi|PER]] ditunjuk Presiden [[Jokowi|PER]] sebagai menteri.",
            [("Budi", "menteri", None, ""), ("Jokowi", "presiden", None, "")],
        ),
        (
            "Ia bergabung dalam kabinet yang dipimpin Presiden [[Prabowo|PER]] sebagai Menteri Keuangan.",
            [("Prabowo", "presiden", None, "")],
        ),
        ("[[Bimo|PER]] sebagai Direktur Pajak di [[Istana Negara|LOC]].", [("Bimo", "direktur pajak", None, "")]),
        (
            "Menteri Investasi/Kepala [[BKPM|ORG]] [[Rosan|PER]]",
            [("Rosan", "menteri investasi", None, ""), ("Rosan", "kepala", "BKPM", "")],
        ),
        (
            "Menteri Energi [[Arab Saudi|LOC]] Pangeran [[Abdulaziz|PER]] hadir.",
            [("Abdulaziz", "menteri energi", "Arab Saudi", ""), ("Abdulaziz", "pangeran", None, "")],
        ),
        ("Itu diputuskan [[David Lammy|PER]] menteri luar negeri.", [("David Lammy", "menteri luar negeri", None, "")]),
        ("Letjen [[Agus|PER]] Direktur [[Agrinas|ORG]], hadir.", [("Agus", "direktur", "Agrinas", "")]),
        (
            "[[Nikai|PER]], sebagai utusan Perdana Menteri [[Shinzo Abe|PER]], hadir.",
            [("Nikai", "utusan", None, ""), ("Shinzo Abe", "perdana menteri", None, "")],
        ),
        ("Itu kata juru bicara Presiden [[Putin|PER]] kemarin.", [("Putin", "presiden", None, "")]),
        (
            "[[Sahroni|PER]] menjadi Ketua [[Tim Pemenangan|ORG]] [[Budi|PER]].",
            [("Sahroni", "ketua", "Tim Pemenangan", "")],
        ),
        (
            "eks jubir tim sukses [[Anies|PER]]-[[Sandi|PER]], [[Angga|PER]],",
            [("Angga", "juru bicara tim sukses", None, "mantan")],
        ),
        ("[[Goran|PER]], pelatih [[Djokovic|PER]], mengunggah foto.", [("Goran", "pelatih", None, "")]),
        ("Pelatih [[Nadal|PER]], [[Carlos Moya|PER]], enggan berkomentar.", [("Carlos Moya", "pelatih", None, "")]),
        ("kata wakil kapten [[City|ORG]] [[Silva|PER]]", [("Silva", "wakil kapten", "City", "")]),
    ],
)
def test_deputies_rivals_and_lords(marked: Marked, text: str, roles: list[tuple[str, str, str | None, str]]) -> None:
    assert read(marked(text)) == roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Presiden [[China|LOC]] [[Xi Jinping|PER]] tiba.", ("Xi Jinping", "presiden", "China", "")),
        ("Pj Gubernur [[Bali|LOC]] [[Sang Made|PER]]", ("Sang Made", "gubernur", "Bali", "penjabat")),
        ("Presiden [[Joko Widodo|PER]] [[Jokowi|PER]] hadir.", ("Joko Widodo", "presiden", None, "")),
        ("Gubernur wilayah [[Belgorod|LOC]] [[Gladkov|PER]]", ("Gladkov", "gubernur", "Belgorod", "")),
        ("[[Xi|PER]], presiden negara itu, melayat.", ("Xi", "presiden", None, "")),
        ("Perwakilan Tinggi [[Uni Eropa|ORG]] [[Kallas|PER]]", ("Kallas", "perwakilan tinggi", "Uni Eropa", "")),
        (
            "Utusan Khusus [[AS|LOC]] untuk Iklim [[John Kerry|PER]] hadir.",
            ("John Kerry", "utusan khusus", "AS", ""),
        ),
        (
            "[[Leslie|PER]] adalah anggota parlemen (MP) untuk wilayah Timur [[Nottingham|LOC]]",
            ("Leslie", "anggota parlemen", "Nottingham", ""),
        ),
        (
            "kata [[Bob|PER]], Direktur Pelaksana kelompok lingkungan hidup [[Cook|ORG]].",
            ("Bob", "direktur pelaksana", "Cook", ""),
        ),
        ("Ketua Kebijakan [[UE|ORG]] [[Javier Solana|PER]]", ("Javier Solana", "ketua kebijakan", "UE", "")),
        ("Kepala misi pengamat [[PBB|ORG]] [[Ivan|PER]]", ("Ivan", "kepala misi pengamat", "PBB", "")),
    ],
)
def test_what_an_office_is_of(marked: Marked, text: str, role: tuple[str, str, str | None, str]) -> None:
    assert read(marked(text)) == [role]


def test_a_title_belongs_to_the_name_that_follows_it(marked: Marked) -> None:
    text = "[[Putin|PER]], Presiden [[Belarus|LOC]] [[Alexander Lukashenko|PER]], dan [[Rahmon|PER]]"
    assert read(marked(text)) == [("Alexander Lukashenko", "presiden", "Belarus", "")]


@pytest.mark.parametrize(
    "text",
    [
        "[[Rusia|LOC]] dan [[Putin|PER]] bertemu.",
        "Presiden akan menelepon [[Putin|PER]].",
        "Menteri Luar Negeri [[Kanada|LOC]] bertemu [[Putin|PER]].",
        "Presiden [[Rusia|LOC]] tiba.",
        "Bola lewat di atas kepala [[Coulibaly|PER]].",
        "pengawal presiden pimpinan Jenderal [[Tchiani|PER]]",
        "[[Putin|PER]], yang lahir di [[Leningrad|LOC]], hadir.",
        "Presiden dan istrinya [[Melania|PER]] tiba.",
        "Ia menyebut [[Trump|PER]] sebagai pemimpin.",
        "Ia bekerja untuk [[Kennedy|PER]] sebagai penasihat.",
        "Irjen [[Karyoto|PER]] dan Kapten [[Ousmane|PER]] hadir.",
        "wakil [[China|LOC]] [[Li Junhui|PER]] menang.",
        "Para pemimpin kiri, seperti [[Petro|PER]] dan [[Boric|PER]], hadir.",
        "Ia berbicara dengan para pejabat [[Jepang|LOC]], [[Cheney|PER]] diperkirakan hadir.",
        "jemaat di bawah pimpinan Pendeta [[John Howard|PER]]",
        "Presiden [[Rusia|LOC]] yang mengundang [[Tokayev|PER]] hadir.",
        "Setelah bertemu dengan Presiden [[Rusia|LOC]], [[Tokayev|PER]] mengatakan hal itu.",
    ],
)
def test_what_is_no_role(marked: Marked, text: str) -> None:
    assert read(marked(text)) == []


def test_roles_travel_with_the_doc(marked_sample: Doc) -> None:
    doc = Roles()(marked_sample)
    expected = [(r.person.text, r.office, r.of, r.status) for r in doc._.roles]
    nlp = spacy.blank("id")
    nlp.add_pipe("kawat_roles", name="roles")
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    others = [
        pickle.loads(pickle.dumps(doc)),
        *DocBin().from_bytes(stored).get_docs(doc.vocab),
        Doc(doc.vocab).from_bytes(doc.to_bytes()),
        *nlp.pipe([doc, doc], n_process=2),
    ]
    for other in others:
        assert [r[:2] for r in read(other)] == [r[:2] for r in expected]


WORDS = (
    "[[Putin|PER]] [[Rusia|LOC]] Presiden mantan Menteri , ( ) ke-7 itu Letjen . dan selaku terpilih yang juga Kepala"
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS.split()), max_size=20))
def test_titles_stand_beside_their_persons(marked: Marked, words: list[str]) -> None:
    doc = Roles()(marked(" ".join(words)))
    for role in doc._.roles:
        assert role.office
        assert role.words.end <= role.person.start or role.words.start >= role.person.end

"""Who said what in newswire: direct and indirect quotations, their cues and speakers."""

import pickle
from collections.abc import Callable

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kawat.errors import KawatError
from kawat.linking.annotation import KEY as LINKS
from kawat.quotes import Quotes
from kawat.roles import Roles

Marked = Callable[[str], Doc]


def read(doc: Doc) -> list[tuple[str, str, str]]:
    """Speaker, cue and content of each quotation."""
    return [(q.name, q.cue.text if q.cue is not None else "", q.content.text) for q in Quotes("quotes")(doc)._.quotes]


def test_the_sample_dispatch(marked_sample: Doc) -> None:
    doc = Quotes("quotes")(marked_sample)
    quotes = [(q.name, q.cue.text, q.direct, q.content.text[:25], q.content.text[-10:]) for q in doc._.quotes]
    assert quotes == [
        ("Kremlin", "disampaikan", False, "Presiden Rusia Vladimir P", "Kazakhstan"),
        ("Kremlin", "demikian", True, "Presiden Rusia telah mela", " Pashinyan"),
        ("Kremlin", "kata", False, "Putin juga beberapa kali ", "rt Tokayev"),
        ("Kremlin", "imbuh", True, "Diskusi berfokus pada per", "a tersebut"),
        ("Kremlin", "lanjut", False, "Sementara itu, sejak pelu", " diberikan"),
        ("sejumlah laporan", "menurut", False, "Aksi unjuk rasa yang dise", "i terakhir"),
        ("layanan pers kepresidenan Kazakhstan", "ungkap", False, "Sebuah pasukan pemelihara", "ketertiban"),
        ("layanan pers kepresidenan Kazakhstan", "menambahkan", False, "kedatangan mereka hanya u", " strategis"),
        ("CSTO", "kata", False, "Adapun pasukan pemelihara", " Kirgistan"),
    ]
    assert [q.entity is not None and q.entity.label_ for q in doc._.quotes][-4:] == [False, False, False, "ORG"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Kami siap,” kata Presiden [[Rusia|LOC]] [[Vladimir Putin|PER]] di [[Moskow|LOC]], Kamis (6/1).",
            ("Vladimir Putin", "kata", "Kami siap"),
        ),
        (
            '"Harga akan turun," ujar Kepala [[BNPB|ORG]] Letjen [[TNI|ORG]] [[Suharyanto|PER]] kepada wartawan.',
            ("Suharyanto", "ujar", "Harga akan turun"),
        ),
        ("“Kapan?” tanya wartawan.", ("wartawan", "tanya", "Kapan?")),
        (
            "Rupiah akan stabil tahun ini, menurut [[Bank Indonesia|ORG]].",
            ("Bank Indonesia", "menurut", "Rupiah akan stabil tahun ini"),
        ),
        (
            "Menurut kantor berita [[Khovar|ORG]], tentara lebih dahulu menembaki sebuah pos.",
            ("Khovar", "Menurut", "tentara lebih dahulu menembaki sebuah pos"),
        ),
        (
            "[[Sri Mulyani|PER]] mengatakan bahwa defisit anggaran menyempit.",
            ("Sri Mulyani", "mengatakan", "defisit anggaran menyempit"),
        ),
        (
            "[[Sutopo|PER]], juru bicara [[BNPB|ORG]], menegaskan sirene tidak berbunyi malam itu.",
            ("Sutopo", "menegaskan", "sirene tidak berbunyi malam itu"),
        ),
        (
            "Menlu [[Retno Marsudi|PER]] di [[Jakarta|LOC]], Senin, mengatakan kedua negara sepakat bertemu.",
            ("Retno Marsudi", "mengatakan", "kedua negara sepakat bertemu"),
        ),
        (
            "[[Anwar Ibrahim|PER]] menyampaikan, “Kami tidak akan mundur.”",
            ("Anwar Ibrahim", "menyampaikan", "Kami tidak akan mundur."),
        ),
        (
            "Seorang pejabat [[Turki|LOC]] mengatakan perundingan berjalan dengan baik.",
            ("Seorang pejabat Turki", "mengatakan", "perundingan berjalan dengan baik"),
        ),
        (
            "Angka ini, kata Gubernur [[Bali|LOC]] [[Wayan Koster|PER]], akan terus diperbarui setiap hari.",
            ("Wayan Koster", "kata", "akan terus diperbarui setiap hari"),
        ),
        (
            "Kapal itu karam di dekat pantai, demikian keterangan dari [[Basarnas|ORG]].",
            ("Basarnas", "demikian", "Kapal itu karam di dekat pantai"),
        ),
        (
            "Warga mulai kembali ke rumah, kata pengacara [[Trump|PER]].",
            ("pengacara Trump", "kata", "Warga mulai kembali ke rumah"),
        ),
        ("“Kami siap,” [[Sri Mulyani|PER]] menambahkan.", ("Sri Mulyani", "menambahkan", "Kami siap")),
        (
            "“Kami siap,” [[Sutopo|PER]], juru bicara [[BNPB|ORG]], mengatakan pada saat taklimat.",
            ("Sutopo", "mengatakan", "Kami siap"),
        ),
        (
            "Harga minyak turun ke titik terendah, [[Reuters|ORG]] melaporkan.",
            ("Reuters", "melaporkan", "Harga minyak turun ke titik terendah"),
        ),
        (
            "[[BPBD Sigi|ORG]], [[Sulawesi Tengah|LOC]], menyatakan dua jembatan hanyut.",
            ("BPBD Sigi", "menyatakan", "dua jembatan hanyut"),
        ),
        (
            "Junta di [[Mali|LOC]] dan [[Burkina Faso|LOC]] menyatakan serangan itu berarti perang.",
            ("Junta", "menyatakan", "serangan itu berarti perang"),
        ),
        (
            "Ahli kebumian dari [[ITB|ORG]], yang ikut memantau, mengingatkan bahwa tembok itu rawan.",
            ("Ahli kebumian", "mengingatkan", "tembok itu rawan"),
        ),
        (
            "Sekretaris pers [[Trump|PER]], [[Sarah Sanders|PER]], mengatakan bahwa rapat ditunda.",
            ("Sarah Sanders", "mengatakan", "rapat ditunda"),
        ),
        (
            "Kata-kata itu kosong, kata investor dan praktisi [[Kai-Fu Lee|PER]].",
            ("Kai-Fu Lee", "kata", "Kata-kata itu kosong"),
        ),
        (
            "[[Horner|PER]] membantah timnya melanggar aturan; semua menunggu.",
            ("Horner", "membantah", "timnya melanggar aturan"),
        ),
        (
            "Kasus itu “tidak terlalu rumit,” kata [[Paz|PER]].",
            ("Paz", "kata", "Kasus itu “tidak terlalu rumit"),
        ),
        (
            "[[Castillo|PER]] pergi dengan mobil dan, menurut media setempat, hendak menuju kedutaan.",
            ("media setempat", "menurut", "hendak menuju kedutaan"),
        ),
        ('"Final yang baik.” ujar [[Deschamps|PER]].', ("Deschamps", "ujar", "Final yang baik.")),
        (
            "Kami sangat bangga, kata pelatih timnas [[Mali|LOC]], [[Coulibaly|PER]], kepada pers.",
            ("Coulibaly", "kata", "Kami sangat bangga"),
        ),
        ("[[BPBD Sigi|ORG]]: Dua warga tewas\nHujan turun.", ("BPBD Sigi", "", "Dua warga tewas")),
        ("[[Putin|PER]] menulis surat bahwa perang usai.", ("Putin", "menulis", "perang usai")),
        (
            "“Kami siap.\nKami tidak akan mundur,” kata [[Putin|PER]].",
            ("Putin", "kata", "Kami siap.\nKami tidak akan mundur"),
        ),
    ],
)
def test_speaker_cue_and_content(marked: Marked, text: str, expected: tuple[str, str, str]) -> None:
    assert read(marked(text)) == [expected]


@pytest.mark.parametrize(
    ("follows", "expected"),
    [
        ("“Situasi terkendali,” imbuhnya.", ("Kremlin", "imbuhnya", "Situasi terkendali")),
        ("Pasukan segera ditarik, kata dia.", ("Kremlin", "kata", "Pasukan segera ditarik")),
        ("Pasukan akan segera ditarik, lanjut pernyataan itu.", ("Kremlin", "lanjut", "Pasukan akan segera ditarik")),
        ("Menurutnya, pasukan akan segera ditarik.", ("Kremlin", "Menurutnya", "pasukan akan segera ditarik")),
        ("Ia menambahkan bahwa pasukan akan ditarik.", ("Kremlin", "menambahkan", "pasukan akan ditarik")),
        (
            "[[Putin|PER]] menelepon lagi. “Kami siap,” tuturnya.",
            ("Putin", "tuturnya", "Kami siap"),
        ),
    ],
)
def test_a_pronoun_is_the_last_speaker(marked: Marked, follows: str, expected: tuple[str, str, str]) -> None:
    assert read(marked(f"[[Putin|PER]] tiba di [[Almaty|LOC]], kata [[Kremlin|ORG]]. {follows}"))[1:] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Presiden [[Joko Widodo|PER]] tiba bersama [[Puan|PER]]. “Stadion ini indah,” kata Presiden.",
            ("Joko Widodo", "kata", "Stadion ini indah"),
        ),
        (
            "Menlu [[AS|LOC]] [[Blinken|PER]] menelepon [[Wang Yi|PER]]. “Kami siap,” ujar menteri luar negeri itu.",
            ("Blinken", "ujar", "Kami siap"),
        ),
        (
            "[[Mahkamah Konstitusi|ORG]] menolak gugatan itu. Menurut mahkamah, dalil itu tidak terbukti.",
            ("Mahkamah Konstitusi", "Menurut", "dalil itu tidak terbukti"),
        ),
        (
            "[[Yosina Wally|PER]] menjual tas. “Orang paling suka merah,” kata mama dari [[Yoboi|LOC]] itu.",
            ("Yosina Wally", "kata", "Orang paling suka merah"),
        ),
        (
            "[[Neneng|PER]] menjaga putrinya. Suaminya, [[Asep|PER]], belum pulang. “Ia menggali,” tuturnya.",
            ("Neneng", "tuturnya", "Ia menggali"),
        ),
    ],
)
def test_a_title_alone_means_who_holds_it_and_a_description_who_was_spoken_of(
    marked: Marked, text: str, expected: tuple[str, str, str]
) -> None:
    assert read(Roles()(marked(text))) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Masih bencana provinsi, “kata [[Aulia|PER]].", ("Aulia", "kata", "Masih bencana provinsi")),
        (
            "'Kami tahu ini lama.\nKami yakin,' imbuh [[Budi|PER]].",
            ("Budi", "imbuh", "Kami tahu ini lama.\nKami yakin"),
        ),
        ("[[Budi|PER]] mengatakan kepada Post: “Kami siap.”", ("Budi", "mengatakan", "Kami siap.")),
        ("[[Budi|PER]] menyampaikan kalau rapat ditunda.", ("Budi", "menyampaikan", "rapat ditunda")),
        ("Pasangan itu sudah mengumumkan bahwa mereka pindah.", ("Pasangan itu", "mengumumkan", "mereka pindah")),
        ("[[Budi|PER]] datang dan dia bersaksi bahwa ia pergi.", ("Budi", "bersaksi", "ia pergi")),
    ],
)
def test_marks_and_cues_of_translated_news(marked: Marked, text: str, expected: tuple[str, str, str]) -> None:
    assert read(marked(text)) == [expected]


def test_a_line_in_marks_without_cue_is_of_who_spoke_before(marked: Marked) -> None:
    text = "[[Budi|PER]] mengatakan bahwa rapat ditunda.\n“Kami akan kembali besok pagi.”\nHujan turun."
    assert [(name, cue) for name, cue, _ in read(marked(text))[1:]] == [("Budi", "")]


def test_a_second_source_is_no_quotation(marked: Marked) -> None:
    text = "“Kami siap,” ucap [[Budi|PER]] kepada komite, disampaikan [[Hill|ORG]]."
    assert [content for _, _, content in read(marked(text))] == ["Kami siap"]


def test_a_second_verb_has_the_subject_of_the_first(marked: Marked) -> None:
    text = (
        "[[Nugroho|PER]] menyebut kerusakan itu luas dan menyatakan bahwa hotel hancur, "
        "menambahkan bahwa jalan ke [[Palu|LOC]] terputus."
    )
    assert read(marked(text)) == [
        ("Nugroho", "menyebut", "kerusakan itu luas"),
        ("Nugroho", "menyatakan", "hotel hancur"),
        ("Nugroho", "menambahkan", "jalan ke Palu terputus"),
    ]


def test_a_cue_between_two_quotations_has_both(marked: Marked) -> None:
    text = "Pertemuan itu masih akan terjadi, kata [[Sanders|PER]], namun “kami belum tahu kapan persisnya.”"
    assert [content for _, _, content in read(marked(text))] == [
        "Pertemuan itu masih akan terjadi",
        "kami belum tahu kapan persisnya.",
    ]


def test_a_speech_goes_on_without_a_cue(marked: Marked) -> None:
    text = "“Kami siap,” kata [[Putin|PER]]. “Kami tidak akan mundur lagi.”"
    assert read(marked(text)) == [("Putin", "kata", "Kami siap"), ("Putin", "", "Kami tidak akan mundur lagi.")]


@pytest.mark.parametrize(
    "text",
    [
        "Film “Sabrina” diputar di [[Jakarta|LOC]].",
        "[[Putin|PER]] tidak mengatakan kapan pasukan akan ditarik.",
        "Pejabat yang mengatakan hal itu telah dipecat.",
        "Kata kunci akun itu telah diganti.",
        "Dengan jelas ia melihat kapal itu tenggelam.",
        "[[Almagro|PER]] menyatakan dukungan kepada [[Boluarte|PER]].",
        "Tidak ada yang menyangkal bahwa mereka pantas menang.",
        "[[Putin|PER]] berharap perang segera usai.",
        "Seperti diberitakan sebelumnya, [[Putin|PER]] menelepon lagi.",
        "Artikel ini bakal menjelaskan secara lengkap cara kerja mesin.",
    ],
)
def test_what_nobody_said(marked: Marked, text: str) -> None:
    assert read(marked(text)) == []


def test_a_speaker_has_the_cluster_that_the_linker_gave_it(marked: Marked) -> None:
    doc = marked("“Kami siap,” kata [[Putin|PER]]. “Besok,” kata warga.")
    (putin,) = doc.ents
    mention = f"{putin.start}:{putin.end}:PER"
    doc.user_data[LINKS] = {"mentions": {mention: 0}, "links": [["PER:putin", 0.5, []]], "entities": {}}
    assert [(q.entity, q.cluster) for q in Quotes("quotes")(doc)._.quotes] == [(putin, "PER:putin"), (None, "")]


def test_without_sentences_the_remedy_is_named(marked: Marked) -> None:
    doc = Doc(marked("x").vocab, words=["kata", "Kremlin"])
    with pytest.raises(KawatError, match="quotes: the document has no sentences; put kawat_layout before kawat_quotes"):
        Quotes("quotes")(doc)


def test_quotes_travel_with_the_doc(marked_sample: Doc, sample: str) -> None:
    doc = Quotes("quotes")(marked_sample)
    expected = [(q.name, q.content.text, q.direct) for q in doc._.quotes]
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    others = [
        pickle.loads(pickle.dumps(doc)),
        *DocBin().from_bytes(stored).get_docs(doc.vocab),
        Doc(doc.vocab).from_bytes(doc.to_bytes()),
        *_pipeline().pipe([doc, doc], n_process=2),
    ]
    for other in others:
        assert [(q.name, q.content.text, q.direct) for q in other._.quotes] == expected


def _pipeline() -> Language:
    nlp = spacy.blank("id")
    nlp.add_pipe("kawat_quotes", name="quotes")
    return nlp


WORDS = (
    '“ ” " , . kata Kremlin imbuhnya menurut Putin mengatakan bahwa ( ) demikian bunyi dia itu seraya \n [[Rusia|LOC]]'
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from([*WORDS.split(" "), "[[Putin|PER]]", "disampaikan"]), max_size=25))
def test_contents_are_parts_of_the_text_that_do_not_overlap(marked: Marked, words: list[str]) -> None:
    doc = Quotes("quotes")(marked(" ".join(words)))
    ends = [0]
    for quote in doc._.quotes:
        assert quote.content.start_char >= ends[-1]
        ends.append(quote.content.end_char)

"""What each cue joins to whom: the forms of wire copy, one of each kind."""

from collections.abc import Callable

import pytest

Read = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a clause behind a comma, a frame, a place and a day
        (
            "[[Budi|PER]] mengatakan, sebelum berangkat, semua kapal diperiksa.",
            ("Budi", "mengatakan", "sebelum berangkat, semua kapal diperiksa"),
        ),
        ("[[Budi|PER]] mengatakan, hal itu belum diputuskan.", ("Budi", "mengatakan", "hal itu belum diputuskan")),
        (
            "[[Budi|PER]] mengatakan di [[Palu|LOC]], Senin (3/2), semua kapal diperiksa.",
            ("Budi", "mengatakan", "semua kapal diperiksa"),
        ),
        (
            "[[Budi|PER]] menjelaskan dalam taklimat, semua kapal diperiksa.",
            ("Budi", "menjelaskan", "semua kapal diperiksa"),
        ),
        ("[[Budi|PER]] bertanya apakah kapal diperiksa.", ("Budi", "bertanya", "apakah kapal diperiksa")),
        (
            "[[Budi|PER]] mengatakan dalam pernyataan bahwa kapal diperiksa.",
            ("Budi", "mengatakan", "kapal diperiksa"),
        ),
        ("[[Budi|PER]] yang menulis cuitan: “Kami siap pergi.”", ("Budi", "menulis", "Kami siap pergi.")),
        ("[[Budi|PER]] berkata: “Jika hujan, kami pergi.”", ("Budi", "berkata", "Jika hujan, kami pergi.")),
        # menurut, and what may follow it
        (
            "Menurut [[Budi|PER]] pada 2006 ekspor mencapai rekor.",
            ("Budi", "Menurut", "pada 2006 ekspor mencapai rekor"),
        ),
        ("Menurut [[Budi|PER]], sejak itu ekspor turun.", ("Budi", "Menurut", "sejak itu ekspor turun")),
        ("Menurut polisi di [[Palu|LOC]], kapal itu karam.", ("polisi", "Menurut", "kapal itu karam")),
        (
            "Menurut [[Budi|PER]] yang dihubungi lewat telepon, kapal itu karam.",
            ("Budi", "Menurut", "kapal itu karam"),
        ),
        # a cue that opens the sentence, or has no comma before it
        ("Kata [[Budi|PER]], ia sudah jarang memasak.", ("Budi", "Kata", "ia sudah jarang memasak")),
        ("Dijelaskan [[Budi|PER]], kapal itu sudah tua.", ("Budi", "Dijelaskan", "kapal itu sudah tua")),
        ("Kami akan menjual kapal itu kata [[Budi|PER]].", ("Budi", "kata", "Kami akan menjual kapal itu")),
        ("Kapal itu karam, demikian [[Antara|ORG]].", ("Antara", "demikian", "Kapal itu karam")),
        ("“Kapalnya bagus sekali,” celetuk [[Budi|PER]].", ("Budi", "celetuk", "Kapalnya bagus sekali")),
        # too little before the cue
        (
            "Di sebuah desa di [[Batken|LOC]], kata [[Budi|PER]], dua rumah terbakar.",
            ("Budi", "kata", "dua rumah terbakar"),
        ),
        (
            "Sebagai warga yang patuh, kata [[Budi|PER]], ia akan datang.",
            ("Budi", "kata", "ia akan datang"),
        ),
    ],
)
def test_cues_and_contents(read: Read, text: str, expected: tuple[str, str, str]) -> None:
    assert read(text) == [expected]


def test_with_nya_a_cue_of_quotations_needs_no_marks(read: Read) -> None:
    text = "[[Budi|PER]] mengatakan kapal itu karam. Awaknya semua selamat, jelasnya."
    assert read(text)[1:] == [("Budi", "jelasnya", "Awaknya semua selamat")]


def test_after_menurutnya_all_of_the_clause_is_said(read: Read) -> None:
    text = "[[Budi|PER]] mengatakan kapal itu karam. Menurutnya jalan tim itu untuk menang masih jauh."
    assert read(text)[1:] == [("Budi", "Menurutnya", "jalan tim itu untuk menang masih jauh")]


def test_what_is_added_is_of_the_same_speaker(read: Read) -> None:
    text = "Seorang tewas di sana, kata [[Kremlin|ORG]], dengan menambahkan bahwa yang lain selamat."
    assert read(text)[1:] == [("Kremlin", "menambahkan", "yang lain selamat")]


def test_of_two_quotations_in_a_sentence_each_has_its_own_cue(read: Read) -> None:
    text = "“Kami siap pergi besok,” kata [[Budi|PER]], “kami juga siap pergi,” kata [[Sari|PER]]."
    assert [(name, cue) for name, cue, _ in read(text)] == [("Budi", "kata"), ("Sari", "kata")]


@pytest.mark.parametrize(
    "text",
    [
        "Menurut aturan, kapal itu harus diperiksa.",
        "Menurut undang-undang, kapal itu harus diperiksa.",
        "Kapal itu harus diperiksa setiap tahun, menurut peraturan.",
        "Menurut jadwal, [[Budi|PER]] tiba besok pagi.",
        "Dilaporkan bahwa kapal itu karam.",
        "Dikabarkan, kapal itu karam.",
        "[[Budi|PER]] menyatakan kebanggaannya ketika kapal itu tiba.",
        "[[Budi|PER]] enggan mengatakan kapan kapal itu tiba.",
        "[[Palu|LOC]]: Dua warga tewas dalam kebakaran\nHujan turun.",
    ],
)
def test_what_nobody_said(read: Read, text: str) -> None:
    assert read(text) == []

"""Datelines of Indonesian wires and papers, and prose that only looks like one."""

import pytest

from kawat.dateline import find_dateline

REPORT = "Presiden Joko Widodo mengatakan pemerintah akan membantu para korban gempa di Cianjur."


def dateline(text: str) -> str | None:
    found = find_dateline(text, 0, len(text))
    return text[slice(*found)] if found else None


@pytest.mark.parametrize(
    "line",
    [
        "MOSKOW,",
        "NEW YORK,",
        "PARIS, PRANCIS,",
        "JAKARTA -",
        "Jakarta -",
        "TEGAL WATON -",
        "Gaza City –",
        "Jakarta (ANTARA) -",
        "Jakarta (ANTARA News) -",
        "Penajam Paser Utara (ANTARA) -",
        "Sigi, Sulteng (ANTARA) -",
        "Bethlehem, Palestina/Istanbul (ANTARA) -",
        "Moskow (ANTARA/Sputnik/RIA Novosti-OANA) -",
        "JAKARTA, KOMPAS.com –",
        "JAKARTA, KOMPAS.com-",
        "CAPE TOWN, KOMPAS.com -",
        "YOGYAKARTA, KOMPAS.com &ndash;",
        "Jakarta, CNN Indonesia --",
        "Helsinki, Kompas -",
        "KOMPAS.com -",
        "Liputan6.com, Jakarta",
        "Liputan6.com, New York",
        "Liputan6.com, Jakarta -",
        "jpnn.com - TOCHIGI -",
        "TEMPO.CO, Jakarta -",
        "REPUBLIKA.CO.ID, JAKARTA --",
        "KONTAN.CO.ID - JAKARTA.",
        "Metrotvnews.com, Jakarta:",
        "Wellington, Rabu -",
        "Jakarta, Selasa (6/1) -",
        "Jakarta, 6/1 (ANTARA) -",
        "LONDON (Reuters) –",
        "New Delhi, 6 Jan (Xinhua) —",
        "BEIJING, 6 Januari 2022 (Xinhua) --",
        "Port-au-Prince, Haiti (Reuters) -",
        "Rio de Janeiro (ANTARA) -",
        "Washington D.C. -",
        "St. Petersburg (ANTARA) -",
        "BANDUNG, (PRLM).-",
    ],
)
def test_every_style_is_found_with_its_closing_mark(line: str) -> None:
    assert dateline(f"{line} {REPORT}") == line


def test_a_report_may_open_with_a_quotation() -> None:
    assert dateline(f"JAKARTA - “{REPORT}”") == "JAKARTA -"


@pytest.mark.parametrize(
    "text",
    [
        "Jakarta, ibu kota Indonesia, dilanda banjir besar pada Kamis (6/1) pagi.",
        "Jakarta dan Bandung dilanda banjir besar pada Kamis (6/1) pagi, kata BNPB.",
        "Jakarta-Bandung kini dapat ditempuh dalam 40 menit dengan kereta cepat.",
        "NATO, Aliansi Pertahanan Atlantik Utara, menambah pasukan di Eropa timur.",
        "KPK, Rabu, menahan seorang bupati di Jawa Timur dalam kasus suap proyek jalan.",
        "CSTO, Organisasi Perjanjian Keamanan Kolektif, mengirim pasukan ke Kazakhstan.",
        "Al - Faisaly (Amman) adalah klub sepak bola Yordania yang berbasis di Amman.",
        "Pesawat Antonov - 26 Moldova itu lepas landas dari kota Adana di Turki selatan.",
        "Prabowo - Gibran Unggul",
        "Jumat, 31 Juli 1936 – Dies Natalis ke-16 sekolah itu diadakan di aula besar.",
        "KLARIFIKASI REBECCA, WANITA YANG DITUDING MENEMBAK Tapi sekali lagi itu tidak benar sama sekali.",
        "Presiden Rusia Vladimir Putin - yang berkuasa sejak 2012 - berbicara dengan Tokayev.",
        "",
    ],
)
def test_prose_has_none(text: str) -> None:
    assert dateline(text) is None


def test_it_looks_only_within_its_paragraph() -> None:
    text = f"MOSKOW\n, {REPORT}"
    assert find_dateline(text, 0, len("MOSKOW")) is None

"""What stands in quotation marks: nested, mismatched, over lines, and never closed."""

import pytest

from kawat.quotes.marks import quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Kami siap,” kata Budi.", ["Kami siap,"]),
        ('“Kami siap," kata Budi.', ["Kami siap,"]),
        ("”Kami siap,” kata Budi.", ["Kami siap,"]),
        ("„Kami siap,“ kata Budi.", ["Kami siap,"]),
        ("Ia bilang: « Kami siap. »", ["Kami siap."]),
        ("“Mereka bilang, ‘jangan keluar’ tadi,” kata Budi.", ["Mereka bilang, ‘jangan keluar’ tadi,"]),
        ("“Ia berkata, “jangan keluar” tadi,” kata Budi.", ["Ia berkata, “jangan keluar” tadi,"]),
        ('“Film "Sabrina" diputar,” kata Budi.', ['Film "Sabrina" diputar,']),
        ("'Kami siap pergi,' kata Budi.", ["Kami siap pergi,"]),
        ("Kata 'dia' itu tidak jelas.", []),
        ("Jum'at dan Qur'an.", []),
        ("“Kami siap.\nKami pergi,” kata Budi.", ["Kami siap.\nKami pergi,"]),
        ("Provinsi itu siap, “kata Budi.", []),
        ('" Kami siap , " kata Budi .', ["Kami siap ,"]),
        ('" Kami siap .\n" Kami pergi , " kata Budi .', ["Kami siap .", "Kami pergi ,"]),
    ],
)
def test_the_outermost_stretches(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Kami siap pergi.\nHujan turun.", ["Kami siap pergi."]),
        ("“Kami siap.\n“Kami pergi,” kata Budi.", ["Kami siap.", "Kami pergi,"]),
        ("“Kami siap, kata Budi.\nHujan turun.", []),  # its end is where the cue is, which the mark does not tell
        ("Panjangnya 5“ lebih.\nHujan turun.", []),
        ("“" + 150 * "siap " + "\nHujan turun.", []),  # no sentence is that long
        ("“Kami siap." + 20 * "\nHujan turun." + " “Kami pergi,” kata Budi.", ["Kami siap.", "Kami pergi,"]),
    ],
)
def test_a_mark_that_never_closes_holds_its_line_where_that_is_a_sentence(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted(text)] == expected

"""Whom the phrase beside a cue names, and whom a pronoun or a description means."""

from collections.abc import Callable

import pytest

Read = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Ketua Umum [[Persatuan Atletik|ORG]] ([[PA|ORG]]) [[Budi|PER]]", "Budi"),
        ("Ketua Umum [[Persatuan Atletik|ORG]] (PA), [[Budi|PER]]", "Budi"),
        ("Sekretaris [[Tim Kampanye|ORG]] (TK) [[Sari|PER]]-[[Tono|PER]], [[Budi|PER]]", "Budi"),
        ("Kepala Perwakilan [[Bank Dunia|ORG]] untuk [[Indonesia|LOC]], [[Budi|PER]]", "Budi"),
        ("Kades [[Mandrajaya|PER]], [[Budi|PER]]", "Budi"),
        ("pernyataan dari [[Kremlin|ORG]]", "Kremlin"),
        ("data [[PBB|ORG]]", "PBB"),
        ("laporan satu surat kabar negeri itu", "laporan satu surat kabar negeri itu"),
    ],
)
def test_the_name_in_a_phrase(read: Read, speaker: str, name: str) -> None:
    assert read(f"Kapal itu sudah diperiksa, kata {speaker}.") == [(name, "kata", "Kapal itu sudah diperiksa")]


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Polisi pada hari Jumat", "Polisi"),
        ("Warga setempat saat ini", "Warga setempat"),
        ("Seorang sumber, yaitu pejabat senior", "Seorang sumber"),
        ("Mengenai kunjungan [[Singh|PER]] ke [[Pakistan|LOC]], jurubicara", "jurubicara"),
    ],
)
def test_the_subject_of_a_verb(read: Read, subject: str, name: str) -> None:
    assert read(f"{subject} mengatakan kapal itu karam.") == [(name, "mengatakan", "kapal itu karam")]


def test_dia_is_the_person_who_spoke_and_not_the_body(read: Read) -> None:
    text = "Kapal itu karam, kata [[Budi|PER]]. [[PBB|ORG]] mengatakan awaknya selamat. Dia mengatakan cuacanya buruk."
    assert [name for name, _, _ in read(text)] == ["Budi", "PBB", "Budi"]


def test_a_long_description_is_not_the_body_that_spoke(read: Read) -> None:
    text = "[[PBB|ORG]] mengatakan kapal itu karam. Dua awaknya tewas, kata tentara negara adidaya itu."
    assert [name for name, _, _ in read(text)] == ["PBB", "tentara negara adidaya itu"]

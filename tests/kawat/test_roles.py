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

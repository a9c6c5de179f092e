"""The newswire tokenizer: edges where names begin and end, and `doc.text` exactly the text."""

import pickle
import re
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kawat.errors import KawatError
from kawat.tokenizer import WireTokenizer

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "kawat.WireTokenizer.v1"}}}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("id", config=CONFIG)


def split(nlp: Language, text: str) -> str:
    return " ".join(token.text for token in nlp(text) if not token.is_space)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        # punctuation and brackets
        ("“Kami siap,” kata Putin.", "“ Kami siap , ” kata Putin ."),
        ("di situs webnya. [Xinhua]", "di situs webnya . [ Xinhua ]"),
        ("(Collective Security Treaty Organization/CSTO)", "( Collective Security Treaty Organization / CSTO )"),
        ("REUTERS/Kim Kyung-Hoon", "REUTERS / Kim Kyung - Hoon"),
        ("Apa?! Ya... begitulah --katanya-- …", "Apa ?! Ya ... begitulah -- katanya -- …"),
        # hyphens
        ("se-Asia dan pro-Rusia", "se - Asia dan pro - Rusia"),
        ("Armenia-Azerbaijan, Jokowi-Ma'ruf", "Armenia - Azerbaijan , Jokowi - Ma'ruf"),
        ("Presiden Kassym-Jomart Tokayev", "Presiden Kassym - Jomart Tokayev"),
        ("negara-negara dan Undang-undang", "negara-negara dan Undang-undang"),
        ("Berkali-kali anak-anaknya", "Berkali-kali anak-anaknya"),
        ("Wolfsburg-Wolfsburg", "Wolfsburg - Wolfsburg"),
        ("gerakan anti-korupsi ke-19", "gerakan anti-korupsi ke-19"),
        ("timnas U-23 pada 2019-2024", "timnas U - 23 pada 2019 - 2024"),
        # numbers, dates, money
        ("Kamis (6/1) dan Rabu, 5/1/2022", "Kamis ( 6/1 ) dan Rabu , 5/1/2022"),
        ("naik 5,6 persen (5,6%)", "naik 5,6 persen ( 5,6 % )"),
        ("Rp1.500, Rp 250 miliar, US$5,2 juta", "Rp 1.500 , Rp 250 miliar , US$ 5,2 juta"),
        ("harga Rp1.500.", "harga Rp 1.500 ."),
        # abbreviations, initials, degrees
        ("Dr. M. Nuh dan H.M. Prasetyo, S.H., M.Si. hadir", "Dr. M. Nuh dan H.M. Prasetyo , S.H. , M.Si. hadir"),
        ("Jl. Sudirman No. 5, PT Telkom Tbk. di U.S.", "Jl. Sudirman No. 5 , PT Telkom Tbk. di U.S."),
        ("J.Kristiadi", "J. Kristiadi"),
        ("milik PT Telkom Tbk.", "milik PT Telkom Tbk ."),
        ("berlaga di Grup C.", "berlaga di Grup C ."),
        ("Sultan Hamengku Buwono X. Ia", "Sultan Hamengku Buwono X . Ia"),
        # a space lost after a stop
        ("di Kazakhstan.Presiden tiba", "di Kazakhstan . Presiden tiba"),
        ('bersertifikat halal."Proses audit', 'bersertifikat halal . " Proses audit'),
        # glued words
        ("diSuriah, keAS, dariKompas.com", "di Suriah , ke AS , dari Kompas.com"),
        ("PresidenTurkimengatakan", "Presiden Turki mengatakan"),
        ("LautHitam LautHitamtelah", "Laut Hitam Laut Hitam telah"),
        ("PrabowoGibran dilansirAFP", "Prabowo Gibran dilansir AFP"),
        ("Indonesia-nya, Indonesianya, KPKnya", "Indonesia - nya , Indonesia nya , KPK nya"),
        ("Kenya dan Chechnya; Sebelumnya, Artinya", "Kenya dan Chechnya ; Sebelumnya , Artinya"),
        ("Setelah itu Pemerintah", "Setelah itu Pemerintah"),
        # names that are spelled so
        ("YouTube WhatsApp TikTok NasDem LinkedIn", "YouTube WhatsApp TikTok NasDem LinkedIn"),
        ("McDonald's MacArthur DiCaprio DeGeneres O'Brien", "McDonald's MacArthur DiCaprio DeGeneres O'Brien"),
        ("iPhone eBay PBoC SpaceX VoA BioNTech AstraZeneca", "iPhone eBay PBoC SpaceX VoA BioNTech AstraZeneca"),
        ("MotoGP ChatGPT AT&T S&P detikNews", "MotoGP ChatGPT AT&T S&P detikNews"),
        ("KOMPAS.com, Liputan6.com. Tempo.co/Budi", "KOMPAS.com , Liputan6.com . Tempo.co / Budi"),
        (
            "lihat https://t.co/AbC?x=1, atau budi@antara.co.id.",
            "lihat https://t.co/AbC?x=1 , atau budi@antara.co.id .",
        ),
        ("@jokowi: #2019GantiPresiden", "@jokowi : #2019GantiPresiden"),
        # marks, emoji, invisible characters
        ("Cafe\u0301 Bogor🔥 👨‍👩‍👧🏽", "Cafe\u0301 Bogor 🔥 👨‍👩‍👧🏽"),
        ("\x10Jakarta\u200bBogor \ufffdKremlin", "\x10 Jakarta \u200b Bogor \ufffd Kremlin"),
    ],
)
def test_tokens_end_where_names_may_end(nlp: Language, text: str, tokens: str) -> None:
    assert split(nlp, text) == tokens


# Names from the annotation guide: `[[…]]` marks what annotators mark.
MARKED = """
Presiden [[Rusia]] [[Vladimir Putin]] dan Sheikh [[Mohammed bin Rashid Al Maktoum]]
di [[Kazakhstan]], [[Stadion Wembley]], dan [[Laut Hitam]]
[[Kementerian Pertahanan Rusia]] menyebut pasukan [[Rusia]], dolar [[Australia]], Menteri Luar Negeri [[Kanada]]
kata [[Kremlin]]; [[Istana Elysee]] menyatakan; memperingatkan [[Teheran]]
[[Organisasi Perjanjian Keamanan Kolektif]] ([[Collective Security Treaty Organization]]/[[CSTO]])
[[MOSKOW]], … di situs webnya. [[[Xinhua]]]
[[Universitas Indonesia]] di [[Indonesia]]nya, kata [[Kassym-Jomart Tokayev]]
se-[[Asia]] dan pro-[[Rusia]] di Piala Eropa [[UEFA]] 2020
[[RSUP Dr. Sardjito]], [[Masjid Istiqlal]], [[Provinsi Helmand]], kota [[Mariupol]], [[Suriah]] utara
Piala [[AFF]], KTT [[ASEAN]], Resolusi 2231 [[Dewan Keamanan PBB]], [[Tempo.co]], melalui [[Facebook]]
foto: [[REUTERS]]/[[Kim Kyung-Hoon]]
di[[Suriah]] dan [[LautHitam]]telah, Presiden[[Turki]]mengatakan
[[Krimea]] [[Ukraina]], [[Jokowi]]-[[Ma'ruf]], [[Barcelona]]."Kami"
"""


def unmarked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of a marked line, and its names' offsets."""
    text, spans = "", []
    for i, part in enumerate(re.split(r"\[\[([^\[\]]+)\]\]", line)):
        if i % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return text, spans


@pytest.mark.parametrize("line", MARKED.strip().splitlines())
def test_annotated_names_are_whole_tokens(nlp: Language, line: str) -> None:
    text, spans = unmarked(line)
    doc = nlp(text)
    assert [doc.char_span(*span) for span in spans if doc.char_span(*span) is None] == []


NAMES = [
    "Rusia",
    "Kassym-Jomart Tokayev",
    "Laut Hitam",
    "CSTO",
    "Kementerian Pertahanan Rusia",
    "Joko Widodo",
    "Ma'ruf",
    "YouTube",
]


BEFORE = ["", "di ", "(", "“", '"', "se-", "pro-", "di", "kepada", "AS/", "Kanada-", "…", "#1: ", "\r\n", "presiden-"]
AFTER = [
    "",
    ",",
    ".",
    ")",
    "”",
    "-nya",
    "nya",
    "/AS",
    "-AS",
    ".Presiden",
    "…",
    "?!",
    " (AS)",
    "\n",
    "mengatakan",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_keeps_its_edges_in_any_company(nlp: Language, name: str) -> None:
    spans = {(a, b): nlp(a + name + b).char_span(len(a), len(a + name)) for a in BEFORE for b in AFTER}
    assert [a + name + b for (a, b), span in spans.items() if span is None] == []


PIECES = ["Dr.", "No.", "Rp1.500", "6/1", "KOMPAS.com", "Kassym-Jomart", "https://t.co/", "diSuriah", "negara-negara"]
HARD = [
    "e\u0301",
    "\r\n",
    "\n",
    "\0",
    "\x10",
    "\u200b",
    "\u202eعربي",
    "👩\u200d🚀",
    "🇮🇩",
    "ﬁ",
    "Ａ",
    "\xa0",
    "\ufeff",
    "İ",
    "  ",
]
WIRE = st.sampled_from([*PIECES, *HARD, "S.H.", "“", "”", "-", "'", " "])
TEXT = st.one_of(st.text(max_size=200), st.lists(st.one_of(WIRE, st.text(max_size=4)), max_size=40).map("".join))


@settings(max_examples=2000, deadline=None)
@given(TEXT)
def test_the_doc_says_exactly_the_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(token.is_space == token.text.isspace() for token in doc)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "aB",
        "a.",
        "A.",
        "a-B",
        "'",
        ".",
        "🔥",
        "\u0301",
        " ",
        "\n",
        "1,",
        "x@",
        "www.",
        "DiSuriah",
        "kata Putin.",
        "عرب",
        "\0",
    ],
)
def test_a_line_of_a_million_characters_is_split_in_time(nlp: Language, unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    began = time.process_time()
    assert nlp.tokenizer(text).text == text
    assert time.process_time() - began < 20  # a rule that looks back over the line would take hours


def test_a_lone_surrogate_is_refused(nlp: Language) -> None:
    with pytest.raises(KawatError, match=r"lone surrogate '\\ud83d' at character 8; decode the source as UTF-8"):
        nlp("Jakarta \ud83d")


def test_what_was_split_before_is_split_the_same(nlp: Language) -> None:
    text = "Presiden Kazakhstan Kassym-Jomart Tokayev, diSuriah.\nKata Dr. Budi."
    tokenizer = WireTokenizer(nlp.vocab)
    assert [token.text for token in tokenizer(text)] == [token.text for token in tokenizer(text)]


def test_it_survives_pickling_and_saving(nlp: Language, tmp_path) -> None:
    text = "pro-Rusia di Kazakhstan.Presiden"
    expected = split(nlp, text)
    nlp.to_disk(tmp_path / "saved")
    assert split(pickle.loads(pickle.dumps(nlp)), text) == expected
    assert split(spacy.blank("id", config=CONFIG).from_bytes(nlp.to_bytes()), text) == expected
    assert split(spacy.load(tmp_path / "saved"), text) == expected


def test_a_pipeline_stands_at_once() -> None:
    began = time.process_time()
    nlp = spacy.blank("id", config=CONFIG)
    assert time.process_time() - began < 0.5  # spaCy's own Indonesian tokenizer takes 1.5 s
    assert nlp.lang == "id"

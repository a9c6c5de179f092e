"""The component `layout` on whole dispatches."""

import pickle
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kawat.layout import find_paragraphs

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "kawat.WireTokenizer.v1"}}}

DISPATCH = """Tokayev menyatakan ketertiban telah pulih di semua wilayah.
ALMATY, Presiden Kazakhstan Kassym-Jomart Tokayev bertemu Menhan Rusia Sergei Shoigu pada Senin (10/1).
“Situasi terkendali,” imbuh Kremlin. Pasukan akan ditarik. “Kapan?” tanya wartawan.
Adapun pasukan itu terdiri dari 2.500 orang, kata CSTO di situs webnya. [Xinhua]
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("id", config=CONFIG)
    nlp.add_pipe("kawat_layout", name="layout")
    return nlp


def parts(doc: Doc) -> tuple[str | None, str | None, str | None]:
    """Dateline, credit and headline."""
    spans = doc._.dateline, doc._.credit, doc._.headline
    return tuple(span.text if span is not None else None for span in spans)


def test_a_dispatch_is_taken_apart(nlp: Language) -> None:
    doc = nlp(DISPATCH)
    assert parts(doc) == ("ALMATY,", "Xinhua", "Tokayev menyatakan ketertiban telah pulih di semua wilayah.")
    assert [paragraph.text for paragraph in doc._.paragraphs] == DISPATCH.strip().split("\n")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Tokayev menyatakan ketertiban telah pulih di semua wilayah.",
        "ALMATY, Presiden Kazakhstan Kassym-Jomart Tokayev bertemu Menhan Rusia Sergei Shoigu pada Senin (10/1).",
        "“Situasi terkendali,” imbuh Kremlin.",
        "Pasukan akan ditarik.",
        "“Kapan?” tanya wartawan.",
        "Adapun pasukan itu terdiri dari 2.500 orang, kata CSTO di situs webnya.",
        "[Xinhua]",
    ]


def test_no_entities_are_tagged(nlp: Language) -> None:
    assert nlp(DISPATCH).ents == ()


def test_headline_and_lead_stand_above_the_dateline(nlp: Language) -> None:
    headline = "Gempa Guncang Cianjur\nPuluhan rumah rusak."
    doc = nlp(f"{headline}\nCIANJUR, KOMPAS.com – Gempa berkekuatan 5,6 mengguncang Cianjur pada Senin siang.")
    assert parts(doc) == ("CIANJUR, KOMPAS.com –", None, headline)


def test_a_short_first_line_without_a_stop_is_a_headline(nlp: Language) -> None:
    text = "Rupiah menguat ke Rp15.200\nRupiah ditutup menguat terhadap dolar AS pada Rabu sore."
    assert parts(nlp(text)) == (None, None, "Rupiah menguat ke Rp15.200")
    assert parts(nlp(text.replace("15.200\n", "15.200.\n"))) == (None, None, None)
    assert parts(nlp("Rupiah menguat ke Rp15.200")) == (None, None, None)


def test_only_the_top_is_searched_for_a_dateline(nlp: Language) -> None:
    body = "Warga mengungsi ke bukit pada malam hari.\n" * 5
    assert nlp(body + "JAKARTA - Presiden Joko Widodo meminta warga tetap tenang menghadapi gempa.")._.dateline is None


@pytest.mark.parametrize(
    ("end", "credit"),
    [
        ("webnya. [Xinhua]", "Xinhua"),
        ("webnya [Xinhua]", "Xinhua"),
        ("webnya. (ANTARA)", "ANTARA"),
        ("webnya.”(AP, Al Jazeera)\n", "AP, Al Jazeera"),
        ("webnya. (fjr/dnl)", "fjr/dnl"),
        ("webnya.\n(Reuters/AFP)", "Reuters/AFP"),
        ("webnya. (ANTARA)\nPewarta: Budi Santoso\nEditor: Siti Zulaikha\nCOPYRIGHT © ANTARA 2022", "ANTARA"),
        ("Perserikatan Bangsa-Bangsa (PBB)", None),
        ("webnya. (Baca juga: Tokayev minta bantuan)", None),
        ("webnya. (Halaman selengkapnya di sini)", None),
        ("webnya. (*)", None),
        ("[Xinhua] melaporkannya.", None),
        ("webnya. (ANTARA)\nPara korban telah dievakuasi.", None),
    ],
)
def test_the_credit_closes_the_dispatch(nlp: Language, end: str, credit: str | None) -> None:
    assert parts(nlp("Demikian pernyataan di situs " + end))[1] == credit


def test_a_credit_is_a_sentence_of_its_own(nlp: Language) -> None:
    assert [sentence.text for sentence in nlp("Ia tiba. Demikian Kremlin. (fjr/dnl)").sents][-1] == "(fjr/dnl)"


def test_wrapped_copy_has_paragraphs_between_blank_lines(nlp: Language) -> None:
    wrapped = (
        "Presiden Rusia Vladimir Putin\nmenelepon Presiden Kazakhstan\nkemarin.\r\n \r\nKremlin\nmengumumkannya.\n"
    )
    assert [wrapped[a:b].split() for a, b in find_paragraphs(wrapped)] == [
        ["Presiden", "Rusia", "Vladimir", "Putin", "menelepon", "Presiden", "Kazakhstan", "kemarin."],
        ["Kremlin", "mengumumkannya."],
    ]
    assert len(list(nlp(wrapped).sents)) == 2


def test_a_sentence_never_crosses_a_paragraph(nlp: Language) -> None:
    assert [s.text.strip() for s in nlp("Gempa Guncang Cianjur\r\n\r\nWarga mengungsi").sents] == [
        "Gempa Guncang Cianjur",
        "Warga mengungsi",
    ]


@pytest.mark.parametrize("text", ["", " ", "\r\n", "\n \n", "."])
def test_next_to_nothing(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert parts(doc) == (None, None, None)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_tokens_of_others_are_good_enough(nlp: Language) -> None:
    spaced = "JAKARTA , KOMPAS.com - Dr . Budi tiba di Almaty kemarin siang . Ia lelah ."
    treebank = nlp(Doc(nlp.vocab, words=spaced.split()))
    assert treebank._.dateline.text == "JAKARTA , KOMPAS.com -"
    assert [sentence.text for sentence in treebank.sents][1:] == ["Ia lelah ."]
    running = "“Kami siap,” kata Putin. “Besok.” Ia pergi. [Xinhua]"
    words = nlp(Doc(nlp.vocab, words=running.split()))
    assert [sentence.text for sentence in words.sents] == [
        "“Kami siap,” kata Putin.",
        "“Besok.”",
        "Ia pergi.",
        "[Xinhua]",
    ]
    assert words._.credit.text == "[Xinhua]"


def test_what_was_found_outlives_merged_tokens(nlp: Language) -> None:
    doc = nlp(DISPATCH)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[:3])
    assert parts(doc)[:2] == ("ALMATY,", "Xinhua")


def test_what_was_found_travels_with_the_doc(nlp: Language) -> None:
    doc = nlp(DISPATCH)
    expected = parts(doc), [paragraph.text for paragraph in doc._.paragraphs], [s.text for s in doc.sents]
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    others = [
        pickle.loads(pickle.dumps(doc)),
        *DocBin().from_bytes(stored).get_docs(nlp.vocab),
        *nlp.pipe([DISPATCH, DISPATCH], n_process=2),
    ]
    for other in others:
        assert (
            parts(other),
            [paragraph.text for paragraph in other._.paragraphs],
            [s.text for s in other.sents],
        ) == expected


def test_a_saved_pipeline_lays_out_the_same(nlp: Language, tmp_path) -> None:
    nlp.to_disk(tmp_path)
    assert parts(spacy.load(tmp_path)(DISPATCH)) == parts(nlp(DISPATCH))


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*DISPATCH.split(" "), "\n", "\r\n", "\n\n", '"', "(", "\0", "👩‍🚀", "e\u0301", "\u2028", ". A"]
        )
    ).map(" ".join)
)
def test_parts_are_parts_of_the_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
    assert "".join("".join(p.text for p in doc._.paragraphs).split()) == "".join(text.split())
    starts = {paragraph.start for paragraph in doc._.paragraphs[1:]}
    assert starts <= {sentence.start for sentence in doc.sents}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=6), st.booleans()), max_size=20))
def test_any_tokens_at_all(nlp: Language, tokens: list[tuple[str, bool]]) -> None:
    doc = Doc(nlp.vocab, words=[word for word, _ in tokens], spaces=[space for _, space in tokens])
    text = doc.text
    assert nlp(doc).text == text
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
    assert all(span.text in text for span in doc._.paragraphs)


@pytest.mark.parametrize("unit", ["kata Putin. ", "Kata \n", "A - ", "JAKARTA, ", "( ", '." ', "a\n", "\n "])
def test_a_dispatch_of_a_million_characters(nlp: Language, unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    began = time.process_time()
    doc = nlp(text)
    assert doc.text == text
    assert time.process_time() - began < 20  # a rule that looks back over the text would take hours

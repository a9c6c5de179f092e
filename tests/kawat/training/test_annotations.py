"""Hand annotation over running text: spans to tags by our tokenizer, texts found by their hash."""

import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.errors import KawatError
from kawat.ner.labels import TAG_INDEX, TAGS
from kawat.training.annotations import TEXTS, find_texts, key_of, read_annotations, sentences_of, to_sentence

CSTO = "Pemimpin Organisasi Perjanjian Keamanan Kolektif (CSTO), Presiden Rusia Vladimir Putin, mengirim pasukan."
LEAD = "MOSKOW (Antara) - Kremlin membantah tuduhan itu."
NEXT = "“Tidak benar,” kata juru bicara Dmitry Peskov di Moskow."
PARALLEL = "Menteri Keuangan Sri Mulyani berkunjung ke Bangkok."


def tagged(text: str, *spans: tuple[str, str]) -> list[tuple[str, str]]:
    """Words and tags of a text whose spans are given by surface and label; `?` where any tag may be right."""
    offsets = [(text.index(surface), text.index(surface) + len(surface), label) for surface, label in spans]
    sentence = to_sentence(text, offsets, "kawat")
    names = {1 << index: tag for tag, index in TAG_INDEX.items()} | {(1 << len(TAGS)) - 1: "?"}
    return [(word, names[mask]) for word, mask in zip(sentence.words, sentence.allowed, strict=True)]


def annotate(path: Path, *rows: object) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with a few lines in each of its texts."""
    contents = {
        "text/panl_id_en.tsv.xz": f"ECO\t{PARALLEL}\tMinister Sri Mulyani visited Bangkok.\n",
        "text/id_news.txt.xz": f"{LEAD} {NEXT}\n",
        "text/id_news2.txt.xz": "Gempa mengguncang Cianjur.\n",
        "text/id_other.txt.xz": "Persib menang di Bandung.\n",
    }
    assert set(contents) == set(TEXTS)
    for name, content in contents.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lzma.compress(content.encode()))
    return tmp_path / "data"


# Spans to tags


def test_spans_become_tags_of_our_tokens():
    spans = [("Organisasi Perjanjian Keamanan Kolektif", "ORG"), ("CSTO", "ORG"), ("Vladimir Putin", "PER")]
    assert [pair for pair in tagged(CSTO, *spans, ("Rusia", "LOC")) if pair[1] != "O"] == [
        ("Organisasi", "B-ORG"),
        ("Perjanjian", "I-ORG"),
        ("Keamanan", "I-ORG"),
        ("Kolektif", "I-ORG"),
        ("CSTO", "B-ORG"),
        ("Rusia", "B-LOC"),
        ("Vladimir", "B-PER"),
        ("Putin", "I-PER"),
    ]


def test_two_names_side_by_side_stay_two():
    assert tagged("Rusia Ukraina", ("Rusia", "LOC"), ("Ukraina", "LOC")) == [("Rusia", "B-LOC"), ("Ukraina", "B-LOC")]


def test_a_span_inside_a_token_leaves_its_tag_unknown():
    assert tagged("milisi prorusia di Donetsk", ("rusia", "LOC"), ("Donetsk", "LOC")) == [
        ("milisi", "O"),
        ("prorusia", "?"),
        ("di", "O"),
        ("Donetsk", "B-LOC"),
    ]


def test_white_space_has_no_tag():
    assert tagged("Kremlin \n  Moskow", ("Moskow", "LOC")) == [("Kremlin", "O"), ("Moskow", "B-LOC")]


def test_a_span_outside_of_the_text_is_an_error():
    with pytest.raises(KawatError, match=r"'Kremlin': the span 0 to 9 is not in the text of 7 characters"):
        to_sentence("Kremlin", [(0, 9, "ORG")], "kawat")


@settings(max_examples=30)
@given(st.data())
def test_the_tokens_of_a_span_are_tagged_and_no_others(data):
    words = CSTO.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    surface = " ".join(words[start:end])
    at = len(" ".join(words[:start])) + (start > 0)
    sentence = to_sentence(CSTO, [(at, at + len(surface), "ORG")], "kawat")
    marked = [w for w, mask in zip(sentence.words, sentence.allowed, strict=True) if mask != 1 << TAG_INDEX["O"]]
    assert "".join(marked) == surface.replace(" ", "")


# Texts by their hash


def test_what_may_be_annotated_of_a_file(data):
    assert list(sentences_of(data / "text/panl_id_en.tsv.xz")) == [PARALLEL]
    assert list(sentences_of(data / "text/id_news.txt.xz")) == [f"{LEAD} {NEXT}", LEAD, NEXT]


def test_texts_are_found_in_every_file_by_their_key(data):
    texts = [PARALLEL, NEXT, f"{LEAD} {NEXT}", "Persib menang di Bandung."]
    assert find_texts({key_of(text) for text in texts}, data) == {key_of(text): text for text in texts}


def test_annotations_with_and_without_their_text_are_read_in_order(data, tmp_path):
    path = annotate(
        tmp_path / "a.jsonl",
        {"key": key_of(LEAD), "spans": [[0, 6, "LOC"], [18, 25, "ORG"]]},
        {"text": CSTO, "spans": []},
        {"key": key_of(PARALLEL), "spans": [[17, 28, "PER"]]},
    )
    lead, csto, parallel = read_annotations(path, data, scheme="kawat")
    assert (lead.words[0], lead.allowed[0]) == ("MOSKOW", 1 << TAG_INDEX["B-LOC"])
    assert set(csto.allowed) == {1 << TAG_INDEX["O"]}
    assert parallel.words[2:4] == ("Sri", "Mulyani")
    assert parallel.allowed[2:4] == (1 << TAG_INDEX["B-PER"], 1 << TAG_INDEX["I-PER"])
    assert {s.scheme for s in (lead, csto, parallel)} == {"kawat"}


def test_annotations_that_bring_their_text_need_no_data_directory(tmp_path):
    path = annotate(tmp_path / "a.jsonl", {"text": "Kremlin", "spans": [[0, 7, "ORG"]]})
    assert read_annotations(path, tmp_path / "none", scheme="kawat")[0].words == ("Kremlin",)


def test_texts_that_are_not_in_the_data_are_an_error(data):
    with pytest.raises(
        KawatError, match=r"data: 1 annotated sentences are not in its texts \(text/panl_id_en\.tsv\.xz,"
    ):
        find_texts({key_of(LEAD), key_of("Kalimat yang tidak ada.")}, data)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        {"text": "Kremlin"},
        {"text": "Kremlin", "spans": [[0, 7, "GPE"]]},
        {"text": "Kremlin", "spans": [[0, 7]]},
        [],
    ],
)
def test_a_broken_line_is_named_by_file_and_number(tmp_path, line):
    path = annotate(tmp_path / "a.jsonl", {"text": "Kremlin", "spans": []}, line)
    with pytest.raises(KawatError, match=r"a\.jsonl:2: not an annotated sentence .*; expected key or text, and spans"):
        read_annotations(path, tmp_path, scheme="kawat")

"""Gold for the tagger: what a tag allows, what a broken set says, and no test sentence in training."""

import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import KawatError
from kawat.ner.labels import TAG_INDEX, TAGS
from kawat.training.data import Sentence, TestGuard, allowed_mask, read_gold

WORDS = ("Presiden", "Kirgizstan", "Sadyr", "Japarov", "mengirim", "pasukan", "ke", "Batken", ".")
PLAIN = ("O", "B-LOC", "B-PER", "I-PER", "O", "O", "O", "B-LOC", "O")
MARKED = "Presiden [[Kirgizstan|LOC|KGZ]] [[Sadyr Japarov|PER|sadyr-japarov]] mengirim pasukan ke [[Batken|LOC|NIL]]."


def gold(path: Path, *rows: object) -> Path:
    content = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    path.write_bytes(lzma.compress(content.encode()) if path.suffix == ".xz" else content.encode())
    return path


def tags_of(mask: int) -> set[str]:
    return {tag for tag in TAGS if mask >> TAG_INDEX[tag] & 1}


def sentence(*words: str) -> Sentence:
    return Sentence(words, (1,) * len(words), "kawat")


# Reading


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.jsonl.xz"])
def test_a_set_is_read_with_its_scheme(tmp_path, name):
    path = gold(tmp_path / name, {"tokens": WORDS, "tags": PLAIN}, {"tokens": ["Batken"], "tags": ["B-LOC"]})
    first, second = read_gold(path, scheme="nerui")
    assert first == Sentence(WORDS, tuple(1 << TAG_INDEX[tag] for tag in PLAIN), "nerui")
    assert second.words == ("Batken",)


def test_a_tag_allows_itself_alone():
    assert [tags_of(allowed_mask(tag)) for tag in TAGS] == [{tag} for tag in TAGS]


def test_an_unknown_tag_allows_every_tag():
    assert tags_of(allowed_mask("X")) == set(TAGS)


def test_where_a_set_is_silent_about_a_label_no_name_may_be_one_of_it():
    assert tags_of(allowed_mask("O", silent=["ORG"])) == {"O", "B-ORG", "I-ORG"}
    assert tags_of(allowed_mask("B-PER", silent=["ORG"])) == {"B-PER"}


def test_silence_holds_for_the_whole_set(tmp_path):
    path = gold(tmp_path / "nerp.jsonl", {"tokens": ["kata", "Japarov"], "tags": ["O", "B-PER"]})
    (only,) = read_gold(path, scheme="nerp", silent=("ORG", "LOC"))
    assert [tags_of(mask) for mask in only.allowed] == [{"O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"}, {"B-PER"}]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Expecting property name"),
        ({"tokens": ["Batken"]}, "'tags'"),
        ({"tokens": ["Batken"], "tags": ["B-GPE"]}, "'B-GPE'"),
        ({"tokens": ["Batken"], "tags": []}, "1 tokens, 0 tags"),
        ({"tokens": [], "tags": []}, "no tokens"),
        (["Batken"], "indices must be"),
    ],
)
def test_a_broken_line_is_named_by_file_and_number(tmp_path, line, reason):
    path = gold(tmp_path / "gold.jsonl", {"tokens": WORDS, "tags": PLAIN}, line)
    with pytest.raises(
        KawatError,
        match=r"gold\.jsonl:2: not a gold sentence .*; expected tokens and tags O, X, B-/I-"
        r" of PER/ORG/LOC",
    ) as error:
        read_gold(path, scheme="kawat")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_a_set_that_is_not_there_or_damaged_is_named(tmp_path):
    whole = gold(tmp_path / "gold.jsonl.xz", *[{"tokens": WORDS, "tags": PLAIN}] * 50).read_bytes()
    (tmp_path / "short.jsonl.xz").write_bytes(whole[:-40])
    (tmp_path / "other.jsonl.xz").write_bytes(b"<html>")
    (tmp_path / "latin.jsonl").write_bytes(b'{"tokens": ["\xe9"]}')
    for name in ("none.jsonl", "short.jsonl.xz", "other.jsonl.xz", "latin.jsonl"):
        with pytest.raises(KawatError, match=rf"{name}: cannot be read \(.*\); see the data's README"):
            read_gold(tmp_path / name, scheme="kawat")


# The guard

cases = st.sampled_from([str, str.lower, str.upper, str.title, str.capitalize])
marks = st.text(" ,.-–“”\"'()…\u00a0\t", max_size=3)


@given(st.data())
def test_a_test_sentence_is_known_in_any_case_spacing_and_punctuation(data):
    guard = TestGuard([WORDS])
    written = "".join(data.draw(cases)(word) + data.draw(marks) for word in WORDS)
    assert written.split() in guard
    assert [written] in guard


def test_a_sentence_with_another_word_is_not_a_test_sentence():
    guard = TestGuard([WORDS])
    assert (*WORDS[:-2], "Osh", ".") not in guard
    assert WORDS[:5] not in guard


def test_a_set_with_a_test_sentence_is_refused_naming_set_and_sentence():
    guard = TestGuard([WORDS])
    train = [sentence("Putin", "membantah"), sentence(*map(str.upper, WORDS))]
    with pytest.raises(
        KawatError,
        match=r"^ner/nerui\.jsonl: sentence 2 \('PRESIDEN KIRGIZSTAN .*'\) is in a test set; take it out",
    ):
        guard.refuse(train, "ner/nerui.jsonl")
    guard.refuse(train[:1], "ner/nerui.jsonl")


def test_test_sentences_are_dropped_from_a_set_known_to_overlap():
    train = [sentence("Putin", "membantah"), sentence(*WORDS), sentence("kata", "Kremlin")]
    assert TestGuard([WORDS]).without(train) == [train[0], train[2]]


def test_short_sentences_are_everybodys():
    assert ("Jakarta", ",", "Antara") not in TestGuard([("Jakarta", ",")])


def test_the_guard_knows_sets_of_tokens_and_documents_with_inline_gold(tmp_path):
    tokens = gold(tmp_path / "test.jsonl", {"tokens": ["Kremlin", "membantah", "tuduhan", "itu", "."]})
    document = tmp_path / "written.txt"
    document.write_text(f"Gencatan Senjata di Perbatasan Masih Rapuh\n\n{MARKED}\n", encoding="utf-8")
    guard = TestGuard.of_files([tokens, document])
    for text in ("kremlin membantah tuduhan itu", " ".join(WORDS), "GENCATAN SENJATA DI PERBATASAN MASIH RAPUH"):
        assert text.split() in guard


def test_the_guard_knows_the_documents_that_an_index_calls_test(tmp_path):
    for name, text in (("one", "Kremlin membantah tuduhan itu."), ("two", "Kiev menyambut keputusan itu.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    index = tmp_path / "index.tsv"
    index.write_text("doc\tsplit\none\ttest\ntwo\tdev\n", encoding="utf-8")
    guard = TestGuard.of_files([index])
    assert ["Kremlin", "membantah", "tuduhan", "itu"] in guard
    assert ["Kiev", "menyambut", "keputusan", "itu"] not in guard


def test_the_guard_knows_each_sentence_of_a_line(tmp_path):
    document = tmp_path / "written.txt"
    line = "[[Kremlin|ORG|kremlin]] membantah tuduhan itu. [[Kiev|LOC|kyiv]] menyambut keputusan tersebut."
    document.write_text(line, encoding="utf-8")
    guard = TestGuard.of_files([document])
    for text in ("Kremlin membantah tuduhan itu .", "Kiev menyambut keputusan tersebut ."):
        assert text.split() in guard


def test_a_test_set_that_cannot_be_read_stops_the_training(tmp_path):
    broken = gold(tmp_path / "test.jsonl", {"tokens": ["Kremlin"]}, {"text": "Kremlin"})
    with pytest.raises(KawatError, match=r"test\.jsonl:2: not a test sentence .*; expected tokens"):
        TestGuard.of_files([broken])

"""Token and tag."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from kawat.errors import KawatError
from kawat.formats.tagged import Tagged, read_conll, spans

TAGS = st.lists(st.sampled_from(["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]), max_size=30)
PATH = Path("system.conll")
TOKEN = st.from_regex(r"\S{1,8}", fullmatch=True)
CONLL = "JAKARTA O B-LOC\n, _ O\n\nJoko _ B-PER\nWidodo _ I-PER\ntiba _ O\n"


@given(TAGS)
def test_tags_spell_the_spans_that_seqeval_reads(tags: list[str]) -> None:
    assert [(label, first, last - 1) for first, last, label in spans(tags)] == get_entities(tags)


@given(st.lists(st.tuples(TOKEN, st.sampled_from(["O", "B-PER", "I-PER"])), min_size=1))
def test_a_tagged_document_holds_its_tokens_and_spans(rows: list[tuple[str, str]]) -> None:
    tokens, tags = [token for token, _ in rows], [tag for _, tag in rows]
    document = Tagged("d", PATH, tokens, tags).document()
    assert document.text.split() == " ".join(tokens).split()
    surfaces = [document.text[m.start : m.end] for m in document.mentions]
    assert surfaces == [" ".join(tokens[first:last]) for first, last, _ in spans(tags)]


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "system.conll"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_document_lines_each_sentence_is_a_document(tmp_path: Path) -> None:
    first, second = read_conll(write(tmp_path, CONLL))
    assert (first.id, first.tokens) == ("1", ["JAKARTA", ","])
    assert (second.id, list(spans(second.tags))) == ("2", [(0, 2, "PER")])


@pytest.mark.parametrize(
    ("header", "name"), [("# id = csto", "csto"), ("# newdoc id = csto", "csto"), ("-DOCSTART- -X- O", "1")]
)
def test_document_lines_keep_sentences_together(tmp_path: Path, header: str, name: str) -> None:
    (tagged,) = read_conll(write(tmp_path, f"{header}\n\n{CONLL}"))
    assert tagged.id == name
    assert tagged.document().text == "JAKARTA ,\nJoko Widodo tiba"


def test_no_name_runs_over_the_end_of_a_sentence(tmp_path: Path) -> None:
    (tagged,) = read_conll(write(tmp_path, "# newdoc id = a\nJoko B-PER\n\nWidodo I-PER\n"))
    assert list(spans(tagged.tags)) == [(0, 1, "PER"), (1, 2, "PER")]


def test_a_third_column_may_hold_ids(tmp_path: Path) -> None:
    rows = "# id = csto\nKremlin B-ORG kremlin/moscow-kremlin\ndan O _\nBudi B-PER NIL\nPutin I-PER NIL\n"
    (tagged,) = read_conll(write(tmp_path, rows))
    assert [m.ids for m in tagged.document().mentions] == [("kremlin", "moscow-kremlin"), ()]


def test_a_column_of_other_tags_holds_no_ids(tmp_path: Path) -> None:
    (tagged,) = read_conll(write(tmp_path, "Kremlin B-NP B-ORG\ntiba O O\n"))
    assert [(m.label, m.ids) for m in tagged.document().mentions] == [("ORG", None)]


def test_a_hash_is_a_token_and_a_comment_is_none(tmp_path: Path) -> None:
    (tagged,) = read_conll(write(tmp_path, "# text = # viral\n# O\nviral O\n"))
    assert tagged.tokens == ["#", "viral"]


@pytest.mark.parametrize(
    ("row", "place"), [("Joko PER", "3:6: tag 'PER'"), ("Joko S-PER", "3:6: tag 'S-PER'"), ("Joko", "3:5: tag ''")]
)
def test_a_tag_that_is_no_bio_is_placed(tmp_path: Path, row: str, place: str) -> None:
    with pytest.raises(KawatError, match=rf"system\.conll:{place} is not BIO; write O, B-LABEL or I-LABEL"):
        read_conll(write(tmp_path, f"kata O\n\n{row}\n"))


def test_tokens_are_found_in_the_text_they_come_from(tmp_path: Path) -> None:
    (tagged,) = read_conll(write(tmp_path, "# newdoc id = a\n“ O\nJoko B-PER\nWidodo I-PER\n” O\n"))
    (mention,) = tagged.mentions("  “Joko\nWidodo”")
    assert mention.span == (3, 14)


def test_a_token_that_is_not_in_the_text_is_placed(tmp_path: Path) -> None:
    path = write(tmp_path, "# newdoc id = a\nkata O\nJoko B-PER\n")
    (tagged,) = read_conll(path)
    message = r"system\.conll:3:1: token 'Joko' is not the next in document 'a', 'Presiden' is"
    with pytest.raises(KawatError, match=message):
        tagged.mentions("kata Presiden Joko")

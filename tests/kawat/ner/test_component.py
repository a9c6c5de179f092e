"""Component `ner` in a pipeline: any length, any text, any process; what is wrong is said."""

import multiprocessing
import pickle
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kawat.errors import KawatError
from kawat.training.convert import convert

PERSON = {"PERSON": "PER", "ORGANISATION": "ORG", "GPE": "LOC", "DATE": ""}


def pipeline(model: Path | str | None, **settings: object) -> Language:
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "kawat.WireTokenizer.v1"}}})
    nlp.add_pipe("kawat_layout", name="layout")
    nlp.add_pipe("kawat_ner", name="ner", config={"model": model and str(model)} | settings)
    return nlp


def found(doc: Doc) -> list[tuple[str, str, float]]:
    return [(ent.text, ent.label_, round(ent._.score, 4)) for ent in doc.ents]


@pytest.fixture(scope="module")
def onnx_model(tiny_xlmr: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("onnx")
    convert(str(tiny_xlmr), out)
    return out


@pytest.fixture(scope="module")
def nlp(onnx_model: Path) -> Language:
    return pipeline(onnx_model)


def test_both_runtimes_find_the_same_mentions(nlp, tiny_xlmr, sample):
    assert found(nlp(sample)) == found(pipeline(tiny_xlmr)(sample))
    assert nlp(sample).ents


def test_a_model_with_labels_of_its_own_needs_them_mapped(tiny_bert, sample):
    assert {ent.label_ for ent in pipeline(tiny_bert, labels=PERSON)(sample).ents} <= {"PER", "ORG", "LOC"}
    with pytest.raises(KawatError, match="label 'PERSON' is not mapped"):
        pipeline(tiny_bert)(sample)


def test_the_end_of_a_long_document_is_tagged_like_its_beginning(nlp, sample):
    alone = found(nlp(sample))
    doc = nlp("\n".join([sample] * 40))
    assert found(doc) == alone * 40


@pytest.mark.slow
def test_a_document_of_100_000_words(nlp, sample):
    doc = nlp("\n".join([sample] * 400))
    assert len(doc) > 100_000
    assert found(doc) == found(nlp(sample)) * 400


def test_a_sentence_past_the_models_length_is_read_to_its_end(nlp):
    words = ["Kazakhstan"] * 600
    doc = Doc(nlp.vocab, words=words)
    logits = nlp.get_pipe("ner").logits([words], [[0]])[0]
    assert np.isfinite(logits).all()
    assert len(logits) == len(doc) == 600


def test_a_document_is_tagged_alike_alone_and_among_others(nlp, sample):
    texts = [sample, "Rusia", "", *sample.splitlines()]
    assert [found(doc) for doc in nlp.pipe(texts)] == [found(nlp(text)) for text in texts]


def test_documents_come_out_in_their_order(nlp, sample):
    texts = sample.splitlines() * 30
    assert [doc.text for doc in nlp.pipe(texts, batch_size=7)] == texts


def test_a_pretokenized_document_keeps_its_tokens(nlp):
    words = ["Presiden", "Rusia", "Vladimir", "Putin", "di", "MOSKOW"]
    assert [token.text for token in nlp(Doc(nlp.vocab, words=words))] == words


ODD = "…\x10ﬁ①Ｋé\u0301\u200b\u200d\ufeff\u202e🇮🇩👩🏽\r\n\t\0½ǆﷺ“”–' .AaPu"
odd = st.text(st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=60)


@settings(max_examples=1000, deadline=None)
@given(odd)
def test_offsets_index_the_text_that_came_in(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    for ent in doc.ents:
        assert text[ent.start_char : ent.end_char] == ent.text


def test_a_line_of_a_megabyte(nlp):
    text = "Presiden Kazakhstan Kassym-Jomart Tokayev… " * 1000 + "x" * 1_000_000
    doc = nlp(text)
    assert doc.text == text
    assert all(text[ent.start_char : ent.end_char] == ent.text for ent in doc.ents)


def test_a_pipeline_saved_to_disk_or_bytes_tags_the_same(onnx_model, tiny_xlmr, sample, tmp_path):
    for number, model in enumerate((onnx_model, tiny_xlmr)):
        nlp = pipeline(model)
        expected = found(nlp(sample))
        nlp.to_disk(tmp_path / str(number))
        assert found(spacy.load(tmp_path / str(number))(sample)) == expected
        assert found(pipeline(None).from_bytes(nlp.to_bytes())(sample)) == expected


def test_a_pipeline_pickles_after_a_call(nlp, sample):
    expected = found(nlp(sample))
    assert found(pickle.loads(pickle.dumps(nlp))(sample)) == expected


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_two_processes_tag_the_same_and_end(nlp, sample, method, monkeypatch):
    texts = [sample, *sample.splitlines()]
    expected = [found(doc) for doc in nlp.pipe(texts)]
    monkeypatch.setattr("spacy.language.mp", multiprocessing.get_context(method))
    assert [found(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=3)] == expected


def test_a_batch_that_fails_names_its_documents(onnx_model, monkeypatch):
    nlp = pipeline(onnx_model)
    ner = nlp.get_pipe("ner")
    ner.load()

    def broken(pieces: np.ndarray, attention: np.ndarray, evidence: np.ndarray | None) -> np.ndarray:
        raise RuntimeError("out of memory")

    broken.tags, broken.name, broken.reads_evidence = ner._runtime.tags, "broken", False
    monkeypatch.setattr(ner, "_runtime", broken)
    with pytest.raises(KawatError, match=r"out of memory in the documents 'Moskow memperingatkan'; 'Kiev membantah'"):
        list(nlp.pipe(["Moskow memperingatkan", "Kiev membantah"]))


def test_a_component_without_a_model_says_how_to_give_it_one(sample):
    with pytest.raises(KawatError, match=r"ner: no model; set components\.ner\.model"):
        pipeline(None)(sample)


def test_windows_that_cannot_be_are_refused(onnx_model):
    with pytest.raises(Exception, match="expected window >= 8, 0 <= overlap < window"):
        pipeline(onnx_model, window=16, overlap=16)


def test_a_damaged_tokenizer_is_named(onnx_model, tmp_path, sample):
    nlp = pipeline(onnx_model)
    nlp.to_disk(tmp_path)
    (tmp_path / "ner" / "tokenizer.json").write_text("{")
    with pytest.raises(KawatError, match=r"not a saved `ner` .*install the pipeline again"):
        spacy.load(tmp_path)


def test_a_span_that_ner_did_not_make_has_no_score(nlp, sample):
    assert nlp(sample)[0:1]._.score is None

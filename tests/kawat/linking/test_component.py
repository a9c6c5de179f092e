"""The component: attributes, plain data on documents, saving, processes, errors."""

import multiprocessing
import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from kawat.errors import KawatError
from kawat.linking.component import EntityLinker, make_linker
from kawat.linking.model import Model

TEXT = (
    "[[MOSKOW|LOC]], Presiden [[Rusia|LOC]] [[Vladimir Putin|PER]] menelepon para pemimpin [[CSTO|ORG]]. "
    "[[Putin|PER]] dan [[Budi Putin|PER]] bertemu [[Georgia|LOC]]. [[[Xinhua|ORG]]]"
)


@pytest.fixture
def doc(mark: Callable[[str], Doc], linker: EntityLinker) -> Doc:
    return linker(mark(TEXT))


def links(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.kb_id_) for ent in doc.ents]


def attributes(doc: Doc) -> list[object]:
    """All that the component sets on a document, as values to compare."""
    things = [
        (t.id, t.name, t.label, t.cluster, t.entity, [(s.start, s.end) for s in t.mentions]) for t in doc._.entities
    ]
    return [links(doc), things, [(ent._.entity, ent._.candidates, ent._.link_score) for ent in doc.ents]]


def test_mentions_carry_their_entity(doc: Doc) -> None:
    putin = doc.ents[2]
    assert putin.kb_id_ == putin._.entity.id == "vladimir-putin"
    assert putin._.entity.offices[0].title == "presiden"
    assert putin[0].ent_kb_id_ == "vladimir-putin"
    assert putin._.link_score > 0.9


def test_an_unlinked_mention_has_no_id_and_no_entity(doc: Doc) -> None:
    (unknown,) = (ent for ent in doc.ents if ent.text == "Budi Putin")
    assert (unknown.kb_id_, unknown._.entity, unknown._.candidates) == ("", None, [])
    assert 0.5 < unknown._.link_score < 1


def test_candidates_are_ranked_and_say_why(doc: Doc) -> None:
    (georgia,) = (ent for ent in doc.ents if ent.text == "Georgia")
    first, second = georgia._.candidates
    assert {first.id, second.id} == {"GEO", "georgia-usa"}
    assert first.score > second.score
    assert first.features["name"] == 1
    assert first.entity.id == first.id


def test_a_span_that_is_no_entity_has_nothing(doc: Doc) -> None:
    assert (doc[:2]._.entity, doc[:2]._.candidates, doc[:2]._.link_score) == (None, [], None)


def test_a_document_that_was_not_linked_has_nothing(mark: Callable[[str], Doc]) -> None:
    doc = mark(TEXT)
    assert doc._.entities == []
    assert doc.ents[0]._.entity is None


def test_things_are_rows_in_the_order_of_the_text(doc: Doc) -> None:
    assert [(thing.cluster, thing.label, [span.text for span in thing.mentions]) for thing in doc._.entities] == [
        ("moscow", "LOC", ["MOSKOW"]),
        ("RUS", "LOC", ["Rusia"]),
        ("vladimir-putin", "PER", ["Vladimir Putin", "Putin"]),
        ("CSTO", "ORG", ["CSTO"]),
        ("PER:budi-putin", "PER", ["Budi Putin"]),
        ("GEO", "LOC", ["Georgia"]),
        ("xinhua", "ORG", ["Xinhua"]),
    ]


def test_linking_keeps_spans_labels_and_text(mark: Callable[[str], Doc], linker: EntityLinker) -> None:
    doc = mark(TEXT)
    before = [(ent.start, ent.end, ent.label_) for ent in doc.ents], doc.text
    linker(doc)
    assert ([(ent.start, ent.end, ent.label_) for ent in doc.ents], doc.text) == before


def test_linking_twice_is_linking_once(doc: Doc, linker: EntityLinker) -> None:
    before = attributes(doc)
    assert attributes(linker(doc)) == before


def test_documents_can_be_pickled_and_stored(doc: Doc, nlp: Language) -> None:
    expected = attributes(doc)
    assert attributes(pickle.loads(pickle.dumps(doc))) == expected
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (read,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert attributes(read) == expected


def pipeline(kb_path: Path) -> Language:
    nlp = spacy.blank("id")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [("PER", "Vladimir Putin"), ("PER", "Putin"), ("LOC", "Rusia"), ("ORG", "CSTO")]
    ruler.add_patterns([{"label": label, "pattern": pattern} for label, pattern in patterns])  # type: ignore[attr-defined]
    nlp.add_pipe("kawat_linker", name="linker", config={"kb": str(kb_path)})
    return nlp


SENTENCES = ["Vladimir Putin memimpin Rusia.", "Putin bicara kepada CSTO.", "", "Tidak ada apa-apa."]
LINKED = [
    [("Vladimir Putin", "vladimir-putin"), ("Rusia", "RUS")],
    [("Putin", "vladimir-putin"), ("CSTO", "CSTO")],
    [],
    [],
]


def test_the_factory_is_found_by_name(kb_path: Path) -> None:
    assert [links(doc) for doc in pipeline(kb_path).pipe(SENTENCES)] == LINKED


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_several_processes_share_the_knowledge_base(
    kb_path: Path, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = pipeline(kb_path)
    nlp(SENTENCES[0])  # open before the fork
    monkeypatch.setattr("spacy.language.mp", multiprocessing.get_context(method))
    docs = list(nlp.pipe(SENTENCES, n_process=2, batch_size=1))
    assert [links(doc) for doc in docs] == LINKED
    assert docs[0].ents[0]._.entity.name_en == "Vladimir Putin"


def test_a_pipeline_can_be_pickled_after_a_call(kb_path: Path) -> None:
    nlp = pipeline(kb_path)
    nlp(SENTENCES[0])
    assert [links(doc) for doc in pickle.loads(pickle.dumps(nlp)).pipe(SENTENCES)] == LINKED


def test_a_saved_pipeline_needs_nothing_else(kb_path: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    own.write_bytes(kb_path.read_bytes())
    pipeline(own).to_disk(tmp_path / "saved")
    own.unlink()
    nlp = spacy.load(tmp_path / "saved")
    assert [links(doc) for doc in nlp.pipe(SENTENCES)] == LINKED
    nlp.to_disk(tmp_path / "saved")  # over the file that it reads
    assert [links(doc) for doc in nlp.pipe(SENTENCES)] == LINKED
    assert not list((tmp_path / "saved" / "linker").glob("*.new"))


def test_bytes_carry_the_knowledge_base(linker: EntityLinker, doc: Doc, mark: Callable[[str], Doc]) -> None:
    read = EntityLinker("linker", None).from_bytes(linker.to_bytes())
    assert attributes(read(mark(TEXT))) == attributes(doc)
    assert attributes(pickle.loads(pickle.dumps(read))(mark(TEXT))) == attributes(doc)


def test_weights_are_saved_and_loaded(kb_path: Path, tmp_path: Path, mark: Callable[[str], Doc]) -> None:
    nothing = Model(Model.default().weights | {"nil": 99.0})
    EntityLinker("linker", str(kb_path), nothing).to_disk(tmp_path)
    loaded = EntityLinker("linker", None).from_disk(tmp_path)
    assert {id for _, id in links(loaded(mark(TEXT)))} == {""}


def test_a_linker_without_a_knowledge_base_says_how_to_get_one(mark: Callable[[str], Doc]) -> None:
    linker = make_linker(spacy.blank("id"), "linker", None)
    with pytest.raises(
        KawatError, match=r"linker: no knowledge base; set components\.linker\.kb or load a saved pipeline"
    ):
        linker(mark(TEXT))


def test_a_missing_knowledge_base_is_named(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"gone\.sqlite: cannot be read"):
        EntityLinker("linker", str(tmp_path / "gone.sqlite")).load()


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").write_text("this is a text and not a knowledge base")
    with pytest.raises(KawatError, match=r"kb\.sqlite: is no knowledge base"):
        EntityLinker("linker", str(tmp_path / "kb.sqlite")).load()
    sqlite3.connect(tmp_path / "other.sqlite").execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(KawatError, match=r"other\.sqlite: is a SQLite file but no knowledge base"):
        EntityLinker("linker", str(tmp_path / "other.sqlite")).load()


def test_a_directory_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match=r"weights\.json: cannot be read .* install the pipeline again"):
        EntityLinker("linker", None).from_disk(tmp_path)


WORDS = st.sampled_from(
    ["Putin", "Vladimir", "CSTO", "(", ")", "/", ",", "Presiden", "Rusia", "atau", "\u200b", "é", "🙂", "a\u0301"]
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(WORDS, max_size=12), cuts=st.lists(st.integers(0, 12), max_size=8), data=st.data())
def test_any_mentions_in_any_text_are_linked_or_not(
    linker: EntityLinker, nlp: Language, words: list[str], cuts: list[int], data: st.DataObject
) -> None:
    doc = Doc(nlp.vocab, words=words, spaces=[True] * len(words))
    bounds = sorted({cut for cut in cuts if cut <= len(words)})
    labels = [data.draw(st.sampled_from(["PER", "ORG", "LOC", "NAME"])) for _ in bounds[1:]]
    doc.set_ents(
        [Span(doc, start, end, label=label) for start, end, label in zip(bounds, bounds[1:], labels, strict=False)]
    )
    before = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
    linker(doc)
    assert [(ent.start, ent.end, ent.label_) for ent in doc.ents] == before
    assert sorted((span.start, span.end) for thing in doc._.entities for span in thing.mentions) == [
        b[:2] for b in before
    ]
    for ent in doc.ents:
        assert 0 <= ent._.link_score <= 1
        assert (ent._.entity is None) == (ent.kb_id_ == "")

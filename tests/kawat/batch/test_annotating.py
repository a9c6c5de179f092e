"""Parts: what cannot be annotated is told and costs nobody else, and how documents are grouped does not show."""

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kawat.batch import annotating
from kawat.batch.annotating import Annotator, Part, Setup
from kawat.batch.outputs import Format
from kawat.batch.reading import Item
from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import Record

from .conftest import laid_out


@Language.component("test_explodes")
def explodes(doc: Doc) -> Doc:
    """Cannot take a text about bombs."""
    if "bom" in doc.text:
        raise ValueError("too hot\nto handle")
    return doc


@Language.component("test_broken")
def broken(doc: Doc) -> Doc:
    """Cannot take any text."""
    raise ValueError("no model")


@pytest.fixture
def part(lead: str) -> Part:
    texts = [lead, "Ledakan bom di Moskow.", lead * 20, "Kremlin: \ud800", "Satu.", lead]
    items = [Item("wire.jsonl", f"line {n}", Dispatch(id=f"x{n}", text=text)) for n, text in enumerate(texts)]
    return Part(3, (*items, Item("wire.jsonl", "line 9", None, "not JSON")))


@pytest.fixture
def exploding(pipeline: str, tmp_path: Path) -> str:
    nlp = spacy.load(pipeline)
    nlp.add_pipe("test_explodes")
    nlp.to_disk(tmp_path / "exploding")
    return str(tmp_path / "exploding")


def test_a_document_that_fails_is_rejected_alone(exploding: str, part: Part) -> None:
    output = Annotator(Setup(exploding, Format.jsonl, 0))(part)
    assert [json.loads(line)["id"] for line in output.data.splitlines()] == ["x0", "x2", "x4", "x5"]
    assert [(item.position, item.reason) for item in output.rejects] == [
        ("line 1", "ValueError: too hot to handle"),
        ("line 3", "lone surrogate '\\ud800' at character 9; decode the source as UTF-8"),
        ("line 9", "not JSON"),
    ]
    assert (output.index, output.documents) == (3, 4)


def test_a_pipeline_that_can_annotate_nothing_rejects_nothing(pipeline: str, tmp_path: Path) -> None:
    nlp = spacy.load(pipeline)
    nlp.add_pipe("test_broken")
    nlp.to_disk(tmp_path / "broken")
    with pytest.raises(KawatError, match=r"the pipeline cannot annotate \(ValueError: no model\); try it with"):
        Annotator(Setup(str(tmp_path / "broken"), Format.jsonl, 0))


@pytest.mark.parametrize("tokens", [1, 30, 100_000])
def test_how_documents_are_grouped_does_not_show(
    pipeline: str, part: Part, tokens: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotator = Annotator(Setup(pipeline, Format.jsonl, 0))
    expected = annotator(part)
    monkeypatch.setattr(annotating, "_TOKENS", tokens)
    output = annotator(part)
    assert (output.data, output.rejects, output.tokens) == (expected.data, expected.rejects, expected.tokens)


def test_words_are_forgotten_after_each_part(pipeline: str) -> None:
    annotator = Annotator(Setup(pipeline, Format.jsonl, 0))
    items = [Item("a", "", Dispatch(id="x", text=f"kata{n} lain{n}")) for n in range(1000)]
    annotator(Part(0, tuple(items[:500])))
    known = len(annotator._nlp.vocab.strings)
    annotator(Part(1, tuple(items[500:])))
    assert len(annotator._nlp.vocab.strings) == known


@pytest.fixture
def tagging(tiny_tagger: Path, tmp_path: Path) -> str:
    """A tagger, and behind it what cannot take every text."""
    nlp = laid_out()
    nlp.add_pipe("kawat_ner", name="ner", config={"model": str(tiny_tagger)})
    nlp.add_pipe("test_explodes")
    nlp.to_disk(tmp_path / "tagging")
    return str(tmp_path / "tagging")


def test_documents_are_tokenized_while_others_are_tagged(
    tagging: str, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotating, "_TOKENS", 1)
    annotator = Annotator(Setup(tagging, Format.jsonl, 1))
    second = threading.Event()
    make, through = annotator._make, annotating._through

    def made(item: Item) -> Doc:
        doc = make(item)
        if item is part.items[1]:
            second.set()
        return doc

    def waiting(components: Sequence[Any], docs: list[Doc]) -> list[Doc]:
        if components is annotator._beside:
            assert second.wait(60)
        return through(components, docs)

    monkeypatch.setattr(annotator, "_make", made)
    monkeypatch.setattr(annotating, "_through", waiting)
    assert annotator(part).documents == 4
    assert second.is_set()


@pytest.mark.parametrize("tokens", [1, 30, 100_000])
def test_a_document_that_fails_behind_a_tagger_costs_no_other(
    tagging: str, part: Part, tokens: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotating, "_TOKENS", tokens)
    output = Annotator(Setup(tagging, Format.jsonl, 1))(part)
    nlp = spacy.load(tagging)
    good = [part.items[index].dispatch for index in (0, 2, 4, 5)]
    expected = [Record.from_doc(nlp(dispatch.text), dispatch) for dispatch in good if dispatch]
    assert [Record.from_json(line.decode()) for line in output.data.splitlines()] == expected
    assert [item.position for item in output.rejects] == ["line 1", "line 3", "line 9"]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_documents(start: Callable[..., Any], tmp_path: Path, lead: str) -> None:
    peaks = []
    for documents in (300, 3000):
        path = tmp_path / f"{documents}.jsonl"
        path.write_text("".join(json.dumps({"text": f"{lead * 10} {n}"}) + "\n" for n in range(documents)))
        process = start(path, to=str(documents), part=100)
        process.join()
        assert process.exitcode == 0
        peaks.append(int((tmp_path / "peak").read_text()))
    assert peaks[1] < peaks[0] + 10_000_000

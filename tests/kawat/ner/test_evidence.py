"""A tagger that learned which names a knowledge base knows finds a name that was added today, without training."""

import pickle
from pathlib import Path

import numpy as np
import pytest
import spacy
import torch
from spacy.language import Language

from kawat.kb.build import build
from kawat.kb.facts import COLUMNS
from kawat.kb.gazetteer import WIDTH
from kawat.kb.sources.text import TextFacts
from kawat.ner.runtime import OnnxRuntime
from kawat.ner.torch_evidence import EvidenceTagger, write_vectors
from kawat.ner.torch_runtime import TorchRuntime
from kawat.training.export import export

TEXT = "Menurut Zagorsk Utama, harga naik."


@pytest.fixture(scope="module")
def knowing(tiny_tagger: Path, sample: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A tagger with random evidence vectors: of transformers, and exported."""
    plain = TorchRuntime(str(tiny_tagger), device="cpu")
    tagger = EvidenceTagger(plain.network, torch.randn(WIDTH, 32, generator=torch.Generator().manual_seed(3)))
    out = tmp_path_factory.mktemp("knowing")
    plain.to_disk(out / "torch")
    write_vectors(tagger, out / "torch")
    export(out / "torch", out / "onnx", texts=sample.splitlines(), least=1)
    return out / "torch", out / "onnx"


def kb_of(directory: Path, *rows: str) -> Path:
    directory.mkdir()
    lines = ["\t".join(COLUMNS), *(row.replace(";", "\t") for row in rows)]
    (directory / "core.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build([TextFacts(directory)], directory / "kb.sqlite")
    return directory / "kb.sqlite"


@pytest.fixture(scope="module")
def kbs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A knowledge base before and after a name was added to it."""
    out = tmp_path_factory.mktemp("kbs")
    rusia = "RUS;LOC;Rusia;Russia;;;;;RUS;;1"
    added = "zagorsk-utama;ORG;Zagorsk Utama;Zagorsk Utama;;;;;RUS;;0.2"
    return kb_of(out / "before", rusia), kb_of(out / "after", rusia, added)


def pipeline(model: Path, kb: Path | None, **settings: object) -> Language:
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "kawat.WireTokenizer.v1"}}})
    nlp.add_pipe("kawat_ner", name="ner", config={"model": str(model)} | settings)
    if kb is not None:
        nlp.add_pipe("kawat_linker", name="linker", config={"kb": str(kb)})
    return nlp


def logits(nlp: Language, text: str = TEXT) -> np.ndarray:
    ner = nlp.get_pipe("ner")
    ner.load()
    return ner.logits([[token.text for token in nlp.make_doc(text)]], [[0]])[0]


@pytest.mark.parametrize("kind", [0, 1], ids=["torch", "onnx"])
def test_a_name_added_to_the_knowledge_base_changes_what_the_tagger_sees(knowing, kbs, kind):
    before, after = (logits(pipeline(knowing[kind], kb)) for kb in kbs)
    assert np.abs(before - after).max() > 0.01
    untouched = "Menurut warga, harga naik."
    before, after = (logits(pipeline(knowing[kind], kb), untouched) for kb in kbs)
    assert np.array_equal(before, after)


def test_both_runtimes_read_evidence_alike(knowing, kbs):
    onnx, torch_logits = (logits(pipeline(knowing[kind], kbs[1])) for kind in (1, 0))
    assert np.corrcoef(onnx.ravel(), torch_logits.ravel())[0, 1] > 0.99


def test_without_a_knowledge_base_nothing_is_known(knowing, kbs):
    alone = logits(pipeline(knowing[1], None))
    assert np.array_equal(alone, logits(pipeline(knowing[1], kbs[1], evidence=None)))
    assert np.array_equal(alone, logits(pipeline(knowing[1], kbs[0])))


def test_a_model_without_evidence_takes_none(tiny_tagger, knowing, kbs):
    assert not TorchRuntime(str(tiny_tagger)).reads_evidence
    assert TorchRuntime(str(knowing[0])).reads_evidence
    assert OnnxRuntime(knowing[1] / "model.onnx", TorchRuntime(str(tiny_tagger)).tags, longest=128).reads_evidence
    assert np.array_equal(logits(pipeline(tiny_tagger, kbs[0])), logits(pipeline(tiny_tagger, kbs[1])))


@pytest.mark.parametrize("kind", [0, 1], ids=["torch", "onnx"])
def test_evidence_survives_saving_and_pickling(knowing, kbs, kind, tmp_path):
    nlp = pipeline(knowing[kind], kbs[1])
    expected = logits(nlp)
    nlp.to_disk(tmp_path / "saved")
    assert np.allclose(logits(spacy.load(tmp_path / "saved")), expected, atol=0.05)  # vectors are saved in f16
    ner = pickle.loads(pickle.dumps(nlp.get_pipe("ner")))
    assert np.allclose(ner.logits([[token.text for token in nlp.make_doc(TEXT)]], [[0]])[0], expected, atol=0.05)

"""Pipelines by directory, configuration, package or none; what cannot be loaded is told in one line."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import onnx
import pytest
import spacy

import kawat
from kawat import loading
from kawat.errors import KawatError
from kawat.record import Record

XLMR = Path(__file__).parents[2] / "configs" / "xlmr.cfg"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of the package, as installed, without a source tree around it."""
    package = tmp_path / "site-packages" / "kawat"
    package.mkdir(parents=True)
    monkeypatch.setattr(loading, "__file__", str(package / "loading.py"))
    loading.default_pipeline.cache_clear()
    yield package
    loading.default_pipeline.cache_clear()


@pytest.fixture
def own_config(tiny_xlmr: Path, world_kb: Path, tmp_path: Path) -> Callable[..., Path]:
    """`configs/xlmr.cfg` with a model and a knowledge base of one's own."""

    def write(**changes: object) -> Path:
        given = {"components.ner.model": str(tiny_xlmr), "components.linker.kb": str(world_kb)} | changes
        path = tmp_path / "own.cfg"
        spacy.util.load_config(XLMR, overrides=given).to_disk(path)
        return path

    return write


def test_a_directory(cheap_pipeline):
    for name in (cheap_pipeline, str(cheap_pipeline)):
        assert kawat.load(name).pipe_names == ["layout", "entity_ruler", "dates", "linker", "roles", "quotes"]


def test_a_configuration_with_a_model_of_ones_own(own_config, sample):
    nlp = kawat.load(own_config())
    doc = nlp(sample)
    assert nlp.pipe_names == ["layout", "ner", "dates", "linker", "roles", "quotes"]
    assert doc.ents
    assert {ent.label_ for ent in doc.ents} <= {"PER", "ORG", "LOC"}


def test_the_smaller_tagger_by_its_name(sample):
    nlp = kawat.load("id_kawat_xs")
    found = {(ent.text, ent.label_, ent.kb_id_) for ent in nlp(sample).ents}
    assert {("MOSKOW", "LOC", "moscow"), ("CSTO", "ORG", "CSTO"), ("Putin", "PER", "vladimir-putin")} <= found
    assert nlp.pipe_names == kawat.load().pipe_names
    graph = onnx.load(nlp.get_pipe("ner")._runtime.model).graph
    assert sum(node.op_type == "MultiHeadAttention" for node in graph.node) == 6


def test_a_tagger_that_does_not_ship_is_named(tmp_path):
    config = (XLMR.parent / "id_kawat_xs.cfg").read_text().replace('name = "id_kawat_xs"', 'name = "id_kawat_xxs"')
    (tmp_path / "own.cfg").write_text(config)
    with pytest.raises(KawatError, match="the tagger id_kawat_xxs is not there; install the wheel"):
        kawat.load(tmp_path / "own.cfg")


def test_without_a_name_the_one_that_the_package_carries(installed, cheap_pipeline):
    shutil.copytree(cheap_pipeline, installed / "models" / "id_kawat_sm")
    assert kawat.load()("Kremlin").ents[0].kb_id_ == "kremlin"
    assert loading.default_kb() == str(installed / "models" / "id_kawat_sm" / "linker" / "kb.sqlite")


def test_without_a_name_the_one_of_the_source_tree(installed, cheap_pipeline):
    shutil.copytree(cheap_pipeline, installed.parents[1] / "models" / "id_kawat_sm")
    assert kawat.load()("Kremlin").ents[0].kb_id_ == "kremlin"


def test_annotate_gives_the_record_of_a_text(installed, cheap_pipeline):
    shutil.copytree(cheap_pipeline, installed / "models" / "id_kawat_sm")
    record = kawat.annotate("Putin di Moskow.")
    assert isinstance(record, Record)
    assert [(mention.text, mention.id) for mention in record.mentions] == [
        ("Putin", "vladimir-putin"),
        ("Moskow", "moscow"),
    ]
    assert loading.default_pipeline() is loading.default_pipeline()


def test_without_a_default_pipeline_the_remedy_is_said(installed):
    for call in (kawat.load, loading.default_kb):
        with pytest.raises(KawatError, match=r"^the default pipeline id_kawat_sm is not there; install the wheel, or"):
            call()


def one_line(name: str | Path) -> str:
    with pytest.raises(KawatError) as error:
        kawat.load(name)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_name_that_is_nothing_is_told(tmp_path):
    for name in ("id_kawat_xxl", tmp_path / "none", tmp_path / "none.cfg"):
        expected = "expected a pipeline directory, a .cfg file or an installed package; see `configs/` for examples"
        assert one_line(name) == f"{name}: no pipeline; {expected}"


def test_a_package_goes_before_a_directory_of_its_name_as_in_spacy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("id_desk").mkdir()
    monkeypatch.setattr(spacy.util, "is_package", lambda name: name == "id_desk")
    monkeypatch.setattr(spacy.util, "get_package_path", lambda name: tmp_path / "site-packages" / name)
    assert loading.pipeline_path("id_desk") == tmp_path / "site-packages" / "id_desk"
    assert loading.pipeline_path(Path("id_desk")) == Path("id_desk")


def test_a_directory_that_is_no_pipeline_is_told(tmp_path):
    message = one_line(tmp_path)
    assert message.startswith(f"{tmp_path}: cannot be loaded (")
    assert message.endswith("see `configs/` for examples")


def test_a_configuration_that_cannot_be_is_told(own_config):
    assert "kawat_tagger" in one_line(own_config(**{"components.ner.factory": "kawat_tagger"}))
    broken = own_config()
    broken.write_text("[nlp\n")
    assert one_line(broken).startswith(f"{broken}: cannot be loaded (")


def test_a_model_that_cannot_be_loaded_is_told_before_the_first_dispatch(own_config, tmp_path):
    assert one_line(own_config(**{"components.ner.model": "no/such-model"})).startswith(
        "no/such-model: cannot be loaded"
    )
    assert "none.sqlite" in one_line(own_config(**{"components.linker.kb": str(tmp_path / "none.sqlite")}))


def test_labels_that_are_not_mapped_are_told_before_the_first_dispatch(own_config, tiny_bert):
    assert "label 'PERSON' is not mapped" in one_line(own_config(**{"components.ner.model": str(tiny_bert)}))


@pytest.mark.parametrize("damage", ["missing", "truncated", "no database"])
def test_a_damaged_knowledge_base_in_a_saved_pipeline_is_named(cheap_pipeline, tmp_path, damage):
    pipeline = shutil.copytree(cheap_pipeline, tmp_path / "pipeline")
    kb = pipeline / "linker" / "kb.sqlite"
    content = kb.read_bytes()
    kb.unlink()
    if damage != "missing":
        kb.write_bytes(content[: len(content) // 2] if damage == "truncated" else b"<html>404</html>")
    assert str(kb) in one_line(pipeline)


def test_a_saved_pipeline_loads_in_an_empty_directory_with_the_network_cut(cheap_pipeline, tmp_path, offline):
    moved = shutil.copytree(cheap_pipeline, tmp_path / "moved")
    (tmp_path / "empty").mkdir()
    code = f"import spacy; print([ent.kb_id_ for ent in spacy.load({str(moved)!r})('Putin di Moskow').ents])"
    assert offline(code, tmp_path / "empty").strip() == "['vladimir-putin', 'moscow']"


def test_importing_kawat_imports_nothing_heavy():
    code = "import sys, kawat; print(sorted({'spacy', 'torch', 'transformers', 'onnxruntime'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

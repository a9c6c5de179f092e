"""The shipped pipeline put together from a model, a knowledge base, data and a configuration."""

import ast
import json
import lzma
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from typer.testing import CliRunner

from kawat.cli import app
from kawat.errors import KawatError
from kawat.training.ner import NAMES
from kawat.training.pipeline import assemble
from kawat.training.texts import SHIPPED_NAMES, all_texts, shipped_texts

CONFIG = Path(__file__).parents[3] / "configs" / "id_kawat_sm.cfg"


@pytest.fixture(scope="session")
def data(sample: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory: the sample as running text, one gold sentence of ours and one of the world, a few names."""
    directory = tmp_path_factory.mktemp("data")
    tables = dict.fromkeys(SHIPPED_NAMES, "Q1\tZhaparov\tБишкек\tTokayev|Nazarbayev\tMoskwa\n")
    gold = json.dumps({"tokens": ["kata", "Peskov"], "tags": ["O", "B-PER"]}) + "\n"
    contents = {f"kb_world/{table}.tsv.xz": row for table, row in tables.items()} | {
        "text/id_news.txt.xz": sample,
        "ner/nerui_train.jsonl": gold,
        "ner_world/uner_hr.jsonl.xz": gold.replace("kata", "kaže"),
    }
    for name, content in contents.items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(lzma.compress(content.encode()) if path.suffix == ".xz" else content.encode())
    return directory


@pytest.fixture(scope="module")
def assembled(tiny_tagger: Path, world_kb: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("assembled") / "id_kawat_sm"
    assemble(tiny_tagger, out, data=data, kb=world_kb, config=CONFIG)
    return out


def test_it_loads_anywhere_without_network_and_training_libraries(assembled, tmp_path, offline, sample):
    moved = shutil.copytree(assembled, tmp_path / "moved")
    code = f"""
import sys
sys.modules["torch"] = sys.modules["transformers"] = None  # as where they are not installed
import spacy
doc = spacy.load({str(moved)!r})({sample!r})
print([[ent.text, ent.label_, ent.kb_id_, round(ent._.score, 3)] for ent in doc.ents])
"""
    (tmp_path / "empty").mkdir()
    found = ast.literal_eval(offline(code, tmp_path / "empty"))
    here = spacy.load(assembled)(sample)
    assert found == [[ent.text, ent.label_, ent.kb_id_, round(ent._.score, 3)] for ent in here.ents]
    assert found


def test_its_configuration_names_no_path_of_the_machine_that_made_it(assembled, world_kb, tiny_tagger):
    config = (assembled / "config.cfg").read_text(encoding="utf-8")
    assert str(world_kb.parent) not in config
    assert str(tiny_tagger) not in config
    assert "/tmp" not in config
    nlp = spacy.load(assembled)
    assert nlp.pipe_names == ["layout", "ner", "dates", "linker", "roles", "quotes"]
    assert nlp.meta["lang"] == "id"


def test_its_linker_links_by_the_knowledge_base_given(assembled):
    nlp = spacy.load(assembled)
    doc = nlp.make_doc("Pemimpin CSTO tiba di Moskow")
    doc.ents = [doc.char_span(9, 13, label="ORG"), doc.char_span(22, 28, label="LOC")]
    assert [ent.kb_id_ for ent in nlp.get_pipe("linker")(doc).ents] == ["CSTO", "moscow"]


def test_the_command_assembles_the_same(assembled, tiny_tagger, world_kb, data, tmp_path, sample):
    options = ["--data", str(data), "--kb", str(world_kb), "--config", str(CONFIG)]
    result = CliRunner().invoke(app, ["train", "pipeline", str(tiny_tagger), str(tmp_path / "out"), *options])
    assert result.exit_code == 0, result.output
    one, other = (spacy.load(path)(sample) for path in (assembled, tmp_path / "out"))
    assert [(e.text, e.label_, e.kb_id_) for e in one.ents] == [(e.text, e.label_, e.kb_id_) for e in other.ents]


def test_the_names_of_the_training_come_along(tiny_tagger, world_kb, data, tmp_path):
    (tiny_tagger / NAMES).write_text("Kremlin\n", encoding="utf-8")
    try:
        assemble(tiny_tagger, tmp_path / "out", data=data, kb=world_kb, config=CONFIG)
    finally:
        (tiny_tagger / NAMES).unlink()
    assert (tmp_path / "out" / NAMES).read_text(encoding="utf-8") == "Kremlin\n"


def test_a_knowledge_base_that_is_not_there_is_named(tiny_tagger, data, tmp_path):
    with pytest.raises(KawatError, match=r"none\.sqlite"):
        assemble(tiny_tagger, tmp_path / "out", data=data, kb=tmp_path / "none.sqlite", config=CONFIG)
    assert not (tmp_path / "out").exists()


# The texts that vocabularies are cut to


@pytest.mark.parametrize(("texts", "world"), [(shipped_texts, False), (all_texts, True)])
def test_texts_are_running_text_gold_and_latin_names(data, sample, texts: Callable, world: bool):
    found = {line.strip() for line in texts(data)}
    assert {line.strip() for line in sample.splitlines()} <= found
    assert {"kata Peskov", "Zhaparov", "Tokayev", "Nazarbayev"} <= found
    assert "Бишкек" not in found
    assert ("kaže Peskov" in found) == world


def test_a_table_that_is_not_there_is_named(data, tmp_path):
    with pytest.raises(KawatError, match=r"politicians_persons\.tsv\.xz: cannot be read .*see the data's README"):
        list(shipped_texts(tmp_path))

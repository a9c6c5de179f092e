"""The command line, as `make eval` and CI call it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast
from typer.testing import CliRunner, Result

import kawat.dates.component  # noqa: F401 (registers its factory)
from kawat_eval.cli import TRAINING_NAMES, app
from kawat_eval.gold import read_gold

Call = Callable[..., Result]


@pytest.fixture
def call() -> Call:
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def score(gold_directory: Path, tmp_path: Path, call: Call) -> Call:
    """Runs a system on all of the small gold."""
    return lambda system, *options: call(
        "run", system, "--gold", gold_directory, "--split", "all", "--out", tmp_path / "reports", *options
    )


@pytest.fixture
def system(gold_directory: Path, tmp_path: Path) -> Callable[..., Path]:
    """A file of right predictions, but for labels that are dropped or renamed."""

    def write(name: str = "system", drop: str = "", **renamed: str) -> Path:
        rows = []
        for document in read_gold(gold_directory):
            mentions = [
                {"start": m.start, "end": m.end, "label": renamed.get(m.label, m.label), "id": "/".join(m.ids[:1])}
                for m in document.mentions
                if m.label != drop and m.ids is not None
            ]
            rows.append({"id": document.id, "mentions": mentions})
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


def test_a_run_prints_tables_and_writes_three_reports(score: Call, system: Callable[..., Path], tmp_path: Path) -> None:
    result = score(system())
    assert result.exit_code == 0
    assert "strict" in result.stdout
    assert "100.0 [100.0–100.0]" in result.stdout
    reports = tmp_path / "reports"
    assert sorted(path.name for path in reports.iterdir()) == ["latest.html", "latest.json", "latest.md"]
    assert json.loads((reports / "latest.json").read_text())["figures"]["end_to_end.f1"]["value"] == 1
    assert "## Links" in (reports / "latest.md").read_text()


def test_the_test_split_is_what_is_scored(
    call: Call, system: Callable[..., Path], gold_directory: Path, tmp_path: Path
) -> None:
    result = call("run", system(), "--gold", gold_directory, "--out", tmp_path / "reports")
    assert result.exit_code == 0
    assert "in 4 documents" in result.stdout


def test_a_fall_below_the_baseline_exits_with_one(score: Call, system: Callable[..., Path], tmp_path: Path) -> None:
    assert score(system(), "--update-baseline").exit_code == 0
    assert score(system()).exit_code == 0
    fallen = score(system("worse", drop="LOC"))
    assert fallen.exit_code == 1
    assert "strict.f1, end_to_end.f1 fell by more than the noise of" in fallen.stderr
    assert "Against the baseline" in (tmp_path / "reports" / "latest.md").read_text()
    assert score(system("worse", drop="LOC"), "--update-baseline").exit_code == 0
    assert score(system("worse", drop="LOC")).exit_code == 0


def test_another_run_is_compared_for_significance(score: Call, system: Callable[..., Path], tmp_path: Path) -> None:
    score(system("peer", drop="PER"))
    peer = (tmp_path / "reports" / "latest.json").rename(tmp_path / "peer.json")
    result = score(system(), "--against", peer)
    assert result.exit_code == 0
    assert "Against: " in result.stdout


def test_a_peers_labels_are_mapped(score: Call, system: Callable[..., Path]) -> None:
    peer = system("peer", LOC="GPE", PER="PERSON")
    assert score(peer).exit_code == 2
    assert score(peer, "--map", "GPE=LOC", "--map", "PERSON=PER").stdout.count("100.0 [100.0–100.0]") > 10
    wrong = score(peer, "--map", "GPE")
    assert wrong.exit_code == 2
    assert wrong.stderr == (
        "kawat-eval: --map 'GPE': expected THEIRS=OURS, such as GPE=LOC, or THEIRS= to leave a label out\n"
    )


def test_a_pipelines_directory_is_a_system_and_tells_its_training_names(
    score: Call, nlp: Language, tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "rules")
    (tmp_path / "rules" / TRAINING_NAMES).write_text("Kremlin\nRUSIA\n", encoding="utf-8")
    result = score(tmp_path / "rules")
    assert result.exit_code == 0, result.stderr
    slices = json.loads((tmp_path / "reports" / "latest.json").read_text())["slices"]
    assert {part["value"]: part["gold"] for part in slices if part["name"] == "in training"}["seen"] == 2


def reader() -> Language:
    """A pipeline that finds dates, and no names."""
    nlp = spacy.blank("xx")
    nlp.add_pipe("kawat_dates")
    return nlp


def test_reading_is_scored_where_the_gold_has_it(score: Call, gold_directory: Path, tmp_path: Path) -> None:
    reader().to_disk(tmp_path / "rules")
    start = read_gold(gold_directory)[0].text.index("Jumat")
    (gold_directory / "reading").mkdir()
    row = {"date": [start, start + 5, "Jumat"], "value": "2022-01-07"}
    (gold_directory / "reading" / "csto.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    result = score(tmp_path / "rules")
    assert result.exit_code == 0, result.stderr
    assert "dates found: the span" in result.stdout
    figures = json.loads((tmp_path / "reports" / "latest.json").read_text())["figures"]
    assert (figures["dates.spans.recall"]["value"], figures["dates.accuracy"]["value"]) == (1, 0)
    assert "quotes.f1" not in figures
    assert "## Reading" in (tmp_path / "reports" / "latest.md").read_text()


def test_misreadings_are_listed_of_dev_alone(score: Call, gold_directory: Path, tmp_path: Path) -> None:
    reader().to_disk(tmp_path / "rules")
    (gold_directory / "reading").mkdir()
    row = {"date": [6, 9, "DPR"], "value": None}
    (gold_directory / "reading" / "pelosi.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    result = score(tmp_path / "rules", "--split", "dev", "--errors")
    assert result.exit_code == 0, result.stderr
    assert re.search(r"pelosi\s+date\s+DPR = –\s+–", result.stdout)
    refused = score(tmp_path / "rules", "--split", "test", "--errors")
    assert refused.exit_code == 2
    assert refused.stderr == "kawat-eval: --errors of split 'test': only dev may be looked at; add --split dev\n"


def test_any_token_classification_model_is_a_system_by_config(score: Call, tmp_path: Path) -> None:
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "Rusia", "Putin", "Kremlin"]
    tokenizer = Tokenizer(WordPiece({piece: index for index, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(tmp_path / "peer")
    tags = dict(enumerate(["O", "B-PERSON", "I-PERSON", "B-GPE", "I-GPE"]))
    size = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}
    model = BertForTokenClassification(BertConfig(vocab_size=len(pieces), id2label=tags, **size))
    model.save_pretrained(tmp_path / "peer")
    (tmp_path / "peer.cfg").write_text(
        '[nlp]\nlang = "xx"\npipeline = ["ner"]\n[components]\n[components.ner]\nfactory = "kawat_ner"\n'
        f'model = "{tmp_path / "peer"}"\n[components.ner.labels]\nPERSON = "PER"\nGPE = "LOC"\n'
    )
    result = score(tmp_path / "peer.cfg")
    assert result.exit_code == 0, result.stderr
    saved = json.loads((tmp_path / "reports" / "latest.json").read_text())
    assert set(saved["labels"]) <= {"PER", "ORG", "LOC", "–"}
    assert "end_to_end.f1" not in saved["figures"]
    assert len(saved["documents"]) == 5


def test_names_may_be_given(score: Call, system: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("CSTO\n", encoding="utf-8")
    assert score(system(), "--names", tmp_path / "names.txt").exit_code == 0
    assert '"in training"' in (tmp_path / "reports" / "latest.json").read_text()


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("system.jsonl", "cannot be read ("),
        ("system.conll", "cannot be read ("),
        ("no-such-pipeline", "no pipeline; expected a pipeline directory, "),
        ("no-such.cfg", "no pipeline; expected a pipeline directory, "),
    ],
)
def test_a_system_that_is_not_there_is_one_line_and_exit_two(
    score: Call, tmp_path: Path, missing: str, told: str
) -> None:
    result = score(tmp_path / missing)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"kawat-eval: {tmp_path / missing}: {told}")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "reports").exists()


def test_gold_that_is_not_there_is_one_line_and_exit_two(call: Call, tmp_path: Path) -> None:
    result = call("run", tmp_path / "system.jsonl", "--gold", tmp_path / "gold.conll")
    assert result.exit_code == 2
    assert (
        result.stderr
        == f"kawat-eval: {tmp_path / 'gold.conll'}: cannot be read (No such file or directory); check the path\n"
    )


def test_check_exits_with_one_on_a_problem(call: Call, gold_directory: Path) -> None:
    sound = call("check", gold_directory)
    assert sound.exit_code == 0
    assert "5 documents, 25 mentions (3 NIL): 0 problems" in sound.stdout
    (gold_directory / "panen.txt").write_text("[[Panen|ORG]]", encoding="utf-8")
    broken = call("check", gold_directory)
    assert broken.exit_code == 1
    assert "panen.txt:1:3: '[[Panen|ORG]]' has 2 fields, not 3; write [[surface|LABEL|ID]]" in broken.stdout


def test_check_looks_ids_up(call: Call, gold_directory: Path, kb: Path) -> None:
    result = call("check", gold_directory, "--kb", kb)
    assert result.exit_code == 1
    assert "ID 'xinhua' of 'Xinhua' is not in the knowledge base" in result.stdout
    assert "ID 'CSTO'" not in result.stdout
    assert call("check", gold_directory, "--kb", kb.parent / "none.sqlite").exit_code == 2


def test_public_sets_that_are_not_there_are_a_line_and_no_failure(call: Call, tmp_path: Path) -> None:
    result = call("public", "--data", tmp_path / "data")
    assert (result.exit_code, result.stdout) == (0, f"no public sets: there is no directory {tmp_path / 'data'}\n")


def test_public_sets_are_reported_beside_published_figures(call: Call, nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "rules")
    (tmp_path / "data" / "ner").mkdir(parents=True)
    row = {"id": "a", "tokens": ["Presiden", "Rusia"], "tags": ["O", "B-LOC"]}
    (tmp_path / "data" / "ner" / "nerui_dev.jsonl").write_text(json.dumps(row))
    result = call("public", tmp_path / "rules", "--data", tmp_path / "data", "--out", tmp_path / "reports")
    assert result.exit_code == 0, result.stderr
    assert re.search(r"nerui_dev, published +IndoBERT +five folds, IndoLEM +90\.1", result.stdout)
    assert "idner2k_test: not there" in result.stdout
    saved = json.loads((tmp_path / "reports" / "public.json").read_text())
    assert saved["sets"]["nerui_dev"]["f1"]["value"] == 1
    assert "| nerui\\_dev |" in (tmp_path / "reports" / "public.md").read_text()

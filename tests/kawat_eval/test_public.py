"""Public sets: token-level names, and links of given mentions by QID."""

import json
from pathlib import Path

import pytest
import spacy
from seqeval.metrics import f1_score
from spacy.language import Language
from spacy.tokens import Doc

from kawat.errors import KawatError
from kawat.formats.tagged import spans
from kawat.kb.facts import COLUMNS
from kawat.kb.sources.text import TextFacts
from kawat.ner.component import KEY
from kawat_eval.public import SETS, PublicSet, score_folds, score_set

NAMES = PublicSet("names", "ner/names.jsonl")
LINKS = PublicSet("links", "el/links.jsonl", links=True)
SENTENCES = [
    ("Presiden Rusia Vladimir Putin menelepon Presiden Kazakhstan .", "O B-LOC B-PER I-PER O O B-LOC O"),
    ("Kremlin dan Putin , kata CSTO .", "B-ORG O B-PER O O O O"),
    ("Kassym-Jomart Tokayev diam .", "B-PER I-PER O O"),
]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def names(tmp_path: Path) -> Path:
    rows = [{"id": str(i), "tokens": words.split(), "tags": tags.split()} for i, (words, tags) in enumerate(SENTENCES)]
    return write(tmp_path / "names.jsonl", rows)


def test_names_are_scored_on_the_sets_own_tokens_as_seqeval_does(nlp: Language, names: Path) -> None:
    [score] = score_set(nlp, NAMES, names)
    gold = [tags.split() for _, tags in SENTENCES]
    found = [
        ["O", "B-LOC", "B-PER", "I-PER", "O", "O", "B-LOC", "O"],
        ["B-ORG", "O", "B-PER", "O", "O", "B-ORG", "O"],
        ["O", "O", "O", "O"],
    ]
    assert len([span for tags in found for span in spans(tags)]) == 6
    assert score.f1.value == pytest.approx(f1_score(gold, found))
    assert (score.precision.value, score.recall.value) == pytest.approx((5 / 6, 5 / 6))
    assert score.documents == 3


def test_scores_of_mentions_are_checked_against_how_many_are_right(nlp: Language, names: Path) -> None:
    assert score_set(nlp, NAMES, names)[0].ece is None

    @Language.component("half_sure")
    def half_sure(doc: Doc) -> Doc:
        doc = nlp.get_pipe("ner")(doc)
        doc.user_data[KEY] = {f"{ent.start}:{ent.end}:{ent.label_}": 0.55 for ent in doc.ents}
        return doc

    sure = spacy.blank("xx", vocab=nlp.vocab)
    sure.add_pipe("half_sure", name="ner")
    [score] = score_set(sure, NAMES, names)
    assert score.ece is not None
    assert score.ece.value == pytest.approx(5 / 6 - 0.55)  # five of six are right
    assert score.as_json()["ece"]["value"] == pytest.approx(score.ece.value, abs=1e-4)


def test_no_other_component_runs_on_a_names_set(names: Path) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "LOC", "pattern": "Rusia"}])  # type: ignore[attr-defined]
    nlp.add_pipe("merge_entities")
    assert score_set(nlp, NAMES, names)[0].precision.value == 1
    assert nlp.pipe_names == ["ner", "merge_entities"]


def test_a_pipeline_without_ner_is_an_error(names: Path) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    with pytest.raises(KawatError, match=r"no component 'ner' \(sentencizer\); name its tagger 'ner'"):
        score_set(nlp, NAMES, names)


def linked(text: str, **qids: str) -> dict[str, object]:
    places = {name: (text.index(name), text.index(name) + len(name)) for name in qids}
    mentions = [{"start": start, "end": end, "qid": qids[name]} for name, (start, end) in places.items()]
    return {"id": text, "text": text, "mentions": mentions}


def test_links_are_scored_by_qid_on_the_given_mentions(nlp: Language, tmp_path: Path) -> None:
    path = write(
        tmp_path / "links.jsonl",
        [
            linked("Dari Moskow ke Rusia,nya", Moskow="Q649", Rusia="Q159"),
            linked("Warga Kazakhstan di Osh", Kazakhstan="Q1", Osh="Q2"),
            linked("kata Kremlin", Kremlin="Q133274"),
        ],
    )
    [score] = score_set(nlp, LINKS, path)
    # Kremlin's entity states no QID: no answer. Osh is not in the knowledge base. Kazakhstan is given another QID.
    assert (score.precision.value, score.recall.value) == pytest.approx((2 / 3, 2 / 5))
    assert score.without_qid == 1


def test_a_mention_inside_a_token_is_linked_all_the_same(nlp: Language, tmp_path: Path) -> None:
    rows = [linked("diRusia dan PutinDi sana", Rusia="Q159"), linked("Moskow-lah", Moskow="Q649")]
    assert score_set(nlp, LINKS, write(tmp_path / "links.jsonl", rows))[0].recall.value == 1


def test_the_tagger_is_back_after_links_were_scored(nlp: Language, tmp_path: Path) -> None:
    score_set(nlp, LINKS, write(tmp_path / "links.jsonl", [linked("di Rusia", Rusia="Q159")]))
    assert nlp.pipe_names == ["ner", "linker"]


def facts(directory: Path, *rows: str) -> Path:
    directory.mkdir()
    (directory / "core.tsv").write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return directory


def test_links_are_cross_validated_without_what_the_set_itself_brought(nlp: Language, tmp_path: Path) -> None:
    russia = "RUS\tLOC\tRusia\tRussia\t\t\tQ159\tnatural_earth\tRUS\t\t1"
    core = facts(tmp_path / "facts", russia, "moscow\tLOC\tMoskow\tMoscow\t\t\tQ649\tlinks\t\t\t0.9")
    world = TextFacts(facts(tmp_path / "world", russia.replace("RUS\tLOC", "Q159\tLOC").replace("\tRUS\t", "\t\t")))
    texts = [linked("dari Rusia", Rusia="Q159") for _ in range(6)]
    texts[1] = linked("ke Moskow", Moskow="Q649")
    path = write(tmp_path / "links.jsonl", texts)
    assert score_set(nlp, LINKS, path)[0].recall.value == 1
    score = score_folds(nlp, LINKS, path, core, world, folds=3)
    assert (score.set.name, score.recall.value) == ("links, 3 folds", pytest.approx(5 / 6))


def test_a_pipeline_without_kawats_linker_cannot_be_cross_validated(tmp_path: Path) -> None:
    with pytest.raises(KawatError, match="has no linker of Kawat's"):
        score_folds(spacy.blank("xx"), LINKS, tmp_path, tmp_path, TextFacts(tmp_path))


def test_every_published_figure_is_a_share_with_its_source() -> None:
    for public_set in SETS:
        assert all(0 < figure < 1 for figure in public_set.published.values())
        assert bool(public_set.published) == bool(public_set.published_on)

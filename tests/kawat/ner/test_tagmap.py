"""Labels of other models: mapped by name, and nothing is left out in silence."""

import numpy as np
import pytest

from kawat.errors import KawatError
from kawat.ner.labels import TAG_INDEX, TAGS
from kawat.ner.tagmap import TagMap


def test_our_own_tags_pass_unchanged():
    logits = np.random.default_rng(0).normal(size=(3, len(TAGS))).astype(np.float32)
    assert TagMap(TAGS, {}, "model")(logits) is logits


def test_labels_are_mapped_by_name_and_ignored_ones_count_as_no_name():
    tags = ("B-DATE", "I-GPE", "B-GPE", "O", "B-PERSON", "I-PERSON", "I-DATE")
    mapped = TagMap(tags, {"GPE": "LOC", "PERSON": "PER", "DATE": ""}, "model")
    best = mapped(np.eye(7, dtype=np.float32) * 9).argmax(1)
    assert [TAGS[tag] for tag in best] == ["O", "I-LOC", "B-LOC", "O", "B-PER", "I-PER", "O"]


def test_columns_of_one_tag_join():
    mapped = TagMap(("O", "B-GPE", "B-FAC"), {"GPE": "LOC", "FAC": "LOC"}, "model")
    logits = mapped(np.array([[1.0, 0.7, 0.7]], np.float32))
    assert logits[0, TAG_INDEX["B-LOC"]] == pytest.approx(0.7 + np.log(2), abs=1e-6)


def test_begin_inside_end_single_become_begin_and_inside():
    mapped = TagMap(("O", "B-PER", "I-PER", "E-PER", "S-PER"), {}, "model")
    best = mapped(np.eye(5, dtype=np.float32) * 9).argmax(1)
    assert [TAGS[tag] for tag in best] == ["O", "B-PER", "I-PER", "I-PER", "B-PER"]


def test_tags_without_prefixes_tag_mentions_that_go_on():
    mapped = TagMap(("O", "PER"), {}, "model")(np.array([[0.0, 5.0], [0.0, 5.0]], np.float32))
    assert mapped[0, TAG_INDEX["B-PER"]] > 4
    assert mapped[1, TAG_INDEX["I-PER"]] > mapped[1, TAG_INDEX["B-PER"]]


def test_an_unmapped_label_is_an_error_that_names_it():
    with pytest.raises(KawatError, match=r"roberta: label 'EVENT' is not mapped .*'' to ignore it"):
        TagMap(("O", "B-PER", "B-EVENT"), {}, "roberta")


def test_a_label_mapped_to_no_label_of_ours_is_an_error():
    with pytest.raises(KawatError, match="'GPE' is mapped to 'PLACE'; expected PER, ORG, LOC"):
        TagMap(("O", "B-GPE"), {"GPE": "PLACE"}, "model")


def test_a_model_whose_labels_map_to_nothing_is_an_error():
    with pytest.raises(KawatError, match="none of its labels means PER, ORG, LOC"):
        TagMap(("O", "B-DATE"), {"DATE": ""}, "model")


def test_a_model_without_a_tag_for_no_name_is_an_error():
    with pytest.raises(KawatError, match="no tag means 'no name'"):
        TagMap(("B-PER", "I-PER"), {}, "model")

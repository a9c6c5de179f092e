"""A shallower student of a deeper tagger."""

import pytest
import torch

from kawat.errors import KawatError
from kawat.training.distil import distil_loss, shallow
from kawat.training.ner import load_base


@pytest.fixture
def teacher(tiny_tagger):
    return load_base(str(tiny_tagger), [])[0]


def layers(tagger):
    return tagger.network.base_model.encoder.layer


def test_the_student_has_the_first_and_the_last_layer_and_those_between_evenly(teacher):
    one = layers(teacher)[0]
    teacher.network.base_model.encoder.layer = torch.nn.ModuleList(type(one)(teacher.network.config) for _ in range(12))
    student = shallow(teacher, 6)
    assert student.network.config.num_hidden_layers == 6
    for place, given in zip(layers(student), (0, 2, 4, 7, 9, 11), strict=True):
        assert torch.equal(place.attention.self.query.weight, layers(teacher)[given].attention.self.query.weight)


def test_a_student_is_a_copy(teacher):
    student = shallow(teacher, 2)
    with torch.no_grad():
        student.vectors.add_(1)
        layers(student)[0].output.dense.weight.zero_()
    assert not teacher.vectors.any()
    assert layers(teacher)[0].output.dense.weight.any()


@pytest.mark.parametrize("count", [1, 3])
def test_layers_that_the_base_does_not_have_are_an_error(teacher, count):
    with pytest.raises(KawatError, match=rf"^training\.layers {count}: expected 2 to the base's own number"):
        shallow(teacher, count)


def test_a_student_that_agrees_with_its_teacher_has_nothing_to_learn():
    scores, allowed = torch.randn(2, 4, 7), torch.tensor([[0, 1, 2, 0], [0, 4, 0, 0]])
    assert distil_loss(scores, scores + 3, allowed) == pytest.approx(0, abs=1e-6)
    assert distil_loss(scores, -scores, allowed) > 0.1
    elsewhere = torch.where(allowed[..., None] > 0, scores, torch.randn(2, 4, 7))
    assert distil_loss(elsewhere, scores, allowed) == pytest.approx(0, abs=1e-6)

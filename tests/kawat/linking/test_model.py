"""The model: probabilities from weighted features, weights from examples, weights as a file."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import KawatError
from kawat.linking.features import FEATURES
from kawat.linking.model import Model, fit

OPTIONS = st.lists(st.dictionaries(st.sampled_from(sorted(FEATURES)), st.floats(0, 1)), min_size=1, max_size=6)


def test_the_package_has_a_weight_for_every_feature() -> None:
    assert set(Model.default().weights) == set(FEATURES)


def test_what_speaks_for_an_entity_weighs_for_it() -> None:
    weights = Model.default().weights
    assert all(
        weights[feature] > 0 for feature in ("nil", "nil_longer", "fame", "share", "office", "owner", "longer", "head")
    )
    assert all(
        weights[feature] < 0 for feature in ("difference", "common", "other_type", "stranger", "unbound", "one_word")
    )


@given(OPTIONS)
def test_probabilities_sum_to_one(options: list[dict[str, float]]) -> None:
    shares = Model.default()(options)
    assert len(shares) == len(options)
    assert math.isclose(sum(shares), 1)
    assert all(0 <= share <= 1 for share in shares)


def test_fitting_learns_what_decides() -> None:
    flat = Model(dict.fromkeys(FEATURES, 0.0))
    famous = [({"fame": 0.9}, {"fame": 0.1}, {"nil": 1.0})]
    model = fit([(options, 0) for options in famous] * 50, flat)
    assert model.weights["fame"] > 1
    assert model.weights["nil"] < model.weights["fame"]
    assert model.weights["office"] == 0  # not seen: stays what it was
    assert max(model(famous[0])) == model(famous[0])[0] > 0.7


def test_fitting_calibrates() -> None:
    flat = Model(dict.fromkeys(FEATURES, 0.0))
    options = ({"acronym": 1.0}, {"nil": 1.0})
    model = fit([(options, 0)] * 75 + [(options, 1)] * 25, flat, strength=0.01)
    assert model(options) == pytest.approx([0.75, 0.25], abs=0.01)


def test_the_order_of_examples_does_not_matter() -> None:
    examples = [([{"name": 1.0, "fame": f / 10}, {"nil": 1.0}], int(f < 4)) for f in range(10)]
    one, other = fit(examples, Model.default()), fit(examples[::-1], Model.default())
    assert one.weights == pytest.approx(other.weights, abs=1e-6)


def test_weights_survive_their_file() -> None:
    model = Model.default()
    assert Model.from_json(model.to_json(), "weights.json").weights == model.weights


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "weights.json: no weights"),
        ("[1]", "weights.json: no weights"),
        ('{"fame": "much"}', "weights.json: no weights"),
        (json.dumps({"fame": 1}), "are missing or unknown; train the weights again"),
        (json.dumps(dict.fromkeys([*FEATURES, "zodiac"], 1)), "features ['zodiac'] are missing or unknown"),
    ],
)
def test_a_file_of_other_weights_is_an_error(text: str, message: str) -> None:
    with pytest.raises(KawatError) as error:
        Model.from_json(text, "weights.json")
    assert message in str(error.value)
    assert "\n" not in str(error.value)

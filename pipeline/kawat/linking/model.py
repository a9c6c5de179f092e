"""The model that weighs features: a conditional logit over the candidates of a name and NIL."""

import json
import math
from collections.abc import Mapping, Sequence
from importlib import resources

import numpy as np

from kawat.errors import KawatError
from kawat.linking.features import FEATURES

Features = Mapping[str, float]
# The options of one name, NIL among them, and the place of the right one.
Example = tuple[Sequence[Features], int]


class Model:
    """Gives each option of a name its probability: the softmax of its features' weighted sums."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)

    @classmethod
    def default(cls) -> "Model":
        """The model that comes with the package."""
        return cls.from_json(resources.files(__package__).joinpath("weights.json").read_text("utf-8"), "weights.json")

    @classmethod
    def from_json(cls, text: str, name: str) -> "Model":
        """Reads `{"feature": weight}`; raises KawatError, naming `name`, unless it has exactly the known features."""
        try:
            weights = {feature: float(weight) for feature, weight in json.loads(text).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise KawatError(f"{name}: no weights ({error}); expected a JSON object of feature and number") from None
        if different := set(weights) ^ set(FEATURES):
            raise KawatError(f"{name}: features {sorted(different)} are missing or unknown; train the weights again")
        return cls(weights)

    def to_json(self) -> str:
        """The weights, one a line."""
        return json.dumps({feature: round(self.weights[feature], 3) for feature in FEATURES}, indent=1) + "\n"

    def __call__(self, options: Sequence[Features]) -> list[float]:
        """The probability of each option; they sum to 1."""
        scores = [sum(self.weights[feature] * value for feature, value in option.items()) for option in options]
        highest = max(scores)
        shares = [math.exp(score - highest) for score in scores]
        total = sum(shares)
        return [share / total for share in shares]


def fit(examples: Sequence[Example], start: Model, strength: float = 1.0, steps: int = 30) -> Model:
    """The weights that make the right options likeliest, held near those of `start` by `strength` (a Gaussian prior).

    Newton's method on the
    conditional log-likelihood (McFadden 1974), which is concave: the result does not depend on the order of examples.
    """
    features = list(FEATURES)
    place = {feature: i for i, feature in enumerate(features)}
    matrices = []
    for options, right in examples:
        matrix = np.zeros((len(options), len(features)))
        for row, option in zip(matrix, options, strict=True):
            for feature, value in option.items():
                row[place[feature]] = value
        matrices.append((matrix, right))
    prior = np.array([start.weights[feature] for feature in features])
    weights = prior.copy()
    for _ in range(steps):
        gradient = strength * (prior - weights)
        curvature = strength * np.eye(len(features))
        for matrix, right in matrices:
            scores = matrix @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mean = shares @ matrix
            gradient += matrix[right] - mean
            curvature += (matrix * shares[:, None]).T @ matrix - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        weights += step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-6:
            break
    return Model(dict(zip(features, weights.tolist(), strict=True)))

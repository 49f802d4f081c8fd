"""A logistic model over rows of which few columns are not 0, as the fits of words need it; by Adam (D. Kingma, J. Ba, Adam: A Method for
Stochastic Optimization, ICLR 2015).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Array = np.ndarray


class Sparse:
    """Which of so many columns stand in each row, each with the row's ``share``: unless it is given, that which gives the row length 1."""

    def __init__(
        self, rows: Sequence[Sequence[int]], columns: int, share: Sequence[float] | None = None
    ) -> None:
        self.columns = columns
        self.index = np.array([column for row in rows for column in row], int)
        lengths = np.array([len(row) for row in rows])
        self.row = np.repeat(np.arange(len(rows)), lengths)
        self.share = np.maximum(lengths, 1) ** -0.5 if share is None else np.array(share)
        self.rows = len(rows)

    def times(self, weights: Array) -> Array:
        return np.bincount(self.row, weights[self.index], self.rows) * self.share

    def back(self, errors: Array) -> Array:
        return np.bincount(self.index, (errors * self.share)[self.row], self.columns)


def fit(
    found: Sparse, wanted: Array, counted: Array, strength: float, steps: int, rate: float
) -> tuple[Array, float]:
    """Weights and start of a logistic model; ``counted``: how much each row counts; ``strength``: pull of a weight towards 0."""
    weights, start = np.zeros(found.columns), 0.0
    first, second = np.zeros(found.columns + 1), np.zeros(found.columns + 1)
    for step in range(1, steps + 1):
        error = (1 / (1 + np.exp(-(found.times(weights) + start))) - wanted) * counted
        slope = np.append(found.back(error) + strength * weights, error.sum())
        first += 0.1 * (slope - first)
        second += 0.01 * (slope**2 - second)
        move = rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        weights, start = weights - move[:-1], start - float(move[-1])
    return weights, start

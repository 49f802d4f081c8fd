"""Fits ``kind_words.txt``: what all words of a text say together on its kind. Part of ``python -m tests.fit_kind``.

Two logistic models as those of the signs (offer, article or other; hire or permanent), fitted apart from them, with a pull of
every weight towards 0. A word is taken where it stands in lower case in a few texts at least, so that names are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from indexer.parse.kind_words import START, Row, words_of
from indexer.record import Kind

LEAST = 4  # texts in which a word stands
STRENGTH = 1e-5  # pull towards 0, as a share of all texts
STEPS, RATE = 300, 0.1
TRUST = 0.7  # words say again what the signs say: their sum counts for less than alone
SMALLEST = 0.15  # a weight below says nothing in any text
HEADING = """\
# What each word says on the kind of a text: for article and for other against an offer, for permanent against hire (natural
# logarithms; their sum is divided by the root of the number of words known). "^": in the first words; "*": of every text.
# Fitted to texts whose kind is known: python -m tests.fit_kind
"""
Array = np.ndarray


def vocabulary(texts: Sequence[str]) -> list[str]:
    """The words that are weighed, those of the start of a text included."""
    plain, low = Counter[str](), Counter[str]()
    for text in texts:
        plain.update(word for word in words_of(text) if not word.startswith("^"))
        low.update(words_of(text.lower()))
    kept = {word for word, times in plain.items() if times >= LEAST}
    starts = {word for word, times in low.items() if word[0] == "^" and times >= LEAST and word[1:] in kept}
    return sorted(kept | starts)


def shown(texts: Sequence[str], known: Sequence[str]) -> Array:
    """Texts x words: the share of each word known that stands in a text."""
    at = {word: number for number, word in enumerate(known)}
    found = np.zeros((len(texts), len(known)), np.float32)
    for row, text in zip(found, texts, strict=True):
        columns = [at[word] for word in words_of(text.lower()) if word in at]
        row[columns] = max(len(columns), 1) ** -0.5
    return found


def _fit(found: Array, wanted: Array, sides: int) -> tuple[Array, Array]:
    """Weights (words x sides) and starts (sides) of a softmax in which each side counts as much as the others."""
    share = (1.0 / (np.bincount(wanted, minlength=sides)[wanted] * sides)).astype(np.float32)
    target = np.eye(sides, dtype=np.float32)[wanted]
    weights, starts = np.zeros((found.shape[1], sides), np.float32), np.zeros(sides, np.float32)
    moments = [np.zeros_like(values) for values in (weights, weights, starts, starts)]
    for step in range(1, STEPS + 1):
        sums = found @ weights + starts
        odds = np.exp(sums - sums.max(axis=1, keepdims=True))
        error = (odds / odds.sum(axis=1, keepdims=True) - target) * share[:, None]
        slopes = (found.T @ error + STRENGTH * weights, error.sum(axis=0))
        for number, (values, slope) in enumerate(zip((weights, starts), slopes, strict=True)):  # Adam
            first, second = moments[2 * number], moments[2 * number + 1]
            first += 0.1 * (slope - first)
            second += 0.01 * (slope**2 - second)
            values -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights - weights[:, :1], starts - starts[:1]


def fit_words(texts: Sequence[str], kinds: Sequence[Kind]) -> dict[str, Row]:
    """The weights of every word that says something, and under ``*`` what every text begins with."""
    known = vocabulary(texts)
    found = shown(texts, known)
    told = np.array([{"article": 1, "other": 2}.get(kind, 0) for kind in kinds])
    offered = np.flatnonzero(told == 0).tolist()
    kept = np.array([kinds[i] == "vacancy" for i in offered]).astype(int)
    offer, start = _fit(found, told, 3)
    term, term_start = _fit(found[offered], kept, 2)
    weights = np.column_stack([offer[:, 1:], term[:, 1:]])
    weights = TRUST * weights
    fitted = {START: _row(TRUST * np.concatenate([start[1:], term_start[1:]]))}
    for word, row in zip(known, weights, strict=True):
        if np.abs(row).max() >= SMALLEST:
            fitted[word] = _row(row)
    return fitted


def _row(values: Array) -> Row:
    article, other, permanent = (round(float(value), 1) for value in values)
    return article, other, permanent


def written(fitted: Mapping[str, Row]) -> str:
    """The table as it stands in its file."""
    lines = [f"{word} " + " ".join(f"{value:g}" for value in row) for word, row in sorted(fitted.items())]
    return HEADING + re.sub(r"(?<= )-0(?= |$)", "0", "\n".join(lines), flags=re.M) + "\n"

"""Fits ``kind_parts.txt``: what the words of a part of a text say on whether it offers work. Part of ``python -m tests.fit_kind``.

A text that offers work does so in one part at least, one that does not in none. A logistic model is fitted to the best part
of each of the former against all parts of the latter, each text counting once, and then chooses the best parts anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence

import numpy as np

from indexer.parse.kind_parts import START, told_by, words_of
from indexer.record import Kind
from tests.logistic import Array, Sparse, fit

Text = Sequence[set[str]]
"""The different words of each of its parts."""
LEAST = 5  # texts in which a word stands
CHOICES = 4  # how often the best parts are chosen
STRENGTH = 0.05  # pull of a weight towards 0, as a share of one text
STEPS, RATE = 150, 0.2
SMALLEST = 0.1  # a weight below says nothing in any text
# What an offer is likely to hold: by these the best parts are chosen at first.
FIRST = frozenset(
    "uur euro zoeken zoek zoekt reageren mail reageer gezocht week tarief maanden @ € zelfstandige zzp gevraagd nodig cv".split()
)
HEADING = """\
# How well each word would stand in the part of a text that offers work (natural logarithms; their sum is divided by the root
# of the number of words known). "#2": a number of two digits; "*": of every part.
# Fitted to texts whose kind is known: python -m tests.fit_kind
"""


def plain_words(texts: Sequence[str]) -> frozenset[str]:
    """The words that a few texts have in lower case: others are names."""
    counts = Counter(word for text in texts for word in set(words_of(text)))
    return frozenset(word for word, count in counts.items() if count >= LEAST)


def fit_parts(told_in: Sequence[Text], kinds: Sequence[Kind], plain: Container[str]) -> dict[str, float]:
    """The weights of every word that says something, and under ``*`` what every part begins with. Words that are not ``plain``,
    never written in lower case, are names and left out.
    """
    counts = Counter(word for text in told_in for word in set().union(*text))
    kept = sorted(word for word, count in counts.items() if count >= LEAST and word in plain)
    known = {word: at for at, word in enumerate(kept)}
    parts = [(number, sorted(known[w] for w in part if w in known)) for number, text in enumerate(told_in) for part in text]  # fmt: skip
    found = Sparse([row for _, row in parts], len(known))
    own = np.array([number for number, _ in parts])
    offers = np.array([kind in ("assignment", "vacancy") for kind in kinds])
    scores = found.times(np.array([float(word in FIRST) for word in known]))
    share = np.where(offers[own], 0.0, 1 / np.bincount(own)[own])
    weights, start = np.zeros(len(known)), 0.0
    for _ in range(CHOICES):
        order = np.lexsort((scores, own))
        best = order[np.append(own[order][1:] != own[order][:-1], True)]
        chosen = best[offers[own[best]]]
        counted = share.copy()
        counted[chosen] = share.sum() / max(len(chosen), 1)
        weights, start = fit(found, offers[own].astype(float), counted, STRENGTH, STEPS, RATE)
        scores = found.times(weights) + start
    rounded = {word: round(float(weights[at]), 1) for word, at in known.items()}
    return {START: round(start, 1), **{w: v for w, v in rounded.items() if abs(v) >= SMALLEST}}


def score(text: Text, known: Mapping[str, float]) -> float:
    """That of the best part of a text, 0 where it has but one."""
    return max(told_by(part, known) for part in text) if len(text) > 1 else 0.0


def cross_fitted(
    told_in: Sequence[Text], kinds: Sequence[Kind], plain: Container[str], folds: int = 6
) -> Array:
    """The score of each text by weights that were fitted without it."""
    scores = np.zeros(len(kinds))
    part = np.random.default_rng(2).permutation(len(kinds)) % folds
    for fold in range(folds):
        rest = np.flatnonzero(part != fold).tolist()
        known = fit_parts([told_in[i] for i in rest], [kinds[i] for i in rest], plain)
        for i in np.flatnonzero(part == fold).tolist():
            scores[i] = score(told_in[i], known)
    return scores


def written(fitted: Mapping[str, float]) -> str:
    """The table as it stands in its file."""
    return HEADING + "\n".join(f"{word} {value:g}" for word, value in sorted(fitted.items())) + "\n"

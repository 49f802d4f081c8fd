"""The part of a text that offers work most: a story may end with an offer, and then the words of the whole tell a story.

A part is a few sentences in a row, ``LONG`` words together. The weights of ``kind_parts.txt`` say how well its words would
stand in an offer (``python -m tests.fit_kind``); they are fitted to the best part of each text that offers work against all
parts of those that do not, as in multiple-instance learning (S. Andrews, I. Tsochantaridis, T. Hofmann, Support Vector
Machines for Multiple-Instance Learning, NIPS 2002). The score is a logit, cut off at ``MOST`` on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from indexer.parse.layout import Layout

LONG, STEP = 90, 30  # words
MOST: Final = 2.0
START: Final = "*"  # what is added to every part
OFFERS, OFFERS_NOT = "part-that-offers", "no-part-that-offers"
_READ: Final = 200  # sentences
_WORD = re.compile(r"[a-zà-ÿ]+|\d+|[€@?!:]")
_FAR = 3 * LONG  # words of one run-together sentence


class Part(NamedTuple):
    """The best part of a text: how much its words speak for an offer, and where it stands."""

    score: float
    start: int
    end: int


@cache
def words() -> Mapping[str, float]:
    """The weight of each word; ``#`` and how many digits it has for a number."""
    lines = files("indexer.knowledge").joinpath("kind_parts.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ") for line in lines if not line.startswith("# "))
    return {word: float(weight) for word, weight in rows}


def words_of(low: str) -> list[str]:
    """The words of a sentence in lower case, in their order."""
    return [f"#{len(word)}" if word[0].isdigit() else word for word in _WORD.findall(low)]


def parts(layout: Layout) -> Iterator[tuple[set[str], int, int]]:
    """The different words of each part, and where it stands: one begins every ``STEP`` words or so, where a sentence does, until one
    reaches the end.
    """
    spoken = [
        (words_of(layout.low[start:end])[:_FAR], start, end)
        for start, end in layout.sentences[:_READ]
        if not layout.is_noise(start)
    ]
    passed = STEP
    for first, (opening, start, end) in enumerate(spoken):
        passed += len(opening)
        if passed - len(opening) < STEP:
            continue
        passed = len(opening)
        count, last = 0, first
        found: set[str] = set()
        while last < len(spoken) and count < LONG:
            own, _, end = spoken[last]
            found.update(own)
            count += len(own)
            last += 1
        yield found, start, end
        if last >= len(spoken):
            return


def told_by(found: set[str], known: Mapping[str, float]) -> float:
    """What these different words say by the weights of those that are known."""
    weights = list(filter(None, map(known.get, found)))
    return known[START] + (sum(weights) / len(weights) ** 0.5 if weights else 0.0)


def best_part(layout: Layout) -> Part | None:
    """The part that speaks most for an offer; None for a text of one part, of which all words together say no less."""
    known = words()
    told = [Part(told_by(found, known), start, end) for found, start, end in parts(layout)]
    return max(told, key=lambda part: part.score) if len(told) > 1 else None


def said(score: float) -> dict[str, float]:
    """How much each of the two signs counts by the score of the best part."""
    return {OFFERS: min(max(score, 0.0), MOST), OFFERS_NOT: min(max(-score, 0.0), MOST)}

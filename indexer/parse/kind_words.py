"""What all words of a text say together on its kind: small weights of thousands of words, where no sign stands out.

The weights of ``kind_words.txt`` are fitted (``python -m tests.fit_kind``). A word counts once however often it stands there,
and once more where it stands in the first words; the sum is divided by the root of their number, so that long texts say no
more than short ones. In fewer words than ``FEW`` there is little to go by, and they say less.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

SIDES = ("article", "other", "permanent")  # against ``offer``, ``offer`` and ``hire``, which so need none
START = "*"  # what is added to every text
FEW = 80  # words
_READ, _HEAD = 1_600, 80  # characters; more of a text says the same and costs as much again
_WORD, _MARKS = re.compile(r"[a-zà-ÿ]+"), '€?!"“”|:•'

Row = tuple[float, float, float]


@cache
def words() -> Mapping[str, Row]:
    """The weight of each word a side; ``^`` stands before a word that counts in the first words of a text."""
    rows = {}
    lines = files("indexer.knowledge").joinpath("kind_words.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("# "):
            word, article, other, permanent = line.split(" ")
            rows[word] = (float(article), float(other), float(permanent))
    return rows


def words_of(low: str) -> set[str]:
    """The different words of a text in lower case, and those of its start with ``^`` before them."""
    read, head = low[:_READ], low[:_HEAD]
    found = set(_WORD.findall(read))
    found.update([mark for mark in _MARKS if mark in read])
    found.update(["^" + word for word in _WORD.findall(head)])
    found.update(["^" + mark for mark in _MARKS if mark in head])
    return found


def weigh(low: str) -> dict[str, float]:
    """What the words of a text in lower case add to the sides."""
    return told_by(words_of(low), words())


def told_by(found: set[str], known: Mapping[str, Row]) -> dict[str, float]:
    """What these different words add to the sides by the weights of those that are known."""
    rows = list(filter(None, map(known.get, found)))
    if not rows:
        return dict.fromkeys(SIDES, 0.0)
    trust = min(1.0, (len(rows) / FEW) ** 0.5)
    share = trust / len(rows) ** 0.5
    start = known[START]
    return {
        side: trust * first + share * told
        for side, first, told in zip(SIDES, start, map(sum, zip(*rows, strict=True)), strict=True)
    }

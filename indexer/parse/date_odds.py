"""How likely all words around a date are to tell its role: for what no sign of ``date_roles.py`` tells, and against what one tells wrongly.

Small weights of many signs, as in ``asking_odds.py``: the words of the sentence, those near and right beside the date, those of the
sentences around it, what the signs of the roles add up to, how far off the date lies from the posting. The weights of
``date_odds.txt`` are fitted to texts whose dates are known (``python -m tests.fit_date_odds``). A role's sum, divided by the root of how
many signs there are, is its logit among the others (softmax).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from typing import Final, NamedTuple

from indexer.parse.date_roles import Role, Scores
from indexer.parse.dategrammar import DateMention
from indexer.parse.layout import Layout
from indexer.parse.roles import is_role

# Probabilities: from the first a role is taken where no sign tells one, down to the second one that signs tell is taken back, from the
# third another is taken in its place.
# By weights fitted to other texts, of 276 dates of which no sign tells a role 236 are found, 207 of them rightly, and of 54 that are
# taken back all are rightly so (python -m tests.fit_date_odds --folds 5).
ENOUGH: Final = 0.6
TOO_LITTLE: Final = 0.05
SURE: Final = 0.7
START: Final = "*"  # what is added to every sum
ROLES: Final[tuple[Role, ...]] = ("published", "deadline", "start", "end")
# Where words stand, and so which of their weights count, and what else is told.
PLACES: Final = ("=", "<", ">", "<<", ">>", "<2", ">2", "above", "below")
MARKS: Final = (
    START, *PLACES, *ROLES, "other", "preposition", "precision", "time", "dates", "number", "days", "opens", "closes", "line",
)  # fmt: skip
_BACK, _AHEAD, _ABOVE, _BELOW = 160, 130, 70, 60  # characters
_MOST_BEFORE, _MOST_AFTER, _MOST_ABOVE, _MOST_BELOW, _NEAR = 14, 11, 8, 6, 5  # words
_WORD = re.compile(r"[^\W\d]+(?:['’-][^\W\d]+)*|\d+|[?:|%€]")
_SHORTEST_ROLE = 5  # characters
_MOST_DATES = 5
_LOWEST, _HIGHEST = -1, 6
# Days from the posting, below which.
_FAR = ((0, "past"), (1, "same"), (36, "35"), (121, "120"), (401, "400"))
_Row = tuple[float, ...]
_UNKNOWN: Final = (0.0,) * len(ROLES)


class Place(NamedTuple):
    """Where a date stands among those of its text."""

    sentence: tuple[int, int]
    number: int
    of: int
    days: int | None
    """From the posting to its first day; None where either is unknown."""
    opens: bool
    closes: bool
    """Whether it is the first or the last day of a period."""


@cache
def weights() -> Mapping[str, Mapping[str, _Row]]:
    """What each sign adds to the logits of ``ROLES`` over those of none of them, by its mark and what follows that."""
    rows: dict[str, dict[str, _Row]] = {mark: {} for mark in MARKS}
    for line in files("indexer.knowledge").joinpath("date_odds.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            sign, *told = line.rsplit(" ", len(ROLES))
            mark, _, words = sign.partition(" ")
            rows[mark][words] = tuple(map(float, told))
    return rows


def words_of(text: str) -> list[str]:
    """The words of a text in lower case: a number as ``#``, a trade as ``ROLE``."""
    return [
        "#" if word[0].isdigit() else "ROLE" if len(word) >= _SHORTEST_ROLE and is_role(word) else word
        for word in _WORD.findall(text)
    ]


def _around(low: str, mention: DateMention, sentence: tuple[int, int]) -> tuple[str, str]:
    """The text before and behind a date in its sentence."""
    start, end = sentence
    before = low[max(start, mention.start - _BACK) : mention.start]
    return before, low[mention.end : min(end, mention.end + _AHEAD)]


def is_alone(low: str, mention: DateMention, place: Place) -> bool:
    """Whether no word stands in the sentence besides the date."""
    before, after = _around(low, mention, place.sentence)
    return not any(word[0].isalpha() for word in _WORD.findall(f"{before} {after}"))


def signs(layout: Layout, mention: DateMention, scores: Scores, place: Place) -> Iterator[tuple[str, str]]:
    """All signs of a date, each a mark and what it marks; a word that stands there twice is one."""
    low, (start, end) = layout.low, place.sentence
    ahead, behind = _around(low, mention, place.sentence)
    before, after = words_of(ahead)[-_MOST_BEFORE:], words_of(behind)[:_MOST_AFTER]
    for mark, words in (
        ("=", before + after),
        ("<", before[-_NEAR:]),
        (">", after[:_NEAR]),
        ("above", words_of(low[max(0, start - _ABOVE) : start])[-_MOST_ABOVE:]),
        ("below", words_of(low[end : end + _BELOW])[:_MOST_BELOW]),
    ):
        for word in dict.fromkeys(words):
            yield mark, word
    if before:
        yield "<<", before[-1]
    if len(before) > 1:
        yield "<2", f"{before[-2]} {before[-1]}"
    if after:
        yield ">>", after[0]
    if len(after) > 1:
        yield ">2", f"{after[0]} {after[1]}"
    yield "preposition", str(scores.preposition)
    yield "precision", mention.precision
    if mention.time:
        yield "time", ""
    yield "dates", str(min(place.of, _MOST_DATES))
    yield "number", "first" if not place.number else "last" if place.number == place.of - 1 else "other"
    if place.days is not None:
        yield "days", next((name for below, name in _FAR if place.days < below), "far")
    if place.opens:
        yield "opens", ""
    if place.closes:
        yield "closes", ""
    yield "line", layout.line_at(mention.start).kind
    for role in (*ROLES, "other"):
        yield role, str(max(_LOWEST, min(_HIGHEST, round(getattr(scores, role)))))


def odds(layout: Layout, mention: DateMention, scores: Scores, place: Place) -> dict[Role, float]:
    """How probable each role is (0 to 1); what is left is the probability of none."""
    known = weights()
    told = list(signs(layout, mention, scores, place))
    rows = [known[mark].get(words, _UNKNOWN) for mark, words in told]
    share = 1 / sqrt(len(told))
    sums = map(sum, zip(*rows, strict=True))
    logits = [start + share * total for start, total in zip(known[START][""], sums, strict=True)]
    powers = [exp(logit) for logit in logits]
    whole = 1.0 + sum(powers)
    return {role: power / whole for role, power in zip(ROLES, powers, strict=True)}

"""How likely all words around a competency are to ask it of the candidate: for what no rule of asking reaches.

Small weights of many signs, as in ``kind_words.py``: the words of the sentence, those near and right beside the name, those of the
sentences around it, the section, the competency itself. The weights of ``asking_odds.txt`` are fitted to texts of which it is
known what they ask (``python -m tests.fit_asking_odds``). Their sum, divided by the root of how many signs there are, is a
logit; asked is what reaches ``ENOUGH``, and what comes down to ``TOO_LITTLE`` is not, whatever the rules say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Final, NamedTuple

from indexer.knowledge.competencies import Untried, competencies
from indexer.parse.asking import Sentence
from indexer.parse.phrases import Match

ENOUGH: Final = 0.7
TOO_LITTLE: Final = -2.0
START: Final = "*"  # what is added to every sum
# Sections in which nothing is looked for by the words around, and those outside of which nothing is taken back by them: it happens too
# rarely there for the time it takes. By weights fitted to other texts 15 of 886 would be found (9 of them rightly) that no rule
# reached, and 17 of 7,848 taken back (14 rightly).
_NONE_FOUND: Final = frozenset({"tasks", "organisation", "conditions", "procedure", "availability"})
_TAKEN_BACK: Final = frozenset({"other", "header", "description"})
AROUND: Final = 8  # words of the sentences around
_BEFORE, _BEHIND = 6, 5  # words
_LONG, _LONGEST = 6, 6  # a sentence is as long as so many words, at most so many times
# Where a word stands, and so which of its weights counts: anywhere in the sentence, before or behind the name, right there, first or
# second in the sentence, in the sentence before or the next.
PLACES: Final = ("=", "<", ">", "<<", ">>", "1", "2", "before", "next")
_Row = tuple[float, ...]
_UNKNOWN: Final = (0.0,) * len(PLACES)


class Weights(NamedTuple):
    """The start, the weights of each word by its place (``PLACES``), and those of all that is no word."""

    start: float
    words: Mapping[str, _Row]
    others: Mapping[str, float]


@cache
def weights() -> Weights:
    """The weights of ``asking_odds.txt``."""
    start, words, others = 0.0, dict[str, list[float]](), dict[str, float]()
    lines = files("indexer.knowledge").joinpath("asking_odds.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("# "):
            continue
        sign, weight = line.rsplit(" ", 1)
        place, _, word = sign.partition(" ")
        if sign == START:
            start = float(weight)
        elif place in PLACES:
            words.setdefault(word, [*_UNKNOWN])[PLACES.index(place)] = float(weight)
        else:
            others[sign] = float(weight)
    return Weights(start, {word: tuple(row) for word, row in words.items()}, others)


def _of_itself(key: str, section: str, untried: bool) -> list[str]:
    """The signs of a competency, by which kind of wording it is named and in which section."""
    group = competencies()[key].group
    return [f"id {key}", f"group {group}", f"group {group} {section}", *["untried"] * untried]


@cache
def _said_of_itself(key: str, section: str, untried: bool) -> tuple[float, int]:
    """The sum of these, and how many there are."""
    signs = _of_itself(key, section, untried)
    return sum([weights().others.get(sign, 0.0) for sign in signs]), len(signs)


class Odds:
    """Tells of the competencies of one sentence whether they are asked; ``follows``: the sentence before asked something."""

    def __init__(self, sentence: Sentence, *, follows: bool) -> None:
        self._sentence = sentence
        self._follows = follows
        self._rows: list[_Row] = []  # of its words in order, once they were looked up
        self._said, self._count = 0.0, 0

    def signs(self, match: Match) -> Iterator[str]:
        """All signs of a competency where it is named; a word that stands there twice is two."""
        sentence = self._sentence
        yield from self._of_the_sentence()
        yield from _of_itself(str(match.key), sentence.kind, isinstance(match.key, Untried))
        for index in range(*self._far(-AROUND)):
            yield f"before {sentence.words.folded(index)}"
        for index in range(*self._far(AROUND)):
            yield f"next {sentence.words.folded(index)}"
        own = match.words
        first, last = own[0], own[-1]
        for index in range(sentence.low, sentence.high):
            if index in own:
                continue
            word = sentence.words.folded(index)
            yield f"= {word}"
            if first - _BEFORE <= index < first:
                yield f"< {word}"
            elif last < index <= last + _BEHIND:
                yield f"> {word}"
            if index in (first - 1, last + 1):
                yield f"{'<<' if index < first else '>>'} {word}"
            if index - sentence.low < 2:
                yield f"{index - sentence.low + 1} {word}"

    def _far(self, words: int) -> tuple[int, int]:
        """From and to which word the sentences before or behind this one are looked at."""
        sentence = self._sentence
        if words < 0:
            return max(0, sentence.low + words), sentence.low
        return sentence.high, min(sentence.high + words, len(sentence.words))

    def _of_the_sentence(self) -> list[str]:
        """Signs that hold for all that the sentence names, but for its words."""
        sentence = self._sentence
        length, bullet = sentence.high - sentence.low, "bullet " if sentence.line.bullet else ""
        signs = [
            f"section {sentence.kind}",
            f"{bullet}section {sentence.kind} {sentence.line.kind}",
            f"words {min(length // _LONG, _LONGEST)}",
        ]
        return signs + ["question"] * sentence.is_question + ["follows"] * self._follows

    def _look_up(self) -> None:
        """Sum up what holds for all that the sentence names, its own words included, and count the signs."""
        sentence, known = self._sentence, weights()
        words, weigh = sentence.words, known.words.get
        self._rows = [weigh(word, _UNKNOWN) for word in words.folded_in(sentence.low, sentence.high)]
        before = words.folded_in(*self._far(-AROUND))
        behind = words.folded_in(*self._far(AROUND))
        signs = self._of_the_sentence()
        self._said = (
            sum([known.others.get(sign, 0.0) for sign in signs])
            + sum([row[0] for row in self._rows])
            + sum([weigh(word, _UNKNOWN)[-2] for word in before])
            + sum([weigh(word, _UNKNOWN)[-1] for word in behind])
        )
        self._count = len(signs) + len(self._rows) + len(before) + len(behind)

    def logit(self, match: Match) -> float:
        """Natural logarithm of how many times likelier it is that it is asked than that it is not: the start, and the mean of
        the weights of :meth:`signs` times the root of their number.
        """
        if not self._rows:
            self._look_up()
        rows, low, said, count = self._rows, self._sentence.low, self._said, self._count
        own = [index - low for index in match.words]
        first, last = own[0], own[-1]
        itself, signs = _said_of_itself(str(match.key), self._sentence.kind, isinstance(match.key, Untried))
        said += itself - sum([rows[i][0] for i in own])
        count += signs - len(own)
        for index in range(max(0, first - _BEFORE), first):
            said += rows[index][1]
            count += 1
        for index in range(last + 1, min(last + 1 + _BEHIND, len(rows))):
            said += rows[index][2]
            count += 1
        if first:
            said += rows[first - 1][3]
            count += 1
        if last + 1 < len(rows):
            said += rows[last + 1][4]
            count += 1
        for index in (0, 1):
            if index < len(rows) and index not in own:
                said += rows[index][5 + index]
                count += 1
        return weights().start + said / sqrt(count)

    def asks(self, match: Match) -> bool:
        """Whether it is asked though no rule says so."""
        return self._sentence.kind not in _NONE_FOUND and self.logit(match) >= ENOUGH

    def denies(self, match: Match) -> bool:
        """Whether it is not asked though a rule says so."""
        return self._sentence.kind in _TAKEN_BACK and self.logit(match) <= TOO_LITTLE

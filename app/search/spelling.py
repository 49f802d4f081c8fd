"""What a mistyped word was likely meant to be: the nearest among the words people write in the index.

Candidates are picked by comparing, for all words at once, which pairs of letters they hold (an edit changes few of
them); only what is left is compared letter by letter. Words that sound alike in Dutch count as near.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.language.analyser import split_compound
from indexer.language.compounds import is_head
from indexer.language.lexicon import fold

SHORTEST: Final = 4
"""Shorter words are too near to too many others."""
LONGEST: Final = 32
_TWO_EDITS_FROM: Final = 7
"""Letters from which a word may differ by two edits; below, by one."""
_SOUNDS_ALIKE: Final = 0.5
"""The distance of words that sound the same; further edits come on top."""
_FIRST_LETTER: Final = 0.5
"""What another first letter adds: people seldom mistype it."""
_BITS_PER_EDIT: Final = 6
"""An edit changes at most three pairs of letters in each of two words (two letters that changed places)."""
_MOST_COMPARED: Final = 200
_LEAST_COMPOSED: Final = 9
_LEAST_HALF: Final = 6
"""Letters of a half of a compound below which too many words are near."""
_MOST_CUTS: Final = 4
"""At how many places a word is cut, the longest known half first: each asks for the nearest of all words."""
_HALF: Final = 0.25
_SPACE: Final = 0.75
"""What a correction of one half adds to its distance, and the distance of a missing space."""
_CHUNK: Final = 20_000

Signatures = npt.NDArray[np.uint64]


@cache
def _sounds() -> tuple[tuple[str, str], ...]:
    text = resources.files("app.search").joinpath("sounds.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((written, heard) for written, heard in rows)


def sound(word: str) -> str:
    """A folded word as it sounds, doubled letters single."""
    for written, heard in _sounds():
        word = word.replace(written, heard)
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words: a letter put in, left out or replaced, or two neighbours that changed places (optimal
    string alignment); ``most + 1`` when there are more.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, own in enumerate(other, 1):
            worth = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != own))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == own:
                worth = min(worth, last[j - 2] + 1)
            row.append(worth)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _signatures(words: list[str]) -> Signatures:
    """For each word 64 bits, one for each pair of neighbouring letters that it holds, ends of the word included."""
    found = [np.zeros(0, dtype=np.uint64)]
    for start in range(0, len(words), _CHUNK):
        padded = [f"^{word[:LONGEST]}$" for word in words[start : start + _CHUNK]]
        raw = np.array([word.encode("ascii", "replace") for word in padded], dtype=f"S{LONGEST + 2}")
        letters = raw.view(np.uint8).reshape(len(padded), LONGEST + 2).astype(np.uint64)
        pairs = (letters[:, :-1] * np.uint64(37) + letters[:, 1:] * np.uint64(11)) % np.uint64(64)
        bits = np.where(letters[:, 1:] > 0, np.uint64(1) << pairs, np.uint64(0))
        found.append(np.bitwise_or.reduce(bits, axis=1))
    return np.concatenate(found)


class Speller:
    """Holds the words of one generation. Built in one pass; safe to share between threads."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """``counts``: words as people write them, and in how many assignments."""
        self._counts = counts
        self._words = [word for word in counts if SHORTEST <= len(word) <= LONGEST]
        self._folded = [fold(word) for word in self._words]
        self._written: dict[str, str] = {}
        for word, form in zip(self._words, self._folded, strict=True):
            if counts[word] > counts.get(self._written.get(form, ""), 0):
                self._written[form] = word
        self._heard = [sound(word) for word in self._folded]
        self._by_letters = _signatures(self._folded)
        self._by_sound = _signatures(self._heard)

    def count(self, word: str) -> int:
        """In how many assignments a word is written like this."""
        return self._counts.get(word.lower(), 0)

    def nearest(self, word: str, most: int | None = None) -> tuple[str, float] | None:
        """The word most likely meant and how far off it is; ``None`` when none is near. The word itself never counts.

        Of equally near words the most frequent is meant.
        """
        plain = fold(word)
        if not SHORTEST <= len(plain) <= LONGEST or not plain.isalpha() or not self._words:
            return None
        edits = (2 if len(plain) >= _TWO_EDITS_FROM else 1) if most is None else most
        heard = sound(plain)
        found = [
            (far, -self._counts[self._words[at]], self._words[at])
            for at in self._candidates(plain, heard, edits)
            if self._folded[at] != plain and (far := self._far(plain, heard, at, edits)) is not None
        ]
        if not found:
            return None
        far, _, best = min(found)
        return best, far

    def composed(self, word: str) -> tuple[str, float] | None:
        """As :meth:`nearest`, for a compound that nobody wrote in full: one of its halves as it is, the other as it was
        likely meant (``mantelzorgkoordinator``), or two words that lack the space between them (``beschermdwonen``).
        """
        plain = fold(word)
        if not _LEAST_COMPOSED <= len(plain) <= LONGEST or not plain.isalpha() or not self._words:
            return None
        found: list[tuple[float, int, str]] = []
        cuts = range(SHORTEST, len(plain) - SHORTEST + 1)
        for at in cuts:
            one, other = self._written.get(plain[:at]), self._written.get(plain[at:])
            if one and other:
                found.append((_SPACE, -min(self._counts[one], self._counts[other]), f"{one} {other}"))
        begun = [at for at in cuts if len(plain) - at >= _LEAST_HALF and is_head(plain[:at])]
        for at in begun[-_MOST_CUTS:]:
            if meant := self.nearest(plain[at:]):
                found.append((_HALF + meant[1], -self._counts[meant[0]], plain[:at] + meant[0]))
        ended = [at for at in cuts if at >= _LEAST_HALF and plain[at:] in self._written]
        for at in ended[:_MOST_CUTS]:
            if meant := self.nearest(plain[:at]):
                found.append((_HALF + meant[1], -self._counts[meant[0]], meant[0] + plain[at:]))
        for far, _, meant_word in sorted(found):
            if " " in meant_word or split_compound(meant_word):
                return meant_word, far
        return None

    def _candidates(self, plain: str, heard: str, edits: int) -> list[int]:
        differ = np.minimum(
            np.bitwise_count(self._by_letters ^ _signatures([plain])[0]),
            np.bitwise_count(self._by_sound ^ _signatures([heard])[0]),
        )
        near = np.flatnonzero(differ <= _BITS_PER_EDIT * edits)
        if len(near) > _MOST_COMPARED:
            near = near[np.argsort(differ[near], kind="stable")[:_MOST_COMPARED]]
        return [int(at) for at in near]

    def _far(self, plain: str, heard: str, at: int, edits: int) -> float | None:
        """How far off a word is, ``None`` when by more than the edits allowed."""
        by_letters: float = distance(plain, self._folded[at], edits)
        by_sound = _SOUNDS_ALIKE + distance(heard, self._heard[at], edits)
        far = min(by_letters, by_sound)
        if far > edits:
            return None
        return far + (_FIRST_LETTER if self._heard[at][0] != heard[0] else 0.0)

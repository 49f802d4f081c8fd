"""Words that are one slip of the keyboard away from a known one: ``decmber``, ``septebmer``, ``ingngsdatum``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_SHORTEST = 5  # letters; shorter words are too often another word


def one_slip(word: str, known: str) -> bool:
    """Whether a letter is missing, added, changed, or two stand in the other's place."""
    first = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), None)
    if first is None:
        return abs(len(word) - len(known)) == 1
    a, b = word[first:], known[first:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


@lru_cache(maxsize=5_000)
def meant(word: str, known: Sequence[str]) -> str | None:
    """The one among known words (a tuple) that a word in lower case is a slip of; None where it is none, or right."""
    if len(word) < _SHORTEST or word in known:
        return None
    return next((k for k in known if abs(len(k) - len(word)) <= 1 and one_slip(word, k)), None)

"""Which patterns a text can match at all, from its words: one look-up a word in place of one scan a pattern.

The words that a pattern's matches begin with are read from the pattern itself, so that the two cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

_WORD = re.compile(r"\w+|@")
_LETTERS = re.compile(r"[a-zà-ÿ@]+")
_ENDS_WORD = re.compile(r"\\[.bs]| ")


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern that stand in no group."""
    depth = start = at = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] in "([":
            depth += 1
        elif pattern[at] in ")]":
            depth -= 1
        elif pattern[at] == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
        at += 1
    yield pattern[start:]


def _closing(pattern: str) -> int:
    """Where the group that a pattern begins with ends."""
    depth = 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at
    raise ValueError(f"no group begins {pattern!r}")


def _begins(alternative: str) -> Iterator[tuple[str, bool]]:
    """How the matches of an alternative can begin: letters, and whether they are all of the word.

    Raises ``ValueError`` for an alternative that may begin with anything but letters.
    """
    while alternative.startswith((r"\b", "(?<")):
        alternative = alternative[2 if alternative[0] == "\\" else _closing(alternative) + 1 :]
    if alternative.startswith("(?:"):
        end = _closing(alternative)
        bounded = alternative.startswith(r"\b", end + 1)
        for inner in _alternatives(alternative[3:end]):
            is_word = bounded and _LETTERS.fullmatch(inner) is not None
            yield from ((letters, is_word) for letters, _ in _begins(inner))
        if alternative[end + 1 : end + 2] == "?":
            yield from _begins(alternative[end + 2 :])
        return
    found = _LETTERS.match(alternative)
    letters, rest = (found[0], alternative[found.end() :]) if found else ("", alternative)
    if rest[:1] in ("?", "*", "{"):
        letters, rest = letters[:-1], "?"
    if not letters:
        raise ValueError(f"{alternative!r} begins with no letter")
    yield letters, bool(_ENDS_WORD.match(rest))


def openings(*patterns: re.Pattern[str]) -> Callable[[str], int]:
    """A function from a text in lower case to a number whose bit n is set where ``patterns[n]`` may match in it."""
    tests: list[tuple[int, frozenset[str], tuple[str, ...], tuple[str, ...]]] = []
    for number, pattern in enumerate(patterns):
        whole: set[str] = set()
        starts: set[str] = set()
        inside: set[str] = set()
        for alternative in _alternatives(pattern.pattern):
            for letters, is_whole in _begins(alternative):
                bounded = alternative.startswith(r"\b")
                (whole if bounded and is_whole else starts if bounded else inside).add(letters)
        tests.append((1 << number, frozenset(whole), tuple(starts), tuple(inside)))

    @lru_cache(maxsize=50_000)
    def of_word(word: str) -> int:
        mask = 0
        for bit, whole, starts, inside in tests:
            if word in whole or word.startswith(starts) or any(part in word for part in inside):
                mask |= bit
        return mask

    def of_text(low: str) -> int:
        mask = 0
        for word in _WORD.findall(low):
            mask |= of_word(word)
        return mask

    return of_text

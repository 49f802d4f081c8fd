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
_MAY_MISS = re.compile(r"(?:[?*]|\{(?:0|,)[^}]*\})[?+]?")  # behind a group: it may be left out


def _past_class(pattern: str, at: int) -> int:
    """Where the class of characters that begins at an offset ends: brackets in it open no group."""
    at += 2 if pattern.startswith("[^", at) else 1
    at += pattern[at] == "]"  # as the first of a class it is one of its characters
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at


def alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern that stand in no group."""
    depth = start = at = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "[":
            at = _past_class(pattern, at)
        elif pattern[at] == "(":
            depth += 1
        elif pattern[at] == ")":
            depth -= 1
        elif pattern[at] == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
        at += 1
    yield pattern[start:]


def _closing(pattern: str) -> int:
    """Where the group that a pattern begins with ends."""
    depth = at = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "[":
            at = _past_class(pattern, at)
        depth += (pattern[at] == "(") - (pattern[at] == ")")
        if depth == 0:
            return at
        at += 1
    raise ValueError(f"no group begins {pattern!r}")


def _begins(alternative: str) -> Iterator[tuple[str, bool]]:
    """How the matches of an alternative can begin: letters, and whether they are all of the word.

    Raises ``ValueError`` for an alternative that may begin with anything but letters.
    """
    while alternative.startswith((r"\b", "(?<", "(?=", "(?!")):
        alternative = alternative[2 if alternative[0] == "\\" else _closing(alternative) + 1 :]
    if alternative.startswith("(?:"):
        end = _closing(alternative)
        bounded = alternative.startswith(r"\b", end + 1)
        for inner in alternatives(alternative[3:end]):
            is_word = bounded and _LETTERS.fullmatch(inner) is not None
            yield from ((letters, whole or is_word) for letters, whole in _begins(inner))
        if passed := _MAY_MISS.match(alternative, end + 1):
            yield from _begins(alternative[passed.end() :])
        return
    found = _LETTERS.match(alternative)
    letters, rest = (found[0], alternative[found.end() :]) if found else ("", alternative)
    if rest[:1] in ("?", "*", "{"):
        letters, rest = letters[:-1], "?"
    if not letters:
        raise ValueError(f"{alternative!r} begins with no letter")
    yield letters, bool(_ENDS_WORD.match(rest))


def at_words(pattern: str) -> str:
    """The pattern with the test for the start of a word made once for all alternatives in a row that begin with it.

    It matches the same: only the many alternatives are not tried one by one where no word starts, or one that begins with
    another letter. Behind a group that opens them a search takes a tenth of the time.
    """
    runs: list[tuple[bool, list[str]]] = []
    for alternative in alternatives(pattern):
        bounded = alternative.startswith(r"\b")
        if not runs or runs[-1][0] != bounded:
            runs.append((bounded, []))
        runs[-1][1].append(alternative.removeprefix(r"\b"))
    return "|".join(_run(bounded, ways) for bounded, ways in runs)


def _run(bounded: bool, ways: list[str]) -> str:
    words = "|".join(ways)
    if not bounded:
        return words
    return rf"\b{_ahead(ways)}(?:{words})" if len(ways) > 1 else rf"\b{words}"


def _ahead(ways: list[str]) -> str:
    """A look at the first letter of what follows, where each alternative begins with one that is known."""
    try:
        firsts = {letters[0] for alternative in ways for letters, _ in _begins(alternative)}
    except ValueError:
        return ""
    return f"(?=[{''.join(sorted(firsts))}])"


def openings(*patterns: re.Pattern[str]) -> Callable[[str], int]:
    """A function from a text in lower case to a number whose bit n is set where ``patterns[n]`` may match in it."""
    tests: list[tuple[int, frozenset[str], tuple[str, ...], tuple[str, ...]]] = []
    for number, pattern in enumerate(patterns):
        whole: set[str] = set()
        starts: set[str] = set()
        inside: set[str] = set()
        for alternative in alternatives(pattern.pattern):
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

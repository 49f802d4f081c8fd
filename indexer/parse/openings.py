"""Which patterns a text can match at all, from its words: one look-up a word in place of one scan a pattern.

The words that a pattern's matches begin with are read from the pattern itself, so that the two cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"\w+|@")
_LETTERS = re.compile(r"[a-zà-ÿ@]+")
_ONE = re.compile(
    r"[^\\\[\](){}|.^$*+?]|\\[^\w\s]|\\d"
)  # a letter or a sign that stands for itself, or any figure
_GROUP = re.compile(r"(?<!\\)\((?!\?)|\(\?P<")
_ENDS_WORD = re.compile(r"\\[.bs]| ")
# How many times longer a pattern may grow where its alternatives are parted by letter, or it takes too long to compile:
# more is gained where they are tried at every letter of a text than at the start of a word.
_LONGER_ANYWHERE, _LONGER_AT_WORDS = 3.0, 2.0
_FEW_LETTERS = 12  # a search for these passes over more of a text than one for the starts of words
_MAY_MISS = re.compile(r"(?:[?*]|\{(?:0|,)[^}]*\})[?+]?")  # behind a group: it may be left out


def either(words: Iterable[str]) -> str:
    """A pattern that matches each of these words, the longest that fits first, read letter by letter.

    What they begin with alike is tried once, where a row of alternatives is tried word by word.
    """
    behind: dict[str, set[str]] = {}
    for word in words:
        behind.setdefault(word[:1], set()).add(word[1:])
    may_end = behind.pop("", None) is not None
    ways = [re.escape(first) + either(further) for first, further in sorted(behind.items())]
    if not ways:
        return ""
    if may_end:
        return f"(?:{'|'.join(ways)})?"
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


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
    if len(letters) == 1 and rest.startswith("(?:") and not _MAY_MISS.match(rest, _closing(rest) + 1):
        end = _closing(rest)  # as :func:`at_words` parts them
        yield from (
            way for inner in alternatives(rest[3:end]) for way in _begins(letters + inner + rest[end + 1 :])
        )
        return
    if rest[:1] in ("?", "*", "{"):
        letters, rest = letters[:-1], "?"
    if not letters:
        raise ValueError(f"{alternative!r} begins with no letter")
    yield letters, bool(_ENDS_WORD.match(rest))


def at_words(pattern: str, *, any_case: bool = False) -> str:
    """The pattern with its alternatives parted by the letter that they begin with, and the test for the start of a word made
    once for all in a row that begin with it, or behind the letter where these are few. ``any_case``: the pattern is to be
    compiled with ``re.I``, by which no letter is found quickly.

    It matches the same: only the many alternatives are not tried one by one where no word starts, or one that begins with
    another letter. A search takes a tenth of the time.
    """
    ways = list(alternatives(pattern))
    bounded = all(way.startswith(r"\b") for way in ways)
    parted = (
        None
        if bounded and any_case
        else _by_letter(ways, _LONGER_ANYWHERE, _FEW_LETTERS if bounded else None)
    )
    if parted is not None:
        return parted
    runs: list[tuple[bool, list[str]]] = []
    for alternative in ways:
        bounded = alternative.startswith(r"\b")
        if not runs or runs[-1][0] != bounded:
            runs.append((bounded, []))
        runs[-1][1].append(alternative.removeprefix(r"\b"))
    return "|".join(_run(bounded, ways) for bounded, ways in runs)


def _run(bounded: bool, ways: list[str]) -> str:
    words = "|".join(ways)
    if not bounded:
        return words
    if len(ways) == 1 and not words.startswith("(?:"):
        return rf"\b{words}"
    return rf"\b{_ahead(ways)}(?:{_by_letter(ways, _LONGER_AT_WORDS) or words})"


def _ahead(ways: list[str]) -> str:
    """A look at the first letter of what follows, where each alternative begins with one that is known."""
    try:
        firsts = {letters[0] for alternative in ways for letters, _ in _begins(alternative)}
    except ValueError:
        return ""
    return f"(?=[{''.join(sorted(firsts))}])"


def _by_letter(ways: list[str], longer: float, letters: int | None = None) -> str | None:
    """The alternatives together by the letter that they begin with, None where one may begin with anything else, where there
    are more ``letters`` than these or where it would be more than so many times ``longer``.

    Those with the same letter keep their order. What begins with another one could not match there anyhow.
    """
    if any(map(_GROUP.search, ways)):
        return None  # what is parted may stand there twice, and a group has one number or name
    try:
        behind = _behind_letters(ways)
    except ValueError:
        return None
    if letters is not None and len(behind) > letters:
        return None
    parted = "|".join(letter + _either_way(rests) for letter, rests in sorted(behind.items()))
    return parted if len(parted) < longer * sum(map(len, ways)) else None


def _behind_letters(ways: Iterable[str]) -> dict[str, list[str]]:
    """What follows each letter with which one of the alternatives begins, in their order."""
    behind: dict[str, list[str]] = {}
    for letter, rest in (parted for way in ways for parted in _parted(way)):
        behind.setdefault(letter, []).append(rest)
    if r"\d" in behind and any(map(str.isdigit, behind)):
        raise ValueError("some begin with any figure and some with a certain one: their order would be lost")
    return behind


def _either_way(ways: list[str]) -> str:
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _parted(way: str) -> Iterator[tuple[str, str]]:
    """An alternative as alternatives of one letter and what follows it.

    Raises ``ValueError`` where it may begin with anything but a letter.
    """
    if way.startswith((r"\b", "^", "(?<!", "(?<=", "(?=", "(?!")):
        end = 2 if way[0] == "\\" else 1 if way[0] == "^" else _closing(way) + 1
        # What is looked at there is looked at from behind the letter.
        yield from ((letter, f"(?<={way[:end]}{letter}){rest}") for letter, rest in _parted(way[end:]))
    elif way.startswith("(?:"):
        end = _closing(way)
        rest, may_miss = _may_miss(way[end + 1 :])
        for letter, ways in _behind_letters(alternatives(way[3:end])).items():
            yield letter, _either_way(ways) + rest
        if may_miss:
            yield from _parted(rest)
    elif way.startswith("["):
        end = _past_class(way, 0)
        if not set("^-\\").isdisjoint(way[1:end]):
            raise ValueError(f"{way!r} begins with no letter that is named")
        rest, may_miss = _may_miss(way[end + 1 :])
        for letter in way[1:end]:
            yield from _parted(letter + rest)
        if may_miss:
            yield from _parted(rest)
    else:
        found = _ONE.match(way)
        if found is None:
            raise ValueError(f"{way!r} begins with no letter")
        rest, may_miss = _may_miss(way[found.end() :])
        yield found[0], rest
        if may_miss:
            yield from _parted(rest)


def _may_miss(behind: str) -> tuple[str, bool]:
    """What stands behind a letter or a group, and whether that may be left out. Raises ``ValueError`` where it may be
    repeated.
    """
    if behind[:1] in ("*", "+", "{") or behind[:2] in ("??", "?+", "?*"):
        raise ValueError(f"{behind!r} repeats what stands before it")
    return behind.removeprefix("?"), behind.startswith("?")


def openings(*patterns: str) -> Callable[[str], int]:
    """A function from a text in lower case to a number whose bit n is set where ``patterns[n]`` may match in it."""
    tests: list[tuple[int, frozenset[str], tuple[str, ...], tuple[str, ...]]] = []
    for number, pattern in enumerate(patterns):
        whole: set[str] = set()
        starts: set[str] = set()
        inside: set[str] = set()
        for alternative in alternatives(pattern):
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

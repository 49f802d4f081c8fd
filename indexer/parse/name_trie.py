"""The names of places as a trie over their words, and the words of a text at which one may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from indexer.knowledge import places as gazetteer

WORD = re.compile(r"[^\W_]+")
# What may stand before the first letter is looked at behind it: a pattern that opens with letters is found quicker.
_CAPITAL = re.compile(r"[A-ZÀ-Þ](?<![\w@.].)[^\W_]*")
_GAP = re.compile(r"[ \-–/.,'’()&]{0,3}\n?[ '’(]{0,2}")


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    name: str | None = None


def _variants(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of a name and the ways to write them: a/d for aan den, Noord Oost, Gooi & Vechtstreek."""
    yield words
    for long in (("aan", "den"), ("aan", "de")):
        for at in range(1, len(words) - 2):
            if words[at : at + 2] == long:
                yield (*words[:at], "a", "d", *words[at + 2 :])
    if compass := re.match(r"(noord|zuid)(oost|west)(?=elijk|$)", words[0]):
        yield (compass[1], compass[2], *words[1:])
    if "en" in words[1:-1]:
        at = words.index("en", 1)
        yield (*words[:at], *words[at + 1 :])
        yield (*words[:at], "and", *words[at + 1 :])


def _all_names() -> Iterator[str]:
    for one in gazetteer.gemeenten().values():
        yield one.name
        yield from one.aliases
    yield from gazetteer.former_gemeenten()
    for town in gazetteer.woonplaatsen():
        yield town.name
        yield town.official
    yield from gazetteer.place_aliases()
    for name, aliases in gazetteer.provinces().items():
        yield name
        yield from aliases
    yield from gazetteer.regions()
    yield from gazetteer.region_aliases()


@cache
def _trie() -> _Node:
    root = _Node()
    for name in _all_names():
        if name.startswith(("GGD ", "Regio ")):
            continue  # the region after it is found by itself, with this word as its cue
        for words in _variants(gazetteer.words(name)):
            node = root
            for word in words:
                node = node.next.setdefault(word, _Node())
            node.name = node.name or name
    return root


@lru_cache(maxsize=2)
def capital_words(text: str) -> tuple[tuple[int, str], ...]:
    """Where the words with a capital stand, and what they are: remembered for the text at hand, as several fields ask."""
    return tuple([(match.start(), match[0]) for match in _CAPITAL.finditer(text)])


@lru_cache(maxsize=2)
def name_words(text: str) -> tuple[tuple[int, str], ...]:
    """Those of :func:`capital_words` with which a place's name may begin, or behind an article goes on."""
    return tuple([(at, word) for at, word in capital_words(text) if may_begin(word)])


@lru_cache(maxsize=4096)
def begins_a_name(word: str) -> bool:
    """Whether the name of some place begins with the word."""
    return gazetteer.fold(word) in _trie().next


@cache
def _behind_articles() -> frozenset[str]:
    """The words that follow an article at the head of a name: ``Bildt`` of ``het Bildt``."""
    first = _trie().next
    return frozenset(
        word
        for article in ("s", "t", "de", "het", "den", "sint")
        if article in first
        for word in first[article].next
    )


@lru_cache(maxsize=4096)
def may_begin(word: str) -> bool:
    """Whether a name may begin with the word, or with an article before it."""
    key = gazetteer.fold(word)
    return key in _trie().next or key in _behind_articles()


def walk(text: str, start: int, stop: int) -> tuple[int, str] | None:
    """The longest name that begins at ``start``: where it ends, and a form of it."""
    node, found, at = _trie(), None, start
    while word := WORD.match(text, at, stop):
        key = gazetteer.fold(word.group())
        following = node.next.get("sint" if key == "st" else key)
        if following is None:
            break
        node = following
        if node.name:
            found = (word.end(), node.name)
        gap = _GAP.match(text, word.end(), stop)
        at = gap.end() if gap else word.end()
    return found

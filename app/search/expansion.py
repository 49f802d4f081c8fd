"""Which other words a query may be met by: synonyms and abbreviations, words or phrases on either side.

Looked up by the smallest parts of words, so that *jeugd zorg* opens the group of *jeugdzorg*, and *wmo consulent* that
of *wmo-consulent*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from app.search.weights import function_words
from indexer.index.keys import Key, keys
from indexer.knowledge.synonyms import Group, groups
from indexer.language.compounds import is_head, is_tail
from indexer.language.lexicon import compound_heads, fold

MOST_SYNONYMS: Final = 12
"""How many synonyms of one word count at most: those that mean the same first."""
_MOST_WORDS: Final = 9
_LINKS: Final = ("", "s", "en")
_ORDER: Final = ("joined", "same", "near", "wider")


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another way to say what was typed. ``shared`` is over how many typed words it spreads."""

    text: str
    keys: tuple[Key, ...]
    relation: str
    shared: int = 1


def _parts(found: Sequence[Key]) -> tuple[str, ...]:
    return tuple(part for key in found for part in key.smallest)


def _telling(found: Sequence[Key]) -> tuple[str, ...]:
    """The parts by which a row is looked up: who leaves out a *het* means the same. A row of function words is itself."""
    return _parts([key for key in found if not _is_weightless(key)]) or _parts(found)


def _is_weightless(key: Key) -> bool:
    return key.text.casefold() in function_words()


def _directed(group: Group) -> Iterator[tuple[str, str]]:
    """What finds what within a group."""
    first, *rest = group.members
    if group.relation == "wider":
        yield from ((first, other) for other in rest)
    else:
        yield from ((one, other) for one in group.members for other in group.members if one != other)


@cache
def table() -> dict[tuple[str, ...], tuple[Synonym, ...]]:
    """Smallest parts of a word or phrase -> what else may stand for it, the same in meaning first."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], Synonym]] = {}
    for group in sorted(groups(), key=lambda group: _ORDER.index(group.relation)):
        for one, other in _directed(group):
            trigger, target = _telling(keys(one)), tuple(keys(other))
            own = _parts(target)
            if not set(trigger) <= set(own):  # else the word itself finds it already
                found.setdefault(trigger, {}).setdefault(own, Synonym(other, target, group.relation))
    return {trigger: tuple(others.values()) for trigger, others in found.items()}


def _rows(words: Sequence[Key]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Rows of words beside each other by their smallest parts, and where their words stand; function words are passed over."""
    told = [at for at, word in enumerate(words) if not _is_weightless(word)]
    for start in range(len(told)):
        row: tuple[str, ...] = ()
        for end in range(start, min(len(told), start + _MOST_WORDS)):
            row += words[told[end]].smallest
            yield row, told[start : end + 1]


def synonyms(words: Sequence[Key]) -> list[list[Synonym]]:
    """For each word of a row the synonyms it takes part in, at most :data:`MOST_SYNONYMS`, each once."""
    found: list[dict[str, Synonym]] = [{} for _ in words]
    known = table()
    for at, (one, other) in enumerate(pairwise(words)):
        for synonym in joined(one, other):
            found[at].setdefault(synonym.text, synonym)
            found[at + 1].setdefault(synonym.text, synonym)
    for row, within in _rows(words):
        for synonym in known.get(row, ()):
            shared = Synonym(synonym.text, synonym.keys, synonym.relation, len(within))
            for at in within:
                found[at].setdefault(synonym.text, shared)
    return [sorted(each.values(), key=lambda s: _ORDER.index(s.relation))[:MOST_SYNONYMS] for each in found]


def joined(one: Key, other: Key) -> Iterator[Synonym]:
    """Two words that stand beside each other written as one, where they may begin and end a compound: *jongeren werker*
    asks for *jongerenwerker*, *beleid adviseur* for *beleidsadviseur* as well.
    """
    if not is_tail(other.whole):
        return
    head = fold(one.text)
    for link in _LINKS:
        if head + link in compound_heads() or not link and is_head(head):
            parts = (*one.smallest, *other.smallest)
            whole = head + link + other.whole
            key = Key(0, 0, whole, whole, parts, (*one.smallest_stems, *other.smallest_stems), len(parts))
            yield Synonym(one.text + link + other.text, (key,), "joined", 2)


def phrase_lengths(words: Sequence[Key]) -> list[int]:
    """For each word of a row how many words the longest known phrase has that it is part of: 1 when none."""
    lengths = [1] * len(words)
    known = table()
    for row, within in _rows(words):
        if len(within) > 1 and row in known:
            for at in within:
                lengths[at] = max(lengths[at], len(within))
    return lengths

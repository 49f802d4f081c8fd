"""Which other words a query may be met by: synonyms and abbreviations, words or phrases on either side.

Looked up by the smallest parts of words, so that *jeugd zorg* opens the group of *jeugdzorg*, and *wmo consulent* that
of *wmo-consulent*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from indexer.index.keys import Key, keys
from indexer.knowledge.synonyms import Group, groups

MOST_SYNONYMS: Final = 12
"""How many synonyms of one word count at most: those that mean the same first."""
_MOST_WORDS: Final = 9
_ORDER: Final = ("same", "near", "wider")


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another way to say what was typed. ``shared`` is over how many typed words it spreads."""

    text: str
    keys: tuple[Key, ...]
    relation: str
    shared: int = 1


def _parts(found: Sequence[Key]) -> tuple[str, ...]:
    return tuple(part for key in found for part in key.smallest)


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
            trigger, target = _parts(keys(one)), tuple(keys(other))
            own = _parts(target)
            if not set(trigger) <= set(own):  # else the word itself finds it already
                found.setdefault(trigger, {}).setdefault(own, Synonym(other, target, group.relation))
    return {trigger: tuple(others.values()) for trigger, others in found.items()}


def synonyms(words: Sequence[Key]) -> list[list[Synonym]]:
    """For each word of a row the synonyms it takes part in, at most :data:`MOST_SYNONYMS`, each once."""
    found: list[dict[str, Synonym]] = [{} for _ in words]
    known = table()
    for start in range(len(words)):
        row: tuple[str, ...] = ()
        for end in range(start, min(len(words), start + _MOST_WORDS)):
            row += words[end].smallest
            for synonym in known.get(row, ()):
                shared = Synonym(synonym.text, synonym.keys, synonym.relation, end - start + 1)
                for at in range(start, end + 1):
                    found[at].setdefault(synonym.text, shared)
    return [sorted(each.values(), key=lambda s: _ORDER.index(s.relation))[:MOST_SYNONYMS] for each in found]


def phrase_lengths(words: Sequence[Key]) -> list[int]:
    """For each word of a row how many words the longest known phrase has that it is part of: 1 when none."""
    lengths = [1] * len(words)
    known = table()
    for start in range(len(words)):
        row: tuple[str, ...] = ()
        for end in range(start, min(len(words), start + _MOST_WORDS)):
            row += words[end].smallest
            if end > start and row in known:
                for at in range(start, end + 1):
                    lengths[at] = max(lengths[at], end - start + 1)
    return lengths

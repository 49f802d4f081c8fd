"""Splits Dutch compounds by how many compounds their parts begin and end elsewhere.

A split is worth the productivity of its parts: log2 of the number of compounds that a head begins or a tail ends,
less a price for each part, so that few parts that combine with everything beat a chance cut into many or rare ones;
parts are then split further by the same rule. No corpus is asked: the counts are of words in a list (see
``build_parts.py``), raised for the parts of our own domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from math import log2
from typing import NamedTuple

from indexer.language.inflection import guessed_lemma, known_lemma
from indexer.language.lexicon import compound_heads, compound_tails, dictionary_lemma, exceptions, fold, rows

# In bits. Tuned on the development half of tests/cases/language/compounds.json.
_PRICE_OF_PART = 8.0
_PRICE_OF_SHORT_PART = 1.5  # three letters: chance cuts are mostly short
_CREDIT = 9.0  # what a word that the dictionary lacks may cost
_CREDIT_OF_KNOWN_WORD = 7.5  # a word that the dictionary holds may well be simple
_DOMAIN_FAMILY = 200
_LEAST_LENGTH, _MOST_LENGTH, _MOST_PARTS = 6, 40, 4
_LEAST_TAIL = 3
_LINKS = ("s", "en", "n", "e")
_CACHED = 1 << 16


class Split(NamedTuple):
    """``parts`` are the keys of the parts in order; ``tail``, itself perhaps a compound, begins at ``tail_start``.

    ``inner`` are the keys of compounds within the compound (``hulpverlener`` in ``jeugdhulpverlener``).
    """

    parts: tuple[str, ...]
    tail_start: int
    tail: str
    inner: tuple[str, ...] = ()


class _Best(NamedTuple):
    score: float
    heads: tuple[tuple[int, str], ...]  # where each head begins, and the word it comes from


@cache
def _heads() -> Mapping[str, tuple[str, float]]:
    """Head as it stands in a compound -> the word it comes from, what it is worth."""
    table = {form: (base, log2(count) - _PRICE_OF_PART) for form, (base, count) in compound_heads().items()}
    worth = log2(_DOMAIN_FAMILY) - _PRICE_OF_PART
    for word in _domain("head"):
        for form in (word, *(word + link for link in _LINKS)):
            if form == word or form not in table:
                table[form] = (word, worth)
    return table


@cache
def _tails() -> Mapping[str, float]:
    """Key of a tail -> what it is worth."""
    table = {form: log2(count) - _PRICE_OF_PART for form, count in compound_tails().items()}
    worth = log2(_DOMAIN_FAMILY) - _PRICE_OF_PART
    return table | {known_lemma(word) or word: worth for word in _domain("tail")}


def _domain(place: str) -> list[str]:
    """Words of our own domain that may stand there; a word that is never split may stand anywhere."""
    table = (row.split() for row in rows("domain_parts.txt"))
    listed = [fold(word) for word, where in table if where in (place, "both")]
    return listed + [word for word, parts in exceptions().items() if not parts]


@cache
def _never_tails() -> frozenset[str]:
    table = (row.split() for row in rows("never_parts.txt"))
    return frozenset(word for word, where in table if where in ("tail", "both"))


def _tail(surface: str) -> tuple[str, float] | None:
    """Key and worth of the last part of a compound, as inflected there."""
    if surface in _never_tails():
        return None
    key = known_lemma(surface) or guessed_lemma(surface)
    worth = _tails().get(key)
    if worth is None or key.endswith("en") and surface == key and key not in exceptions():
        return None
    return key, worth - (_PRICE_OF_SHORT_PART if len(surface) < 4 else 0)


def _best_heads(word: str) -> list[_Best | None]:
    """For each position, the best way to read all before it as heads of a compound."""
    heads = _heads()
    best: list[_Best | None] = [None] * (len(word) + 1)
    best[0] = _Best(0.0, ())
    for end in range(3, len(word) - _LEAST_TAIL + 1):
        for start in range(end - 2):
            before = best[start]
            found = heads.get(word[start:end]) if before is not None else None
            if before is None or found is None or len(before.heads) + 2 > _MOST_PARTS:
                continue
            base, worth = found
            score = before.score + worth - (_PRICE_OF_SHORT_PART if end - start < 4 else 0)
            current = best[end]
            if current is None or score > current.score:
                best[end] = _Best(score, (*before.heads, (start, base)))
    return best


def split_key(key: str) -> Split | None:
    """The split of a word's key: as the table of exceptions says, else the best one."""
    fixed = exceptions().get(key)
    if fixed is None:
        return best_split(key)
    return Split(fixed, 0, fixed[-1]) if fixed else None


@lru_cache(maxsize=_CACHED)
def best_split(word: str) -> Split | None:
    """The best split of a folded word, ``None`` where it is best left whole."""
    if not _LEAST_LENGTH <= len(word) <= _MOST_LENGTH or not word.isalpha():
        return None
    best = _best_heads(word)
    found: tuple[float, _Best, int, str] | None = None
    for start in range(3, len(word) - _LEAST_TAIL + 1):
        before = best[start]
        tail = _tail(word[start:]) if before is not None else None
        if before is None or tail is None:
            continue
        score = before.score + tail[1]
        if found is None or score > found[0]:
            found = score, before, start, tail[0]
    credit = _CREDIT_OF_KNOWN_WORD if dictionary_lemma(word) else _CREDIT
    if found is None or found[0] <= -credit:
        return None
    _, before, start, tail_key = found
    return _further(word, before.heads, start, tail_key)


def _further(word: str, heads: tuple[tuple[int, str], ...], tail_start: int, tail: str) -> Split:
    """The split with its parts split in turn. A part as long as the word (a verb's key can be) is left alone."""
    keys = (*(known_lemma(base) or base for _, base in heads), tail)
    leaves: list[str] = []
    inner: list[str] = []
    for part in keys:
        below = split_key(part) if len(part) < len(word) else None
        leaves.extend(below.parts if below else (part,))
        inner.extend((part, *below.inner) if below else ())
    if len(heads) > 1:  # jeugd-hulp-verlener: jeugdhulp and hulpverlener are words as well
        last, base = heads[-1]
        inner.append(word[:last] + (keys[-2] if base.startswith(keys[-2]) else base))
        inner.extend(word[start:tail_start] + tail for start, _ in heads[1:])
    return Split(tuple(leaves), tail_start, tail, tuple(inner))

"""Splits Dutch compounds by how many compounds their parts begin and end elsewhere.

A split is worth the productivity of its parts: log2 of the number of compounds that a head begins or a tail ends,
less a price for each part, so that few parts that combine with everything beat a chance cut into many or rare ones;
parts are then split further by the same rule. No corpus is asked: the counts are of words in a list (see
``build_parts.py``), raised for the parts of our own domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import log2
from typing import NamedTuple

import ahocorasick

from indexer.language.inflection import (
    guessed_lemma,
    infinitive_of,
    is_verb,
    keeps_its_form,
    known_lemma,
    verb_stem,
)
from indexer.language.lexicon import (
    compound_heads,
    compound_tails,
    dictionary_lemma,
    exceptions,
    fold,
    overrides,
    rows,
)

# In bits. Tuned on the development half of tests/cases/language/compounds.json.
_PRICE_OF_PART = 8.0
_PRICE_OF_SHORT_PART = 1.5  # three letters: chance cuts are mostly short
_CREDIT = 9.0  # what a word that the dictionary lacks may cost
_CREDIT_OF_NAME = 3.0  # a word that it lacks and that ends like a surname
_CREDIT_OF_KNOWN_WORD = 7.5  # a word that the dictionary holds may well be simple
_DOMAIN_FAMILY = 200
_LEAST_LENGTH, _MOST_LENGTH, _MOST_PARTS = 6, 40, 4
_LEAST_HEAD = _LEAST_TAIL = 3
VOWELS = "aeiouy"
_LINKS = ("s", "en", "n", "e")
_CACHED = 1 << 16
# Words that no table knows as parts of compounds.
_LEAST_UNLISTED_HEAD, _LEAST_UNLISTED_TAIL, _LEAST_UNLISTED_WORD, _LEAST_ROLE = 3, 5, 6, 7
_LEAST_KNOWN_PART = 5  # in a word that the dictionary holds, and that may well be simple
# Vowels and consonants, from where on the letters of a word may be a head that no dictionary holds.
_HEAD = re.compile(r"(?=[a-z]{4})(?:[aeiouy]+[b-df-hj-np-tv-xz]|[b-df-hj-np-tv-xz]+[aeiouy])(?P<more>[a-z]*)")
_LEAST_ANY_HEAD = 4
# What surnames end in as often as words; such a string is rather a name.
_LANDSCAPE = frozenset(
    "broek horst brink steen stein water molen heide linden haven vliet sloot brugge velde berge dijken huizen hoven bosch "
    "veld wegen weg daal dal dalen hoorn meer berg dijk bos hof burg "
    "daalder laars kerke straten bergen velden hagen wijken bomen doorn groen grond kamp dorp woude brouwer".split()
)
_ROLE_ENDINGS = (
    "er",
    "aar",
    "eur",
    "or",
    "ist",
    "ent",
    "ant",
    "icus",
    "oog",
    "peut",
    "manager",
    "coach",
    "jurist",
)


class Split(NamedTuple):
    """``parts`` are the keys of the parts in order; ``tail``, itself perhaps a compound, begins at ``tail_start``.

    ``inner`` are the keys of compounds within the compound (``hulpverlener`` in ``jeugdhulpverlener``).
    """

    parts: tuple[str, ...]
    tail_start: int
    tail: str
    inner: tuple[str, ...] = ()


# What the heads before a place are worth, and where each begins with the word it comes from.
_Heads = tuple[float, tuple[tuple[int, str], ...]]


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
def _heads_anywhere() -> ahocorasick.Automaton:
    """Finds every head in a word in one pass, each with its length, the word it comes from, its worth and its price."""
    automaton = ahocorasick.Automaton()
    for form, (base, worth) in _heads().items():
        if (length := len(form)) >= _LEAST_HEAD:
            automaton.add_word(form, (length, base, worth, _PRICE_OF_SHORT_PART if length < 4 else 0.0))
    automaton.make_automaton()
    return automaton


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
def _domain_tails() -> frozenset[str]:
    return frozenset(known_lemma(word) or word for word in _domain("tail"))


@cache
def _never_tails() -> frozenset[str]:
    return _never("tail")


@cache
def _never_heads() -> frozenset[str]:
    return _never("head")


def _never(place: str) -> frozenset[str]:
    table = (row.split() for row in rows("never_parts.txt"))
    return frozenset(word for word, where in table if where in (place, "both"))


@lru_cache(maxsize=_CACHED)
def _tail(surface: str) -> tuple[str, float] | None:
    """Key and worth of the last part of a compound, as inflected there."""
    if surface in _never_tails():
        return None
    key = known_lemma(surface) or guessed_lemma(surface)
    if surface == key and key.endswith("en") and is_verb(key) and key not in exceptions():
        key = verb_stem(key)  # a verb ends no compound: in huisbezoeken it is the plural of bezoek
    worth = _tails().get(key)
    if worth is None:
        return None
    return key, worth - (_PRICE_OF_SHORT_PART if len(surface) < 4 else 0)


def _best_heads(word: str) -> dict[int, _Heads]:
    """For each place that heads of a compound lead to from its beginning, in order, the best way to read all before it."""
    best: dict[int, _Heads] = {0: (0.0, ())}
    # By where heads end, the longest first: what leads to a head's beginning is settled when its end is met.
    for at, (length, base, worth, price) in _heads_anywhere().iter(word, 0, len(word) - _LEAST_TAIL):
        end = at + 1
        start = end - length
        before = best.get(start)
        if before is None or len(before[1]) + 2 > _MOST_PARTS:
            continue
        score = before[0] + worth - price
        current = best.get(end)
        if current is None or score > current[0]:
            best[end] = score, (*before[1], (start, base))
    del best[0]
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
    if word.endswith("en") and is_verb(word):
        return None  # vaststellen: a particle or an object with its verb
    found: tuple[float, _Heads, int, str] | None = None
    for start, before in _best_heads(word).items():
        tail = _tail(word[start:])
        if tail is None:
            continue
        score = before[0] + tail[1]
        if found is None or score > found[0]:
            found = score, before, start, tail[0]
    known = dictionary_lemma(word) is not None
    if found is not None and found[0] > -_credit(known, word[found[2] :]):
        _, before, start, tail_key = found
        return _further(word, before[1], start, tail_key)
    return _unlisted_split(word, known=known)


def is_head(form: str) -> bool:
    """Whether a folded form, linking letters included, may begin a compound."""
    return form in _heads() or _unlisted_head(form) is not None


def is_tail(key: str) -> bool:
    """Whether a word of this key may end a compound."""
    return key in _tails()


def _credit(known: bool, tail: str) -> float:
    """What the cheapest split of a word may cost."""
    if known:
        return _CREDIT_OF_KNOWN_WORD
    return _CREDIT_OF_NAME if tail in _LANDSCAPE else _CREDIT


def _unlisted_split(word: str, *, known: bool) -> Split | None:
    """The split of a word into two that the dictionary holds; of a ``word`` that it lacks also into anything and a role.

    The tables know few compounds of some words (laborant, heftruck); that a long string falls into two words by
    chance is rare, and what ends in the name of a role (reachtruckchauffeur) is nearly always a compound.
    """
    found: tuple[int, str, int, str] | None = None
    least = _LEAST_KNOWN_PART if known else 0
    any_heads = range(0) if known else _any_heads(word)
    # What such a word ends with names a role only where a table holds it.
    is_plain = keeps_its_form(word) and not word.endswith(_ROLE_ENDINGS)
    for start in range(max(least, _LEAST_UNLISTED_HEAD), len(word) - max(least, _LEAST_UNLISTED_TAIL) + 1):
        surface = word[start:]
        if found is not None and 2 * len(surface) <= found[0]:
            break
        # The head first: it takes fewer look-ups, and few pieces are one.
        base = _unlisted_head(word[:start])
        if base is None and (
            start not in any_heads or word[:start] in _never_heads() or (is_plain and not _is_listed(surface))
        ):
            continue
        if found is not None and (base or word[:start]) not in _named_heads():
            continue  # worth less than a longer tail
        key = _unlisted_tail(surface)
        if key is None:
            continue
        if base is None:
            if not _is_role(key):
                continue
            base = word[:start]
        worth = (2 if base in _named_heads() else 1) * len(surface)
        if found is None or worth > found[0]:
            found = worth, base, start, key
    return None if found is None else _further(word, ((0, found[1]),), found[2], found[3])


@lru_cache(maxsize=_CACHED)
def _unlisted_tail(surface: str) -> str | None:
    if surface in _never_tails() or surface in _LANDSCAPE:
        return None
    known = known_lemma(surface)
    key = known or guessed_lemma(surface)
    if known == surface and key.endswith("en") and is_verb(key):
        key = verb_stem(key)
        return key if key in _tails() else None
    if key in _tails() or _is_role(key):
        return key
    if len(key) < _LEAST_UNLISTED_WORD:
        return None
    is_word = _is_action(key) if known is None and key == surface else _is_word(key)
    return key if is_word else None


def _is_word(key: str) -> bool:
    """Whether the dictionary holds it, or the verb that it is the action of."""
    return dictionary_lemma(key) is not None or _is_action(key)


def _is_action(key: str) -> bool:
    return key.endswith("ing") and is_verb(key.removesuffix("ing") + "en")


def _is_role(key: str) -> bool:
    """Whether it names someone by what they do."""
    if not key.endswith(_ROLE_ENDINGS):
        return False
    if key in _domain_tails():
        return True
    if len(key) < _LEAST_ROLE:
        return False
    if key.endswith("er"):
        return is_verb(key[:-2] + "en") or key.endswith("der") and is_verb(infinitive_of(key[:-3]))
    return key in _tails() and dictionary_lemma(key) is not None


@lru_cache(maxsize=_CACHED)
def _unlisted_head(surface: str) -> str | None:
    """The word a head comes from, ``None`` where it is none."""
    if surface in _never_heads():
        return None
    listed = _heads().get(surface)
    if listed is not None:
        return listed[0]
    for base in (surface, *unlinked(surface)):
        if len(base) >= _LEAST_UNLISTED_HEAD and base not in _never_heads() and _is_word(base):
            return base
    return None


def _is_listed(form: str) -> bool:
    return dictionary_lemma(form) is not None or form in overrides()


def _any_heads(word: str) -> range:
    """Where a head may end that the dictionary does not hold, before the name of a role."""
    found = _HEAD.match(word)
    return range(max(found.start("more"), _LEAST_ANY_HEAD), found.end() + 1) if found else range(0)


def unlinked(head: str) -> Iterator[str]:
    """What a head may be without linking letters: ``en`` and ``e`` stand behind a consonant, ``n`` behind an ``e``."""
    if head.endswith("s"):
        yield head[:-1]
    if head.endswith("en"):
        yield head[:-1]
        if head[-3:-2] not in VOWELS:
            yield head[:-2]
    elif head.endswith("e") and head[-2:-1] not in VOWELS:
        yield head[:-1]
    elif head.endswith("er"):
        yield head[:-2]  # kinderarts


@cache
def _named_heads() -> frozenset[str]:
    return frozenset(base for base, _ in _heads().values())


@lru_cache(maxsize=_CACHED)
def _key_of_head(base: str) -> str:
    return known_lemma(base) or base


def _further(word: str, heads: tuple[tuple[int, str], ...], tail_start: int, tail: str) -> Split:
    """The split with its parts split in turn. A part as long as the word (a verb's key can be) is left alone."""
    keys = (*[_key_of_head(base) for _, base in heads], tail)
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


def forget_pieces() -> None:
    """Forget every word and piece of one that was met before, for measuring what a first one costs."""
    for remembered in (best_split, _key_of_head, _tail, _unlisted_tail, _unlisted_head):
        remembered.cache_clear()

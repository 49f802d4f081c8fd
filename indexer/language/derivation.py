"""A second, wider key under which derivations of one word meet: ``werker``, ``werking``, ``werken`` and ``werk``.

It is meant to weigh less than the whole key in a search. A form is taken as derived only where the dictionary holds the
verb it would come from, so that ``beleid`` does not fall to ``begeleiden`` nor ``wet`` to ``weten``, as they do with a
stemmer that looks at letters alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from indexer.language.compounds import best_split
from indexer.language.inflection import known_lemma
from indexer.language.lexicon import dictionary_lemma, exceptions, fold, rows

_CACHED = 1 << 16
_LEAST_BASE = 3
# Endings of verbs in -eren and of what is made of them: adviseren, adviseur, coordinatie, coordinator, participant.
_LATINATE = ("eren", "ering", "eur", "atie", "ator", "ant", "ent", "eerder")
_ACTIONS = ("ing", "er", "aar", "ement", "en")
_VOWELS = "aeou"


@cache
def _irregular() -> Mapping[str, str]:
    return {
        fold(key): fold(derived) for key, derived, *_ in (row.split("\t") for row in rows("derivations.tsv"))
    }


def _is_verb(infinitive: str) -> bool:
    """Whether the dictionary holds it as a verb; some verbs it files under the noun (vragen under vraag)."""
    found = dictionary_lemma(infinitive)
    return found == infinitive or (found is not None and found == verb_stem(infinitive))


def verb_stem(infinitive: str) -> str:
    """The stem as it is written when a syllable closes it: ``vragen`` -> ``vraag``, ``wetten`` -> ``wet``."""
    base = infinitive.removesuffix("en")
    if len(base) < 2:
        return infinitive
    if base[-1] == base[-2] and base[-1] not in _VOWELS:
        return base[:-1]
    base = base[:-1] + {"v": "f", "z": "s"}.get(base[-1], base[-1])
    long = len(base) > 2 and base[-2] in _VOWELS and base[-3] not in "aeiou" and base[-1] not in "aeiouw"
    doubled = base[:-1][:-1] + base[-2] * 2 + base[-1] if long else base
    return doubled if dictionary_lemma(doubled) else base


def _of_simple_word(key: str) -> str:
    irregular = _irregular().get(key)
    if irregular is not None:
        return irregular
    for ending in _LATINATE:
        base = key.removesuffix(ending)
        if base != key and len(base) >= _LEAST_BASE and dictionary_lemma(base + "eren") == base + "eren":
            return base + "er"
    for ending in _ACTIONS:
        base = key.removesuffix(ending)
        if base == key or len(base) < _LEAST_BASE:
            continue
        if _is_verb(base + "en"):
            return verb_stem(base + "en")
        if (
            ending == "er" and base.endswith("d") and _is_verb(_opened(base[:-1]) + "en")
        ):  # bestuurder, huurder
            return base[:-1]
    return _of_adjective(key)


def _opened(stem: str) -> str:
    """The stem as before a vowel: ``bestuur`` -> ``bestur``."""
    return stem[:-2] + stem[-1] if len(stem) > 2 and stem[-2] == stem[-3] else stem


def _of_adjective(key: str) -> str:
    """``zelfstandigheid`` -> ``zelfstandig``, ``gemeentelijk`` -> ``gemeente``, ``deskundige`` -> ``deskundig``."""
    for ending in ("heid", "lijk", "elijk"):
        base = key.removesuffix(ending)
        if base != key and len(base) > _LEAST_BASE and known_lemma(base) == base:
            return base
    if key.endswith("ige") and known_lemma(key[:-1]) == key[:-1]:
        return key[:-1]
    return key


@lru_cache(maxsize=_CACHED)
def derivation_key(whole: str) -> str:
    """The derivation key of a whole key; the key itself where nothing is derived. A compound's is that of its tail."""
    if not whole.isalpha() or len(whole) <= _LEAST_BASE:
        return whole
    if whole in exceptions() or whole in _irregular():
        return _of_simple_word(whole)
    split = best_split(whole)
    if split is None:
        return _of_simple_word(whole)
    return whole[: split.tail_start] + derivation_key(whole[split.tail_start :])

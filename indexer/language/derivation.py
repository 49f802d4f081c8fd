"""A second, wider key under which derivations of one word meet: ``werker``, ``werking``, ``werken`` and ``werk``.

It is meant to weigh less than the whole key in a search. A form is taken as derived only where the dictionary holds the
verb it would come from, so that ``beleid`` does not fall to ``begeleiden`` nor ``wet`` to ``weten``, as they do with a
stemmer that looks at letters alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from indexer.language.compounds import best_split
from indexer.language.inflection import is_verb, known_lemma, verb_stem
from indexer.language.lexicon import dictionary_lemma, exceptions, fold, rows

_CACHED = 1 << 16
_LEAST_BASE = 3
# Endings of verbs in -eren and of what is made of them: adviseren, adviseur, coordinatie, coordinator, participant.
_LATINATE = ("eren", "ering", "ateur", "eur", "atie", "ator", "ant", "ent", "eerder")
# Families of learned words: the field, who works in it and what belongs to it, and the ending they are filed under. Those
# of the second group count only where the dictionary holds another word of the family.
_LEARNED = (
    (("logie", "loog", "logisch"), "log"), (("therapie", "therapeut", "therapeutisch"), "therap"),
    (("grafie", "graaf", "grafisch"), "graf"), (("nomie", "noom", "nomisch"), "nom"),
    (("iatrie", "iater", "iatrisch"), "iatr"), (("sofie", "soof", "sofisch"), "sof"),
    (("techniek", "technicus", "technisch"), "techn"), (("gogie", "gogiek", "goog", "gogisch"), "gog"),
    (("pedie", "pedist", "pedisch"), "ped"), (("kunde", "kundige", "kundig"), "kund"),
    (("urgie", "urg", "urgisch"), "urg"), (("vrouw", "mens", "man"), "man"),
)  # fmt: skip
_PERHAPS_LEARNED = (
    (("istiek", "isticus", "istisch", "ist"), "ist"), (("iek", "icus", "isch"), "ic"), (("ctie", "cteur"), "ct"),
    (("aris", "ariaat", "arieel"), "ari"), (("schap", "schapper", "schappelijk"), "schap"),
)  # fmt: skip
_LEARNED_ENDINGS = tuple(ending for endings, _ in (*_LEARNED, *_PERHAPS_LEARNED) for ending in endings)
_LEAST_LEARNED = 3
_ACTIONS = ("ing", "er", "aar", "ement", "en")
_OF_ADJECTIVES = ("heid", "lijk", "elijk")


@cache
def _irregular() -> Mapping[str, str]:
    return {
        fold(key): fold(derived) for key, derived, *_ in (row.split("\t") for row in rows("derivations.tsv"))
    }


def _of_simple_word(key: str) -> str:
    irregular = _irregular().get(key)
    if irregular is not None:
        return irregular
    learned = _of_learned(key)
    if learned is not None:
        return learned
    for ending in _LATINATE if key.endswith(_LATINATE) else ():
        base = key.removesuffix(ending)
        if base != key and len(base) >= _LEAST_BASE and dictionary_lemma(base + "eren") == base + "eren":
            return base + "er"
    if key.endswith("erij") and is_verb(key.removesuffix("erij") + "en"):
        return verb_stem(key.removesuffix("erij") + "en")  # gieterij, where it is done
    for ending in _ACTIONS if key.endswith(_ACTIONS) else ():
        base = key.removesuffix(ending)
        if base == key or len(base) < _LEAST_BASE:
            continue
        if is_verb(base + "en"):
            return verb_stem(base + "en")
        if (
            ending == "er" and base.endswith("d") and is_verb(_opened(base[:-1]) + "en")
        ):  # bestuurder, huurder
            return base[:-1]
    return _of_adjective(key)


def _of_learned(key: str) -> str | None:
    """``ergotherapeut`` and ``ergotherapie`` -> ``ergotherap``, ``statisticus`` and ``statistiek`` -> ``statistic``."""
    if not key.endswith(_LEARNED_ENDINGS):
        return None
    for families, sure in ((_LEARNED, True), (_PERHAPS_LEARNED, False)):
        for endings, common in families:
            for ending in endings:
                base = key.removesuffix(ending)
                if base == key or len(base) < _LEAST_LEARNED:
                    continue
                if sure or any(
                    dictionary_lemma(base + other) == base + other for other in endings if other != ending
                ):
                    return base + common
    return None


def _opened(stem: str) -> str:
    """The stem as before a vowel: ``bestuur`` -> ``bestur``."""
    return stem[:-2] + stem[-1] if len(stem) > 2 and stem[-2] == stem[-3] else stem


def _of_adjective(key: str) -> str:
    """``zelfstandigheid`` -> ``zelfstandig``, ``gemeentelijk`` -> ``gemeente``, ``deskundige`` -> ``deskundig``."""
    for ending in _OF_ADJECTIVES if key.endswith(_OF_ADJECTIVES) else ():
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

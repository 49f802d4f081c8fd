"""The key under which a word meets those made from the same verb: werk, werker, werking; begeleider, begeleiding.

Derivations are related, not equal, so they have a stream of keys of their own that weighs less. Only what the
dictionary knows as a verb counts: an ouder is nobody who *oudt*, and beleid has nothing to do with begeleiden.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from indexer.language.inflection import agent_of
from indexer.language.lexicon import dictionary_lemma

# Endings of doers and deeds, and what the infinitive has instead (Algemene Nederlandse Spraakkunst, 12.3.1).
_ENDINGS: Final = (
    ("aar", "en"),
    ("er", "en"),
    ("ing", "en"),
    ("eur", "eren"),
    ("ator", "eren"),
    ("atie", "eren"),
)
_AFTER_R: Final = "rder"  # uitvoerder, bestuurder: the doer's -er after an r
_SHORTEST_STEM: Final = 3
_SHORTEST_BARE: Final = 4


def _is_verb(word: str) -> bool:
    return dictionary_lemma(word) == word


def _infinitive(stem: str) -> str:
    """``bestuur`` -> ``besturen``: spelled as the doer's name is."""
    return agent_of(stem).removesuffix("er") + "en"


@lru_cache(maxsize=100_000)
def derivation_key(key: str) -> str:
    """The infinitive that ``key``, a whole key of the analyser, is made from; ``key`` itself where there is none."""
    for ending, replacement in _ENDINGS:
        stem = key.removesuffix(ending)
        if stem != key and len(stem) >= _SHORTEST_STEM and _is_verb(stem + replacement):
            return stem + replacement
    if len(key) < _SHORTEST_BARE or not key.isalpha():
        return key
    if key.endswith(_AFTER_R):
        # The dictionary may know the verb's form as its noun's plural alone: besturen is also bestuur, twice.
        stem = key.removesuffix("der")
        known = dictionary_lemma(_infinitive(stem)) or key
        return known if known in {stem, _infinitive(stem)} else key
    return _infinitive(key) if _is_verb(_infinitive(key)) else key

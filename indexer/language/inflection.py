"""From a form to its dictionary form: overrides, the dictionary, feminine forms, and endings for words it lacks."""

from __future__ import annotations

import re

from indexer.language.lexicon import dictionary_lemma, overrides

_LONG_VOWEL = re.compile(r"(?:aa|ee|oo|uu)(?=[bcdfghjklmnpqrstvwxz]\Z)")
_PARTICIPLE = re.compile(r"ge(?P<stem>[a-z]{3,})[dt]e?\Z")
_SHORT_VOWEL = re.compile(r"(?:\A|[^aeiou])[aeiou][bdfgklmnprst]\Z")
# Endings of words that the dictionary does not know and that are no compound of words it knows: (ending, replacement).
_ENDINGS = (
    ("iteiten", "iteit"), ("heden", "heid"), ("ingen", "ing"), ("tjes", ""), ("ties", "tie"), ("ieën", "ie"),
    ("ologen", "oloog"), ("gogen", "goog"), ("aten", "aat"), ("uten", "uut"), ("isten", "ist"), ("enten", "ent"),
    ("anten", "ant"), ("oren", "or"), ("euren", "eur"), ("ende", "end"), ("ische", "isch"), ("ijke", "ijk"),
    ("ige", "ig"), ("bare", "baar"), ("zame", "zaam"), ("ieve", "ief"), ("ale", "aal"), ("ele", "eel"),
)  # fmt: skip
_PLURAL_S = re.compile(r"(?:[^e]er|or|eur|aar|[^l]el|ster|ing|age|ch|ie|ee)s\Z")


def _looked_up(folded: str) -> str | None:
    """The dictionary's lemma, and the lemma of that (zorgde -> zorgen -> zorg), until it stays the same.

    Where two words are each other's lemma (voer, voeren) the verb stands for both.
    """
    seen: list[str] = []
    word: str | None = folded
    while word is not None and word not in seen:
        seen.append(word)
        word = overrides().get(word) or dictionary_lemma(word)
    if word is None:
        return seen[-1] if len(seen) > 1 else None
    return max(seen[seen.index(word) :], key=lambda form: (form.endswith("en"), form))


def agent_of(verb_stem: str) -> str:
    """The doer's name after a verb stem as feminine forms carry it: ``verleen`` -> ``verlener``, ``zwem`` -> ``zwemmer``."""
    voiced = verb_stem[:-1] + {"f": "v", "s": "z"}.get(verb_stem[-1], verb_stem[-1])
    if _LONG_VOWEL.search(verb_stem):
        return voiced[:-2] + voiced[-1] + "er"
    if _SHORT_VOWEL.search(verb_stem):
        return verb_stem + verb_stem[-1] + "er"
    return verb_stem + "er"


def _masculine(word: str) -> str | None:
    """The common form of a feminine one (``begeleidster``, ``consulente``, ``coordinatrice``), ``None`` if it is none."""
    if word.endswith("ster") and len(word) > 6:
        return agent_of(word[:-4])
    if word.endswith("trice"):
        return word[:-4] + "or"
    if word.endswith(("ente", "ante", "iste", "euse")) and len(word) > 6:
        return word[:-3] + "ur" if word.endswith("euse") else word[:-1]
    if word.endswith(("loge", "goge")):
        return word[:-2] + "og"
    return None


def known_lemma(folded: str) -> str | None:
    """The key of a form that the dictionary or the overrides hold, or that is a plain possessive of such a form."""
    fixed = overrides().get(folded)
    if fixed is not None:
        return fixed
    found = _looked_up(folded)
    if found is None or (found == folded and folded.endswith("eerd")):
        found = _looked_up_shorter(folded) or found
    common = _common_form(found or folded)
    return common or found


def _looked_up_shorter(folded: str) -> str | None:
    """The lemma behind a possessive, a plural or a participle whose singular or verb alone the dictionary holds."""
    if "'" in folded:
        return known_lemma(folded.partition("'")[0])
    if folded.endswith("enden") or folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        shorter = _looked_up(folded[:-1])
        if shorter is not None and len(folded) > 4:
            return shorter
    participle = _PARTICIPLE.match(folded)
    if participle:
        stem = participle["stem"]
        for infinitive in (_undoubled(stem) + "en", stem + "en", stem + stem[-1] + "en"):
            if dictionary_lemma(infinitive) is not None:
                return _looked_up(infinitive)
    return None


def _undoubled(stem: str) -> str:
    return stem[:-2] + stem[-1] if _LONG_VOWEL.search(stem) else stem


def _common_form(word: str) -> str | None:
    """The common form of a feminine word or its plural, where the dictionary knows that common form."""
    for form in (word, word.removesuffix("s")):
        masculine = _masculine(form)
        if masculine and dictionary_lemma(masculine) in (masculine, form):
            return masculine
    return None


def guessed_lemma(folded: str) -> str:
    """The key of a form that no table holds, by its ending alone; the form itself where no ending says anything."""
    if len(folded) < 6 or not folded.isalpha():
        return folded
    for ending, replacement in _ENDINGS:
        if folded.endswith(ending):
            return folded.removesuffix(ending) + replacement
    if _PLURAL_S.search(folded):
        return folded[:-1]
    return folded

"""From a form to its dictionary form: overrides, the dictionary, feminine forms, and endings for words it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from indexer.language.lexicon import dictionary_lemma, overrides

_LONG_VOWEL = re.compile(r"(?:aa|ee|oo|uu)(?=[bcdfghjklmnpqrstvwxz]\Z)")
_VOWELS = "aeou"
_LEAST_GUESSED = 6
_LONGEST_WORD = 48
_PARTICIPLE = re.compile(r"ge(?P<stem>[a-z]{3,})[dt]e?\Z")
_PARTICLE = re.compile(
    r"(?:aan|achter|af|bij|door|in|mee|na|om|onder|op|over|samen|terug|toe|uit|voor|weg)(?=ge)"
)
_SHORT_VOWEL = re.compile(r"(?:\A|[^aeiou])[aeiou][bdfgklmnprst]\Z")
# Endings of words that the dictionary does not know and that are no compound of words it knows: (ending, replacement).
_ENDINGS = (
    ("iteiten", "iteit"), ("heden", "heid"), ("ingen", "ing"), ("tjes", ""), ("ties", "tie"), ("ieën", "ie"),
    ("ologen", "oloog"), ("gogen", "goog"), ("aten", "aat"), ("uten", "uut"), ("isten", "ist"), ("enten", "ent"),
    ("anten", "ant"), ("oren", "or"), ("euren", "eur"), ("ende", "end"), ("ische", "isch"), ("ijke", "ijk"),
    ("ige", "ig"), ("igen", "ig"), ("bare", "baar"), ("zame", "zaam"), ("ieve", "ief"), ("ale", "aal"), ("ele", "eel"),
    ("ici", "icus"), ("peuten", "peut"),
)  # fmt: skip
# Of a word that no table holds, a closing s behind these letters is taken for a plural.
_PLURAL_S = re.compile(r"(?:[dfgklmnprtw]|ch|[aeioy]e)s\Z")
_SIBILANT_PLURAL = re.compile(r"(?:s|x|ch|sh)es\Z")


def _looked_up(folded: str) -> str | None:
    """The dictionary's lemma, and the lemma of that (zorgde -> zorgen -> zorg), until it stays the same.

    Where two words are each other's lemma (voer, voeren) the verb stands for both.
    """
    first = overrides().get(folded) or dictionary_lemma(folded)
    if first is None or first == folded:
        return first
    seen = [folded]
    word: str | None = first
    while word is not None and word not in seen:
        seen.append(word)
        word = overrides().get(word) or dictionary_lemma(word)
    if word is None:
        return seen[-1]
    if word == seen[-1]:
        return word
    return max(seen[seen.index(word) :], key=lambda form: (form.endswith("en"), form))


def agent_of(verb_stem: str) -> str:
    """The doer's name after a verb stem as feminine forms carry it: ``verleen`` -> ``verlener``, ``zwem`` -> ``zwemmer``."""
    voiced = verb_stem[:-1] + {"f": "v", "s": "z"}.get(verb_stem[-1], verb_stem[-1])
    if _LONG_VOWEL.search(verb_stem):
        return voiced[:-2] + voiced[-1] + "er"
    if _SHORT_VOWEL.search(verb_stem):
        return verb_stem + verb_stem[-1] + "er"
    return verb_stem + "er"


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


def is_verb(infinitive: str) -> bool:
    """Whether the dictionary holds it as a verb; some verbs it files under the noun (vragen under vraag).

    The present participle tells verbs from nouns in -en (examen, keuken) and plurals (gezinnen).
    """
    found = dictionary_lemma(infinitive)
    if found is None or dictionary_lemma(infinitive + "d") is None:
        return False
    return found == infinitive or found == verb_stem(infinitive)


def infinitive_of(stem: str) -> str:
    """The verb of a stem that a syllable closes: ``verleen`` -> ``verlenen``, ``zwem`` -> ``zwemmen``."""
    voiced = stem[:-1] + {"f": "v", "s": "z"}.get(stem[-1], stem[-1])
    if _LONG_VOWEL.search(stem):
        return voiced[:-2] + voiced[-1] + "en"
    return stem + stem[-1] + "en" if _SHORT_VOWEL.search(stem) else stem + "en"


# Feminine endings and the common ones they stand for. Those of the first group count where the common form is a word,
# those of the second also where the dictionary lacks it.
_FEMININE = (
    ("aarster", "aar"), ("ierster", "ier"), ("erster", "er"), ("oorster", "oor"),
    ("eres", "er"), ("ares", "aar"), ("aresse", "aris"), ("erin", "er"), ("iere", "ier"), ("drice", "deur"),
    ("trice", "teur"), ("trice", "tor"), ("afe", "aaf"), ("ofe", "oof"), ("ome", "oom"), ("ate", "aat"), ("urge", "urg"),
)  # fmt: skip
_ALWAYS_FEMININE = (
    ("trice", "teur"), ("euse", "eur"), ("iste", "ist"), ("ente", "ent"), ("ante", "ant"), ("loge", "loog"),
    ("goge", "goog"), ("peute", "peut"),
)  # fmt: skip
_LEAST_FEMININE = 6


_LAST_LETTERS = 3  # no ending is shorter
Endings = Mapping[str, tuple[tuple[str, str], ...]]


def _by_last_letters(endings: Iterable[tuple[str, str]]) -> Endings:
    """Endings by their last letters, in order: of a word that has none of them, as most do, one look-up says so."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for ending, replacement in endings:
        last = ending[-_LAST_LETTERS:]
        found[last] = (*found.get(last, ()), (ending, replacement))
    return found


_FEMININE_BY_LETTERS = _by_last_letters((("ster", ""), *_FEMININE, *_ALWAYS_FEMININE))
_GUESSED_BY_LETTERS = _by_last_letters((*_ALWAYS_FEMININE, *_ENDINGS))


def _doer(stem: str) -> str | None:
    """What the doer is called whose feminine form is the stem and ``ster``; ``None`` where there is no such verb."""
    if stem[-1] in "aeiouj":
        return None
    doer = stem + "der" if stem.endswith("r") else agent_of(stem)  # bestuurder, verhuurder
    infinitive = infinitive_of(stem)
    if dictionary_lemma(infinitive) == infinitive and verb_stem(infinitive) == stem:
        return doer
    return doer if dictionary_lemma(doer) in (doer, stem + "ster") else None


def common_form(word: str) -> str | None:
    """The common form of a feminine one or of its plural (``begeleidsters``, ``consulente``, ``zangeres``); ``None``
    where it is none.
    """
    common = _common_form(word) if word[-_LAST_LETTERS:] in _FEMININE_BY_LETTERS else None
    if common is None and word[-1:] == "s" and word[-_LAST_LETTERS - 1 : -1] in _FEMININE_BY_LETTERS:
        return _common_form(word[:-1])
    return common


def _common_form(form: str) -> str | None:
    if len(form) < _LEAST_FEMININE:
        return None
    for ending, common in _FEMININE_BY_LETTERS[form[-_LAST_LETTERS:]]:
        if not form.endswith(ending):
            continue
        base = form.removesuffix(ending)
        if not common:
            if len(form) > _LEAST_FEMININE and (doer := _doer(base)):
                return doer
        elif dictionary_lemma(base + common) in (base + common, form):
            return base + common
    return None


def known_lemma(folded: str) -> str | None:
    """The key of a form that the dictionary or the overrides hold, or that is a plain possessive of such a form."""
    fixed = overrides().get(folded)
    if fixed is not None:
        return fixed
    found = dictionary_lemma(folded)
    if found is not None and found != folded:
        found = _looked_up(folded)
    if len(folded) > _LONGEST_WORD or (found is None and not _may_be_inflected(folded)):
        return found
    if found is not None and found.endswith("eren"):
        doer = folded.removesuffix("s")
        if found == doer + "en" and is_verb(doer[:-2] + "en"):
            return doer  # verkoper, who sells; not a form of verkoperen
    if found is None or (found.endswith(("eerd", "end", "t")) and found in (folded, folded[:-1])):
        found = _looked_up_shorter(found or folded) or found
    # A feminine form may pass for something else there: beheerster for a form of beheerst.
    return common_form(folded) or (common_form(found) if found and found != folded else None) or found


def _may_be_inflected(folded: str) -> bool:
    """Whether :func:`_looked_up_shorter` or :func:`common_form` may know a form that the dictionary lacks; most pieces of
    words that are tried as parts of compounds end in no letter that inflection adds, and are passed by on that.
    """
    return folded[-1:] in "srend" or "ge" in folded or "'" in folded


def keeps_its_form(ending: str) -> bool:
    """Whether forms with this ending that no table holds are their own keys, as those are that end in no inflection."""
    return not _may_be_inflected(ending) and ending[-_LAST_LETTERS:] not in _GUESSED_BY_LETTERS


def _looked_up_shorter(folded: str) -> str | None:
    """The lemma behind a possessive, a plural or a participle whose singular or verb alone the dictionary holds."""
    if "'" in folded:
        return known_lemma(folded.partition("'")[0])
    last, shorter = folded[-1:], None
    if last == "s" and len(folded) > 4 and not folded.endswith(("ss", "us", "is")):
        shorter = _looked_up(folded[:-1])
    elif last == "n" and folded.endswith(("den", "ten", "nen", "zen", "gen")):
        # gedetineerden, thuislozen, getuigen: who are so, from a form in -e
        shorter = (folded.endswith("enden") and _looked_up(folded[:-1])) or known_lemma(folded[:-1])
    elif last == "e" and len(folded) > _LEAST_FEMININE:
        shorter = known_lemma(folded[:-1])  # dringende, of an adjective
    elif last == "d" and folded.endswith("end") and dictionary_lemma(folded[:-1]) == folded[:-1]:
        return _looked_up(folded[:-1])
    if shorter or "ge" not in folded:
        return shorter or None
    particle = _PARTICLE.match(folded)
    if particle and folded != particle[0]:
        verb = _looked_up_participle(folded.removeprefix(particle[0]))
        return verb and _looked_up(particle[0] + verb)
    return _looked_up_participle(folded)


def _looked_up_participle(folded: str) -> str | None:
    participle = _PARTICIPLE.match(folded)
    stem = participle["stem"] if participle else ""
    for infinitive in (_undoubled(stem) + "en", stem + "en", stem + stem[-1:] + "en"):
        if stem and dictionary_lemma(infinitive) is not None:
            return _looked_up(infinitive)
    found = _looked_up(folded) if folded.startswith("ge") else None  # gezocht, gezet: as the dictionary says
    return found if found is not None and found.endswith("en") else None


def _undoubled(stem: str) -> str:
    return stem[:-2] + stem[-1] if _LONG_VOWEL.search(stem) else stem


def guessed_lemma(folded: str) -> str:
    """The key of a form that no table holds, by its ending alone; the form itself where no ending says anything."""
    folded = folded.removesuffix("'s")  # barista's
    if len(folded) < _LEAST_GUESSED or not folded.isalpha():
        return folded
    if folded[-1] == "s":
        if _SIBILANT_PLURAL.search(folded):
            return folded[:-2]
        if _PLURAL_S.search(folded):
            folded = folded[:-1]
    for ending, replacement in _GUESSED_BY_LETTERS.get(folded[-_LAST_LETTERS:], ()):
        if folded.endswith(ending):
            return folded.removesuffix(ending) + replacement
    return folded

"""simplemma's Dutch dictionary as one table, from folded form to folded lemma. Making it takes a second, so it is kept
(:mod:`indexer.language.kept`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from indexer.language import kept

_LETTERS: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o"})  # fmt: skip


def fold(text: str) -> str:
    """Lowercase without accents or diaeresis, with straight apostrophes (``Coördinatoren’s`` -> ``coordinatoren's``)."""
    text = text.lower()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def make() -> dict[str, str]:
    """The table, from the dictionary."""
    dictionary: Mapping[str, str] = DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")
    plain = {form: lemma for form, lemma in dictionary.items() if lemma}
    for form in [form for form in plain if not form.isascii()]:
        plain.setdefault(fold(form), plain[form])
    # A string that stands there often is one object, and is written down once.
    one = {form: form for form in plain}
    return {form: one.setdefault(lemma := _lemma(form, plain[form]), lemma) for form in one.copy()}


def _lemma(form: str, lemma: str) -> str:
    if not lemma.isascii() or not lemma.islower() or "_" in lemma:  # a separable verb is written vast_stellen
        lemma = fold(lemma.replace("_", ""))
    # A few words have another word around them for lemma (vaardig under vervaardigen): these stand for themselves.
    return form if len(lemma) > len(form) and form in lemma[1:] else lemma


def kept_at() -> Path:
    """Where the table of this dictionary and these rules is kept."""
    rules = sha256(Path(__file__).read_bytes()).hexdigest()
    return kept.kept_at("forms", f"{version('simplemma')} {rules}")


@cache
def table() -> Mapping[str, str]:
    """The table: kept, or made where none is."""
    return kept.read(kept_at()) or make()

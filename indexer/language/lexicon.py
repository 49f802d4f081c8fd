"""The facts the analyser stands on: simplemma's dictionary of Dutch forms, and our own tables beside it.

Everything here is keyed by the folded form of a word (lowercase, accents gone), so that ``cliënt``, ``Client`` and
``client`` are one word from the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from indexer.language.forms import fold as fold
from indexer.language.forms import table as forms


def rows(name: str) -> Iterator[str]:
    """The lines of a table in ``indexer/knowledge/words``, without comments and blank lines."""
    table = files("indexer.knowledge.words").joinpath(name).read_text(encoding="utf-8")
    return (line for line in table.splitlines() if line.strip() and not line.startswith("#"))


@cache
def function_words() -> frozenset[str]:
    """Dutch words of closed classes (articles, pronouns, prepositions, auxiliaries ...), lowercase."""
    return frozenset(word for row in rows("function_words.txt") for word in row.split())


@cache
def overrides() -> Mapping[str, str]:
    """Folded form -> key, where the dictionary's lemma would hurt a search."""
    return {fold(form): fold(key) for form, key, *_ in (row.split("\t") for row in rows("overrides.tsv"))}


def dictionary_lemma(folded: str) -> str | None:
    """The dictionary's lemma of a folded form, itself folded; ``None`` for a form that it does not hold."""
    return forms().get(folded)


@cache
def exceptions() -> Mapping[str, tuple[str, ...]]:
    """Key -> the parts it always splits into; no parts where it is never split."""
    split = (row.partition("=") for row in rows("exceptions.txt"))
    return {fold(word.strip()): tuple(fold(part) for part in parts.split()) for word, _, parts in split}


@cache
def compound_heads() -> Mapping[str, tuple[str, int]]:
    """Head as it stands in a compound, linking letters included -> the word it comes from, and how many it begins."""
    return {form: (base or form, int(count)) for form, base, count in _columns("compound_heads.tsv")}


@cache
def compound_tails() -> Mapping[str, int]:
    """Tail in its dictionary form -> how many compounds end with it."""
    return {form: int(count) for form, count in _columns("compound_tails.tsv")}


def _columns(name: str) -> Iterator[list[str]]:
    return (row.split("\t") for row in rows(name))

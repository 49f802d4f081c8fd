"""The words that give away a person, as loaded from ``personal.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """``cues`` by the way they stand to a name, ``words`` by what they decide, and common first names; all folded."""

    cues: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    first_names: frozenset[str]


@cache
def personal_words() -> PersonalWords:
    """The table, read once."""
    table = tomllib.loads(files("indexer.knowledge").joinpath("personal.toml").read_text(encoding="utf-8"))
    cues = {kind: frozenset(words.split()) for kind, words in table["cues"].items()}
    words = {kind: frozenset(listed.split()) for kind, listed in table["words"].items()}
    return PersonalWords(cues, words, frozenset(table["names"]["first"].split()))

"""The small query language: words, "phrases", -not, a OF b, titel: and organisatie:, and a prefix such as
jeugd*.

Any text is a query. There is no nesting, so depth cannot grow; length and number of terms are bounded, and
what lies beyond is left out. Nothing raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

LONGEST_QUERY: Final = 1_000
MOST_TERMS: Final = 32
SHORTEST_PREFIX: Final = 2

Form = Literal["word", "phrase", "prefix"]
Scope = Literal["title", "organisation"]

SCOPES: Final[dict[str, Scope]] = {
    "titel": "title",
    "title": "title",
    "organisatie": "organisation",
    "organisation": "organisation",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for, as typed. ``scope`` is the part of a record it is looked for in, ``None`` for
    all.
    """

    text: str
    form: Form = "word"
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """``groups`` must all be met, each by one of its terms; ``excluded`` must not be met."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()


_PIECE = re.compile(
    r"""
    (?P<minus>(?<!\S)-+)?
    (?:(?P<scope>[A-Za-z]+):(?=["“”„\w]))?
    (?: ["“”„](?P<phrase>[^"“”„]*)(?:["“”„]|$)
      | (?P<word>[^\s"“”„()\[\]{}|]+)
    )
    | (?P<bar>\|)
    """,
    re.VERBOSE,
)
_OPERATORS: Final = frozenset({"OF", "OR"})


def parse(text: str) -> Parsed:
    """Read what was typed."""
    groups: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    joining = False
    for piece in _PIECE.finditer(text[:LONGEST_QUERY]):
        if piece["bar"] or (piece["word"] in _OPERATORS and not piece["minus"] and not piece["scope"]):
            joining = bool(groups)
            continue
        term = _term(piece)
        if term is None:
            continue
        if piece["minus"]:
            excluded.append(term)
        elif joining:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        joining = False
        if sum(map(len, groups)) + len(excluded) >= MOST_TERMS:
            break
    return Parsed(tuple(groups), tuple(excluded))


def _term(piece: re.Match[str]) -> Term | None:
    scope = SCOPES.get((piece["scope"] or "").lower())
    before = f"{piece['scope']}:" if piece["scope"] and scope is None else ""
    if piece["phrase"] is not None:
        phrase = piece["phrase"].strip()
        return Term(phrase, "phrase", scope) if _has_word(phrase) else None
    word = before + piece["word"]
    if not _has_word(word):
        return None
    stem = word.rstrip("*")
    if stem != word and stem.isalnum() and len(stem) >= SHORTEST_PREFIX:
        return Term(stem, "prefix", scope)
    return Term(stem, "word", scope)


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)

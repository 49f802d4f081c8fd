"""The small query language: words, "phrases", -not, a OF b (or a of b), titel: and organisatie:, and a prefix such as
jeugd*.

Any text is a query. There is no nesting, so depth cannot grow; length and number of terms are bounded, and
what lies beyond is left out. Nothing raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from app.search.weights import function_words
from indexer.knowledge.synonyms import groups as synonym_groups
from indexer.language.analyser import filled_in

LONGEST_QUERY: Final = 1_000
MOST_TERMS: Final = 32
MOST_PREFIXES: Final = 12
"""How many different prefixes are looked up as such; each asks for all words that begin so."""
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
    (?:(?P<scope>[A-Za-z]+):(?=["“”„\w])|(?P<apart>(?:titel|title|organisatie|organisation)):\s+(?=["“”„\w]))?
    (?: ["“”„](?P<phrase>[^"“”„]*)(?:["“”„]|$)
      | (?P<word>[1-9]\d{3}\ (?-i:[A-Z]{2})(?![\w-])|[^\s"“”„()\[\]{}|]+)
    )
    | (?P<bar>\|)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What stands before a bracket holds for all within it: -(a b), titel:(a OF b).
_BRACKETED = re.compile(
    r"(?<![^\s(])(?P<minus>-+)?(?:(?P<scope>titel|title|organisatie|organisation):)?\((?P<inside>[^()]*)",
    re.IGNORECASE,
)
_OPERATORS: Final = frozenset({"OF", "OR"})


def parse(text: str) -> Parsed:
    """Read what was typed."""
    groups: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    joining = after_group = False
    prefixes: set[Term] = set()
    text = filled_in(text[:LONGEST_QUERY])
    brackets = [found for found in _BRACKETED.finditer(text) if found["minus"] or found["scope"]]
    pieces = list(_PIECE.finditer(text))
    for at, piece in enumerate(pieces):
        outer = next((found for found in brackets if _within(piece, found)), None)
        if piece["bar"] or _is_operator(piece) or (after_group and _joins(pieces, at)):
            joining = after_group  # what stands behind an excluded word joins nothing
            continue
        term = _term(piece)
        if term is None or any(found.start() <= piece.start() < found.start("inside") for found in brackets):
            continue
        if outer is not None and outer["scope"] and term.scope is None:
            term = replace(term, scope=SCOPES[outer["scope"].lower()])
        if term.form == "prefix":
            if term not in prefixes and len(prefixes) == MOST_PREFIXES:
                term = replace(term, form="word")
            else:
                prefixes.add(term)
        is_excluded = bool(piece["minus"] or outer is not None and outer["minus"])
        after_group = not is_excluded
        if is_excluded:
            excluded.append(term)
        elif joining:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        joining = False
        if sum(map(len, groups)) + len(excluded) >= MOST_TERMS:
            break
    return Parsed(tuple(groups), tuple(excluded))


def _is_operator(piece: re.Match[str]) -> bool:
    return piece["word"] in _OPERATORS and not piece["minus"] and not _scope(piece)


def _joins(pieces: Sequence[re.Match[str]], at: int) -> bool:
    """Whether there is a *of* that stands between two things asked for, and in no phrase of its own (*signs of safety*)."""
    piece = pieces[at]
    if (piece["word"] or "").lower() != "of" or piece["minus"] or _scope(piece) or at + 1 == len(pieces):
        return False
    sides = [_plain(pieces[side]) for side in (at - 1, at + 1)]
    return tuple(sides) not in _about_of() and not any(side in function_words() for side in sides)


def _plain(piece: re.Match[str]) -> str:
    return (piece["word"] or piece["phrase"] or "-").casefold().strip(".,;")


@cache
def _about_of() -> frozenset[tuple[str, str]]:
    """The words on either side of *of* in phrases that hold one, most of them English."""
    members = (member.casefold().split() for group in synonym_groups() for member in group.members)
    return frozenset(
        (words[at - 1], words[at + 1])
        for words in members
        for at in range(1, len(words) - 1)
        if words[at] == "of"
    )


def _within(piece: re.Match[str], bracket: re.Match[str]) -> bool:
    return bracket.start("inside") <= piece.start() < bracket.end("inside")


def _scope(piece: re.Match[str]) -> str:
    return piece["scope"] or piece["apart"] or ""


def _term(piece: re.Match[str]) -> Term | None:
    scope = SCOPES.get(_scope(piece).lower())
    before = f"{_scope(piece)}:" if _scope(piece) and scope is None else ""
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

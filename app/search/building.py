"""From what was typed to the query of the whole: words by the builder, grouped, with synonyms, what is excluded."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from app.search.dialect import Dialect
from app.search.grammar import Parsed
from app.search.query import MOST_WORDS, QueryBuilder, Word, expandable
from app.search.text_query import Sides, TextQuery

_MOST_BUILDERS: Final = 8


@lru_cache(maxsize=_MOST_BUILDERS)
def _builder(dialect: Dialect) -> QueryBuilder:
    return QueryBuilder(dialect)


def forget_queries() -> None:
    """Forget every word met before, for measuring what a first query costs."""
    _builder.cache_clear()


def build_text_query(
    dialect: Dialect, parsed: Parsed, today: dt.date, *, loose: bool = False, stated: tuple[str, ...] = ()
) -> TextQuery:
    """The query for what was typed. ``today`` decides what is open and recent; ``loose`` lets parts of compounds
    stand for the whole; ``stated`` are ranges of which it is a gain that a record states one.
    """
    builder = _builder(dialect)
    groups = _expanded(builder, _groups(builder, parsed))
    if loose:
        groups = [tuple(tuple(builder.loosened(word) for word in side) for side in group) for group in groups]
    telling = [group for group in groups if len(group) > 1 or not group[0][0].weightless]
    groups = telling or groups
    required = [group[0][0] for group in groups if len(group) == 1]
    excluded = [tuple(words) for term in parsed.excluded if (words := builder.left_out(term))]
    return TextQuery(
        groups=tuple(groups),
        excluded=tuple(excluded),
        together=tuple(builder.together(required) if len(required) == len(groups) else ()),
        gains=builder.gains(today, stated),
        dialect=dialect,
    )


def _groups(builder: QueryBuilder, parsed: Parsed) -> list[Sides]:
    groups: list[Sides] = []
    for group in dict.fromkeys(parsed.groups):  # a word typed twice asks nothing more
        if sum(len(side) for sides in groups for side in sides) >= MOST_WORDS:
            break
        sides = tuple(words for term in group if (words := builder.words(term)))
        if len(sides) == 1 and len(group) == 1:
            groups += [((word,),) for word in sides[0]]  # the pieces of a falling-apart word count one by one
        elif sides:
            groups.append(sides)
    return groups


def _expanded(builder: QueryBuilder, groups: list[Sides]) -> list[Sides]:
    """The groups with synonyms: words that stand side by side are looked up as rows, the sides of an OF on their
    own.
    """
    found: list[Sides] = []
    row: list[Word] = []
    for group in [*groups, ()]:
        if len(group) == 1 and len(group[0]) == 1 and expandable(group[0][0]):
            row.append(group[0][0])
            continue
        found += [((word,),) for word in builder.expanded(row)]
        row = []
        if group:
            expanded = [builder.expanded(side) if all(map(expandable, side)) else side for side in group]
            found.append(tuple(tuple(side) for side in expanded))
    return found

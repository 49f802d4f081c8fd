"""Days as terms of an index, so that a range of days is a handful of terms.

A day stands in one block of every level: of 1 day, of 8, of 64 and so on; a range is covered by the largest blocks that fit.
Such terms are found, and above all skipped through, many times as fast as a range over the days themselves, which looks at every
document. The way is that of numeric ranges in Lucene: U. Schindler and M. Diepenbroek, "Generic XML-based framework for metadata
portals", Computers & Geosciences 34 (2008).

Days are those of the proleptic Gregorian calendar, 1 January of year 1 being 1.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

LEVELS: Final = 7
"""The largest blocks have 8**6 days, over seven centuries."""
_BITS: Final = 3
LAST: Final = (dt.date(2800, 1, 1).toordinal() >> _BITS * (LEVELS - 1)) + 1 << _BITS * (LEVELS - 1)
"""Later days count as the day before this one, late in 2871: a range without an end then takes half as many terms."""


def blocks(day: int) -> list[str]:
    """The terms of a day, one a level."""
    known = min(day, LAST - 1)
    return [_term(level, known >> _BITS * level) for level in range(LEVELS)]


def cover(first: int | None, last: int | None) -> list[str]:
    """The terms of which every day from ``first`` to ``last``, both counted in, has exactly one, and no other day has any;
    ``None`` for no bound.
    """
    if first is not None and last is not None and first > last:
        return []
    low, high = min(first or 0, LAST - 1), LAST - 1 if last is None else min(last, LAST - 1)
    terms: list[str] = []
    for level in range(LEVELS):
        # What is left is low to high, in blocks of this level; whole blocks of the next level wait for that.
        while low <= high and (level == LEVELS - 1 or low & 7):
            terms.append(_term(level, low))
            low += 1
        while low <= high and (high + 1) & 7:
            terms.append(_term(level, high))
            high -= 1
        if low > high:
            break
        low, high = low >> _BITS, (high + 1 >> _BITS) - 1
    return terms


def _term(level: int, number: int) -> str:
    return f"{level}:{number:x}"

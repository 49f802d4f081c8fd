"""What every search looks up, told from the day on which an index was written: what is open, and how recent it is. Each is a
term of its own.

A range of days is a handful of terms on any day (:mod:`indexer.index.day_blocks`), and what is open all but those of two more;
but an engine goes through several terms from end to end where one is skipped through. An index is written every night, so that
nearly all searches are of its own day; those of another day look up the rest, and find the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

FIELD: Final = "as_of"
OPEN: Final = "open"
"""The term of what is open on the day: not closed by its own text, and its last day (``until``) not passed."""
_EXPIRED: Final = "expired"
_SPANS: Final[Mapping[str, tuple[str, int | None, int]]] = {
    _EXPIRED: ("until", None, -1),
    "week": ("published", -7, 7),
    "month": ("published", -30, 7),
    "quarter": ("published", -90, 7),
}
"""By term: the field, and the first and the last day, both counted in, as days from that of the index; ``None`` for no bound."""

Span = tuple[str, dt.date | None, dt.date | None]
"""A field, the first and the last day."""


def terms(days: Mapping[str, int | None], written: int, *, closed: bool = False) -> list[str]:
    """Those of a record with these days (its field's day, ``None`` where it states none) in an index written on a day;
    ``closed`` is what its own text says.
    """
    found = []
    for term, (field, first, last) in _SPANS.items():
        day = days[field]
        if day is not None and day <= written + last and (first is None or day >= written + first):
            found.append(term)
    return found if closed or _EXPIRED in found else [*found, OPEN]


def spans(written: dt.date) -> dict[Span, str]:
    """The term of each span in an index written on a day."""

    def away(days: int | None) -> dt.date | None:
        return None if days is None else written + dt.timedelta(days=days)

    return {(field, away(first), away(last)): term for term, (field, first, last) in _SPANS.items()}

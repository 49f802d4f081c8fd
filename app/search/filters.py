"""The filters of a request, one group a parameter, so that a facet can be counted without its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from app.search.dialect import Clause, Dialect, Filter
from app.search.request import SearchRequest
from indexer.index.buckets import RANGES
from indexer.index.schema import HIDDEN, RAW_FIELDS
from indexer.record import KINDS

Filters = dict[str, Filter]
"""By the name of a request attribute (``hours`` and so on for ranges): what must be passed."""

# The status depends on the day of the search as well, so it is no plain value.
VALUE_FIELDS: Final = tuple(name for name in RAW_FIELDS if name != "status")
_MOST_ARE: Final = "assignment"
BROAD: Final = frozenset({"kind", "duplicates", "status"})
"""Filters that most documents pass, as they are set without being asked for."""


def is_open(dialect: Dialect, today: dt.date) -> Filter:
    """Not closed by its own text, and its last day (:func:`indexer.record.open_until`) is today, later or not known."""
    return Filter(unmet=dialect.over(today))


def is_closed(dialect: Dialect, today: dt.date) -> Filter:
    """The reverse of :func:`is_open`."""
    return Filter((dialect.any_of(dialect.over(today)),))


def build_filters(
    dialect: Dialect,
    request: SearchRequest,
    today: dt.date,
    stored: Callable[[str, str], Sequence[str]],
    nearby: Callable[[], Sequence[str]],
) -> Filters:
    """The filters a request sets.

    ``stored(field, value)`` gives the values in the index that are meant by what was asked for (upper and
    lower case aside), ``nearby()`` the terms of the points within the request's radius.
    """
    filters: Filters = {}
    for field in VALUE_FIELDS:
        asked: tuple[str, ...] = getattr(request, field)
        if asked:
            meant = [value for text in asked for value in stored(field, text)]
            filters[field] = _one_of(dialect, field, meant)
    for field in RANGES:
        low, high = getattr(request, f"{field}_min"), getattr(request, f"{field}_max")
        overlaps = _overlap(dialect, field, low, high, getattr(request, f"{field}_unknown"))
        if overlaps.unmet:
            filters[field] = overlaps
    if request.start_after or request.start_before:
        filters["start"] = Filter((dialect.days("start", request.start_after, request.start_before),))
    if request.published_after:
        filters["published"] = Filter((dialect.days("published", request.published_after),))
    if request.deadline_after:
        filters["deadline"] = Filter((dialect.days("deadline", request.deadline_after),))
    if request.status != "all":
        filters["status"] = (is_open if request.status == "open" else is_closed)(dialect, today)
    if request.duplicates == "hide":
        # Of one assignment only the posting that stands for it, also under other filters.
        filters["duplicates"] = Filter(unmet=(dialect.term("twin", HIDDEN),))
    if request.radius_km is not None:
        filters["near"] = Filter((dialect.terms("point", list(nearby())),))
    return filters


def fitting_ranges(request: SearchRequest) -> tuple[str, ...]:
    """The ranges asked for that a record need not state to be found: one that does fits, another may not."""
    asked = [field for field in RANGES if getattr(request, f"{field}_unknown")]
    bounds = {field: (getattr(request, f"{field}_min"), getattr(request, f"{field}_max")) for field in asked}
    return tuple(field for field in asked if bounds[field] != (None, None))


def _one_of(dialect: Dialect, field: str, values: Sequence[str]) -> Filter:
    if field == "kind" and _MOST_ARE in values:  # every record is of one kind, and most are of this one
        others = [kind for kind in KINDS if kind not in values]
        return Filter(unmet=(dialect.terms(field, others),) if others else ())
    return Filter((dialect.terms(field, values),))


def _overlap(dialect: Dialect, field: str, low: float | None, high: float | None, unknown: bool) -> Filter:
    """Records whose range overlaps the one asked for; those that state none as well when ``unknown``. A record that states none
    lies on no side of a figure.
    """
    beside: list[Clause] = []
    if low is not None:
        beside.append(dialect.between(f"{field}_high", high=float(low), edges=False))
    if high is not None:
        beside.append(dialect.between(f"{field}_low", low=float(high), edges=False))
    if not unknown:
        beside.append(dialect.term("missing", field))
    return Filter(unmet=tuple(beside))

"""The filters of a request as queries, one group a parameter, so that a facet can be counted
without its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from app.search.dialect import Clause, Dialect
from app.search.request import SearchRequest
from indexer.index.schema import HIDDEN, RAW_FIELDS

Filters = dict[str, Clause]
"""By the name of a request attribute (``hours`` and so on for ranges): the query that must be met."""

# The status depends on the day of the search as well, so it is no plain value.
VALUE_FIELDS: Final = tuple(name for name in RAW_FIELDS if name != "status")


def _is_closed(dialect: Dialect, today: dt.date) -> list[Clause]:
    return [dialect.term("status", "closed"), dialect.days("deadline", last=today - dt.timedelta(days=1))]


def is_open(dialect: Dialect, today: dt.date) -> Clause:
    """Not closed by its own text, and its deadline is today, later or not stated."""
    return dialect.none_of(_is_closed(dialect, today))


def is_closed(dialect: Dialect, today: dt.date) -> Clause:
    """The reverse of :func:`is_open`."""
    return dialect.any_of(_is_closed(dialect, today))


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
            filters[field] = dialect.terms(field, meant)
    for field in ("hours", "rate", "duration"):
        low, high = getattr(request, f"{field}_min"), getattr(request, f"{field}_max")
        query = _overlap(dialect, field, low, high, getattr(request, f"{field}_unknown"))
        if query is not None:
            filters[field] = query
    if request.start_after or request.start_before:
        filters["start"] = dialect.days("start", request.start_after, request.start_before)
    if request.published_after:
        filters["published"] = dialect.days("published", request.published_after)
    if request.deadline_after:
        filters["deadline"] = dialect.days("deadline", request.deadline_after)
    if request.status != "all":
        filters["status"] = (is_open if request.status == "open" else is_closed)(dialect, today)
    if request.duplicates == "hide":
        # Of one assignment only the posting that stands for it, also under other filters.
        filters["duplicates"] = dialect.none_of([dialect.term("twin", HIDDEN)])
    if request.radius_km is not None:
        filters["near"] = dialect.terms("point", list(nearby()))
    return filters


def _overlap(
    dialect: Dialect, field: str, low: float | None, high: float | None, unknown: bool
) -> Clause | None:
    """Records whose range overlaps the one asked for; those that state none as well when ``unknown``."""
    states_none = dialect.term("missing", field)
    if low is None and high is None:
        return None if unknown else dialect.none_of([states_none])
    bounds: list[Clause] = []
    if low is not None:
        bounds.append(dialect.between(f"{field}_high", low=float(low)))
    if high is not None:
        bounds.append(dialect.between(f"{field}_low", high=float(high)))
    overlaps = dialect.all_of(bounds)
    return dialect.any_of([overlaps, states_none]) if unknown else overlaps

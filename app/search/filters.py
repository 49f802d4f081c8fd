"""The filters of a request as tantivy queries, one group a parameter, so that a facet can be counted
without its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

import tantivy
from tantivy import FieldType, Occur, Query

from app.search.request import SearchRequest
from indexer.index.schema import HIDDEN, RAW_FIELDS, day

Filters = dict[str, Query]
"""By the name of a request attribute (``hours`` and so on for ranges): the query that must be met."""

# The status depends on the day of the search as well, so it is no plain value.
VALUE_FIELDS: Final = tuple(name for name in RAW_FIELDS if name != "status")


def all_of(queries: Sequence[Query]) -> Query:
    """Documents that meet every query; all documents when there is none."""
    return Query.boolean_query([(Occur.Must, query) for query in (*queries, Query.all_query())])


def any_of(queries: Sequence[Query]) -> Query:
    """Documents that meet at least one; none when there is none."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def none_of(queries: Sequence[Query]) -> Query:
    """Documents that meet no query."""
    shut_out = [(Occur.MustNot, query) for query in queries]
    return Query.boolean_query([(Occur.Must, Query.all_query()), *shut_out])


def _is_closed(schema: tantivy.Schema, today: dt.date) -> list[Query]:
    passed = Query.range_query(schema, "deadline", FieldType.Unsigned, upper_bound=day(today) - 1)
    return [Query.term_query(schema, "status", "closed"), passed]


def is_open(schema: tantivy.Schema, today: dt.date) -> Query:
    """Not closed by its own text, and its deadline is today, later or not stated."""
    return none_of(_is_closed(schema, today))


def is_closed(schema: tantivy.Schema, today: dt.date) -> Query:
    """The reverse of :func:`is_open`."""
    return any_of(_is_closed(schema, today))


def build_filters(
    schema: tantivy.Schema,
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
            filters[field] = Query.term_set_query(schema, field, meant) if meant else Query.empty_query()
    for field in ("hours", "rate", "duration"):
        low, high = getattr(request, f"{field}_min"), getattr(request, f"{field}_max")
        query = _overlap(schema, field, low, high, getattr(request, f"{field}_unknown"))
        if query is not None:
            filters[field] = query
    if request.start_after or request.start_before:
        filters["start"] = _between(schema, "start", request.start_after, request.start_before)
    if request.published_after:
        filters["published"] = _between(schema, "published", request.published_after, None)
    if request.deadline_after:
        filters["deadline"] = _between(schema, "deadline", request.deadline_after, None)
    if request.status != "all":
        filters["status"] = (is_open if request.status == "open" else is_closed)(schema, today)
    if request.duplicates == "hide":
        # Of one assignment only the posting that stands for it, also under other filters.
        filters["duplicates"] = none_of([Query.term_query(schema, "twin", HIDDEN)])
    if request.radius_km is not None:
        points = list(nearby())
        filters["near"] = Query.term_set_query(schema, "point", points) if points else Query.empty_query()
    return filters


def _overlap(
    schema: tantivy.Schema, field: str, low: float | None, high: float | None, unknown: bool
) -> Query | None:
    """Records whose range overlaps the one asked for; those that state none as well when ``unknown``."""
    states_none = Query.term_query(schema, "missing", field)
    if low is None and high is None:
        return None if unknown else none_of([states_none])
    bounds: list[Query] = []
    if low is not None:
        bounds.append(Query.range_query(schema, f"{field}_high", FieldType.Float, lower_bound=float(low)))
    if high is not None:
        bounds.append(Query.range_query(schema, f"{field}_low", FieldType.Float, upper_bound=float(high)))
    overlaps = all_of(bounds)
    return any_of([overlaps, states_none]) if unknown else overlaps


def _between(schema: tantivy.Schema, field: str, first: dt.date | None, last: dt.date | None) -> Query:
    return Query.range_query(
        schema,
        field,
        FieldType.Unsigned,
        lower_bound=None if first is None else day(first),
        upper_bound=None if last is None else day(last),
    )

"""Counts over the columns of :mod:`indexer.index.numbered`, told as if over the values themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.search.reader import RangeCounts, Wanted
from indexer.index.numbered import (
    APART,
    NONE_LEAST,
    NONE_MOST,
    buckets_field,
    least_column,
    most_column,
    number_column,
)

_NO_VALUE: Final = (None,)


class Columns:
    """Puts what is wanted as aggregations of tantivy, and tells what these counted. ``values`` are those that each number
    of a field stands for, as :meth:`indexer.index.numbered.Numbers.as_json` tells them.
    """

    def __init__(self, values: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        self._values = values

    def asked(self, wanted: Wanted) -> dict[str, Any]:
        """The aggregations for the values and ranges. Raises ``KeyError`` for a field that has no column."""
        asked = {field: self._terms(field) for field in (*wanted.values, *map(buckets_field, wanted.ranges))}
        for name in wanted.ranges:
            asked[least_column(name)] = {"min": {"field": least_column(name)}}
            asked[most_column(name)] = {"max": {"field": most_column(name)}}
        return asked

    def _terms(self, field: str) -> dict[str, Any]:
        size = max(1, len(self._values[field]))
        # Exact only when no segment cuts its list short. By number, because putting them by count costs more, and who reads
        # them has an order of his own.
        ordered = {"size": size, "segment_size": size, "order": {"_key": "asc"}}
        return {"terms": {"field": number_column(field), **ordered}}

    def values(self, field: str, found: Mapping[str, Any]) -> dict[str, int]:
        """How many records have each value of a field."""
        counts = self._counts(field, found)
        counts.pop(None, None)
        return counts

    def _counts(self, field: str, found: Mapping[str, Any]) -> dict[Any, int]:
        """Of what is counted by combination ``None`` stands for the records without a value, where there are any."""
        values, rows = self._values[field], found[field]["buckets"]
        if field in APART:
            return {values[row["key"]][0]: row["doc_count"] for row in rows}
        counts: dict[Any, int] = {}
        for row in rows:
            count = row["doc_count"]
            for value in values[row["key"]] or _NO_VALUE:
                counts[value] = counts.get(value, 0) + count
        return counts

    def range(self, name: str, found: Mapping[str, Any]) -> RangeCounts:
        """What was counted of a range."""
        buckets = self._counts(buckets_field(name), found)
        unknown = buckets.pop(None, 0)
        least, most = (found[column(name)]["value"] for column in (least_column, most_column))
        return RangeCounts(
            buckets, None if least == NONE_LEAST else least, None if most == NONE_MOST else most, unknown
        )

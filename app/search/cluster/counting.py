"""What is to be counted, as aggregations of a cluster, and what they counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.search.cluster.dialect import ClusterDialect
from app.search.dialect import Clause
from app.search.reader import Counts, RangeCounts, Wanted
from indexer.index.buckets import BUCKETS

_DIALECT: Final = ClusterDialect()
_EVERYTHING: Final[Clause] = {"match_all": {}}


def aggregations(wanted: Wanted, values: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """The aggregations, by name. ``values`` are all that each field has in the index."""
    asked: dict[str, Any] = {f"values {field}": _terms(field, len(values[field])) for field in wanted.values}
    for name in wanted.ranges:
        asked[f"buckets {name}"] = _terms(f"{name}_bucket", len(BUCKETS[name]))
        asked[f"least {name}"] = {"min": {"field": f"{name}_stated"}}
        asked[f"most {name}"] = {"max": {"field": f"{name}_stated"}}
        asked[f"unknown {name}"] = {"filter": _DIALECT.term("missing", name)}
    for name, own in wanted.passing.items():
        asked[f"passing {name}"] = {"filter": _DIALECT.narrowed(_EVERYTHING, [own])}
    return asked


def counts(wanted: Wanted, found: Mapping[str, Any]) -> Counts:
    """What was counted."""
    return Counts(
        {field: _counted(found[f"values {field}"]) for field in wanted.values},
        {
            name: RangeCounts(
                _counted(found[f"buckets {name}"]),
                found[f"least {name}"]["value"],
                found[f"most {name}"]["value"],
                found[f"unknown {name}"]["doc_count"],
            )
            for name in wanted.ranges
        },
        {name: found[f"passing {name}"]["doc_count"] for name in wanted.passing},
    )


def _terms(field: str, most: int) -> dict[str, Any]:
    # Exact only when no shard cuts its list short: the size reaches past the number of values.
    return {"terms": {"field": field, "size": max(1, most), "shard_size": max(1, most)}}


def _counted(found: Mapping[str, Any]) -> dict[Any, int]:
    return {row["key"]: row["doc_count"] for row in found["buckets"]}

"""Facet counts: exact, and for a facet whose own filter is set without that filter (multi-select).

One aggregation under all filters counts every facet that is not selected; where no filter leaves little to count, those
with many values a record, which take longer than all others together, are counted beside it. Each selected one takes a query
of its own under the other filters. All of it runs beside the search itself: tantivy leaves other threads of Python alone while
it counts. A reader that is asked over a network counts all of them in the request for the page (:meth:`FacetCounter.beside`).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import resources
from typing import Any, Final

from app.search.dialect import Clause
from app.search.filters import BROAD, Filters, is_open
from app.search.reader import Beside, Reader
from indexer.index.buckets import BUCKETS

_RANGES: Final = ("hours", "rate", "duration")
_STATUS: Final = "status"
_VALUE_FIELDS: Final = {
    "province": "province",
    "gemeente": "gemeente",
    "region": "region",
    "competency": "competency",
    "organisation": "organisation",
    "contractForm": "contract_form",
    "education": "education",
    "remote": "remote",
    "kind": "kind",
}
MOST_VALUES: Final = 1_000
"""How many values of a facet are answered at most, the most frequent first; those that are answered count
exactly.
"""
_SMALLEST_SIZE: Final = 16
_MANY: Final = frozenset({"competency"})
"""Facets of which a record has many values."""
_AT_A_TIME: Final = 4
_Group = tuple[list[str], str | None]
"""Facets that are counted under the same filters, and the filter that these leave out."""


@cache
def facet_labels() -> dict[str, dict[str, str]]:
    """Parameter -> value -> its name for people."""
    return tomllib.loads(resources.files("app.search").joinpath("labels.toml").read_text("utf-8"))


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="facets")


def _field(facet: str) -> str:
    return _VALUE_FIELDS.get(facet, facet)


class FacetCounter:
    """Counts facets of one search. ``under`` gives the query of the typed words under some filters, ``filters`` are all
    filters by group.
    """

    def __init__(
        self, snapshot: Reader, under: Callable[[Filters], Clause], filters: Filters, today: dt.date
    ) -> None:
        self._snapshot = snapshot
        self._found = under
        self._filters = filters
        self._today = today
        self._groups: list[_Group] = []

    def count(self, names: Iterable[str]) -> dict[str, Any]:
        """The facets asked for, see :meth:`begin`."""
        return self.begin(names)()

    def begin(self, names: Iterable[str]) -> Callable[[], dict[str, Any]]:
        """Begin to count; what is returned waits for the facets asked for, in that order, in the contract's shape.

        A record with a range of hours or a rate counts in every bucket that its range overlaps, both ends
        counted in, so the buckets add up to more than the total. ``min`` and ``max`` are the lowest and
        highest figure stated (``None`` when none is), ``unknown`` counts the records that state none.
        """
        asked = list(names)
        groups = self._grouped(asked)
        if self._filters.keys() <= BROAD:
            groups = [part for group, left_out in groups for part in _many_apart(group, left_out)]
        counting = [
            _beside().submit(self._together, group, self._under(left_out)) for group, left_out in groups
        ]

        def counted() -> dict[str, Any]:
            found: dict[str, Any] = {}
            for one in counting:
                found.update(one.result())
            return {name: found[name] for name in asked}

        return counted

    def _under(self, left_out: str | None) -> Clause:
        return self._found({group: own for group, own in self._filters.items() if group != left_out})

    def beside(self, names: Iterable[str]) -> tuple[Beside, Filters] | None:
        """What asks for a page and counts the facets with it, and the filters that its base must bring; ``None`` where the
        reader does not do so.
        """
        self._groups = self._grouped(list(names))
        selected = {left_out: self._filters[left_out] for _, left_out in self._groups if left_out}
        asking = self._snapshot.beside(
            selected, [(left_out, self._with_status(group)) for group, left_out in self._groups]
        )
        if asking is None:
            return None
        return asking, {group: own for group, own in self._filters.items() if group not in selected}

    def _grouped(self, asked: Sequence[str]) -> list[_Group]:
        plain = [name for name in asked if _field(name) not in self._filters]
        alone = [name for name in asked if _field(name) in self._filters]
        return [(plain, None)] * bool(plain) + [([name], _field(name)) for name in alone]

    def _with_status(self, names: Sequence[str]) -> dict[str, Any]:
        wanted: dict[str, Any] = {}
        for name in names:
            wanted.update(self._aggregations(name))
            if name == _STATUS:
                dialect = self._snapshot.dialect
                wanted[_STATUS] = {
                    "filter": dialect.narrowed(dialect.everything(), [is_open(dialect, self._today)])
                }
        return wanted

    def counted_beside(self, counted: Sequence[dict[str, Any]], names: Iterable[str]) -> dict[str, Any]:
        """The facets asked for, in that order, from what was counted beside the page."""
        read: dict[str, Any] = {}
        for (group, _), found in zip(self._groups, counted, strict=True):
            for name in group:
                if name == _STATUS:
                    read[name] = _status_rows(found["doc_count"], found[_STATUS]["doc_count"])
                else:
                    read[name] = self._read(name, found)
        return {name: read[name] for name in names}

    def _together(self, names: Sequence[str], query: Clause) -> dict[str, Any]:
        wanted: dict[str, Any] = {}
        for name in names:
            wanted.update(self._aggregations(name))
        found = self._snapshot.aggregate(query, wanted) if wanted else {}
        return {name: self._status(query) if name == _STATUS else self._read(name, found) for name in names}

    def _read(self, name: str, found: dict[str, Any]) -> Any:
        return _range_facet(name, found) if name in _RANGES else self._value_facet(name, found)

    def _aggregations(self, name: str) -> dict[str, Any]:
        if name == _STATUS:
            return {}
        if name not in _RANGES:
            # Exact only when no list is cut short: the size reaches past the number of values.
            size = max(_SMALLEST_SIZE, len(self._snapshot.values[_field(name)]))
            return {name: _terms(_field(name), size)}
        return {
            f"{name}.buckets": _terms(f"{name}_bucket", len(BUCKETS[name])),
            f"{name}.stats": {"stats": {"field": f"{name}_stated"}},
            "missing": _terms("missing", _SMALLEST_SIZE),
        }

    def _value_facet(self, name: str, found: dict[str, Any]) -> list[dict[str, Any]]:
        labels = self._snapshot.competency_labels if name == "competency" else facet_labels().get(name, {})
        rows = [
            {"value": row["key"], "label": labels.get(row["key"], row["key"]), "count": row["doc_count"]}
            for row in found[name]["buckets"]
        ]
        return sorted(rows, key=lambda row: (-row["count"], row["label"], row["value"]))[:MOST_VALUES]

    def _status(self, query: Clause) -> list[dict[str, Any]]:
        """Open and closed as of today: what has passed its deadline is closed whatever its text says."""
        dialect = self._snapshot.dialect
        total = self._snapshot.count(query)
        opened = self._snapshot.count(dialect.narrowed(query, [is_open(dialect, self._today)]))
        return _status_rows(total, opened)


def _many_apart(names: list[str], left_out: str | None) -> Iterator[_Group]:
    yield from (([name], left_out) for name in names if name in _MANY)
    if others := [name for name in names if name not in _MANY]:
        yield others, left_out


def _status_rows(total: int, opened: int) -> list[dict[str, Any]]:
    counts = {"open": opened, "closed": total - opened}
    return [
        {"value": value, "label": facet_labels()[_STATUS][value], "count": number}
        for value, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if number
    ]


def _terms(field: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size}}


def _range_facet(name: str, found: dict[str, Any]) -> dict[str, Any]:
    counts = {int(row["key"]): row["doc_count"] for row in found[f"{name}.buckets"]["buckets"]}
    missing = {row["key"]: row["doc_count"] for row in found["missing"]["buckets"]}
    stats = found[f"{name}.stats"]
    return {
        "buckets": [
            {"from": start, "to": end, "count": counts.get(index, 0)}
            for index, (start, end) in enumerate(BUCKETS[name])
        ],
        "min": _figure(stats["min"]) if stats["count"] else None,
        "max": _figure(stats["max"]) if stats["count"] else None,
        "unknown": missing.get(name, 0),
    }


def _figure(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value

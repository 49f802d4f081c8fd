"""Facet counts: exact, and for a facet whose own filter is set without that filter (multi-select).

One aggregation under all filters counts every facet that is not selected, each selected one takes one of its own under the
other filters, in a thread of its own where one is to spare. A reader that is asked over a network counts all of them in the request
for the page (:meth:`FacetCounter.beside`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, Final

from app.search.dialect import Clause, Filter
from app.search.filters import Filters, is_open
from app.search.labels import facet_labels
from app.search.parameters import VALUE_FACETS
from app.search.reader import Beside, Counts, RangeCounts, Reader, Wanted
from app.search.spare import Spare
from indexer.index.buckets import BUCKETS

_STATUS: Final = "status"
_OPEN: Final = "open"
_ALL: Final = "all"
MOST_VALUES: Final = 1_000
"""How many values of a facet are answered at most, the most frequent first; those that are answered count
exactly.
"""
_BY_COUNT: Final = itemgetter("count")
_Group = tuple[list[str], str | None]
"""Facets that are counted under the same filters, and the filter that these leave out."""


def _field(facet: str) -> str:
    return VALUE_FACETS.get(facet, facet)


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

    def count(self, names: Iterable[str], spare: Spare | None = None) -> dict[str, Any]:
        """The facets asked for, in that order, in the contract's shape.

        A record with a range of hours or a rate counts in every bucket that its range overlaps, both ends
        counted in, so the buckets add up to more than the total. ``min`` and ``max`` are the lowest and
        highest figure stated (``None`` when none is), ``unknown`` counts the records that state none.
        """
        asked = list(names)
        tasks = [
            partial(self._counted, group, self._under(left_out)) for group, left_out in self._grouped(asked)
        ]
        found: dict[str, Any] = {}
        # The first, which counts most facets, by this thread; then the last ones, which no other has begun.
        later = [spare.begin(task) if spare else task for task in tasks[1:]]
        for counted in (*tasks[:1], *reversed(later)):
            found.update(counted())
        return {name: found[name] for name in asked}

    def _under(self, left_out: str | None) -> Clause:
        return self._found({group: own for group, own in self._filters.items() if group != left_out})

    def beside(self, names: Iterable[str]) -> tuple[Beside, Filters] | None:
        """What asks for a page and counts the facets with it, and the filters that its base must bring; ``None`` where the
        reader does not do so.
        """
        self._groups = self._grouped(list(names))
        selected = {left_out: self._filters[left_out] for _, left_out in self._groups if left_out}
        asking = self._snapshot.beside(
            selected, [(left_out, self._wanted(group)) for group, left_out in self._groups]
        )
        if asking is None:
            return None
        return asking, {group: own for group, own in self._filters.items() if group not in selected}

    def _grouped(self, asked: Sequence[str]) -> list[_Group]:
        plain = [name for name in asked if _field(name) not in self._filters]
        alone = [name for name in asked if _field(name) in self._filters]
        return [(plain, None)] * bool(plain) + [([name], _field(name)) for name in alone]

    def _counted(self, names: Sequence[str], query: Clause) -> dict[str, Any]:
        return self._read(names, self._snapshot.aggregate(query, self._wanted(names)))

    def counted_beside(self, counted: Sequence[Counts], names: Iterable[str]) -> dict[str, Any]:
        """The facets asked for, in that order, from what was counted beside the page."""
        read: dict[str, Any] = {}
        for (group, _), counts in zip(self._groups, counted, strict=True):
            read.update(self._read(group, counts))
        return {name: read[name] for name in names}

    def _wanted(self, names: Sequence[str]) -> Wanted:
        values = [VALUE_FACETS[name] for name in names if name in VALUE_FACETS]
        ranges = [name for name in names if name in BUCKETS]
        passing = {}
        if _STATUS in names:
            # Open and closed as of today: what has passed its last day is closed whatever its text says.
            passing = {_ALL: Filter(), _OPEN: is_open(self._snapshot.dialect, self._today)}
        return Wanted(values, ranges, passing)

    def _read(self, names: Sequence[str], counts: Counts) -> dict[str, Any]:
        """The facets in the contract's shape."""
        read: dict[str, Any] = {}
        for name in names:
            if name == _STATUS:
                read[name] = _status_rows(counts.passing)
            elif name in BUCKETS:
                read[name] = _range_facet(name, counts.ranges[name])
            else:
                field = VALUE_FACETS[name]
                read[name] = self._value_rows(field, counts.values[field])
        return read

    def _value_rows(self, field: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
        """The most frequent first, then by label and value."""
        labelled = self._snapshot.labelled[field]
        labels = labelled.labels
        counts = labelled.merged(counts)
        rows = [
            {"value": value, "label": labels[value], "count": counts[value]}
            for value in labelled.in_order(counts)
        ]
        rows.sort(key=_BY_COUNT, reverse=True)
        return rows[:MOST_VALUES]


def _status_rows(passing: Mapping[str, int]) -> list[dict[str, Any]]:
    counts = {"open": passing[_OPEN], "closed": passing[_ALL] - passing[_OPEN]}
    return [
        {"value": value, "label": facet_labels()[_STATUS][value], "count": number}
        for value, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if number
    ]


def _range_facet(name: str, counts: RangeCounts) -> dict[str, Any]:
    return {
        "buckets": [
            {"from": start, "to": end, "count": counts.buckets.get(index, 0)}
            for index, (start, end) in enumerate(BUCKETS[name])
        ],
        "min": _figure(counts.least),
        "max": _figure(counts.most),
        "unknown": counts.unknown,
    }


def _figure(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value

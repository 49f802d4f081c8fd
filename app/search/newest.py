"""The latest finds of a search, for who wants to be told of what is new.

New is what was first seen last, not what its text dates last: many texts state no date, and one that is old may come in
tonight. What must be met is what was asked: words are not let go, nor spelled otherwise, where little is found, or a
feed would bring other things on one night than on the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tantivy import Query

from app.search.answer import request_filters
from app.search.building import build_text_query
from app.search.exchange import NoLog
from app.search.facets import count
from app.search.filters import all_of
from app.search.grammar import parse
from app.search.request import SearchRequest
from app.search.snapshot import Snapshot
from indexer.exchange.journal import Journal, Times

FEW: Final = 1_000
"""Up to so many finds are all looked at; more than that, and the newest of them are among the newest of all."""
AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True)
class New:
    """A find with its text, and when it came and last changed."""

    record: Mapping[str, Any]
    times: Times


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest first. ``made`` is when the index was made (UTC, ISO 8601), ``labels`` the names of competencies."""

    found: Sequence[New]
    made: str
    labels: Mapping[str, str]


def newest(snapshot: Snapshot, request: SearchRequest, today: dt.date) -> Newest:
    """At most ``request.limit`` finds. Sorting and paging of the request do not matter. Raises :class:`NoLog`."""
    journal = snapshot.journal
    if journal is None:
        raise NoLog(f"generation {snapshot.name} has no log of changes")
    if request.interpret:
        from app.search.interpret import interpret  # loads the parser

        request, _ = interpret(request, today)
    words = build_text_query(snapshot.schema, parse(request.q), today).query()
    query = all_of([words, *request_filters(snapshot, request, today).values()])
    total = count(snapshot, query)
    ways = _all(snapshot, journal, query, total) if total <= FEW else _among_newest(snapshot, journal, query)
    ordinals = [ordinal for ordinal, _ in zip(ways, range(request.limit), strict=False)]
    found = []
    for ordinal in ordinals:
        record = {**snapshot.card(ordinal), "text": snapshot.text(ordinal)}
        times = journal.times(record["id"])
        if times is not None:
            found.append(New(record, times))
    return Newest(found, journal.made, snapshot.competency_labels)


def _all(snapshot: Snapshot, journal: Journal, query: Query, total: int) -> Iterator[int]:
    if not total:
        return
    rows = []
    hits = snapshot.searcher.search(query, total, count=False).hits
    for ordinal in snapshot.ordinals([address for _, address in hits]):
        card = snapshot.card(ordinal)
        times = journal.times(card["id"])
        rows.append((times.first_seen if times else "", card["published"] or "", -ordinal))
    # Ordinals stand in the order of the ids: of equals the lowest id comes first.
    yield from (-minus for _, _, minus in sorted(rows, reverse=True))


def _among_newest(snapshot: Snapshot, journal: Journal, query: Query) -> Iterator[int]:
    offset = 0
    while ids := journal.newest(AT_A_TIME, offset):
        offset += len(ids)
        these = all_of([query, Query.term_set_query(snapshot.schema, "id", ids)])
        hits = snapshot.searcher.search(these, len(ids), count=False).hits
        ordinals = snapshot.ordinals([address for _, address in hits])
        place = {id: number for number, id in enumerate(ids)}
        yield from sorted(ordinals, key=lambda ordinal: place[snapshot.card(ordinal)["id"]])

"""The latest finds of a search, for who wants to be told of what is new.

New is what was first seen last, not what its text dates last: many texts state no date, and one that is old may come in
tonight. What must be met is what was asked: words are not let go, nor spelled otherwise, where little is found, and the
parts of a compound may always stand apart, however much is found, or a feed would bring other things on one night than on
the next.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.search.answer import request_filters
from app.search.building import build_text_query
from app.search.dialect import Clause
from app.search.exchange import NoLog
from app.search.grammar import parse
from app.search.reader import Doc, Reader
from app.search.request import SearchRequest
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


def newest(snapshot: Reader, request: SearchRequest, today: dt.date) -> Newest:
    """At most ``request.limit`` finds. Sorting and paging of the request do not matter. Raises :class:`NoLog`."""
    journal = snapshot.journal
    if journal is None:
        raise NoLog(f"generation {snapshot.name} has no log of changes")
    if request.interpret:
        from app.search.interpret import interpret  # loads the parser

        request, _ = interpret(request, today)
    words = build_text_query(snapshot.dialect, parse(request.q), today)
    query = words.counted(under=request_filters(snapshot, request, today))
    total = snapshot.count(query)
    ways = _all(snapshot, journal, query, total) if total <= FEW else _among_newest(snapshot, journal, query)
    found = []
    for doc in itertools.islice(ways, request.limit):
        record = {**snapshot.card(doc), "text": snapshot.text(doc)}
        times = journal.times(record["id"])
        if times is not None:
            found.append(New(record, times))
    return Newest(found, journal.made, snapshot.competency_labels)


def _all(snapshot: Reader, journal: Journal, query: Clause, total: int) -> Iterator[Doc]:
    rows = []
    for doc in snapshot.some(query, total):
        card = snapshot.card(doc)
        times = journal.times(card["id"])
        rows.append(((times.first_seen if times else "", card["published"] or ""), doc))
    # They came by id, and of equals the lowest stays first.
    yield from (doc for _, doc in sorted(rows, key=lambda row: row[0], reverse=True))


def _among_newest(snapshot: Reader, journal: Journal, query: Clause) -> Iterator[Doc]:
    offset = 0
    while ids := journal.newest(AT_A_TIME, offset):
        offset += len(ids)
        these = snapshot.dialect.all_of([query, snapshot.dialect.terms("id", ids)])
        found = {snapshot.card(doc)["id"]: doc for doc in snapshot.some(these, len(ids))}
        yield from (found[id] for id in ids if id in found)

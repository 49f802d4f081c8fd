"""What a generation gives to others: its open records, and the numbered changes that keep a copy of them equal.

See :mod:`indexer.exchange` for the log. Records are those of the generation that answers: an earlier change of a record
that is open comes with the record as it is now, and one of a record that no longer is comes not at all, since its
removal follows. So whoever has read up to the last number holds the open set, whatever was read before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.search.answer import request_filters
from app.search.dialect import Clause, Filter
from app.search.reader import Doc, Reader
from app.search.request import SearchRequest
from indexer.exchange.journal import Event, Times

AT_A_TIME: Final = 500
"""Records looked up together; that many at most are held."""
MARGIN: Final = dt.timedelta(hours=1)
"""Between a change being numbered and it being served lies the rest of the run: a consumer that asks from a moment on
gets what was numbered so much before as well.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One event as a consumer of some kinds sees it. ``record`` is JSON, of what was added or changed."""

    sequence: int
    type: str
    id: str
    at: str
    fields: Sequence[str]
    reason: str | None
    shown: str | None
    record: bytes | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The changes behind a number: the events as they stand in the log, up to ``last``; ``more`` follows."""

    events: Sequence[Event]
    last: int
    more: bool


class NoLog(Exception):
    """The generation was made by a version of the program that kept no log of changes."""


class Exchange:
    """One generation on one day."""

    def __init__(self, snapshot: Reader, today: dt.date) -> None:
        """Raises :class:`NoLog`."""
        if snapshot.journal is None:
            raise NoLog(f"generation {snapshot.name} has no log of changes")
        self._snapshot = snapshot
        self._journal = snapshot.journal
        self._day = max(today, self._journal.day)
        self.head: Final = self._journal.head(self._day)
        self.state: Final = f"{snapshot.name}/{self.head}"
        """Names all that is told: what was made and what of it is visible."""
        self.first: Final = self._journal.floor
        """The first number that can be asked from."""
        self.complete: Final = self._journal.floor == self._journal.base
        """Whether the log still holds everything since it began."""
        self.begun: Final = self._journal.base
        """The number the log began behind: the milliseconds since 1970 of the moment it did."""
        self.made: Final = self._journal.made
        """When the index was made, UTC, ISO 8601."""

    def behind(self, moment: dt.datetime) -> int | None:
        """The number to ask from to get all since an aware moment; ``None`` when that is too long ago."""
        return self._journal.behind(moment, MARGIN)

    def times(self, id: str) -> Times | None:
        """When a record was first seen and last changed."""
        return self._journal.times(id)

    def addresses(self, kinds: Sequence[str], limit: int, offset: int) -> list[tuple[str, str]]:
        """A stretch of the ids of the open records, in order, each with when it last changed."""
        return self._journal.open_ids(kinds, self._day, limit, offset)

    def _open(self, kinds: Sequence[str], *narrowing: Clause) -> Clause:
        request = SearchRequest(kind=tuple(kinds), status="open")
        filters = request_filters(self._snapshot, request, self._day)
        dialect = self._snapshot.dialect
        return dialect.narrowed(dialect.everything(), [*filters.values(), Filter(narrowing)])

    def count(self, kinds: Sequence[str]) -> int:
        """How many records of these kinds are open."""
        return self._snapshot.count(self._open(kinds))

    def lines(self, kinds: Sequence[str]) -> Iterator[bytes]:
        """Every open record with its text, as a line of JSON, by id."""
        for docs in self._snapshot.walk(self._open(kinds), AT_A_TIME):
            for doc in docs:
                yield self._snapshot.line(doc) + b"\n"

    def records(self, kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The same as dictionaries."""
        for docs in self._snapshot.walk(self._open(kinds), AT_A_TIME):
            for doc in docs:
                yield {**self._snapshot.card(doc), "text": self._snapshot.text(doc)}

    def stretch(self, since: int, limit: int) -> Stretch:
        """The next ``limit`` events."""
        found = self._journal.events(since, self._day, limit + 1)
        events = found[:limit]
        more = len(found) > limit
        return Stretch(events, events[-1].sequence if more else max(since, self.head), more)

    def changes(self, stretch: Stretch, kinds: Sequence[str]) -> Iterator[Change]:
        """The events of a stretch that matter to a consumer of these kinds, each with its record where it has one."""
        for at in range(0, len(stretch.events), AT_A_TIME):
            events = stretch.events[at : at + AT_A_TIME]
            wanted = [event.id for event in events if event.kind_after in kinds]
            docs = self._open_among(wanted, kinds)
            for event in events:
                before, after = event.kind_before in kinds, event.kind_after in kinds
                if after and event.id in docs:
                    type = "changed" if before else "added"
                    fields = event.fields if before else ()
                    line = self._snapshot.line(docs[event.id])
                    yield Change(event.sequence, type, event.id, event.at, fields, None, None, line)
                elif before and not after:
                    # Of another kind from now on: for who does not follow that kind it is gone.
                    why = event.reason or "withdrawn"
                    yield Change(event.sequence, "removed", event.id, event.at, (), why, event.shown, None)

    def _open_among(self, ids: Sequence[str], kinds: Sequence[str]) -> dict[str, Doc]:
        """Those of the records that are open now, by id."""
        if not ids:
            return {}
        query = self._open(kinds, self._snapshot.dialect.terms("id", list(ids)))
        return {self._snapshot.card(doc)["id"]: doc for doc in self._snapshot.some(query, len(ids))}

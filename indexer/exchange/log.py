"""The writer's side: compares every record of a new generation with what was told of it, and numbers what differs.

Its tables lie in the store, in the store's one transaction. Of a record they keep digests of its fields and never a
text: what has gone from the corpus is gone from here too, but for its tombstone.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from indexer.exchange import journal
from indexer.exchange.openness import Reason, not_open_because
from indexer.exchange.told import DIGEST_BYTES, Told, fields_told
from indexer.record import AMSTERDAM, moment

LOG_VERSION: Final = "1"
KEPT_DAYS: Final = 90
"""So long what was told is kept at least."""
_AT_ONCE: Final = 500
_BEHIND_ALL: Final = "\U0010ffff"
"""No id comes behind it."""
ASIDE: Final = frozenset({"file", "evidence", "primary", "siblings"})
"""Fields that may change while the assignment says the same."""

_TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS exchange_records (
    id TEXT PRIMARY KEY,
    fields BLOB NOT NULL,          -- a digest of each field, in the order of the names in exchange_facts
    first_seen TEXT NOT NULL,      -- UTC
    changed TEXT NOT NULL,         -- when it last came to say something else, UTC
    published TEXT,
    kind TEXT,                     -- NULL: not open
    deadline TEXT                  -- the last day on which it is open; NULL: no day closes it
)""",
    journal.EVENTS.format(table="exchange_events"),
    "CREATE TABLE IF NOT EXISTS exchange_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)


class ChangeLog:
    """One run's turn at the log: :meth:`see` every record of the generation, then :meth:`settle`, then :meth:`write`."""

    def __init__(self, database: sqlite3.Connection, now: dt.datetime, keep_days: int = KEPT_DAYS) -> None:
        """``database`` is the store's, in its transaction; ``now`` an aware moment."""
        self._db = database
        for statement in _TABLES:
            database.execute(statement)
        known = dict(database.execute("SELECT name, value FROM exchange_facts"))
        start = int(known.get("base", int(now.timestamp() * 1000)))
        self._base, self._floor, self._top = (
            start,
            int(known.get("floor", start)),
            int(known.get("top", start)),
        )
        self._names: list[str] = orjson.loads(known.get("fields", "[]"))
        # A clock that was set back must not open again what was told to have closed.
        self._day = max(now.astimezone(AMSTERDAM).date().isoformat(), known.get("day", ""))
        self._now = max(moment(now), known.get("now", ""))
        self._oldest = moment(now - dt.timedelta(days=keep_days))
        self._told = False
        # Whether the last day of a record is another than before while it says the same: the rule for it was another.
        self._moved = False
        self._fields = list(fields_told())
        self._ahead: dict[str, tuple[Any, ...]] = {}
        self._last = self._read_to = ""
        # Of these the removal stands in the log since the run before, and has been visible since midnight.
        query = "UPDATE exchange_records SET kind = NULL WHERE kind IS NOT NULL AND deadline < ?"
        database.execute(query, (self._day,))

    def see(self, told: Told) -> None:
        """A record of the new generation, as it will be served. They come by ascending id."""
        fields, first_seen, changed, before, until = self._known(told.id)
        differing = self._differing(fields, told.digests)
        if first_seen is None:
            first_seen = changed = self._now
        elif not ASIDE.issuperset(differing):
            changed = self._now
        why = not_open_because(told, self._day)
        after = None if why else told.kind
        if differing or fields is None or before != after or until != told.until:
            new = (told.id, told.digests, first_seen, changed, told.published, after, told.until)
            self._db.execute("INSERT OR REPLACE INTO exchange_records VALUES (?, ?, ?, ?, ?, ?, ?)", new)
        if before is None and after is not None:
            self._tell(told.id, "added", before=before, after=after)
        elif before is not None and after is None:
            shown = told.shown if why == "duplicate" else None
            self._tell(told.id, "removed", reason=why, shown=shown, before=before)
        elif after is not None and differing:
            self._tell(told.id, "changed", fields=differing, before=before, after=after)
        elif after is not None and until != told.until:
            self._moved = True

    def _known(self, id: str) -> tuple[bytes | None, str | None, str | None, str | None, str | None]:
        """What was told of a record before; read by many at a time."""
        if id <= self._last:
            raise ValueError(f"record {id!r} comes behind {self._last!r}")
        self._last = id
        if id > self._read_to:
            query = (
                "SELECT id, fields, first_seen, changed, kind, deadline FROM exchange_records"
                " WHERE id >= ? ORDER BY id LIMIT ?"
            )
            rows = self._db.execute(query, (id, _AT_ONCE)).fetchall()
            self._ahead = {known: tuple(told) for known, *told in rows}
            self._read_to = rows[-1][0] if len(rows) == _AT_ONCE else _BEHIND_ALL
        return self._ahead.get(id, (None,) * 5)

    def _differing(self, before: bytes | None, after: bytes) -> list[str]:
        """The names of the fields that changed; a name that came or went counts."""
        if before is None or (before == after and self._names == self._fields):
            return []
        old, new = _by_name(self._names, before), _by_name(self._fields, after)
        return [name for name in (*new, *(old.keys() - new.keys())) if old.get(name) != new.get(name)]

    def _tell(
        self,
        id: str,
        type: str,
        *,
        fields: list[str] | None = None,
        reason: Reason | None = None,
        shown: str | None = None,
        before: str | None = None,
        after: str | None = None,
        at: str | None = None,
        due: str | None = None,
    ) -> None:
        self._top += 1
        self._told |= due is None
        names = orjson.dumps(fields).decode() if fields else None
        event = (self._top, at or self._now, id, type, names, reason, shown, before, after, due)
        self._db.execute("INSERT INTO exchange_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", event)

    def settle(self) -> None:
        """Every record has been seen: tell what has gone, number the removals to come, let go of what is old."""
        gone = (
            "SELECT id, kind FROM exchange_records"
            " WHERE id NOT IN (SELECT id FROM documents WHERE digest IS NOT NULL) ORDER BY id"
        )
        for id, kind in self._db.execute(gone).fetchall():
            if kind is not None:
                self._tell(id, "removed", reason="withdrawn", before=kind)
            self._db.execute("DELETE FROM exchange_records WHERE id = ?", (id,))
        if self._told or self._moved:
            self._schedule()
        self._prune()
        facts = {
            "base": self._base,
            "floor": self._floor,
            "top": self._top,
            "day": self._day,
            "now": self._now,
        }
        rows = [*facts.items(), ("fields", orjson.dumps(self._fields).decode())]
        self._db.executemany("INSERT OR REPLACE INTO exchange_facts VALUES (?, ?)", rows)

    def _schedule(self) -> None:
        """The removals to come by closing day; with nothing told since, those of the run before still hold."""
        self._db.execute("DELETE FROM exchange_events WHERE due > ?", (self._day,))
        query = (
            "SELECT id, kind, deadline FROM exchange_records"
            " WHERE kind IS NOT NULL AND deadline IS NOT NULL ORDER BY deadline, id"
        )
        for id, kind, deadline in self._db.execute(query):
            if (due := _day_after(deadline)) is not None:
                self._tell(id, "removed", reason="expired", before=kind, at=due.begins, due=due.day)

    def _prune(self) -> None:
        old = "at < ? AND (due IS NULL OR due <= ?)"
        bounds = (self._oldest, self._day)
        query = f"SELECT max(sequence) FROM exchange_events WHERE {old}"
        (last,) = self._db.execute(query, bounds).fetchone()
        if last is not None:
            self._floor = int(last)
            self._db.execute(f"DELETE FROM exchange_events WHERE {old}", bounds)

    def write(self, directory: Path) -> None:
        """Put what servers read into the directory of the generation that is being built."""
        facts = {
            "base": self._base,
            "floor": self._floor,
            "top": self._top,
            "kept": self._oldest,
            "day": self._day,
            "made": self._now,
        }
        events = self._db.execute("SELECT * FROM exchange_events ORDER BY sequence")
        records = self._db.execute(
            "SELECT id, first_seen, changed, ifnull(published, ''), kind, deadline FROM exchange_records ORDER BY id"
        )
        journal.write(directory, facts, events, records)


class _Day(NamedTuple):
    """A Dutch day and the moment when it begins (UTC), both ISO 8601."""

    day: str
    begins: str


@lru_cache(maxsize=1_000)
def _day_after(deadline: str) -> _Day | None:
    """The first day on which what closes on this one is no longer open; ``None`` behind the last day of all."""
    last = dt.date.fromisoformat(deadline)
    if last == dt.date.max:
        return None
    due = last + dt.timedelta(days=1)
    return _Day(due.isoformat(), moment(dt.datetime.combine(due, dt.time(), AMSTERDAM)))


def _by_name(names: list[str], digests: bytes) -> dict[str, bytes]:
    return {name: digests[at * DIGEST_BYTES : (at + 1) * DIGEST_BYTES] for at, name in enumerate(names)}

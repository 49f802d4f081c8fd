"""The readers' side: the log as it stands in one generation, a file that never changes."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import orjson

from indexer.record import moment

JOURNAL: Final = "exchange.sqlite"
EVENTS: Final = """CREATE TABLE IF NOT EXISTS {table} (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,              -- UTC, ISO 8601; never before that of a lower number
    id TEXT NOT NULL,
    type TEXT NOT NULL,            -- added, changed or removed
    fields TEXT,                   -- JSON: the names of what changed
    reason TEXT,                   -- why it was removed
    shown TEXT,                    -- the posting that is shown in its place
    kind_before TEXT,              -- NULL: it was not open
    kind_after TEXT,               -- NULL: it is no longer open
    due TEXT                       -- a removal to come: visible from this Dutch date
)"""
_RECORDS: Final = (
    "CREATE TABLE records"
    " (id TEXT PRIMARY KEY, first_seen TEXT, changed TEXT, published TEXT, kind TEXT, until TEXT) WITHOUT ROWID"
)
_OPEN: Final = "kind IN ({kinds}) AND (until IS NULL OR until >= ?)"


class Event(NamedTuple):
    """One change of the set of open records. The kinds are ``None`` where it was or is not open."""

    sequence: int
    at: str
    id: str
    type: str
    fields: Sequence[str]
    reason: str | None
    shown: str | None
    kind_before: str | None
    kind_after: str | None


class Times(NamedTuple):
    """When a record was first told of and when it last came to say something else; UTC, ISO 8601."""

    first_seen: str
    changed: str


def write(
    directory: Path,
    facts: Mapping[str, int | str],
    events: Iterable[tuple[Any, ...]],
    records: Iterable[tuple[Any, ...]],
) -> None:
    """Write the file, from rows in the order of the tables' columns. Nothing is forced to disk."""
    with closing(sqlite3.connect(directory / JOURNAL, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        database.execute(EVENTS.format(table="events"))
        database.execute(_RECORDS)
        database.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT)")
        database.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", events)
        database.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)", records)
        database.executemany("INSERT INTO facts VALUES (?, ?)", [(k, str(v)) for k, v in facts.items()])
        database.execute("CREATE INDEX events_at ON events (at)")
        database.execute("CREATE INDEX events_due ON events (due)")
        database.execute("CREATE INDEX records_newest ON records (first_seen DESC, published DESC, id)")
        database.execute("COMMIT")


class Journal:
    """The log of one generation, open for reading by any thread, also after its directory was cleared away.

    ``base`` is the number the log began behind, ``floor`` the last one that is no longer kept, ``top`` the highest that
    is given or set aside; ``kept`` since when all is kept, unless nothing was let go of yet; ``day`` the Dutch date and
    ``made`` the moment (UTC) of the run that wrote it. A day before ``day`` counts as that day.
    """

    def __init__(self, directory: Path) -> None:
        """Open it; raises ``FileNotFoundError`` where the generation has none, ``ValueError`` on a damaged one."""
        path = directory / JOURNAL
        if not path.is_file():
            raise FileNotFoundError(f"generation {directory.name} has no {JOURNAL}")
        address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._read(sqlite3.connect(address, uri=True, check_same_thread=False), str(path))

    @classmethod
    def of_bytes(cls, content: bytes, name: str) -> Journal:
        """Open the log of generation ``name`` from what its file holds, in memory; raises ``ValueError`` on a damaged one."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        database.deserialize(content)
        journal = cls.__new__(cls)
        journal._read(database, f"{JOURNAL} of generation {name}")
        return journal

    def _read(self, database: sqlite3.Connection, name: str) -> None:
        self._lock = threading.Lock()
        self._head = ("", 0)
        self._db = database
        weakref.finalize(self, database.close)
        try:
            facts = dict(self._db.execute("SELECT name, value FROM facts"))
            self.base, self.floor, self.top = (int(facts[name]) for name in ("base", "floor", "top"))
            self.day = dt.date.fromisoformat(facts["day"])
            self.kept: str = facts["kept"]
            self.made: str = facts["made"]
        except (sqlite3.Error, KeyError) as error:
            raise ValueError(f"{name} cannot be read: {error}") from error

    def _rows(self, query: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def _iso(self, day: dt.date) -> str:
        return max(day, self.day).isoformat()

    def head(self, day: dt.date) -> int:
        """The last number visible on a day."""
        iso = self._iso(day)
        known_day, head = self._head
        if known_day != iso:
            query = (
                "SELECT ifnull(max(sequence), 0) FROM events WHERE due IS NULL UNION ALL "
                "SELECT ifnull(max(sequence), 0) FROM events WHERE due <= ?"
            )
            head = max(self.floor, *(int(number) for (number,) in self._rows(query, (iso,))))
            self._head = (iso, head)
        return head

    def events(self, since: int, day: dt.date, limit: int) -> list[Event]:
        """The next ``limit`` events behind a number, in order."""
        # Removals to come stand in the order of their days, behind all else: up to the head everything is visible.
        query = (
            "SELECT sequence, at, id, type, fields, reason, shown, kind_before, kind_after FROM events"
            " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?"
        )
        rows = self._rows(query, (since, self.head(day), limit))
        return [Event._make((*row[:4], orjson.loads(row[4] or "[]"), *row[5:])) for row in rows]

    def behind(self, asked: dt.datetime, margin: dt.timedelta) -> int | None:
        """The last number given ``margin`` before an aware moment; ``None`` for a moment of which too little is kept."""
        if asked.timestamp() * 1000 < self.base:
            return None
        early = moment(asked - margin)
        if self.floor != self.base and early < self.kept:
            return None
        query = "SELECT max(sequence) FROM events WHERE at < ?"
        ((found,),) = self._rows(query, (early,))
        return self.floor if found is None else int(found)

    def times(self, id: str) -> Times | None:
        """When a record, open or not, was first told of and last changed."""
        found = self._rows("SELECT first_seen, changed FROM records WHERE id = ?", (id,))
        return Times(*found[0]) if found else None

    def newest(self, limit: int, offset: int) -> list[str]:
        """A stretch of the ids of all records, open or not, those first told of last in front; of equals the latest
        published, then the lowest id.
        """
        query = "SELECT id FROM records ORDER BY first_seen DESC, published DESC, id LIMIT ? OFFSET ?"
        return [id for (id,) in self._rows(query, (limit, offset))]

    def open_count(self, kinds: Sequence[str], day: dt.date) -> int:
        """How many records of these kinds are open on a day."""
        query = f"SELECT count(*) FROM records WHERE {_open(kinds)}"
        return int(self._rows(query, (*kinds, self._iso(day)))[0][0])

    def open_ids(self, kinds: Sequence[str], day: dt.date, limit: int, offset: int) -> list[tuple[str, str]]:
        """A stretch of the open records by id, each with when it last changed."""
        query = f"SELECT id, changed FROM records WHERE {_open(kinds)} ORDER BY id LIMIT ? OFFSET ?"
        return [(id, at) for id, at in self._rows(query, (*kinds, self._iso(day), limit, offset))]


def _open(kinds: Sequence[str]) -> str:
    return _OPEN.format(kinds=",".join("?" * len(kinds)))

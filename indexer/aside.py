"""What the last run set aside that is no document of the store: too large, no regular file, a broken line. Kept in the store, in
the transaction of the run, so that it is as old as the rest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from indexer.sources.found import SetAside

# Added to a store that was made without it. A document whose row tells why it failed is not in it.
_TABLE = "CREATE TABLE IF NOT EXISTS aside (shown TEXT NOT NULL, reason TEXT NOT NULL)"
_THERE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'aside'"
_FAILED = "SELECT corpus, file FROM documents WHERE error IS NOT NULL AND removed IS NULL"


def keep_aside(database: sqlite3.Connection, aside: Sequence[SetAside]) -> None:
    """In place of what the run before set aside. Comes after what happened to the documents was noted."""
    told = set(database.execute(_FAILED)) if aside else set()
    rows = [(item.shown, item.reason) for item in aside if (item.corpus, item.file) not in told]
    database.execute(_TABLE)
    database.execute("DELETE FROM aside")
    database.executemany("INSERT INTO aside VALUES (?, ?)", rows)


def kept_aside(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """(what it is called before a person, why) of each, in their order."""
    if database.execute(_THERE).fetchone() is None:
        return []
    return database.execute("SELECT shown, reason FROM aside ORDER BY shown, reason").fetchall()


def count_aside(database: sqlite3.Connection) -> int:
    """How many there are."""
    if database.execute(_THERE).fetchone() is None:
        return 0
    return int(database.execute("SELECT count(*) FROM aside").fetchone()[0])

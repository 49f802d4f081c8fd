"""What a stopped night had read, held for the next one.

When the gate stops a switch, the store goes back to what is served: no document is forgotten, no last good record is given
up, and the log of changes tells nothing that nobody will see. Only the work of parsing would be lost with that, a whole
night of it when the parser is new. It is held here by what it depends on, the bytes and the parser's version, so that the
next run takes it up instead of parsing again, and comes to the same records.

The file holds nothing that cannot be made again: one that is damaged is thrown away.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson

from indexer.store import Store
from indexer.workers import Outcome, Task

HELD = "held.sqlite"
_TABLE = """CREATE TABLE IF NOT EXISTS held (
    id TEXT, sha TEXT, file TEXT, parser TEXT, record TEXT NOT NULL, PRIMARY KEY (id, sha, file, parser)
)"""
_KEY = "id = ? AND sha = ? AND file = ? AND parser = ?"

log = logging.getLogger(__name__)


class Held:
    """The file in one data directory; for the holder of the re-index lock. Nothing here raises but ``MemoryError``."""

    def __init__(self, data_dir: Path, *, empty: bool = False) -> None:
        """With ``empty`` what is held is let go of: everything is to be read anew."""
        self.path = data_dir / HELD
        if empty:
            self.drop()

    def keep(self, store: Store, tasks: Iterable[Task], parser: str) -> None:
        """Hold the records of what was parsed this night, before the store lets go of them."""
        try:
            with contextlib.closing(sqlite3.connect(self.path)) as db, db:
                db.execute(_TABLE)
                db.execute(
                    "DELETE FROM held"
                )  # what this night had no use for, or took from here and still has
                for task in tasks:
                    record = store.record(task.id)
                    if record is not None:
                        row = (task.id, task.sha, task.file, parser, orjson.dumps(record).decode("utf-8"))
                        db.execute("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?)", row)
        except (OSError, sqlite3.Error) as error:
            log.warning("wat is gelezen kon niet worden vastgehouden: %s", error)
            self.drop()

    def take(self, tasks: Sequence[Task], parser: str) -> tuple[list[Task], list[Task]]:
        """The tasks whose records are held, and the others."""
        if not tasks or not self.path.is_file():
            return [], list(tasks)
        try:
            with contextlib.closing(sqlite3.connect(self.path)) as db:
                query = f"SELECT 1 FROM held WHERE {_KEY}"
                held = {task.id for task in tasks if db.execute(query, _key(task, parser)).fetchone()}
        except (OSError, sqlite3.Error) as error:
            log.warning("wat eerder is gelezen is niet meer te gebruiken: %s", error)
            self.drop()
            return [], list(tasks)
        return [t for t in tasks if t.id in held], [t for t in tasks if t.id not in held]

    def outcomes(self, tasks: Sequence[Task], parser: str) -> Iterator[Outcome]:
        """What became of tasks that :meth:`take` gave. Where the file breaks just now, they are tried in the next run."""
        if not tasks:
            return
        broken = False
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            for task in tasks:
                record, reason = None, None
                try:
                    query = f"SELECT record FROM held WHERE {_KEY}"
                    record = orjson.loads(db.execute(query, _key(task, parser)).fetchone()[0])
                except (OSError, sqlite3.Error, ValueError, TypeError) as error:
                    reason, broken = f"wat eerder is gelezen is niet meer te gebruiken: {error}", True
                yield Outcome(task, record, reason, final=not reason)
        if broken:
            self.drop()

    def drop(self) -> None:
        """Let go of everything: what is in use is in the store."""
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


def _key(task: Task, parser: str) -> tuple[str, str, str, str]:
    return task.id, task.sha, task.file, parser

"""Opening the store to look at it: nothing is written, and what is damage is told from what only stands in the way now."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from pathlib import Path
from typing import Final

from indexer.aside import count_aside
from indexer.reasons import of_database
from indexer.store import Store, StoreError
from indexer.store_tables import STORE_VERSION

JOURNALS: Final = ("-wal", "-journal", "-shm")
"""What SQLite keeps beside a store; records may stand in the first that stand nowhere else."""
UNWRITABLE: Final = (errno.EROFS, errno.EACCES, errno.EPERM)
"""How an ``OSError`` says that one may not write there."""
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_NO_UTF8: Final = "Could not decode to UTF-8"  # Python's own words: SQLite has no code for it


class StoreDamaged(StoreError):
    """What SQLite itself calls damaged, or a file in which nothing stands."""


class StoreOlder(StoreError):
    """A store of an earlier version of the program, which the next run makes one of this."""


def damaged(error: BaseException) -> bool:
    """Whether an error says that the store is damaged; a full disk, a lock or missing rights do not."""
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the rest is detail: sqlite.org/rescode.html
    return isinstance(error, StoreDamaged) or code in _DAMAGE or str(cause).startswith(_NO_UTF8)


def beside(path: Path) -> list[Path]:
    """What SQLite left beside a store, in the order in which it may be moved away."""
    return [there for end in JOURNALS if (there := path.with_name(path.name + end)).exists()]


def looked_at(path: Path) -> sqlite3.Connection:
    """A connection for one who holds no lock and writes nothing: not even beside the store, where no run has left its log there.
    What is read while a run changes the store may be nonsense. Raises :class:`StoreDamaged` or ``OSError``.
    """
    if path.stat().st_size == 0:  # SQLite would take it for a new store, and remove its log as one of another
        raise StoreDamaged("het bestand is leeg")
    wal = path.with_name(f"{path.name}-wal")
    way = "mode=ro" if wal.is_file() and wal.stat().st_size else "immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True)


def opened(path: Path, wait_seconds: float = 5) -> sqlite3.Connection:
    """A connection that only reads, also while a run goes on. Where nothing can be written none does, and what a reader keeps
    beside the store cannot be there. Raises :class:`StoreDamaged`, ``OSError`` or ``sqlite3.Error``.
    """
    looked = looked_at(path)
    if not os.access(path.parent, os.W_OK):
        return looked
    looked.close()
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=wait_seconds)


def count_set_aside(path: Path) -> int:
    """How many documents the last run could not read, and how much it set aside that was none, from the store at ``path``
    without opening it for a run; 0 when there is no store yet. Raises :class:`~indexer.store.StoreError`.
    """
    if not path.is_file():
        return 0
    try:
        with contextlib.closing(opened(path, wait_seconds=1)) as database:
            query = "SELECT count(*) FROM documents WHERE error IS NOT NULL AND removed IS NULL"
            return int(database.execute(query).fetchone()[0]) + count_aside(database)
    except (sqlite3.Error, StoreDamaged) as error:
        raise StoreError(f"{path} is niet te lezen: {of_database(error)}") from error


def check_store(database: sqlite3.Connection) -> int:
    """Have SQLite go through a store; return its version. Raises :class:`StoreDamaged` or ``sqlite3.Error``."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == 0:
        raise StoreDamaged("er staat geen enkele tabel in")
    (told,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if told != "ok":
        raise StoreDamaged(str(told))
    return int(version)


class StoreLookedAt(Store):
    """A store of this program's version, only to be read; see :func:`looked_at`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = looked_at(path)
        with contextlib.ExitStack() as opening:
            opening.callback(self._db.close)
            version = check_store(self._db)
            if version != STORE_VERSION:
                kind = StoreOlder if version < STORE_VERSION else StoreError
                raise kind(f"van versie {version}; dit programma kent versie {STORE_VERSION}")
            opening.pop_all()

"""What was parsed: every document by where it lies, what its bytes are and which parser read it.

One SQLite file, one transaction a run. The run's order is: build the generation from this store, check it,
commit the store, move the pointer. The store comes before the pointer because it hands out the ids, and an id
must be durable before anyone can see it. Killed before the commit, nothing has happened; killed between
commit and pointer, the store is one night ahead of what is served, which is harmless, since nobody reads it
but the next run: that finds nothing to parse, sees that the digest over the records differs from the one in
the served generation, and builds it again.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import itertools
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from indexer.reasons import of_database
from indexer.store_tables import STORE_VERSION, prepared, suffix_of

STORE = "store.sqlite"
"""The name of the store in a data directory."""
ID_LENGTH = 12  # 60 bits: a million documents hold two with one id about once in two million such collections
LONG_ID_LENGTH = 20
MOST_TRIES = 3

_AT_ONCE = 1 << 16
"""Bytes of a file that are read at a time."""


class StoreError(Exception):
    """The store cannot be used. The message says which file and why."""


def document_id(relative_path: str, *, length: int = ID_LENGTH) -> str:
    """A short id for a document: ``length`` characters of a-z and 2-7, the same on every machine, every
    night.

    It is derived from the path below the corpus folder, with ``/`` between its parts, in Unicode NFC, so that
    a changed text keeps its id and a file system that decomposes accents gives the same one.
    """
    key = unicodedata.normalize("NFC", relative_path).encode("utf-8", "surrogateescape")
    digest = hashlib.blake2b(key, digest_size=20, person=b"opdracht").digest()
    return base64.b32encode(digest).decode("ascii").lower()[:length]


def content_hash(path: Path) -> str:
    """blake2b (160 bits, hexadecimal) of the file's bytes. Raises ``OSError``."""
    digest = hashlib.blake2b(digest_size=20)
    # Most files are read at once: ``hashlib.file_digest`` sets a quarter of a megabyte apart for each.
    with path.open("rb", buffering=0) as stream:
        while piece := stream.read(_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from: the kind of its source, where to look, the address that the source tells, as which kind
    of file it is read, and since when the source has it (UTC).
    """

    kind: str
    place: str
    suffix: str
    url: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One document as the store knows it, without its record."""

    id: str
    corpus: str
    file: str
    sha: str
    parser_version: str | None
    error: str | None
    stale: bool
    has_record: bool
    suffix: str
    place: str
    missing: str | None
    kind: str
    url: str | None
    first_seen: str

    def tells(self, origin: Origin, now: str) -> bool:
        """Whether a document seen now, as ``origin`` tells, leaves this row as it is."""
        told = (origin.kind, origin.place, origin.suffix, origin.url)
        same = (self.kind, self.place, self.suffix, self.url) == told
        return same and self.missing is None and self.first_seen <= (origin.seen or now)


_ROW = (
    "id, corpus, file, sha, parser_version, error, stale, digest IS NOT NULL,"
    " suffix, place, missing, kind, url, first_seen"
)


def _row(values: Sequence[Any]) -> Row:
    id, corpus, file, sha, parser_version, error, stale, has_record, *origin = values
    return Row(id, corpus, file, sha, parser_version, error, bool(stale), bool(has_record), *origin)


def _written(record: dict[str, Any]) -> tuple[str, str]:
    """A record's digest, and its JSON as it is kept."""
    data = orjson.dumps(record)
    return hashlib.blake2b(data, digest_size=20).hexdigest(), data.decode("utf-8")


class Store:
    """The store of one data directory, open for one run; as a context manager it undoes what was not
    committed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            # In WAL mode only FULL syncs the log at each commit: sqlite.org/pragma.html#pragma_synchronous.
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("BEGIN IMMEDIATE")
            version = prepared(self._db)
        except sqlite3.Error as error:
            raise StoreError(f"{path} is niet te gebruiken: {of_database(error)}") from error
        if version != STORE_VERSION:
            self._db.close()
            raise StoreError(f"{path} is van versie {version}; dit programma kent versie {STORE_VERSION}")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Undo what was not committed. An error of the database, such as a full disk, becomes a :class:`StoreError`."""
        with contextlib.suppress(
            sqlite3.Error
        ):  # such as a rollback that finds no room either: it is done on opening
            self._db.close()
        if isinstance(error, sqlite3.Error):
            raise StoreError(f"{self.path} is niet te gebruiken: {of_database(error)}") from error

    @property
    def database(self) -> sqlite3.Connection:
        """For what keeps tables of its own in this transaction (:mod:`indexer.exchange.log`)."""
        return self._db

    def commit(self) -> None:
        """Make everything since the store was opened durable, at once. What follows is a new transaction."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")

    def rows(self) -> Iterator[Row]:
        """Every document present, in the order of corpus and file."""
        query = f"SELECT {_ROW} FROM documents WHERE removed IS NULL ORDER BY corpus, file"
        yield from map(_row, self._db.execute(query))

    def add(self, corpus: str, file: str, sha: str, now: str, origin: Origin | None = None) -> str:
        """Give a document that is new here (or back again) its id, with nothing parsed yet; return the id.

        Without ``origin`` it is a file in a folder.
        """
        origin = origin or Origin("folder", file, suffix_of(file))
        gone = "SELECT id FROM documents WHERE corpus = ? AND file = ? AND removed IS NOT NULL"
        if back := self._db.execute(gone, (corpus, file)).fetchone():
            query = "UPDATE documents SET removed = NULL, sha = ? WHERE id = ?"
            self._db.execute(query, (sha, back[0]))
            self.saw(back[0], now, origin)
            return str(back[0])
        id = next(i for i in _candidate_ids(corpus, file) if not self._knows(i))
        columns = "id, corpus, file, kind, place, url, suffix, sha, first_seen, stale"
        new = f"INSERT INTO documents ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
        first = min(now, origin.seen or now)
        values = (id, corpus, file, origin.kind, origin.place, origin.url, origin.suffix, sha, first)
        self._db.execute(new, values)
        self.saw_again([id], now)
        return id

    def _knows(self, id: str) -> bool:
        return self._db.execute("SELECT 1 FROM documents WHERE id = ?", (id,)).fetchone() is not None

    def move(self, row: Row, corpus: str, file: str, suffix: str | None = None) -> None:
        """The document now lies elsewhere and keeps its id; its record tells the new place.

        Whatever the store still knew of that place has gone and gives way. As a file of another kind
        (``suffix``, by default that of ``file``) the same bytes would be read otherwise: then the record is not settled.
        """
        place = (corpus, file, row.id)
        gone = "DELETE FROM documents WHERE corpus = ? AND file = ? AND id != ? RETURNING id"
        self._db.executemany("DELETE FROM seen WHERE id = ?", self._db.execute(gone, place).fetchall())
        self._db.execute("UPDATE documents SET corpus = ?, file = ? WHERE id = ?", place)
        record = self.record(row.id)
        if record is not None:
            query = "UPDATE documents SET digest = ?, record = ? WHERE id = ?"
            self._db.execute(query, (*_written({**record, "file": file}), row.id))
        if row.suffix != (suffix_of(file) if suffix is None else suffix):
            self._db.execute("UPDATE documents SET parser_version = NULL WHERE id = ?", (row.id,))

    def save(self, id: str, sha: str, parser_version: str, record: dict[str, Any]) -> str:
        """A document was read: its record, as ``to_stored(record)`` gives it. Returns the record's digest."""
        changes = "sha = ?, parser_version = ?, error = NULL, stale = 0, tries = 0, digest = ?, record = ?"
        digest, data = _written(record)
        self._db.execute(
            f"UPDATE documents SET {changes} WHERE id = ?", (sha, parser_version, digest, data, id)
        )
        return digest

    def fail(self, id: str, sha: str, parser_version: str | None, reason: str) -> None:
        """A document could not be read. Its last good record stays, marked stale.

        ``parser_version`` is ``None`` where another attempt on the same bytes may succeed (a worker that
        died, a disk that stumbled); it is then tried again in the next run.
        """
        changes = "sha = ?, parser_version = ?, error = ?, stale = digest IS NOT NULL"
        self._db.execute(f"UPDATE documents SET {changes} WHERE id = ?", (sha, parser_version, reason, id))

    def exhausted(self, id: str, sha: str) -> bool:
        """Note that reading these bytes took a worker along, by time, memory or a crash; tell whether that is often enough
        to let them be until they or the parser change. Each such document costs a night up to its whole bound on time.
        """
        query = "UPDATE documents SET tries = iif(sha = ?, tries, 0) + 1 WHERE id = ? RETURNING tries"
        (tries,) = self._db.execute(query, (sha, id)).fetchone()
        return bool(tries >= MOST_TRIES)

    def remove(self, id: str, now: str) -> None:
        """A document has gone from its source. Its id stays known; its record and text are not kept, nor an address."""
        self._db.execute(
            "UPDATE documents SET removed = ?, parser_version = NULL, error = NULL, stale = 0, digest = NULL,"
            " record = NULL, missing = NULL, url = NULL WHERE id = ?",
            (now, id),
        )

    def miss(self, id: str, now: str) -> None:
        """A document is not in its source. Its record is kept, with the moment when it was missed first; what was wrong
        with it is no longer told, and found out anew when it is back.
        """
        # The lesser of both: a clock that once ran ahead must not keep it for years.
        query = (
            "UPDATE documents SET missing = min(ifnull(missing, ?), ?),"
            " parser_version = iif(error IS NULL, parser_version, NULL), error = NULL WHERE id = ?"
        )
        self._db.execute(query, (now, now, id))

    def saw(self, id: str, now: str, origin: Origin | None = None) -> None:
        """The document was in its source at ``now``, as ``origin`` tells."""
        self.saw_again([id], now)
        if origin is None:
            self._db.execute("UPDATE documents SET missing = NULL WHERE id = ?", (id,))
            return
        query = (
            "UPDATE documents SET missing = NULL, kind = ?, place = ?, suffix = ?, url = ?,"
            " first_seen = min(first_seen, ?) WHERE id = ?"
        )
        values = (origin.kind, origin.place, origin.suffix, origin.url, origin.seen or now, id)
        self._db.execute(query, values)

    def saw_again(self, ids: Iterable[str], now: str) -> None:
        """The documents were in their sources at ``now``, and their rows tell so much of them already (:meth:`Row.tells`)."""
        self._db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", ((id, now) for id in ids))

    def parsed_as(self, sha: str, suffix: str, parser_version: str) -> dict[str, Any] | None:
        """The record of a document with the same bytes, kind of file and parser, if there is one."""
        query = (
            "SELECT record FROM documents WHERE sha = ? AND parser_version = ? AND stale = 0"
            " AND digest IS NOT NULL AND suffix = ? ORDER BY id LIMIT 1"
        )
        found = self._db.execute(query, (sha, parser_version, suffix.lower())).fetchone()
        return orjson.loads(found[0]) if found else None

    def record(self, id: str) -> dict[str, Any] | None:
        """The JSON of one record, with its text."""
        found = self._db.execute("SELECT record FROM documents WHERE id = ?", (id,)).fetchone()
        return orjson.loads(found[0]) if found and found[0] is not None else None

    def records(self) -> Iterator[dict[str, Any]]:
        """The JSON of every record, with its text, in the order of the ids; one at a time, however many."""
        query = "SELECT record FROM documents WHERE digest IS NOT NULL ORDER BY id"
        for (record,) in self._db.execute(query):
            yield orjson.loads(record)

    def ids(self) -> list[str]:
        """The ids of all records, in order."""
        return [
            id for (id,) in self._db.execute("SELECT id FROM documents WHERE digest IS NOT NULL ORDER BY id")
        ]

    def sample(self, limit: int) -> Iterator[dict[str, Any]]:
        """The JSON of some records, always the same of the same records, spread at random over all of them."""
        chosen = "SELECT id FROM documents WHERE digest IS NOT NULL ORDER BY digest LIMIT ?"
        for (record,) in self._db.execute(f"SELECT record FROM documents WHERE id IN ({chosen})", (limit,)):
            yield orjson.loads(record)

    def put_mark(self, id: str, digest: str, version: str, mark: bytes | None) -> None:
        """The mark, made by the rules of ``version``, of the record that has this digest; ``None``: it has none."""
        self._db.execute("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?)", (id, digest, version, mark))

    def marks(self, version: str, make: Callable[[dict[str, Any]], bytes | None]) -> Iterator[bytes]:
        """The mark of every record that has one, in the order of the ids; made where there is none of this version."""
        self._db.execute(
            "DELETE FROM marks WHERE id NOT IN (SELECT id FROM documents WHERE digest IS NOT NULL)"
        )
        join = "LEFT JOIN marks m ON m.id = d.id AND m.digest = d.digest AND m.version = ?"
        missing = f"SELECT d.id, d.digest FROM documents d {join} WHERE d.digest IS NOT NULL AND m.id IS NULL"
        for id, digest in self._db.execute(missing, (version,)).fetchall():
            record = self.record(id)
            assert record is not None  # it has a digest
            self.put_mark(id, digest, version, make(record))
        for (mark,) in self._db.execute("SELECT mark FROM marks WHERE mark IS NOT NULL ORDER BY id"):
            yield mark

    def content(self) -> tuple[int, str]:
        """The number of records, and a digest over all of them: equal for equal records, by any road."""
        total, digest = 0, hashlib.blake2b(digest_size=20)
        query = "SELECT id, digest FROM documents WHERE digest IS NOT NULL ORDER BY id"
        for id, record in self._db.execute(query):
            digest.update(f"{id} {record}\n".encode())
            total += 1
        return total, digest.hexdigest()


def _candidate_ids(corpus: str, file: str) -> Iterator[str]:
    """Ids to try in turn: of the path alone, of the path with its folder's name, then longer ones."""
    yield document_id(file)
    yield document_id(f"{corpus}/{file}")
    for number in itertools.count(2):
        yield document_id(f"{corpus}/{file}#{number}", length=LONG_ID_LENGTH)

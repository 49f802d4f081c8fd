"""The store without its records, as a file: what all parts start from, what each leaves, and what comes of these together.

It is an SQLite file with tables of the store as they are there. The records themselves are in the index of the generation,
and, as far as they are its own, in the store of the machine that reads a part.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.cluster.client import OpenSearch
from indexer.cluster.mapping import SURROUNDINGS
from indexer.store import Store, StoreError
from indexer.store_tables import STORE_VERSION

DOCUMENTS: Final = "documents"
SEEN: Final = "seen"
"""When each document was last there; its rows go with those of the documents."""
LOG_TABLES: Final = ("exchange_records", "exchange_events", "exchange_facts")
DERIVED_TABLES: Final = ("marks", "quality_facts", "prepared")
"""Made from the records alone; a part leaves them so that nobody need make them again."""
_RECORD: Final = "record"
_AT_ONCE: Final = 200

Stored = Callable[[Sequence[str]], dict[str, dict[str, Any]]]
"""Gives the JSON of records, with their texts, by id, of those that are there."""

log = logging.getLogger(__name__)


def part_of(id: str, parts: int) -> int:
    """Which of the parts, counted from 1, a document belongs to: the same on every machine, every night."""
    return 1 + zlib.crc32(id.encode()) % parts


class PartStore(Store):
    """A store in which the records of other parts are known and not held."""

    def parsed_as(self, sha: str, suffix: str, parser_version: str) -> dict[str, Any] | None:
        query = (
            "SELECT record FROM documents WHERE sha = ? AND parser_version = ? AND stale = 0"
            " AND record IS NOT NULL AND suffix = ? ORDER BY id LIMIT 1"
        )
        found = self.database.execute(query, (sha, parser_version, suffix.lower())).fetchone()
        return orjson.loads(found[0]) if found else None


class WholeStore(Store):
    """The store of a whole generation, whose records are fetched from its index when they are asked for."""

    stored: Stored

    def record(self, id: str) -> dict[str, Any] | None:
        known = super().record(id)
        if known is None:
            known = self.stored([id]).get(id)
            if known is not None:  # here it is looked for by what makes a record ready again
                data = orjson.dumps(known).decode("utf-8")
                self.database.execute("UPDATE documents SET record = ? WHERE id = ?", (data, id))
        return known

    def records(self) -> Iterator[dict[str, Any]]:
        for id in self.ids():
            record = self.record(id)
            if record is not None:
                yield record

    def sample(self, limit: int) -> Iterator[dict[str, Any]]:
        query = "SELECT id FROM documents WHERE digest IS NOT NULL ORDER BY digest LIMIT ?"
        for (id,) in self.database.execute(query, (limit,)).fetchall():
            record = self.record(id)
            if record is None:
                raise StoreError(f"document {id} staat niet in de nieuwe index")
            yield record


def stored_in(client: OpenSearch, index: str) -> Stored:
    """The records in an index as they were read, without what was told them of siblings. Also of one not yet visible."""

    def stored(ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        found = client.mget(index=index, body={"ids": list(ids)})["docs"]
        return {doc["_id"]: _as_read(doc["_source"]) for doc in found if doc.get("found")}

    return stored


def _as_read(source: dict[str, str]) -> dict[str, Any]:
    read = {**orjson.loads(source["card"]), "primary": True, "siblings": [], "text": source["text"]}
    around = orjson.loads(source.get(SURROUNDINGS, "[]"))
    return {**read, SURROUNDINGS: around} if around else read


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A file of tables, made when absent; nobody else has it, and it is made anew after a crash."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("BEGIN")
        yield database
        database.execute("COMMIT")


def copied(
    source: sqlite3.Connection, target: sqlite3.Connection, tables: Iterable[str], where: str = ""
) -> None:
    """Add the rows of tables to those of another file, where the tables are made when absent; of documents all but the
    record. ``where`` narrows them all.
    """
    for table in tables:
        definition = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
        made = source.execute(definition, (table,)).fetchone()
        if made is None:
            continue
        if target.execute(definition, (table,)).fetchone() is None:
            target.execute(made[0])
        columns = columns_of(source, table)
        names, holes = ", ".join(columns), ", ".join("?" * len(columns))
        rows = source.execute(f"SELECT {names} FROM {table} {where}")
        target.executemany(f"INSERT INTO {table} ({names}) VALUES ({holes})", rows)


def columns_of(database: sqlite3.Connection, table: str) -> list[str]:
    """The columns that are carried over."""
    named = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    return [name for name in named if (table, name) != (DOCUMENTS, _RECORD)]


def written(store: Store, path: Path) -> None:
    """Write the ledger of a whole store."""
    path.unlink(missing_ok=True)
    with opened(path) as ledger:
        ledger.execute(f"PRAGMA user_version = {STORE_VERSION}")
        copied(store.database, ledger, (DOCUMENTS, SEEN, *LOG_TABLES))


def checked(ledger: sqlite3.Connection) -> None:
    """Raises :class:`StoreError` where a ledger is one of another version of this program."""
    (version,) = ledger.execute("PRAGMA user_version").fetchone()
    if version != STORE_VERSION:
        raise StoreError(
            f"de lijst in het cluster is van versie {version}; dit programma kent {STORE_VERSION}"
        )


def taken_up(store: PartStore, ledger: Path, mine: Callable[[str], bool], stored: Stored | None) -> None:
    """Make the rows of a store those of the ledger, and see that the records that are ``mine`` are there: those that the
    store holds already, else ``stored`` gives them. One that cannot be had any more is read anew.
    """
    with opened(ledger) as source:
        checked(source)
        copied_as(source, store.database, "ledger")
        store.database.execute(f"DELETE FROM {SEEN}")
        copied(source, store.database, (SEEN,))
    _become_ledger(store.database)
    lacking = "SELECT id FROM documents WHERE digest IS NOT NULL AND record IS NULL ORDER BY id"
    ids = [id for (id,) in store.database.execute(lacking) if mine(id)]
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        found = stored(some) if stored is not None else {}
        for id in some:
            _put_back(store.database, id, found.get(id))


def digest_of(record: dict[str, Any]) -> str:
    """The digest by which the store knows a record."""
    return hashlib.blake2b(orjson.dumps(record), digest_size=20).hexdigest()


def copied_as(source: sqlite3.Connection, target: sqlite3.Connection, name: str) -> None:
    """The rows of the documents as a temporary table of that name."""
    target.execute(f"DROP TABLE IF EXISTS temp.{name}")
    columns = columns_of(source, DOCUMENTS)
    target.execute(f"CREATE TEMP TABLE {name} (id TEXT PRIMARY KEY, {', '.join(columns[1:])})")
    holes = ", ".join("?" * len(columns))
    rows = source.execute(f"SELECT {', '.join(columns)} FROM documents")
    target.executemany(f"INSERT INTO temp.{name} VALUES ({holes})", rows)


def _become_ledger(database: sqlite3.Connection) -> None:
    """Rows that are as they were are not written: with them their records would be."""
    columns = columns_of(database, DOCUMENTS)
    names = ", ".join(columns)
    # While rows change their places one after the other, two may stand at one.
    database.execute("DROP INDEX documents_place")
    database.execute("DELETE FROM documents WHERE id NOT IN (SELECT id FROM temp.ledger)")
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    kept = "record = iif(documents.digest IS excluded.digest, documents.record, NULL)"
    database.execute(
        f"INSERT INTO documents ({names}) SELECT {names} FROM (SELECT {names} FROM temp.ledger"
        f" EXCEPT SELECT {names} FROM documents) WHERE true ON CONFLICT (id) DO UPDATE SET {kept}, {changes}"
    )
    database.execute("CREATE UNIQUE INDEX documents_place ON documents (corpus, file)")
    database.execute("DROP TABLE temp.ledger")


def _put_back(database: sqlite3.Connection, id: str, record: dict[str, Any] | None) -> None:
    # An index that was never switched to is not there, and an earlier one holds what was read earlier.
    if record is not None:
        row = (orjson.dumps(record).decode("utf-8"), id, digest_of(record))
        put = "UPDATE documents SET record = ? WHERE id = ? AND digest = ?"
        if database.execute(put, row).rowcount:
            return
    log.warning("document %s is nergens meer zoals het gelezen was, en wordt opnieuw gelezen", id)
    database.execute("UPDATE documents SET digest = NULL, parser_version = NULL WHERE id = ?", (id,))


def only(store: Store, mine: Callable[[str], bool]) -> None:
    """Let go of the rows of the other parts."""
    store.database.create_function("mine", 1, mine, deterministic=True)
    for table in (DOCUMENTS, SEEN):
        store.database.execute(f"DELETE FROM {table} WHERE NOT mine(id)")

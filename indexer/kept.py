"""Records made ready for the index (:mod:`indexer.index.prepared`), kept from one night to the next in a table of the store.

It holds nothing that cannot be made again from the records: a row counts only while it was made of the record as it is now,
with the siblings it has now, by the rules of now.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import orjson

from indexer.index.prepared import Prepared, from_bytes, prepare, prepared_version, to_bytes, words_of
from indexer.index.tally import MOST_WORDS, Tally
from indexer.record import from_json, to_plain
from indexer.zstandard import zstd

if TYPE_CHECKING:
    from indexer.twins import Relation

_TABLE: Final = """CREATE TABLE IF NOT EXISTS prepared (
    id TEXT PRIMARY KEY,
    made_of TEXT NOT NULL,         -- version of the rules, digest of the record, digest of its siblings
    data BLOB NOT NULL
)"""
_TALLY: Final = """CREATE TABLE IF NOT EXISTS prepared_tally (
    version TEXT PRIMARY KEY,      -- of the rules
    words BLOB NOT NULL            -- JSON: in how many rows each word stands
)"""
# Whoever changes a row, the tally no longer holds; it is written again behind all else that a run does.
_TRIGGERS: Final = tuple(
    f"CREATE TRIGGER IF NOT EXISTS prepared_{change} AFTER {change} ON prepared BEGIN DELETE FROM prepared_tally; END"
    for change in ("INSERT", "UPDATE", "DELETE")
)
_AT_ONCE: Final = 500
_MOST_CHANGES: Final = 5_000

log = logging.getLogger(__name__)


class Kept:
    """The table, in the store's one transaction, and beside it the tally of the words of all its rows."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """``database`` is the store's."""
        self._db = database
        self._version = prepared_version()
        for statement in (_TABLE, _TALLY, *_TRIGGERS):
            database.execute(statement)
        self._tally = self._read_tally()
        self._relations: Mapping[str, Relation] = {}
        self._changes = 0

    def _read_tally(self) -> Tally | None:
        found = self._db.execute(
            "SELECT words FROM prepared_tally WHERE version = ?", (self._version,)
        ).fetchone()
        try:
            return Tally(orjson.loads(zstd.decompress(found[0]))) if found else None
        except (ValueError, zstd.ZstdError) as error:
            log.warning("de telling van de woorden is beschadigd en wordt opnieuw gemaakt: %s", error)
            return None

    def put(self, id: str, digest: str, data: bytes) -> None:
        """Keep ``data``, made of the record that has this digest, as one without siblings."""
        self._put(id, self._made_of(digest, None), data)

    def _put(self, id: str, made_of: str, data: bytes) -> None:
        old = "SELECT data FROM prepared WHERE id = ?"
        self._retally(self._db.execute(old, (id,)) if self._tally else (), [data])
        self._db.execute("INSERT OR REPLACE INTO prepared VALUES (?, ?, ?)", (id, made_of, data))

    def _retally(self, gone: Iterable[tuple[bytes]], new: Sequence[bytes]) -> None:
        """Bring the tally in line with rows that go and come; where that cannot be done it is made anew in the end."""
        if self._tally is None:
            return
        self._changes += 1
        try:
            for (data,) in gone:
                self._tally.take(words_of(data))
            for data in new:
                self._tally.add(words_of(data))
        except (ValueError, zstd.ZstdError):
            self._tally = None
        if self._changes > _MOST_CHANGES:
            self._tally = None  # reading the rows once is less work than reading those that go one by one

    def _made_of(self, digest: str, relation: Relation | None) -> str:
        if relation is None:
            return f"{self._version} {digest}"
        told = orjson.dumps([relation.primary, to_plain(relation.siblings)])
        return f"{self._version} {digest} {blake2b(told, digest_size=16).hexdigest()}"

    def all(self, relations: Mapping[str, Relation], *, words: bool = False) -> Iterator[Prepared]:
        """Every record of the store by ascending id, made ready with its relation; anew where that was not done before. They
        come without their ``words`` unless these are asked for: see :meth:`tally`.
        """
        self._relations = relations
        gone = "FROM prepared WHERE id NOT IN (SELECT id FROM documents WHERE digest IS NOT NULL)"
        self._retally(self._db.execute(f"SELECT data {gone}") if self._tally else (), ())
        self._db.execute(f"DELETE {gone}")
        query = (
            "SELECT d.id, d.digest, p.made_of, p.data FROM documents d LEFT JOIN prepared p ON p.id = d.id"
            " WHERE d.digest IS NOT NULL AND d.id > ? ORDER BY d.id LIMIT ?"
        )
        last = ""
        while rows := self._db.execute(query, (last, _AT_ONCE)).fetchall():
            for id, digest, made_of, data in rows:
                relation = relations.get(id)
                wanted = self._made_of(digest, relation)
                record = self._read(id, data, words) if made_of == wanted else None
                if record is None:
                    record = self._anew(id, wanted, relation)
                yield record if words else record._replace(words="")
            last = rows[-1][0]

    def _read(self, id: str, data: bytes, words: bool) -> Prepared | None:
        try:
            return from_bytes(data, words=words)
        except (ValueError, zstd.ZstdError) as error:
            log.warning(
                "wat van document %s bewaard was is beschadigd en wordt opnieuw gemaakt: %s", id, error
            )
            return None

    def _anew(self, id: str, made_of: str, relation: Relation | None) -> Prepared:
        (plain,) = self._db.execute("SELECT record FROM documents WHERE id = ?", (id,)).fetchone()
        record = from_json(orjson.loads(plain))
        if relation is not None:
            record = replace(record, primary=relation.primary, siblings=relation.siblings)
        made = prepare(record)
        self._put(id, made_of, to_bytes(made))
        return made

    def tally(self) -> Tally:
        """That of the words of all records, once :meth:`all` has given the last of them."""
        if self._tally is None or len(self._tally.counts) > MOST_WORDS:
            self._tally = self._counted()
        return self._tally

    def _counted(self) -> Tally:
        counted, last = Tally(), ""
        query = "SELECT id, made_of, data FROM prepared WHERE id > ? ORDER BY id LIMIT ?"
        while rows := self._db.execute(query, (last, _AT_ONCE)).fetchall():
            for id, made_of, data in rows:
                try:
                    counted.add(words_of(data))
                except (ValueError, zstd.ZstdError) as error:
                    log.warning("de woorden van document %s zijn beschadigd: %s", id, error)
                    counted.add(self._anew(id, made_of, self._relations.get(id)).words)
            last = rows[-1][0]
        return counted

    def settle(self) -> None:
        """Keep the tally for the next night, if there is one that can be added to: one of the most frequent words cannot."""
        if self._tally is not None and self._tally.exact and len(self._tally.counts) <= MOST_WORDS:
            words = zstd.compress(orjson.dumps(self._tally.counts), 1)
            self._db.execute("INSERT OR REPLACE INTO prepared_tally VALUES (?, ?)", (self._version, words))

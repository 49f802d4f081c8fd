"""Records made ready for the index (:mod:`indexer.index.prepared`), kept from one night to the next in a table of the store.

It holds nothing that cannot be made again from the records: a row counts only while it was made of the record as it is now,
with the siblings it has now, by the rules of now.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import orjson

from indexer.index.prepared import Prepared, from_bytes, prepare, prepared_version, to_bytes
from indexer.record import from_json, to_plain
from indexer.zstandard import zstd

if TYPE_CHECKING:
    from indexer.twins import Relation

_TABLE: Final = """CREATE TABLE IF NOT EXISTS prepared (
    id TEXT PRIMARY KEY,
    made_of TEXT NOT NULL,         -- version of the rules, digest of the record, digest of its siblings
    data BLOB NOT NULL
)"""
_AT_ONCE: Final = 500

log = logging.getLogger(__name__)


class Kept:
    """The table, in the store's one transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """``database`` is the store's."""
        self._db = database
        self._version = prepared_version()
        database.execute(_TABLE)

    def put(self, id: str, digest: str, data: bytes) -> None:
        """Keep ``data``, made of the record that has this digest, as one without siblings."""
        self._put(id, self._made_of(digest, None), data)

    def _put(self, id: str, made_of: str, data: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO prepared VALUES (?, ?, ?)", (id, made_of, data))

    def _made_of(self, digest: str, relation: Relation | None) -> str:
        if relation is None:
            return f"{self._version} {digest}"
        told = orjson.dumps([relation.primary, to_plain(relation.siblings)])
        return f"{self._version} {digest} {blake2b(told, digest_size=16).hexdigest()}"

    def all(self, relations: Mapping[str, Relation]) -> Iterator[Prepared]:
        """Every record of the store by ascending id, made ready with its relation; anew where that was not done before."""
        self._db.execute(
            "DELETE FROM prepared WHERE id NOT IN (SELECT id FROM documents WHERE digest IS NOT NULL)"
        )
        query = (
            "SELECT d.id, d.digest, p.made_of, p.data FROM documents d LEFT JOIN prepared p ON p.id = d.id"
            " WHERE d.digest IS NOT NULL AND d.id > ? ORDER BY d.id LIMIT ?"
        )
        last = ""
        while rows := self._db.execute(query, (last, _AT_ONCE)).fetchall():
            for id, digest, made_of, data in rows:
                relation = relations.get(id)
                wanted = self._made_of(digest, relation)
                kept = self._read(id, data) if made_of == wanted else None
                yield kept or self._anew(id, wanted, relation)
            last = rows[-1][0]

    def _read(self, id: str, data: bytes) -> Prepared | None:
        try:
            return from_bytes(data)
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

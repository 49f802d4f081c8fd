"""What a record states and what is odd in it, noted once for each record in a table beside the records, so that a night
reads only the records that are new to it.

The table holds nothing that cannot be made again from the records.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any, Final, NamedTuple

import orjson

from indexer.record import Record, json_name

KIND: Final = "assignment"
"""Coverage and oddities are those of assignments: an article states no rate, and should not."""

FIELDS: Final = tuple(
    json_name(field.name)
    for field in fields(Record)
    if field.name not in {"id", "file", "kind", "evidence", "primary", "siblings", "text", "surroundings"}
)
"""The fields whose coverage is followed, by JSON name; a field that is added to the record is followed by itself."""

LOWEST_RATE: Final = 20
HIGHEST_RATE: Final = 400
MOST_HOURS: Final = 60
FAR_DAYS: Final = 730
"""A closing date further away than this is a year that was read wrongly."""

ODDITIES: Final = ("rate", "hours", "endBeforeStart", "farDeadline", "noPlace", "sameTitle", "commonTitle")
"""Of these the first five are seen in one record; ``sameTitle`` and ``commonTitle`` in what others state."""

_TABLE: Final = """CREATE TABLE IF NOT EXISTS quality_facts (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,          -- of the record that the facts were taken from
    version TEXT NOT NULL,
    kind TEXT NOT NULL,
    stated INTEGER NOT NULL,       -- a bit for each of FIELDS
    odd INTEGER NOT NULL,          -- a bit for each of ODDITIES
    deadline TEXT,
    title TEXT,                    -- a digest of the title, of assignments alone
    same TEXT,                     -- a digest of title, organisation and places
    characters INTEGER NOT NULL,
    competencies INTEGER NOT NULL
)"""
_INDEXES: Final = (
    "CREATE INDEX IF NOT EXISTS quality_facts_title ON quality_facts (title, id) WHERE title IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS quality_facts_same ON quality_facts (same, id) WHERE same IS NOT NULL",
)
_AT_ONCE: Final = 500


class Facts(NamedTuple):
    """A row of the table but for its first three columns."""

    kind: str
    stated: int
    odd: int
    deadline: str | None
    title: str | None
    same: str | None
    characters: int
    competencies: int


@cache
def facts_version() -> str:
    """A digest of the rules, so that facts taken by others are taken anew."""
    digest = blake2b(" ".join(FIELDS).encode(), digest_size=8)
    digest.update(files("indexer.quality").joinpath("facts.py").read_bytes())
    return digest.hexdigest()


def bits(names: tuple[str, ...], number: int) -> Iterator[str]:
    """The names whose bit is set."""
    return (name for at, name in enumerate(names) if number >> at & 1)


def facts_of(record: Mapping[str, Any]) -> Facts:
    """The facts of a record, from its JSON with its text."""
    assignment = record["kind"] == KIND
    title = " ".join((record["title"] or "").casefold().split()) if assignment else ""
    places = sorted(place["name"] for place in record["places"])
    return Facts(
        record["kind"],
        _number(FIELDS, {name for name in FIELDS if _stated(record.get(name))}),
        _number(ODDITIES, set(_oddities(record)) if assignment else set()),
        record["deadline"],
        _digest(title) if title else None,
        _digest(title, record["organisation"], places) if title else None,
        len(record["text"]),
        len(record["competencies"]),
    )


def _stated(value: Any) -> bool:
    """Whether a field says anything; of a range one of its ends must be there, what was worked out does not count."""
    if isinstance(value, dict):
        return any(value[end] is not None for end in ("min", "max"))
    return value is not None and value is not False and value not in ("", [])


def _oddities(record: Mapping[str, Any]) -> Iterator[str]:
    rates = [record["rate"][end] for end in ("min", "max") if record["rate"][end] is not None]
    if any(not LOWEST_RATE <= rate <= HIGHEST_RATE for rate in rates):
        yield "rate"
    if any((record["hours"][end] or 0) > MOST_HOURS for end in ("min", "max")):
        yield "hours"
    start, end = record["startDate"], record["endDate"]
    if start and end and end < start:
        yield "endBeforeStart"
    if not record["places"] and record["remote"] != "remote":
        yield "noPlace"


def _number(names: tuple[str, ...], present: set[str]) -> int:
    return sum(1 << at for at, name in enumerate(names) if name in present)


def _digest(*parts: Any) -> str:
    return blake2b(orjson.dumps(parts), digest_size=10).hexdigest()


class FactsTable:
    """The table, in the store's one transaction. It reads ``documents`` for ``id``, ``digest`` and ``record``."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """``database`` is the store's."""
        self._db = database
        for statement in (_TABLE, *_INDEXES):
            database.execute(statement)

    def refresh(self) -> None:
        """Take the facts of every record that is new or changed, and let go of those of records that have gone."""
        self._db.execute(
            "DELETE FROM quality_facts WHERE id NOT IN (SELECT id FROM documents WHERE digest IS NOT NULL)"
        )
        missing = (
            "SELECT d.id, d.digest, d.record FROM documents d LEFT JOIN quality_facts f"
            " ON f.id = d.id AND f.digest = d.digest AND f.version = ?"
            " WHERE d.digest IS NOT NULL AND f.id IS NULL AND d.id > ? ORDER BY d.id LIMIT ?"
        )
        version, last = facts_version(), ""
        new = "INSERT OR REPLACE INTO quality_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        while rows := self._db.execute(missing, (version, last, _AT_ONCE)).fetchall():
            taken = ((id, digest, version, *facts_of(orjson.loads(record))) for id, digest, record in rows)
            self._db.executemany(new, taken)
            last = rows[-1][0]

    def patterns(self) -> Iterator[tuple[str, int, int, int, int, int]]:
        """Kind, stated and odd bits, and how many records share these, with their characters and competencies."""
        query = (
            "SELECT kind, stated, odd, count(*), sum(characters), sum(competencies) FROM quality_facts"
            " GROUP BY kind, stated, odd"
        )
        yield from self._db.execute(query)

    def odd(self, name: str) -> Iterator[str]:
        """The ids of the records with an oddity that is seen in one record, in order."""
        query = "SELECT id FROM quality_facts WHERE odd & ? ORDER BY id"
        return self._ids(query, (1 << ODDITIES.index(name),))

    def far(self, today: dt.date) -> Iterator[str]:
        """The ids of the assignments that close years from now."""
        until = (today + dt.timedelta(days=FAR_DAYS)).isoformat()
        return self._ids(
            "SELECT id FROM quality_facts WHERE kind = ? AND deadline > ? ORDER BY id", (KIND, until)
        )

    def alike(self, column: str) -> Iterator[tuple[str, str]]:
        """(digest, id) of the assignments that share ``title`` or ``same`` with others."""
        query = (
            f"SELECT {column}, id FROM quality_facts WHERE {column} IN (SELECT {column} FROM quality_facts"
            f" WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1) ORDER BY {column}, id"
        )
        yield from self._db.execute(query)

    def alone(self, limit: int) -> Iterator[str]:
        """The ids of some assignments whose title no other has, the same ones every time, spread at random."""
        query = (
            "SELECT id FROM quality_facts WHERE title IS NOT NULL AND title NOT IN"
            " (SELECT title FROM quality_facts WHERE title IS NOT NULL GROUP BY title HAVING count(*) > 1)"
            " ORDER BY digest LIMIT ?"
        )
        return self._ids(query, (limit,))

    def _ids(self, query: str, values: tuple[Any, ...]) -> Iterator[str]:
        return (id for (id,) in self._db.execute(query, values))

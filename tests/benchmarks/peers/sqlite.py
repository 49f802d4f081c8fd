"""SQLite's FTS5, in this process. A contentless index, facts in tables of their own; what is found goes once into a temporary
table, and the page, the total and the facets are read from that.
"""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.peers.protocol import LIMIT, RANGES, Answer, Document, Facets, Question

_SINGLE = ("education", "remote")
_SEVERAL = ("province", "region", "competency", "contract_form", "hours", "rate")
_AT_ONCE = 1_000
_TABLES = """
CREATE VIRTUAL TABLE words USING fts5(head, body, content='', tokenize='unicode61 remove_diacritics 2', prefix='4 5 6');
CREATE TABLE documents (id INTEGER PRIMARY KEY, shown INTEGER, published INTEGER, education TEXT, remote TEXT,
    hours_low REAL, hours_high REAL, rate_low REAL, rate_high REAL, duration_low REAL, duration_high REAL);
"""
_FAST = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA mmap_size = 2147418112; PRAGMA cache_size = -524288;
PRAGMA temp_store = MEMORY;
"""


class Sqlite:
    """See :class:`tests.benchmarks.peers.protocol.Peer`."""

    name = "SQLite FTS5"
    cannot = (
        "No Dutch: no stem, no compounds; words meet as they are written. Joint facets take a query each."
    )

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sqlite.db"
        self._db = sqlite3.connect(self._file, isolation_level=None, cached_statements=1_000)
        self._db.executescript(_FAST)

    @staticmethod
    def available() -> str | None:
        options = [row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")]
        return None if "ENABLE_FTS5" in options else "Python's SQLite lacks FTS5"

    def version(self) -> str:
        return sqlite3.sqlite_version

    def build(self, documents: Iterable[Document]) -> None:
        self._db.executescript(_TABLES)
        for name in _SEVERAL:
            self._db.execute(
                f"CREATE TABLE {name} (id INTEGER, value TEXT, PRIMARY KEY (id, value)) WITHOUT ROWID"
            )
        self._db.execute("BEGIN")
        rest = iter(documents)
        while some := list(itertools.islice(rest, _AT_ONCE)):
            self._add(some)
        self._db.execute("COMMIT")
        for name in _SEVERAL:
            self._db.execute(f"CREATE INDEX {name}_by_value ON {name} (value, id)")
        self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._db.execute("ANALYZE")
        self._db.execute("CREATE TEMP TABLE hits (id INTEGER PRIMARY KEY, score REAL, education TEXT)")

    def _add(self, some: list[Document]) -> None:
        self._db.executemany(
            "INSERT INTO words (rowid, head, body) VALUES (?, ?, ?)",
            ((one.number, one.head, one.body) for one in some),
        )
        self._db.executemany(f"INSERT INTO documents VALUES ({', '.join('?' * 11)})", map(_row, some))
        for name in _SEVERAL:
            pairs = ((one.number, value) for one in some for value in one.values[name])
            self._db.executemany(f"INSERT INTO {name} VALUES (?, ?)", pairs)

    def search(self, asked: Question) -> Answer:
        started = time.perf_counter()
        together, own = asked.counted()
        self._find(asked)
        order = "score DESC" if asked.published else "score"
        page = self._db.execute(f"SELECT id FROM hits ORDER BY {order}, id LIMIT {LIMIT}").fetchall()
        (total,) = self._db.execute("SELECT count(*) FROM hits").fetchone()
        facets = {name: self._count(name) for name in together}
        for name in own:
            self._find(asked.without(name))
            facets[name] = self._count(name)
        return Answer(total, tuple(id for (id,) in page), _plain(facets), time.perf_counter() - started)

    def _find(self, asked: Question) -> None:
        """Everything that is found, and its score (bm25: the lower the better) or day, into ``hits``."""
        self._db.execute("DELETE FROM hits")
        clauses, values = _conditions(asked)
        source = "documents d"
        score = "d.published" if asked.published or not asked.words else "bm25(words, 3.0, 1.0)"
        if asked.words:
            source = "words CROSS JOIN documents d ON d.id = words.rowid"
            clauses.insert(0, "words MATCH ?")
            match = " ".join(f'"{word}"' for word in asked.words) + ("*" if asked.prefix else "")
            values.insert(0, match)
        self._db.execute(
            f"INSERT INTO hits SELECT d.id, {score}, d.education FROM {source} WHERE {' AND '.join(clauses)}",
            values,
        )

    def _count(self, name: str) -> dict[str, int]:
        if name in _SINGLE:
            return dict(self._db.execute(f"SELECT {name}, count(*) FROM hits GROUP BY {name}"))
        return dict(
            self._db.execute(f"SELECT value, count(*) FROM hits CROSS JOIN {name} USING (id) GROUP BY value")
        )

    def size_bytes(self) -> int:
        return self._file.stat().st_size

    def close(self) -> None:
        self._db.close()


def _row(one: Document) -> list[Any]:
    single = [next(iter(one.values[name]), None) for name in _SINGLE]
    spans = [figure for name in RANGES for figure in one.spans.get(name, (None, None))]
    return [one.number, one.shown, one.published, *single, *spans]


def _conditions(asked: Question) -> tuple[list[str], list[Any]]:
    clauses, values = ["d.shown"], []
    for name, wanted in asked.chosen.items():
        marks = ", ".join("?" * len(wanted))
        values += wanted
        if name in _SINGLE:
            clauses.append(f"d.{name} IN ({marks})")
        elif asked.words:  # few are left: each is looked up
            clauses.append(f"EXISTS (SELECT 1 FROM {name} f WHERE f.id = d.id AND f.value IN ({marks}))")
        else:
            clauses.append(f"d.id IN (SELECT id FROM {name} WHERE value IN ({marks}))")
    for name, (low, high) in asked.ranges.items():
        clauses.append(f"(d.{name}_low IS NULL OR (d.{name}_high >= ? AND d.{name}_low <= ?))")
        values += (low, high)
    return clauses, values


def _plain(facets: Facets) -> Facets:
    def stated(counts: dict[str, int]) -> Iterator[tuple[str, int]]:
        return ((value, count) for value, count in counts.items() if value is not None)

    return {name: dict(stated(counts)) for name, counts in facets.items()}

"""PostgreSQL's full text search with its Dutch configuration: a cluster made for the run, on the loopback address, its own user's.

A search is one statement: what is found once, then the page, the total and each facet from that. Its time is that of the client,
for the server is no library; it holds one round trip over the loopback address.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, LiteralString, cast

from tests.benchmarks.peers.protocol import LIMIT, RANGES, Answer, Document, Question

_SINGLE = ("education", "remote")
_SEVERAL = ("province", "region", "competency", "contract_form", "hours", "rate")
_COLUMNS = (
    "id, shown, published, education, remote, province, region, competency, contract_form, hours, rate, hours_low, "
    "hours_high, rate_low, rate_high, duration_low, duration_high"
)
_TABLE = """
CREATE UNLOGGED TABLE coming (id int, shown boolean, published int, education text, remote text, province text[],
    region text[], competency text[], contract_form text[], hours text[], rate text[], hours_low float8, hours_high float8,
    rate_low float8, rate_high float8, duration_low float8, duration_high float8, head text, body text);
"""
_TAKEN_UP = f"""
CREATE UNLOGGED TABLE documents AS SELECT {_COLUMNS},
    setweight(to_tsvector('dutch', head), 'A') || to_tsvector('dutch', body) AS words FROM coming;
DROP TABLE coming;
ALTER TABLE documents ADD PRIMARY KEY (id);
CREATE INDEX ON documents USING gin (words) WITH (fastupdate = off);
CREATE INDEX ON documents (published);
"""
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "128MB",
    "maintenance_work_mem": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "off",
    "autovacuum": "off",
}
_USER = "postgres"


def _program(name: str) -> Path | None:
    """A program of the newest server that is installed; Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1]
    where = shutil.which(name)
    return Path(where) if where else None


class Postgres:
    """See :class:`tests.benchmarks.peers.protocol.Peer`."""

    name = "PostgreSQL"
    cannot = "No compounds: jeugd does not find jeugdzorg. Rank without the rarity of words (ts_rank). Joint facets are counted anew."

    def __init__(self, folder: Path) -> None:
        # Not in the folder of the run: that may lie where the server's own user cannot come.
        self._home = Path(tempfile.mkdtemp(prefix="benchmark-postgres-"))
        self._as_user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self._home, _USER, _USER)
            self._as_user = ["runuser", "-u", _USER, "--"]
        self._cluster = self._home / "cluster"
        self._connection: Any = None
        self._running = False

    @staticmethod
    def available() -> str | None:
        if _program("initdb") is None:
            return "no PostgreSQL server; install Debian's postgresql"
        if importlib.util.find_spec("psycopg") is None:
            return "no psycopg; install the extra bench (make bench-tools)"
        if os.geteuid() == 0:
            with contextlib.suppress(KeyError):
                return None if pwd.getpwnam(_USER) and shutil.which("runuser") else "no runuser"
            return f"the server does not run as root, and there is no user {_USER}"
        return None

    def version(self) -> str:
        told = subprocess.run(
            [str(_program("postgres")), "--version"], capture_output=True, text=True, check=True
        )
        return told.stdout.split()[2]

    def _start(self) -> None:
        import psycopg

        self._run(
            "initdb",
            "--auth=trust",
            f"--username={_USER}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = " ".join(f"-c {name}='{value}'" for name, value in {**_SETTINGS, "port": port}.items())
        self._run(
            "pg_ctl", "start", "--wait", "--silent", f"--log={self._home / 'log'}", f"--options={options}"
        )
        self._running = True
        self._connection = psycopg.connect(
            f"host=127.0.0.1 port={port} user={_USER} dbname=postgres", autocommit=True
        )

    def _run(self, name: str, *options: str) -> None:
        """Raises ``RuntimeError`` with what the program said where it fails."""
        command = [*self._as_user, str(_program(name)), f"--pgdata={self._cluster}", *options]
        # Not a pipe: the server would hold it open.
        with tempfile.TemporaryFile() as said:
            if subprocess.run(command, stdout=said, stderr=said, cwd="/").returncode:
                said.seek(0)
                raise RuntimeError(f"{name} failed: {said.read().decode(errors='replace')}")

    def build(self, documents: Iterable[Document]) -> None:
        self._start()
        with self._connection.cursor() as cursor:
            cursor.execute(_TABLE)
            with cursor.copy("COPY coming FROM STDIN") as copy:
                for one in documents:
                    copy.write_row(_row(one))
            for statement in filter(str.strip, _TAKEN_UP.split(";")):
                cursor.execute(statement)
            cursor.execute("VACUUM ANALYZE documents")

    def search(self, asked: Question) -> Answer:
        statement, values = _statement(asked)
        started = time.perf_counter()
        rows = self._connection.execute(cast(LiteralString, statement), values).fetchall()
        seconds = time.perf_counter() - started
        total, first, facets = 0, "", {name: {} for name in asked.facets}  # type: dict[str, dict[str, int]]
        for what, value, count in rows:
            if what == "total":
                total, first = count, value or ""
            elif value is not None:
                facets[what][value] = count
        return Answer(total, tuple(map(int, filter(None, first.split(",")))), facets, seconds)

    def size_bytes(self) -> int:
        """Of the table with its indexes; the cluster holds more."""
        (size,) = self._connection.execute("SELECT pg_total_relation_size('documents')").fetchone()
        return int(size)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._running:
            self._run("pg_ctl", "stop", "--mode=immediate", "--silent")
        shutil.rmtree(self._home, ignore_errors=True)


def _row(one: Document) -> list[Any]:
    single = [next(iter(one.values[name]), None) for name in _SINGLE]
    several = [list(one.values[name]) for name in _SEVERAL]
    spans = [figure for name in RANGES for figure in one.spans.get(name, (None, None))]
    return [one.number, one.shown, one.published, *single, *several, *spans, one.head, one.body]


def _statement(asked: Question) -> tuple[str, list[Any]]:
    together, own = asked.counted()
    found, values = _found(asked)
    parts = [f"hits AS MATERIALIZED ({found})"]
    page = f"SELECT id, score FROM hits ORDER BY score DESC, id LIMIT {LIMIT}"
    answers = [
        f"SELECT 'total', (SELECT string_agg(id::text, ',' ORDER BY score DESC, id) FROM ({page}) p), count(*) FROM hits",
        *(_counting(name, "hits") for name in together),
    ]
    for name in own:
        found, more = _found(asked.without(name), ranked=False)
        parts.append(f"under_{name} AS MATERIALIZED ({found})")
        answers.append(_counting(name, f"under_{name}"))
        values += more
    return f"WITH {', '.join(parts)} {' UNION ALL '.join(answers)}", values


def _counting(name: str, source: str) -> str:
    if name in _SINGLE:
        return f"SELECT '{name}', {name}, count(*) FROM {source} GROUP BY 2"
    return f"SELECT '{name}', v, count(*) FROM {source}, unnest({name}) v GROUP BY 2"


def _found(asked: Question, *, ranked: bool = True) -> tuple[str, list[Any]]:
    clauses, values = ["shown"], []
    columns = list(asked.facets)
    source = "documents"
    if asked.words:
        reads = "to_tsquery" if asked.prefix else "plainto_tsquery"
        source = f"documents, {reads}('dutch', %s) q"
        values.append(" ".join(asked.words) + (":*" if asked.prefix else ""))
        clauses.append("words @@ q")
    for name, wanted in asked.chosen.items():
        clauses.append(f"{name} = ANY(%s)" if name in _SINGLE else f"{name} && %s")
        values.append(list(wanted))
    for name, (low, high) in asked.ranges.items():
        clauses.append(f"({name}_low IS NULL OR ({name}_high >= %s AND {name}_low <= %s))")
        values += (low, high)
    if ranked:
        score = "published" if asked.published or not asked.words else "ts_rank(words, q)"
        columns += ["id", f"{score} AS score"]
    return f"SELECT {', '.join(columns)} FROM {source} WHERE {' AND '.join(clauses)}", values

"""A night run with small stand-ins for parser and writer, in a module of its own so that workers can import
them.

What a stand-in does is written in the document: a first word in capitals makes the parser fail in the way it
names. As a program (``python -m tests.indexer.night CORPUS DATA [STAGE]``) it runs once, and kills itself at
STAGE.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson

from indexer.index.generations import Generations
from indexer.index.prepared import Prepared
from indexer.readers.source import ReadError
from indexer.record import Record
from indexer.reindex import Tools, Versions, reindex
from indexer.report import Report
from indexer.store import Store
from indexer.workers import Bounds

RECORDS = "records.ndjson"


def parse(path: Path, file: str, id: str) -> Record:
    text = path.read_text(encoding="utf-8-sig")
    match text.partition(" ")[0]:
        case "UNREADABLE":
            raise ReadError("er staat geen tekst in")
        case "BUG":
            raise KeyError("hours")
        case "CRASH":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "HANG":
            path.with_suffix(".pid").write_text(str(os.getpid()))
            time.sleep(600)
        case "MEMORY":
            bytearray(64 * 1024**3)
    return Record(id=id, file=file, kind="assignment", title=text.splitlines()[0], text=text)


def prepare() -> None:
    """Nothing to load."""


def write(directory: Path, records: Iterable[Prepared], expected: int, today: dt.date) -> int:
    lines = [orjson.dumps(orjson.loads(record.card) | {"text": record.text.decode()}) for record in records]
    (directory / RECORDS).write_bytes(b"\n".join(lines))
    return len(lines)


def check(directory: Path, ids: Sequence[str], sample: Iterable[Record]) -> None:
    assert [record["id"] for record in read(directory)] == list(ids)
    assert {record.id for record in sample} <= set(ids)


def read(directory: Path) -> list[dict[str, object]]:
    """The records in a generation that :func:`write` wrote."""
    return [orjson.loads(line) for line in (directory / RECORDS).read_bytes().splitlines()]


def tools(
    *, parser: str = "p1", schema: str = "s1", bounds: Bounds | None = None, grace_nights: int = 0
) -> Tools:
    def versions() -> Versions:
        return Versions(schema, "a1", parser, None)

    return Tools(
        frozenset({".txt", ".md"}),
        versions,
        parse,
        prepare,
        write,
        check,
        bounds=bounds or Bounds(20.0),
        grace_nights=grace_nights,
    )


def served(data: Path) -> dict[str, dict[str, object]]:
    """What is served: each record of the current generation by its file."""
    current = Generations(data).current()
    assert current is not None
    return {str(record["file"]): record for record in read(current)}


def run(corpus: Path, data: Path, *, full: bool = False, using: Tools | None = None, jobs: int = 1) -> Report:
    return reindex([corpus], data, jobs=jobs, full=full, tools=using or tools())


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _main(corpus: str, data: str, stage: str = "") -> None:
    def progress(name: str, done: int, total: int) -> None:
        if name == stage and (done or name in ("check", "publish")):
            _die()

    if stage == "committing":
        Store.commit = _die  # type: ignore[method-assign]
    if stage == "committed":
        Generations.publish = _die  # type: ignore[method-assign, assignment]
    if stage == "renamed":
        Generations.point_at = _die  # type: ignore[method-assign]
    if stage == "published":
        Generations.prune = _die  # type: ignore[method-assign, assignment]
    reindex([Path(corpus)], Path(data), jobs=1, progress=progress, tools=tools())


if __name__ == "__main__":
    _main(*sys.argv[1:])

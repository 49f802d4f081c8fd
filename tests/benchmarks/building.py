"""Builds a whole index of made-up records: ``python -m tests.benchmarks.building COUNT FOLDER`` prints one line of JSON.

The records are made first and laid aside in pieces, which no clock sees. Then, against the clock, processes make them ready as
those of a night's run do (analysis above all) while this one writes the index and the log of changes, switches to it and
has it on the disk. Parsing is no part of it. Memory is that of all processes together, shared pages counted once.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import itertools
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from app.search.answering import today_in_the_netherlands
from indexer import fork_server
from indexer.exchange.log import ChangeLog
from indexer.index.generations import Generations, Sentinel, write_sentinel
from indexer.index.prepared import Prepared, from_bytes, prepare, to_bytes
from indexer.index.schema import SCHEMA_VERSION
from indexer.index.writer import write_prepared
from indexer.language.analyser import ANALYSER_VERSION
from indexer.record import Record, from_json, to_json
from indexer.zstandard import zstd
from tests.benchmarks.records import records

PIECE = 500
"""Records laid aside in one file, and made ready at a time."""
JOBS = 2
_AHEAD = 4 * JOBS
_LOOK_SECONDS = 0.25
ROOT = Path(__file__).parents[2]


def piece_files(folder: Path, count: int) -> list[Path]:
    """The files that hold the first ``count`` records."""
    return [folder / "records" / f"{first // PIECE:06d}.zst" for first in range(0, count, PIECE)]


def lay_aside(folder: Path, count: int, told: Callable[[str], None] = lambda line: None) -> None:
    """Make the records that are not there yet."""
    missing = [
        (path, number * PIECE, min(PIECE, count - number * PIECE))
        for number, path in enumerate(piece_files(folder, count))
        if not path.is_file() or count - number * PIECE < PIECE
    ]
    (folder / "records").mkdir(parents=True, exist_ok=True)
    for number, _ in enumerate(in_order(_lay_piece, missing), 1):
        if number % 20 == 0:
            told(f"records made: {number * PIECE:,} of {len(missing) * PIECE:,}")


def _lay_piece(piece: tuple[Path, int, int]) -> None:
    path, first, count = piece
    lines = [orjson.dumps(to_json(one, with_text=True)) for one in records(count, first)]
    partial = path.with_suffix(".partial")
    partial.write_bytes(zstd.compress(b"\n".join(lines), 1))
    partial.replace(path)


def laid_aside(folder: Path, count: int) -> Iterator[Record]:
    """The records by ascending id, one piece in memory."""
    for path in piece_files(folder, count):
        yield from _read_piece(path)


def _read_piece(path: Path) -> Iterator[Record]:
    for line in zstd.decompress(path.read_bytes()).split(b"\n"):
        yield from_json(orjson.loads(line))


def in_order(work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
    """What ``work`` gives for each task, in their order, by :data:`JOBS` processes that are at most a few tasks ahead."""
    waiting: deque[Future[Any]] = deque()
    rest = iter(tasks)
    with ProcessPoolExecutor(JOBS, mp_context=fork_server.context("indexer.warmed")) as pool:
        for task in itertools.islice(rest, _AHEAD):
            waiting.append(pool.submit(work, task))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(work, task) for task in itertools.islice(rest, 1))
            yield done


def _made_ready(path: Path) -> list[bytes]:
    """The records of a piece as a night's run keeps them."""
    return [to_bytes(prepare(one)) for one in _read_piece(path)]


def _words_in(path: Path) -> int:
    return sum(len(one.text.split()) for one in _read_piece(path))


def build(folder: Path, count: int) -> dict[str, Any]:
    """Write a generation of the records that were laid aside, and switch to it. Returns what it took, and how many words the
    texts have, which are counted when the clock has stopped.
    """
    gc.set_threshold(100_000, 50, 100)  # as a night does
    started = time.perf_counter()
    made = in_order(_made_ready, piece_files(folder, count))
    data = folder / "data"
    written = publish(data, map(from_bytes, itertools.chain.from_iterable(made)), count)
    seconds = time.perf_counter() - started
    words = sum(in_order(_words_in, piece_files(folder, count)))
    current = Generations(data).current()
    if written != count or current is None:
        raise RuntimeError(f"{written} records were written, not {count}")
    size = {path.name: folder_bytes(path) for path in current.iterdir()}
    return {"documents": count, "seconds": seconds, "words": words, "bytes": size}


def publish(data: Path, made: Iterable[Prepared], expected: int) -> int:
    """Write records by ascending id as a new current generation under ``data``, with its log; how many there are."""
    data.mkdir(parents=True, exist_ok=True)
    generations = Generations(data)
    building = generations.new()
    with closing(sqlite3.connect("")) as database:
        database.execute("CREATE TABLE documents (id TEXT, digest TEXT)")
        log = ChangeLog(database, dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC))

        def seen() -> Iterator[Prepared]:
            for one in made:
                database.execute("INSERT INTO documents VALUES (?, '')", (one.id,))
                log.see(one.told)
                yield one

        count = write_prepared(building, seen(), expected, today_in_the_netherlands())
        log.settle()
        log.write(building)
    sentinel = Sentinel(
        SCHEMA_VERSION, ANALYSER_VERSION, "made up", None, count, "made up", "2026-03-10T03:00:00Z"
    )
    write_sentinel(building, sentinel)
    generations.publish(building)
    return count


def folder_bytes(path: Path) -> int:
    """The size of a file, or of all files below a folder."""
    return (
        sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        if path.is_dir()
        else path.stat().st_size
    )


def measured(command: Sequence[str]) -> tuple[str, int]:
    """What a command prints, and the most memory in bytes that it and the processes it started held at one moment."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment())
    most, done = 0, threading.Event()

    def look() -> None:
        nonlocal most
        while not done.wait(_LOOK_SECONDS):
            most = max(most, memory_bytes(process.pid))

    looking = threading.Thread(target=look)
    looking.start()
    output, _ = process.communicate()
    done.set()
    looking.join()
    if process.returncode:
        raise RuntimeError(f"{command} ended with status {process.returncode}")
    return output, most


def environment() -> dict[str, str]:
    """The environment for a measured process: modules are compiled once, and settings are those of the program."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("OPDRACHTEN_")}
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    return own


def memory_bytes(process: int) -> int:
    """What a process and those below it hold in memory, shared pages divided among who shares them."""
    held = 0
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        held = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        held += sum(memory_bytes(int(child)) for child in children)
    return held


def main() -> None:
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps(build(folder, count)))


if __name__ == "__main__":
    main()

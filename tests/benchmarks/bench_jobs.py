"""Parsing in two or more processes through the workers that ``opdrachten reindex --jobs`` uses, against as many that share nothing.

What N cores do together depends on the machine, and on what else runs on it. So three things are timed in turns: one process
that parses its share of the documents by itself, N of them at once, and N workers that get their documents from a run and
hand back the records. ``machine`` is what N processes that share nothing do of N times the work of one, ``workers`` is what
the workers do of the work of those N: 1.0 means that handing tasks out and records back costs nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from indexer.document import parse_file, prepare
from indexer.readers import SUFFIXES
from indexer.store import content_hash
from indexer.workers import Bounds, Task, parse_all, work_on

CORPUS = Path(__file__).parents[2] / "corpus"
COPIES = 4
ROUNDS = 3
# The first outcomes are not counted: until then not all workers are ready, and caches fill.
SETTLED = 60


def _tasks(folder: Path) -> list[Task]:
    """The corpus some times over, each copy a file of its own, so that the work takes seconds; the whole corpus each time."""
    tasks = []
    files = sorted(f for f in CORPUS.rglob("*") if f.suffix in SUFFIXES and f.parent != CORPUS)
    for copy in range(COPIES):
        for file in files:
            path = folder / f"{copy}-{file.parent.name}-{file.name}"
            shutil.copyfile(file, path)
            tasks.append(Task(path.name, path, path.name, content_hash(path)))
    return tasks


def _by_itself(tasks: Sequence[Task], settled: int, ready: Barrier, times: Any) -> None:
    prepare()
    for task in tasks[:settled]:
        work_on(parse_file, task)
    ready.wait()
    begun = time.monotonic()
    for task in tasks[settled:]:
        work_on(parse_file, task)
    times.put(time.monotonic() - begun)


def _apart(tasks: list[Task], jobs: int) -> float:
    """Documents a second of ``jobs`` processes that each parse a share of the documents, none knowing of another."""
    context = multiprocessing.get_context("forkserver")
    ready, times = context.Barrier(jobs), context.SimpleQueue()
    shares = [tasks[number::jobs] for number in range(jobs)]
    processes = [
        context.Process(target=_by_itself, args=(share, SETTLED // jobs, ready, times)) for share in shares
    ]
    for process in processes:
        process.start()
    slowest = max(times.get() for _ in processes)
    for process in processes:
        process.join()
    return (len(tasks) - SETTLED) / slowest


def _with_workers(tasks: list[Task], jobs: int) -> float:
    """Documents a second through the workers. Raises ``RuntimeError`` when a document fails."""
    begun = 0.0
    for number, outcome in enumerate(parse_all(tasks, parse_file, prepare, jobs=jobs, bounds=Bounds()), 1):
        if outcome.record is None:
            raise RuntimeError(f"{outcome.task.file}: {outcome.reason}")
        if number == SETTLED:
            begun = time.monotonic()
    return (len(tasks) - SETTLED) / (time.monotonic() - begun)


def main() -> None:
    most = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        tasks = _tasks(Path(name))
        print(f"{len(tasks)} documents, load {os.getloadavg()[0]:.1f} on {most} cores")
        for jobs in sorted({2, most}):
            rounds = [
                (_apart(tasks, 1), _apart(tasks, jobs), _with_workers(tasks, jobs)) for _ in range(ROUNDS)
            ]
            # The most of several rounds for each: what it does when nothing else disturbs it.
            one, apart, workers = (max(speeds) for speeds in zip(*rounds, strict=True))
            print(f"1 process by itself:        {one:5.0f} documents a second")
            print(
                f"{jobs} that share nothing:       {apart:5.0f} documents a second, machine {apart / one / jobs:.2f}"
            )
            print(
                f"{jobs} workers of a run:         {workers:5.0f} documents a second, workers {workers / apart:.2f}"
            )
            print(f"efficiency of {jobs} workers:     {workers / one / jobs:.2f}")


if __name__ == "__main__":
    main()

"""Parsing in two or more processes against one, through the workers that ``opdrachten reindex --jobs`` uses.

The efficiency is the time of one process over N times that of N, from the first record to the last, so that getting ready
(once a run) is left out; 1.0 means that N processes do N times as much.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from indexer.document import parse_file, prepare
from indexer.readers import SUFFIXES
from indexer.store import content_hash
from indexer.workers import Bounds, Task, parse_all

CORPUS = Path(__file__).parents[2] / "corpus"
COPIES = 5
ROUNDS = 2


def _tasks(folder: Path) -> list[Task]:
    """The corpus some times over, each copy a file of its own, so that the work takes seconds."""
    tasks = []
    for file in sorted(f for f in CORPUS.rglob("*") if f.suffix in SUFFIXES and f.parent != CORPUS):
        for copy in range(COPIES):
            path = folder / f"{copy}-{file.parent.name}-{file.name}"
            shutil.copyfile(file, path)
            tasks.append(Task(path.name, path, path.name, content_hash(path)))
    return tasks


def _seconds(tasks: list[Task], jobs: int) -> float:
    """From the first outcome to the last. Raises ``RuntimeError`` when a document fails."""
    begun = None
    for outcome in parse_all(tasks, parse_file, prepare, jobs=jobs, bounds=Bounds()):
        if outcome.record is None:
            raise RuntimeError(f"{outcome.task.file}: {outcome.reason}")
        begun = begun or time.monotonic()
    return time.monotonic() - (begun or 0.0)


def main() -> None:
    most = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        tasks = _tasks(Path(name))
        print(f"{len(tasks)} documents, load {os.getloadavg()[0]:.1f} on {most} cores")
        alone = min(_seconds(tasks, 1) for _ in range(ROUNDS))
        print(f"1 process:   {len(tasks) / alone:6.0f} documents a second")
        for jobs in sorted({2, most}):
            together = min(_seconds(tasks, jobs) for _ in range(ROUNDS))
            print(
                f"{jobs} processes: {len(tasks) / together:6.0f} documents a second, efficiency {alone / together / jobs:.2f}"
            )


if __name__ == "__main__":
    main()

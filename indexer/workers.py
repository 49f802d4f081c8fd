"""Parsing in processes of their own, so that a document that crashes, hangs or eats memory takes only itself
along.

The processes come from a fork server (:mod:`indexer.fork_server`). A worker ends by itself when the run that it works for
has been killed.
"""

from __future__ import annotations

import contextlib
import importlib
import math
import multiprocessing
import os
import resource
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import orjson

from indexer import fork_server
from indexer.index.prepared import prepare as prepare_record
from indexer.index.prepared import to_bytes
from indexer.readers.source import ReadError
from indexer.reasons import in_dutch, of_system
from indexer.record import Record, to_stored
from indexer.sources.found import Found
from indexer.sources.opening import Altered, readable
from indexer.twins import made_mark

_WARMED = "indexer.warmed"
Work = Callable[[Path, str, str], Record]
START_SECONDS = 120.0
AHEAD = (
    2  # tasks that a worker holds: the next is there already while the run handles the outcome of the last
)
TASKS_A_WORKER = 16  # a worker takes a second or two to get ready: for fewer documents another one costs more


class WorkerError(Exception):
    """Workers do not come up at all; the fault is not in a document."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one document may take: seconds of time, bytes of address space of the worker that parses it."""

    seconds: float = 30.0
    memory_bytes: int = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Task:
    """One document to parse. ``sha`` is the hash that its bytes had when it was found; without ``document``, which tells
    how, ``path`` is a file of its own kind.
    """

    id: str
    path: Path
    file: str
    sha: str
    document: Found | None = None

    @property
    def found(self) -> Found:
        """Where it was found."""
        suffix = self.path.suffix.lower()
        return self.document or Found("", self.file, self.path, self.sha, suffix, "folder", self.file)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: the record's JSON with its text, or the reason why there is none.

    ``final``: the same bytes would fail in the same way again. ``prepared``: the record made ready for the index, as it is
    kept, and ``mark``: what its twins are found by (none for what is no assignment); making both takes half as long as
    parsing, and needs the same word lists, and so is done here. ``costly``: it took the worker along.
    """

    task: Task
    record: dict[str, Any] | None
    reason: str | None = None
    final: bool = True
    prepared: bytes | None = None
    costly: bool = False
    mark: bytes | None = None


def parse_all(
    tasks: Sequence[Task],
    work: Work,
    prepare: Callable[[], None],
    *,
    jobs: int,
    bounds: Bounds,
    spool: Path | None = None,
) -> Generator[Outcome, None, None]:
    """Do ``work`` on every task in at most ``jobs`` processes; outcomes come in the order in which they are
    ready.

    ``work`` and ``prepare`` are importable by name. ``spool`` is a folder for copies of what is no file of its own kind;
    files alone need none. Raises :class:`WorkerError`.
    """
    context = fork_server.context(work.__module__, _WARMED)
    waiting = deque(tasks)

    def hire() -> _Worker:
        return _Worker(context, work, prepare, bounds, spool)

    workers = [hire() for _ in range(min(jobs, math.ceil(len(tasks) / TASKS_A_WORKER)))]
    try:
        while workers:
            until = min(worker.deadline for worker in workers)
            ready = wait([w.connection for w in workers], timeout=max(0.0, until - time.monotonic()))
            for worker in list(workers):
                if worker.connection not in ready and time.monotonic() < worker.deadline:
                    continue
                outcome = worker.receive() if worker.connection in ready else worker.overdue()
                if not worker.usable:
                    waiting.extendleft(reversed(worker.let_go()))
                while waiting and worker.usable and len(worker.tasks) < AHEAD:
                    worker.give(waiting.popleft())
                if outcome:
                    yield outcome
                if worker.tasks:
                    continue
                workers.remove(worker)
                worker.stop()
                if len(waiting) > len(workers):
                    workers.append(hire())
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    """A worker process as the run sees it: starting until its first message, then busy with the first of its tasks.
    The time that a task may take counts from when the one before it was done.
    """

    def __init__(
        self, context: Any, work: Work, prepare: Callable[[], None], bounds: Bounds, spool: Path | None
    ) -> None:
        self.bounds = bounds
        self.tasks: deque[Task] = deque()
        self.usable = True
        self.deadline = time.monotonic() + START_SECONDS
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, work, prepare, bounds.memory_bytes, spool), daemon=True
        )
        try:
            self.process.start()
        except (OSError, EOFError) as error:
            raise WorkerError(f"een werkproces start niet: {error}") from error
        theirs.close()

    def give(self, task: Task) -> None:
        if not self.tasks:
            self.deadline = time.monotonic() + self.bounds.seconds
        self.tasks.append(task)
        with contextlib.suppress(ConnectionError):  # it died just now; receive() will find that out
            self.connection.send(task)

    def let_go(self) -> list[Task]:
        """The tasks that it has not begun, for another worker."""
        tasks = list(self.tasks)
        self.tasks.clear()
        return tasks

    def receive(self) -> Outcome | None:
        """The outcome of the task at hand; ``None`` for the message that the worker is ready."""
        try:
            made, reason, final, self.usable = self.connection.recv()
        except (EOFError, ConnectionError):
            return self._ended()
        if not self.tasks:
            return None
        self.deadline = time.monotonic() + self.bounds.seconds
        if made is None:
            return Outcome(self.tasks.popleft(), None, reason, final)
        data, prepared, mark = made
        return Outcome(self.tasks.popleft(), orjson.loads(data), prepared=prepared, mark=mark)

    def _ended(self) -> Outcome:
        self.usable = False
        self.process.join(5)
        code = self.process.exitcode
        how = f"door signaal {-code}" if code is not None and code < 0 else f"met status {code}"
        how += ", meestal door te weinig geheugen" if code == -signal.SIGABRT else ""
        if not self.tasks:
            raise WorkerError(f"een werkproces eindigde {how} voordat het klaar was om te beginnen")
        reason = f"het lezen ervan brak het werkproces af ({how})"
        return Outcome(self.tasks.popleft(), None, reason, final=False, costly=True)

    def overdue(self) -> Outcome:
        self.usable = False
        if not self.tasks:
            raise WorkerError(f"een werkproces was na {START_SECONDS:g} seconden niet klaar om te beginnen")
        reason = f"het lezen duurde langer dan {self.bounds.seconds:g} seconden"
        return Outcome(self.tasks.popleft(), None, reason, final=False, costly=True)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _serve(
    connection: Connection, work: Work, prepare: Callable[[], None], memory_bytes: int, spool: Path | None
) -> None:
    """The worker's life: get ready, then a task in, an answer out, until the run hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which then stops its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _, most = resource.getrlimit(resource.RLIMIT_AS)  # who started the run may have set a lower bound
    memory_bytes = memory_bytes if most == resource.RLIM_INFINITY else min(memory_bytes, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    prepare()
    importlib.import_module(_WARMED)
    connection.send((None, None, True, True))
    while True:
        try:
            task: Task = connection.recv()
        except EOFError:
            return
        connection.send(_attempt(work, task, spool))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(1)


def _attempt(
    work: Work, task: Task, spool: Path | None = None
) -> tuple[tuple[bytes, bytes, bytes | None] | None, str | None, bool, bool]:
    """((record, made ready, mark), reason, final, usable): whatever goes wrong in a document is told as its reason, and
    stays with it.
    """
    try:
        with readable(task.found, spool) as path:
            record = work(path, task.file, task.id)
            if task.found.url is not None:
                record = replace(record, source_url=task.found.url)
            told = to_stored(record)
            made = orjson.dumps(told), to_bytes(prepare_record(record)), made_mark(told)
        return made, None, True, True
    except Altered:
        return None, "veranderde terwijl het gelezen werd", False, True
    except MemoryError as error:
        return None, reason_of(error), False, False
    except Exception as error:
        return None, in_dutch(reason_of(error)), isinstance(error, ReadError), True


def reason_of(error: Exception) -> str:
    """Why a document could not be read, on one line; for a fault in the program with the place where it
    happened.

    Only what a reader says of the bytes (``ReadError``) is sure to be the same tomorrow.
    """
    match error:
        case ReadError():
            return str(error)
        case MemoryError():
            return "het lezen vroeg te veel geheugen"
        case OSError():
            return f"niet te lezen: {of_system(error) or error.strerror or error}"
    at = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(at.filename).name}:{at.lineno}"
    return f"fout bij het ontleden: {type(error).__name__}: {error} ({where})"

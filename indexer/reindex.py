"""The nightly command: look what changed, parse that, build a new generation of the index, check it, hold it against the one
in use, switch to it.

Until the last step nothing that is served has changed; see :mod:`indexer.store` for the order of the two
commits. Where the new generation is much worse the switch is stopped: then the store is as it was, in step with what is
served, and the next run is judged against that again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from filelock import FileLock, Timeout

from indexer.changes import Changes, compare
from indexer.exchange.journal import JOURNAL
from indexer.exchange.log import ChangeLog
from indexer.index.generations import (
    GenerationError,
    Generations,
    Sentinel,
    Taken,
    read_sentinel,
    sync_file,
    sync_files,
    take_sums,
    write_sentinel,
)
from indexer.index.prepared import Prepared
from indexer.index.served import Here, Served
from indexer.index.tally import Tallied
from indexer.kept import Kept
from indexer.quality.held import Held
from indexer.quality.judging import Gate, Judgement, read_quality
from indexer.quality.measures import Measures, kind_of_file, of_sources
from indexer.quality.nights import Nights
from indexer.reasons import no_folder
from indexer.record import AMSTERDAM, from_json, moment
from indexer.report import GateStopped, Report
from indexer.scan import Found, SetAside, labelled, scan
from indexer.sources.opening import SPOOL
from indexer.store import STORE, Store
from indexer.tools import Tools, Versions, real_tools
from indexer.twins import Relation, keep_mark
from indexer.workers import Task, parse_all

# Called with the stage, how much of it is done and how much there is; 0 in all when that is not known.
Progress = Callable[[str, int, int], None]
CHECKED_RECORDS = 50
Stage = Literal["scan", "parse", "write", "check", "publish"]
STAGES: Sequence[Stage] = get_args(Stage)


class Busy(Exception):
    """Another run holds the data directory."""


class NoRecordsError(Exception):
    """Not one document could be read: no index is made of nothing."""


def reindex(
    corpora: Sequence[Path],
    data_dir: Path,
    *,
    jobs: int,
    full: bool = False,
    force: bool = False,
    progress: Progress = lambda stage, done, total: None,
    tools: Tools | None = None,
) -> Report:
    """Bring the index in ``data_dir`` up to date with the documents in the folders, with ``jobs`` worker
    processes.

    ``full`` parses every document and builds a generation, also where nothing changed; ``force`` switches also where the
    gate would stop it. Raises ``CorpusError``, ``EmptyCorpusError``, :class:`NoRecordsError`, :class:`Busy`,
    :class:`GateStopped`, ``StoreError``, ``WorkerError``, ``CheckFailed``, ``GenerationError`` or ``OSError``, in all cases
    with the generation in use untouched. Every run but one that was busy leaves its report (:mod:`indexer.quality.nights`).
    """
    if not data_dir.is_dir():
        labelled(corpora)  # a folder that is missing is told before anything is made
    tools = tools or real_tools()
    report = Report()
    started = tools.clock()
    now = moment(started)
    nights = Nights(data_dir, tools.keep_reports)
    with (
        exclusive(data_dir),
        nights.kept(started, report.ended),
        Store(data_dir / STORE) as store,
    ):
        generations = Generations(data_dir)
        generations.sweep()
        tools.served.begin(generations)
        shutil.rmtree(data_dir / SPOOL, ignore_errors=True)

        with stage_of("scan", report):
            found, aside = seen_in(corpora, data_dir, tools, progress)
        with stage_of("parse", report):
            versions = tools.versions()
            changes = compare(
                store, found, aside, parser=versions.parser, now=now, full=full, grace_nights=tools.grace_nights
            )  # fmt: skip
            report.take_up(found, aside, changes)
            held = Held(data_dir, empty=full)
            read = parse_pending(store, changes, versions.parser, held, tools, jobs, report, progress)

        sentinel = wanted_sentinel(store, versions, now)
        report.records = sentinel.records
        current = generations.current()
        sources = sources_of(found, aside, report.aside_kinds, store)
        gate = Gate(current, tools.gate, tools.canaries, tools.ask, force=force)
        if current is not None and not full and holds_all(current, sentinel) and tools.served.holds(current):
            _obey(gate.unchanged(sources), report, held, store, read, versions.parser)
            store.commit()
            held.drop()
            report.generation, report.outcome = current.name, "unchanged"
            return report

        building = generations.new()
        try:
            with stage_of("write", report):
                hidden = write_generation(building, store, sentinel.records, tools, progress)
            with stage_of("check", report):
                progress("check", 0, 0)
                judgement, taken = judged(building, store, tools, gate, sources, hidden, started.date())
                _obey(judgement, report, held, store, read, versions.parser)
            with stage_of("publish", report):
                progress("publish", 0, 0)
                report.generation = _publish(building, taken, sentinel, store, generations, tools.served)
                report.built, report.outcome = True, "switched"
                held.drop()
        finally:
            shutil.rmtree(building, ignore_errors=True)  # once published it no longer bears this name
        tools.served.remove(generations.prune(tools.keep_generations))
    return report


def seen_in(
    corpora: Sequence[Path], data_dir: Path, tools: Tools, progress: Progress
) -> tuple[Sequence[Found], Sequence[SetAside]]:
    def seen(count: int) -> None:
        progress("scan", count, 0)

    return scan(corpora, tools.suffixes, largest=tools.limits.file_bytes, seen=seen, data_dir=data_dir)


def _publish(
    building: Path, taken: Taken, sentinel: Sentinel, store: Store, generations: Generations, served: Served
) -> str:
    """The switch; returns the name of the generation that answers from now on."""
    write_sentinel(building, sentinel)
    served.prepare(building)
    store.commit()
    published = generations.publish(building, taken)
    served.switch(published)
    return published.name


@contextlib.contextmanager
def exclusive(data_dir: Path) -> Iterator[None]:
    """Hold the data directory (made when absent) for one run; raises :class:`Busy` when another has it.

    The lock is the kernel's: it ends with its process, however that ends.
    """
    if not data_dir.is_dir():
        if data_dir.exists():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(data_dir))
        data_dir.mkdir(parents=True, exist_ok=True)
        sync_file(data_dir.resolve().parent)
    lock = FileLock(data_dir / "reindex.lock", blocking=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(f"er is al iets bezig met {data_dir}") from None
    try:
        yield
    finally:
        lock.release()


def rollback(data_dir: Path, served: Served | None = None) -> Path:
    """Go back one generation and return it. Raises :class:`Busy`, ``GenerationError`` or what ``served`` raises."""
    if not data_dir.is_dir():
        raise GenerationError(no_folder(data_dir))
    with exclusive(data_dir):
        earlier = Generations(data_dir).rollback()
        (served or Here()).switch(earlier)  # where this fails, the next run does it
        return earlier


@contextlib.contextmanager
def stage_of(name: Stage, report: Report) -> Iterator[None]:
    started = time.monotonic()
    try:
        yield
    finally:
        report.seconds[name] = time.monotonic() - started


def parse_pending(
    store: Store,
    changes: Changes,
    parser: str,
    held: Held,
    tools: Tools,
    jobs: int,
    report: Report,
    progress: Progress,
) -> list[Task]:
    """Parse what is pending, for each document and its twins; a failure is noted and the rest goes on. Returns what was
    read, now or in a night that was stopped.
    """
    groups = {group.task.id: group for group in changes.pending}
    read: list[Task] = []
    ready, tasks = held.take([group.task for group in changes.pending], parser)
    progress("parse", 0, len(groups))
    kept = Kept(store.database)
    spool = store.path.parent / SPOOL
    with (
        beside(tools.get_ready if groups else lambda: None),
        contextlib.closing(
            parse_all(tasks, tools.parse, tools.prepare, jobs=jobs, bounds=tools.bounds, spool=spool)
        ) as parsed,
    ):
        for number, outcome in enumerate(itertools.chain(held.outcomes(ready, parser), parsed), 1):
            task = outcome.task
            twins = groups[task.id].twins
            for id, file in [(task.id, task.file), *twins]:
                if outcome.record is not None:
                    digest = store.save(id, task.sha, parser, {**outcome.record, "id": id, "file": file})
                    if id == task.id and outcome.prepared is not None:
                        kept.put(id, digest, outcome.prepared)
                        keep_mark(store, id, digest, outcome.mark)
                else:
                    reason = outcome.reason or "onbekende reden"
                    settled = outcome.final or (outcome.costly and store.exhausted(id, task.sha))
                    store.fail(id, task.sha, parser if settled else None, reason)
                    report.set_aside.append((changes.places[id], reason))
                    report.aside_kinds.append(task.found.suffix)
            if outcome.record is not None:
                read.append(task)
                anew = number > len(ready)
                report.parsed += anew
                report.reused += len(twins) + (not anew)
            progress("parse", number, len(groups))
    kept.settle()
    shutil.rmtree(spool, ignore_errors=True)
    report.set_aside.sort()
    return read


@contextlib.contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Do ``work`` in a thread meanwhile. Raises in the end what it raised."""
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(work)
        yield
        done.result()


def sources_of(
    found: Sequence[Found], aside: Sequence[SetAside], aside_kinds: Sequence[str], store: Store
) -> Measures:
    seen = itertools.chain((item.suffix for item in found), (kind_of_file(item.file) for item in aside))
    query = "SELECT count(*) FROM documents WHERE stale AND removed IS NULL"
    (stale,) = store.database.execute(query).fetchone()
    return of_sources(seen, aside_kinds, stale)


def _obey(
    judgement: Judgement, report: Report, held: Held, store: Store, read: Sequence[Task], parser: str
) -> None:
    """Go on, or raise :class:`GateStopped`; what was read this night is then held for the next."""
    report.judgement = judgement
    if judgement.verdict == "stopped":
        report.outcome = "stopped"
        held.keep(store, read, parser)
        raise GateStopped(report)


def wanted_sentinel(store: Store, versions: Versions, now: str) -> Sentinel:
    """The sentinel of the generation that the store now asks for."""
    records, content = store.content()
    if records == 0:
        raise NoRecordsError("geen enkel document kon worden gelezen")
    return Sentinel(
        versions.schema, versions.analyser, versions.parser, versions.model, records, content, created=now
    )


def write_generation(building: Path, store: Store, total: int, tools: Tools, progress: Progress) -> set[str]:
    """Write the index and the log of changes; return the ids of postings in whose place another is shown."""
    relations = tools.relate(store)
    now = tools.clock()
    log = ChangeLog(store.database, now, tools.keep_days)
    kept = Kept(store.database)

    def records() -> Iterator[Prepared]:
        yield from _counted(kept, relations, total, log, progress)
        log.settle()  # while the index takes up the last of them
        log.write(building)

    tools.write(building, Tallied(records(), kept.tally), total, now.astimezone(AMSTERDAM).date())
    kept.settle()
    return {id for id, relation in relations.items() if not relation.primary}


def judged(
    building: Path,
    store: Store,
    tools: Tools,
    gate: Gate,
    sources: Measures,
    hidden: set[str],
    day: dt.date,
) -> tuple[Judgement, Taken]:
    """Check a new generation and hold it against the one in use. Meanwhile the disk takes it up, and the sums of its files
    are taken.
    """
    with ThreadPoolExecutor(2) as beside:
        synced, taken = beside.submit(sync_files, building), beside.submit(take_sums, building)
        tools.check(building, store.ids(), map(from_json, store.sample(CHECKED_RECORDS)))
        judgement = gate.built(building, store, sources, hidden, day)
        synced.result()
    return judgement, taken.result()


def holds_all(generation: Path, wanted: Sentinel) -> bool:
    """Whether a generation holds these very records, written by these very versions, the log of changes and its measures."""
    try:
        same = replace(read_sentinel(generation), created=wanted.created) == wanted
        return same and (generation / JOURNAL).is_file() and read_quality(generation) is not None
    except GenerationError:
        return False  # damaged: built anew


def _counted(
    kept: Kept, relations: Mapping[str, Relation], total: int, log: ChangeLog, progress: Progress
) -> Iterator[Prepared]:
    for number, record in enumerate(kept.all(relations), 1):
        log.see(record.told)
        yield record
        progress("write", number, total)

"""The nightly command: look what changed, parse that, build a new generation of the index, check it, switch
to it.

Until the last step nothing that is served has changed; see :mod:`indexer.store` for the order of the two
commits.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from indexer.changes import Changes, compare
from indexer.exchange.journal import JOURNAL
from indexer.exchange.log import KEPT_DAYS, LOG_VERSION, ChangeLog
from indexer.index.generations import (
    GenerationError,
    Generations,
    Sentinel,
    read_sentinel,
    sync_file,
    write_sentinel,
)
from indexer.readers.source import Limits
from indexer.record import Record, from_json, moment
from indexer.scan import Found, SetAside, labelled, scan
from indexer.sources.opening import SPOOL
from indexer.store import Store
from indexer.workers import Bounds, Work, parse_all

if TYPE_CHECKING:
    from indexer.twins import Relation

# Called with the stage, how much of it is done and how much there is; 0 in all when that is not known.
Progress = Callable[[str, int, int], None]
CHECKED_RECORDS = 50
STAGES = ("scan", "parse", "write", "check", "publish")


class Busy(Exception):
    """Another run holds the data directory."""


class NoRecordsError(Exception):
    """Not one document could be read: no index is made of nothing."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What, besides the documents, a generation depends on. ``parser`` includes the language model."""

    schema: str
    analyser: str
    parser: str
    model: str | None


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run works with. Tests put their own in its place; ``parse`` and ``prepare`` are importable by
    name.
    """

    suffixes: frozenset[str]
    versions: Callable[[], Versions]
    parse: Work
    prepare: Callable[[], None]
    write: Callable[[Path, Iterable[Record]], int]
    check: Callable[[Path, Sequence[str], Iterable[Record]], None]
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=Bounds)
    relate: Callable[[Store], Mapping[str, Relation]] = lambda store: {}
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    keep_days: int = KEPT_DAYS
    grace_nights: int = 1


def real_tools() -> Tools:
    """The tools of the program itself, loaded only when a run needs them."""
    from indexer import document
    from indexer.index.check import check_index
    from indexer.index.schema import SCHEMA_VERSION
    from indexer.index.writer import write_index
    from indexer.language.analyser import ANALYSER_VERSION
    from indexer.readers import SUFFIXES
    from indexer.twins import mark_version, relate_all

    def versions() -> Versions:
        model = document.language_model()
        # Who is whose twin stands in the index, and the log of changes beside it.
        schema = f"{SCHEMA_VERSION}+{mark_version()}+{LOG_VERSION}"
        return Versions(schema, ANALYSER_VERSION, document.parser_version(), model)

    return Tools(
        SUFFIXES,
        versions,
        document.parse_file,
        document.prepare,
        write_index,
        check_index,
        relate=relate_all,
    )


@dataclass(slots=True)
class Report:
    """What a run did.

    ``seen`` counts documents in the corpus, those set aside (file, reason) included; ``parsed`` those that
    were read anew, ``reused`` those whose record was there already, ``missing`` those that are not in their source and are
    kept for the time of grace, ``removed`` those that have gone.
    ``records`` is the size of ``generation``, which ``built`` says is new. ``seconds`` holds the time of each
    stage.
    """

    seen: int = 0
    added: int = 0
    changed: int = 0
    renamed: int = 0
    missing: int = 0
    removed: int = 0
    parsed: int = 0
    reused: int = 0
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    records: int = 0
    generation: str = ""
    built: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    def take_up(self, found: Sequence[Found], aside: Sequence[SetAside], changes: Changes) -> None:
        """Note what the scan and the comparison with the store brought."""
        self.seen = len(found) + len(aside)
        self.added, self.changed, self.renamed = changes.added, changes.changed, changes.renamed
        self.missing, self.removed, self.reused = changes.missing, changes.removed, changes.reused
        self.set_aside = [(item.shown, item.reason) for item in aside] + changes.failed

    def to_json(self) -> dict[str, Any]:
        """The report with JSON names; times in seconds."""
        return {
            "seen": self.seen,
            "added": self.added,
            "changed": self.changed,
            "renamed": self.renamed,
            "missing": self.missing,
            "removed": self.removed,
            "parsed": self.parsed,
            "reused": self.reused,
            "setAside": [{"file": file, "reason": reason} for file, reason in self.set_aside],
            "records": self.records,
            "generation": self.generation,
            "built": self.built,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
        }


def reindex(
    corpora: Sequence[Path],
    data_dir: Path,
    *,
    jobs: int,
    full: bool = False,
    progress: Progress = lambda stage, done, total: None,
    tools: Tools | None = None,
) -> Report:
    """Bring the index in ``data_dir`` up to date with the documents in the folders, with ``jobs`` worker
    processes.

    ``full`` parses every document and builds a generation, also where nothing changed. Raises
    ``CorpusError``, ``EmptyCorpusError``, :class:`NoRecordsError`, :class:`Busy`, ``StoreError``,
    ``WorkerError``, ``CheckFailed``, ``GenerationError`` or ``OSError``, in all cases with the generation in
    use untouched.
    """
    labelled(corpora)  # a folder that is missing is told before anything is made
    tools = tools or real_tools()
    report = Report()
    now = moment(tools.clock())
    with exclusive(data_dir), Store(data_dir / "store.sqlite") as store:
        generations = Generations(data_dir)
        generations.sweep()
        shutil.rmtree(data_dir / SPOOL, ignore_errors=True)

        with _stage("scan", report):
            found, aside = scan(
                corpora,
                tools.suffixes,
                largest=tools.limits.file_bytes,
                seen=lambda count: progress("scan", count, 0),
            )
        with _stage("parse", report):
            versions = tools.versions()
            changes = compare(
                store, found, aside, parser=versions.parser, now=now, full=full, grace_nights=tools.grace_nights
            )  # fmt: skip
            report.take_up(found, aside, changes)
            _parse(store, changes, versions.parser, tools, jobs, report, progress)

        sentinel = _wanted(store, versions, now)
        report.records = sentinel.records
        current = generations.current()
        if current is not None and not full and _holds(current, sentinel):
            store.commit()
            report.generation = current.name
            return report

        building = generations.new()
        try:
            with _stage("write", report):
                relations = tools.relate(store)
                log = ChangeLog(store.database, tools.clock(), tools.keep_days)
                tools.write(building, _counted(store, relations, sentinel.records, log, progress))
                log.settle()
                log.write(building)
                write_sentinel(building, sentinel)
            with _stage("check", report):
                progress("check", 0, 0)
                tools.check(building, store.ids(), map(from_json, store.sample(CHECKED_RECORDS)))
            with _stage("publish", report):
                progress("publish", 0, 0)
                store.commit()
                report.generation = generations.publish(building).name
                report.built = True
        finally:
            shutil.rmtree(building, ignore_errors=True)  # once published it no longer bears this name
        generations.prune()
    return report


@contextlib.contextmanager
def exclusive(data_dir: Path) -> Iterator[None]:
    """Hold the data directory (made when absent) for one run; raises :class:`Busy` when another has it.

    The lock is the kernel's: it ends with its process, however that ends.
    """
    if not data_dir.is_dir():
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


def rollback(data_dir: Path) -> Path:
    """Go back one generation and return it. Raises :class:`Busy` or ``GenerationError``."""
    if not data_dir.is_dir():
        raise GenerationError(f"de map {data_dir} bestaat niet")
    with exclusive(data_dir):
        return Generations(data_dir).rollback()


@contextlib.contextmanager
def _stage(name: str, report: Report) -> Iterator[None]:
    started = time.monotonic()
    yield
    report.seconds[name] = time.monotonic() - started


def _parse(
    store: Store,
    changes: Changes,
    parser: str,
    tools: Tools,
    jobs: int,
    report: Report,
    progress: Progress,
) -> None:
    """Parse what is pending, for each document and its twins; a failure is noted and the rest goes on."""
    groups = {group.task.id: group for group in changes.pending}
    tasks = [group.task for group in changes.pending]
    progress("parse", 0, len(tasks))
    spool = store.path.parent / SPOOL
    with contextlib.closing(
        parse_all(tasks, tools.parse, tools.prepare, jobs=jobs, bounds=tools.bounds, spool=spool)
    ) as outcomes:
        for number, outcome in enumerate(outcomes, 1):
            task = outcome.task
            twins = groups[task.id].twins
            for id, file in [(task.id, task.file), *twins]:
                if outcome.record is not None:
                    store.save(id, task.sha, parser, {**outcome.record, "id": id, "file": file})
                else:
                    reason = outcome.reason or "onbekende reden"
                    settled = outcome.final or (outcome.costly and store.exhausted(id, task.sha))
                    store.fail(id, task.sha, parser if settled else None, reason)
                    report.set_aside.append((changes.places[id], reason))
            if outcome.record is not None:
                report.parsed += 1
                report.reused += len(twins)
            progress("parse", number, len(tasks))
    shutil.rmtree(spool, ignore_errors=True)
    report.set_aside.sort()


def _wanted(store: Store, versions: Versions, now: str) -> Sentinel:
    """The sentinel of the generation that the store now asks for."""
    records, content = store.content()
    if records == 0:
        raise NoRecordsError("geen enkel document kon worden gelezen")
    return Sentinel(
        versions.schema, versions.analyser, versions.parser, versions.model, records, content, created=now
    )


def _holds(generation: Path, wanted: Sentinel) -> bool:
    """Whether a generation holds these very records, written by these very versions, and the log of changes."""
    try:
        same = replace(read_sentinel(generation), created=wanted.created) == wanted
        return same and (generation / JOURNAL).is_file()
    except GenerationError:
        return False  # damaged: built anew


def _counted(
    store: Store, relations: Mapping[str, Relation], total: int, log: ChangeLog, progress: Progress
) -> Iterator[Record]:
    for number, plain in enumerate(store.records(), 1):
        record = from_json(plain)
        if told := relations.get(record.id):
            record = replace(record, primary=told.primary, siblings=told.siblings)
        log.see(record)
        yield record
        progress("write", number, total)

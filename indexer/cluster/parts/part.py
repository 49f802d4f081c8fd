"""One machine's turn: join the run, read and load a part, and finish the whole where it was the last one missing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.changes import Pending, compare
from indexer.cluster import files, writer
from indexer.cluster.parts import ledger
from indexer.cluster.parts.beginning import Place, fetched, found_by, joined
from indexer.cluster.parts.finish import finish
from indexer.cluster.parts.runs import FINISH, Claim, PartBusy, Run, Wanted, part_key
from indexer.cluster.served import index_name, told
from indexer.index.prepared import Prepared, prepared_version, to_bytes
from indexer.kept import Kept
from indexer.quality.facts import FactsTable, facts_version
from indexer.quality.held import Held
from indexer.quality.nights import Nights
from indexer.reindex import Progress, exclusive, parse_pending, seen_in, stage_of
from indexer.report import Report
from indexer.store import STORE, Store
from indexer.tools import Tools, Versions
from indexer.twins import made_mark, mark_version

_OF_ALL: Final = ("added", "changed", "renamed", "missing", "removed", "failed", "failed_kinds")
"""What a comparison tells of all documents, whoever parses them."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of how many, counted from 1, and of which run, where that is said."""

    number: int
    of: int
    run: str | None = None

    def holds(self, id: str) -> bool:
        return ledger.part_of(id, self.of) == self.number


@dataclass(slots=True)
class Turn:
    """What came of a turn. ``states`` is what became of the parts that are not done, by number; with none, and
    ``elsewhere``, another machine takes or took the last step.
    """

    run: str
    report: Report
    states: dict[int, str]
    elsewhere: str | None = None


def reindex_part(
    corpora: Sequence[Path],
    data_dir: Path,
    part: Part,
    place: Place,
    *,
    jobs: int,
    full: bool = False,
    force: bool = False,
    progress: Progress = lambda stage, done, total: None,
    tools: Tools,
) -> Turn:
    """Do one part of a run, and its last step where all parts are then done. What is kept of the part lies in a folder of its
    own below ``data_dir``.

    Raises what :func:`indexer.reindex.reindex` raises, :class:`PartBusy` where another does this part, and ``ServedError``
    where the cluster, or the run that goes on, does not fit; in all cases with the generation in use untouched.
    """
    home = data_dir / part_key(part.number)
    report = Report()
    started = tools.clock()
    versions = tools.versions()
    wanted = Wanted(part.of, part.run, full, force, versions_text(versions), started)
    with exclusive(home), Nights(home, tools.keep_reports).kept(started, report.ended):
        look = partial(seen_in, corpora, data_dir, tools, progress)
        run: Run = told(joined, place, corpora, data_dir, wanted, look)
        with _claimed(place, run, part_key(part.number)) as claim:
            if claim is not None:
                worker = _Worker(part, place, run, claim, home, corpora)
                told(worker.work, report, versions, tools, jobs, progress)
        states = {number: state for number, state in told(place.runs.states, run).items() if state != "done"}
        turn = Turn(run.name, report, states)
        report.outcome, report.generation = "waiting", run.generation
        if not states:
            _finish_or_leave(turn, place, run, corpora, home, versions, tools, force, progress)
    return turn


def _finish_or_leave(
    turn: Turn,
    place: Place,
    run: Run,
    corpora: Sequence[Path],
    home: Path,
    versions: Versions,
    tools: Tools,
    force: bool,
    progress: Progress,
) -> None:
    try:
        with _claimed(place, run, FINISH) as claim:
            if claim is None:
                turn.elsewhere = f"run {run.name} is op een andere machine afgemaakt"
                return
            finish(place, run, claim, corpora, home, versions, tools, turn.report, force, progress)
            told(claim.done)
    except PartBusy as busy:
        turn.elsewhere = str(busy)


@contextlib.contextmanager
def _claimed(place: Place, run: Run, key: str) -> Iterator[Claim | None]:
    with contextlib.ExitStack() as stack:
        yield told(stack.enter_context, place.runs.claimed(run, key))


def versions_text(versions: Versions) -> str:
    """Whatever makes two programs read, keep or write otherwise."""
    told = (versions.schema, versions.analyser, versions.parser, versions.model)
    return " ".join(map(str, (*told, mark_version(), prepared_version(), facts_version())))


@dataclass(frozen=True, slots=True)
class _Worker:
    """The work on one part."""

    part: Part
    place: Place
    run: Run
    claim: Claim
    home: Path
    corpora: Sequence[Path]

    def work(self, report: Report, versions: Versions, tools: Tools, jobs: int, progress: Progress) -> None:
        found, aside = found_by(self.place, self.run, self.corpora)
        list_of_all = fetched(self.place, self.run, self.home / "ledger.sqlite")
        store = ledger.PartStore(self.home / STORE)
        with store:
            self._take_up(store, list_of_all)
            with stage_of("parse", report):
                changes = compare(
                    store, found, aside,
                    parser=versions.parser, now=self.run.now, full=self.run.full, grace_nights=tools.grace_nights,
                )  # fmt: skip
                report.take_up(found, aside, changes)
                whole = {name: getattr(changes, name) for name in _OF_ALL}
                changes.pending = list(_own(changes.pending, self.part.holds))
                held, own = Held(self.home, empty=self.run.full), Report()
                read = parse_pending(store, changes, versions.parser, held, tools, jobs, own, progress)
                ledger.only(store, self.part.holds)
            with stage_of("write", report):
                FactsTable(store.database).refresh()
                for _ in store.marks(mark_version(), made_mark):
                    pass  # each is made where it was not there yet
                did = {"parsed": own.parsed, "setAside": own.set_aside, "asideKinds": own.aside_kinds}
                self._leave(store, self._loaded(store, progress), {"changes": whole, **did})
            report.parsed, report.records = own.parsed, store.content()[0]
            report.set_aside = sorted(report.set_aside + own.set_aside)
            report.aside_kinds += own.aside_kinds
            held.keep(store, read, versions.parser)  # for where the run never ends, or is stopped
            store.commit()
            self.claim.done()

    def _take_up(self, store: ledger.PartStore, list_of_all: Path | None) -> None:
        if list_of_all is None:
            for table in (ledger.DOCUMENTS, ledger.SEEN):
                store.database.execute(f"DELETE FROM {table}")
            return
        base = self.run.base
        index = None if base is None else index_name(self.place.alias, base)
        stored = None if index is None else ledger.stored_in(self.place.client, index)
        ledger.taken_up(store, list_of_all, self.part.holds, stored)

    def _loaded(self, store: Store, progress: Progress) -> Path:
        """Load the records of the part, each as one without siblings, and note of each what the whole needs to know."""
        path = self.home / "left.sqlite"
        path.unlink(missing_ok=True)
        total, _ = store.content()
        kept = Kept(store.database)
        index = self.place.index(self.run)
        writer.create(self.place.client, index, self.place.shards, exist_ok=True)
        with ledger.opened(path) as left:
            ledger.copied(store.database, left, ("prepared",), "LIMIT 0")

            def noted() -> Iterator[Prepared]:
                for record in kept.all({}, words=True):
                    row = (
                        record.id,
                        "",
                        to_bytes(record._replace(card=b"", text=b"", document=b"", marks=b"")),
                    )
                    left.execute("INSERT INTO prepared VALUES (?, ?, ?)", row)
                    yield record

            for sent in writer.send(self.place.client, index, noted(), self.claim.number):
                self.claim.check()
                progress("write", sent, total)
            made_of = store.database.execute("SELECT made_of, id FROM prepared")
            left.executemany("UPDATE prepared SET made_of = ? WHERE id = ?", made_of)
        return path

    def _leave(self, store: Store, path: Path, did: dict[str, Any]) -> None:
        """Leave beside the index what the whole needs to know of this part."""
        with ledger.opened(path) as left:
            ledger.copied(store.database, left, (ledger.DOCUMENTS, ledger.SEEN, "marks", "quality_facts"))
            left.execute("CREATE TABLE told (value TEXT NOT NULL)")
            left.execute("INSERT INTO told VALUES (?)", (orjson.dumps(did).decode(),))
        name = f"{part_key(self.part.number)}-{self.claim.number}"
        files.add(self.place.client, self.place.beside(self.run), name, path.read_bytes())
        path.unlink()


def _own(pending: Sequence[Pending], mine: Callable[[str], bool]) -> Iterator[Pending]:
    """Of the documents to parse those that are ours; of equal ones the first of ours is parsed."""
    for group in pending:
        members = [(group.task.id, group.task.file), *group.twins]
        own = [(id, file) for id, file in members if mine(id)]
        if own:
            (id, file), *twins = own
            yield Pending(replace(group.task, id=id, file=file), twins)

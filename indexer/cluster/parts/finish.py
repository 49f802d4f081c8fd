"""The last step of a run: from what the parts left to one generation that serves.

Whoever takes it starts from what is in the cluster alone, so that any machine can, and any other can again where one died in
it: the same parts give the same whole. Until the alias moves nothing that is served has changed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.changes import Changes
from indexer.cluster import files, writer
from indexer.cluster.client import OpenSearch
from indexer.cluster.parts import ledger
from indexer.cluster.parts.beginning import LEDGER, Place, clear, fetched, found_by
from indexer.cluster.parts.runs import Claim, Run, part_key
from indexer.cluster.served import InCluster, index_name, told
from indexer.exchange.journal import JOURNAL
from indexer.index.generations import SENTINEL, Sentinel, write_sentinel
from indexer.index.prepared import Prepared
from indexer.index.tally import tally_of
from indexer.index.writer import Counted
from indexer.quality.judging import QUALITY, Gate, Judgement
from indexer.reindex import (
    Progress,
    holds_all,
    judged,
    sources_of,
    stage_of,
    wanted_sentinel,
    write_generation,
)
from indexer.report import GateStopped, Report
from indexer.scan import Found, SetAside
from indexer.store import STORE
from indexer.tools import Tools, Versions

_ABOVE_PARTS: Final = 1_000_000
"""What is loaded here bears a number above those of all holders of a part."""
_AT_A_TIME: Final = 5_000
_OF_BEFORE: Final = (SENTINEL, QUALITY, JOURNAL)


def finish(
    place: Place,
    run: Run,
    claim: Claim,
    corpora: Sequence[Path],
    home: Path,
    versions: Versions,
    tools: Tools,
    report: Report,
    force: bool,
    progress: Progress,
) -> None:
    """Make one generation of the parts of a run, judge it, and switch to it. Raises :class:`GateStopped`, ``CheckFailed``,
    ``NoRecordsError``, ``StoreError``, ``ServedError`` or ``OSError``.
    """
    folder = home / "finish"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    last = _Last(place, run, claim, folder, InCluster(place.client, place.alias, place.shards))
    try:
        if told(place.serving) == run.generation:  # switched to by one that died right after
            report.generation, report.outcome = run.generation, "switched"
        else:
            seen = told(found_by, place, run, corpora)
            last.make(seen, versions, tools, report, force, progress)
        told(clear, place, run, tools.keep_generations)
        told(place.runs.end, run, "done")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Last:
    """One turn at the last step; ``folder`` holds what it needs while it lasts."""

    place: Place
    run: Run
    claim: Claim
    folder: Path
    served: InCluster

    def make(
        self,
        seen: tuple[Sequence[Found], Sequence[SetAside]],
        versions: Versions,
        tools: Tools,
        report: Report,
        force: bool,
        progress: Progress,
    ) -> None:
        store = ledger.WholeStore(self.folder / STORE)
        store.stored = partial(told, ledger.stored_in(self.place.client, self.place.index(self.run)))
        with store:
            told(self._gather, store, seen, report)
            sentinel = wanted_sentinel(store, versions, self.run.now)
            report.records = sentinel.records
            sources = sources_of(*seen, report.aside_kinds, store)
            before = told(self._before)
            gate = Gate(before, tools.gate, tools.canaries, tools.ask, force=force)
            same = before is not None and not self.run.full and holds_all(before, sentinel)
            if same and told(self.place.serving) == self.run.base:
                self._obey(gate.unchanged(sources), report)
                self._unchanged(store, report)
                return
            building = self.folder / self.run.generation
            own = replace(tools, write=partial(self._write, store))
            with stage_of("write", report):
                hidden = write_generation(building, store, sentinel.records, own, progress)
            with stage_of("check", report):
                progress("check", 0, 0)
                day = self.run.moment.date()
                judgement, _ = judged(building, store, own, gate, sources, hidden, day)
                self._obey(judgement, report)
            with stage_of("publish", report):
                progress("publish", 0, 0)
                self._publish(building, store, sentinel, report)

    def _gather(
        self, store: ledger.WholeStore, seen: tuple[Sequence[Found], Sequence[SetAside]], report: Report
    ) -> None:
        """Bring together what the parts left, the log as it was, and what there is to report."""
        path = self.folder / "left.sqlite"
        if (before := fetched(self.place, self.run, path)) is not None:
            with ledger.opened(before) as known:
                ledger.checked(known)
                ledger.copied(known, store.database, ledger.LOG_TABLES)
        turns = []
        for part in range(1, self.run.parts + 1):
            number = self.place.runs.read(part_key(part)).content["number"]
            path.unlink(missing_ok=True)
            name = f"{part_key(part)}-{number}"
            path.write_bytes(files.get(self.place.client, self.place.beside(self.run), name))
            with ledger.opened(path) as left:
                ledger.copied(left, store.database, (ledger.DOCUMENTS, ledger.SEEN, *ledger.DERIVED_TABLES))
                (told_of_it,) = left.execute("SELECT value FROM told").fetchone()
            turns.append(orjson.loads(told_of_it))
        path.unlink()
        _sum_up(report, seen, turns)

    def _before(self) -> Path | None:
        """What is known of the generation that served when the run began, in a folder; ``None`` where none did."""
        if self.run.base is None:
            return None
        folder = self.folder / "before" / self.run.base
        folder.mkdir(parents=True)
        beside = files.index_of(index_name(self.place.alias, self.run.base))
        for name in _OF_BEFORE:
            with contextlib.suppress(files.MissingFile):  # then it is built anew, and nothing is compared
                (folder / name).write_bytes(files.get(self.place.client, beside, name))
        return folder

    def _write(
        self,
        store: ledger.WholeStore,
        building: Path,
        records: Iterable[Prepared],
        expected: int,
        today: dt.date,
    ) -> int:
        """See :data:`indexer.index.served.Write`: all records are there already but as ones without siblings."""
        return int(told(self._written, store.ids(), building, records))

    def _written(self, ids: Sequence[str], building: Path, records: Iterable[Prepared]) -> int:
        building.mkdir(
            parents=True, exist_ok=True
        )  # with the last record the log of changes is written there
        client, index = self.place.client, self.place.index(self.run)
        client.indices.open(index=index)  # one that died may have left it closed
        counted = Counted()
        # What the parts left of a record is all but its document; of one with siblings that was made anew.
        related = (record for record in writer.counting(records, counted) if record.document)
        for _ in writer.send(client, index, related, self._version):
            self.claim.check()
        self._remove_others(ids)
        writer.purge(client, index)
        return writer.complete(client, index, building, counted, tally_of(records))

    @property
    def _version(self) -> int:
        return _ABOVE_PARTS + self.claim.number

    def _remove_others(self, ids: Sequence[str]) -> None:
        """Take out what a holder of a part loaded that died, and the next could not read."""
        client, index = self.place.client, self.place.index(self.run)
        client.indices.refresh(index=index)
        if client.count(index=index)["count"] == len(ids):
            return
        wanted = set(ids)
        for some in _ids_in(client, index):
            writer.remove(client, index, [id for id in some if id not in wanted], self._version)

    def _obey(self, judgement: Judgement, report: Report) -> None:
        report.judgement = judgement
        if judgement.verdict == "stopped":
            report.outcome = "stopped"
            told(self.place.runs.end, self.run, "stopped")
            raise GateStopped(report)

    def _unchanged(self, store: ledger.WholeStore, report: Report) -> None:
        """The generation in use holds these very records; what is known besides them is kept all the same."""
        told(self._put_ledger, store)
        told(self.place.client.indices.delete, index=self.place.index(self.run), ignore_unavailable=True)
        report.generation, report.outcome = str(self.run.base), "unchanged"

    def _publish(self, building: Path, store: ledger.WholeStore, sentinel: Sentinel, report: Report) -> None:
        """The ledger comes before the alias, as the store does before the pointer on one machine: it hands out the ids."""
        write_sentinel(building, sentinel)
        self.served.prepare(building)
        self.claim.check()
        told(self._put_ledger, store)
        self.served.switch(building)
        report.generation, report.built, report.outcome = self.run.generation, True, "switched"

    def _put_ledger(self, store: ledger.WholeStore) -> None:
        path = self.folder / "ledger.sqlite"
        ledger.written(store, path)
        files.put(self.place.client, self.place.ledger(self.run), {LEDGER: path.read_bytes()})
        self.place.runs.point_at(self.place.ledger(self.run))


def _sum_up(
    report: Report, seen: tuple[Sequence[Found], Sequence[SetAside]], turns: Sequence[dict[str, Any]]
) -> None:
    """What all parts did. Each compared all documents, and parsed its own."""
    report.take_up(*seen, Changes(**turns[0]["changes"]))
    failed = len(report.set_aside) - len(seen[1])
    report.parsed = sum(turn["parsed"] for turn in turns)
    for turn in turns:
        report.set_aside += [(file, reason) for file, reason in turn["setAside"]]
        report.aside_kinds += turn["asideKinds"]
        failed += len(turn["setAside"])
    report.set_aside.sort()
    report.reused = len(seen[0]) - report.parsed - failed


def _ids_in(client: OpenSearch, index: str) -> Iterator[list[str]]:
    """The ids of all records of an index, by and by."""
    body: dict[str, Any] = {"size": _AT_A_TIME, "sort": [{"id": "asc"}], "_source": False}
    while hits := client.search(index=index, body=body)["hits"]["hits"]:
        yield [hit["_id"] for hit in hits]
        body["search_after"] = hits[-1]["sort"]

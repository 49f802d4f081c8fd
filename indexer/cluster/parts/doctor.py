"""What is wrong with an index that machines make together: the cluster alone knows."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from indexer.cluster import files
from indexer.cluster.condition import Fault
from indexer.cluster.parts import ledger
from indexer.cluster.parts.beginning import LEDGER, Place, drop
from indexer.cluster.parts.part import versions_text
from indexer.cluster.parts.runs import FINISH, NIGHT, PartBusy, Run, busy_with, part_key
from indexer.cluster.served import InCluster, told
from indexer.cluster.ward import NODES, Ward
from indexer.cluster.writer import ClusterError
from indexer.doctor import Diagnosis, Finding, SetAside, against_index, of_unreadable, of_versions, unreadable
from indexer.reindex import Busy
from indexer.store import STORE, Store, StoreError
from indexer.store_tables import STORE_VERSION
from indexer.tools import Versions

_STATES: Final = {"done": "klaar", "busy": "bezig", "free": "afgebroken", "absent": "niet begonnen"}


def examine_together(
    place: Place, installed: Versions, now: dt.datetime, mending: Place | None = None
) -> Diagnosis:
    """Look at everything under an alias, and mend with ``mending``, where given, what can be mended without a choice. Takes as
    long as a lease where a part seems held and its holder gives no sign of life. Raises ``Busy``, only where it is to mend.
    """
    findings: list[Finding] = []
    set_aside: list[SetAside] = []
    try:
        if told(place.client.cluster.health, index=place.runs.index)["status"] == "red":
            mending = None  # nobody knows who is at what
        with (
            _undisturbed(place, mending) as run,
            tempfile.TemporaryDirectory() as folder,
            Store(Path(folder) / STORE) as store,
        ):
            ward = _Together(place, installed, now, mending, store)
            if mending is not None and ward.run != run:
                raise Busy("intussen is er een run begonnen")
            for finding in ward.findings():
                findings.append(finding)
            set_aside += ward.set_aside
    except ClusterError as error:
        findings.append(Finding("wrong", f"verder is niets nagekeken: {error}", NODES))
    return Diagnosis(findings, set_aside)


@contextlib.contextmanager
def _undisturbed(place: Place, mending: Place | None) -> Iterator[Run | None]:
    """For a repair: the run that is not done, or ``None``; nobody is at it, nor will take its last step, while this lasts."""
    if mending is None:
        yield None
        return
    run: Run | None = told(place.runs.last)
    if run is None or run.state == "done":
        yield run
        return
    for key, host in told(place.runs.held, run).items():
        raise Busy(busy_with(key, run, host))
    with contextlib.ExitStack() as stack:
        try:
            told(stack.enter_context, mending.runs.claimed(run, FINISH))
        except PartBusy as error:
            raise Busy(str(error)) from error
        yield run


class _Together(Ward):
    """``store`` is an empty one, for what the ledger holds."""

    def __init__(
        self, place: Place, installed: Versions, now: dt.datetime, mending: Place | None, store: Store
    ) -> None:
        # It looks at what lies there, before the run is read: what is there of a new one then is not seen as left over.
        super().__init__(place, mending)
        self._installed, self._now, self._store = installed, now, store
        self.set_aside: list[SetAside] = []
        self.run: Run | None = None
        self._ledger: str | None = None
        self._ledger_fault: Fault | None = None
        self._lost = self.at.health.get(place.runs.index) == "red"
        if self._lost:
            return
        self.run = told(place.runs.last)
        self._ledger = told(place.runs.ledger)
        if self._ledger is not None and self.at.health.get(self._ledger) != "red":
            self._ledger_fault = told(self._take_up, self._ledger)

    def _take_up(self, index: str) -> Fault | None:
        """Bring what the ledger holds into the store; why not, where that fails."""
        path = self._store.path.with_name("ledger.sqlite")
        try:
            path.write_bytes(files.get(self.place.client, index, LEDGER))
            with ledger.opened(path) as known:
                (version,) = known.execute("PRAGMA user_version").fetchone()
                if version > STORE_VERSION:
                    return Fault(
                        f"zij is van versie {version}, en dit programma kent {STORE_VERSION}", passing=True
                    )
                ledger.checked(known)
                ledger.copied(known, self._store.database, [ledger.DOCUMENTS])
        except (files.MissingFile, StoreError, ValueError, sqlite3.Error) as error:
            return Fault(str(error))
        return None

    @property
    def _open(self) -> Run | None:
        """The run that is not done: one that goes on, was cut off, or was stopped."""
        return self.run if self.run is not None and self.run.state != "done" else None

    def findings(self) -> Iterator[Finding]:
        run = self._open
        yield from self.of_indices()
        if self._lost:
            yield from self.of_serving(self.at.whole(), "start de knoop die uitviel")
            return
        yield from self.of_leftovers(self._known_beside())
        yield from self.of_serving(self.at.whole(), self._anew())
        yield from self.of_others([run.generation] if run else [])
        if run is not None:
            yield from self._of_run(run)
        yield from self._of_ledger()
        if (sentinel := self.sentinel()) is not None:
            yield from of_versions(sentinel, self._installed)
        yield self.of_room()

    def _known_beside(self) -> set[str | None]:
        run = self._open
        return {self._ledger} | (
            {run.ledger, self.place.beside(run), self.place.ledger(run)} if run else set()
        )

    def _anew(self) -> str:
        if self._open is not None and self._open.state == "open":
            return f"maak run {self._open.name} af, zie hieronder"
        return f"bouw een nieuwe: {self._full()}, of zet een snapshot van het cluster terug"

    def _full(self) -> str:
        parts = self.run.parts if self.run else 1
        return f"opdrachten reindex --full --part 1/{parts}" + (" en de andere delen" if parts > 1 else "")

    def _command(self, run: Run, part: int, *more: str) -> str:
        """The command by which a part of a run is done again."""
        old = ("--run", run.name) if self._is_old(run) else ()
        full = ("--full",) if run.full else ()
        return " ".join(("opdrachten reindex --part", f"{part}/{run.parts}", *full, *old, *more))

    def _is_old(self, run: Run) -> bool:
        return self._now - run.moment >= NIGHT

    def _of_run(self, run: Run) -> Iterator[Finding]:
        fault = self._fault_of(run)
        if fault is not None:
            self._end(run)
            yield self.mended(
                f"run {run.name} kan niet meer worden afgemaakt: {fault}",
                "opdrachten doctor --repair ruimt haar op; begin dan opnieuw",
            )
            return
        if run.state == "stopped":
            yield Finding(
                "wrong",
                f"run {run.name} is tegengehouden door de kwaliteitscontrole; er is niet overgeschakeld",
                f"klopt de nieuwe index toch: {self._command(run, 1, '--force')}; anders begint de volgende nacht een nieuwe run",
            )
        else:
            yield from self._of_open(run)
        if run.versions != versions_text(self._installed):
            yield Finding(
                "note",
                f"run {run.name} is begonnen met een andere versie van het programma of het taalmodel; dit programma kan haar"
                " niet afmaken",
                "draai wat ontbreekt met die versie, of begin een nieuwe run: --run NAAM, op alle machines",
            )

    def _fault_of(self, run: Run) -> str | None:
        """Why a run cannot be finished any more, whoever takes it up."""
        if self.place.beside(run) not in self.at.health and self.serving != run.generation:
            return "wat de delen van elkaar moeten weten is weg"
        if run.ledger is None or self.at.health.get(run.ledger) == "red":
            return None
        fault = self._ledger_fault if run.ledger == self._ledger else None
        if run.ledger not in self.at.health or (fault is not None and not fault.passing):
            return "de lijst van documenten waar zij mee begon is weg of onleesbaar"
        return None

    def _end(self, run: Run) -> None:
        if self.mending is not None:
            told(drop, self.mending, run)
            told(self.mending.runs.end, run, "done")

    def _of_open(self, run: Run) -> Iterator[Finding]:
        held: dict[str, str] = told(self.place.runs.held, run) if self.mending is None else {}
        states: dict[int, str] = told(self.place.runs.states, run)
        for part, state in states.items():
            if state == "busy" and part_key(part) not in held:
                states[part] = "free"
        lacking = [part for part, state in states.items() if state in ("free", "absent")]
        commands = ", ".join(self._command(run, part) for part in lacking or [1])
        if self._is_old(run) and not held:
            self._end(run)
            yield self.mended(
                f"run {run.name} kwam nooit af: {_told(states, held)}",
                f"opdrachten doctor --repair ruimt haar op, en de volgende run ook; afmaken kan nog: {commands}",
            )
        elif lacking:
            waits = bool(held) and "free" not in states.values()
            yield Finding(
                "note" if waits else "wrong",
                f"run {run.name} is nog niet klaar: {_told(states, held)}",
                f"draai wat ontbreekt, als het niet vanzelf begint: {commands}",
            )
        elif held:
            yield Finding("note", f"run {run.name} is bezig: {_told(states, held)}", "wacht tot zij klaar is")
        else:
            yield Finding(
                "wrong",
                f"van run {run.name} zijn alle delen klaar, maar de laatste stap is afgebroken",
                f"draai een deel naar keuze opnieuw, het doet alleen die stap: {commands}",
            )

    def _of_ledger(self) -> Iterator[Finding]:
        """Whether the ledger can be read, says what the index does, and which documents could not be read."""
        if self._ledger is None:
            if self.serving is not None:
                yield Finding(
                    "note",
                    "in het cluster is geen lijst van documenten",
                    "de volgende run leest alles opnieuw",
                )
        elif self.at.health.get(self._ledger) == "red":
            return  # told of the index
        elif self._ledger_fault is not None and self._ledger_fault.passing:
            yield Finding(
                "wrong",
                f"de lijst van documenten in het cluster is hier niet te gebruiken: {self._ledger_fault.reason}",
                "gebruik het programma waarmee zij gemaakt is",
            )
        elif self._ledger_fault is not None:
            if self.mending is not None:
                told(self.mending.runs.forget_ledger)
            yield self.mended(
                f"de lijst van documenten in het cluster is niet te gebruiken: {self._ledger_fault.reason}",
                "zet een snapshot van het cluster terug; of opdrachten doctor --repair vergeet haar, en de volgende run leest"
                " alles opnieuw",
            )
        else:
            self.set_aside = unreadable(self._store)
            yield from of_unreadable(self.set_aside)
            yield from self._against_index()

    def _against_index(self) -> Iterator[Finding]:
        sentinel = self.sentinel()
        if sentinel is not None and self.serving is not None:
            check = InCluster(self.place.client, self.place.alias, self.place.shards).check
            yield from against_index(self._store, Path(self.serving), sentinel, check, self._full())


def _told(states: dict[int, str], held: dict[str, str]) -> str:
    """Each part, and what became of it."""
    words = [
        f"deel {part} {_STATES[state]}" + (f" op {held[part_key(part)]}" if part_key(part) in held else "")
        for part, state in states.items()
    ]
    if FINISH in held:
        words.append(f"de laatste stap bezig op {held[FINISH]}")
    return ", ".join(words)

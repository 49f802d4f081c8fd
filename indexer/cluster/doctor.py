"""What is wrong with an index in a cluster, how to mend it, and mending what can be mended without a choice.

Where machines make the index together the cluster knows all there is to know (:mod:`indexer.cluster.parts.doctor`). Where one
does, its data directory knows the generations, and the cluster whether they are there.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from indexer import doctor
from indexer.cluster.condition import made_together
from indexer.cluster.parts.beginning import Place
from indexer.cluster.parts.doctor import examine_together
from indexer.cluster.served import InCluster, runs_index
from indexer.cluster.ward import NODES, Ward
from indexer.cluster.writer import ClusterError
from indexer.doctor import Diagnosis, Finding
from indexer.index.generations import Generations
from indexer.reindex import exclusive
from indexer.store import STORE
from indexer.tools import Versions


def examine(
    place: Place,
    data_dir: Path,
    installed: Versions,
    mending: Place | None = None,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Diagnosis:
    """Look at everything under the alias of ``place``, and in ``data_dir`` where that machine makes the index alone. What can be
    mended is mended with ``mending``, where given. Raises ``Busy`` (only then) or ``OSError``.
    """
    try:
        if made_together(place.client, place.alias):
            return examine_together(place, installed, clock(), mending)
    except ClusterError as error:
        own = _of_directory(place, data_dir, installed, mending) if (data_dir / STORE).is_file() else None
        unreached = Finding("wrong", str(error), NODES)
        return Diagnosis([*(own.findings if own else ()), unreached], own.set_aside if own else [])
    return _examine_alone(place, data_dir, installed, mending)


def _of_directory(place: Place, data_dir: Path, installed: Versions, mending: Place | None) -> Diagnosis:
    check = InCluster(place.client, place.alias, place.shards).check
    return doctor.examine(data_dir, installed, repair=mending is not None, check=check)


def _examine_alone(place: Place, data_dir: Path, installed: Versions, mending: Place | None) -> Diagnosis:
    """For an index that one machine makes: its data directory, and then what of it is in the cluster."""
    own = Diagnosis([], [])
    if data_dir.is_dir():
        own = _of_directory(place, data_dir, installed, mending)
    findings = list(own.findings)
    lock = exclusive(data_dir) if mending is not None and data_dir.is_dir() else contextlib.nullcontext()
    try:
        with lock:
            findings += _Alone(place, data_dir, mending).findings()
    except ClusterError as error:
        findings.append(Finding("wrong", f"verder is niets nagekeken: {error}", NODES))
    return Diagnosis(findings, own.set_aside)


class _Alone(Ward):
    """Under the lock of the data directory where this is a repair. What belongs to another directory than this is left alone."""

    def __init__(self, place: Place, data_dir: Path, mending: Place | None) -> None:
        super().__init__(place, mending)
        self._data, self._generations = data_dir, Generations(data_dir)
        self._kept = {path.name for path in self._generations.complete()}
        self._ours = not self.at.made_of.keys().isdisjoint(self._kept)
        if not self._ours:
            self.mending = None
        self._running = self.mending is None and data_dir.is_dir() and doctor.running(data_dir)

    def findings(self) -> Iterator[Finding]:
        if not self._ours and self.at.made_of:
            yield Finding(
                "note",
                f"{self._data} kent geen van de generaties in het cluster; van het cluster is alleen nagekeken wat daar staat",
                "draai doctor op de machine die de index maakt, met haar --data",
            )
        yield from self.of_indices()
        yield from self._of_serving()
        unknown = [name for name in self.at.made_of if name not in self._kept]
        yield from self.of_others(unknown)
        if self._ours and not self._running:
            yield from self._of_unknown(unknown)
            yield from self._of_absent()
            yield from self._of_runs()
        yield self.of_room()

    def _of_runs(self) -> Iterator[Finding]:
        """What machines that make an index together leave is of no use to one, unless it was lost who they are."""
        theirs = [index for index in self.at.beside() if not index.endswith("-files")]
        if theirs:
            yield Finding(
                "wrong",
                f"machines maakten deze index samen, en {runs_index(self.place.alias)} is weg; er is nog {', '.join(theirs)}",
                "zet die uit een snapshot van het cluster terug, of verwijder ook wat er nog is",
            )
        yield from self.of_leftovers(theirs)

    def _of_serving(self) -> Iterator[Finding]:
        """Whether what the cluster answers from is whole, and what the directory names."""
        usable = [name for name in self.at.whole() if name in self._kept or not self._ours]
        anew = (
            "bouw een nieuwe: opdrachten reindex --full"
            if self.at.made_of
            else "maak een index: opdrachten reindex"
        )
        named = self._generations.current()
        if not self._ours or named is None or named.name == self.serving:
            yield from self.of_serving(usable, anew)
            if self.mending is not None and self.serving in usable:
                self._generations.point_at(str(self.serving))
            return
        what = f"in het cluster is {self.serving or 'geen enkele generatie'} in gebruik, en de map noemt {named.name}"
        if self._running:
            yield Finding("note", what, "er is een run bezig; kijk straks nog eens")
        elif named.name in usable:
            self.switch(named.name)
            yield self.mended(what, "de volgende reindex zet dat goed, en opdrachten doctor --repair ook")
        elif usable:
            self.switch(usable[-1])
            if self.mending is not None:
                self._generations.point_at(usable[-1])
            yield self.mended(
                f"{what}, en die is daar niet heel", f"ga terug naar {usable[-1]}: opdrachten doctor --repair"
            )
        else:
            yield Finding("wrong", what, anew)

    def _of_unknown(self, names: Sequence[str]) -> Iterator[Finding]:
        """What a dead run left: the directory does not know it."""
        left = [name for name in names if name != self.serving]
        if left:
            for name in left:
                self.remove(self.at.indices_of(name))
            yield self.mended(
                f"een afgebroken run liet in het cluster resten achter: {', '.join(left)}",
                "de volgende reindex ruimt ze op, en opdrachten doctor --repair ook",
            )

    def _of_absent(self) -> Iterator[Finding]:
        """Generations that the directory knows, and that cannot be gone back to."""
        current = self._generations.current()
        for path in self._generations.complete():
            fault = self.at.faults().get(path.name)
            absent = path.name not in self.at.made_of
            if path == current or not (absent or (fault is not None and not fault.passing)):
                continue
            if self.mending is not None:
                self._generations.remove(path)
            if absent:  # else it was told what is wrong with it
                yield self.mended(
                    f"generatie {path.name} staat niet in het cluster",
                    "opdrachten doctor --repair haalt haar ook uit de map",
                )

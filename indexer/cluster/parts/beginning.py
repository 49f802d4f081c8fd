"""How a run begins and what is cleared away behind one."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from indexer.cluster import files
from indexer.cluster.client import OpenSearch
from indexer.cluster.parts import ledger, manifest
from indexer.cluster.parts.runs import LEASE_SECONDS, Run, Runs, Wanted
from indexer.cluster.served import InCluster, generations_of, index_name
from indexer.index.generations import GenerationError
from indexer.record import moment
from indexer.sources.found import Found, SetAside
from indexer.store import STORE, Store

LEDGER: Final = "ledger"
"""The name of the only file in the index of a ledger."""
_FOUND: Final = "found"


@dataclass(frozen=True, slots=True)
class Place:
    """An alias in a cluster. ``lease`` is for how many seconds a part is held without a sign of life."""

    client: OpenSearch
    alias: str
    shards: int
    lease: float = LEASE_SECONDS
    runs: Runs = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "runs", Runs(self.client, self.alias, self.lease))

    def index(self, run: Run) -> str:
        """Where the records of the run's generation go."""
        return index_name(self.alias, run.generation)

    def beside(self, run: Run) -> str:
        """Where the parts of a run leave what is not for searching."""
        return f"{self.alias}-run-{run.token}"

    def ledger(self, run: Run) -> str:
        """Where the ledger goes that comes of the run."""
        return f"{self.alias}-ledger-{run.token}"

    def serving(self) -> str | None:
        """The generation that the alias names."""
        known = generations_of(self.client, self.alias)
        return next((name for name, serves in known.items() if serves), None)


def joined(
    place: Place,
    corpora: Sequence[Path],
    data_dir: Path,
    wanted: Wanted,
    look: Callable[[], tuple[Sequence[Found], Sequence[SetAside]]],
) -> Run:
    """The run to take part in; where there is none, one that begins with what ``look`` finds, and, on an alias that never
    knew one, from the store of an index made on this machine alone. Raises as :meth:`Runs.joined` does.
    """
    place.runs.prepare()

    def begin() -> Run:
        found, aside = look()
        _adopt(place, data_dir)
        run = _new(place, wanted)
        files.create(place.client, place.beside(run))
        files.add(place.client, place.beside(run), _FOUND, manifest.to_bytes(corpora, found, aside))
        return run

    def withdraw(run: Run) -> None:
        place.client.indices.delete(index=place.beside(run), ignore_unavailable=True)

    return place.runs.joined(wanted, begin, withdraw, lambda run: drop(place, run))


def _new(place: Place, wanted: Wanted) -> Run:
    highest = max(
        (int(name.partition("-")[0]) for name in generations_of(place.client, place.alias)), default=0
    )
    stamp = wanted.now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    return Run(
        token=secrets.token_hex(8),
        name=wanted.name or stamp,
        generation=f"{highest + 1:06d}-{stamp}",
        parts=wanted.parts,
        full=wanted.full,
        now=moment(wanted.now),
        versions=wanted.versions,
        base=place.serving(),
        ledger=place.runs.ledger(),
    )


def _adopt(place: Place, data_dir: Path) -> None:
    """Take ids, log and moments over from an index that was made on one machine until now."""
    if place.runs.ledger() is not None or not (data_dir / STORE).is_file():
        return
    path = data_dir / "ledger.sqlite"
    with Store(data_dir / STORE) as store:
        ledger.written(store, path)
    index = f"{place.alias}-ledger-{secrets.token_hex(8)}"
    files.put(place.client, index, {LEDGER: path.read_bytes()})
    path.unlink()
    place.runs.point_at(index)


def back(place: Place) -> str | None:
    """Go back one generation and return its name; ``None`` where no machines make the index together. The next run builds a
    new one, as the ledger is that of the last. Raises ``GenerationError`` where there is none to go back to.
    """
    if not place.client.indices.exists(index=place.runs.index):
        return None
    names, serving = list(generations_of(place.client, place.alias)), place.serving()
    if serving is None:
        raise GenerationError("er is geen huidige generatie om van terug te gaan")
    if names[0] == serving:
        raise GenerationError(f"er is geen generatie ouder dan {serving}")
    earlier = names[names.index(serving) - 1]
    InCluster(place.client, place.alias, place.shards).switch(Path(earlier))
    return earlier


def found_by(place: Place, run: Run, corpora: Sequence[Path]) -> tuple[list[Found], list[SetAside]]:
    """What the run goes by, as it lies here."""
    return manifest.from_bytes(corpora, files.get(place.client, place.beside(run), _FOUND))


def fetched(place: Place, run: Run, path: Path) -> Path | None:
    """The ledger from which a run began, in a file; ``None`` where there was none."""
    path.unlink(missing_ok=True)
    if run.ledger is None:
        return None
    path.write_bytes(files.get(place.client, run.ledger, LEDGER))
    return path


def drop(place: Place, run: Run) -> None:
    """Take away what is left of a run that is not served."""
    indices = [place.beside(run)]
    if place.serving() != run.generation:
        indices += [place.index(run), files.index_of(place.index(run))]
        if place.runs.ledger() != place.ledger(run):
            indices.append(place.ledger(run))
    for index in indices:
        place.client.indices.delete(index=index, ignore_unavailable=True)


def clear(place: Place, run: Run, keep: int) -> None:
    """A run is done: let go of what it left beside its generation, of the ledgers before, and of all but the newest ``keep``
    generations.
    """
    known = generations_of(place.client, place.alias)
    old = [name for name in list(known)[:-keep] if not known[name]]
    doomed = [index_name(place.alias, name) for name in old]
    doomed += map(files.index_of, list(doomed))
    ledger_now = place.runs.ledger()
    for kind in ("run", "ledger"):
        found = place.client.indices.get(index=f"{place.alias}-{kind}-*")
        doomed += [index for index in found if index != ledger_now]
    for index in doomed:
        place.client.indices.delete(index=index, ignore_unavailable=True)

"""What is wrong with a data directory, how to mend it, and mending what can be mended without a choice.

Everything that is served can be made again from the corpus, and the ids with it as long as the files lie where they lay. So
a repair never hesitates to have something read or built anew, and never touches the generation that serves.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from indexer.aside import kept_aside
from indexer.index.check import CheckFailed, check_index
from indexer.index.generations import GenerationError, Generations, Sentinel, check_sums, read_sentinel
from indexer.index.served import Check, ServedError
from indexer.looking import UNWRITABLE, StoreLookedAt, StoreOlder, beside, check_store, damaged, looked_at
from indexer.reasons import no_folder, of_database
from indexer.reindex import Busy, exclusive
from indexer.store import STORE, Store, StoreError
from indexer.tools import Versions

Level = Literal["ok", "note", "wrong"]
FREE_FACTOR: Final = 3
"""A run needs room for one generation and a copy of the store; this many times their size leaves some to spare."""
_LEFTOVERS: Final = (".backup-*", ".restore-*", ".current.partial")
_DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``mend`` says how to mend it; ``repaired``, that this was done just now."""

    level: Level
    what: str
    mend: str | None = None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document that could not be read. ``stale``: its last good record is still served."""

    file: str
    reason: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that was found."""

    findings: Sequence[Finding]
    set_aside: Sequence[SetAside]

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong that was not mended."""
        return not any(finding.level == "wrong" and not finding.repaired for finding in self.findings)


def examine(
    data_dir: Path, installed: Versions, *, repair: bool = False, check: Check = check_index
) -> Diagnosis:
    """Look at everything in ``data_dir``; ``installed`` is what this program would build with, ``check`` looks at the index. With ``repair`` what can be
    mended is mended, under the lock of a run. Raises ``Busy`` (only then) or ``OSError``.
    """
    if not data_dir.is_dir():
        mend = "noem een map met --data, of maak een index: opdrachten reindex"
        return Diagnosis([Finding("wrong", no_folder(data_dir), mend)], [])
    lock = exclusive(data_dir) if repair else contextlib.nullcontext()
    with lock:
        doctor = _Doctor(data_dir, installed, repair, check)
        findings = list(doctor.findings())
    return Diagnosis(findings, doctor.set_aside)


class _Doctor:
    def __init__(self, data_dir: Path, installed: Versions, repair: bool, check: Check) -> None:
        self._check = check
        self.data, self.installed, self.repair = data_dir, installed, repair
        self.generations = Generations(data_dir)
        self.set_aside: list[SetAside] = []
        self.running = not repair and running(data_dir)

    def findings(self) -> Iterator[Finding]:
        yield from self._leftovers()
        yield from self._pointer()
        yield from self._damaged_generations()
        if self.running:
            yield Finding(
                "note", "er is een run bezig; de opslag is daarom niet nagekeken", "kijk straks nog eens"
            )
        else:
            yield from self._store()
        yield from self._room()

    def _leftovers(self) -> Iterator[Finding]:
        """What a run, a backup or a restore left behind when it was killed."""
        old = time.time() - _DAY_SECONDS
        dead = [
            path for pattern in _LEFTOVERS for path in self.data.glob(pattern) if path.stat().st_mtime < old
        ]
        if self.repair:
            dead += self.generations.leftovers()
            self.generations.sweep()
        else:
            dead += [] if self.running else self.generations.leftovers()
        if not dead:
            return
        if self.repair:
            for path in dead:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        names = ", ".join(sorted(path.name for path in dead))
        yield self._finding(
            f"een afgebroken run liet resten achter: {names}", "de volgende reindex ruimt ze op"
        )

    def _finding(self, what: str, mend: str) -> Finding:
        return Finding("wrong", what, mend, repaired=self.repair)

    def _pointer(self) -> Iterator[Finding]:
        """Whether what serves is there and whole."""
        current = self.generations.current()
        fault = _fault(current) if current else None
        if current is not None and fault is None:
            yield Finding("ok", f"generatie {current.name} is in gebruik en heel")
            return
        what = "er is geen generatie in gebruik"
        if current is not None:
            what = f"generatie {current.name} is in gebruik en beschadigd: {fault}"
        whole = [one.path for one in self.generations.list() if _fault(one.path) is None]
        if not whole:
            yield Finding(
                "wrong", what, "bouw een nieuwe: opdrachten reindex --full, of zet een reservekopie terug"
            )
            return
        if self.repair:
            self.generations.point_at(whole[-1].name)
        yield self._finding(what, f"ga terug naar {whole[-1].name}: opdrachten doctor --repair")

    def _damaged_generations(self) -> Iterator[Finding]:
        current = self.generations.current()
        for path in self.generations.complete():
            if path != current and (fault := _fault(path)) is not None:
                if self.repair:
                    self.generations.remove(path)
                yield self._finding(
                    f"generatie {path.name} is beschadigd: {fault}",
                    "opdrachten doctor --repair ruimt haar op",
                )

    def _store(self) -> Iterator[Finding]:
        path = self.data / STORE
        if not path.is_file():
            yield Finding(
                "wrong",
                f"{path} is er niet",
                "de volgende reindex leest alles opnieuw; of zet een reservekopie terug",
            )
            return
        before = _stamp(path)
        try:
            found = self._in_store(path)
        except StoreOlder as error:
            found = [
                Finding(
                    "note", f"{path} is van een oudere versie: {error}", "de volgende reindex zet haar om"
                )
            ]
        except (StoreError, sqlite3.Error) as error:
            found = [self._unusable_store(path, error)]
        if not self.repair and _stamp(path) != before:
            found = [
                Finding("note", f"{path} veranderde terwijl ernaar gekeken werd", "kijk straks nog eens")
            ]
        yield from found

    def _in_store(self, path: Path) -> list[Finding]:
        """Only with ``repair`` anything is written, and told when it is on the disk."""
        with contextlib.closing(looked_at(path)) as database:
            check_store(database)
        with Store(path) if self.repair else StoreLookedAt(path) as store:
            found = [Finding("ok", f"{path} is heel"), *self._records(store), *self._against_index(store)]
            if self.repair:
                store.commit()
        return found

    def _unusable_store(self, path: Path, error: Exception) -> Finding:
        if not damaged(error):
            return Finding(
                "wrong",
                f"{path} kan niet worden gelezen: {of_database(error.__cause__ or error)}; er is niets aan veranderd",
                "neem die oorzaak weg (een volle schijf, rechten, een ander programma) en kijk opnieuw",
            )
        aside = path.with_name(f"{path.name}.kapot-{int(time.time())}")
        if self.repair:
            for log in beside(path):  # first: left behind, the next store would be made without them
                log.rename(aside.with_name(log.name.replace(path.name, aside.name, 1)))
            path.rename(aside)
        return self._finding(
            f"{path} is niet te gebruiken: {error}",
            f"opdrachten doctor --repair legt het bestand terzijde als {aside.name}; de volgende reindex leest alles opnieuw, "
            "of zet eerst een reservekopie terug",
        )

    def _records(self, store: Store) -> Iterator[Finding]:
        """Whether each record is what its digest says, and which documents could not be read."""
        damaged = [id for id, digest, record in _stored(store) if digest != _digest(record)]
        if damaged:
            if self.repair:
                again = "UPDATE documents SET parser_version = NULL WHERE id = ?"
                store.database.executemany(again, ((id,) for id in damaged))
            yield self._finding(
                f"{len(damaged)} records in de opslag zijn beschadigd, zoals {damaged[0]}",
                "opdrachten doctor --repair laat de volgende reindex ze opnieuw lezen",
            )
        self.set_aside += unreadable(store)
        yield from of_unreadable(self.set_aside)

    def _against_index(self, store: Store) -> Iterator[Finding]:
        current = self.generations.current()
        if current is None or _fault(current) is not None:
            return
        sentinel = read_sentinel(current)
        yield from against_index(store, current, sentinel, self._check, "opdrachten reindex --full")
        yield from of_versions(sentinel, self.installed)

    def _room(self) -> Iterator[Finding]:
        current = self.generations.current()
        needed = FREE_FACTOR * (_size(current) if current else 0) + _size(self.data / STORE)
        yield of_room("de schijf", shutil.disk_usage(self.data).free, needed)
        if not os.access(self.data, os.W_OK):
            yield Finding(
                "wrong", f"in {self.data} kan niet worden geschreven", "geef de gebruiker van de run rechten"
            )


def unreadable(store: Store) -> list[SetAside]:
    """What could not be read in the last run: documents, and what was none."""
    failed = [SetAside(row.file, row.error, row.stale) for row in store.rows() if row.error is not None]
    return failed + [SetAside(shown, why, stale=False) for shown, why in kept_aside(store.database)]


def of_unreadable(set_aside: Sequence[SetAside]) -> Iterator[Finding]:
    """How many documents could not be read, where there are any."""
    if set_aside:
        stale = sum(one.stale for one in set_aside)
        kept = f", van {stale} staat de laatste goede lezing er nog" if stale else ""
        told = "1 document is" if len(set_aside) == 1 else f"{len(set_aside)} documenten zijn"
        yield Finding(
            "note",
            f"{told} niet leesbaar{kept}",
            "verbeter of verwijder ze; de volgende reindex probeert wat veranderde opnieuw",
        )


def against_index(
    store: Store, generation: Path, sentinel: Sentinel, check: Check, anew: str
) -> Iterator[Finding]:
    """Whether the generation in use holds what the store does; ``anew`` is the command by which all is built anew."""
    records, content = store.content()
    if (records, content) != (sentinel.records, sentinel.content):
        yield Finding(
            "note",
            f"de opslag ({records} records) en generatie {generation.name} ({sentinel.records}) verschillen: er is"
            " teruggegaan, of een run is niet afgekomen",
            "de volgende reindex bouwt een nieuwe generatie",
        )
        return
    try:
        check(generation, store.ids(), ())
    except CheckFailed as error:
        yield Finding("wrong", f"index en opslag verschillen: {error}", f"bouw opnieuw: {anew}")
    except ServedError as error:
        yield Finding(
            "wrong", f"de index is niet na te kijken: {error}", "kijk opnieuw als het cluster weer antwoordt"
        )
    else:
        yield Finding("ok", f"index en opslag hebben dezelfde {records} records")


def of_versions(sentinel: Sentinel, installed: Versions) -> Iterator[Finding]:
    """Whether the generation in use was made by another version of the program."""
    pairs = {
        "het schema": (sentinel.schema_version, installed.schema),
        "de taalregels": (sentinel.analyser_version, installed.analyser),
        "de leesregels": (sentinel.parser_version, installed.parser),
    }
    differing = [name for name, (built, now) in pairs.items() if built != now]
    if differing:
        told = f"de generatie is door een andere versie gemaakt ({', '.join(differing)})"
        yield Finding("note", told, "de volgende reindex leest of bouwt alles opnieuw")


def of_room(where: str, free: int, needed: int) -> Finding:
    """Whether there is room for a run; in bytes."""
    megabytes = f"{free // 1_000_000} MB vrij, nodig is ongeveer {needed // 1_000_000} MB"
    if free < needed:
        return Finding("wrong", f"te weinig ruimte op {where} voor een run: {megabytes}", "maak ruimte vrij")
    return Finding("ok", f"genoeg ruimte op {where}: {megabytes}")


def running(data_dir: Path) -> bool:
    """Whether a run is going on; none is where nothing can be written."""
    try:
        with exclusive(data_dir):
            return False
    except Busy:
        return True
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        return False


def _fault(generation: Path) -> str | None:
    """Why a generation cannot be used; ``None`` for a whole one."""
    try:
        read_sentinel(generation)
        check_sums(generation)
    except (GenerationError, OSError) as error:
        return str(error)
    return None


def _stamp(path: Path) -> list[tuple[int, int]]:
    """What a run that writes in the store changes."""
    written = [log for log in beside(path) if not log.name.endswith("-shm")]  # readers write in that one
    files = [path, *written]
    return [(status.st_size, status.st_mtime_ns) for status in map(Path.stat, files)]


def _stored(store: Store) -> Iterator[tuple[str, str, bytes]]:
    """As bytes, for what was damaged need not be text."""
    yield from store.database.execute(
        "SELECT id, digest, CAST(record AS BLOB) FROM documents WHERE digest IS NOT NULL ORDER BY id"
    )


def _digest(record: bytes) -> str:
    return blake2b(record, digest_size=20).hexdigest()


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size if path.is_file() else 0

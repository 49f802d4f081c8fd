"""A corpus that changes every night, what is to be served of it, and the nights, spoilt and good."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from app.search.snapshot import Snapshot
from indexer.index.generations import Generations
from indexer.record import to_json
from tests.faults.documents import parse
from tests.faults.night import STAGE, Bounds, begin

SIZE = 40
WAIT_SECONDS = 120.0
_PLACE = {
    "name": "Almelo",
    "gemeente": "Almelo",
    "province": "Overijssel",
    "regions": [],
    "lat": 52.36,
    "lon": 6.66,
}
_ERROR = re.compile(r"(?:[\w.]+\.)?(\w*(?:Error|Failed|Exception))\b")


class Lost(AssertionError):
    """Something was lost, or a run that nothing spoilt did not succeed."""


class House:
    """A corpus and a data directory under ``home``; what is done is drawn from ``chance``."""

    def __init__(self, home: Path, chance: random.Random, data: Path | None = None) -> None:
        self.corpus, self.data = home / "corpus", data or home / "data"
        self.told = home / "told"
        self.corpus.mkdir(parents=True)
        self.chance = chance
        self._number = 0
        self._ids: dict[str, str] = {}
        self._touched: set[str] = set()
        self.seconds = 1.0
        for _ in range(SIZE):
            self._put()

    def _put(self, path: Path | None = None) -> None:
        self._number += 1
        said = {
            "title": f"Begeleider nummer {self._number}",
            "organisation": f"Gemeente {self._number % 7}",
            "places": [_PLACE],
            "text": f"Begeleiding van gezinnen, nummer {self._number}.\n" * self.chance.randint(1, 200),
        }
        (path or self.corpus / f"d{self._number}.json").write_text(json.dumps(said), encoding="utf-8")

    def change(self) -> None:
        """A day goes by: some documents come, change, go or get another name. One that got another name or text since the
        last good night is let be: both together make it another document.
        """
        paths = sorted(path for path in self.corpus.iterdir() if path.name not in self._touched)
        self.chance.shuffle(paths)
        for _ in range(self.chance.randint(1, 3)):
            self._put()
        changed = paths.pop()
        self._put(changed)
        while len(paths) > SIZE:  # so that the corpus stays as large as it is
            gone = paths.pop()
            gone.unlink()
            self._ids.pop(gone.name, None)
        old = paths.pop()
        new = old.rename(old.with_name(f"h{self._number}.json"))
        if old.name in self._ids:
            self._ids[new.name] = self._ids.pop(old.name)
        self._touched |= {changed.name, new.name}

    def begin(self, bounds: Bounds = Bounds()) -> BaseProcess:  # noqa: B008 - frozen
        """A night's run, begun."""
        return begin(self.corpus, self.data, self.told, bounds)

    def good_night(self) -> dict[str, Any]:
        """A run that nothing spoils: it must succeed, and what is served be just what the documents say, each under the id
        it had. Raises :class:`Lost`.
        """
        started = time.monotonic()
        process = self.begin()
        process.join(WAIT_SECONDS)
        output = self.told.read_text(encoding="utf-8")
        if process.exitcode != 0:
            raise Lost(f"a good night ended with status {process.exitcode}:\n{output}")
        self.seconds = 0.7 * self.seconds + 0.3 * (time.monotonic() - started)
        report: dict[str, Any] = json.loads(output.splitlines()[-1])
        if report["setAside"]:
            raise Lost(f"set aside: {report['setAside']}")
        self.whole()
        return report

    def whole(self) -> None:
        """What is served is what the documents say. Raises :class:`Lost`."""
        records = self.served()
        expected = {
            path.name: to_json(parse(path, path.name, ""), with_text=True)
            for path in sorted(self.corpus.iterdir())
        }
        if {file: {**record, "id": ""} for file, record in records.items()} != expected:
            raise Lost(f"served {sorted(records)}, wanted {sorted(expected)}, or other contents")
        ids = {file: str(record["id"]) for file, record in records.items()}
        for file, id in self._ids.items():
            if ids[file] != id:
                raise Lost(f"{file} had the id {id} and has {ids[file]}")
        self._ids = ids
        self._touched.clear()
        remains = [path.name for path in self.generations.directory.iterdir() if path.name.startswith(".")]
        if remains:
            raise Lost(f"left behind: {remains}")

    @property
    def generations(self) -> Generations:
        return Generations(self.data)

    def served(self) -> dict[str, dict[str, Any]]:
        """By file, each record that is served."""
        path = self.generations.current()
        if path is None:
            raise Lost("nothing is served")
        return {record["file"]: record for record in Snapshot(path).export()}

    def from_nothing(self, home: Path) -> None:
        """A run from nothing gives the same records, but for the ids of what got another name. Raises :class:`Lost`."""
        other = House.__new__(House)
        other.__dict__.update(self.__dict__, data=home / "nothing", _ids={})
        other.good_night()
        if _without_ids(other.served()) != _without_ids(self.served()):
            raise Lost("a run from nothing gives other records")


def _without_ids(records: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {file: {**record, "id": None} for file, record in records.items()}


Spoil = Callable[[House], str]
"""Spoils one run; tells how it ended."""


def killed(house: House) -> str:
    """A run that is killed at a random moment."""
    process = house.begin()
    process.join(house.chance.uniform(0.0, 1.1 * house.seconds))
    process.kill()
    return _ended(house, process)


def without_memory(house: House) -> str:
    """A run that gets too little memory, at a random bound up to what it needs."""
    return _ended(house, house.begin(Bounds(memory=house.chance.randint(0, 600) * 1024**2)))


def with_small_files(house: House) -> str:
    """A run whose files cannot grow beyond a random bound."""
    return _ended(house, house.begin(Bounds(file=int(2 ** house.chance.uniform(6, 20)))))


def _ended(house: House, process: BaseProcess) -> str:
    """How a run ended, and in which stage or by what error."""
    process.join(WAIT_SECONDS)
    code = process.exitcode
    if code is None:
        process.kill()
        process.join()
        raise Lost(f"a spoilt run did not end in {WAIT_SECONDS:g} s")
    if code == 0:
        return "went well"
    lines = house.told.read_text("utf-8", "replace").splitlines() if house.told.exists() else []
    stages = [line.removeprefix(STAGE) for line in lines if line.startswith(STAGE)]
    errors = [found[1] for line in lines if (found := _ERROR.match(line))] if code > 0 else []
    error = errors[-1] if errors else ""
    how = f"signal {-code}" if code < 0 else f"status {code}"
    return " ".join(part for part in (how, error, "after", stages[-1] if stages else "nothing") if part)


def on_a_full_disk(house: House) -> str:
    """A run on a disk with a random number of bytes left."""
    ballast = house.data / "ballast"
    left = int(2 ** house.chance.uniform(8, 22))
    with ballast.open("wb") as file:
        free = _free(house.data)
        with contextlib.suppress(OSError):
            while free > left:
                file.write(bytes(min(free - left, 65_536)))
                file.flush()
                free = _free(house.data)
    try:
        return _ended(house, house.begin())
    finally:
        ballast.unlink()


def _free(path: Path) -> int:
    status = os.statvfs(path)
    return status.f_bavail * status.f_frsize


@contextlib.contextmanager
def small_disk(path: Path, megabytes: int = 24) -> Iterator[bool]:
    """A file system of that size at ``path``; tells whether it could be mounted, which takes the rights to do so."""
    path.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(path)], check=True)

"""Generations of the index: each night's index in a directory of its own, and one pointer to the one that
serves.

``data/generations/000007-20261104T030012Z`` holds a generation, ``data/current`` names the one in use. A
directory whose name starts with a dot is being built or being removed and is never served.

The pointer is a small file, replaced by ``os.replace``, rather than a symbolic link: a reader resolves it
once to a name and opens everything under that name, so that it can never take half its files from the
generation before the switch and half from the one after; its bytes can be fsynced before the rename; and it
survives backups, container volumes and network file systems that follow, flatten or forbid links.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.record import json_name

SENTINEL = "sentinel.json"
SUMS = "sums.json"
KEPT_GENERATIONS = 3
_NAME = re.compile(r"\d{6,}-\d{8}T\d{6}Z")
_BUILDING = ".building-"
_REMOVING = ".removing-"

Stamp = tuple[int, int, int]
"""What changes when a file is replaced or written: its inode, its size in bytes, when it was written in nanoseconds."""
Taken = dict[str, tuple[Stamp, list[int | str]]]
"""By the name of a file below a directory: what it was like when its sum (size and digest) was taken, and that sum."""

log = logging.getLogger(__name__)


class GenerationError(Exception):
    """A generation that cannot be published, read or gone back to. The message says which and why."""


@dataclass(frozen=True, slots=True)
class Sentinel:
    """What a generation was made of; written last, so that its presence marks the directory as complete.

    ``content`` is a digest over every record in it, ``created`` a moment in UTC as ISO 8601. Whatever of
    schema, analyser, parser or language model differs from what is installed forces a rebuild.
    """

    schema_version: str
    analyser_version: str
    parser_version: str
    language_model: str | None
    records: int
    content: str
    created: str

    def versions(self) -> tuple[str, str, str, str | None]:
        return self.schema_version, self.analyser_version, self.parser_version, self.language_model


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete generation on disk."""

    name: str
    path: Path
    created: str
    records: int
    current: bool


def write_sentinel(directory: Path, sentinel: Sentinel) -> None:
    """Mark the generation in ``directory`` as complete. Written under another name first: half a sentinel is
    none.
    """
    values = {json_name(name): getattr(sentinel, name) for name in sentinel.__slots__}
    partial = directory / (SENTINEL + ".partial")
    partial.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    partial.replace(directory / SENTINEL)


def read_sentinel(directory: Path) -> Sentinel:
    """The sentinel of a generation. Raises :class:`GenerationError` when it is missing, damaged or
    incomplete.
    """
    try:
        content = (directory / SENTINEL).read_bytes()
    except OSError as error:
        raise _no_sentinel(directory.name, error) from error
    return sentinel_of(content, directory.name)


def sentinel_of(content: bytes, name: str) -> Sentinel:
    """The sentinel of generation ``name`` from what its file holds. Raises :class:`GenerationError`."""
    try:
        values: dict[str, Any] = json.loads(content)
        return Sentinel(**{field: values[json_name(field)] for field in Sentinel.__slots__})
    except (ValueError, KeyError, TypeError) as error:
        raise _no_sentinel(name, error) from error


def _no_sentinel(name: str, error: Exception) -> GenerationError:
    reason = f"{type(error).__name__}: {error}"
    return GenerationError(f"generatie {name} heeft geen bruikbare {SENTINEL} ({reason})")


def sync_file(path: Path) -> None:
    """Have the file's or directory's contents on the disk before returning (fsync)."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(directory: Path) -> None:
    """fsync every file below ``directory`` and every directory, children before parents."""
    for parent, _, names in os.walk(directory, topdown=False):
        for name in names:
            sync_file(Path(parent, name))
        sync_file(Path(parent))


def sync_files(directory: Path) -> None:
    """fsync what now lies below ``directory``, so that :func:`sync_tree` finds little left to do; a file that goes meanwhile
    is no matter.
    """
    for parent, _, names in os.walk(directory):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                sync_file(Path(parent, name))


def take_sums(directory: Path) -> Taken:
    """The sums of what now lies below ``directory``, for :func:`write_sums` to use where a file has stayed as it is. A file
    that goes meanwhile is no matter.
    """
    taken: Taken = {}
    for path in sorted(directory.rglob("*")):
        with contextlib.suppress(FileNotFoundError):
            if path.is_file():
                stamp = _stamp(path)
                taken[path.relative_to(directory).as_posix()] = (stamp, _sum_of(path))
    return taken


def write_sums(directory: Path, taken: Taken | None = None) -> None:
    """Note the size and digest of every file of a generation, by which :func:`check_sums` knows them again."""
    names = sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())
    sums = {name: _known_sum(directory / name, (taken or {}).get(name)) for name in names if name != SUMS}
    (directory / SUMS).write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")


def _known_sum(path: Path, taken: tuple[Stamp, list[int | str]] | None) -> list[int | str]:
    return taken[1] if taken is not None and taken[0] == _stamp(path) else _sum_of(path)


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _sum_of(path: Path) -> list[int | str]:
    with path.open("rb") as file:
        return [path.stat().st_size, hashlib.file_digest(file, "blake2b").hexdigest()]


def check_sums(directory: Path) -> None:
    """Whether every file of a generation is as it was published. Raises :class:`GenerationError` or ``OSError``."""
    try:
        sums: dict[str, list[int | str]] = json.loads((directory / SUMS).read_text(encoding="utf-8"))
        if not isinstance(sums, dict) or not sums.keys() >= {SENTINEL}:
            raise ValueError("er staan geen sommen in")
        differing = [name for name, told in sums.items() if _sum_of(directory / name) != told]
    except FileNotFoundError as error:
        raise GenerationError(f"{error.filename} is er niet") from error
    except ValueError as error:
        raise GenerationError(f"{directory / SUMS} is onleesbaar: {error}") from error
    if differing:
        raise GenerationError(f"{directory / differing[0]} is veranderd nadat het was nagekeken")


class Generations:
    """The generations under one data directory. Building and publishing is for the holder of the re-index
    lock; reading (:meth:`current`, :meth:`list`) is for anyone at any moment.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.directory = data_dir / "generations"
        self.pointer = data_dir / "current"

    def current(self) -> Path | None:
        """The directory of the generation in use, or ``None`` when there is none (yet)."""
        try:
            name = self.pointer.read_bytes().decode("utf-8", "backslashreplace").strip()
        except FileNotFoundError:
            return None
        path = self.directory / name
        if not _NAME.fullmatch(name) or not (path / SENTINEL).is_file():
            log.warning("de wijzer %s noemt %r, en die generatie is er niet", self.pointer, name)
            return None
        return path

    def new(self) -> Path:
        """An empty directory to build the next generation in. Its number is above every other, its name never
        reused.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        taken = [int(path.name.partition("-")[0]) for path in self.complete()]
        moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        path = self.directory / f"{_BUILDING}{max(taken, default=0) + 1:06d}-{moment}"
        path.mkdir()
        return path

    def publish(self, building: Path, taken: Taken | None = None, *, summed: bool = False) -> Path:
        """Make a built generation durable, then the current one; return its final path. ``taken`` are sums of some of its
        files (:func:`take_sums`); ``summed``: it came with its sums, and those stay.

        Raises :class:`GenerationError` when it carries no sentinel. Until the pointer moves, in the last
        step, nothing that is served has changed; from then on everything it points at is on the disk.
        """
        read_sentinel(building)
        if not summed:
            write_sums(building, taken)
        sync_tree(building)
        final = self.directory / building.name.removeprefix(_BUILDING)
        if not building.name.startswith(_BUILDING) or building.parent != self.directory:
            raise GenerationError(f"{building} is geen map waarin een generatie wordt gebouwd")
        building.rename(final)
        sync_file(self.directory)
        self.point_at(final.name)
        return final

    def list(self) -> Sequence[Generation]:
        """Every complete generation, oldest first. One whose sentinel is damaged is left out, and logged."""
        current = self.current()
        found = []
        for path in self.complete():
            try:
                sentinel = read_sentinel(path)
            except GenerationError as error:
                log.warning("%s", error)
                continue
            found.append(Generation(path.name, path, sentinel.created, sentinel.records, path == current))
        return found

    def rollback(self) -> Path:
        """Make the generation before the current one current. Raises :class:`GenerationError` when there is
        none.
        """
        generations = self.list()
        at = next((i for i, generation in enumerate(generations) if generation.current), None)
        if at is None:
            raise GenerationError("er is geen huidige generatie om van terug te gaan")
        if at == 0:
            raise GenerationError(f"er is geen generatie ouder dan {generations[0].name}")
        earlier = generations[at - 1]
        self.point_at(earlier.name)
        return earlier.path

    def prune(self, keep: int = KEPT_GENERATIONS) -> Sequence[str]:
        """Remove all but the ``keep`` newest generations and the current one; return the names that went.

        A server that holds an old one open keeps working: POSIX frees a file's space when its last reader
        lets go.
        """
        if keep < 1:
            raise ValueError(f"keep is at least 1, not {keep}")
        current = self.current()
        old = [path for path in self.complete()[:-keep] if path != current]
        for path in old:
            self.remove(path)
        return [path.name for path in old]

    def sweep(self) -> Sequence[str]:
        """Remove what a dead run left behind. Only for the holder of the re-index lock: no other run can be
        building.
        """
        remains = self.leftovers()
        for path in remains:
            shutil.rmtree(path)
        return [path.name for path in remains]

    def leftovers(self) -> Sequence[Path]:
        """What is being built or removed, or was when a run died."""
        if not self.directory.is_dir():
            return []
        return sorted(p for p in self.directory.iterdir() if p.name.startswith((_BUILDING, _REMOVING)))

    def complete(self) -> Sequence[Path]:
        """The directories of all generations that were published and not removed, oldest first."""
        return sorted(self._directories(), key=lambda path: (int(path.name.partition("-")[0]), path.name))

    def _directories(self) -> Iterator[Path]:
        if self.directory.is_dir():
            yield from (p for p in self.directory.iterdir() if _NAME.fullmatch(p.name) and p.is_dir())

    def remove(self, path: Path) -> None:
        """Remove a generation. Only for the holder of the re-index lock."""
        # Renamed first: a removal that is cut short must not leave half a generation under a name that can be
        # served.
        doomed = path.with_name(_REMOVING + path.name)
        path.rename(doomed)
        shutil.rmtree(doomed)

    def point_at(self, name: str) -> None:
        """Make the generation of that name the current one. Only for the holder of the re-index lock."""
        partial = self.pointer.with_name(".current.partial")
        partial.write_text(name + "\n", encoding="utf-8")
        sync_file(partial)
        partial.replace(self.pointer)
        sync_file(self.data_dir)

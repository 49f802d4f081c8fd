"""A copy of a data directory in one file, made while it serves and while it is re-indexed; and back again.

The file is a tar of the generation in use, the store and the keys, with ``manifest.json`` in front that gives each
file's size and SHA-256, compressed with Zstandard (RFC 8878; ``tar --zstd -tf FILE`` lists it). The generation is taken before
the store: a store that is a night ahead of what is served is harmless (see :mod:`indexer.store`), one behind is not.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from indexer.index.generations import (
    GenerationError,
    Generations,
    check_sums,
    read_sentinel,
    sync_file,
    sync_tree,
)
from indexer.looking import UNWRITABLE, StoreDamaged, check_store, opened
from indexer.reasons import no_file, no_folder
from indexer.reindex import exclusive
from indexer.store import STORE, Store, StoreError
from indexer.zstandard import zstd

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_GENERATION, _KEYS = "generation", "keys"
_TRIES: Final = 3
_PIECE: Final = 1 << 20


class BackupError(Exception):
    """A backup that cannot be made or used. The message says which file and why."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: the generation's name, when it was built (UTC), its records, and the bytes of all files."""

    generation: str
    created: str
    records: int
    bytes: int


def backup(data_dir: Path, keys_dir: Path, target: Path) -> Made:
    """Write a backup to ``target``, which appears only when it is whole; one that is there is replaced, in the place that a
    link leads to. What is damaged is not packed, so that the copies of before stay the last ones.

    Raises :class:`BackupError`, ``GenerationError``, ``StoreError`` or ``OSError``.
    """
    if not data_dir.is_dir():
        raise BackupError(no_folder(data_dir))
    target = target.resolve()
    if target.exists() and not target.is_file():
        raise BackupError(f"{target} is geen gewoon bestand")
    with _staging(data_dir, target.parent) as staged:
        generation = _link_generation(Generations(data_dir), staged / _GENERATION)
        _check(staged / _GENERATION, f"generatie {generation}")
        _copy_store(data_dir / STORE, staged / STORE)
        if keys_dir.is_dir():
            shutil.copytree(keys_dir, staged / _KEYS)
        sentinel = read_sentinel(staged / _GENERATION)
        manifest = {
            "format": FORMAT,
            "generation": generation,
            "created": sentinel.created,
            "records": sentinel.records,
            "files": {file: _sum_of(staged / file) for file in _files_below(staged)},
        }
        partial = target.with_name(f".{target.name}.partial")
        try:
            _pack(staged, manifest, partial)
            sync_file(partial)
            partial.replace(target)
            sync_file(target.resolve().parent)
        finally:
            partial.unlink(missing_ok=True)
    return _made(manifest)


@contextlib.contextmanager
def _staging(data_dir: Path, otherwise: Path) -> Iterator[Path]:
    """A folder to gather in: in the data directory, where a link does for a copy, or where that is only to be read, ``otherwise``."""
    try:
        folder = tempfile.TemporaryDirectory(dir=data_dir, prefix=".backup-")
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        folder = tempfile.TemporaryDirectory(dir=otherwise, prefix=".backup-")
    with folder as name:
        yield Path(name)


def _link(source: str, target: str) -> None:
    """Hold a file by a link, or where none can be made, by a copy."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (*UNWRITABLE, errno.EXDEV):
            raise
        shutil.copyfile(source, target)


def _check(generation: Path, called: str) -> None:
    """Hold a generation against the sums that were made when it was built."""
    try:
        check_sums(generation)
    except (GenerationError, FileNotFoundError) as error:
        raise BackupError(f"{called} is beschadigd: {error}") from error


def _made(manifest: dict[str, Any]) -> Made:
    total = sum(size for size, _ in manifest["files"].values())
    return Made(manifest["generation"], manifest["created"], manifest["records"], total)


def _link_generation(generations: Generations, target: Path) -> str:
    """Hold the generation in use by links to its files, so that no run can clear it away meanwhile; return its name."""
    for _ in range(_TRIES):
        current = generations.current()
        if current is None:
            raise GenerationError(f"in {generations.data_dir} is geen generatie in gebruik")
        try:
            shutil.copytree(current, target, copy_function=_link)
        except (FileNotFoundError, shutil.Error):  # cleared away just now; another one is in use
            shutil.rmtree(target, ignore_errors=True)
            continue
        return current.name
    raise BackupError(f"de generatie in {generations.data_dir} verandert steeds terwijl zij wordt gelezen")


def _copy_store(source: Path, target: Path) -> None:
    if not source.is_file():
        raise StoreError(f"{source} is er niet")
    try:
        with contextlib.closing(sqlite3.connect(target)) as copy:
            with contextlib.closing(opened(source)) as ours:
                ours.backup(copy)
            check_store(copy)
    except (sqlite3.Error, StoreDamaged) as error:
        raise StoreError(f"{source} is niet te lezen: {error}") from error


def _files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _sum_of(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _pack(staged: Path, manifest: dict[str, Any], target: Path) -> None:
    told = json.dumps(manifest, indent=1).encode()
    with (
        target.open("wb") as raw,
        zstd.open(raw, "wb") as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(told)
        tar.addfile(entry, io.BytesIO(told))
        for file in manifest["files"]:
            entry = tar.gettarinfo(staged / file, arcname=file)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            with (staged / file).open("rb") as content:
                tar.addfile(entry, content)


def restore(source: Path, data_dir: Path, keys_dir: Path) -> Made:
    """Put back what ``source`` holds and switch to it; a server that runs takes it up by itself.

    The generations that are there stay, the restored one comes behind them. The store and the keys are replaced: what was
    parsed since the backup is parsed again by the next run. Everything is compared with the manifest, and the generation with
    the sums that were made when it was built, before anything changes.

    Raises :class:`BackupError`, ``Busy``, ``GenerationError`` or ``OSError``.
    """
    if not source.is_file():
        raise BackupError(no_file(source))
    with exclusive(data_dir), tempfile.TemporaryDirectory(dir=data_dir, prefix=".restore-") as name:
        staged = Path(name)
        manifest = _unpack(source, staged)
        _check(staged / _GENERATION, f"de generatie in {source}")
        with Store(staged / STORE):  # of a version that this program knows
            pass
        generations = Generations(data_dir)
        building = generations.new()
        try:
            for path in (staged / _GENERATION).iterdir():
                path.rename(building / path.name)
            read_sentinel(building)
            sync_tree(staged)
            _clear_journals(data_dir / STORE)
            (staged / STORE).replace(data_dir / STORE)
            (staged / _KEYS).mkdir(exist_ok=True)  # where there were none, none stay
            _replace_keys(staged / _KEYS, keys_dir)
            sync_file(data_dir)
            generations.publish(building, summed=True)
        finally:
            shutil.rmtree(building, ignore_errors=True)  # once published it no longer bears this name
    return _made(manifest)


def _clear_journals(store: Path) -> None:
    """What SQLite kept beside the store that gives way must not be taken for part of the new one."""
    for end in ("-journal", "-wal", "-shm"):
        store.with_name(store.name + end).unlink(missing_ok=True)


def _replace_keys(staged: Path, keys_dir: Path) -> None:
    keys_dir.mkdir(parents=True, exist_ok=True)
    for key in staged.iterdir():
        with tempfile.NamedTemporaryFile(dir=keys_dir, prefix=".", delete=False) as partial:
            partial.write(key.read_bytes())
        Path(partial.name).replace(keys_dir / key.name)
    for path in keys_dir.iterdir():
        if not (staged / path.name).is_file() and not path.name.startswith("."):
            path.unlink()


def _unpack(source: Path, target: Path) -> dict[str, Any]:
    try:
        with (
            source.open("rb") as raw,
            zstd.open(raw, "rb") as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            manifest = _extract(tar, target)
    except (tarfile.TarError, zstd.ZstdError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{source} is geen bruikbare reservekopie: {error}") from error
    missing = sorted(set(manifest["files"]) - set(_files_below(target)))
    if missing:
        raise BackupError(f"{source} is niet heel: {missing[0]} ontbreekt")
    return manifest


def _extract(tar: tarfile.TarFile, target: Path) -> dict[str, Any]:
    manifest: dict[str, Any] | None = None
    for entry, content in _entries(tar):
        if manifest is None:
            if entry.name != MANIFEST:
                raise ValueError(f"{MANIFEST} staat niet vooraan")
            manifest = json.load(content)
            if manifest["format"] != FORMAT:
                raise ValueError(f"versie {manifest['format']} is onbekend, dit programma kent {FORMAT}")
            continue
        path = target / _safe(entry.name)
        wanted = manifest["files"].get(entry.name)
        if wanted is None:
            raise ValueError(f"{entry.name!r} hoort er niet in")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            shutil.copyfileobj(content, file, _PIECE)
        if _sum_of(path) != tuple(wanted):
            raise ValueError(f"{entry.name} is beschadigd")
    if manifest is None:
        raise ValueError("er zit niets in")
    return manifest


def _entries(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for entry in tar:
        content = tar.extractfile(entry) if entry.isfile() else None
        if content is None:
            raise ValueError(f"{entry.name!r} is geen gewoon bestand")
        yield entry, content


def _safe(name: str) -> Path:
    """The place of a file that a backup may hold, below the folder it is unpacked in."""
    path = PurePosixPath(name)
    known = name == STORE or path.parts[0] in (_GENERATION, _KEYS)
    if path.is_absolute() or ".." in path.parts or not known:
        raise ValueError(f"{name!r} hoort er niet in")
    return Path(*path.parts)

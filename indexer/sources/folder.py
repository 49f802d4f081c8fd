"""A folder of files: every file of a kind that is read is a document, known by its path below the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from indexer.sources.found import (
    Found,
    SetAside,
    Source,
    bad_name,
    because,
    oversized,
    shown,
    told,
    untrusted,
)
from indexer.store import content_hash
from indexer.store_tables import suffix_of


def walk(
    source: Source, suffixes: Collection[str], largest: int, apart: Path | None = None
) -> Iterator[Found | SetAside]:
    """Everything in the folder that has one of the suffixes, in a fixed order, but what lies below ``apart``. Files above
    ``largest`` bytes are set aside.
    """
    root = source.root
    unreadable: list[OSError] = []
    for parent, folders, names in os.walk(root, onerror=unreadable.append):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and Path(parent, name) != apart
        )
        for name in folders:
            path = Path(parent, name)
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                reason = "verwijst naar een map buiten de collectie"
                yield SetAside(source.label, shown(path, root) + "/", reason)
        wanted = [name for name in names if suffix_of(name) in suffixes and not _ignored(name)]
        if not wanted:
            continue
        below = Path(parent).relative_to(root).as_posix()
        before = "" if below == "." else below + "/"
        for name in sorted(wanted):
            yield _examine(source, Path(parent, name), before + name, largest)
    for error in unreadable:
        yield SetAside(source.label, shown(Path(error.filename), root) + "/", because(error))


def _ignored(name: str) -> bool:
    """Hidden files, the lock files of word processors, and what describes a corpus instead of belonging to
    it.
    """
    lower = name.lower()
    return name.startswith((".", "~$")) or lower.startswith("readme")


def _examine(source: Source, path: Path, below: str, largest: int) -> Found | SetAside:
    """``below`` is the path below the root, with ``/`` between its parts."""
    label, root = source.label, source.root
    file = told(below)
    if reason := bad_name(below):
        return SetAside(label, file, reason)
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            if reason := untrusted(path, root):
                return SetAside(label, file, reason)
            status = path.stat()
        if status.st_size > largest:
            return SetAside(label, file, oversized(status.st_size, largest))
        return Found(label, file, path, content_hash(path), suffix_of(below), "folder", file)
    except (OSError, RuntimeError) as error:  # RuntimeError: symbolic links in a circle
        return SetAside(label, file, because(error))

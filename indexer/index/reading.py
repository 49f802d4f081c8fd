"""Opening a written index to search it, also where nothing can be written."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import tantivy

_LOCK: Final = ".tantivy-meta.lock"
_MOST_ATTEMPTS: Final = 10


@contextlib.contextmanager
def opened(directory: Path) -> Iterator[tantivy.Index]:
    """The index in ``directory``. A searcher that is taken from it here stays good afterwards. Raises ``OSError`` or
    ``ValueError`` when it is not complete.

    tantivy takes a lock on opening, which is a file beside the index. Where that cannot be written the index is opened through
    a folder of links to its files: a generation does not change, so there is nothing to lock.
    """
    if _can_lock(directory):
        yield tantivy.Index.open(str(directory))
        return
    links = Path(mkdtemp(prefix="opdrachten-index-"))
    try:
        for file in directory.iterdir():
            if file.name != _LOCK:
                (links / file.name).symlink_to(file.absolute())
        yield tantivy.Index.open(str(links))
    finally:
        _remove(links)


def _remove(links: Path) -> None:
    """Take the folder away. A thread of tantivy that looks for changes may lay its lock there meanwhile: then once more."""
    for _ in range(_MOST_ATTEMPTS):
        shutil.rmtree(links, ignore_errors=True)
        if not links.exists():
            return


def _can_lock(directory: Path) -> bool:
    lock = directory / _LOCK
    return os.access(lock if lock.exists() else directory, os.W_OK)

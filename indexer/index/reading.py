"""Opening a written index to search it, also where nothing can be written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import tantivy

_LOCK: Final = ".tantivy-meta.lock"


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
    with TemporaryDirectory(prefix="opdrachten-index-") as links:
        for file in directory.iterdir():
            if file.name != _LOCK:
                (Path(links) / file.name).symlink_to(file.absolute())
        yield tantivy.Index.open(links)


def _can_lock(directory: Path) -> bool:
    lock = directory / _LOCK
    return os.access(lock if lock.exists() else directory, os.W_OK)

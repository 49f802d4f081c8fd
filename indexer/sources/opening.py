"""A document for a reader: a file whose name tells its kind, as readers want it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from indexer.readers.source import Limits
from indexer.sources import feed, maildir
from indexer.sources.found import Found
from indexer.store import content_hash

SPOOL = "spool"
"""The folder in the data directory for copies that last as long as their reading; what a killed run left is swept."""


class Altered(Exception):
    """What lies there is no longer what was found."""


@contextlib.contextmanager
def readable(document: Found, spool: Path | None) -> Iterator[Path]:
    """The path to read, until the block ends; of a mail or a line of a feed that of a copy in ``spool``.

    Raises ``OSError``, and :class:`Altered` when it changed since it was found, which may show only at the end.
    """
    if document.kind == "folder":
        yield document.path
        if content_hash(document.path) != document.sha:
            raise Altered
        return
    assert spool is not None, "no folder was given for copies"
    data, sha = _content(document)
    if sha != document.sha:
        raise Altered
    spool.mkdir(parents=True, exist_ok=True)
    copy = spool / f"{sha}{document.suffix}"
    try:
        copy.write_bytes(data)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _content(document: Found) -> tuple[bytes, str]:
    if document.span is None:
        data = maildir.read(document.path, Limits().file_bytes)
        return data, maildir.digest(data)
    try:
        entry = feed.entry_at(document.path, document.span)
    except feed.LineError as error:
        raise Altered from error
    return entry.body, entry.sha

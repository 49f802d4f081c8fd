"""An index of records in any order, as the tests make them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from indexer.index.prepared import prepare
from indexer.index.writer import write_prepared
from indexer.record import Record


def write_index(directory: Path, records: Iterable[Record], today: dt.date | None = None) -> int:
    """Write an index of ``records`` into ``directory`` and return how many there are; see :func:`write_prepared`. All of them
    are held in memory.
    """
    ordered = sorted(records, key=lambda record: record.id)
    return write_prepared(directory, map(prepare, ordered), len(ordered), today)

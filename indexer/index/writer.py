"""Writes one complete index into an empty directory.

What lies in the directory afterwards:

- ``index/``: the tantivy index;
- ``records.ndjson``: the cards, one record without its text a line, ``texts.utf8``: the texts, ``marks.bin``: where
  their words stand (:mod:`indexer.index.marks`), one after the other;
- ``offsets.bin``: for each ordinal six little-endian 64-bit numbers: where its card starts and how many
  bytes it has, and the same of its text and its marks;
- ``vocabulary.json``: what the engine needs to know of the whole: the values of each facet with their
  labels and the words to suggest with the number of assignments they occur in, what the
  numbers of facets stand for (:mod:`indexer.index.numbered`), the coordinates of all places, the number of records.

The ordinal of a record is its position by ascending id, so that equal search results always stand in the order of
their ids.
"""

from __future__ import annotations

import datetime as dt
import sys
from array import array
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Self

import orjson

from indexer.index import schema
from indexer.index.numbered import Numbers
from indexer.index.prepared import Prepared
from indexer.index.segments import Segments
from indexer.index.tally import Tally, tally_of

INDEX_DIRECTORY: Final = "index"
CARDS: Final = "records.ndjson"
TEXTS: Final = "texts.utf8"
MARKS: Final = "marks.bin"
OFFSETS: Final = "offsets.bin"
NUMBERS: Final = 6
"""How many offsets a record has."""
VOCABULARY: Final = "vocabulary.json"
AS_OF: Final = "asOf"
"""In the vocabulary: the day from which the index tells what is open and recent, an ISO date; null for none."""

NUMBERED: Final = "numbered"
"""In the vocabulary: what the numbers of each field stand for (:mod:`indexer.index.numbered`)."""

MOST_UNCOUNTED: Final = 64_000_000
"""Characters of words that may wait to be counted."""
_AT_ONCE: Final = 1 << 18
"""Bytes of a file that are handed to the system at once: piece by piece takes three times as long."""


def write_prepared(
    directory: Path, records: Iterable[Prepared], expected: int = 0, today: dt.date | None = None
) -> int:
    """Write an index of ``records``, by ascending id, into ``directory`` (made when absent) and return how many there are.
    ``expected`` is about how many come, where that is known; ``today`` is the Dutch date on which the index is made for the
    fastest searches (:mod:`indexer.index.as_of`). Their words are counted, but for those of :class:`Tallied`.

    Raises ``ValueError`` when the directory is not empty, or two records carry one id or come in another order,
    and ``OSError`` when the disk is full or fails. Memory is
    bounded but for the vocabulary. Nothing is forced to disk: the caller publishes a directory only when it has seen to
    that.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise ValueError(f"the index directory is not empty: {directory}")
    (directory / INDEX_DIRECTORY).mkdir()
    vocabulary, numbers = Counted(), Numbers()
    day = None if today is None else schema.day(today)
    ordinal = 0
    with Segments(directory / INDEX_DIRECTORY, expected) as segments:
        with _Cards(directory) as cards:
            for ordinal, record in enumerate(records, 1):
                cards.add(record)
                columns = numbers.fields(record.values, record.stated)
                told = () if day is None else schema.told_as_of(day, record.told)
                at = ordinal - 1
                segments.add(schema.with_ordinal(record.document, record.sort_keys, at, told, columns))
                vocabulary.add(record)
        # tantivy writes out what it was given, in threads of its own; meanwhile the words are counted.
        with ThreadPoolExecutor(1) as beside:
            written = beside.submit(segments.finish)
            whole = {
                **vocabulary.as_json(tally_of(records)),
                AS_OF: today and today.isoformat(),
                NUMBERED: numbers.as_json(),
            }
            (directory / VOCABULARY).write_bytes(orjson.dumps(whole))
            written.result()
    return ordinal


class _Cards:
    """Writes cards, texts and marks one after the other, and where each of them lies."""

    def __init__(self, directory: Path) -> None:
        self._offsets = directory / OFFSETS
        self._files = [(directory / name).open("wb", _AT_ONCE) for name in (CARDS, TEXTS, MARKS)]
        self._ends = [0] * len(self._files)
        self._places = array("Q")
        self._last: Prepared | None = None

    def __enter__(self) -> Self:
        return self

    def add(self, record: Prepared) -> None:
        if self._last is not None and record.id <= self._last.id:
            raise ValueError(_out_of_order(record, self._last))
        self._last = record
        for number, piece in enumerate((record.card + b"\n", record.text, record.marks)):
            self._places.extend((self._ends[number], len(piece)))
            self._ends[number] += len(piece)
            self._files[number].write(piece)

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()
        if sys.byteorder == "big":
            self._places.byteswap()
        self._offsets.write_bytes(self._places.tobytes())


def _out_of_order(record: Prepared, last: Prepared) -> str:
    if record.id != last.id:
        return f"record {record.id!r} comes behind {last.id!r}"
    file = orjson.loads(record.card)["file"]
    return f"two records carry the id {record.id!r}; the second is of {file}"


class Counted:
    """Counts, over the assignments, what can be suggested; collects labels and coordinates over all
    records.
    """

    def __init__(self) -> None:
        self._records = 0
        self._words = Tally()
        self._uncounted: list[str] = []
        self._waiting = 0
        self._values: dict[str, Counter[str]] = {field: Counter() for field in schema.RAW_FIELDS}
        self._labels: dict[str, str] = {}
        self._points: set[tuple[float, float]] = set()

    def add(self, record: Prepared) -> None:
        self._records += 1
        self._points.update(record.points)
        self._labels.update(record.labels)
        suggested = record.suggested
        for field, value in record.values:
            self._values[field][value] += suggested
        if record.words:
            self._uncounted.append(record.words)
            self._waiting += len(record.words)
            if self._waiting > MOST_UNCOUNTED:
                self.count_words()

    def count_words(self) -> None:
        """Count what :meth:`add` put aside. It takes longer than all else of a record, and can wait until tantivy is at work."""
        for words in self._uncounted:
            self._words.add(words)
        self._uncounted.clear()
        self._waiting = 0

    def as_json(self, tally: Tally | None = None) -> dict[str, Any]:
        """The vocabulary; ``tally`` is that of the words where the records came without."""
        self.count_words()
        return {
            "records": self._records,
            "values": {field: sorted(counts.items()) for field, counts in self._values.items()},
            "competencyLabels": dict(sorted(self._labels.items())),
            "points": sorted(self._points),
            "words": (tally or self._words).told(),
        }

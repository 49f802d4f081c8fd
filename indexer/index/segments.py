"""Writes the documents of an index in stretches, each a segment of its own, in the order in which they were given.

tantivy's writer keeps no order where it writes more than one segment: it numbers segments by chance and merges them by
size. Equal search results must stand in the order of their ids, though, at any number of documents. So each stretch of
documents gets a writer of its own, too few of them for tantivy to merge anything, and the finished segments are listed in their order in one
``meta.json`` (the format: tantivy's ``doc/src/index-fileformats.md``). Two writers are at work at a time, each with a thread: that is twice
as fast on two cores, and bounds the memory whatever the number of documents.
"""

from __future__ import annotations

import contextlib
import errno
import math
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple, Self

import orjson
import tantivy

from indexer.index import schema
from indexer.index.generations import GenerationError

HEAP_BYTES: Final = 2_000_000_000
"""Upper bound on one writer's memory before it flushes a segment; taken only as it fills."""
MOST_DOCUMENTS: Final = 100_000
"""How many documents a segment holds at most; with 500 words each they fill less than :data:`HEAP_BYTES`."""
WORTH_TWO: Final = 4_000
"""With fewer documents one segment is faster to write than two, and to search."""
FIRST_OF_TWO: Final = 0.6
"""The share of the first of two segments: its writer is at work while those for the second have yet to come, and both
should be done at once.
"""
_AT_WORK: Final = 2
_REMOVALS: Final = 4
_META: Final = "meta.json"
_MANAGED: Final = ".managed.json"


class SegmentOrderError(GenerationError):
    """tantivy has not kept the documents of a stretch in their order. The message says of which."""


class _Segment(NamedTuple):
    first: int  # ordinal
    listed: dict[str, object]


class _Stretch:
    """A writer and what it has been given."""

    def __init__(self, directory: Path, first: int) -> None:
        directory.mkdir()
        self.directory, self.first, self.count = directory, first, 0
        with disk_errors():
            index = tantivy.Index(schema.build_schema(), path=str(directory))
            schema.register(index)
            index.config_reader(
                "manual"
            )  # else a thread goes on looking at the directory, and writes a lock into it
            self._writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)

    def add(self, document: str) -> None:
        with disk_errors():
            self._writer.add_json(document)
        self.count += 1

    def finish(self) -> None:
        with disk_errors():
            self._writer.commit()
            self._writer.wait_merging_threads()

    def segments(self) -> list[_Segment]:
        """Its segments by their first ordinal: several where the documents were so long that one overflowed."""
        listed = orjson.loads((self.directory / _META).read_bytes())["segments"]
        index = tantivy.Index.open(str(self.directory))
        index.config_reader("manual")
        index.reload()
        searcher = index.searcher()
        found = []
        for number, segment in enumerate(listed):
            ends = [tantivy.DocAddress(number, 0), tantivy.DocAddress(number, segment["max_doc"] - 1)]
            first, last = searcher.fast_field_values("ordinal", ends)
            if first is None or last is None or last - first + 1 != segment["max_doc"]:
                told = (
                    f"een segment van de nieuwe index heeft de documenten {first} tot {last} niet op volgorde"
                )
                raise SegmentOrderError(told)
            found.append(_Segment(int(first), segment))
        return sorted(found, key=lambda segment: segment.first)


class Segments:
    """Takes the documents of an index, by ascending ordinal from 0. Use as a context manager; complete after :meth:`finish`."""

    def __init__(self, directory: Path, expected: int = 0) -> None:
        """``directory`` is empty; ``expected`` is about how many documents come, by which the stretches are measured out
        (0: not known).
        """
        self._directory = directory
        stretches = max(1 if expected < WORTH_TWO else _AT_WORK, math.ceil(expected / MOST_DOCUMENTS))
        self._length = math.ceil(expected / stretches) if expected else MOST_DOCUMENTS
        if stretches == _AT_WORK:  # no third makes up for what the second began later
            self._length = min(MOST_DOCUMENTS, math.ceil(expected * FIRST_OF_TWO))
        self._stretches = [_Stretch(directory / "0", 0)]
        self._beside = ThreadPoolExecutor(_AT_WORK)
        self._finishing: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.shutdown()

    def add(self, document: str) -> None:
        """Take a document as JSON. Raises ``OSError`` when the disk is full or fails."""
        stretch = self._stretches[-1]
        if stretch.count >= self._length:
            stretch = self._next(stretch)
        stretch.add(document)

    def _next(self, full: _Stretch) -> _Stretch:
        self._finishing.append(self._beside.submit(full.finish))
        while len(self._finishing) >= _AT_WORK:
            self._finishing.popleft().result()
        number = len(self._stretches)
        self._stretches.append(_Stretch(self._directory / str(number), full.first + full.count))
        return self._stretches[-1]

    def finish(self) -> None:
        """Wait for all writers, and make one index of what they wrote. Raises ``OSError`` and :class:`SegmentOrderError`."""
        self._finishing.append(self._beside.submit(self._stretches[-1].finish))
        while self._finishing:
            self._finishing.popleft().result()
        self._join()

    def _join(self) -> None:
        segments: list[_Segment] = []
        managed: list[str] = []
        for stretch in self._stretches:
            segments += stretch.segments()
            managed += orjson.loads((stretch.directory / _MANAGED).read_bytes())
        meta = orjson.loads((self._stretches[0].directory / _META).read_bytes())
        for stretch in self._stretches:
            for file in stretch.directory.iterdir():
                if file.name in managed and file.name != _META:
                    file.rename(self._directory / file.name)
            _remove(stretch.directory)
        listed = [segment.listed for segment in segments]
        (self._directory / _MANAGED).write_bytes(orjson.dumps(sorted(set(managed))))
        (self._directory / _META).write_bytes(orjson.dumps({**meta, "segments": listed}))


def _remove(directory: Path) -> None:
    """Remove a stretch's folder. A thread of tantivy that was looking at it may still write a lock into it, once, while it goes."""
    for _ in range(_REMOVALS):
        try:
            return shutil.rmtree(directory)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.ENOENT):
                raise
            if not directory.exists():
                return None
    return shutil.rmtree(directory)


@contextlib.contextmanager
def disk_errors() -> Iterator[None]:
    """tantivy tells a full disk, too, as a ``ValueError``; here it becomes the ``OSError`` that it is."""
    try:
        yield
    except ValueError as error:
        if "os error" in str(error).lower() or "io error" in str(error).lower():
            raise OSError(f"de index is niet te schrijven: {error}") from error
        raise

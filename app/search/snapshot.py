"""One opened generation: its index, its cards and its vocabulary, immutable and shared by all threads.

Cards and texts are mapped into memory rather than read: the operating system keeps what is used, a million
records cost no Python objects, and a generation whose files are removed while it serves stays readable
until it is closed.
"""

from __future__ import annotations

import mmap
import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Final

import orjson
import tantivy
from tantivy import DocAddress, Query

from app.search.geo import distance_km
from app.search.spelling import Speller
from indexer.exchange.journal import JOURNAL, Journal
from indexer.index import schema as index_schema
from indexer.index import writer
from indexer.language.lexicon import fold

_NEAR_CACHE: Final = 64
_NAMES: Final = ("place", "gemeente", "province", "region", "organisation")
_READ_ONLY_EMPTY: Final = b""


class Snapshot:
    """See the module. ``name`` is the generation's name."""

    def __init__(self, directory: Path) -> None:
        """Open the generation in ``directory``; raises ``OSError`` or ``ValueError`` when it is not
        complete.
        """
        self.name: Final = directory.name
        index = tantivy.Index.open(str(directory / writer.INDEX_DIRECTORY))
        index_schema.register(index)
        self.schema: Final = index.schema
        self.searcher: Final = index.searcher()
        self._cards = _mapped(directory / writer.CARDS)
        self._texts = _mapped(directory / writer.TEXTS)
        self._offsets = array("Q")
        self._offsets.frombytes((directory / writer.OFFSETS).read_bytes())
        if sys.byteorder == "big":
            self._offsets.byteswap()
        vocabulary = orjson.loads((directory / writer.VOCABULARY).read_bytes())
        self.record_count: Final[int] = vocabulary["records"]
        if self.record_count != self.searcher.num_docs or len(self._offsets) != 4 * self.record_count:
            raise ValueError(f"index and cards of generation {self.name} do not belong together")
        self.words: Final[list[tuple[str, int]]] = [(word, count) for word, count in vocabulary["words"]]
        self.values: Final[dict[str, dict[str, int]]] = {f: dict(v) for f, v in vocabulary["values"].items()}
        self.competency_labels: Final[dict[str, str]] = vocabulary["competencyLabels"]
        self._points: list[tuple[float, float]] = [(lat, lon) for lat, lon in vocabulary["points"]]
        self._stored = {field: _folded(values) for field, values in self.values.items()}
        self.journal: Final = Journal(directory) if (directory / JOURNAL).is_file() else None
        # Of the points alone: a cache that holds the snapshot would keep it, and its open files, until Python next looks
        # for cycles, which may be many generations later.
        self.distances = lru_cache(maxsize=_NEAR_CACHE)(partial(_distances, self._points))

    @cached_property
    def speller(self) -> Speller:
        """Spelling help over the words people write in this generation and in the names of its places."""
        counts = dict(self.words)
        for field in _NAMES:
            for name, count in self.values[field].items():
                for word in re.findall(r"[^\W\d_]+", name.lower()):
                    counts[word] = max(counts.get(word, 0), count)
        return Speller({word: count for word, count in counts.items() if count})

    def stored(self, field: str, value: str) -> Sequence[str]:
        """The values of ``field`` that ``value`` means: the same but for case and accents."""
        return self._stored[field].get(fold(value), ())

    def nearby(self, point: tuple[float, float], radius_km: float) -> list[str]:
        """The terms of the points within the radius, the edge counted in."""
        distances = self.distances(point)
        end = bisect_right(distances, radius_km, key=lambda pair: pair[0])
        return [term for _, term in distances[:end]]

    def card(self, ordinal: int) -> dict[str, Any]:
        """The record without its text, as JSON-ready dictionary; a new one each time."""
        start, length = self._offsets[4 * ordinal : 4 * ordinal + 2]
        card: dict[str, Any] = orjson.loads(self._cards[start : start + length])
        return card

    def text(self, ordinal: int) -> str:
        """The record's plain text."""
        start, length = self._offsets[4 * ordinal + 2 : 4 * ordinal + 4]
        return self._texts[start : start + length].decode("utf-8")

    def line(self, ordinal: int) -> bytes:
        """The record with its text as JSON in one piece, put together without being read."""
        start, length = self._offsets[4 * ordinal : 4 * ordinal + 2]
        card = self._cards[start : start + length].rstrip()
        return b'%s,"text":%s}' % (card[:-1], orjson.dumps(self.text(ordinal)))

    def ordinals(self, addresses: Sequence[DocAddress]) -> list[int]:
        """The ordinals of documents."""
        return [int(value or 0) for value in self.searcher.fast_field_values("ordinal", list(addresses))]

    def find(self, record_id: str) -> tuple[int, DocAddress] | None:
        """The ordinal and address of the record with this id."""
        hits = self.searcher.search(Query.term_query(self.schema, "id", record_id), 1).hits
        return (self.ordinals([hits[0][1]])[0], hits[0][1]) if hits else None

    def export(self) -> Iterator[dict[str, Any]]:
        """Every record with its text, by id."""
        for ordinal in range(self.record_count):
            yield {**self.card(ordinal), "text": self.text(ordinal)}


def _distances(points: Sequence[tuple[float, float]], point: tuple[float, float]) -> list[tuple[float, str]]:
    """Every one of the points where work is, nearest first: kilometres and the point's term."""
    return sorted((distance_km(point, p), index_schema.point_term(*p)) for p in points)


def _mapped(path: Path) -> mmap.mmap | bytes:
    if path.stat().st_size == 0:
        return _READ_ONLY_EMPTY  # an empty file cannot be mapped
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _folded(values: dict[str, int]) -> dict[str, tuple[str, ...]]:
    folded: dict[str, tuple[str, ...]] = {}
    for value in values:
        folded[fold(value)] = (*folded.get(fold(value), ()), value)
    return folded

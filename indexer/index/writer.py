"""Writes one complete index into an empty directory.

What lies in the directory afterwards:

- ``index/``: the tantivy index;
- ``records.ndjson``: the cards, one record without its text a line, ``texts.utf8``: the texts one after the
  other;
- ``offsets.bin``: for each ordinal four little-endian 64-bit numbers: where its card starts and how many
  bytes it has, and the same of its text;
- ``vocabulary.json``: what the engine needs to know of the whole: the values of each facet with their
  labels and the words to suggest with the number of assignments they occur in, the coordinates of all
  places, the number of records.

The ordinal of a record is its position by ascending id, whatever the order in which records arrive, so that
equal search results always stand in the order of their ids. For that the records are first laid down as
cards and then read back in order.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson
import tantivy

from indexer.index import schema
from indexer.index.keys import Key
from indexer.record import Record, from_json, to_json

INDEX_DIRECTORY: Final = "index"
CARDS: Final = "records.ndjson"
TEXTS: Final = "texts.utf8"
OFFSETS: Final = "offsets.bin"
VOCABULARY: Final = "vocabulary.json"

HEAP_BYTES: Final = 512_000_000
"""Upper bound on tantivy's memory before it flushes a segment; taken only as it fills."""
MOST_WORDS: Final = 300_000
"""How many suggestable words an index keeps at most; while counting twice as many are held."""
_SUGGESTED_KIND: Final = "assignment"


def write_index(directory: Path, records: Iterable[Record]) -> int:
    """Write an index of ``records`` into ``directory`` (made when absent) and return how many there are.

    Raises ``ValueError`` when the directory is not empty or two records carry one id. Memory is bounded but
    for the ids and the vocabulary. Nothing is forced to disk: the caller publishes a directory only when it
    has seen to that.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise ValueError(f"the index directory is not empty: {directory}")
    places = _lay_down(directory, records)
    (directory / INDEX_DIRECTORY).mkdir()
    index = tantivy.Index(schema.build_schema(), path=str(directory / INDEX_DIRECTORY))
    schema.register(index)
    vocabulary = _Vocabulary()
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    for ordinal, record in enumerate(_read_back(directory, places)):
        words = schema.analysed(record)
        writer.add_document(schema.to_document(record, ordinal, words))
        vocabulary.add(record, words)
    writer.commit()
    writer.wait_merging_threads()
    (directory / VOCABULARY).write_bytes(orjson.dumps(vocabulary.as_json()))
    return len(places) // 4


def _lay_down(directory: Path, records: Iterable[Record]) -> array[int]:
    """Write cards and texts in the order of arrival; return the offsets in the order of the ids."""
    arrived: dict[str, tuple[int, int, int, int]] = {}
    with (directory / CARDS).open("wb") as cards, (directory / TEXTS).open("wb") as texts:
        for record in records:
            if record.id in arrived:
                raise ValueError(f"two records carry the id {record.id!r}; the second is of {record.file}")
            card = orjson.dumps(to_json(record), option=orjson.OPT_APPEND_NEWLINE)
            text = record.text.encode("utf-8", "replace")
            arrived[record.id] = (cards.tell(), len(card), texts.tell(), len(text))
            cards.write(card)
            texts.write(text)
    places = array("Q", (number for id_ in sorted(arrived) for number in arrived[id_]))
    stored = array("Q", places)
    if sys.byteorder == "big":
        stored.byteswap()
    (directory / OFFSETS).write_bytes(stored.tobytes())
    return places


def _read_back(directory: Path, places: array[int]) -> Iterator[Record]:
    with (directory / CARDS).open("rb") as cards, (directory / TEXTS).open("rb") as texts:
        for at in range(0, len(places), 4):
            card = orjson.loads(_piece(cards, places[at], places[at + 1]))
            card["text"] = _piece(texts, places[at + 2], places[at + 3]).decode("utf-8")
            yield from_json(card)


def _piece(file: BinaryIO, start: int, length: int) -> bytes:
    if file.tell() != start:
        file.seek(start)
    return file.read(length)


class _Vocabulary:
    """Counts, over the assignments, what can be suggested; collects labels and coordinates over all
    records.
    """

    def __init__(self) -> None:
        self._records = 0
        self._words: Counter[str] = Counter()
        self._values: dict[str, Counter[str]] = {field: Counter() for field in schema.RAW_FIELDS}
        self._labels: dict[str, str] = {}
        self._points: set[tuple[float, float]] = set()

    def add(self, record: Record, words: dict[str, list[Key]]) -> None:
        self._records += 1
        self._points.update(schema.points(record))
        self._labels.update((competency.id, competency.label) for competency in record.competencies)
        counts = int(record.kind == _SUGGESTED_KIND and record.primary)
        for field, value in schema.raw_values(record):
            self._values[field][value] += counts
        if counts:
            written = {word.text.casefold() for field in ("title", "body") for word in words[field]}
            self._words.update(word for word in written if _suggestable(word))
            if len(self._words) > 2 * MOST_WORDS:
                self._words = Counter(dict(self._words.most_common(MOST_WORDS)))

    def as_json(self) -> dict[str, Any]:
        return {
            "records": self._records,
            "values": {field: sorted(counts.items()) for field, counts in self._values.items()},
            "competencyLabels": dict(sorted(self._labels.items())),
            "points": sorted(self._points),
            "words": sorted(self._words.most_common(MOST_WORDS)),
        }


def _suggestable(word: str) -> bool:
    return 3 <= len(word) <= 40 and word.isalpha()

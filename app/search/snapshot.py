"""One opened generation on one machine: its index, its cards and its vocabulary, immutable and shared by all threads.

Cards and texts are mapped into memory rather than read: the operating system keeps what is used, a million
records cost no Python objects, and a generation whose files are removed while it serves stays readable
until it is closed.
"""

from __future__ import annotations

import datetime as dt
import mmap
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson
from tantivy import DocAddress, Occur, Order, Query

from app.search.columns import Columns
from app.search.dialect import Clause, Filter
from app.search.reader import After, Counts, Found, Group, Marked, Wanted
from app.search.tantivy_dialect import TantivyDialect
from app.search.vocabulary import Vocabulary
from indexer.exchange.journal import JOURNAL, Journal
from indexer.index import reading, writer
from indexer.index import schema as index_schema
from indexer.index.marks import surroundings
from indexer.record import blanked

_READ_ONLY_EMPTY: Final = b""
_HIGHEST_KEY: Final = (1 << 64) - 1


class Lying(NamedTuple):
    """A record of a snapshot: its ordinal, and where tantivy has it."""

    ordinal: int
    address: DocAddress


class Snapshot(Vocabulary):
    """The :class:`app.search.reader.Reader` of one machine; see the module. ``name`` is the generation's name.

    Ordinals stand in the order of the ids, and documents lie in the order of their ordinals.
    """

    def __init__(self, directory: Path) -> None:
        """Open the generation in ``directory``; raises ``OSError`` or ``ValueError`` when it is not
        complete.
        """
        self.name = directory.name
        with reading.opened(directory / writer.INDEX_DIRECTORY) as index:
            index_schema.register(index)
            self.searcher: Final = index.searcher()
        self._cards = _mapped(directory / writer.CARDS)
        self._texts = _mapped(directory / writer.TEXTS)
        self._marks = _mapped(directory / writer.MARKS)
        self._offsets = array("Q")
        self._offsets.frombytes((directory / writer.OFFSETS).read_bytes())
        if sys.byteorder == "big":
            self._offsets.byteswap()
        vocabulary = orjson.loads((directory / writer.VOCABULARY).read_bytes())
        super().__init__(vocabulary)
        written = vocabulary[writer.AS_OF]
        self.dialect = TantivyDialect(index.schema, written and dt.date.fromisoformat(written))
        self._columns = Columns(vocabulary[writer.NUMBERED])
        if (
            self.record_count != self.searcher.num_docs
            or len(self._offsets) != writer.NUMBERS * self.record_count
        ):
            raise ValueError(f"index and cards of generation {self.name} do not belong together")
        self.journal = Journal(directory) if (directory / JOURNAL).is_file() else None

    def count(self, query: Clause) -> int:
        unscored = Query.const_score_query(query, 0.0)
        return int(self.searcher.search(unscored, 1, count=True).count)  # type: ignore[attr-defined]

    def ranked(self, query: Clause, limit: int, after: After | None = None) -> tuple[Sequence[Found], int]:
        """The key of a hit is the number of hits up to it: exact, because a generation never changes.

        Counting also keeps tantivy from skipping documents, so that scores, and with them positions, do not
        depend on how many hits are asked for.
        """
        offset = min(after.key, self.record_count) if after else 0
        found = self.searcher.search(query, limit, count=True, offset=offset)
        docs = self._lying([address for _, address in found.hits])
        hits = [
            Found(doc, float(score), offset + position)
            for position, ((score, _), doc) in enumerate(zip(found.hits, docs, strict=True), 1)
        ]
        return hits, int(found.count)  # type: ignore[attr-defined]

    def keyed(self, query: Clause, key: str, limit: int, after: After | None = None) -> Sequence[Found]:
        """Sort keys are unique: the ordinal is the low part of each."""
        clauses = [query]
        if after is not None:
            if after.key == _HIGHEST_KEY:
                return []
            clauses.append(self.dialect.between(key, after.key + 1))
        found = self.searcher.search(
            self.dialect.all_of(clauses), limit, count=False, order_by_field=key, order=Order.Asc
        ).hits
        docs = self._lying([address for _, address in found])
        return [Found(doc, 0.0, int(at)) for (at, _), doc in zip(found, docs, strict=True)]

    def some(self, query: Clause, most: int) -> Sequence[Lying]:
        return sorted(self._hits(query, most), key=lambda doc: doc.ordinal) if most else []

    def walk(self, query: Clause, at_a_time: int) -> Iterator[Sequence[Lying]]:
        for start in range(0, self.record_count, at_a_time):
            stretch = self.dialect.between("ordinal", start, start + at_a_time - 1)
            yield self.some(self.dialect.all_of([query, stretch]), at_a_time)

    def scores(self, under: Callable[[Filter], Clause], docs: Sequence[Lying]) -> Sequence[float]:
        scored = self._scored(under(Filter((self._these(docs),))), docs)
        return [scored[doc.ordinal] for doc in docs]

    def worths(self, queries: Sequence[Clause], docs: Sequence[Lying]) -> Callable[[Clause, Lying], float]:
        """One search a query, for all the records together: tantivy's own explanations take a search each for every record."""
        these, known = Filter((self._these(docs),)), dict[int, dict[int, float]]()
        numbers = {id(query): number for number, query in enumerate(queries)}

        def worth(query: Clause, doc: Lying) -> float:
            number = numbers[id(query)]
            if number not in known:
                known[number] = self._scored(self.dialect.narrowed(queries[number], [these]), docs)
            return known[number].get(doc.ordinal, 0.0)

        return worth

    def _these(self, docs: Sequence[Lying]) -> Clause:
        each = [Query.term_query(self.dialect.schema, "ordinal", doc.ordinal) for doc in docs]
        return Query.boolean_query([(Occur.Should, one) for one in each])

    def _scored(self, query: Clause, docs: Sequence[Lying]) -> dict[int, float]:
        """The score of each of the records that meet a query, none others doing so, by ordinal."""
        found = self.searcher.search(query, len(docs), count=True).hits
        lying = self._lying([address for _, address in found])
        return {doc.ordinal: float(score) for (score, _), doc in zip(found, lying, strict=True)}

    def aggregate(self, query: Clause, wanted: Wanted) -> Counts:
        asked, columns = self._columns.asked(wanted), self._columns
        found = self.searcher.aggregate(query, asked) if asked else {}
        return Counts(
            {field: columns.values(field, found) for field in wanted.values},
            {name: columns.range(name, found) for name in wanted.ranges},
            {name: self.count(self.dialect.narrowed(query, [own])) for name, own in wanted.passing.items()},
        )

    def beside(self, selected: Mapping[str, Filter], groups: Sequence[Group]) -> None:
        return None

    def doc_freqs(self, keys: Sequence[tuple[str, str]]) -> Sequence[int]:
        return [int(self.searcher.doc_freq(field, key)) for field, key in keys]

    def card(self, doc: Lying) -> dict[str, Any]:
        card: dict[str, Any] = orjson.loads(self._piece(self._cards, doc.ordinal, 0))
        return card

    def written(self, doc: Lying) -> bytes:
        return self._piece(self._cards, doc.ordinal, 0).rstrip()

    def text(self, doc: Lying) -> str:
        return self._piece(self._texts, doc.ordinal, 1).decode("utf-8")

    def own_text(self, doc: Lying) -> str:
        return blanked(self.text(doc), surroundings(self.marks(doc)))

    @property
    def marked(self) -> Marked:
        return self

    def marks(self, doc: Lying) -> bytes:
        return self._piece(self._marks, doc.ordinal, 2)

    def _piece(self, pieces: mmap.mmap | bytes, ordinal: int, kind: int) -> bytes:
        at = writer.NUMBERS * ordinal + 2 * kind
        start, length = self._offsets[at : at + 2]
        return pieces[start : start + length]

    def line(self, doc: Lying) -> bytes:
        """Put together without being read."""
        return self._line(doc.ordinal)

    def _line(self, ordinal: int) -> bytes:
        card = self._piece(self._cards, ordinal, 0).rstrip()
        text = self._piece(self._texts, ordinal, 1).decode("utf-8")
        return b'%s,"text":%s}' % (card[:-1], orjson.dumps(text))

    def keys_beginning(self, field: str, start: str) -> Sequence[str]:
        return [key for key, _ in self.searcher.terms_with_prefix(field, start)]

    def _hits(self, query: Clause, most: int) -> list[Lying]:
        hits = self.searcher.search(query, most, count=False).hits
        return self._lying([address for _, address in hits])

    def _lying(self, addresses: Sequence[DocAddress]) -> list[Lying]:
        ordinals = self.searcher.fast_field_values("ordinal", list(addresses))
        return [Lying(int(value or 0), address) for value, address in zip(ordinals, addresses, strict=True)]

    def find(self, record_id: str) -> Lying | None:
        hits = self._hits(self.dialect.term("id", record_id), 1)
        return hits[0] if hits else None

    def export(self) -> Iterator[dict[str, Any]]:
        for ordinal in range(self.record_count):
            record: dict[str, Any] = orjson.loads(self._line(ordinal))
            yield record


def _mapped(path: Path) -> mmap.mmap | bytes:
    if path.stat().st_size == 0:
        return _READ_ONLY_EMPTY  # an empty file cannot be mapped
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

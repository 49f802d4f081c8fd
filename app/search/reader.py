"""What the rooms of the search ask of an opened generation, whichever engine holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from app.search.dialect import Clause, Dialect, Filter

if TYPE_CHECKING:
    from app.search.labels import Labelled
    from app.search.spelling import Speller
    from indexer.exchange.journal import Journal

Doc = Any
"""A record as a reader found it; opaque to all but that reader."""


class EngineUnavailable(Exception):
    """The index cannot be reached just now, or not all of it. The message says why, and holds nothing that was searched for."""


class After(NamedTuple):
    """Behind which hit a page goes on: what :class:`Found` said of it, and its id."""

    key: int
    id: str


class Found(NamedTuple):
    """A hit. ``key`` is where it stands: its sort key, or where hits are ranked what the reader knows its place by."""

    doc: Doc
    score: float
    key: int


class Marked(Protocol):
    """Where the words of records stand, and which there are."""

    def marks(self, doc: Doc) -> bytes:
        """Where the words of a record stand, see :mod:`indexer.index.marks`."""

    def keys_beginning(self, field: str, start: str) -> Sequence[str]:
        """The keys of a text field that begin so."""


class Pages(Protocol):
    """What gives the hits of a page."""

    @property
    def dialect(self) -> Dialect: ...

    def ranked(
        self, query: Clause, limit: int, after: After | None = None
    ) -> tuple[Sequence[Found], int]: ...

    def keyed(self, query: Clause, key: str, limit: int, after: After | None = None) -> Sequence[Found]: ...


class Wanted(NamedTuple):
    """What is to be counted of the records that a query finds: how many have each value of some fields, what they state of some
    ranges, and how many pass some filters, each by a name.
    """

    values: Sequence[str] = ()
    ranges: Sequence[str] = ()
    passing: Mapping[str, Filter] = {}


class RangeCounts(NamedTuple):
    """How many records lie in each bucket of a range, by its position, the lowest and highest figure that any of them states, and
    how many state none.
    """

    buckets: Mapping[int, int]
    least: float | None
    most: float | None
    unknown: int


class Counts(NamedTuple):
    """What was counted. A value that no record has need not be there."""

    values: Mapping[str, Mapping[str, int]]
    ranges: Mapping[str, RangeCounts]
    passing: Mapping[str, int]


Group = tuple[str | None, Wanted]
"""What is to be counted, and the selected filter, by its name, that it is to leave out."""


class Beside(Pages, Protocol):
    """One page, and what is counted beside it in the same request. The filters that are selected narrow the hits, the total,
    and every group that does not leave them out. ``ranked`` finds what ``base`` finds, scored by its query, and ``keyed`` what
    its query keeps of that; ``base``, to be set first, holds none of the selected filters.
    """

    base: Clause
    total: int
    counted: Sequence[Counts]
    """For each group what it counted. There once a page was asked for."""

    def count(self) -> None:
        """Ask for no page, but count."""


class Reader(Protocol):
    """One generation, which never changes. Everything may be called from any thread.

    Of equal hits the lowest id stands first. A reader whose index cannot be reached raises :class:`EngineUnavailable`; no
    answer is ever drawn from a part of the index.
    """

    @property
    def name(self) -> str: ...

    @property
    def dialect(self) -> Dialect: ...

    @property
    def record_count(self) -> int: ...

    @property
    def words(self) -> Sequence[tuple[str, int]]: ...

    @property
    def values(self) -> Mapping[str, Mapping[str, int]]: ...

    @property
    def competency_labels(self) -> Mapping[str, str]: ...

    @property
    def labelled(self) -> Mapping[str, Labelled]: ...

    @property
    def journal(self) -> Journal | None: ...

    @property
    def distances(self) -> Callable[[tuple[float, float]], Sequence[tuple[float, str]]]: ...

    @property
    def speller(self) -> Speller: ...

    @property
    def marked(self) -> Marked | None:
        """``None`` where that is not kept: then texts are analysed to mark words in them."""

    def stored(self, field: str, value: str) -> Sequence[str]: ...

    def nearby(self, point: tuple[float, float], radius_km: float) -> Sequence[str]: ...

    def count(self, query: Clause) -> int:
        """How many records a query finds, without working out their scores."""

    def ranked(self, query: Clause, limit: int, after: After | None = None) -> tuple[Sequence[Found], int]:
        """The next ``limit`` hits by score, and how many there are in all."""

    def keyed(self, query: Clause, key: str, limit: int, after: After | None = None) -> Sequence[Found]:
        """The next ``limit`` hits by a sort key, ascending."""

    def some(self, query: Clause, most: int) -> Sequence[Doc]:
        """The records a query finds, ``most`` at most, by id."""

    def walk(self, query: Clause, at_a_time: int) -> Iterator[Sequence[Doc]]:
        """All records a query finds by id, at most so many together."""

    def scores(self, under: Callable[[Filter], Clause], docs: Sequence[Doc]) -> Sequence[float]:
        """The score of each of the records by a query that they all meet; ``under`` gives it for what passes a filter."""

    def worths(self, queries: Sequence[Clause], docs: Sequence[Doc]) -> Callable[[Clause, Doc], float]:
        """What one of the queries adds for one of the records: its score, 0 where it is not met."""

    def aggregate(self, query: Clause, wanted: Wanted) -> Counts:
        """Count, exactly, over all that a query finds."""

    def beside(self, selected: Mapping[str, Filter], groups: Sequence[Group]) -> Beside | None:
        """For pages with facets; ``None`` where asking for both at once gains nothing."""

    def doc_freqs(self, keys: Sequence[tuple[str, str]]) -> Sequence[int]:
        """In how many records each key stands, given as a field and a key."""

    def find(self, record_id: str) -> Doc | None:
        """The record with this id."""

    def card(self, doc: Doc) -> dict[str, Any]:
        """A record without its text; a new dictionary each time."""

    def written(self, doc: Doc) -> bytes:
        """The same as JSON."""

    def text(self, doc: Doc) -> str:
        """The plain text of a record."""

    def own_text(self, doc: Doc) -> str:
        """The same with blanks in place of what tells nothing of the record itself, such as a list of other assignments."""

    def line(self, doc: Doc) -> bytes:
        """A record with its text as JSON."""

    def export(self) -> Iterator[dict[str, Any]]:
        """Every record with its text, by id."""

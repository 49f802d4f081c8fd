"""How an engine answers: every call takes one generation and answers from it alone, so that no answer mixes two. Which
generations there are, and how one is opened, each of the engines says for itself.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from app.search.answer import answer, request_filters
from app.search.exchange import Exchange
from app.search.newest import Newest, newest
from app.search.paging import Cursor
from app.search.reader import Doc, Reader
from app.search.remembered import Asked, Remembered
from app.search.request import SearchRequest
from app.search.similar import similar_hits
from app.search.spare import Spare
from app.search.suggest import Suggester, split
from app.search.timing import recorded
from indexer.index.generations import GenerationError, Sentinel
from indexer.index.schema import SCHEMA_VERSION
from indexer.record import AMSTERDAM

log = logging.getLogger(__name__)

_UNUSABLE: Final = (OSError, ValueError, KeyError, GenerationError)
"""What opening a generation raises that is damaged or of another make."""

OLD_GENERATIONS: Final = 2
"""How many earlier generations are held open for those who are paging through them."""
_WARM_UP: Final = (
    SearchRequest(q="begeleider jeugd*", explain=True),
    SearchRequest(q="begelieder in twente 24 uur", interpret=True),
    SearchRequest(sort="deadline"),
)
"""Answered once before a generation serves: the first touch of its files, and of the dictionary, is slow."""


class NoGeneration(Exception):
    """There is no index yet."""


class GoneGeneration(Exception):
    """A cursor names a generation that is no longer there; the walk must begin anew without a cursor."""

    def __init__(self, generation: str) -> None:
        super().__init__(f"generation {generation} is gone")
        self.generation = generation


def today_in_the_netherlands() -> dt.date:
    """The date in Amsterdam."""
    return dt.datetime.now(AMSTERDAM).date()


class Whole(NamedTuple):
    """A record with its text, others like it, and when it came in (UTC, ISO 8601; ``None`` where that is not known)."""

    record: dict[str, Any]
    similar: list[dict[str, Any]]
    first_seen: str | None


class SearchEngine(Protocol):
    """What the pages, the API and the commands ask of an engine. All methods may be called from any thread."""

    @property
    def generation(self) -> str: ...

    @property
    def made(self) -> tuple[str, Sentinel]: ...

    @property
    def record_count(self) -> int: ...

    def search(self, request: SearchRequest, *, written: bool = False) -> dict[str, Any]: ...

    def record(self, record_id: str) -> dict[str, Any] | None: ...

    def whole(self, record_id: str, similar: int = 0) -> Whole | None: ...

    def similar(self, record_id: str, limit: int) -> list[dict[str, Any]] | None: ...

    def suggest(self, q: str, limit: int, within: SearchRequest | None = None) -> list[dict[str, Any]]: ...

    def export(self) -> Iterator[dict[str, Any]]: ...

    def exchange(self) -> Exchange: ...

    def newest(self, request: SearchRequest) -> Newest: ...

    def numbers(self, day: dt.date) -> tuple[int, int]: ...

    def refresh(self) -> bool: ...

    def close(self) -> None: ...


class Opened(NamedTuple):
    """A generation that answers, and what it was made of: remembered, because it goes on answering when it is cleared away."""

    reader: Reader
    suggester: Suggester
    sentinel: Sentinel


class Answering(ABC):
    """What the engines have in common. Methods that need an index raise :class:`NoGeneration` while there is none, and
    :class:`app.search.reader.EngineUnavailable` where it cannot be reached.
    """

    observe: Callable[[float, Mapping[str, float]], None] | None = None
    """Told how many seconds each search took, and each part of it, whichever room asked for it."""

    def __init__(
        self,
        today: Callable[[], dt.date] = today_in_the_netherlands,
        *,
        remembered_bytes: int = 0,
        one_core: bool = False,
    ) -> None:
        """``today`` gives the date by which deadlines are judged; answers that with their questions take so many bytes
        are remembered. With ``one_core`` a search never takes a second thread.
        """
        self._today = today
        self._spare = Spare(lends=not one_core)
        self._remembered = Remembered(remembered_bytes)
        self._lock = threading.Lock()
        self._serving: Opened | None = None
        self._old: OrderedDict[str, Reader] = OrderedDict()

    @abstractmethod
    def _newest(self) -> str | None:
        """The name of the generation that is to answer; ``None`` when there is none."""

    @abstractmethod
    def _before(self, name: str) -> Sequence[str]:
        """The names of the generations before that one, the newest first."""

    @abstractmethod
    def _sentinel(self, name: str) -> Sentinel:
        """What a generation was made of. Raises one of :data:`_UNUSABLE`."""

    @abstractmethod
    def _reader(self, name: str) -> Reader:
        """Open a generation. Raises one of :data:`_UNUSABLE`, and :class:`GoneGeneration` where it is not there."""

    @abstractmethod
    def numbers(self, day: dt.date) -> tuple[int, int]:
        """The last number of the log visible on a day in the generation in use, and in any; asked anew each time: another
        server may have taken up a generation that this one has not.
        """

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._snapshot().name

    @property
    def made(self) -> tuple[str, Sentinel]:
        """The generation that answers, and what it was made of."""
        serving = self._current()
        return serving.reader.name, serving.sentinel

    @property
    def record_count(self) -> int:
        """How many records it holds, of every kind."""
        return self._snapshot().record_count

    def _current(self) -> Opened:
        serving = self._serving
        if serving is None:
            raise NoGeneration("there is no index yet")
        return serving

    def _snapshot(self) -> Reader:
        return self._current().reader

    def refresh(self) -> bool:
        """Take up the current generation when it is not the one that answers; tell whether that happened.

        What fails to open raises (:data:`_UNUSABLE`) and leaves the old one answering. Where none answers yet, the
        newest earlier one that does open is taken up instead, so that a damaged index does not keep a server from starting.
        """
        with self._lock:
            name = self._newest()
            serving = self._serving
            if name is None or (serving is not None and serving.reader.name == name):
                return False
            try:
                opened = self._opened(name)
            except _UNUSABLE as error:
                earlier = None if serving is not None else self._earlier(name, error)
                if earlier is None:
                    raise
                opened = earlier
            self._serving = opened
            if serving is not None:
                self._keep(serving.reader)
            return True

    def _opened(self, name: str) -> Opened:
        sentinel = self._sentinel_of_this_make(name)
        reader = self._reader(name)
        suggester = Suggester(reader)
        for request in _WARM_UP:
            answer(reader, request, self._today(), None)
        reader.speller.nearest("warming")  # built once, before the first slip of the pen needs it
        return Opened(reader, suggester, sentinel)

    def _sentinel_of_this_make(self, name: str) -> Sentinel:
        sentinel = self._sentinel(name)
        if sentinel.schema_version.partition("+")[0] != SCHEMA_VERSION:
            raise ValueError(
                f"generation {name} is of schema {sentinel.schema_version}, this program reads {SCHEMA_VERSION}"
            )
        return sentinel

    def _earlier(self, current: str, reason: Exception) -> Opened | None:
        """The newest generation before the current one that opens."""
        for name in self._before(current):
            try:
                opened = self._opened(name)
            except _UNUSABLE as error:
                log.warning("generation %s cannot be opened either: %s", name, error)
                continue
            log.error("generation %s cannot be opened (%s); %s answers instead", current, reason, name)
            return opened
        return None

    def _keep(self, reader: Reader) -> None:
        self._old[reader.name] = reader
        while len(self._old) > OLD_GENERATIONS:
            self._old.popitem(last=False)

    def _named(self, name: str) -> Reader:
        """The generation a cursor names, opened anew where it is still there; one of another make is as good as gone."""
        current = self._snapshot()
        if name == current.name:
            return current
        with self._lock:
            if name in self._old:
                return self._old[name]
            try:
                reader = self._reader(name)
                self._sentinel_of_this_make(name)
            except _UNUSABLE as error:
                log.warning("generation %s can no longer be read: %s", name, error)
                raise GoneGeneration(name) from error
            self._keep(reader)
            return reader

    def search(self, request: SearchRequest, *, written: bool = False) -> dict[str, Any]:
        """The contract's search answer without ``links``, with ``nextCursor`` (``None`` on the last page)
        and, beside it: ``relaxed``, whether nothing met all words, so that some were let go; ``metAll``, how many of
        the total meet all words; ``corrected``, ``{"from", "to"}`` where what was likely meant was searched for
        instead of what was typed; ``didYouMean``, another spelling worth a question. With ``written`` the items, and maybe the
        facets, are an ``orjson.Fragment``, for who only passes them on.

        Raises :class:`app.search.request.InvalidRequest` on a malformed cursor and :class:`GoneGeneration`.
        """
        started = time.perf_counter()
        cursor = Cursor.decode(request.cursor, request) if request.cursor else None
        snapshot = self._named(cursor.generation) if cursor else self._snapshot()
        with self._spare.searching(), recorded() as parts:
            found = self._answer(snapshot, request, cursor, written)
        seconds = time.perf_counter() - started
        found["tookMs"] = round(seconds * 1000, 3)
        if self.observe is not None:
            self.observe(seconds, parts)
        return found

    def _answer(
        self, snapshot: Reader, request: SearchRequest, cursor: Cursor | None, written: bool
    ) -> dict[str, Any]:
        asked = Asked(snapshot.name, cursor.today if cursor else self._today(), request)
        found = self._remembered.get(asked, written=written)
        if found is None:
            found = answer(snapshot, request, asked.today, cursor, written, self._spare)
            self._remembered.put(asked, found)
        return found

    def record(self, record_id: str) -> dict[str, Any] | None:
        """A record with its text, ``None`` when there is none with this id."""
        found = self.whole(record_id)
        return found.record if found else None

    def whole(self, record_id: str, similar: int = 0) -> Whole | None:
        """A record with its text and what belongs to it, all from one generation; ``None`` for an unknown id."""
        snapshot = self._snapshot()
        found = snapshot.find(record_id)
        if found is None:
            return None
        record = {**snapshot.card(found), "text": snapshot.text(found)}
        times = snapshot.journal.times(record_id) if snapshot.journal else None
        likes = _similar(snapshot, found, similar) if similar else []
        return Whole(record, likes, times.first_seen if times else None)

    def similar(self, record_id: str, limit: int) -> list[dict[str, Any]] | None:
        """At most ``limit`` records like this one, each with its ``score``; ``None`` when the id is not
        known.
        """
        snapshot = self._snapshot()
        found = snapshot.find(record_id)
        if found is None:
            return None
        return _similar(snapshot, found, limit)

    def suggest(self, q: str, limit: int, within: SearchRequest | None = None) -> list[dict[str, Any]]:
        """Completions ``{"text", "type", "count"}``; names also carry the ``parameter`` and ``value`` they
        stand for. With ``within`` the counts are those under the filters of that request; of several words those assignments
        count that hold them all.
        """
        if within is None and split(q)[0]:
            within = SearchRequest()
        snapshot, suggester, _ = self._current()
        filters = None if within is None else request_filters(snapshot, within, self._today())
        return suggester.suggest(q, limit, filters)

    def export(self) -> Iterator[dict[str, Any]]:
        """Every record with its text, by id, all from one generation."""
        return self._snapshot().export()

    def exchange(self) -> Exchange:
        """What others are told of the open records, from one generation. Raises :class:`NoLog` where it tells nothing."""
        return Exchange(self._snapshot(), self._today())

    def newest(self, request: SearchRequest) -> Newest:
        """The latest finds of a search, for a feed; a cursor says nothing here, of whatever search it is, but must be one.
        Raises :class:`app.search.request.InvalidRequest` and :class:`NoLog`.
        """
        if request.cursor:
            Cursor.read(request.cursor)
        return newest(self._snapshot(), request, self._today())

    def close(self) -> None:
        """Let go of everything open."""
        with self._lock:
            self._serving = None
            self._old.clear()


def _similar(snapshot: Reader, doc: Doc, limit: int) -> list[dict[str, Any]]:
    return [{**snapshot.card(hit.doc), "score": hit.score} for hit in similar_hits(snapshot, doc, limit)]

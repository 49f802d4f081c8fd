"""The only door to an open index. One protocol, so that another engine can stand behind the same pages and
API.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from app.search.answer import answer, request_filters
from app.search.exchange import Exchange
from app.search.newest import Newest, newest
from app.search.paging import Cursor
from app.search.reader import Doc, Reader
from app.search.request import SearchRequest
from app.search.similar import similar_hits
from app.search.snapshot import Snapshot
from app.search.suggest import Suggester
from indexer.exchange.journal import JOURNAL, Journal
from indexer.index.generations import GenerationError, Generations, read_sentinel
from indexer.index.schema import SCHEMA_VERSION
from indexer.record import AMSTERDAM

log = logging.getLogger(__name__)

_UNUSABLE: Final = (OSError, ValueError, KeyError, GenerationError)
"""What opening a generation raises that is damaged or of another make."""


"""Closing dates in Dutch texts are Dutch local time."""
OLD_GENERATIONS: Final = 2
"""How many earlier generations are held open for those who are paging through them."""
_WARM_UP: Final = (
    SearchRequest(q="begeleider jeugd*", explain=True),
    SearchRequest(q="begelieder in twente 24 uur", interpret=True),
    SearchRequest(sort="deadline"),
)
"""Answered once before a generation serves: the first touch of its files, and of the dictionary, is slow."""
_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


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
    def record_count(self) -> int: ...

    def search(self, request: SearchRequest) -> dict[str, Any]: ...

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


class Engine:
    """The engine on one machine: tantivy on the generation a data directory points at.

    Every call takes one snapshot and answers from it alone, so that no answer mixes two generations.
    Methods that need an index raise :class:`NoGeneration` while there is none.
    """

    def __init__(self, data_dir: Path, today: Callable[[], dt.date] = today_in_the_netherlands) -> None:
        """``today`` gives the date by which deadlines are judged."""
        self._generations = Generations(data_dir)
        self._today = today
        self._lock = threading.Lock()
        self._serving: tuple[Snapshot, Suggester] | None = None
        self._old: OrderedDict[str, Snapshot] = OrderedDict()
        self.refresh()

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._snapshot().name

    @property
    def record_count(self) -> int:
        """How many records it holds, of every kind."""
        return self._snapshot().record_count

    def _current(self) -> tuple[Snapshot, Suggester]:
        serving = self._serving
        if serving is None:
            raise NoGeneration("there is no index yet")
        return serving

    def _snapshot(self) -> Snapshot:
        return self._current()[0]

    def refresh(self) -> bool:
        """Take up the current generation when it is not the one that answers; tell whether that happened.

        What fails to open raises (:data:`_UNUSABLE`) and leaves the old one answering. Where none answers yet, the
        newest earlier one that does open is taken up instead, so that a damaged index does not keep a server from starting.
        """
        with self._lock:
            path = self._generations.current()
            serving = self._serving
            if path is None or (serving is not None and serving[0].name == path.name):
                return False
            try:
                opened = self._opened(path)
            except _UNUSABLE as error:
                earlier = None if serving is not None else self._earlier(path, error)
                if earlier is None:
                    raise
                opened = earlier
            self._serving = opened
            if serving is not None:
                self._keep(serving[0])
            return True

    def _opened(self, path: Path) -> tuple[Snapshot, Suggester]:
        schema = read_sentinel(path).schema_version
        if schema.partition("+")[0] != SCHEMA_VERSION:
            raise ValueError(
                f"generation {path.name} is of schema {schema}, this program reads {SCHEMA_VERSION}"
            )
        snapshot = Snapshot(path)
        suggester = Suggester(snapshot)
        for request in _WARM_UP:
            answer(snapshot, request, self._today(), None)
        snapshot.speller.nearest("warming")  # built once, before the first slip of the pen needs it
        return snapshot, suggester

    def _earlier(self, current: Path, reason: Exception) -> tuple[Snapshot, Suggester] | None:
        """The newest generation before the current one that opens."""
        for path in reversed([path for path in self._generations.complete() if path.name < current.name]):
            try:
                opened = self._opened(path)
            except _UNUSABLE as error:
                log.warning("generation %s cannot be opened either: %s", path.name, error)
                continue
            log.error(
                "generation %s cannot be opened (%s); %s answers instead", current.name, reason, path.name
            )
            return opened
        return None

    def _keep(self, snapshot: Snapshot) -> None:
        self._old[snapshot.name] = snapshot
        while len(self._old) > OLD_GENERATIONS:
            self._old.popitem(last=False)

    def _named(self, name: str) -> Snapshot:
        """The generation a cursor names, opened anew where its directory is still there."""
        current = self._snapshot()
        if name == current.name:
            return current
        with self._lock:
            if name in self._old:
                return self._old[name]
            directory = self._generations.directory / name
            if not _SAFE_NAME.fullmatch(name) or not directory.is_dir():
                raise GoneGeneration(name)
            snapshot = Snapshot(directory)
            self._keep(snapshot)
            return snapshot

    def search(self, request: SearchRequest) -> dict[str, Any]:
        """The contract's search answer without ``links``, with ``nextCursor`` (``None`` on the last page)
        and, beside it: ``relaxed``, whether nothing met all words, so that some were let go; ``metAll``, how many of
        the total meet all words; ``corrected``, ``{"from", "to"}`` where what was likely meant was searched for
        instead of what was typed; ``didYouMean``, another spelling worth a question.

        Raises :class:`app.search.request.InvalidRequest` on a malformed cursor and :class:`GoneGeneration`.
        """
        started = time.perf_counter()
        cursor = Cursor.decode(request.cursor, request) if request.cursor else None
        snapshot = self._named(cursor.generation) if cursor else self._snapshot()
        found = answer(snapshot, request, cursor.today if cursor else self._today(), cursor)
        found["tookMs"] = round((time.perf_counter() - started) * 1000, 3)
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
        stand for. With ``within`` the counts are those under the filters of that request.
        """
        snapshot, suggester = self._current()
        filters = None if within is None else request_filters(snapshot, within, self._today())
        return suggester.suggest(q, limit, filters)

    def export(self) -> Iterator[dict[str, Any]]:
        """Every record with its text, by id, all from one generation."""
        return self._snapshot().export()

    def exchange(self) -> Exchange:
        """What others are told of the open records, from one generation. Raises :class:`NoLog` where it tells nothing."""
        return Exchange(self._snapshot(), self._today())

    def newest(self, request: SearchRequest) -> Newest:
        """The latest finds of a search, for a feed; a cursor says nothing here, and must be one. Raises
        :class:`app.search.request.InvalidRequest` and :class:`NoLog`.
        """
        if request.cursor:
            Cursor.decode(request.cursor, request)
        return newest(self._snapshot(), request, self._today())

    def numbers(self, day: dt.date) -> tuple[int, int]:
        """The last number of the log visible on a day in the generation in use, and in any. Asked of the disk: another
        server may have taken up a generation that this one has not.
        """
        current = self._generations.current()
        paths = [one.path for one in self._generations.list() if (one.path / JOURNAL).is_file()]
        heads = {path: Journal(path).head(day) for path in paths}
        return heads.get(current, 0) if current else 0, max(heads.values(), default=0)

    def close(self) -> None:
        """Let go of everything open."""
        with self._lock:
            self._serving = None
            self._old.clear()


def _similar(snapshot: Reader, doc: Doc, limit: int) -> list[dict[str, Any]]:
    return [{**snapshot.card(hit.doc), "score": hit.score} for hit in similar_hits(snapshot, doc, limit)]

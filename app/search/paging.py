"""Sorting and paging: which documents come next, exactly once each, in a fixed order.

A sort is a row of phases, each a restriction and a unique sort key in ascending order; a page goes on
behind the last key. Relevance and distance have no stored key: they page by position, exact as well,
because a generation never changes. Equal values stand in the order of their ids: the ordinal is the low
part of every key, and documents lie in the index in its order.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import Final

import orjson

from app.search.dialect import Clause, Dialect, Filter
from app.search.filters import is_closed, is_open
from app.search.reader import After, Doc, Pages, Reader
from app.search.request import InvalidRequest, ParameterError, SearchRequest

_NOT_OURS: Final = "is geen cursor die deze dienst heeft gegeven; begin opnieuw zonder cursor"
_OTHER_SEARCH: Final = (
    "hoort bij een andere zoekvraag; gebruik bij een cursor dezelfde zoekvraag als waaruit hij kwam"
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended. ``key`` is what the reader knows the place of the last hit by, under a sort key or, where
    ``phase`` is ``None``, in a ranking. ``today`` is the day the walk began, so that a walk over midnight stays whole.
    """

    generation: str
    search: str
    today: dt.date
    phase: int | None
    key: int
    last_id: str

    def encode(self) -> str:
        """Opaque and safe in an address."""
        row = [self.generation, self.search, self.today.isoformat(), self.phase, self.key, self.last_id]
        return base64.urlsafe_b64encode(orjson.dumps(row)).rstrip(b"=").decode("ascii")

    @classmethod
    def decode(cls, text: str, request: SearchRequest) -> Cursor:
        """The cursor of this search; raises :class:`InvalidRequest` on anything else."""
        cursor = cls.read(text)
        if cursor.search != digest(request):
            raise _invalid(_OTHER_SEARCH)
        return cursor

    @classmethod
    def read(cls, text: str) -> Cursor:
        """The inverse of :meth:`encode`; raises :class:`InvalidRequest` on anything else."""
        try:
            row = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            generation, search, today, phase, key, last_id = row
            cursor = cls(generation, search, dt.date.fromisoformat(today), phase, key, last_id)
        except (binascii.Error, ValueError, TypeError) as error:
            raise _invalid(_NOT_OURS) from error
        if not cursor._plausible():
            raise _invalid(_NOT_OURS)
        return cursor

    def _plausible(self) -> bool:
        texts = (self.generation, self.search, self.last_id)
        if not all(isinstance(text, str) for text in texts) or type(self.key) is not int:
            return False
        if not dt.MINYEAR < self.today.year < dt.MAXYEAR:  # days before and after it are reckoned with
            return False
        if self.phase is None:
            return 0 <= self.key < 1 << 31
        return type(self.phase) is int and 0 <= self.phase < 3 and 0 <= self.key < 1 << 64


def _invalid(message: str) -> InvalidRequest:
    return InvalidRequest([ParameterError("cursor", message)])


def digest(request: SearchRequest) -> str:
    """Names a search apart from how much of it is shown: pages of one walk may differ in limit and facets."""
    bare = replace(request, cursor=None, limit=0, facets=(), highlight=True, explain=False)
    return hashlib.blake2b(orjson.dumps(bare.to_params()), digest_size=9).hexdigest()


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a sorted list."""

    restriction: Filter
    key: str


@dataclass(frozen=True, slots=True)
class Hit:
    doc: Doc
    score: float
    phase: int | None
    key: int


def phases(dialect: Dialect, sort: str, today: dt.date, *, has_words: bool) -> list[Phase]:
    """The phases of a sort; empty for one that pages by position.

    Relevance without words to rank by shows what is open first, new before old.
    """
    if sort == "deadline":
        upcoming = dialect.days("deadline", today)
        passed = dialect.days("deadline", last=today - dt.timedelta(days=1))
        unstated = dialect.term("missing", "deadline")
        return [
            Phase(Filter((upcoming,)), "deadline_key"),
            Phase(Filter((passed,)), "deadline_passed_key"),
            Phase(Filter((unstated,)), "deadline_key"),
        ]
    if sort == "relevance" and not has_words:
        return [
            Phase(is_open(dialect, today), "published_key"),
            Phase(is_closed(dialect, today), "published_key"),
        ]
    if sort in {"relevance", "distance"}:
        return []
    return [Phase(Filter(), f"{sort}_key")]


def keyed_hits(
    snapshot: Pages, query: Clause, row: list[Phase], limit: int, cursor: Cursor | None
) -> list[Hit]:
    """The next ``limit`` hits behind the cursor in a row of phases."""
    if cursor is not None and (cursor.phase is None or cursor.phase >= len(row)):
        raise _invalid(_NOT_OURS)
    first = (cursor.phase or 0) if cursor else 0
    hits: list[Hit] = []
    for number in range(first, len(row)):
        phase = row[number]
        within = snapshot.dialect.narrowed(query, [phase.restriction])
        after = After(cursor.key, cursor.last_id) if cursor is not None and number == first else None
        found = snapshot.keyed(within, phase.key, limit - len(hits), after)
        hits += [Hit(doc, score, number, key) for doc, score, key in found]
        if len(hits) >= limit:
            break
    return hits


def ranked_hits(snapshot: Pages, query: Clause, limit: int, cursor: Cursor | None) -> tuple[list[Hit], int]:
    """The next ``limit`` hits by score, and how many there are in all."""
    if cursor is not None and cursor.phase is not None:
        raise _invalid(_NOT_OURS)
    found, total = snapshot.ranked(query, limit, After(cursor.key, cursor.last_id) if cursor else None)
    return [Hit(doc, score, None, key) for doc, score, key in found], total


def nearest_first(snapshot: Reader, query: Clause, point: tuple[float, float]) -> Clause:
    """The same documents, scored by how near their nearest place is; those without coordinates come last.

    The score is the rank of the distance, a whole number, because a 32-bit score cannot hold a distance
    exactly.
    """
    distances = snapshot.distances(point)
    rank, ranks = 0, []
    for index, (km, term) in enumerate(distances):
        if index == 0 or km != distances[index - 1][0]:
            rank += 1
        ranks.append((rank, term))
    worths = [(float(1 + len(ranks) - rank), term) for rank, term in ranks]
    return snapshot.dialect.scored_by(query, "point", worths)

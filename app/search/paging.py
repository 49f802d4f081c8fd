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
import tantivy
from tantivy import DocAddress, FieldType, Occur, Order, Query

from app.search.filters import all_of, is_closed, is_open
from app.search.request import InvalidRequest, ParameterError, SearchRequest
from app.search.snapshot import Snapshot
from indexer.index.schema import day

_NOT_OURS: Final = "is geen cursor die deze dienst heeft gegeven; begin opnieuw zonder cursor"
_OTHER_SEARCH: Final = (
    "hoort bij een andere zoekvraag; gebruik bij een cursor dezelfde zoekvraag als waaruit hij kwam"
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended. ``key`` is the sort key of the last hit, or the number of hits so far where
    ``phase`` is ``None``. ``today`` is the day the walk began, so that a walk over midnight stays whole.
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
        """The inverse of :meth:`encode`; raises :class:`InvalidRequest` on anything else."""
        try:
            row = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            generation, search, today, phase, key, last_id = row
            cursor = cls(generation, search, dt.date.fromisoformat(today), phase, key, last_id)
        except (binascii.Error, ValueError, TypeError) as error:
            raise _invalid(_NOT_OURS) from error
        if not cursor._plausible():
            raise _invalid(_NOT_OURS)
        if cursor.search != digest(request):
            raise _invalid(_OTHER_SEARCH)
        return cursor

    def _plausible(self) -> bool:
        texts = (self.generation, self.search, self.last_id)
        if not all(isinstance(text, str) for text in texts) or type(self.key) is not int:
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

    restriction: Query | None
    key: str


@dataclass(frozen=True, slots=True)
class Hit:
    address: DocAddress
    ordinal: int
    score: float | None
    phase: int | None
    key: int


def phases(schema: tantivy.Schema, sort: str, today: dt.date, *, has_words: bool) -> list[Phase]:
    """The phases of a sort; empty for one that pages by position.

    Relevance without words to rank by shows what is open first, new before old.
    """
    if sort == "deadline":
        upcoming = Query.range_query(schema, "deadline", FieldType.Unsigned, lower_bound=day(today))
        passed = Query.range_query(schema, "deadline", FieldType.Unsigned, upper_bound=day(today) - 1)
        unstated = Query.term_query(schema, "missing", "deadline")
        return [
            Phase(upcoming, "deadline_key"),
            Phase(passed, "deadline_passed_key"),
            Phase(unstated, "deadline_key"),
        ]
    if sort == "relevance" and not has_words:
        return [
            Phase(is_open(schema, today), "published_key"),
            Phase(is_closed(schema, today), "published_key"),
        ]
    if sort in {"relevance", "distance"}:
        return []
    return [Phase(None, f"{sort}_key")]


def keyed_hits(
    snapshot: Snapshot, query: Query, row: list[Phase], limit: int, cursor: Cursor | None
) -> list[Hit]:
    """The next ``limit`` hits behind the cursor in a row of phases."""
    if cursor is not None and (cursor.phase is None or cursor.phase >= len(row)):
        raise _invalid(_NOT_OURS)
    first = (cursor.phase or 0) if cursor else 0
    hits: list[Hit] = []
    for number in range(first, len(row)):
        clauses = [query]
        if row[number].restriction is not None:
            clauses.append(row[number].restriction)  # type: ignore[arg-type]
        if cursor is not None and number == first:
            if cursor.key == (1 << 64) - 1:
                continue
            behind = cursor.key + 1
            clauses.append(
                Query.range_query(snapshot.schema, row[number].key, FieldType.Unsigned, lower_bound=behind)
            )
        found = snapshot.searcher.search(
            all_of(clauses), limit - len(hits), count=False, order_by_field=row[number].key, order=Order.Asc
        ).hits
        ordinals = snapshot.ordinals([address for _, address in found])
        hits += [
            Hit(address, ordinal, None, number, int(key))
            for (key, address), ordinal in zip(found, ordinals, strict=True)
        ]
        if len(hits) >= limit:
            break
    return hits


def ranked_hits(snapshot: Snapshot, query: Query, limit: int, cursor: Cursor | None) -> tuple[list[Hit], int]:
    """The next ``limit`` hits by score, and how many there are in all.

    Counting also keeps tantivy from skipping documents, so that scores, and with them positions, do not
    depend on how many hits are asked for.
    """
    if cursor is not None and cursor.phase is not None:
        raise _invalid(_NOT_OURS)
    offset = min(cursor.key, snapshot.record_count) if cursor else 0
    found = snapshot.searcher.search(query, limit, count=True, offset=offset)
    ordinals = snapshot.ordinals([address for _, address in found.hits])
    hits = [
        Hit(address, ordinal, float(score), None, offset + position)
        for position, ((score, address), ordinal) in enumerate(zip(found.hits, ordinals, strict=True), 1)
    ]
    return hits, int(found.count)  # type: ignore[attr-defined]


def nearest_first(snapshot: Snapshot, query: Query, point: tuple[float, float]) -> Query:
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
    nearest = [
        Query.const_score_query(
            Query.term_query(snapshot.schema, "point", term), float(1 + len(ranks) - rank)
        )
        for rank, term in ranks
    ]
    clauses = [(Occur.Must, Query.const_score_query(query, 0.0))]
    if nearest:
        clauses.append((Occur.Should, Query.disjunction_max_query(nearest)))
    return Query.boolean_query(clauses)

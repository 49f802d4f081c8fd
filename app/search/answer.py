"""Answers one search from one snapshot, from query to cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from tantivy import Query

from app.search.building import build_text_query
from app.search.correct import asked_for, corrected
from app.search.explain import explanation
from app.search.facets import FacetCounter, count
from app.search.filters import Filters, build_filters
from app.search.geo import distance_km
from app.search.grammar import parse
from app.search.highlight import highlight_card
from app.search.paging import Cursor, Hit, digest, keyed_hits, nearest_first, phases, ranked_hits
from app.search.query import TextQuery
from app.search.request import SearchRequest
from app.search.snapshot import Snapshot

RELAXED_SHARE: Final = 2 / 3
"""When little meets all words, first this share of them must be met, then any one."""
ENOUGH: Final = 10
"""With fewer that meet all plain words, those that meet some of them follow; half a page of results."""

LITTLE: Final = 3
"""With fewer found, a rare word is asked about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A request as queries. ``q`` is what is searched for, spelled as meant; ``text`` is what was asked, ``strict`` the same where not all of it must be met;
    ``scored`` finds by words alone, ``full`` under all filters; ``relaxed`` says that nothing met all words,
    ``met_all`` how many do.
    """

    q: str
    text: TextQuery
    strict: TextQuery | None
    scored: Query
    filters: Filters
    full: Query
    relaxed: bool
    met_all: int


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of a page, one more than asked for where there is one, and how many there are in all."""

    plan: Plan
    hits: list[Hit]
    total: int


def answer(
    snapshot: Snapshot, request: SearchRequest, today: dt.date, cursor: Cursor | None
) -> dict[str, Any]:
    """The search answer but for ``links`` and ``tookMs``."""
    asked, reading = request, None
    if request.interpret:
        # Loads the parser, which a search without it (the night's own, a job board's) has no use for.
        from app.search.interpret import interpret

        request, reading = interpret(asked, today)
    page = _find(snapshot, request, today, cursor)
    plan, hits = page.plan, page.hits[: request.limit]
    items = _items(snapshot, request, plan, hits)
    next_cursor = None
    if len(page.hits) > len(hits) > 0:
        last = hits[-1]
        at = (last.phase, last.key)
        next_cursor = Cursor(snapshot.name, digest(asked), today, *at, items[-1]["id"]).encode()
    facets = FacetCounter(snapshot, plan.scored, plan.filters, today).count(request.facets)
    return {
        "total": page.total,
        "items": items,
        "facets": facets,
        "interpreted": None if reading is None else reading.as_json(),
        "relaxed": plan.relaxed,
        "metAll": plan.met_all,
        **_spelling(snapshot, request, plan, page.total),
        "nextCursor": next_cursor,
    }


def request_filters(snapshot: Snapshot, request: SearchRequest, today: dt.date) -> Filters:
    """The filters of a request against one generation."""
    point, radius = request.point, request.radius_km
    return build_filters(
        snapshot.schema,
        request,
        today,
        snapshot.stored,
        lambda: snapshot.nearby(point, radius) if point and radius is not None else (),
    )


def _find(snapshot: Snapshot, request: SearchRequest, today: dt.date, cursor: Cursor | None) -> Page:
    """The page of hits for a request."""
    filters = request_filters(snapshot, request, today)
    plan = _chosen(snapshot, request, filters, today, request.q)
    return _page(snapshot, request, plan, today, cursor)


def _chosen(
    snapshot: Snapshot,
    request: SearchRequest,
    filters: Filters,
    today: dt.date,
    q: str,
    *,
    respell: bool = True,
) -> Plan:
    """The plan under all words; where these find little, under as many of them as find enough. What was respelled is not
    respelled again.
    """
    parsed = parse(q)
    text = build_text_query(snapshot.schema, parsed, today)
    scored = text.query()
    strict = Plan(q, text, None, scored, filters, _under(scored, filters), False, 0)
    found = count(snapshot, strict.full)
    strict = replace(strict, met_all=found)
    if found >= ENOUGH or (found and not (text.plain and request.sort == "relevance")):
        return strict
    if not found and respell and (respelled := corrected(snapshot, snapshot.speller, q, text)):
        plan = _chosen(snapshot, request, filters, today, respelled, respell=False)
        if count(snapshot, plan.full):
            return plan
    best = strict
    for needed, loose in _steps(text, nothing=not found):
        wider = build_text_query(snapshot.schema, parsed, today, loose=True) if loose else text
        scored = wider.query(needed, strict=text)
        plan = Plan(q, wider, text, scored, filters, _under(scored, filters), not found, found)
        total = count(snapshot, plan.full)
        if total:
            best = plan
        if total >= ENOUGH or (total and not text.plain):
            break
    return best


def _spelling(snapshot: Snapshot, request: SearchRequest, plan: Plan, total: int) -> dict[str, Any]:
    """What was searched for in the place of what was typed, and what might have been meant."""
    if plan.q != request.q:
        return {"corrected": {"from": request.q, "to": plan.q}, "didYouMean": None}
    little = plan.text.ranks and (plan.met_all if plan.text.plain else total) < LITTLE
    meant = asked_for(snapshot.speller, plan.q, plan.strict or plan.text) if little else None
    return {"corrected": None, "didYouMean": meant}


def _steps(text: TextQuery, *, nothing: bool) -> Iterator[tuple[int, bool]]:
    """How many of the words must be met, from strict to lenient, and, where all of them together find ``nothing``,
    whether parts of compounds may stand for them.
    """
    words = len(text.groups)
    loosely = nothing and text.plain and any(word.keys[0].leaves > 1 for word in text.words)
    steps = dict.fromkeys(
        max(1, needed) for needed in (round(words * RELAXED_SHARE), 1) if needed < words or loosely
    )
    yield from ((needed, loosely) for needed in steps)


def _under(scored: Query, filters: Filters) -> Query:
    """Filters narrow and never add to the score."""
    return all_of_scored(scored, [Query.const_score_query(query, 0.0) for query in filters.values()])


def all_of_scored(scored: Query, narrowing: list[Query]) -> Query:
    """``scored`` under further queries that score nothing."""
    return scored if not narrowing else scored.and_must_match(*narrowing)


def _page(
    snapshot: Snapshot, request: SearchRequest, plan: Plan, today: dt.date, cursor: Cursor | None
) -> Page:
    if not request.limit:
        return Page(plan, [], count(snapshot, plan.full))
    wanted = request.limit + 1
    row = phases(snapshot.schema, request.sort, today, has_words=plan.text.ranks)
    if row:
        total = count(snapshot, plan.full)
        return Page(plan, keyed_hits(snapshot, plan.full, row, wanted, cursor) if total else [], total)
    query = plan.full
    if request.sort == "distance" and request.point is not None:
        query = nearest_first(snapshot, query, request.point)
    return Page(plan, *ranked_hits(snapshot, query, wanted, cursor))


def _scores(snapshot: Snapshot, request: SearchRequest, plan: Plan, hits: list[Hit]) -> dict[int, float]:
    """The score of each hit by ordinal. A sort by something else than relevance finds them without one."""
    if not plan.text.ranks or not hits:
        return {hit.ordinal: 0.0 for hit in hits}
    if request.sort == "relevance":
        return {hit.ordinal: hit.score or 0.0 for hit in hits}
    ordinals = [hit.ordinal for hit in hits]
    these = Query.const_score_query(Query.term_set_query(snapshot.schema, "ordinal", ordinals), 0.0)
    found = snapshot.searcher.search(all_of_scored(plan.scored, [these]), len(hits), count=True).hits
    scored = snapshot.ordinals([address for _, address in found])
    return {ordinal: float(score) for (score, _), ordinal in zip(found, scored, strict=True)}


def _items(snapshot: Snapshot, request: SearchRequest, plan: Plan, hits: list[Hit]) -> list[dict[str, Any]]:
    scores = _scores(snapshot, request, plan, hits)
    items: list[dict[str, Any]] = []
    for hit in hits:
        item = snapshot.card(hit.ordinal)
        item["score"] = scores[hit.ordinal]
        if request.point is not None:
            item["distanceKm"] = _nearest(item, request.point)
        if request.highlight:
            text = snapshot.text(hit.ordinal) if plan.text.words else ""
            item["highlights"] = highlight_card(plan.text.words, item, text)
        if request.explain:
            item["explanation"] = explanation(
                plan.text, snapshot.searcher, hit.address, item["score"], plan.strict
            )
        items.append(item)
    return items


def _nearest(card: dict[str, Any], point: tuple[float, float]) -> float | None:
    """Kilometres to the nearest place of a record, to a hundred metres; ``None`` when no place has
    coordinates.
    """
    distances = [
        distance_km(point, (place["lat"], place["lon"]))
        for place in card["places"]
        if place["lat"] is not None and place["lon"] is not None
    ]
    return round(min(distances), 1) if distances else None

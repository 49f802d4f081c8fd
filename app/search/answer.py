"""Answers one search from one snapshot, from query to cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from app.search.building import build_text_query
from app.search.correct import asked_for, corrected
from app.search.dialect import Clause
from app.search.explain import explanation, queries_of
from app.search.facets import FacetCounter
from app.search.filters import Filters, build_filters, fitting_ranges
from app.search.geo import distance_km
from app.search.grammar import parse
from app.search.highlight import Highlighter
from app.search.paging import Cursor, Hit, digest, keyed_hits, nearest_first, phases, ranked_hits
from app.search.query import OFTEN
from app.search.reader import Beside, Reader
from app.search.request import SearchRequest
from app.search.spare import Spare
from app.search.text_query import TextQuery
from app.search.timing import part
from indexer.index.schema import stream_field

RELAXED_SHARE: Final = 2 / 3
"""When little meets all words, first this share of them must be met, then any one."""
ENOUGH: Final = 10
"""With fewer that meet all plain words, those that meet some of them follow; half a page of results."""

LITTLE: Final = 3
"""With fewer found, a rare word is asked about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A request as queries. ``q`` is what is searched for, spelled as meant; ``text`` is what was asked, ``strict`` the same where
    not all of it must be met but ``needed`` of its words; ``relaxed`` says that nothing met all words, ``met_all`` how many do.
    """

    q: str
    text: TextQuery
    filters: Filters
    strict: TextQuery | None = None
    needed: int | None = None
    relaxed: bool = False
    met_all: int = 0

    def finds_as(self, other: Plan) -> bool:
        """Whether it finds the same, for what is seen of it at once."""
        return self.text is other.text and self.needed == other.needed

    def scored(self, under: Filters) -> Clause:
        """What is found by the words under these filters, with its score."""
        return self.text.query(self.needed, self.strict, under)

    def counted(self, under: Filters) -> Clause:
        """The same without a score."""
        return self.text.counted(self.needed, under)


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of a page, one more than asked for where there is one, how many there are in all, and the facets where these
    were counted with them.
    """

    plan: Plan
    hits: list[Hit]
    total: int
    facets: dict[str, Any] | None = None


def answer(
    snapshot: Reader,
    request: SearchRequest,
    today: dt.date,
    cursor: Cursor | None,
    written: bool = False,
    spare: Spare | None = None,
) -> dict[str, Any]:
    """The search answer but for ``links`` and ``tookMs``. With ``written`` its ``items`` are an ``orjson.Fragment``: cards are kept
    as JSON, and who only passes them on need not have them read and written anew. ``spare`` lends a second thread.
    """
    asked, reading = request, None
    if request.interpret:
        # Loads the parser, which a search without it (the night's own, a job board's) has no use for.
        from app.search.interpret import interpret

        with part("interpret"):
            request, reading = interpret(asked, today)
    counting = _Counting(snapshot, request, today, spare)
    with part("find"):
        page = _find(snapshot, request, today, cursor, counting)
    plan, hits = page.plan, page.hits[: request.limit]
    with part("cards"):
        items = _items(snapshot, request, plan, hits, written)
    next_cursor = None
    if len(page.hits) > len(hits) > 0:
        last = hits[-1]
        at = (last.phase, last.key)
        card = snapshot.card(last.doc) if written else items[-1]
        next_cursor = Cursor(snapshot.name, digest(asked), today, *at, card["id"]).encode()
    with part("facets"):
        facets = page.facets if page.facets is not None else counting.of(plan)
    return {
        "total": page.total,
        "items": orjson.Fragment(b"[%s]" % b",".join(items)) if written else items,
        "facets": facets,
        "interpreted": None if reading is None else reading.as_json(),
        "relaxed": plan.relaxed,
        "metAll": plan.met_all,
        **_spelling(snapshot, request, plan, page.total),
        "nextCursor": next_cursor,
    }


def request_filters(snapshot: Reader, request: SearchRequest, today: dt.date) -> Filters:
    """The filters of a request against one generation."""
    point, radius = request.point, request.radius_km
    return build_filters(
        snapshot.dialect,
        request,
        today,
        snapshot.stored,
        lambda: snapshot.nearby(point, radius) if point and radius is not None else (),
    )


class _Counting:
    """The facets of the plan that is looked at. Where a thread is to spare it finds the page while this one counts: that
    takes longer, so that this one rarely waits to be woken.
    """

    def __init__(self, snapshot: Reader, request: SearchRequest, today: dt.date, spare: Spare | None) -> None:
        self._snapshot, self._request, self._today = snapshot, request, today
        self._spare = spare
        self._counted: tuple[Plan, dict[str, Any]] | None = None

    def beside(self, plan: Plan, counter: FacetCounter, find: Callable[[], Page]) -> Page:
        """The page of a plan; its facets are counted meanwhile where another thread can find it."""
        spare = self._spare
        if not self._request.facets or spare is None or not spare.free:
            return find()
        found = spare.begin(find)
        with part("facets"):
            self._counted = plan, counter.count(self._request.facets, spare)
        return found()

    def of(self, plan: Plan) -> dict[str, Any]:
        """Those of the plan that was chosen in the end."""
        if self._counted is None or not self._counted[0].finds_as(plan):
            counter = FacetCounter(self._snapshot, plan.counted, plan.filters, self._today)
            return counter.count(self._request.facets, self._spare)
        return self._counted[1]


def _find(
    snapshot: Reader, request: SearchRequest, today: dt.date, cursor: Cursor | None, counting: _Counting
) -> Page:
    """The page of hits for a request."""
    filters = request_filters(snapshot, request, today)

    def look(plan: Plan) -> Page:
        return _page(snapshot, request, plan, today, cursor, counting)

    return _chosen(snapshot, request, filters, today, request.q, look)


def _chosen(
    snapshot: Reader,
    request: SearchRequest,
    filters: Filters,
    today: dt.date,
    q: str,
    look: Callable[[Plan], Page],
    *,
    respell: bool = True,
) -> Page:
    """The page under all words; where these find little, under as many of them as find enough. What was respelled is not
    respelled again. A plan is looked at once: whoever finds its page has counted, too.
    """
    parsed = parse(q)
    stated = fitting_ranges(request)
    text = build_text_query(snapshot.dialect, parsed, today, stated=stated)
    best = look(Plan(q, sought_at_first(snapshot, text), filters))
    if best.total < ENOUGH and best.plan.text is not text:
        best = look(Plan(q, text, filters))
    found = best.total
    best = replace(best, plan=replace(best.plan, met_all=found))
    if found >= ENOUGH or (found and not (text.plain and request.sort == "relevance")):
        return best
    if not found and respell and (respelled := corrected(snapshot, snapshot.speller, q, text)):
        page = _chosen(snapshot, request, filters, today, respelled, look, respell=False)
        if page.total:
            return page
    for needed, loose in _steps(text, nothing=not found):
        wider = (
            build_text_query(snapshot.dialect, parsed, today, loose=True, stated=stated) if loose else text
        )
        page = look(Plan(q, wider, filters, text, needed, not found, found))
        if page.total:
            best = page
        if page.total >= ENOUGH or (page.total and not text.plain):
            break
    return best


def sought_at_first(snapshot: Reader, text: TextQuery) -> TextQuery:
    """The words as looked for at first: of compounds that many texts write, those texts alone, and not those in which their
    parts stand apart from each other. The very same where there are none.
    """
    compounds = text.sought_apart if snapshot.record_count >= OFTEN else []
    written = snapshot.doc_freqs([(stream_field("body", "wholes"), compound) for compound in compounds])
    often = {compound for compound, count in zip(compounds, written, strict=True) if count >= OFTEN}
    return text.in_one_piece(often) if often else text


def _spelling(snapshot: Reader, request: SearchRequest, plan: Plan, total: int) -> dict[str, Any]:
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


def _page(
    snapshot: Reader,
    request: SearchRequest,
    plan: Plan,
    today: dt.date,
    cursor: Cursor | None,
    counting: _Counting,
) -> Page:
    counter = FacetCounter(snapshot, plan.counted, plan.filters, today)
    if beside := counter.beside(request.facets):
        return _page_beside(snapshot, request, plan, today, cursor, counter, *beside)
    return counting.beside(plan, counter, lambda: _page_alone(snapshot, request, plan, today, cursor))


def _page_alone(
    snapshot: Reader, request: SearchRequest, plan: Plan, today: dt.date, cursor: Cursor | None
) -> Page:
    """As :func:`_page`, without facets."""
    wanted = request.limit + 1
    row = phases(snapshot.dialect, request.sort, today, has_words=plan.text.ranks)
    if row or not request.limit:
        counted = plan.counted(plan.filters)
        total = snapshot.count(counted)
        seen = request.limit and total
        return Page(plan, keyed_hits(snapshot, counted, row, wanted, cursor) if seen else [], total)
    if request.sort == "distance" and request.point is not None:
        query = nearest_first(snapshot, plan.counted(plan.filters), request.point)
    else:
        query = plan.scored(plan.filters)
    return Page(plan, *ranked_hits(snapshot, query, wanted, cursor))


def _page_beside(
    snapshot: Reader,
    request: SearchRequest,
    plan: Plan,
    today: dt.date,
    cursor: Cursor | None,
    counter: FacetCounter,
    asking: Beside,
    common: Filters,
) -> Page:
    """As :func:`_page`, with the facets in the same request."""
    dialect, hits, wanted = snapshot.dialect, list[Hit](), request.limit + 1
    row = phases(dialect, request.sort, today, has_words=plan.text.ranks)
    asking.base = plan.counted(common)
    if not request.limit:
        asking.count()
    elif row:
        hits = keyed_hits(asking, dialect.everything(), row, wanted, cursor)
    elif request.sort == "distance" and request.point is not None:
        hits = ranked_hits(asking, nearest_first(snapshot, asking.base, request.point), wanted, cursor)[0]
    else:
        hits = ranked_hits(asking, plan.scored(common), wanted, cursor)[0]
    return Page(plan, hits, asking.total, counter.counted_beside(asking.counted, request.facets))


def _scores(snapshot: Reader, request: SearchRequest, plan: Plan, hits: Sequence[Hit]) -> Sequence[float]:
    """The score of each hit. A sort by something else than relevance finds them without one."""
    if not plan.text.ranks or not hits:
        return [0.0] * len(hits)
    if request.sort == "relevance":
        return [hit.score for hit in hits]
    return snapshot.scores(
        lambda these: plan.scored({"these": these}),
        [hit.doc for hit in hits],
    )


def _items(
    snapshot: Reader, request: SearchRequest, plan: Plan, hits: Sequence[Hit], written: bool
) -> list[Any]:
    """The cards of the hits with what belongs to this search: dictionaries, or with ``written`` the JSON of each."""
    worth = None
    if request.explain and hits:
        worth = snapshot.worths(queries_of(plan.text, plan.strict), [hit.doc for hit in hits])
    docs = [hit.doc for hit in hits]
    read = not written or request.point is not None
    cards = [snapshot.card(doc) for doc in docs] if read else []
    marked = None
    if request.highlight:
        card_of = cards.__getitem__ if read else lambda number: snapshot.card(docs[number])
        marked = Highlighter(snapshot, plan.text.words).highlights(docs, card_of)
    items: list[Any] = []
    for number, (hit, score) in enumerate(zip(hits, _scores(snapshot, request, plan, hits), strict=True)):
        found: dict[str, Any] = {"score": score}
        if request.point is not None:
            found["distanceKm"] = _nearest(cards[number], request.point)
        if marked is not None:
            found["highlights"] = marked[number]
        if worth is not None:
            found["explanation"] = explanation(plan.text, worth, hit.doc, score, plan.strict)
        items.append(_joined(snapshot.written(hit.doc), found) if written else cards[number] | found)
    return items


def _joined(card: bytes, found: dict[str, Any]) -> bytes:
    """The JSON of both together."""
    return b"%s,%s" % (card[:-1], orjson.dumps(found)[1:])


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

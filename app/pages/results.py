"""The results of a search as the page shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup, escape

from app.api.suggestions import NARROWING
from app.pages.fragments import keep_marks
from app.pages.map import Map, drawn, views
from app.pages.panel import Option, Panel, panel
from app.pages.postings import MOST_ON_CARD, Posting, postings
from app.pages.understood import Spelling, Understood, spelling, understood
from app.search.engine import GoneGeneration, SearchEngine
from app.search.request import SearchRequest
from app.search.weights import function_words
from app.wording import dutch
from app.wording.addresses import MAP_VIEW, Params, address, feed_query, params_of, without
from app.wording.records import path, title
from app.wording.words import words
from indexer.index.keys import keys

MOST_COMPETENCIES: Final = 8
MOST_FRAGMENTS: Final = 2
_BULLETS: Final = "•·*–- \t"
"""A sentence that was an item of a list stands by itself here."""


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency asked for; ``met`` where the search asked for it."""

    label: str
    met: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One result, in words."""

    id: str
    address: str
    title: Markup
    organisation: Markup | None
    where: str
    distance: str | None
    hours: str
    rate: str
    rate_derived: bool
    duration: str
    start: str
    closing: dutch.Closing
    competencies: Sequence[Competency]
    more_competencies: int
    fragments: Sequence[Markup]
    kind: str | None
    """What it is, where that is no assignment."""
    postings: Sequence[Posting]
    more_postings: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results. The addresses are ``None`` where there is nothing to go to."""

    q: str
    near: str
    start_after: str
    start_before: str
    total: int
    items: Sequence[Item]
    panel: Panel
    sorts: Sequence[Option]
    first: str | None
    next: str | None
    only_closed: bool
    """Nothing open was found, so what is closed is shown."""
    understood: Understood
    spelling: Spelling | None
    relaxed: bool
    met_all: int | None
    """How many hold all words, where the others hold some of them."""
    feed: str
    """The parameters of a feed of this search."""
    within: str
    """The filters of what is shown, as a query, for suggestions that lead somewhere here."""
    restarted: bool
    """The index was renewed while paging, so the list begins anew."""
    elsewhere: Sequence[tuple[str, str]]
    """For an empty result: wider searches, each in words with its address."""
    views: Sequence[tuple[str, str, bool]]
    """The list and the map: name, address, and whether it is in sight."""
    map: Map | None
    words_only: str
    nothing: str
    """Addresses of this view without filters, and without anything asked."""


def search(
    engine: SearchEngine, request: SearchRequest, now: dt.datetime, view: Params | None = None
) -> Results:
    """Answer a page's search. ``view`` holds the parameters of the page around it. Raises ``NoGeneration`` without an index,
    ``InvalidRequest`` on a cursor not ours.
    """
    restarted = False
    try:
        answer = engine.search(request)
    except GoneGeneration:
        restarted, request = True, replace(request, cursor=None)
        answer = engine.search(request)
    only_closed = False
    asked = request
    if request.status == "open" and not answer["total"]:
        closed = replace(request, status="closed", cursor=None)
        instead = engine.search(closed)
        if instead["total"]:
            answer, request, only_closed = instead, closed, True
    view = view or []
    params = [*params_of(asked), *view]
    words_asked = [("q", asked.q)] if asked.q else []
    following = answer["nextCursor"]
    return Results(
        q=asked.q,
        near=asked.near or "",
        start_after=asked.start_after.isoformat() if asked.start_after else "",
        start_before=asked.start_before.isoformat() if asked.start_before else "",
        total=answer["total"],
        items=[item(record, request, now) for record in answer["items"]],
        panel=panel(asked, answer["facets"], params),
        sorts=_sorts(asked),
        first=address(without(params, "cursor")) if request.cursor else None,
        next=address([*without([*params_of(request), *view]), ("cursor", following)]) if following else None,
        only_closed=only_closed,
        understood=understood(asked, answer["interpreted"], params),
        spelling=spelling(asked, answer, params),
        relaxed=answer["relaxed"],
        met_all=answer["metAll"] if 0 < answer["metAll"] < answer["total"] else None,
        feed=feed_query(asked),
        within=urlencode([pair for pair in request.to_params() if pair[0] in NARROWING]),
        restarted=restarted,
        elsewhere=[] if answer["total"] else wider(asked, params),
        views=views(params),
        map=drawn(request, answer, params) if MAP_VIEW in view else None,
        words_only=address([*words_asked, *view]),
        nothing=address(view),
    )


def _sorts(request: SearchRequest) -> list[Option]:
    return [
        Option(f"sort-{value}", value, label, 0, request.sort == value)
        for value, label in words()["sort"].items()
        if value != "distance" or request.near
    ]


def wider(request: SearchRequest, params: Params) -> list[tuple[str, str]]:
    """Ways on from an empty result: without filters, with the words alone or the filters alone."""
    ways: list[tuple[str, str]] = []
    view = [pair for pair in params if pair == MAP_VIEW]
    words_only = [("q", request.q), *view]
    filters = [
        pair for pair in without(params, "q", MAP_VIEW) if pair[0] not in ("sort", "limit", "interpret")
    ]
    if request.q and filters:
        ways.append((f"Zoek op ‘{request.q}’ zonder filters", address(words_only)))
        ways.append(("Houd de filters en laat de zoekwoorden weg", address([*filters, *view])))
    if request.status != "all":
        ways.append(("Zoek ook in wat gesloten is", address([*without(params, "status"), ("status", "all")])))
    ways.append(("Toon alle opdrachten", address(view)))
    return ways


def item(record: Mapping[str, Any], request: SearchRequest, now: dt.datetime) -> Item:
    """One record, as a search found it or as something like another."""
    found = record.get("highlights", {})
    shown, more = _competencies(record["competencies"], request)
    distance = record.get("distanceKm")
    rate = record["rate"]
    placed = postings(record)
    return Item(
        id=record["id"],
        address=path(record["id"]),
        title=_marked(found, "title") or escape(title(record)),
        organisation=_marked(found, "organisation") or _escaped(record["organisation"]),
        where=dutch.where(record),
        distance=None if distance is None else dutch.distance(distance),
        hours=dutch.hours(record["hours"]),
        rate=dutch.rate(rate),
        rate_derived=rate["min"] is None and rate["max"] is None and rate["derived"] is not None,
        duration=dutch.duration(record["durationMonths"]),
        start=dutch.start(record),
        closing=dutch.closing(record, now),
        competencies=shown,
        more_competencies=more,
        fragments=_fragments(found, record),
        kind=None if record["kind"] == "assignment" else words()["kind"][record["kind"]],
        postings=placed[:MOST_ON_CARD],
        more_postings=max(0, len(placed) - MOST_ON_CARD),
    )


def _marked(found: Mapping[str, Sequence[str]], field: str) -> Markup | None:
    pieces = found.get(field)
    return keep_marks(pieces[0]) if pieces else None


def _escaped(text: str | None) -> Markup | None:
    return escape(text) if text else None


def _fragments(found: Mapping[str, Sequence[str]], record: Mapping[str, Any]) -> list[Markup]:
    """The sentences that met the words; without any, what the record says of itself."""
    title = (record["title"] or "").casefold()
    for field in ("text", "summary"):
        pieces = [keep_marks(piece.lstrip(_BULLETS)) for piece in found.get(field, ())]
        telling = [piece for piece in pieces if piece.striptags().casefold() != title]
        if telling:
            return telling[:MOST_FRAGMENTS]
    return [escape(record["summary"])] if record.get("summary") else []


def _competencies(asked: Sequence[Mapping[str, Any]], request: SearchRequest) -> tuple[list[Competency], int]:
    """Those the search asked for come first, then those that are required."""
    sought = {value.casefold() for value in request.competency}
    typed = _stems(request.q)
    rows = [(row, row["id"].casefold() in sought or bool(typed & _stems(row["label"]))) for row in asked]
    rows.sort(key=lambda pair: (not pair[1], not pair[0].get("required", True)))
    shown = [Competency(row["label"], met) for row, met in rows[:MOST_COMPETENCIES]]
    return shown, len(rows) - len(shown)


@lru_cache(maxsize=4_096)
def _stems(text: str) -> frozenset[str]:
    """The derivation keys of the words that say something."""
    return frozenset(
        stem for key in keys(text) if key.whole not in function_words() for stem in key.stems if len(stem) > 2
    )

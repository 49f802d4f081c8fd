"""The results of a search as the page shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from app.api.suggestions import NARROWING
from app.pages.elsewhere import Elsewhere, elsewhere
from app.pages.item import Item, item
from app.pages.map import Map, drawn, views
from app.pages.panel import Option, Panel, panel
from app.pages.states import by_facets, counted
from app.pages.understood import Spelling, Understood, as_searched, spelling, understood
from app.search.engine import GoneGeneration, SearchEngine
from app.search.interpret import interpret
from app.search.request import SearchRequest
from app.wording.addresses import MAP_VIEW, Params, address, feed_query, params_of, without
from app.wording.words import words
from indexer.record import AMSTERDAM


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results. The addresses are ``None`` where there is nothing to go to."""

    q: str
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
    closed_exact: int
    """Where only a part of the words was met: how many closed ones hold all of them, and where these are."""
    closed_way: str
    feed: str
    """The parameters of a feed of this search."""
    in_words: str
    """What was asked, as one line; empty where nothing was."""
    within: str
    """The filters of what is shown, as a query, for suggestions that lead somewhere here."""
    restarted: bool
    """The index was renewed while paging, so the list begins anew."""
    elsewhere: Elsewhere | None
    """For an empty result: what leaves nothing over, and other searches that do find something."""
    vacancies: str | None
    """Where vacancies are that the search would find as well."""
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
    asked, kinds = request, answer["facets"].get("kind", [])
    if request.status == "open" and not answer["total"]:
        closed = replace(request, status="closed", cursor=None)
        instead = engine.search(closed)
        if instead["total"]:
            answer, request, only_closed = instead, closed, True
    view = view or []
    if respelled := _respelled(asked, answer, now):
        page = search(engine, respelled, now, view)
        if page.total and page.only_closed <= only_closed:
            told = spelling(asked, answer, [*params_of(asked), *view])
            return replace(page, q=asked.q, spelling=told)
    params = [*params_of(asked), *view]
    words_asked = [("q", asked.q)] if asked.q else []
    meant = _meant(request, now)
    states = by_facets(answer["facets"]) if only_closed else counted(engine, asked, meant, answer)
    shown = panel(asked, answer["facets"], params, now, meant, states)
    following = answer["nextCursor"]
    return Results(
        q=asked.q,
        total=answer["total"],
        items=[item(record, meant, now) for record in answer["items"]],
        panel=shown,
        sorts=_sorts(asked),
        first=address(without(params, "cursor")) if request.cursor else None,
        next=address([*without([*params_of(request), *view]), ("cursor", following)]) if following else None,
        only_closed=only_closed,
        understood=understood(asked, answer["interpreted"], params),
        spelling=spelling(asked, answer, params),
        relaxed=answer["relaxed"],
        met_all=answer["metAll"] if 0 < answer["metAll"] < answer["total"] else None,
        closed_exact=states.exact,
        closed_way=address([*without(params, "status"), ("status", "closed")]),
        feed=feed_query(asked),
        in_words=" · ".join([*([asked.q] if asked.q else []), *(chip.text for chip in shown.chips)]),
        within=urlencode([pair for pair in request.to_params() if pair[0] in NARROWING]),
        restarted=restarted,
        elsewhere=None if answer["total"] else elsewhere(engine, asked, answer["interpreted"], params),
        vacancies=_vacancies(asked, kinds, params) if answer["total"] else None,
        views=views(params),
        map=drawn(request, meant, answer, params) if MAP_VIEW in view else None,
        words_only=address([*words_asked, *view]),
        nothing=address(view),
    )


def _respelled(asked: SearchRequest, answer: Mapping[str, Any], now: dt.datetime) -> SearchRequest | None:
    """The search with its words spelled as they were searched for, where more of these are then read as filters: a province with a
    slip of the pen is a province, and what is said to be the results for it are those.
    """
    if asked.cursor or not asked.interpret or not answer["corrected"]:
        return None
    again = replace(asked, q=as_searched(asked.q, answer["corrected"]))
    read = interpret(again, now.astimezone(AMSTERDAM).date())[1].as_json()["chips"]
    return again if len(read) > len(answer["interpreted"]["chips"]) else None


def _meant(request: SearchRequest, now: dt.datetime) -> SearchRequest:
    """The search with what was typed read as filters, as the engine reads it; the reading is kept, so this costs nothing."""
    return interpret(request, now.astimezone(AMSTERDAM).date())[0] if request.interpret else request


def _vacancies(request: SearchRequest, kinds: Sequence[Mapping[str, Any]], params: Params) -> str | None:
    """Told without a number: the facet counts by the words that these results met, a search among vacancies may let go of fewer
    or more of them. It finds something wherever the facet counts something.
    """
    if request.kind != ("assignment",) or not any(
        row["value"] == "vacancy" and row["count"] for row in kinds
    ):
        return None
    return address([*without(params, "kind"), ("kind", "vacancy")])


def _sorts(request: SearchRequest) -> list[Option]:
    return [
        Option(value, label, 0, request.sort == value)
        for value, label in words()["sort"].items()
        if value != "distance" or request.near
    ]

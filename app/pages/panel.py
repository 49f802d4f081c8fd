"""The filters beside the results: what can be chosen, how much each choice gives, and what is chosen now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.pages.areas import Where, gemeenten_named_after_areas, where
from app.pages.histogram import Range, ranges, typed
from app.pages.moments import Moment, moments
from app.pages.options import Group, Option, Section, folded, options, value_label
from app.pages.states import States, by_facets
from app.search.parameters import BY_NAME
from app.search.request import SearchRequest
from app.wording import dutch
from app.wording.addresses import MAP_VIEW, Params, address, without
from app.wording.filters import in_words
from app.wording.words import words
from indexer.knowledge.competencies import competencies, groups
from indexer.record import AMSTERDAM

__all__ = ["RADII", "USUAL_RADIUS", "Chip", "Group", "Hidden", "Option", "Panel", "chips", "panel"]

RADII: Final = (5, 10, 20, 30, 50, 100)
USUAL_RADIUS: Final = 20
_KEPT: Final = frozenset({"place", "limit", "duplicates", "interpret", MAP_VIEW[0]})


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter and the address of the search without it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many closed ones the rest of the search has, whether they are shown, and the address where that is the other way
    round.
    """

    count: int
    shown: bool
    address: str


@dataclass(frozen=True, slots=True)
class Panel:
    """All filters. ``kept`` are parameters of the address that no field of the form holds."""

    near: str
    also: Sequence[str]
    """Names of areas that are also a place to measure from."""
    radii: Sequence[Option]
    where: Where
    ranges: Sequence[Range]
    groups: Sequence[Group]
    moments: Sequence[Moment]
    status: Sequence[Option]
    closed: Hidden | None
    chips: Sequence[Chip]
    kept: Params


def panel(
    request: SearchRequest,
    facets: Mapping[str, Any],
    params: Params,
    now: dt.datetime,
    meant: SearchRequest | None = None,
    states: States | None = None,
) -> Panel:
    """The filters of one search, seen from ``now`` (an aware moment). ``meant`` is the search with what was typed read as filters,
    ``states`` how many are open and closed where the facets do not tell.
    """
    states = states or by_facets(facets)
    listed = [_group(table, request, facets) for table in words()["group"]]
    return Panel(
        near=request.near or "",
        also=gemeenten_named_after_areas(),
        radii=_radii(request),
        where=where(request, facets),
        ranges=ranges(request, facets, meant),
        groups=[group for group in listed if group.top],
        moments=moments(request, params, now.astimezone(AMSTERDAM).date()),
        status=_status(request, states),
        closed=_closed(request, states, params),
        chips=chips(request, facets, params),
        kept=[pair for pair in params if pair[0] in _KEPT],
    )


def _group(table: Mapping[str, Any], request: SearchRequest, facets: Mapping[str, Any]) -> Group:
    name = table["parameter"]
    asked = getattr(request, BY_NAME[name].attribute)
    own_labels = {**words().get(name, {}), **table.get("labels", {})}
    rows = facets.get(table["facet"], [])
    if "order" in table:
        rows = sorted(rows, key=lambda row: table["order"].index(row["value"]))
    top, rest, left_off = folded(options(name, rows, asked, own_labels), table["top"], table["most"])
    return Group(
        id=name,
        name=name,
        title=table["title"],
        top=top,
        more=sections(rest) if name == "competency" else [Section("", rest)] if rest else [],
        opened=table["open"] or (bool(asked) and not (name == "kind" and asked == ("assignment",))),
        note=table.get("note", ""),
        left_off=left_off,
    )


def sections(rest: Sequence[Option]) -> list[Section]:
    """Competencies under the headings of the taxonomy, in its order; what the taxonomy does not know comes last."""
    by_group: dict[str, list[Option]] = {name: [] for name in (*groups(), "")}
    for option in rest:
        entry = competencies().get(option.value)
        by_group[entry.group if entry else ""].append(option)
    titles = {**groups(), "": words()["competency_rest"]}
    return [Section(titles[name].capitalize(), found) for name, found in by_group.items() if found]


def _status(request: SearchRequest, states: States) -> list[Option]:
    return [
        Option(value, label, states.found[value], request.status == value)
        for value, label in words()["status"].items()
    ]


def _closed(request: SearchRequest, states: States, params: Params) -> Hidden | None:
    """``None`` where closed ones are all that is asked for or found, or there are none."""
    if request.status == "closed" or not states.closed or not states.found["open"]:
        return None
    left = without(params, "status")
    shown = request.status == "all"
    return Hidden(states.closed, shown, address(left if shown else [*left, ("status", "all")]))


def _radii(request: SearchRequest) -> list[Option]:
    asked = request.radius_km if request.near else USUAL_RADIUS
    values = sorted({*RADII, *((asked,) if asked is not None else ())})
    found = [Option(typed(value), f"binnen {dutch.number(value)} km", 0, value == asked) for value in values]
    return [*found, Option("", "elke afstand", 0, asked is None)]


def chips(request: SearchRequest, facets: Mapping[str, Any], params: Params) -> list[Chip]:
    """The chosen filters in words, each with the address of the search without it."""
    found: list[Chip] = []
    for name, value in params:
        labels = {value: value_label(name, value)}
        labels |= {row["value"]: row["label"] for row in facets.get(name, []) if isinstance(row, Mapping)}
        text = in_words(name, value, request, labels)
        if text:
            gone: str | tuple[str, str] = (name, value)
            found.append(Chip(text, address(without(params, gone))))
    return found

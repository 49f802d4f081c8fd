"""The filters beside the results: what can be chosen, how much each choice gives, and what is chosen now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.search.parameters import BY_NAME
from app.search.request import SearchRequest
from app.wording import dutch
from app.wording.addresses import MAP_VIEW, Params, address, without
from app.wording.filters import in_words
from app.wording.words import words

MOST_OPTIONS: Final = 100
"""How many options of one filter a page holds; what is chosen is always among them."""
RADII: Final = (5, 10, 20, 30, 50, 100)
USUAL_RADIUS: Final = 20
_BAR_HEIGHT: Final = 32
_BAR_WIDTH: Final = 200
_BAR_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick. ``id`` is that of its input."""

    id: str
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A filter with options; those in ``more`` are out of sight until asked for."""

    name: str
    title: str
    top: Sequence[Option]
    more: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Bar:
    """One class of a histogram, in the units of a picture of 200 by 32."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Range:
    """A filter from one number to another. ``low`` and ``high`` are what was asked for, as written."""

    name: str
    title: str
    words: str
    known: str
    highest: int
    low: str
    high: str
    only_known: bool
    unknown: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter and the address of the search without it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Panel:
    """All filters. ``kept`` are parameters of the address that no field of the form holds."""

    groups: Sequence[Group]
    ranges: Sequence[Range]
    status: Sequence[Option]
    radii: Sequence[Option]
    chips: Sequence[Chip]
    kept: Params


def panel(request: SearchRequest, facets: Mapping[str, Any], params: Params) -> Panel:
    """The filters of one search."""
    groups = [_group(table, request, facets) for table in words()["group"]]
    shown = [group for group in groups if group.top]
    return Panel(
        groups=shown,
        ranges=[_range(table, request, facets.get(table["name"], {})) for table in words()["range"]],
        status=_status(request, facets.get("status", [])),
        radii=_radii(request),
        chips=chips(request, facets, params),
        kept=[pair for pair in params if pair[0] in _KEPT],
    )


_KEPT: Final = frozenset({"place", "publishedAfter", "deadlineAfter", "limit", "interpret", MAP_VIEW[0]})


def _asked(request: SearchRequest, parameter: str) -> Any:
    return getattr(request, BY_NAME[parameter].attribute)


def _group(table: Mapping[str, Any], request: SearchRequest, facets: Mapping[str, Any]) -> Group:
    name = table["parameter"]
    own_labels = words().get(name, {})
    rows = {row["value"]: row for row in facets.get(table["facet"], [])}
    asked = {value.casefold(): value for value in _asked(request, name)}
    for value in rows:
        asked.pop(value.casefold(), None)
    for value in asked.values():  # chosen, but not among the results
        rows[value] = {"value": value, "label": value, "count": 0}
    chosen = {value.casefold() for value in _asked(request, name)}
    ordered = sorted(rows.values(), key=lambda row: row["value"].casefold() not in chosen)[:MOST_OPTIONS]
    options = [
        Option(
            f"{name}-{number}"
            if not row["value"].isascii() or " " in row["value"]
            else f"{name}-{row['value']}",
            row["value"],
            own_labels.get(row["value"], row["label"]),
            row["count"],
            row["value"].casefold() in chosen,
        )
        for number, row in enumerate(ordered)
    ]
    cut = max(table["top"], sum(option.chosen for option in options))
    return Group(name, table["title"], options[:cut], options[cut:])


def _range(table: Mapping[str, Any], request: SearchRequest, facet: Mapping[str, Any]) -> Range:
    name = table["name"]
    low, high = (_asked(request, f"{name}{end}") for end in ("Min", "Max"))
    return Range(
        name,
        table["title"],
        table["words"],
        table["known"],
        table["highest"],
        _typed(low),
        _typed(high),
        not _asked(request, f"{name}Unknown"),
        facet.get("unknown", 0),
        _bars(facet.get("buckets", []), table["unit"]),
    )


def _typed(value: float | None) -> str:
    """As a number field takes it."""
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _bars(buckets: Sequence[Mapping[str, Any]], unit: str) -> list[Bar]:
    most = max((bucket["count"] for bucket in buckets), default=0)
    if not most:
        return []
    step = _BAR_WIDTH / len(buckets)
    bars: list[Bar] = []
    for number, bucket in enumerate(buckets):
        height = round(_BAR_HEIGHT * bucket["count"] / most, 1)
        reach = (
            f"{bucket['from']} {unit} of meer"
            if bucket["to"] is None
            else f"{bucket['from']} tot {bucket['to']} {unit}"
        )
        x = round(number * step, 1)
        bars.append(
            Bar(x, _BAR_HEIGHT - height, round(step - _BAR_GAP, 1), height, f"{reach}: {bucket['count']}")
        )
    return bars


def _status(request: SearchRequest, rows: Sequence[Mapping[str, Any]]) -> list[Option]:
    counts = {row["value"]: row["count"] for row in rows}
    counts["all"] = sum(counts.values())
    return [
        Option(f"status-{value}", value, label, counts.get(value, 0), request.status == value)
        for value, label in words()["status"].items()
    ]


def _radii(request: SearchRequest) -> list[Option]:
    asked = request.radius_km if request.near else USUAL_RADIUS
    values = sorted({*RADII, *((asked,) if asked is not None else ())})
    options = [
        Option(
            f"radius-{_typed(value)}", _typed(value), f"binnen {dutch.number(value)} km", 0, value == asked
        )
        for value in values
    ]
    return [*options, Option("radius-none", "", "elke afstand", 0, asked is None)]


def chips(request: SearchRequest, facets: Mapping[str, Any], params: Params) -> list[Chip]:
    """The chosen filters in words, each with the address of the search without it."""
    found: list[Chip] = []
    for name, value in params:
        labels = {row["value"]: row["label"] for row in facets.get(name, [])}
        text = in_words(name, value, request, labels)
        if text:
            gone: str | tuple[str, str] = (name, value)
            found.append(Chip(text, address(without(params, gone))))
    return found

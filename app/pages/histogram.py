"""Filters from one number to another: how often each figure is found, drawn, and the two ends that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from app.search.parameters import BY_NAME
from app.search.request import SearchRequest
from app.wording import dutch
from app.wording.words import words

WIDTH: Final = 200
HEIGHT: Final = 48
"""The units of the picture; the style sheet stretches it."""
_GAP: Final = 1.5
_FLOOR: Final = 1.5
"""What was found at all can be seen, next to however much more."""

End = Literal["Min", "Max"]


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where the picture reaches, in the unit of the figure, and by what a handle moves.

    A handle at an end of the axis stands for no limit, so figures beyond it are never shut out by the picture.
    """

    start: float
    end: float
    step: float

    def held(self, value: float) -> float:
        """The nearest value on the axis."""
        return min(max(value, self.start), self.end)

    def across(self, value: float) -> float:
        """Where a value stands in the picture."""
        return round(WIDTH * (self.held(value) - self.start) / (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One class of the histogram, in the units of the picture. ``low`` and ``high`` are what asking for it alone takes, as
    written in a number field.
    """

    x: float
    y: float
    width: float
    height: float
    title: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Handle:
    """One end: the parameter, what was asked for as written, where its handle stands, and how a screen reader tells it.

    ``says`` is what a value is told by, ``{}`` the figure and ``{unit}`` its unit; ``free`` tells that there is no limit.
    """

    parameter: str
    typed: str
    at: str
    told: str
    says: str
    free: str
    label: str


@dataclass(frozen=True, slots=True)
class Range:
    """A filter from one number to another. ``told`` is what is asked for in words, ``spread`` the whole picture."""

    name: str
    title: str
    words: str
    known: str
    """The box that leaves out what states none, in words."""
    unit: str
    highest: int
    axis: Axis
    low: Handle
    high: Handle
    only_known: bool
    bars: Sequence[Bar]
    inside: tuple[float, float]
    """Where the part that is asked for begins in the picture, and how wide it is."""
    told: str
    spread: str
    opened: bool


def ranges(
    request: SearchRequest, facets: Mapping[str, Any], meant: SearchRequest | None = None
) -> list[Range]:
    """The ranges of the panel, in the order of the words. ``meant`` is the search with what was typed read as filters: that is
    drawn and told, but stands in no field, which would say it twice.
    """
    meant = meant or request
    return [_range(table, request, meant, facets.get(table["name"], {})) for table in words()["range"]]


def _ends(name: str, request: SearchRequest) -> tuple[float | None, float | None]:
    low, high = (getattr(request, BY_NAME[f"{name}{end}"].attribute) for end in ("Min", "Max"))
    return low, high


def _range(
    table: Mapping[str, Any], request: SearchRequest, meant: SearchRequest, facet: Mapping[str, Any]
) -> Range:
    name = table["name"]
    typed_ends = _ends(name, request)
    low, high = typed_ends if any(end is not None for end in typed_ends) else _ends(name, meant)
    only_known = not getattr(request, BY_NAME[f"{name}Unknown"].attribute)
    unknown = facet.get("unknown", 0)
    axis = _axis(table, facet.get("max"), high)
    bars = _bars(facet.get("buckets", []), axis, table)
    ends = (_handle(table, "Min", typed_ends[0], axis), _handle(table, "Max", typed_ends[1], axis))
    left, right = (
        axis.across(axis.start if low is None else low),
        axis.across(axis.end if high is None else high),
    )
    is_set = only_known or any(end.typed for end in ends)
    return Range(
        name=name,
        title=table["title"],
        words=table["words"],
        known=table["without"].format(dutch.number(unknown)) if unknown else table["known"],
        unit="|".join(table["unit"]),
        highest=table["highest"],
        axis=axis,
        low=ends[0],
        high=ends[1],
        only_known=only_known,
        bars=bars,
        inside=(left, round(max(0, right - left), 1)),
        told=_told(table, low, high) + ("" if (low, high) == typed_ends else f", {words()['from_words']}"),
        spread="; ".join(bar.title for bar in bars),
        opened=table["open"] or is_set,
    )


def _told(table: Mapping[str, Any], low: float | None, high: float | None) -> str:
    """What is asked for, in words."""
    if low is None or high is None:
        told = [
            _end_told(table, end, value) for end, value in (("Min", low), ("Max", high)) if value is not None
        ]
        return told[0] if told else str(table["any"])
    if low == high:
        return str(table["same"]).format(_figure(low), unit=_unit(table, low))
    return str(table["both"]).format(_figure(low), _figure(high))


def _end_told(table: Mapping[str, Any], end: str, value: float) -> str:
    return str(table["says"][end == "Max"]).format(_figure(value), unit=_unit(table, value))


def _figure(value: float) -> str:
    return typed(value).replace(".", ",")


def typed(value: float | None) -> str:
    """As a number field takes it."""
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _axis(table: Mapping[str, Any], highest: float | None, asked: float | None) -> Axis:
    """Reaches to the first of the usual ends beyond what is stated and asked for, so that it seldom moves between searches;
    one figure far away does not press all others together.
    """
    beyond = max(highest or 0, asked or 0)
    ends = table["ends"]
    return Axis(table["start"], next((end for end in ends if end >= beyond), ends[-1]), table["step"])


def _handle(table: Mapping[str, Any], end: End, value: float | None, axis: Axis) -> Handle:
    says, free, label = (table[kind][end == "Max"] for kind in ("says", "free", "labels"))
    at = axis.held((axis.start if end == "Min" else axis.end) if value is None else value)
    told = free if value is None else _end_told(table, end, value)
    return Handle(f"{table['name']}{end}", typed(value), typed(at), told, says, free, label)


def _unit(table: Mapping[str, Any], value: float) -> str:
    return str(table["unit"][value != 1])


def _bars(buckets: Sequence[Mapping[str, Any]], axis: Axis, table: Mapping[str, Any]) -> list[Bar]:
    """On a true axis: as wide as the class reaches, as high as there are assignments in it."""
    most = max((bucket["count"] for bucket in buckets), default=0)
    if not most:
        return []
    bars: list[Bar] = []
    for bucket in buckets:
        left = axis.across(bucket["from"])
        right = WIDTH if bucket["to"] is None else axis.across(bucket["to"])
        if right <= left:
            continue
        count = bucket["count"]
        height = round(max((HEIGHT - 1) * count / most, _FLOOR), 1) if count else 0.0
        gap = _GAP if right < WIDTH else 0
        bars.append(
            Bar(
                left,
                round(HEIGHT - 1 - height, 1),
                round(right - left - gap, 1),
                height,
                f"{_reach(bucket, table)}: {count}",
                typed(bucket["from"]) if bucket["from"] else "",
                typed(bucket["to"]),
            )
        )
    return bars


def _reach(bucket: Mapping[str, Any], table: Mapping[str, Any]) -> str:
    unit = table["unit"][1]
    if bucket["to"] is None:
        return f"{bucket['from']} {unit} of meer"
    return f"{bucket['from']} tot {bucket['to']} {unit}" if bucket["from"] else f"tot {bucket['to']} {unit}"

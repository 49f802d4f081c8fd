"""The results on a map: a circle a gemeente, a label a province, and the same as a list. All from the facets of the search
that the page makes anyway.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from app.pages import map_ground
from app.pages.map_ground import Spot, project
from app.search.parameters import BY_NAME
from app.search.request import SearchRequest
from app.wording import dutch
from app.wording.addresses import MAP_VIEW, Params, address, without
from app.wording.filters import in_words
from indexer.knowledge import places

LARGEST: Final = 28.0
"""Radius of the largest circle, in units of the picture."""
OF_ONE: Final = 9.0
"""Radius that a single assignment has, unless the largest circle would outgrow its bound."""
SMALLEST: Final = 5.0
"""Below this a circle is no longer seen; area goes with the count above it."""
TARGET: Final = 22.0
"""Radius of what can be hit: 24 CSS pixels across where the map is as narrow as on a small telephone (WCAG 2.2, 2.5.8)."""
_DIGIT: Final = 4.5
"""Half the width of a digit inside a circle."""
_HALO: Final = 3.0
_REMEMBERED: Final = 64
LABELS: Final[dict[str, tuple[float, float, str]]] = {
    "Drenthe": (52.88, 6.56, "b"),
    "Flevoland": (52.57, 5.55, "c"),
    "Fryslân": (53.36, 5.62, "a"),
    "Gelderland": (51.8, 6.4, "b"),
    "Groningen": (53.5, 6.68, "c"),
    "Limburg": (51.16, 6.34, "c"),
    "Noord-Brabant": (51.21, 5.02, "a"),
    "Noord-Holland": (52.78, 4.18, "b"),
    "Overijssel": (52.58, 6.93, "a"),
    "Utrecht": (52.13, 5.3, "d"),
    "Zeeland": (51.72, 3.58, "d"),
    "Zuid-Holland": (52.23, 3.86, "c"),
}
"""Where the label of a province stands, in degrees: beside it or in it, where few gemeenten have their circle. And the tint of
its dots, another than that of its neighbours.
"""


@dataclass(frozen=True, slots=True)
class Circle:
    """A gemeente. ``radius`` is what is seen, ``target`` what can be hit; ``figure`` is the count where it fits inside."""

    code: str
    name: str
    count: int
    chosen: bool
    address: str
    x: int
    y: int
    radius: float
    target: float

    @property
    def amount(self) -> str:
        return amount(self.count)

    @property
    def figure(self) -> str:
        text = dutch.number(self.count)
        return text if len(text) * _DIGIT + _HALO <= self.radius else ""


@dataclass(frozen=True, slots=True)
class Province:
    """A province: the name of its dots in the ground, its label, and its gemeenten by name. ``lit``: it is chosen, by a
    filter or in the words that were typed.
    """

    name: str
    reference: str
    tint: str
    count: int
    chosen: bool
    lit: bool
    address: str | None
    """``None`` where it would lead to nothing."""
    x: int
    y: int
    circles: Sequence[Circle]

    @property
    def amount(self) -> str:
        return amount(self.count)


@dataclass(frozen=True, slots=True)
class Area:
    """A region to choose."""

    name: str
    count: int
    chosen: bool
    address: str

    @property
    def amount(self) -> str:
        return amount(self.count)


@dataclass(frozen=True, slots=True)
class Ring:
    """Where distance is counted from, and how far; without a bound the radii are 0."""

    x: float
    y: float
    across: float
    down: float
    words: str


@dataclass(frozen=True, slots=True)
class Map:
    """The map of one search. ``lit`` is the path of the dots in what is chosen, ``of_item`` the codes of the gemeenten of each
    result by its id.
    """

    width: int
    height: int
    west: float
    north: float
    scale: float
    squeeze: float
    provinces: Sequence[Province]
    circles: Sequence[Circle]
    regions: Sequence[Area]
    lit: str
    ring: Ring | None
    of_item: Mapping[str, str]


class _Gemeente(NamedTuple):
    """A gemeente in the picture, with those so near that their targets would overlap, the nearest first."""

    code: str
    province: str
    spot: Spot
    near: tuple[tuple[float, str], ...]


def drawn(request: SearchRequest, meant: SearchRequest, answer: Mapping[str, Any], params: Params) -> Map:
    """The map of a search and its answer. ``meant`` is the search with what was typed read as filters, ``params`` are those of
    the page's address, this view among them.
    """
    facets = answer["facets"]
    circles = _circles(_Choice("gemeente", request.gemeente, params), facets["gemeente"])
    lit = _lit(meant)
    return Map(
        map_ground.WIDTH,
        map_ground.HEIGHT,
        map_ground.WEST,
        map_ground.NORTH,
        map_ground.SCALE,
        map_ground.SQUEEZE,
        _provinces(
            _Choice("province", request.province, params), facets["province"], circles, lit["province"]
        ),
        circles,
        _regions(_Choice("region", request.region, params), facets["region"]),
        _lit_dots(frozenset(_members(lit))),
        _ring(meant),
        {record["id"]: _codes(record) for record in answer["items"]},
    )


class _Choice:
    """Addresses that choose a value of a parameter, or let go of it where it is chosen."""

    def __init__(self, parameter: str, asked: Sequence[str], params: Params) -> None:
        self._parameter = parameter
        self._params = params
        self._onward = address(without(params))
        self.asked: Final = {value.casefold(): value for value in asked}

    def holds(self, value: str) -> bool:
        return value.casefold() in self.asked

    def address(self, value: str) -> str:
        written = self.asked.get(value.casefold())
        if written is not None:
            return address(without(self._params, (self._parameter, written)))
        # Hundreds a page: only the new end is written each time. There is a query, which holds the view at least.
        return f"{self._onward}&{urlencode([(self._parameter, value)])}"


def amount(count: int) -> str:
    """How many, inside a sentence."""
    text = dutch.amount(count)
    return text if count else text.lower()


@cache
def _gemeenten() -> dict[str, _Gemeente]:
    """Every gemeente by name."""
    spots = {one.name: project(one.lat, one.lon) for one in places.gemeenten().values()}
    found: dict[str, _Gemeente] = {}
    for one in places.gemeenten().values():
        here = spots[one.name]
        near = sorted(
            (math.dist(here, there), name)
            for name, there in spots.items()
            if name != one.name and math.dist(here, there) < 2 * TARGET
        )
        found[one.name] = _Gemeente(one.code, one.province, here, tuple(near))
    return found


def _counts(choice: _Choice, rows: Iterable[Mapping[str, Any]], known: Iterable[str]) -> dict[str, int]:
    """How many each value gives, those that were chosen among them also where they give nothing."""
    counts = {row["value"]: row["count"] for row in rows}
    if choice.asked:
        counts |= {name: 0 for name in known if choice.holds(name) and name not in counts}
    return counts


def _circles(choice: _Choice, rows: Iterable[Mapping[str, Any]]) -> list[Circle]:
    """The largest first, so that a small one lies on top of it."""
    counts = _counts(choice, rows, _gemeenten())
    # What an older index calls a gemeente may be none of today, and has no place in the picture.
    counts = {name: count for name, count in counts.items() if name in _gemeenten()}
    most = max(counts.values(), default=0)
    factor = min(OF_ONE, LARGEST / math.sqrt(most)) if most else OF_ONE
    circles: list[Circle] = []
    for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        one = _gemeenten()[name]
        radius = round(max(SMALLEST, factor * math.sqrt(count)), 1)
        gap = next((distance for distance, other in one.near if other in counts), 2 * TARGET)
        circles.append(
            Circle(
                one.code,
                name,
                count,
                choice.holds(name),
                choice.address(name),
                round(one.spot.x),
                round(one.spot.y),
                radius,
                max(radius, round(gap / 2)),
            )
        )
    return circles


def _provinces(
    choice: _Choice, rows: Iterable[Mapping[str, Any]], circles: Sequence[Circle], lit: set[str]
) -> list[Province]:
    counts = _counts(choice, rows, ())
    inside: dict[str, list[Circle]] = {}
    for circle in sorted(circles, key=lambda circle: circle.name.lstrip("'").casefold()):
        inside.setdefault(_gemeenten()[circle.name].province, []).append(circle)
    found: list[Province] = []
    for name, reference in map_ground.references().items():
        lat, lon, tint = LABELS[name]
        count, chosen = counts.get(name, 0), choice.holds(name)
        spot = project(lat, lon)
        found.append(
            Province(
                name,
                reference,
                tint,
                count,
                chosen,
                name.casefold() in lit,
                choice.address(name) if count or chosen else None,
                round(spot.x),
                round(spot.y),
                inside.get(name, ()),
            )
        )
    return found


def _regions(choice: _Choice, rows: Iterable[Mapping[str, Any]]) -> list[Area]:
    counts = _counts(choice, rows, places.regions())
    ordered = sorted(counts.items(), key=lambda pair: (not choice.holds(pair[0]), -pair[1], pair[0]))
    return [Area(name, count, choice.holds(name), choice.address(name)) for name, count in ordered]


def _lit(meant: SearchRequest) -> dict[str, set[str]]:
    """What is chosen, in lower case, by a filter or in the words that were typed."""
    return {
        name: {value.casefold() for value in getattr(meant, BY_NAME[name].attribute)}
        for name in ("province", "gemeente", "region")
    }


def _members(lit: Mapping[str, set[str]]) -> set[str]:
    """The gemeenten that are chosen, or lie in a region that is."""
    found = (
        {name for name in _gemeenten() if name.casefold() in lit["gemeente"]} if lit["gemeente"] else set()
    )
    if lit["region"]:
        found.update(
            member
            for region in places.regions().values()
            if region.name.casefold() in lit["region"]
            for member in region.members
        )
    return found


@lru_cache(maxsize=_REMEMBERED)
def _lit_dots(names: frozenset[str]) -> str:
    return map_ground.dots(town for town in places.woonplaatsen() if town.gemeente in names) if names else ""


def _ring(meant: SearchRequest) -> Ring | None:
    """The distance that was asked for, by a filter or in the words that were typed."""
    if meant.near is None or meant.point is None:
        return None
    spot = project(*meant.point)
    across, down = map_ground.reach(meant.radius_km or 0, meant.point[0])
    told = in_words("near", meant.near, meant, {})
    return Ring(round(spot.x, 1), round(spot.y, 1), round(across, 1), round(down, 1), told or meant.near)


def _codes(record: Mapping[str, Any]) -> str:
    named = dict.fromkeys(place["gemeente"] for place in record["places"])
    return " ".join(_gemeenten()[name].code for name in named if name in _gemeenten())


def views(request_params: Params) -> list[tuple[str, str, bool]]:
    """The two ways to see the results: its name, its address, and whether it is the one in sight."""
    plain = without(request_params, MAP_VIEW)
    shown = MAP_VIEW in request_params
    return [("Lijst", address(plain), not shown), ("Kaart", address([*plain, MAP_VIEW]), shown)]

"""Where the work is: provinces, and below a chosen one its gemeenten and regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.pages.options import Group, Option, Section, folded, options, plain_id
from app.search.request import SearchRequest
from app.wording.words import words
from indexer.knowledge import places


@dataclass(frozen=True, slots=True)
class Province:
    """A province to tick; ``within`` holds the gemeenten and regions of one that is chosen."""

    option: Option
    within: Sequence[Group]


@dataclass(frozen=True, slots=True)
class Where:
    """``apart`` are lists that stand under no province. ``chosen`` counts all that is ticked."""

    provinces: Sequence[Province]
    apart: Sequence[Group]
    chosen: int


@cache
def _gemeente_provinces() -> Mapping[str, frozenset[str]]:
    return {name: frozenset({one.province}) for name, one in places.gemeenten().items()}


@cache
def _region_provinces() -> Mapping[str, frozenset[str]]:
    """A region lies where its members do; most lie in one province, some in two or three."""
    known = places.gemeenten()
    return {
        name: frozenset(known[member].province for member in region.members if member in known)
        for name, region in places.regions().items()
    }


@cache
def gemeenten_named_after_areas() -> tuple[str, ...]:
    """Gemeenten whose name is that of a province or region too: Utrecht can be measured from, Gelderland cannot."""
    return tuple(sorted(places.gemeenten().keys() & (places.provinces().keys() | places.regions().keys())))


def _belongs(parameter: str, name: str) -> frozenset[str]:
    table = _gemeente_provinces() if parameter == "gemeente" else _region_provinces()
    return table.get(name, frozenset())


def where(request: SearchRequest, facets: Mapping[str, Any]) -> Where:
    """The lists of areas of one search.

    Under a chosen province stand only its own gemeenten and regions, each with its count, a region of two chosen
    provinces under the first; without a chosen province all stand together. What is chosen is always on the page.
    """
    tables = {table["parameter"]: table for table in words()["area"]}
    found = options("province", facets.get("province", []), request.province)
    chosen = [option for option in found if option.chosen]
    lists = {
        name: options(name, facets.get(name, []), getattr(request, name)) for name in ("gemeente", "region")
    }
    below: dict[str, list[Group]] = {option.value: [] for option in chosen}
    apart: list[Group] = []
    for name, left in lists.items():
        for province in chosen:
            own = [option for option in left if province.value in _belongs(name, option.value)]
            left = [option for option in left if option not in own]
            if own:
                below[province.value].append(_list(tables[name], own, province.label))
        if chosen:
            left = [option for option in left if option.chosen]
        if left:
            apart.append(_list(tables[name], left))
    ticked = sum(option.chosen for rows in (found, *lists.values()) for option in rows)
    return Where([Province(option, below.get(option.value, ())) for option in found], apart, ticked)


def _list(table: Mapping[str, Any], found: Sequence[Option], province: str = "") -> Group:
    top, more, left_off = folded(found, table["top"], table["most"])
    name = table["parameter"]
    title = table["within"] if province else table["title"]
    id = plain_id(name, "in", province) if province else name
    opened = name == "gemeente" if province else any(option.chosen for option in found)
    return Group(
        id, name, title, top, [Section("", more)] if more else [], opened, left_off=left_off, of=province
    )

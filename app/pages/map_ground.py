"""The ground of the map: every woonplaats of the Netherlands as a dot, in the projection of the whole map.

Equirectangular, with the standard parallel through the middle of the country, so that a kilometre is as long in both
directions to within 3%. One unit of the picture is half a kilometre.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from app.search.geo import EARTH_RADIUS_KM
from indexer.knowledge import places

UNITS_PER_KM: Final = 2
PARALLEL: Final = 52.2
"""Degrees of latitude where east to west is as long as north to south."""
WEST: Final = 3.12
NORTH: Final = 53.62
WIDTH: Final = 580
HEIGHT: Final = 650
SCALE: Final = round(UNITS_PER_KM * math.radians(EARTH_RADIUS_KM), 3)
"""Units a degree of latitude."""
SQUEEZE: Final = round(math.cos(math.radians(PARALLEL)), 5)
"""How much shorter a degree of longitude is drawn."""
_BAND: Final = 8
"""Dots are written in rows so high, to and fro: neighbours follow each other, which compresses best."""


class Spot(NamedTuple):
    """A point of the picture, in its units from the upper left corner."""

    x: float
    y: float


def project(lat: float, lon: float) -> Spot:
    """Where a point in WGS 84 degrees lies in the picture."""
    return Spot((lon - WEST) * SQUEEZE * SCALE, (NORTH - lat) * SCALE)


def reach(km: float, lat: float) -> tuple[float, float]:
    """Half the width and half the height of what lies within so many kilometres of a point at this latitude."""
    high = km * UNITS_PER_KM
    return high * SQUEEZE / math.cos(math.radians(lat)), high


def dots(towns: Iterable[places.Woonplaats]) -> str:
    """The data of a path with one dot for each, to be drawn with round ends; those on one spot are one."""
    spots = {(round(x), round(y)) for x, y in (project(town.lat, town.lon) for town in towns)}
    drawn: list[str] = []
    here = (0, 0)
    for spot in sorted(spots, key=_to_and_fro):
        right, down = spot[0] - here[0], spot[1] - here[1]
        drawn.append(f"m{right}{'' if down < 0 else ' '}{down}h0")
        here = spot
    return "".join(drawn)


def _to_and_fro(spot: tuple[int, int]) -> tuple[int, int, int]:
    band = spot[1] // _BAND
    return band, spot[0] if band % 2 == 0 else -spot[0], spot[1]


@cache
def references() -> dict[str, str]:
    """Province -> the name of its dots in the file of the ground."""
    return {province: f"p{number}" for number, province in enumerate(sorted(places.provinces()))}


def ground() -> str:
    """The file: one path a province, which the page refers to and gives its colour."""
    of_province: dict[str, list[places.Woonplaats]] = defaultdict(list)
    for town in places.woonplaatsen():
        of_province[town.province].append(town)
    paths = [
        f'<path id="{name}" d="{dots(of_province[province])}"/>' for province, name in references().items()
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(paths)}</svg>\n'

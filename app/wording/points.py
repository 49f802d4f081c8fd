"""What a point on the map is called."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from app.search.geo import distance_km
from app.search.request import Coordinates
from indexer.knowledge import places

FARTHEST_KM: Final = 15
"""Within this a woonplaats names a point; everywhere in the Netherlands there is one."""
_REMEMBERED: Final = 1024
_COORDINATES: Final = re.compile(r"[\s\d.,;+-]+")


def called(near: str, point: Coordinates | None) -> str:
    """A place by its name, however it was typed, and a postcode as it is; coordinates by the woonplaats nearest to their
    ``point``, where there is one near.
    """
    if _COORDINATES.fullmatch(near) and re.search("[,;]", near):
        return (point and nearest(point)) or near
    known = places.resolve(near)
    return near if known is None else known.name


@lru_cache(maxsize=_REMEMBERED)
def nearest(point: Coordinates) -> str | None:
    """The name of the woonplaats nearest to a point in WGS 84 degrees; ``None`` when all are far away."""
    squeeze = math.cos(math.radians(point[0]))
    town = min(
        places.woonplaatsen(),
        key=lambda town: (town.lat - point[0]) ** 2 + ((town.lon - point[1]) * squeeze) ** 2,
    )
    return town.name if distance_km(point, (town.lat, town.lon)) <= FARTHEST_KM else None

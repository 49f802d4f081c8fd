"""Distances over the Earth's surface."""

from __future__ import annotations

import math
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of the Earth, IUGG (Moritz, Geodetic Reference System 1980)."""


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Great-circle distance between two points (latitude, longitude in degrees), by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*first, *second))
    lat, lon = (lat2 - lat1) / 2, (lon2 - lon1) / 2
    chord = math.sin(lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))

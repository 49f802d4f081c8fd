"""The classes in which hours, rate and duration are counted. Bounds are in the unit of the field, both
inclusive.

A record counts in every bucket that its range overlaps, with both ends counted in, so that the count beside
a bucket is the number of assignments found when its bounds are asked for as a filter. The bounds are the
steps in which Dutch assignments are commonly advertised: whole working days of 8 hours, tens of euros,
quarters of a year.
"""

from __future__ import annotations

import math
from typing import Final

Bucket = tuple[float, float | None]

BUCKETS: Final[dict[str, tuple[Bucket, ...]]] = {
    "hours": ((0, 8), (8, 16), (16, 24), (24, 32), (32, 36), (36, 40), (40, None)),
    "rate": ((0, 50), (50, 60), (60, 70), (70, 80), (80, 90), (90, 100), (100, 110), (110, 125), (125, None)),
    "duration": ((0, 3), (3, 6), (6, 9), (9, 12), (12, 24), (24, None)),
}

RANGES: Final = tuple(BUCKETS)
"""What a record states as a range of figures: hours a week, euros an hour, months."""


def span(low: float | None, high: float | None) -> tuple[float, float] | None:
    """The range a record states: an open end reaches to 0 or to infinity. ``None`` when it states neither
    end.
    """
    if low is None and high is None:
        return None
    return (0.0 if low is None else low, math.inf if high is None else high)


def overlapping(field: str, low: float, high: float) -> list[int]:
    """The positions in ``BUCKETS[field]`` of the buckets that ``[low, high]`` overlaps."""
    return [
        index
        for index, (start, end) in enumerate(BUCKETS[field])
        if high >= start and (end is None or low <= end)
    ]

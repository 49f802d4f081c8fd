"""The contract's filters, facets and sorts in plain Python over exported records, written apart from the engine."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

VALUES: dict[str, Callable[[Json], list[Any]]] = {
    "place": lambda r: [p["name"] for p in r["places"]],
    "gemeente": lambda r: [p["gemeente"] for p in r["places"]],
    "province": lambda r: [p["province"] for p in r["places"]],
    "region": lambda r: [region for p in r["places"] for region in p["regions"]],
    "competency": lambda r: [c["id"] for c in r["competencies"]],
    "organisation": lambda r: [r["organisation"]],
    "contractForm": lambda r: r["contractForms"],
    "education": lambda r: [r["education"]],
    "remote": lambda r: [r["remote"]],
    "kind": lambda r: [r["kind"]],
}


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """By the straight line through the Earth between two points in space: another road than the engine's."""

    def in_space(point: tuple[float, float]) -> tuple[float, float, float]:
        lat, lon = (math.radians(x) for x in point)
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    return 2 * 6371.0088 * math.asin(min(1.0, math.dist(in_space(a), in_space(b)) / 2))


def distance(record: Json, point: tuple[float, float]) -> float | None:
    known = [(p["lat"], p["lon"]) for p in record["places"] if p["lat"] is not None]
    return min((km(point, place) for place in known), default=None)


def stated(record: Json, name: str) -> tuple[float | None, float | None]:
    if name == "duration":
        return record["durationMonths"], record["durationMonths"]
    return record[name]["min"], record[name]["max"]


def overlaps(record: Json, name: str, low: float, high: float) -> bool | None:
    """None when the record states no range."""
    first, last = stated(record, name)
    if first is None and last is None:
        return None
    return (0 if first is None else first) <= high and (math.inf if last is None else last) >= low


def is_open(record: Json, today: dt.date) -> bool:
    last = record["endDate"] if record["deadline"] is None else record["deadline"]
    return record["status"] != "closed" and not (last is not None and last < today.isoformat())


def meets(record: Json, asked: Json, today: dt.date, without: str | None = None) -> bool:
    """Whether a record meets the filters, those of the facet ``without`` left aside."""
    if asked.get("duplicates", "hide") == "hide" and not record["primary"]:
        return False
    for name, of in VALUES.items():
        wanted = asked.get(name, ["assignment"] if name == "kind" else None)
        if name != without and wanted and not set(wanted) & set(of(record)):
            return False
    for name in ("hours", "rate", "duration"):
        low, high, unknown = (asked.get(name + end) for end in ("Min", "Max", "Unknown"))
        if name == without:
            continue
        found = overlaps(record, name, -math.inf if low is None else low, math.inf if high is None else high)
        if found is False or (found is None and unknown is False):
            return False
    for name, field, sign in (
        ("startAfter", "startDate", 1),
        ("startBefore", "startDate", -1),
        ("publishedAfter", "published", 1),
        ("deadlineAfter", "deadline", 1),
    ):
        if name in asked:
            own = record[field]
            if own is None or (own < asked[name] if sign > 0 else own > asked[name]):
                return False
    status = asked.get("status", "all")
    if without != "status" and status != "all" and is_open(record, today) != (status == "open"):
        return False
    if "radiusKm" in asked:
        away = distance(record, asked["point"])
        return away is not None and away <= asked["radiusKm"]
    return True


def value_facet(records: list[Json], name: str, asked: Json, today: dt.date) -> dict[str, int]:
    under = [r for r in records if meets(r, asked, today, without=name)]
    if name == "status":
        return dict(Counter("open" if is_open(r, today) else "closed" for r in under))
    return dict(Counter(value for r in under for value in set(VALUES[name](r)) if value))


def range_facet(records: list[Json], name: str, asked: Json, today: dt.date, bounds: list[Json]) -> Json:
    under = [r for r in records if meets(r, asked, today, without=name)]
    figures = [figure for r in under for figure in stated(r, name) if figure is not None]
    counts = [
        sum(overlaps(r, name, b["from"], math.inf if b["to"] is None else b["to"]) is True for r in under)
        for b in bounds
    ]
    return {
        "counts": counts,
        "min": min(figures, default=None),
        "max": max(figures, default=None),
        "unknown": sum(stated(r, name) == (None, None) for r in under),
    }


def sort_key(
    record: Json, sort: str, today: dt.date, point: tuple[float, float] | None = None
) -> tuple[Any, ...]:
    """What the contract's sorts order by; the id decides between equals."""
    missing = math.inf

    def days(name: str) -> float:
        return dt.date.fromisoformat(record[name]).toordinal() if record[name] else missing

    if sort == "published":
        key: tuple[float, ...] = (-days("published") if record["published"] else missing,)
    elif sort == "start":
        key = (days("startDate"),)
    elif sort == "deadline":
        end = days("deadline")
        phase = 2 if end == missing else int(end < today.toordinal())
        key = (phase, -end if phase == 1 else end)
    elif sort == "rate":
        top = record["rate"]["max"] if record["rate"]["max"] is not None else record["rate"]["min"]
        key = (missing if top is None else -top,)
    elif sort == "distance":
        away = distance(record, point or (0, 0))
        key = (missing if away is None else round(away, 6),)
    else:  # relevance without words: what is open first, then new before old
        key = (not is_open(record, today), -days("published") if record["published"] else missing)
    return (*key, record["id"])

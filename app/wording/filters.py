"""What was chosen, in words."""

from __future__ import annotations

from collections.abc import Mapping

from app.search.parameters import BY_NAME
from app.search.request import SearchRequest
from app.wording import dutch
from app.wording.points import called
from app.wording.words import words


def in_words(name: str, value: str, request: SearchRequest, labels: Mapping[str, str]) -> str | None:
    """A filter and its value as they stand in an address; ``None`` for a parameter that is no filter. ``labels`` are the
    names of the values that ids stand for.
    """
    if name == "status":
        return str(words()["chip_status"].get(value, "")) or None
    if name == "near":
        value = called(value, request.point)
        if request.radius_km is not None:
            return f"Binnen {dutch.number(request.radius_km)} km van {value}"
    pattern = words()["chip"].get(name)
    return str(pattern).format(_value(name, value, labels)) if pattern else None


def _value(name: str, value: str, labels: Mapping[str, str]) -> str:
    holds = BY_NAME[name].holds
    if holds == "date":
        return dutch.day(value)
    if holds == "number":
        return dutch.money(float(value)) if name.startswith("rate") else dutch.number(float(value))
    named = labels.get(value, value) if holds in ("values", "choices") else value
    return str(words().get(name, {}).get(value, named))

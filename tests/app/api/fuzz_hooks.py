"""What a schema cannot say of the parameters together, for what schemathesis makes: loaded by it, not by pytest.

A request that is meant to be right is made to keep the rules between parameters, so that the service must accept it; one that
is meant to be wrong is left as it is.
"""

from __future__ import annotations

from typing import Any

import schemathesis

from app.search.parameters import NO_FACETS, PAIRS

NEAR = ("Almelo", "7671", "7671 AB", "52.35,6.66", "Gemeente Twenterand")


@schemathesis.hook  # type: ignore[untyped-decorator, unused-ignore]
def before_call(context: Any, case: Any, **kwargs: Any) -> None:
    """Called with every request before it is sent."""
    if case.meta is None or case.meta.generation.mode.is_negative or not isinstance(case.query, dict):
        return
    query = case.query
    query.pop("cursor", None)  # only an answer can give one
    if query.get("near"):
        query["near"] = NEAR[len(query["near"]) % len(NEAR)]
    else:
        query.pop("radiusKm", None)
        if query.get("sort") == "distance":
            query.pop("sort")
    if "since" in query:
        query["since"] = "0"  # only the exchange itself gives others
    for low, high in PAIRS:
        given = [query[name] for name in (low, high) if query.get(name) not in (None, "")]
        if len(given) == 2:
            query[low], query[high] = sorted(given, key=_rank)
    if NO_FACETS in (query.get("facets") or ()):
        query["facets"] = [NO_FACETS]


def _rank(value: Any) -> Any:
    """A number, or a date as it is written, in its order."""
    try:
        return float(value)
    except ValueError:
        return value

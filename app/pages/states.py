"""How many a search has open and closed. Facets count what holds the words as the page shown was found; where few hold all of
them another state may be searched more strictly, so there each is counted as its own link finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from app.search.answer import ENOUGH
from app.search.engine import SearchEngine
from app.search.request import SearchRequest

_STATES: Final = ("open", "closed", "all")


@dataclass(frozen=True, slots=True)
class States:
    """``found`` by the value of ``status`` that finds so many; ``closed`` of all of them are closed. ``exact`` closed ones hold all
    words where no open one does.
    """

    found: Mapping[str, int]
    closed: int
    exact: int = 0


def by_facets(facets: Mapping[str, Any]) -> States:
    """As the facet counts them, which is exact where no word was let go."""
    counts = _counts(facets)
    return States({**counts, "all": sum(counts.values())}, counts["closed"])


def counted(
    engine: SearchEngine, request: SearchRequest, meant: SearchRequest, answer: Mapping[str, Any]
) -> States:
    """As the links find them, by two small searches where few records hold all words. ``meant`` is the search with what was
    typed read as filters.
    """
    if not meant.q or not answer["total"] or answer["metAll"] >= ENOUGH:
        return by_facets(answer["facets"])
    small = replace(request, cursor=None, limit=0, highlight=False, facets=("status",))
    found = {
        state: answer if state == request.status else engine.search(replace(small, status=state))
        for state in _STATES
    }
    closed = found["closed"]
    as_meant = answer["relaxed"] and not closed["relaxed"] and closed["corrected"] == answer["corrected"]
    return States(
        {state: one["total"] for state, one in found.items()},
        _counts(found["all"]["facets"])["closed"],
        closed["metAll"] if request.status == "open" and as_meant else 0,
    )


def _counts(facets: Mapping[str, Any]) -> dict[str, int]:
    return {"open": 0, "closed": 0} | {row["value"]: row["count"] for row in facets.get("status", [])}

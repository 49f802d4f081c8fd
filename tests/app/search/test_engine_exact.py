"""Totals, facets and paging against a count by hand over the exported records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.search.engine import Engine
from app.search.request import SearchRequest
from tests.app.search import brute_force
from tests.app.search.builders import COMPETENCIES, ORGANISATIONS, PLACES, TODAY, publish, random_records

NEAR = {"Almelo": (52.3567, 6.6625), "Utrecht": (52.0907, 5.1214)}
VALUE_FACETS = (
    "province", "gemeente", "region", "competency", "organisation",
    "contractForm", "education", "remote", "kind", "status",
)  # fmt: skip
SORTS = ("relevance", "published", "deadline", "rate", "start", "distance")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    data = tmp_path_factory.mktemp("data")
    publish(data, random_records(150, seed=7, hidden=0.2))
    engine = Engine(data, today=lambda: TODAY)
    yield engine
    engine.close()


class Exported(list[dict[str, Any]]):
    """Records that a failing example does not print in full."""

    def __repr__(self) -> str:
        return f"<{len(self)} exported records>"


@pytest.fixture(scope="module")
def records(engine: Engine) -> Exported:
    return Exported(engine.export())


def some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


def bounds(name: str, figures: tuple[float, ...]) -> st.SearchStrategy[dict[str, Any]]:
    def ordered(drawn: dict[str, Any]) -> dict[str, Any]:
        low, high = drawn.get(name + "Min"), drawn.get(name + "Max")
        if low is not None and high is not None and low > high:
            drawn[name + "Min"], drawn[name + "Max"] = high, low
        return drawn

    optional = {
        name + "Min": st.sampled_from(figures),
        name + "Max": st.sampled_from(figures),
        name + "Unknown": st.booleans(),
    }
    return st.fixed_dictionaries({}, optional=optional).map(ordered)


days = st.integers(-25, 25).map(lambda n: (TODAY + dt.timedelta(days=n)).isoformat())
names = {
    field: tuple(sorted({getattr(p, field) for p in PLACES} - {None})) for field in ("gemeente", "province")
}
filters = st.builds(
    lambda plain, hours, rate, duration: {**plain, **hours, **rate, **duration},
    st.fixed_dictionaries(
        {},
        optional={
            "place": some(tuple(p.name for p in PLACES)),
            "gemeente": some(names["gemeente"]),
            "province": some(names["province"]),
            "region": some(("Twente", "Veluwe", "Haaglanden", "Nergens")),
            "competency": some(tuple(c.id for c in COMPETENCIES)),
            "organisation": some(ORGANISATIONS),
            "contractForm": some(("zzp", "detachering", "loondienst")),
            "education": some(("mbo", "hbo", "wo")),
            "remote": some(("onsite", "hybrid", "remote")),
            "kind": some(("assignment", "vacancy", "article", "other")),
            "status": st.sampled_from(("open", "closed", "all")),
            "duplicates": st.sampled_from(("hide", "show")),
            "startAfter": days,
            "publishedAfter": days,
            "deadlineAfter": days,
            "near": st.sampled_from(tuple(NEAR)),
        },
    ),
    bounds("hours", (8, 15, 16, 20.5, 24, 36)),
    bounds("rate", (50, 60, 83.95, 90, 110)),
    bounds("duration", (3, 6, 9.5, 24)),
)


def request_of(asked: dict[str, Any], **more: str) -> SearchRequest:
    params: list[tuple[str, str]] = list(more.items())
    for name, value in asked.items():
        match value:
            case list():
                params += [(name, text) for text in value]
            case bool():
                params.append((name, "true" if value else "false"))
            case tuple():
                pass
            case _:
                params.append((name, str(value)))
    return SearchRequest.from_query(params, locate=NEAR.get)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=filters, radius=st.sampled_from((0, 7, 40, 75, 120)))
def test_totals_and_facets_are_what_a_count_by_hand_gives(
    engine: Engine, records: Exported, asked: dict[str, Any], radius: int
) -> None:
    if "near" in asked:
        asked = {**asked, "radiusKm": radius, "point": NEAR[asked["near"]]}
    found = engine.search(request_of(asked, limit="100"))
    expected = [r for r in records if brute_force.meets(r, asked, TODAY)]
    assert found["total"] == len(expected)
    assert {item["id"] for item in found["items"]} == {r["id"] for r in expected[:100]} or len(expected) > 100
    for name in VALUE_FACETS:
        counted = {row["value"]: row["count"] for row in found["facets"][name]}
        assert counted == brute_force.value_facet(records, name, asked, TODAY), name
    for name in ("hours", "rate", "duration"):
        facet = found["facets"][name]
        counted = {"counts": [b["count"] for b in facet["buckets"]]}
        counted |= {key: facet[key] for key in ("min", "max", "unknown")}
        assert counted == brute_force.range_facet(records, name, asked, TODAY, facet["buckets"]), name


@pytest.mark.parametrize("query", ["", "gemeente jeugd"])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(("limit", "duplicates"), [(1, "hide"), (7, "hide"), (7, "show"), (100, "hide")])
def test_a_walk_by_cursor_gives_each_exactly_once_in_order(
    engine: Engine, records: Exported, sort: str, limit: int, duplicates: str, query: str
) -> None:
    asked = {"kind": ["assignment", "vacancy", "article"], "near": "Almelo", "sort": sort, "q": query}
    asked["duplicates"] = duplicates
    walked: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = engine.search(request_of(asked, limit=str(limit), cursor=cursor, facets="none"))
        walked += page["items"]
        cursor = page["nextCursor"] or ""
        assert len(page["items"]) == limit or not cursor
        if not cursor:
            break
    ids = [item["id"] for item in walked]
    assert len(ids) == len(set(ids)) == page["total"]
    if query and sort == "relevance":
        keys = [(-item["score"], item["id"]) for item in walked]
        assert keys == sorted(keys)
        return
    if not query:
        assert set(ids) == {r["id"] for r in records if r["primary"] or duplicates == "show"}
    by_id = {r["id"]: r for r in records}
    point = NEAR["Almelo"]
    assert ids == sorted(ids, key=lambda id: brute_force.sort_key(by_id[id], sort, TODAY, point))


def test_distances_are_to_the_nearest_place(engine: Engine, records: Exported) -> None:
    found = engine.search(request_of({"near": "Almelo", "sort": "distance"}, limit="100"))
    by_id = {r["id"]: r for r in records}
    for item in found["items"]:
        away = brute_force.distance(by_id[item["id"]], NEAR["Almelo"])
        assert item["distanceKm"] == (None if away is None else pytest.approx(away, abs=0.051))

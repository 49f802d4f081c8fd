"""What looks at places in texts is narrowed by the filters itself: the same is found, with the same scores, by less work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from app.search.engine import Engine
from app.search.request import SearchRequest
from app.search.tantivy_dialect import TantivyDialect
from tests.app.search.builders import publish, random_records

TODAY = dt.date(2026, 11, 27)
WORDS = (
    "jeugdzorg",
    "procesregisseur wijkteam",
    '"sociaal domein"',
    "schuldhulpverlening -jeugd",
    "zorg",
    "de zorg voor jeugd",
)
FILTERS: tuple[dict[str, str], ...] = (
    {"province": "Utrecht"},
    {"hoursMin": "16", "hoursMax": "32"},
    {"rateMin": "80", "rateUnknown": "false"},
    {"remote": "hybrid", "durationMin": "3"},
    {"publishedAfter": "2026-01-01", "status": "open"},
    {"kind": "vacancy", "status": "closed", "duplicates": "show"},
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    data = tmp_path_factory.mktemp("narrowing")
    publish(data, random_records(400, seed=11))
    made = Engine(data, today=lambda: TODAY)
    yield made
    made.close()


def _told(engine: Engine, parameters: dict[str, str]) -> dict[str, Any]:
    request = SearchRequest.from_query([*parameters.items(), ("facets", "province,competency,hours,status"), ("limit", "100")])  # fmt: skip
    found = engine.search(request)
    rows = [(item["id"], pytest.approx(item["score"], rel=1e-5)) for item in found["items"]]
    return {"total": found["total"], "rows": rows, "facets": found["facets"], "metAll": found["metAll"]}


@pytest.mark.parametrize("filters", FILTERS, ids=lambda one: ",".join(one))
@pytest.mark.parametrize("q", WORDS)
def test_narrowed_or_not_the_same_is_found(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, q: str, filters: dict[str, str]
) -> None:
    narrowed = _told(engine, {"q": q, **filters})
    monkeypatch.setattr(TantivyDialect, "narrows_alternatives", False)
    assert _told(engine, {"q": q, **filters}) == narrowed


def test_these_searches_find_something(engine: Engine) -> None:
    totals = [_told(engine, {"q": q, **filters})["total"] for q in WORDS for filters in FILTERS]
    assert sum(total > 0 for total in totals) > len(totals) / 2


@pytest.mark.parametrize("q", WORDS)
def test_what_is_counted_is_what_is_found(engine: Engine, q: str) -> None:
    for filters in FILTERS:
        found = _told(engine, {"q": q, **filters})
        assert sum(row["count"] for row in found["facets"]["status"]) >= found["total"]
        if "status" not in filters:
            assert sum(row["count"] for row in found["facets"]["status"]) == found["total"]

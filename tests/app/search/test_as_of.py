"""A search on the day of the index looks up what is open and recent by a term each, on another day by blocks: it finds the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.search.answer import answer
from app.search.dialect import Clause
from app.search.filters import is_closed, is_open
from app.search.query import QueryBuilder
from app.search.request import SearchRequest
from app.search.snapshot import Snapshot
from app.search.tantivy_dialect import TantivyDialect
from indexer.index import as_of
from indexer.index.generations import Generations
from indexer.index.schema import build_schema
from indexer.index.writer import AS_OF, VOCABULARY
from tests.app.api.nights import House
from tests.app.search.builders import TODAY, random_records
from tests.indexer.index.writing import write_index

REQUESTS = [
    pytest.param({"q": "jeugd"}, id="gains"),
    pytest.param({"q": "jeugd wijk", "status": "open"}, id="open"),
    pytest.param({"q": "gemeente", "status": "closed"}, id="closed"),
    pytest.param({"sort": "deadline"}, id="open first"),
    pytest.param({"status": "open", "sort": "published", "facets": ("status", "province")}, id="counted"),
]


@pytest.fixture(scope="module")
def of_a_day(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _written(tmp_path_factory.mktemp("of a day"), TODAY)


@pytest.fixture(scope="module")
def of_no_day(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _written(tmp_path_factory.mktemp("of no day"), None)


def _written(directory: Path, today: dt.date | None) -> Snapshot:
    write_index(directory / "index", random_records(400, seed=7), today)
    return Snapshot(directory / "index")


@pytest.mark.parametrize("values", REQUESTS)
@pytest.mark.parametrize("later", [-3, 0, 1, 8, 60])
def test_any_day_is_answered_alike(
    of_a_day: Snapshot, of_no_day: Snapshot, values: dict[str, Any], later: int
) -> None:
    today, request = TODAY + dt.timedelta(days=later), SearchRequest(limit=400, **values)
    found, expected = (answer(one, request, today, None) for one in (of_a_day, of_no_day))
    assert found["total"] == expected["total"] > 0
    assert found["facets"] == expected["facets"]
    assert [item["id"] for item in found["items"]] == [item["id"] for item in expected["items"]]
    scores = [[item["score"] for item in one["items"]] for one in (found, expected)]
    assert scores[0] == pytest.approx(scores[1], rel=1e-6)


def test_a_night_tells_spans_from_the_day_in_the_netherlands(tmp_path: Path) -> None:
    house = House(tmp_path, now=dt.datetime(2026, 3, 9, 23, 30, tzinfo=dt.UTC))
    house.put("een", status="open")
    house.run()
    current = Generations(house.data).current()
    assert current is not None
    assert orjson.loads((current / VOCABULARY).read_bytes())[AS_OF] == "2026-03-10"


class _Watched(TantivyDialect):
    """Notes the terms that are looked up."""

    def __init__(self, written: dt.date) -> None:
        super().__init__(build_schema(), written)
        self.looked_up: set[tuple[str, str]] = set()

    def term(self, field: str, value: str) -> Clause:
        self.looked_up.add((field, value))
        return super().term(field, value)

    def terms(self, field: str, values: Any) -> Clause:
        self.looked_up.update((field, value) for value in values)
        return super().terms(field, values)

    @property
    def of_the_day(self) -> set[str]:
        return {value for field, value in self.looked_up if field == as_of.FIELD}

    @property
    def others(self) -> set[str]:
        return {field for field, _ in self.looked_up if field != as_of.FIELD}


def test_what_narrows_nearly_every_search_has_terms_of_its_own() -> None:
    dialect = _Watched(TODAY)
    is_open(dialect, TODAY)
    is_closed(dialect, TODAY)
    assert (dialect.of_the_day, dialect.others) == ({"expired"}, {"status"})
    is_open(dialect, TODAY + dt.timedelta(days=1))
    assert "until" in dialect.others


def test_what_every_search_adds_for_has_terms_of_its_own() -> None:
    dialect = _Watched(TODAY)
    QueryBuilder(dialect).gains(TODAY)
    assert (dialect.of_the_day, dialect.others) == ({"open", "week", "month", "quarter"}, set())
    QueryBuilder(dialect).gains(TODAY + dt.timedelta(days=1))
    assert dialect.others == {"status", "until", "published"}

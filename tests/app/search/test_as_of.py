"""A search on the day of the index looks up spans of days by a term each, on another day by blocks: what it finds is the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.search.answer import answer
from app.search.building import build_text_query
from app.search.dialect import Clause
from app.search.filters import is_closed, is_open
from app.search.grammar import parse
from app.search.request import SearchRequest
from app.search.snapshot import Snapshot
from app.search.tantivy_dialect import TantivyDialect
from indexer.index import as_of
from indexer.index.generations import Generations
from indexer.index.schema import build_schema
from indexer.index.writer import AS_OF, VOCABULARY, write_index
from tests.app.api.nights import House
from tests.app.search.builders import TODAY, random_records

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
    """Notes the fields of spans that are put together from blocks."""

    def __init__(self, written: dt.date) -> None:
        super().__init__(build_schema(), written)
        self.in_blocks: list[str] = []

    def terms(self, field: str, values: Any) -> Clause:
        if field != as_of.FIELD and len(values) > 1:
            self.in_blocks.append(field)
        return super().terms(field, values)


@pytest.mark.parametrize(("later", "in_blocks"), [pytest.param(0, False), pytest.param(1, True)])
def test_all_that_every_search_looks_up_has_a_term_of_its_own(later: int, in_blocks: bool) -> None:
    today, dialect = TODAY + dt.timedelta(days=later), _Watched(TODAY)
    is_open(dialect, today)
    is_closed(dialect, today)
    assert bool(dialect.in_blocks) == in_blocks
    gains = build_text_query(dialect, parse("jeugd"), today).gains
    spans_alone = 1 + 3  # open, and a clause for each span of publication
    assert (len(gains.together) == spans_alone) != in_blocks

"""What queries find, against the table of cases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.search.engine import Engine
from app.search.request import SearchRequest
from tests.app.search.builders import PLACES, TODAY, publish, record

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases/search/queries.toml").read_text("utf-8"))
BY_NAME = {place.name: place for place in PLACES}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    data = tmp_path_factory.mktemp("data")
    rows = [{**row, "places": (BY_NAME[row["place"]],)} for row in TABLE["record"]]
    publish(data, [record(**{k: v for k, v in row.items() if k != "place"}) for row in rows])
    engine = Engine(data, today=lambda: TODAY)
    yield engine
    engine.close()


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["q"])
def test_what_a_query_finds(engine: Engine, case: dict[str, Any]) -> None:
    found = engine.search(SearchRequest.from_query([("q", case["q"]), ("explain", "true")]))
    ids = [item["id"] for item in found["items"]]
    if "all" in case:
        complete = len(ids) if found["relaxed"] else found["metAll"]
        assert sorted(ids[:complete]) == sorted(case["all"])
    first = case.get("first", [])
    assert ids[: len(first)] == first
    assert found["relaxed"] is case.get("relaxed", False)


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["q"])
def test_the_explanation_adds_up_to_the_score(engine: Engine, case: dict[str, Any]) -> None:
    found = engine.search(SearchRequest.from_query([("q", case["q"]), ("explain", "true")]))
    for item in found["items"]:
        parts = item["explanation"]["parts"]
        assert sum(part["value"] for part in parts) == pytest.approx(item["score"], rel=1e-4)
        assert all(part["text"] for part in parts)


@pytest.mark.parametrize("said", ["{} in de het op voor met", "niet en {} bij of van een"])
def test_function_words_ask_and_score_nothing_beside_others(engine: Engine, said: str) -> None:
    def scores(q: str) -> list[tuple[str, float]]:
        return [(item["id"], item["score"]) for item in engine.search(SearchRequest(q=q, facets=()))["items"]]

    assert scores(said.format("adviseur")) == scores("adviseur") != []
    assert scores("in de") != []

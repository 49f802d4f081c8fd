"""Filters read out of what was typed, against the table, and used in a search."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.search.engine import Engine
from app.search.interpret import interpret
from app.search.parameters import BY_NAME
from app.search.request import SearchRequest
from indexer.record import Hours
from tests.app.search.builders import PLACES, TODAY, publish, record

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/search/interpret.toml").read_text("utf-8"))["case"]
LINES = tomllib.loads((Path(__file__).parents[2] / "cases/search/interpret_lines.toml").read_text("utf-8"))[
    "row"
]
EXCLUDED = tomllib.loads(
    (Path(__file__).parents[2] / "cases/search/interpret_excluded.toml").read_text("utf-8")
)["row"]
ON = dt.date(2026, 11, 22)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["q"])
def test_what_is_read(case: dict[str, Any]) -> None:
    _, reading = interpret(SearchRequest(q=case["q"], interpret=True), ON)
    told = reading.as_json()
    assert [f"{chip['parameter']}={chip['value']} {chip['text']}" for chip in told["chips"]] == case["chips"]
    assert told["rest"] == case["rest"]
    for chip in told["chips"]:
        assert case["q"][chip["start"] : chip["end"]] == chip["text"]
        assert chip["parameter"] in BY_NAME and chip["label"]


@pytest.mark.parametrize(("q", "parameters", "rest"), LINES, ids=[line[0] for line in LINES])
def test_what_a_line_asks_for(q: str, parameters: list[str], rest: str) -> None:
    _, reading = interpret(SearchRequest(q=q, interpret=True), ON)
    told = reading.as_json()
    assert sorted(f"{chip['parameter']}={chip['value']}" for chip in told["chips"]) == parameters
    assert told["rest"] == rest


@pytest.mark.parametrize(("q", "words", "rest"), EXCLUDED, ids=[line[0] for line in EXCLUDED])
def test_what_a_line_leaves_out(q: str, words: str, rest: str) -> None:
    read, reading = interpret(SearchRequest(q=q, interpret=True), ON)
    told = [chip for chip in reading.as_json()["chips"] if chip["parameter"] == "q"]
    assert "|".join(chip["text"] for chip in told) == words
    assert read.q == reading.rest == rest
    assert all(q[chip["start"] : chip["end"]] == chip["text"] and chip["value"] in rest for chip in told)
    assert all(chip["label"].startswith("zonder ‘") for chip in told)
    assert interpret(read, ON)[0] == read  # what it left says the same when read again


@pytest.mark.parametrize("q", [line[0] for line in LINES])
def test_a_chip_taken_back_is_gone(q: str) -> None:
    """What a person takes back is not read again from the words that stay."""
    told = interpret(SearchRequest(q=q, interpret=True), ON)[1].as_json()
    for taken in told["chips"]:
        kept = [(c["parameter"], c["value"]) for c in told["chips"] if c["start"] != taken["start"]]
        again, reading = interpret(
            SearchRequest.from_query([("q", told["rest"]), ("interpret", "true"), *kept]), ON
        )
        assert again.q == told["rest"]
        assert taken["parameter"] not in {row["parameter"] for row in reading.as_json()["chips"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["q"])
def test_chips_given_as_parameters_ask_for_the_same(case: dict[str, Any]) -> None:
    read, reading = interpret(SearchRequest(q=case["q"], interpret=True), ON)
    params = [(chip["parameter"], chip["value"]) for chip in reading.as_json()["chips"]]
    given = SearchRequest.from_query([("q", reading.rest), ("interpret", "true"), *params])
    assert read == given


def test_what_a_parameter_says_already_stays_text() -> None:
    asked = SearchRequest.from_query(
        [("q", "wmo 24 uur twente"), ("hoursMin", "30"), ("region", "Achterhoek")]
    )
    read, reading = interpret(asked, ON)
    assert read == asked
    assert reading.chips == ()


def test_nothing_typed_makes_it_fail() -> None:
    chance = random.Random(3)
    letters = 'in €90-110 euro uur km van "zwolle" 24 -zzp (gemeente) Q1 2027 per maart OF 1/2 \u00e9\u0000'
    for _ in range(300):
        q = "".join(chance.choices(letters, k=chance.randint(1, 60)))
        read, reading = interpret(SearchRequest(q=q, interpret=True), ON)
        assert read.q == reading.rest


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    data = tmp_path_factory.mktemp("data")
    rows = [("a", PLACES[1], 24.0), ("b", PLACES[2], 24.0), ("c", PLACES[1], 36.0)]
    publish(
        data,
        [record(i, title="Wmo-consulent", places=(place,), hours=Hours(h, h)) for i, place, h in rows],
    )
    return Engine(data, today=lambda: TODAY)


def test_a_search_uses_what_was_read_and_tells_it(engine: Engine) -> None:
    request = SearchRequest.from_query([("q", "wmo twente 24 uur"), ("interpret", "true")])
    found = engine.search(request)
    assert [item["id"] for item in found["items"]] == ["a"]
    assert found["interpreted"]["rest"] == "wmo"
    assert [chip["parameter"] for chip in found["interpreted"]["chips"]] == ["region", "hoursMin", "hoursMax"]


def test_without_interpret_all_stays_text(engine: Engine) -> None:
    found = engine.search(SearchRequest.from_query([("q", "wmo twente 24 uur")]))
    assert found["interpreted"] is None
    assert found["relaxed"] is True


def test_paging_goes_on_with_what_was_read(engine: Engine) -> None:
    asked = [("q", "wmo twente"), ("interpret", "true"), ("limit", "1")]
    first = engine.search(SearchRequest.from_query(asked))
    second = engine.search(SearchRequest.from_query([*asked, ("cursor", first["nextCursor"])]))
    assert {item["id"] for item in (*first["items"], *second["items"])} == {"a", "c"}
    assert second["nextCursor"] is None

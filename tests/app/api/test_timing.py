"""What the parts of a search took is told to who asks, and counted for who serves."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from app.search import timing
from app.search.timing import part, recorded


def _told(header: str) -> dict[str, float]:
    return {name: float(took) for name, took in re.findall(r"([a-z]+);dur=([0-9.]+)", header)}


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        pytest.param("q=zorg&facets=none", ["find", "cards", "facets", "write"], id="words"),
        pytest.param(
            "q=zorg&interpret=true", ["interpret", "find", "cards", "facets", "write"], id="read first"
        ),
    ],
)
def test_the_parts_are_told_in_their_order_and_are_within_the_whole(
    client: TestClient, query: str, parts: list[str]
) -> None:
    answer = client.get(f"/v1/assignments?{query}")
    told = _told(answer.headers["Server-Timing"])
    assert list(told) == parts
    assert 0 < sum(took for name, took in told.items() if name != "write") <= answer.json()["tookMs"]


def test_the_parts_are_counted_for_prometheus(client: TestClient) -> None:
    client.get("/v1/assignments?q=zorg")
    figures = client.get("/metrics").text
    for name in ("find", "cards", "facets"):
        assert re.search(rf'opdrachten_search_part_seconds_count{{part="{name}"}} [1-9]', figures)


def test_a_block_within_another_counts_there() -> None:
    with recorded() as outer:
        with part("find"), recorded() as inner, part("cards"):
            pass
        assert inner is outer
    assert set(outer) == {"find", "cards"}
    with part("find"):
        pass
    assert len(outer) == 2


def test_a_part_within_another_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter((0.0, 1.0, 6.0, 8.0))
    monkeypatch.setattr(timing, "perf_counter", lambda: next(moments))
    with recorded() as parts, part("find"), part("facets"):
        pass
    assert parts == {"facets": 5.0, "find": 3.0}
    assert list(timing.in_order(parts)) == [("find", 3.0), ("facets", 5.0)]


def test_an_answer_that_was_given_before_says_so(client: TestClient) -> None:
    address = "/v1/assignments?q=zorg&facets=province&limit=3"
    first, again = client.get(address), client.get(address)
    assert list(_told(first.headers["Server-Timing"])) == ["find", "cards", "facets", "write"]
    assert list(_told(again.headers["Server-Timing"])) == ["remembered", "write"]
    assert {**again.json(), "tookMs": 0} == {**first.json(), "tookMs": 0}

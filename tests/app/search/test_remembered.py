"""Answers given before: the same, found without searching, never those of another index or day, and bounded."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.search.engine import Engine
from app.search.remembered import Asked, Remembered
from app.search.request import SearchRequest
from tests.app.search.builders import publish, random_records

TODAY = dt.date(2026, 11, 27)
REQUEST = SearchRequest(q="zorg", facets=("province", "hours"), highlight=True, explain=True)


class Clock:
    today = TODAY

    def __call__(self) -> dt.date:
        return self.today


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path: Path, clock: Clock) -> Iterator[Engine]:
    publish(tmp_path, random_records(60, seed=3))
    made = Engine(tmp_path, today=clock, remembered_bytes=10_000_000)
    yield made
    made.close()


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often was really searched."""
    from app.search import answering

    real, asked = answering.answer, list[SearchRequest]()

    def answer(*values: object) -> dict[str, object]:
        asked.append(REQUEST)
        return real(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(answering, "answer", answer)
    return lambda: len(asked)


def test_the_same_question_has_the_same_answer_and_is_not_searched_again(
    engine: Engine, searches: Callable[[], int]
) -> None:
    first, again = engine.search(REQUEST), engine.search(REQUEST)
    assert searches() == 1
    assert {**again, "tookMs": 0} == {**first, "tookMs": 0}
    assert first["total"] > 0


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"highlight": False, "explain": False},
        {"point": (52.1, 5.1), "near": "Utrecht", "limit": 3},
        {"limit": 0},
    ],
    ids=["highlights and reasons", "cards alone", "distances", "no items"],
)
def test_an_answer_that_is_passed_on_as_it_is_written_says_the_same(
    engine: Engine, tmp_path: Path, searches: Callable[[], int], more: dict[str, Any]
) -> None:
    request = replace(REQUEST, **more)
    forgetful = Engine(tmp_path, today=Clock())
    to_warm_up = searches()
    read = forgetful.search(request)
    answers = [
        forgetful.search(request, written=True),
        engine.search(request, written=True),
        engine.search(request, written=True),
        engine.search(request),
    ]
    forgetful.close()
    assert searches() - to_warm_up == 3, "each time where nothing is remembered, and once where it is"
    for found in (read, *answers):
        found.pop("tookMs")
    assert [orjson.loads(orjson.dumps(found)) for found in answers] == [read] * 4
    assert len(read["items"]) == request.limit


def test_who_reads_an_answer_and_who_passes_it_on_are_answered_from_the_same_search(
    engine: Engine, searches: Callable[[], int]
) -> None:
    read, written = engine.search(REQUEST), engine.search(REQUEST, written=True)
    assert searches() == 1
    assert orjson.loads(orjson.dumps(written["items"])) == read["items"]


def test_who_changes_an_answer_changes_no_other(engine: Engine) -> None:
    first = engine.search(REQUEST)
    title = first["items"][0]["title"]
    first["items"][0]["title"] = "gewijzigd"
    first["items"].pop()
    again = engine.search(REQUEST)
    assert again["items"][0]["title"] == title
    assert len(again["items"]) == len(first["items"]) + 1


@pytest.mark.parametrize(
    "other",
    [
        SearchRequest(q="jeugd", facets=("province", "hours"), explain=True),
        SearchRequest(q="zorg", facets=("province",), explain=True),
        SearchRequest(q="zorg", facets=("province", "hours"), explain=True, limit=3),
        SearchRequest(q="zorg", facets=("province", "hours"), explain=True, province=("Utrecht",)),
    ],
    ids=["words", "facets", "limit", "filter"],
)
def test_another_question_is_searched(
    engine: Engine, searches: Callable[[], int], other: SearchRequest
) -> None:
    engine.search(REQUEST)
    engine.search(other)
    assert searches() == 2


def test_the_next_day_it_is_searched_anew(engine: Engine, clock: Clock, searches: Callable[[], int]) -> None:
    engine.search(REQUEST)
    clock.today = TODAY + dt.timedelta(days=1)
    engine.search(REQUEST)
    assert searches() == 2


def test_a_new_generation_is_searched_anew(
    engine: Engine, tmp_path: Path, searches: Callable[[], int]
) -> None:
    before = engine.search(REQUEST)
    publish(tmp_path, random_records(90, seed=4))
    assert engine.refresh()
    taken_up = searches()
    assert engine.search(REQUEST)["total"] != before["total"]
    assert searches() == taken_up + 1


def test_a_walk_that_goes_on_in_an_old_generation_gets_its_answers(engine: Engine, tmp_path: Path) -> None:
    page = SearchRequest(q="zorg", facets=(), limit=2)
    cursor = engine.search(page)["nextCursor"]
    following = SearchRequest(q="zorg", facets=(), limit=2, cursor=cursor)
    second = engine.search(following)
    publish(tmp_path, random_records(90, seed=4))
    engine.refresh()
    assert engine.search(following)["items"] == second["items"]


def test_none_is_remembered_where_nothing_may_be(tmp_path: Path, searches: Callable[[], int]) -> None:
    publish(tmp_path, random_records(60, seed=3))
    engine = Engine(tmp_path, today=lambda: TODAY)
    searched = searches()
    engine.search(REQUEST)
    engine.search(REQUEST)
    engine.close()
    assert searches() == searched + 2


def _asked(q: str) -> Asked:
    return Asked("000001", TODAY, SearchRequest(q=q))


def _long(characters: int) -> dict[str, Any]:
    return {"items": [], "facets": {}, "text": "x" * characters}


def test_the_bytes_of_all_together_are_bounded_and_the_oldest_go_first() -> None:
    remembered = Remembered(30_000)
    for q in ("een", "twee"):
        remembered.put(_asked(q), _long(10_000))
    assert remembered.get(_asked("een")) == _long(10_000)  # now the latest that was asked for
    remembered.put(_asked("drie"), _long(10_000))
    assert remembered.get(_asked("twee")) is None
    assert remembered.get(_asked("een")) is not None
    assert remembered.get(_asked("drie")) is not None


def test_an_answer_too_large_to_remember_drives_nothing_out() -> None:
    remembered = Remembered(30_000)
    remembered.put(_asked("een"), _long(10_000))
    remembered.put(_asked("twee"), _long(100_000))
    assert remembered.get(_asked("twee")) is None
    assert remembered.get(_asked("een")) is not None


def _nothing_found(number: int) -> tuple[SearchRequest, int]:
    return SearchRequest.from_query([("q", f"zorg {number}")]), 100


def _long_question(number: int) -> tuple[SearchRequest, int]:
    return SearchRequest.from_query([("q", f"zorg {number} " + "x" * 15_000)]), 100


def _many_values(number: int) -> tuple[SearchRequest, int]:
    return SearchRequest.from_query([("place", f"plaats {number} {value}") for value in range(50)]), 100


def _numbers_and_dates(number: int) -> tuple[SearchRequest, int]:
    given = {
        "near": f"52.{number},5.1",
        "radiusKm": "20.5",
        "hoursMin": f"1.{number}",
        "rateMax": f"9{number}",
    }
    days = dict.fromkeys(("startAfter", "startBefore", "publishedAfter", "deadlineAfter"), "2026-11-27")
    return SearchRequest.from_query([*given.items(), *days.items()]), 100


def _long_answer(number: int) -> tuple[SearchRequest, int]:
    return SearchRequest(q=f"zorg {number}"), 40_000


@pytest.mark.parametrize(
    "asking", [_nothing_found, _long_question, _many_values, _numbers_and_dates, _long_answer]
)
def test_what_is_held_in_memory_is_bounded_the_questions_included(
    asking: Callable[[int], tuple[SearchRequest, int]],
) -> None:
    bound = 300_000
    remembered = Remembered(bound)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(120):
            request, characters = asking(number)
            remembered.put(Asked("000001", TODAY, request), _long(characters))
        del request
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert bound / 4 < held < bound * 1.05, "nothing beyond the bound, and room that is used"

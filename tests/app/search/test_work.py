"""What a request costs, counted in work and not in time: a slower path cannot slip in unseen."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from app.search.building import build_text_query
from app.search.engine import Engine
from app.search.explain import queries_of
from app.search.grammar import parse
from app.search.request import SearchRequest
from tests.app.search.builders import publish, random_records

TODAY = dt.date(2026, 11, 26)
SIX = "province,competency,contractForm,education,hours,rate"


class Watched:
    """A searcher, or what texts and cards are read from, that counts what is asked of it."""

    def __init__(self, real: Any, counts: Counter[str]) -> None:
        self._real, self._counts = real, counts

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if not callable(found):
            return found

        def counted(*values: Any, **named: Any) -> Any:
            self._counts[name] += 1
            return found(*values, **named)

        return counted


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    data = tmp_path_factory.mktemp("work")
    publish(data, random_records(300, seed=8))
    made = Engine(data, today=lambda: TODAY)
    yield made
    made.close()


@pytest.fixture
def work(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, int]]:
    """What a search with these parameters asks of tantivy and of the files of the generation."""
    snapshot: Any = engine._snapshot()

    def ask(**parameters: str) -> dict[str, int]:
        request = SearchRequest.from_query(list(parameters.items()))
        engine.search(request)  # what is made once a generation is no work of a request
        counts: Counter[str] = Counter()
        with monkeypatch.context() as patched:
            patched.setattr(snapshot, "searcher", Watched(snapshot.searcher, counts))
            for name in ("card", "text", "marks"):
                patched.setattr(snapshot, name, getattr(Watched(snapshot, counts), name))
            found = engine.search(request)
        assert found["total"] > 20, "too little is found to tell anything by"
        return dict(counts)

    return ask


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        pytest.param({"q": "zorg"}, {"search": 1}, id="words"),
        pytest.param({"q": "zorg", "hoursMin": "8", "province": "Utrecht"}, {"search": 1}, id="filters"),
        pytest.param({"q": "zorg", "facets": "province,hours"}, {"search": 1, "aggregate": 1}, id="facets"),
        pytest.param({"q": "zorg", "facets": SIX}, {"search": 1, "aggregate": 1}, id="six facets"),
        pytest.param(
            {"q": "zorg", "contractForm": "zzp", "facets": "contractForm,province"},
            {"search": 1, "aggregate": 2},
            id="a facet with its own filter",
        ),
        pytest.param({"q": "zorg", "facets": "status"}, {"search": 3}, id="open and closed"),
        pytest.param(
            {"q": "zorg", "sort": "published"}, {"search": 3}, id="another order: count, find, score"
        ),
        pytest.param({}, {"search": 2}, id="no words: count, and the open, which fill the page"),
        pytest.param(
            {"q": "zorg", "sort": "distance", "near": "Utrecht"}, {"search": 2}, id="by distance: find, score"
        ),
    ],
)
def test_searches_and_aggregations_of_a_request(
    work: Callable[..., dict[str, int]], parameters: dict[str, str], expected: dict[str, int]
) -> None:
    counts = work(**{"facets": "none", "highlight": "false", **parameters})
    assert {name: counts.get(name, 0) for name in ("search", "aggregate")} == {"aggregate": 0, **expected}
    assert counts.get("doc", 0) == 0, "a card comes from memory, never from tantivy's store of documents"


def test_a_page_reads_its_own_cards_and_no_others(work: Callable[..., dict[str, int]]) -> None:
    counts = work(q="zorg", facets="none", highlight="false")
    assert (counts["card"], counts.get("text", 0), counts.get("marks", 0)) == (20, 0, 0)


def test_cards_that_are_passed_on_are_not_read(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: Counter[str] = Counter()
    snapshot: Any = engine._snapshot()
    monkeypatch.setattr(snapshot, "card", Watched(snapshot, counts).card)
    request = SearchRequest(q="zorg", highlight=False)
    found = engine.search(request, written=True)
    assert counts["card"] == 1, "that of the last hit alone, which the next page goes on from"
    assert len(orjson.loads(orjson.dumps(found["items"]))) == request.limit


def test_marking_reads_places_and_the_texts_that_it_shows(
    work: Callable[..., dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def analysed(text: str) -> None:
        raise AssertionError("a text was analysed to mark words in it")

    monkeypatch.setattr("app.search.highlight.keys", analysed)
    counts = work(q="zorg", facets="none", highlight="true", limit="20")
    assert (counts["card"], counts["marks"]) == (20, 20)
    assert 0 < counts["text"] <= 20


def test_explaining_takes_a_search_for_each_way_to_meet_and_not_for_each_hit(
    engine: Engine, work: Callable[..., dict[str, int]]
) -> None:
    text = build_text_query(engine._snapshot().dialect, parse("zorg jeugd"), TODAY)
    ways = len(queries_of(text, None))
    counts = work(q="zorg jeugd", explain="true", facets="none", highlight="false", limit="20")
    assert 10 < counts["search"] <= 1 + ways

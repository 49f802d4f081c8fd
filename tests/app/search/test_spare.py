"""A second thread is for a search that is alone, and finds what one thread finds."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.search import spare as spare_module
from app.search.engine import Engine, open_engine
from app.search.request import SearchRequest
from app.search.spare import Spare
from app.settings import Settings
from tests.app.search.builders import publish, random_records

TODAY = dt.date(2026, 11, 26)
SEARCHES = [
    pytest.param({"q": "zorg", "facets": "province,competency,hours"}, id="facets"),
    pytest.param({"q": "zorg", "province": "Utrecht", "facets": "province,remote,status"}, id="one with its own filter"),
    pytest.param({"contractForm": "zzp", "remote": "onsite", "facets": "contractForm,remote,rate"}, id="two of them"),
    pytest.param({"q": "zorg jeugd wmo schuldhulp onderwijs", "facets": "province"}, id="words that are let go"),
    pytest.param({"q": "zorg", "sort": "deadline", "facets": "province", "limit": "0"}, id="no page"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadPoolExecutor]:
    """One thread to spare, however many cores there are."""
    with ThreadPoolExecutor(1, thread_name_prefix="spare") as pool:
        monkeypatch.setattr(spare_module, "_threads", lambda: pool)
        monkeypatch.setattr(spare_module, "_CORES", 2)
        yield pool


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spare")
    publish(folder, random_records(300, seed=11))
    return folder


def _engine(data: Path, spare: Spare) -> Engine:
    engine = Engine(data, today=lambda: TODAY)
    engine._spare = spare
    return engine


@pytest.fixture
def searched_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], list[str]]:
    """The names of the threads in which tantivy is asked from now on."""

    def watch(engine: Engine) -> list[str]:
        names: list[str] = []
        snapshot: Any = engine._snapshot()

        class Watched:
            def __init__(self, real: Any) -> None:
                self._real = real

            def __getattr__(self, name: str) -> Any:
                if name in ("search", "aggregate"):
                    names.append(threading.current_thread().name)
                return getattr(self._real, name)

        monkeypatch.setattr(snapshot, "searcher", Watched(snapshot.searcher))
        return names

    return watch


@pytest.mark.parametrize("parameters", SEARCHES)
def test_two_threads_find_what_one_finds(data: Path, parameters: dict[str, str]) -> None:
    request = SearchRequest.from_query(list(parameters.items()))
    one, two = _engine(data, Spare(lends=False)), _engine(data, Spare())
    found, expected = two.search(request), one.search(request)
    assert {**found, "tookMs": 0} == {**expected, "tookMs": 0}
    assert expected["total"], "nothing is found to tell anything by"


def test_one_that_is_alone_finds_its_page_in_another_thread(
    data: Path, searched_by: Callable[[Engine], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = _engine(data, Spare())
    names, snapshot, begun = searched_by(engine), engine._snapshot(), threading.Event()
    ranked, aggregate = snapshot.ranked, snapshot.aggregate

    def found(*values: Any) -> Any:
        begun.set()
        return ranked(*values)

    def counted(*values: Any) -> Any:
        begun.wait(10)  # else this thread may be done before the other begins, and do its work
        return aggregate(*values)

    monkeypatch.setattr(snapshot, "ranked", found)
    monkeypatch.setattr(snapshot, "aggregate", counted)
    engine.search(SearchRequest(q="zorg", facets=("province",)))
    own = threading.current_thread().name
    assert sorted(name == own for name in names) == [False, True]


def test_without_facets_it_takes_no_other(data: Path, searched_by: Callable[[Engine], list[str]]) -> None:
    engine = _engine(data, Spare())
    names = searched_by(engine)
    engine.search(SearchRequest(q="zorg", facets=()))
    assert set(names) == {threading.current_thread().name}


def test_beside_another_search_it_takes_no_other(
    data: Path, searched_by: Callable[[Engine], list[str]]
) -> None:
    engine = _engine(data, Spare())
    names = searched_by(engine)
    with engine._spare.searching():
        engine.search(SearchRequest(q="zorg", facets=("province",)))
    assert set(names) == {threading.current_thread().name}
    assert engine._spare.free, "who has searched is counted no longer"


def test_a_server_of_one_search_at_a_time_keeps_to_one_core(data: Path) -> None:
    one, several = (open_engine(Settings(data=data, search_threads=number)) for number in (1, 4))
    assert not one._spare.free
    assert several._spare.free


def test_work_that_no_one_has_begun_is_done_by_who_asked(threads: ThreadPoolExecutor) -> None:
    held = threading.Event()
    threads.submit(held.wait, 10)
    try:
        result = Spare().begin(lambda: threading.current_thread().name)
        assert result() == threading.current_thread().name
    finally:
        held.set()


def test_work_that_has_begun_is_waited_for() -> None:
    begun = threading.Event()

    def work() -> str:
        begun.set()
        return threading.current_thread().name

    result = Spare().begin(work)
    assert begun.wait(10)
    assert result().startswith("spare")


@pytest.mark.parametrize("lends", [True, False])
def test_what_the_work_raises_is_raised(lends: bool) -> None:
    def work() -> None:
        raise ValueError("broken")

    result = Spare(lends=lends).begin(work)
    with pytest.raises(ValueError, match="broken"):
        result()


def test_a_search_that_fails_is_counted_no_longer() -> None:
    spare = Spare()
    with pytest.raises(ValueError, match="broken"), spare.searching(), spare.searching():
        assert not spare.free
        raise ValueError("broken")
    assert spare.free

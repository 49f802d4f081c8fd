"""The benchmarks' own parts: what is made up is the same everywhere, a peer finds what we find, and a page comes of a run."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.search.engine import Engine
from app.search.request import SearchRequest
from indexer.index.prepared import prepare
from indexer.record import Record, from_json, to_json
from tests.benchmarks import report
from tests.benchmarks.against_peers import ALONE, COMPARED
from tests.benchmarks.bounds import BOUNDS, verdicts
from tests.benchmarks.building import laid_aside, lay_aside, publish
from tests.benchmarks.in_process import bare_query
from tests.benchmarks.peers import PEERS, document, question
from tests.benchmarks.peers.protocol import ours
from tests.benchmarks.peers.sqlite import Sqlite
from tests.benchmarks.records import TWINS_EVERY, record, records
from tests.benchmarks.searches import KINDS, Search, filters_alone, of_kind, searches

COUNT = 300


@pytest.fixture(scope="module")
def made() -> list[Record]:
    return list(records(COUNT))


@pytest.fixture(scope="module")
def engine(made: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    data = tmp_path_factory.mktemp("data")
    assert publish(data, map(prepare, made), COUNT) == COUNT
    return Engine(data, today=lambda: dt.date(2026, 3, 10))


def test_the_same_number_gives_the_same_record_whichever_others_are_made(made: list[Record]) -> None:
    assert made[123] == record(123)
    assert list(records(5, first=120)) == made[120:125]
    # On every machine: what these figures pin is drawn early, amid and late.
    assert (made[0].id, made[7].title) == ("0000000000", "Procesbegeleider inburgering")
    assert made[7].text.startswith(
        "Procesbegeleider inburgering\n\nOrganisatie: Stichting Lindelaan\nPlaats: Mildam\n"
    )


def test_records_come_one_at_a_time() -> None:
    assert [one.id for one in itertools.islice(records(10**12), 2)] == ["0000000000", "0000000001"]


def test_ids_ascend_and_records_are_valid(made: list[Record]) -> None:
    assert [one.id for one in made] == sorted({one.id for one in made})
    for one in made:
        assert from_json(to_json(one, with_text=True)) == one
        assert 200 <= len(one.text.split()) <= 1_000
        for found in itertools.chain.from_iterable(one.evidence.values()):
            assert one.text[found.start : found.end] == found.text


def test_every_field_is_stated_in_some_records_and_few_in_all(made: list[Record]) -> None:
    empty = to_json(Record("x", "x", "assignment"), with_text=True)
    stated = Counter(
        name for one in made for name, value in to_json(one, with_text=True).items() if value != empty[name]
    )
    assert set(stated) >= set(empty) - {"kind"}
    assert {one.kind for one in made} == {"assignment", "vacancy", "article", "other"}
    assert stated["rate"] < COUNT and stated["places"] < COUNT


def test_twins_point_at_each_other(made: list[Record]) -> None:
    shown, hidden = made[TWINS_EVERY - 2 : TWINS_EVERY]
    assert (shown.primary, hidden.primary) == (True, False)
    assert (shown.siblings[0].id, hidden.siblings[0].id) == (hidden.id, shown.id)


def test_records_laid_aside_are_the_same(tmp_path: Path, made: list[Record]) -> None:
    lay_aside(tmp_path, 20)
    assert list(laid_aside(tmp_path, 20)) == made[:20]


def test_the_mix_has_a_thousand_searches_of_all_classes_and_is_always_the_same() -> None:
    mix = searches()
    assert len(mix) == 1_000
    assert {one.kind for one in mix} == set(KINDS)
    assert mix == searches()
    for one in mix:
        assert SearchRequest.from_query(one.request.to_params()) == one.request


def test_searches_of_the_mix_find_something(engine: Engine) -> None:
    found = [engine.search(search.request)["total"] > 0 for kind in KINDS for search in of_kind(kind)[:10]]
    assert sum(found) > 0.8 * len(found)


def test_sqlite_and_we_find_the_same_under_filters_alone(
    engine: Engine, made: list[Record], tmp_path: Path
) -> None:
    peer = Sqlite(tmp_path)
    try:
        peer.build(document(number, one) for number, one in enumerate(made, 1))
        for search in filters_alone():
            asked = question(search.request)
            assert asked is not None
            theirs, own = peer.search(asked), engine.search(search.request)
            assert (theirs.total, theirs.facets) == (own["total"], ours(own["facets"])), search
    finally:
        peer.close()


def test_the_bare_query_of_a_search_finds_as_many(engine: Engine) -> None:
    search = Search("and", SearchRequest(q="gemeente jeugd", facets=(), highlight=False))
    bare = bare_query(engine, search)
    assert bare is not None
    found = engine._snapshot().searcher.search(bare[0], 20, count=True)
    assert found.count == engine.search(search.request)["total"] > 0  # type: ignore[attr-defined]


def _times(median: float) -> dict[str, float]:
    return {"median": median, "p95": 2 * median, "p99": 3 * median, "count": 10}


def _run() -> dict[str, Any]:
    """As small as a run can be, a peer missing and another wrong once."""
    kinds = {kind: {**_times(5.0), "total": 12.0, "ratio": 15.0} for kind in (*COMPARED, ALONE)}
    there = {
        "version": "1",
        "cannot": "No compounds.",
        "buildSeconds": 2.0,
        "bytes": 1_000,
        "compared": 2,
        "kinds": kinds,
    }
    each = {
        "inProcess": _times(2.0),
        "http": _times(2.5),
        "ratio": 1.25,
        "overhead": _times(0.5),
        "apart": _times(0.1),
        "bytes": 9_000.0,
    }
    steps = {"search": 1.0, "rest": 0.5, "searches": 2.0}
    return {
        "documents": 1_000, "date": "2026-03-10", "command": "python -m x", "seconds": 60.0,
        "machine": {"processor": "one", "cores": 2, "memoryGb": 8.0, "system": "Linux", "python": "3.11", "libraries": {"tantivy": "0"},
                    "loadBefore": 0.1},
        "build": {"documents": 1_000, "seconds": 2.0, "words": 1_000_000, "bytes": {"index": 5_000}, "peakBytes": 10**9},
        "kinds": {kind: {"ours": _times(2.0), "bare": _times(1.0), "ratio": 2.0, "total": 3.0, "steps": steps} for kind in KINDS},
        "mix": {"ours": _times(2.0), "bare": _times(1.0), "ratio": 2.0},
        "facets": {"alone": _times(1.0), "sixFacets": _times(4.0), "highlights": _times(2.0), "multiSelect": _times(5.0),
                   "withoutMultiSelect": _times(4.5), "steps": {"two words": steps}},
        "afterSwitch": {"first": _times(9.0), "warm": _times(3.0), "opening": _times(100.0), "ratio": 2.5},
        "http": {"plain": each, "highlights": each, "serverBytes": 10**8},
        "workers": {"one": 100.0, "two": 180.0, "shared": 150.0, "ratio": 1.8, "how": "two servers", "client": "wrk", "bytes": 10**8},
        "peers": {"ours": kinds, "peers": [
            {"name": "SQLite FTS5", **there, "differing": []}, {"name": "Xapian", **there, "differing": ["total 1, ours 2"]},
            {"name": "PostgreSQL", "missing": "install it"}]},
    }  # fmt: skip


def test_a_page_comes_of_a_run(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    report.write_page(page, [_run()])
    text = page.read_text("utf-8")
    assert "PostgreSQL: **not available**: install it" in text
    assert "| The same: SQLite FTS5 to ours | ≥ 20 times | 15.0 **missed** |" in text
    for picture in report.pictures(_run()):
        assert picture in text
        assert (tmp_path / "pictures" / picture).read_text("utf-8").startswith("<svg ")


def test_every_bound_is_told_and_what_was_not_measured_is_not_met() -> None:
    told = {verdict.bound.text: verdict.told for verdict in verdicts(_run())}
    assert len(told) == len(BOUNDS)
    assert told["Requests a second of two workers, to those of one"] == "met"
    # A peer that is not there, or finds something else than we do, measures nothing.
    assert told["Filtered search with facets: PostgreSQL to ours (medians)"] == "not measured"
    assert told["The same: Xapian to ours"] == "not measured"
    assert {verdict.told for verdict in verdicts({"documents": 1})} == {"not measured"}


def test_every_peer_says_what_it_cannot_do_and_why_it_is_missing() -> None:
    for peer in PEERS:
        assert peer.cannot
        reason = peer.available()
        assert reason is None or reason

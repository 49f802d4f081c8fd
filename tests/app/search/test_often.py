"""A compound that very many texts write is met by those; its parts apart from each other count where little else is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.search.engine import Engine
from app.search.query import OFTEN
from app.search.request import SearchRequest
from tests.app.search.builders import PLACES, TODAY, publish, record

UTRECHT, SNEEK = PLACES[3], PLACES[5]
APART = 25
RARE = 7


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Many texts write jeugdbescherming, few schuldsanering; as many and some more have their parts apart from each other."""
    data = tmp_path_factory.mktemp("often")
    rows = [
        record(f"a{number:04d}", text="Ervaring met jeugdbescherming gevraagd.", places=(UTRECHT,))
        for number in range(OFTEN - 3)
    ]
    rows += [
        record("b1", text="Werk binnen de jeugdbeschermingstafel.", places=(UTRECHT,)),
        record("b2", text="Gezocht: een jeugdbeschermer.", places=(UTRECHT,)),
    ]
    rows += [
        record(f"c{number:04d}", text="Ervaring met jeugdbescherming.", places=(SNEEK,))
        for number in range(3)
    ]
    rows += [
        record(f"d{number:04d}", text="De bescherming van kwetsbare jeugd.", places=(SNEEK if number < 4 else UTRECHT,))
        for number in range(APART)
    ]  # fmt: skip
    rows += [record(f"e{number:04d}", text="Kennis van schuldsanering.") for number in range(RARE)]
    rows += [record(f"f{number:04d}", text="De sanering van een schuld.") for number in range(RARE)]
    publish(data, rows)
    made = Engine(data, today=lambda: TODAY)
    yield made
    made.close()


def found(engine: Engine, **parameters: str) -> tuple[int, list[str], bool]:
    """The total, the first letters of the ids in their order, each once, and whether words were let go."""
    rows = engine.search(SearchRequest.from_query([*parameters.items(), ("limit", "100")]))
    return rows["total"], list(dict.fromkeys(item["id"][0] for item in rows["items"])), rows["relaxed"]


def test_one_that_is_written_often_is_met_where_it_is_written(engine: Engine) -> None:
    total, _, relaxed = found(engine, q="jeugdbescherming")
    assert (total, relaxed) == (OFTEN + 2, False)  # within a longer word and in a related form, too


def test_where_little_is_found_its_parts_count_as_well(engine: Engine) -> None:
    assert found(engine, q="jeugdbescherming", place="Sneek") == (3 + 4, ["c", "d"], False)


def test_one_that_is_written_seldom_is_met_by_its_parts(engine: Engine) -> None:
    assert found(engine, q="schuldsanering") == (2 * RARE, ["e", "f"], False)


def test_one_text_less_and_it_is_not_often(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.search.answer.OFTEN", OFTEN + 1)
    total, _, _ = found(engine, q="jeugdbescherming")
    assert total == OFTEN + 2 + APART


def test_facets_and_pages_count_what_is_found(engine: Engine) -> None:
    rows = engine.search(SearchRequest.from_query([("q", "jeugdbescherming"), ("facets", "province")]))
    assert sum(value["count"] for value in rows["facets"]["province"]) == rows["total"]
    few = engine.search(SearchRequest.from_query([("q", "jeugdbescherming"), ("place", "Sneek"), ("facets", "province"), ("limit", "2")]))  # fmt: skip
    assert sum(value["count"] for value in few["facets"]["province"]) == few["total"] == 7
    ids = [item["id"] for item in few["items"]]
    while few["nextCursor"]:
        few = engine.search(SearchRequest.from_query([("q", "jeugdbescherming"), ("place", "Sneek"), ("limit", "2"), ("cursor", few["nextCursor"])]))  # fmt: skip
        ids += [item["id"] for item in few["items"]]
    assert len(ids) == len(set(ids)) == 7


def test_a_score_is_explained_by_what_was_looked_for(engine: Engine) -> None:
    rows = engine.search(SearchRequest.from_query([("q", "jeugdbescherming"), ("explain", "true")]))
    for item in rows["items"]:
        parts = item["explanation"]["parts"]
        assert sum(part["value"] for part in parts) == pytest.approx(item["score"], rel=1e-4)


def test_a_feed_holds_the_parts_as_well(engine: Engine) -> None:
    """It must not bring other things on the night on which a word comes to be written often."""
    newest = engine.newest(SearchRequest.from_query([("q", "jeugdbescherming"), ("place", "Sneek")]))
    assert {new.record["id"][0] for new in newest.found} == {"c", "d"}

"""A person cannot tell which engine answers: everything asked of one machine is asked of the cluster as well."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.search.engine import GoneGeneration
from app.search.paging import Cursor
from app.search.query import MOST_WORDS
from app.search.request import SearchRequest
from indexer.cluster.mapping import properties
from indexer.index.prepared import prepare
from tests.app.search.builders import PLACES, random_records, record
from tests.app.search.test_engine_exact import NEAR, SORTS, filters, request_of
from tests.cluster.nodes import Cluster
from tests.cluster.twice import Both, assert_same, assert_same_items

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases/search/queries.toml").read_text("utf-8"))
QUERIES = (
    "jeugd", "jongeren begeleiding", "schuldhulpverlener gezin", "wmo consulent", "jeugdzorg", "beleidsadviseur jeugd wijk",
    '"zorg jeugd"', "jeugd* -gezin", "titel:consulent", "organisatie:twenterand", "begelieding", "sociaal domein",
    "kinderen ouders wonen werk inkomen", "onderwijs OF werk", "gemeente twenterand", "projectbegeleiding",
    "gemeenteprojectbeleid wijkteam", "de het een", "-zorg", "zwobaklofa", "wijkteam overijssel 24 uur",
)  # fmt: skip


LONG = (
    "jeugdzorgbegeleider wijkteambegeleiding schuldhulpverleningsconsulent jeugdconsulent gezinsbegeleider jobcoach "
    "kwaliteitsmedewerker procesbegeleider projectleider beleidsadviseur wmo-consulent inkoopadviseur contractmanager "
    "leerplichtambtenaar klantmanager toezichthouder casemanager gedragswetenschapper inburgeringsconsulent teammanager "
    "programmamanager gezinscoach jeugdbeschermer participatiewet sociaal domein gemeente kinderopvang onderwijsadviseur "
    "huisvesting veiligheidshuis mantelzorg"
)


@pytest.fixture(scope="module")
def both(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    both = Both(cluster, tmp_path_factory.mktemp("random"), "random", random_records(200, seed=7, hidden=0.2))
    yield both
    both.close()


@pytest.fixture(scope="module")
def table(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    by_name = {place.name: place for place in PLACES}
    rows = [{**row, "places": (by_name[row["place"]],)} for row in TABLE["record"]]
    records = [record(**{k: v for k, v in row.items() if k != "place"}) for row in rows]
    both = Both(cluster, tmp_path_factory.mktemp("table"), "table", records, shards=3)
    yield both
    both.close()


def compare(both: Both, request: SearchRequest) -> None:
    assert_same(both.here.search(request), both.there.search(request))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=filters,
    q=st.sampled_from(("", *QUERIES)),
    radius=st.sampled_from((0, 7, 40, 120)),
    sort=st.sampled_from(SORTS),
    more=st.sampled_from(("", "explain", "interpret")),
)
def test_random_searches(
    both: Both, asked: dict[str, Any], q: str, radius: int, sort: str, more: str
) -> None:
    if "near" in asked:
        asked = {**asked, "radiusKm": radius}
    elif sort == "distance":
        asked = {**asked, "near": "Almelo"}
    wanted = {more: "true"} if more else {}
    compare(both, request_of({"sort": sort, **asked}, q=q, limit="30", **wanted))


@pytest.mark.parametrize("sign", [" ", " OF ", " -"])
def test_the_longest_queries(both: Both, sign: str) -> None:
    """With all their synonyms they have more clauses than a cluster allows unless told otherwise."""
    assert len(LONG.split()) == MOST_WORDS
    compare(both, SearchRequest(q=sign.join(LONG.split()), explain=True))


@pytest.mark.parametrize("q", QUERIES)
def test_what_people_type(both: Both, q: str) -> None:
    compare(both, SearchRequest(q=q, limit=100, explain=True, kind=()))


def test_every_query_of_the_table(table: Both) -> None:
    for case in TABLE["case"]:
        compare(table, SearchRequest.from_query([("q", case["q"]), ("explain", "true")]))


def test_a_compound_that_is_written_often(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is met where it is written; its parts apart from each other join in where little is found."""
    monkeypatch.setattr("app.search.answer.OFTEN", 15)
    rows = [record(f"a{number:02d}", text="Ervaring met jeugdbescherming.") for number in range(20)]
    rows += [record(f"b{number:02d}", text="De bescherming van de jeugd.") for number in range(20)]
    rows += [record("c1", text="De jeugdbeschermer."), record("c2", text="Bij de jeugdbeschermingstafel.")]
    rows += [record("d1", text="Jeugdbescherming in Sneek.", places=(PLACES[5],))]
    rows += [record("d2", text="De bescherming van jeugd in Sneek.", places=(PLACES[5],))]
    both = Both(cluster, tmp_path, "often", rows)
    try:
        often = SearchRequest(q="jeugdbescherming", limit=100, explain=True)
        little = SearchRequest.from_query([("q", "jeugdbescherming"), ("place", "Sneek")])
        assert [both.here.search(request)["total"] for request in (often, little)] == [23, 2]
        compare(both, often)
        compare(both, little)
    finally:
        both.close()


@pytest.mark.parametrize("q", ["", "gemeente jeugd"])
@pytest.mark.parametrize("sort", SORTS)
def test_a_walk_by_cursor_gives_each_exactly_once(both: Both, sort: str, q: str) -> None:
    asked = {"kind": ["assignment", "vacancy", "article"], "near": "Almelo", "sort": sort, "q": q}
    walks = []
    for engine in (both.here, both.there):
        walked: list[dict[str, Any]] = []
        cursor, pages = "", 0
        while pages == 0 or cursor:
            page = engine.search(request_of(asked, limit="23", cursor=cursor, facets="none"))
            walked += page["items"]
            cursor, pages = page["nextCursor"] or "", pages + 1
            assert pages < 20
        assert len({item["id"] for item in walked}) == len(walked) == page["total"]
        walks.append(walked)
    assert_same_items(*walks)


def test_a_cursor_of_a_generation_that_is_gone(both: Both) -> None:
    request = SearchRequest(q="jeugd", limit=5)
    cursor = Cursor.decode(str(both.there.search(request)["nextCursor"]), request)
    for name in ("000009-20260101T000000Z", "../x", "*"):
        gone = SearchRequest(q="jeugd", limit=5, cursor=Cursor(name, *_rest(cursor)).encode())
        with pytest.raises(GoneGeneration):
            both.there.search(gone)


def _rest(cursor: Cursor) -> tuple[Any, ...]:
    return cursor.search, cursor.today, cursor.phase, cursor.key, cursor.last_id


def test_one_record_and_those_like_it(both: Both) -> None:
    for one in list(both.here.export())[::9]:
        here, there = both.here.whole(one["id"], 5), both.there.whole(one["id"], 5)
        assert here is not None and there is not None
        assert (there.record, there.first_seen) == (here.record, here.first_seen)
        assert_same_items(here.similar, there.similar)
    assert both.there.whole("nergens") is None


@pytest.mark.parametrize("q", ["pr", "jeu", "al", "gemeente tw", "Súd", "wijk be", "zz"])
def test_suggestions(both: Both, q: str) -> None:
    assert both.there.suggest(q, 8) == both.here.suggest(q, 8)
    within = SearchRequest(province=("Overijssel",), status="open")
    assert both.there.suggest(q, 8, within) == both.here.suggest(q, 8, within)


def test_what_is_given_to_others(both: Both) -> None:
    assert list(both.there.export()) == list(both.here.export())
    here, there = both.here.exchange(), both.there.exchange()
    kinds = ("assignment", "vacancy")
    assert (there.head, there.first, there.made, there.count(kinds)) == (
        here.head, here.first, here.made, here.count(kinds),
    )  # fmt: skip
    assert list(there.lines(kinds)) == list(here.lines(kinds))
    assert list(there.records(kinds)) == list(here.records(kinds))
    stretch = here.stretch(here.first, 500)
    assert there.stretch(there.first, 500) == stretch
    assert list(there.changes(stretch, kinds)) == list(here.changes(stretch, kinds))
    assert both.there.numbers(here._day) == both.here.numbers(here._day)


@pytest.mark.parametrize("q", ["", "jeugd", "gemeente"])
def test_the_newest(both: Both, q: str) -> None:
    request = SearchRequest(q=q, limit=40)
    here, there = both.here.newest(request), both.there.newest(request)
    assert [(new.record, new.times) for new in there.found] == [(new.record, new.times) for new in here.found]
    assert (there.made, there.labels) == (here.made, here.labels)


def test_every_field_of_a_document_is_in_the_mapping() -> None:
    """And nothing else is, so that the schema and the mapping cannot drift apart."""
    import orjson

    from indexer.cluster.writer import document

    written: set[str] = set()
    for each in random_records(60, seed=3, hidden=0.3):
        written |= set(orjson.loads(document(prepare(each))))
    assert written == set(properties())


def test_where_places_are_many_the_nearest_still_come_first(cluster: Cluster, tmp_path: Path) -> None:
    from indexer.record import Place

    points = [(51.0 + n % 60 * 0.03, 4.0 + n // 60 * 0.05) for n in range(1_500)]
    records = [
        record(f"r{n:04}", title="Adviseur", places=(Place(f"p{n}", None, None, (), lat, lon),))
        for n, (lat, lon) in enumerate(points)
    ]
    both = Both(cluster, tmp_path, "places", records)
    request = SearchRequest(sort="distance", near="Utrecht", point=NEAR["Utrecht"], limit=50)
    compare(both, request)
    both.close()

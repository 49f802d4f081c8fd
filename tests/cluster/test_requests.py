"""How many requests a search makes to the cluster: each costs a way over the network and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.search.parameters import FACETS
from app.search.request import SearchRequest
from tests.app.search.builders import random_records
from tests.app.search.test_engine_exact import NEAR
from tests.cluster.nodes import Cluster
from tests.cluster.twice import Both, assert_same

MANY = SearchRequest(limit=20, kind=(), facets=FACETS)
Changes = dict[str, Any]

ONE: tuple[Changes, ...] = (
    {},
    {"limit": 0},
    {"facets": ()},
    {"q": "jeugd"},
    {"q": "jeugd", "province": ("Overijssel", "Gelderland"), "status": "open", "hours_min": 12.0},
    {"province": ("Overijssel",), "kind": ("assignment", "vacancy"), "sort": "rate"},
    {"rate_min": 60.0, "competency": ("procesbegeleiding",), "limit": 0},
    {"sort": "distance", "near": "Almelo", "point": NEAR["Almelo"], "radius_km": 60.0},
    {"sort": "published", "duplicates": "show"},
)
MORE: tuple[tuple[Changes, int, str], ...] = (
    ({"q": "jeugd", "explain": True}, 2, "what each word adds for the hits is asked of all hits at once"),
    ({"q": "jeugd", "sort": "rate"}, 2, "the scores of hits that were not found by score"),
    ({"q": "jeugd", "sort": "deadline", "limit": 100}, 4, "three stretches of one list, and scores"),
    ({"sort": "deadline", "limit": 100}, 3, "three stretches of one list"),
)


@pytest.fixture(scope="module")
def both(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    both = Both(cluster, tmp_path_factory.mktemp("asked"), "asked", random_records(60, seed=7, hidden=0.2))
    yield both
    both.close()


def requests_of(both: Both, ask: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[str]]:
    """An answer, and the paths that were asked for it."""
    asked: list[str] = []
    transport = both.there._client.transport
    perform = transport.perform_request

    def noted(method: str, url: str, *args: Any, **named: Any) -> Any:
        asked.append(url)
        return perform(method, url, *args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(transport, "perform_request", noted)
        return ask(), asked


def searched(both: Both, changes: Changes, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths asked for by a search, whose answer is that of one machine."""
    request = changed(changes)
    there, asked = requests_of(both, lambda: both.there.search(request), monkeypatch)
    assert_same(both.here.search(request), there)
    return asked


def changed(changes: Changes) -> SearchRequest:
    return replace(MANY, **changes)


@pytest.mark.parametrize("changes", ONE, ids=str)
def test_a_search_is_one_request(both: Both, changes: Changes, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = searched(both, changes, monkeypatch)
    assert len(asked) == 1, asked
    assert asked[0].endswith("/_search")


@pytest.mark.parametrize(("changes", "most", "why"), MORE, ids=str)
def test_what_takes_more(
    both: Both, changes: Changes, most: int, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(searched(both, changes, monkeypatch)) == most, why


def test_where_nothing_is_found_the_rest_of_the_list_is_not_asked_for(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(searched(both, {"sort": "deadline", "gemeente": ("Nergens",)}, monkeypatch)) == 1


def test_a_page_behind_a_cursor(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = {"q": "jeugd", "province": ("Overijssel", "Gelderland", "Utrecht"), "limit": 3}
    first = both.there.search(changed(changes))
    onward = changed({**changes, "cursor": first["nextCursor"]})
    second, asked = requests_of(both, lambda: both.there.search(onward), monkeypatch)
    assert len(asked) == 1, asked
    assert (second["total"], second["facets"]) == (first["total"], first["facets"])
    assert len({item["id"] for item in (*first["items"], *second["items"])}) == 6

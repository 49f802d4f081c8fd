"""Feeds: valid, of the very finds of the search, the newest first, and the same ids and times on every night."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from lxml import etree

from app.main import create_app
from tests.app.api import feed_rules
from tests.app.api.conftest import settings
from tests.app.api.feed_rules import ATOM
from tests.app.api.nights import House
from tests.app.api.test_errors import CASES, problem
from tests.app.api.test_exchange_nights import refresh, serving

SEARCHES = [
    "",
    "q=procesbegeleider",
    "q=begeleiding&province=Overijssel&hoursMax=32&status=open",
    "q=%3Cscript%3Ealert(1)%3C/script%3E%20%26%20meer&limit=100",
    "kind=article&kind=vacancy&kind=assignment&limit=100",
    "near=Almelo&radiusKm=60&sort=distance&duplicates=show",
    "q=jeugd%20in%20Twente&interpret=true&facets=none&highlight=false",
    "competency=procesbegeleiding&rateMin=80&rateUnknown=false&startAfter=2026-01-01",
    "q=bestaatnietditwoord",
    "limit=0",
]


@pytest.mark.parametrize("query", SEARCHES)
def test_both_are_valid_and_say_the_same(client: TestClient, query: str) -> None:
    response = client.get(f"/v1/feed.atom?{query}")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/atom+xml"
    root = feed_rules.atom(response.content)
    answer = client.get(f"/v1/feed.json?{query}")
    assert answer.headers["content-type"] == "application/feed+json"
    feed = answer.json()
    feed_rules.json_feed(feed)
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [item["id"] for item in feed["items"]]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [item["title"] for item in feed["items"]]
    assert [entry.findtext(f"{ATOM}content") for entry in entries] == [
        i["content_html"] for i in feed["items"]
    ]
    assert root.findtext(f"{ATOM}title") == feed["title"]


@pytest.mark.parametrize("name", ["atom", "json"])
def test_order_and_cursor_do_nothing(client: TestClient, name: str) -> None:
    search = "status=all&limit=5"
    expected = _entries(client.get(f"/v1/feed.{name}?{search}"))
    links = client.get(f"/v1/assignments?{search}&sort=rate&facets=none").json()["links"]
    cursor = links["next"].partition("cursor=")[2]
    for further in ("sort=rate", "sort=distance", f"cursor={cursor}", f"sort=distance&cursor={cursor}"):
        response = client.get(f"/v1/feed.{name}?{search}&{further}")
        assert response.status_code == 200, response.text
        assert _entries(response) == expected
    # What is no order or no cursor at all is a mistake like any other.
    for wrong in ("sort=mooi", "cursor=abc", "sort=rate&sort=rate"):
        problem(client.get(f"/v1/feed.{name}?{search}&{wrong}"), 400, "invalid-request")


def _entries(response: Response) -> list[Any]:
    if "json" in response.headers["content-type"]:
        return list(response.json()["items"])
    return [etree.tostring(entry) for entry in feed_rules.atom(response.content).iter(f"{ATOM}entry")]


def _ids_of_search(client: TestClient, query: str) -> set[str]:
    answer = client.get(f"/v1/assignments?{query}&limit=100&facets=none").json()
    assert answer["total"] <= 100
    return {item["id"] for item in answer["items"]}


def _ids_of_feed(feed: dict[str, Any]) -> list[str]:
    return [item["url"].rpartition("/")[2] for item in feed["items"]]


@pytest.mark.parametrize(
    "query",
    [
        "province=Overijssel",
        "",
        "kind=article",
        "q=titel:procesbegeleider",
        "hoursMin=36&remote=hybrid",
    ],
)
@pytest.mark.parametrize("status", ["open", "closed", "all"])
def test_it_holds_the_finds_of_the_search(client: TestClient, query: str, status: str) -> None:
    query = f"{query}&status={status}"
    expected = _ids_of_search(client, query)
    found = _ids_of_feed(client.get(f"/v1/feed.json?{query}&limit=100").json())
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_without_a_status_it_holds_what_is_open(client: TestClient) -> None:
    everything, still_open = (
        _ids_of_search(client, f"province=Overijssel&status={s}") for s in ("all", "open")
    )
    assert still_open and still_open < everything
    feed = client.get("/v1/feed.json?province=Overijssel&limit=100").json()
    assert set(_ids_of_feed(feed)) == still_open
    assert "status=open" in feed["feed_url"]  # told, so that the address goes on meaning the same


def test_what_does_not_hold_all_words_does_not_come_in(client: TestClient) -> None:
    """A search lets words go where nothing has them all; a feed would bring other things tomorrow."""
    assert client.get("/v1/assignments?q=jongerenwerker zeilboot").json()["relaxed"]
    assert client.get("/v1/feed.json?status=all&q=jongerenwerker zeilboot").json()["items"] == []
    some = "q=procesbegeleider schuldhulpverlener wmo-consulent"
    answer = client.get(f"/v1/assignments?{some}").json()
    assert 0 < answer["metAll"] < answer["total"]
    assert len(client.get(f"/v1/feed.json?{some}&status=all").json()["items"]) == answer["metAll"]


def test_the_words_are_dutch(client: TestClient) -> None:
    feed = client.get(
        "/v1/feed.json?q=proces&province=Overijssel&competency=procesbegeleiding&rateMin=80&status=all"
    ).json()
    told = "proces, Provincie Overijssel, Tarief vanaf €\u00a080, Procesbegeleiding, Ook gesloten"
    assert feed["title"] == f"Opdrachten: {told}"
    assert client.get("/v1/feed.json").json()["title"] == "Nieuwe opdrachten"
    (full,) = [item for item in feed["items"] if item["url"].endswith("/full")]
    assert full["summary"] == (
        "Gemeente Twenterand · Vriezenveen, Overijssel, deels op afstand · 12 – 16 uur per week · "
        "€\u00a080 – €\u00a095,50 per uur · sluit 17 maart 2026"
    )
    assert full["external_url"] == "https://opdrachten.example.nl/1"
    assert full["tags"] == ["Procesbegeleiding"]
    assert full["content_html"].startswith("<p>12 - 16 uur</p>")


def test_text_of_documents_never_becomes_markup(client: TestClient) -> None:
    root = feed_rules.atom(client.get("/v1/feed.atom?q=alert&limit=100").content)
    (entry,) = [e for e in root.findall(f"{ATOM}entry") if "script" in (e.findtext(f"{ATOM}title") or "")]
    assert entry.findtext(f"{ATOM}title") == "<script>alert(1)</script> procesbegeleider"
    assert entry.find(f"{ATOM}title").get("type") == "text"
    assert "<img" not in entry.findtext(f"{ATOM}content")
    assert "&lt;img" in entry.findtext(f"{ATOM}content")


def test_links_lead_to_itself_and_to_the_page(client: TestClient) -> None:
    response = client.get("/v1/feed.atom?province=Overijssel&q=proces&limit=7")
    root = feed_rules.atom(response.content)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    own = client.get(links["self"].removeprefix("http://testserver"))
    assert own.content == response.content
    page = client.get(links["alternate"].removeprefix("http://testserver"))
    assert page.status_code == 200 and "Overijssel" in page.text
    assert {name: link["url"] for name, link in response.links.items()} == links


def test_ids_do_not_depend_on_the_host(data_dir: Path, client: TestClient) -> None:
    here = client.get("/v1/feed.json?province=Overijssel").json()
    with TestClient(create_app(settings(data_dir, base_url="https://elders.example.nl/zoek"))) as other:
        there = other.get("/v1/feed.json?province=Overijssel").json()
        atom = feed_rules.atom(other.get("/v1/feed.atom?province=Overijssel").content)
        again = feed_rules.atom(client.get("/v1/feed.atom?province=Overijssel&limit=3&sort=rate").content)
    assert there["feed_url"].startswith("https://elders.example.nl/zoek/v1/")
    assert [item["id"] for item in here["items"]] == [item["id"] for item in there["items"]]
    assert all(uuid.UUID(item["id"]) for item in here["items"])
    # The id of the feed is that of the search, however much of it is shown.
    assert atom.findtext(f"{ATOM}id") == again.findtext(f"{ATOM}id")
    other_search = feed_rules.atom(client.get("/v1/feed.atom?province=Drenthe").content)
    assert other_search.findtext(f"{ATOM}id") != atom.findtext(f"{ATOM}id")


@pytest.mark.parametrize("name", ["atom", "json"])
def test_what_the_client_has_is_not_sent_again(client: TestClient, name: str) -> None:
    first = client.get(f"/v1/feed.{name}?q=proces")
    again = client.get(f"/v1/feed.{name}?q=proces", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"/v1/feed.{name}?q=proces")
    assert head.headers["content-length"] == first.headers["content-length"]


@pytest.mark.parametrize("name", ["atom", "json"])
def test_errors_are_those_of_the_search(client: TestClient, name: str) -> None:
    search = "/v1/assignments?"
    queries = [case["get"].removeprefix(search) for case in CASES if case["get"].startswith(search)]
    assert len(queries) >= 9
    for query in queries:
        expected = client.get(search + query)
        if expected.status_code == 400:  # else it is not of the parameters, such as an index that has gone
            body = problem(client.get(f"/v1/feed.{name}?{query}"), 400, "invalid-request")
            assert body["errors"] == expected.json()["errors"]


def test_a_reader_that_takes_something_else_is_told(client: TestClient) -> None:
    problem(client.get("/v1/feed.atom", headers={"Accept": "application/json"}), 406, "not-acceptable")
    readers = "application/rss+xml, application/rdf+xml;q=0.8, application/xml;q=0.4, text/xml;q=0.4"
    assert (
        client.get("/v1/feed.atom", headers={"Accept": readers}).headers["content-type"] == "application/xml"
    )


# --- over the nights ---------------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.put("oud", published="2026-03-01")
    house.put("ouder", published="2026-02-01")
    house.put("zonder-datum")
    house.run()
    return house


@pytest.fixture
def reader(house: House) -> Iterator[TestClient]:
    with serving(house) as client:
        yield client


def items(client: TestClient, query: str = "") -> dict[str, dict[str, Any]]:
    feed = client.get(f"/v1/feed.json?{query}").json()
    feed_rules.json_feed(feed)
    return {item["title"]: item for item in feed["items"]}


def test_what_came_in_last_stands_first_whatever_its_date(house: House, reader: TestClient) -> None:
    assert list(items(reader)) == ["oud", "ouder", "zonder-datum"]
    house.now += dt.timedelta(days=1)
    house.put("nieuw", published="2020-01-01")
    house.put("nieuw-zonder-datum")
    house.run()
    refresh(reader)
    assert list(items(reader)) == ["nieuw", "nieuw-zonder-datum", "oud", "ouder", "zonder-datum"]
    assert list(items(reader, "limit=2")) == ["nieuw", "nieuw-zonder-datum"]


def test_times_are_those_of_what_happened_and_not_of_now(house: House, reader: TestClient) -> None:
    first = items(reader)
    assert first["oud"]["date_published"] == first["oud"]["date_modified"] == "2026-03-10T02:00:00Z"
    house.now += dt.timedelta(days=1)
    house.change("oud", deadline="2026-04-01")
    house.rename("ouder", "verplaatst")
    house.run()
    house.now += dt.timedelta(days=1)
    house.run(full=True)
    refresh(reader)
    again = items(reader)
    assert again["oud"]["id"] == first["oud"]["id"]
    assert again["oud"]["date_published"] == "2026-03-10T02:00:00Z"
    assert again["oud"]["date_modified"] == "2026-03-11T02:00:00Z"
    assert again["ouder"] == first["ouder"]
    root = feed_rules.atom(reader.get("/v1/feed.atom").content)
    assert root.findtext(f"{ATOM}updated") == "2026-03-11T02:00:00Z"
    empty = feed_rules.atom(reader.get("/v1/feed.atom?province=Drenthe").content)
    assert empty.findtext(f"{ATOM}updated") == "2026-03-12T02:00:00Z"  # of the index, when nothing is found


def test_many_finds_give_the_same_as_few(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.search import newest

    expected = client.get("/v1/feed.json?kind=article&kind=assignment&limit=40&status=all").json()
    monkeypatch.setattr(newest, "FEW", 0)
    monkeypatch.setattr(newest, "AT_A_TIME", 7)
    asked = "/v1/feed.json?kind=article&kind=assignment&limit=40&status=all"
    assert client.get(asked).json() == expected
    assert len(expected["items"]) == 40

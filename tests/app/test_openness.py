"""What is open is decided by one rule: every room that lists, counts, gives or shows assignments says the same."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from app.main import create_app
from app.pages.routes import current_moment
from app.search.engine import Engine
from indexer.record import Record
from tests.app.api.conftest import settings
from tests.app.search.builders import TODAY, publish, record

_DAYS: dict[str, dt.date | None] = {
    "unstated": None,
    "past": TODAY - dt.timedelta(days=1),
    "today": TODAY,
    "ahead": TODAY + dt.timedelta(days=1),
}
OPEN = {
    "deadline-unstated-end-unstated", "deadline-unstated-end-today", "deadline-unstated-end-ahead",
    "deadline-today-end-unstated", "deadline-today-end-past", "deadline-today-end-today", "deadline-today-end-ahead",
    "deadline-ahead-end-unstated", "deadline-ahead-end-past", "deadline-ahead-end-today", "deadline-ahead-end-ahead",
}  # fmt: skip
"""Where a closing day is known, it alone decides: an end before it does not close what can still be answered."""
RECORDS = [
    *(
        record(f"deadline-{deadline}-end-{end}", title="Regisseur", deadline=closes, end_date=ends)
        for deadline, closes in _DAYS.items()
        for end, ends in _DAYS.items()
    ),
    record("closed", title="Regisseur", status="closed", end_date=_DAYS["ahead"]),
]
CLOSED = {one.id for one in RECORDS} - OPEN


@pytest.fixture(scope="module", params=[0, 1], ids=["on the day of the index", "on the day after"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """On the day after, the days of the records lie a day later as well, so that the same are open."""
    later = dt.timedelta(days=request.param)
    today = TODAY + later
    data: Path = tmp_path_factory.mktemp("openness")
    publish(data, [_later(one, later) for one in RECORDS])
    app = create_app(settings(data))
    now = dt.datetime.combine(today, dt.time(9), dt.UTC)
    app.state.clock = lambda: now
    app.dependency_overrides[current_moment] = lambda: now
    with TestClient(app) as client:
        app.state.engine.close()
        app.state.engine = Engine(data, today=lambda: today)
        yield client


def _later(one: Record, by: dt.timedelta) -> Record:
    return replace(
        one, deadline=one.deadline and one.deadline + by, end_date=one.end_date and one.end_date + by
    )


def _searched(status: str) -> Callable[[TestClient], set[str]]:
    def ids(client: TestClient) -> set[str]:
        answer = client.get("/v1/assignments", params={"status": status, "limit": 100}).json()
        assert answer["total"] == len(answer["items"])
        return {item["id"] for item in answer["items"]}

    return ids


def _open_first(client: TestClient) -> set[str]:
    items = client.get("/v1/assignments", params={"limit": 100}).json()["items"]
    return {item["id"] for item in items[: len(OPEN)]}


def _explained(client: TestClient) -> set[str]:
    items = client.get("/v1/assignments?q=regisseur&limit=100&explain=true").json()["items"]
    return {item["id"] for item in items if "de opdracht staat nog open" in json.dumps(item["explanation"])}


def _snapshot(client: TestClient) -> set[str]:
    return {json.loads(line)["id"] for line in client.get("/v1/snapshot").text.splitlines()}


def _stream(client: TestClient) -> set[str]:
    held: set[str] = set()
    for line in client.get("/v1/stream?since=0").text.splitlines():
        event = json.loads(line)
        (held.discard if event["type"] == "removed" else held.add)(event["id"])
    return held


def _job_feed(client: TestClient) -> set[str]:
    return set(re.findall(r"<referencenumber>(?:<!\[CDATA\[)?([\w-]+)", client.get("/v1/jobs.xml").text))


def _feed(client: TestClient) -> set[str]:
    return {item["url"].rpartition("/")[2] for item in client.get("/v1/feed.json?limit=100").json()["items"]}


def _sitemap(client: TestClient) -> set[str]:
    return set(re.findall(r"/opdrachten/([\w-]+)<", client.get("/sitemap-1.xml").text))


def _listed(client: TestClient) -> set[str]:
    page = html.fromstring(client.get("/").content)
    assert not page.xpath("//article[contains(@class, 'is-closed')]")
    return set(page.xpath("//article//@data-mark"))


def _answerable(client: TestClient) -> set[str]:
    return {one.id for one in RECORDS if 'id="gesloten"' not in client.get(f"/opdrachten/{one.id}").text}


def _offered(client: TestClient) -> set[str]:
    asked = {"Accept": "application/ld+json"}
    return {
        one.id for one in RECORDS if client.get(f"/v1/assignments/{one.id}", headers=asked).status_code == 200
    }


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(_searched("open"), id="search"),
        pytest.param(_open_first, id="open first"),
        pytest.param(_explained, id="explanation"),
        pytest.param(_snapshot, id="snapshot"),
        pytest.param(_stream, id="stream"),
        pytest.param(_job_feed, id="jobs.xml"),
        pytest.param(_feed, id="feed"),
        pytest.param(_sitemap, id="sitemap"),
        pytest.param(_listed, id="list on the page"),
        pytest.param(_answerable, id="page of one"),
        pytest.param(_offered, id="JobPosting"),
    ],
)
def test_what_is_open(client: TestClient, told: Callable[[TestClient], set[str]]) -> None:
    assert told(client) == OPEN


def test_what_is_closed(client: TestClient) -> None:
    assert _searched("closed")(client) == CLOSED


def test_open_and_closed_are_counted(client: TestClient) -> None:
    facets = client.get("/v1/assignments?facets=status&limit=0").json()["facets"]
    assert {row["value"]: row["count"] for row in facets["status"]} == {
        "open": len(OPEN),
        "closed": len(CLOSED),
    }


def test_a_closing_day_is_still_one_that_is_stated(client: TestClient) -> None:
    """The last day of the work closes like a closing day, and is none to those who ask or sort by it."""
    after = client.get("/v1/assignments?deadlineAfter=2020-01-01&limit=100").json()["items"]
    assert {item["id"] for item in after} == {one.id for one in RECORDS if one.deadline}
    ordered = client.get("/v1/assignments?sort=deadline&limit=100").json()["items"]
    assert [item["deadline"] is None for item in ordered] == sorted(
        item["deadline"] is None for item in ordered
    )

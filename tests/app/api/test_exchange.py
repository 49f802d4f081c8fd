"""Snapshot and stream over HTTP: what they look like, how they are sent, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from app.api.exchange import STREAM
from app.api.schemas import Assignment, StreamEvent
from indexer.reindex import rollback
from indexer.store import document_id
from tests.app.api.conftest import settings
from tests.app.api.consumer import Consumer
from tests.app.api.nights import House
from tests.app.api.test_errors import problem
from tests.app.api.test_exchange_nights import refresh, serving
from tests.app.search.builders import TODAY, publish, random_records

NDJSON = "application/x-ndjson"


def one_night(home: Path) -> House:
    house = House(home)
    house.put("a", deadline=(TODAY + dt.timedelta(2)).isoformat())
    house.put("b", reference="SRQ1")
    house.put("c", kind="vacancy")
    house.put("d", status="closed")
    house.run()
    return house


@pytest.fixture
def house(tmp_path: Path) -> House:
    return one_night(tmp_path)


@pytest.fixture
def board(house: House) -> Iterator[TestClient]:
    with serving(house) as client:
        yield client


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One for tests that change nothing."""
    with serving(one_night(tmp_path_factory.mktemp("still"))) as client:
        yield client


def lines(response: Response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == NDJSON
    return [json.loads(line) for line in response.text.splitlines()]


def number(response: Response) -> int:
    return int(response.headers["sequence-number"])


def test_a_line_is_the_record_as_the_api_gives_it(board: TestClient) -> None:
    response = board.get("/v1/snapshot")
    records = lines(response)
    assert [record["title"] for record in sorted(records, key=lambda record: record["title"])] == ["a", "b"]
    assert [record["id"] for record in records] == sorted(record["id"] for record in records)
    for line in records:
        Assignment.model_validate(line, extra="forbid")
        assert line == board.get(f"/v1/assignments/{line['id']}").json()
    assert response.headers["record-count"] == "2"
    assert response.text.endswith("}\n")


def test_the_snapshot_leads_on_to_the_stream(house: House, board: TestClient) -> None:
    following = board.get("/v1/snapshot?kind=vacancy&kind=assignment").links["next"]["url"]
    assert lines(board.get(following)) == []
    house.put("e", kind="vacancy")
    house.run()
    refresh(board)
    (event,) = lines(board.get(following))
    assert (event["type"], event["record"]["title"]) == ("added", "e")


def test_what_an_event_holds(house: House, board: TestClient) -> None:
    since = number(board.get("/v1/snapshot"))
    house.now += dt.timedelta(days=1)
    house.change("a", title="Anders")
    house.put("b2", reference="SRQ1")  # of two placings the one with the lowest id is shown
    house.change("d", status=None)
    house.run()
    refresh(board)
    events = lines(board.get(STREAM, params={"since": since}))
    for event in events:
        StreamEvent.model_validate(event, extra="forbid")
    a, b, b2, d = (document_id(f"{name}.txt") for name in ("a", "b", "b2", "d"))
    assert b2 < b
    now = {id: board.get(f"/v1/assignments/{id}").json() for id in (a, b2, d)}
    told = {event["id"]: {k: v for k, v in event.items() if k not in ("id", "sequence")} for event in events}
    at = "2026-03-11T02:00:00Z"
    assert told == {
        a: {"type": "changed", "at": at, "fields": ["title"], "record": now[a]},
        b: {"type": "removed", "at": at, "reason": "duplicate", "duplicateOf": b2},
        b2: {"type": "added", "at": at, "record": now[b2]},
        d: {"type": "added", "at": at, "record": now[d]},
    }
    assert [event["sequence"] for event in events] == sorted({event["sequence"] for event in events})


def test_a_twin_that_takes_its_place_is_told(house: House, board: TestClient) -> None:
    """Of the two placings the one that is not closed is shown."""
    house.put("first", reference="SRQ9")
    house.run()
    refresh(board)
    consumer = Consumer(board)
    house.put("second", reference="SRQ9")
    house.run()
    refresh(board)
    consumer.follow()
    shown = [record for record in consumer.held.values() if record["reference"] == "SRQ9"]
    assert len(shown) == 1
    name, other = ("first", "second") if shown[0]["file"] == "first.txt" else ("second", "first")
    house.change(name, status="closed")
    house.run()
    refresh(board)
    consumer.told.clear()
    consumer.follow()
    assert [record["file"] for record in consumer.held.values() if record["reference"] == "SRQ9"] == [
        f"{other}.txt"
    ]
    assert {(event["type"], event.get("reason")) for event in consumer.told} == {
        ("removed", "closed"),
        ("added", None),
    }


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_lead_on_and_the_last_does_not(house: House, board: TestClient, limit: int) -> None:
    for name in ("e", "f", "g", "h"):
        house.put(name)
    house.run()
    refresh(board)
    everything = lines(board.get(STREAM, params={"since": 0}))
    found: list[dict[str, Any]] = []
    url: str | None = f"{STREAM}?since=0&limit={limit}"
    while url:
        response = board.get(url)
        page = lines(response)
        assert len(page) <= limit
        found += page
        url = response.links.get("next", {}).get("url")
    assert found == everything
    assert [event["record"]["title"] for event in found] == [
        event["record"]["title"] for event in sorted(everything, key=lambda event: event["sequence"])
    ]
    assert {event["record"]["title"] for event in found} == set("abefgh")
    assert lines(board.get(STREAM, params={"since": number(response)})) == []


def test_a_moment_serves_as_well(house: House, board: TestClient) -> None:
    house.now += dt.timedelta(days=2)
    house.put("e")
    house.run()
    refresh(board)
    for moment in ("2026-03-11T12:00:00Z", "2026-03-11T13:00:00%2B01:00", "2026-03-11T13:00:00+01:00"):
        assert [event["record"]["title"] for event in lines(board.get(f"{STREAM}?since={moment}"))] == ["e"]
    # Half an hour after the run: it may have been served only then.
    late = (house.now + dt.timedelta(minutes=30)).isoformat().replace("+00:00", "Z")
    house.now += dt.timedelta(hours=1)
    assert [event["record"]["title"] for event in lines(board.get(f"{STREAM}?since={late}"))] == ["e"]


@pytest.mark.parametrize(
    ("query", "parameters", "says"),
    [
        ("", ["since"], "Sequence-Number van /v1/snapshot"),
        ("since=", ["since"], "ontbreekt"),
        ("since=x", ["since"], "geen volgnummer en geen moment"),
        ("since=-1", ["since"], "geen volgnummer en geen moment"),
        ("since=1.5", ["since"], "geen volgnummer en geen moment"),
        ("since=99999999999999999999", ["since"], "geen volgnummer en geen moment"),
        ("since=2026-03-10", ["since"], "tijdzone"),
        ("since=2026-03-10T02:00:00", ["since"], "tijdzone"),
        ("since=2026-13-10T02:00:00Z", ["since"], "geen moment"),
        ("since=2026-03-12T02:00:00Z", ["since"], "toekomst"),
        ("since=9007199254740991", ["since"], "nog niet is uitgegeven"),
        ("since=0&since=1", ["since"], "2 keer"),
        ("since=0&limit=0", ["limit"], "van 1 tot en met 5000"),
        ("since=0&limit=5001", ["limit"], "van 1 tot en met 5000"),
        ("since=0&limit=²", ["limit"], "van 1 tot en met 5000"),
        ("since=0&kind=opdracht", ["kind"], "kies uit"),
        ("since=0&q=jeugd", ["q"], "wel bekend: since, limit, kind"),
        ("since=0&knd=vacancy", ["knd"], "bedoelde u kind?"),
        ("since=x&limit=x&kind=x&foo=1", ["foo", "kind", "limit", "since"], ""),
    ],
)
def test_what_cannot_be_read_is_refused(
    still: TestClient, query: str, parameters: list[str], says: str
) -> None:
    body = problem(still.get(f"{STREAM}?{query}"), 400, "invalid-request")
    assert sorted(error["parameter"] for error in body["errors"]) == parameters
    assert says in " ".join(error["message"] for error in body["errors"])


@given(
    since=st.one_of(
        st.text(max_size=45),
        st.integers().map(str),
        st.from_regex(
            r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+ -][0-9]{2}:[0-9]{2})",
            fullmatch=True,
        ),
        st.sampled_from(["0001-01-01T00:00:00+12:00", "9999-12-31T23:59:59-12:00", "0000-01-01T00:00:00Z"]),
    ),
    limit=st.one_of(st.integers().map(str), st.text(max_size=8)),
    kind=st.one_of(st.sampled_from(["assignment", "article", ""]), st.text(max_size=12)),
)
@settings_of_hypothesis(max_examples=300, deadline=None)
def test_whatever_is_asked_gets_an_answer_or_a_clear_error(
    client: TestClient, since: str, limit: str, kind: str
) -> None:
    response = client.get(STREAM, params={"since": since, "limit": limit, "kind": kind})
    assert response.status_code in (200, 400, 410)
    if response.status_code == 200:
        lines(response)
    else:
        problem(
            response, response.status_code, "invalid-request" if response.status_code == 400 else "gone-since"
        )


def test_the_snapshot_knows_a_kind_and_nothing_else(board: TestClient) -> None:
    body = problem(board.get("/v1/snapshot?status=open&kind=x"), 400, "invalid-request")
    assert [error["parameter"] for error in body["errors"]] == ["status", "kind"]
    problem(board.get("/v1/snapshot", headers={"Accept": "text/html"}), 406, "not-acceptable")


def test_too_long_ago_is_gone_and_says_what_to_do(house: House, board: TestClient) -> None:
    begun = number(board.get("/v1/snapshot"))
    body = problem(board.get(f"{STREAM}?since=5"), 410, "gone-since")
    assert "/v1/snapshot" in body["detail"] and body["errors"][0]["parameter"] == "since"
    # Nothing was dropped, but whoever read an earlier log may hold what this one never knew, and would never drop it.
    for before in ("5", "2020-01-01T00:00:00Z", "2026-03-10T01:30:00Z"):
        body = problem(board.get(f"{STREAM}?since={before}"), 410, "gone-since")
        assert "bijgehouden vanaf 2026-03-10T02:00:00Z" in body["detail"] and "since=0" in body["detail"]
    assert lines(board.get(f"{STREAM}?since=0")) == lines(board.get(f"{STREAM}?since=2026-03-10T02:00:00Z"))
    house.now += dt.timedelta(days=89)
    house.put("e")
    house.run()
    refresh(board)
    assert lines(board.get(f"{STREAM}?since=0"))
    house.now += dt.timedelta(days=3)
    house.put("f")
    house.run()
    refresh(board)
    for since in ("0", str(begun - 1), "2026-03-10T03:00:00Z"):
        body = problem(board.get(f"{STREAM}?since={since}"), 410, "gone-since")
        assert "bewaard" in body["detail"] and "bijgehouden" not in body["detail"]
    body = problem(board.get(f"{STREAM}?since=5"), 410, "gone-since")
    assert "bijgehouden vanaf" in body["detail"] and "since=0" not in body["detail"]
    titles = [
        event["record"]["title"] for event in lines(board.get(f"{STREAM}?since={begun}")) if "record" in event
    ]
    assert titles == ["e", "f"]


def test_after_going_back_who_read_further_is_sent_to_the_snapshot(house: House, board: TestClient) -> None:
    house.put("e")
    house.run()
    refresh(board)
    further = number(board.get("/v1/snapshot"))
    rollback(house.data)
    refresh(board)
    body = problem(board.get(f"{STREAM}?since={further}"), 410, "gone-since")
    assert "teruggezet" in body["detail"]
    assert body["errors"] == [{"parameter": "since", "message": "is van een index die is teruggezet"}]
    problem(board.get(f"{STREAM}?since={further + 10**6}"), 400, "invalid-request")


def test_a_server_that_is_behind_another_says_there_is_nothing_new(house: House, board: TestClient) -> None:
    house.put("e")
    house.run()
    with serving(house) as ahead:
        further = number(ahead.get("/v1/snapshot"))
    behind = board.get(f"{STREAM}?since={further}")
    assert lines(behind) == []
    assert number(behind) == further


def test_a_number_just_past_midnight_by_another_clock_is_no_future(house: House, board: TestClient) -> None:
    head = number(board.get("/v1/snapshot"))
    problem(board.get(f"{STREAM}?since={head + 1}"), 400, "invalid-request")
    house.now = dt.datetime(
        2026, 3, 12, 22, 58, tzinfo=dt.UTC
    )  # two minutes before the day after a's closing day
    assert lines(board.get(f"{STREAM}?since={head + 1}")) == []
    house.now += dt.timedelta(minutes=3)
    (event,) = lines(board.get(f"{STREAM}?since={head}"))
    assert (event["sequence"], event["reason"]) == (head + 1, "expired")


def test_an_index_from_before_the_log_says_so(tmp_path: Path) -> None:
    generation = publish(tmp_path, random_records(5, seed=1))
    (generation / "exchange.sqlite").unlink()
    with TestClient(_app(tmp_path)) as client:
        for path in ("/v1/snapshot", f"{STREAM}?since=0", "/v1/jobs.xml", "/v1/feed.atom", "/sitemap.xml"):
            body = problem(client.get(path), 503, "no-index")
            assert "oudere versie" in body["detail"]
        assert client.get("/v1/assignments").status_code == 200


def _app(data: Path) -> FastAPI:
    from app.main import create_app

    return create_app(settings(data))


@pytest.mark.parametrize("path", ["/v1/snapshot", f"{STREAM}?since=0", "/v1/jobs.xml"])
def test_without_an_index_there_is_nothing_yet(tmp_path: Path, path: str) -> None:
    with TestClient(_app(tmp_path / "none")) as client:
        problem(client.get(path), 503, "no-index")


def test_a_closing_day_that_passes_makes_another_answer(house: House, board: TestClient) -> None:
    """Whoever asks whether anything changed must not be told that nothing did."""
    snapshot = board.get("/v1/snapshot")
    since = f"{STREAM}?since={number(snapshot)}"
    stream = board.get(since)
    house.now += dt.timedelta(days=3)
    for path, before in (("/v1/snapshot", snapshot), (since, stream)):
        after = board.get(path, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert number(after) == number(before) + 1
    assert len(lines(board.get("/v1/snapshot"))) == len(lines(snapshot)) - 1


def test_read_by_several_while_runs_write(house: House) -> None:
    """At any moment each server's snapshot and log say the same, and numbers never go back."""
    wrong: list[str] = []
    rounds: list[int] = []
    done = threading.Event()

    def read_on() -> None:
        engine = house.engine()
        last, turns = 0, 0
        try:
            while not done.is_set() or not turns:
                engine.refresh()
                exchange = engine.exchange()
                held: set[str] = set()
                for change in exchange.changes(exchange.stretch(exchange.first, 5_000), ("assignment",)):
                    (held.discard if change.type == "removed" else held.add)(change.id)
                open_now = {json.loads(line)["id"] for line in exchange.lines(("assignment",))}
                if held != open_now or exchange.head < last:
                    wrong.append(f"{exchange.state}: {held ^ open_now}")
                last, turns = exchange.head, turns + 1
        finally:
            rounds.append(turns)
            engine.close()

    servers = [threading.Thread(target=read_on) for _ in range(3)]
    for server in servers:
        server.start()
    for night in range(6):
        house.put(f"n{night}", deadline=(house.today + dt.timedelta(night % 3)).isoformat())
        house.change("a", title=f"Nacht {night}")
        if night % 2:
            house.remove(f"n{night - 1}")
        house.run()
    done.set()
    for server in servers:
        server.join(30)
    assert wrong == []
    assert len(rounds) == 3 and min(rounds) > 6

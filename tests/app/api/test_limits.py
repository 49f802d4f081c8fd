"""A fair share for everyone, told beforehand and refused clearly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.api import limits
from app.api.keys import Keys
from app.main import create_app
from app.settings import LOCAL_LIMIT
from tests.app.api.conftest import settings
from tests.app.api.test_errors import problem

PATH = "/v1/assignments?limit=0&facets=none"


@contextmanager
def client_at(data: Path, address: str = "203.0.113.9", **values: object) -> Iterator[TestClient]:
    app = create_app(settings(data, **values))
    with TestClient(app, client=(address, 50_000)) as client:
        yield client


def test_the_share_is_told_with_every_answer(data_dir: Path) -> None:
    with client_at(data_dir, limit_open=10) as client:
        for left, path in (
            (9, PATH),
            (8, "/v1/assignments?sort=x"),
            (7, "/nergens"),
            (6, "/"),
            (5, "/openapi.json"),
        ):
            headers = client.get(path).headers
            assert headers["ratelimit-policy"] == '"open";q=10;w=60', path
            told = re.fullmatch(r'"open";r=(\d+);t=(\d+)', headers["ratelimit"])
            assert told and int(told[1]) == left and 1 <= int(told[2]) <= 60, path
            assert "RateLimit" in headers["access-control-expose-headers"]
        same = {"If-None-Match": client.get(PATH).headers["etag"]}
        assert client.get(PATH, headers=same).headers["ratelimit"].startswith('"open";r=3;')


def test_who_asks_too_much_is_refused_and_told_when_to_come_back(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [1_000_000.0]
    monkeypatch.setattr(limits.time, "time", lambda: moment[0])
    with client_at(data_dir, limit_open=3) as client:
        assert [client.get(PATH).status_code for _ in range(3)] == [200] * 3
        moment[0] += 20
        refused = client.get(PATH)
        body = problem(refused, 429, "too-many-requests")
        assert refused.headers["retry-after"] == "40" and "40 seconden" in body["detail"]
        assert refused.headers["ratelimit"] == '"open";r=0;t=40'
        assert 'opdrachten_rate_limited_requests_total{policy="open"} 1.0' in client.get("/metrics").text
        moment[0] += 40
        assert client.get(PATH).status_code == 200


def test_monitors_and_styles_are_not_counted(data_dir: Path) -> None:
    with client_at(data_dir, limit_open=1) as client:
        for path in ("/healthz", "/readyz", "/metrics", "/docs/style.css"):
            assert [client.get(path).status_code for _ in range(3)] == [200] * 3
            assert "ratelimit" not in client.get(path).headers


def _who(address: object) -> tuple[str, bool]:
    return limits._who({"client": address})


def test_who_shares_a_count() -> None:
    assert _who(("203.0.113.9", 1)) == _who(("203.0.113.9", 2)) != _who(("203.0.113.10", 1))
    assert _who(("2001:db8::1", 1)) == _who(("2001:db8::ffff:2", 1)) != _who(("2001:db8:0:1::1", 1))
    assert _who(("::ffff:203.0.113.9", 1)) == _who(("203.0.113.9", 1))
    assert _who(("10.0.0.1", 1)) != _who(("10.0.0.2", 1))


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.17.0.1", True),
        ("192.168.1.1", True),
        ("fd00::1", True),
        ("fe80::1", True),
        ("", True),
        (None, True),
        ("203.0.113.9", False),
        ("172.32.0.1", False),
        ("11.0.0.1", False),
        ("2001:db8::1", False),
    ],
)
def test_what_is_of_the_machine_or_its_own_network(address: str | None, local: bool) -> None:
    assert _who((address, 1) if address is not None else None)[1] is local


def test_addresses_do_not_share_a_count(data_dir: Path) -> None:
    app = create_app(settings(data_dir, limit_open=1))
    with TestClient(app, client=("203.0.113.9", 1)) as one:
        other = TestClient(app, client=("203.0.113.10", 1))
        assert [one.get(PATH).status_code, one.get(PATH).status_code] == [200, 429]
        assert [other.get(PATH).status_code, other.get(PATH).status_code] == [200, 429]


def test_a_key_has_a_share_of_its_own(data_dir: Path, tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    _, token = keys.create("Banenbord", ["read"], 1)
    _, narrow = keys.create("Wissel", ["exchange"], 1)
    with client_at(data_dir, limit_open=2, limit_key=5, keys=tmp_path / "keys") as client:
        with_key = {"Authorization": f"Bearer {token}"}
        answers = [client.get(PATH, headers=with_key) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert answers[0].headers["ratelimit-policy"] == '"key";q=5;w=60'
        # A key that is not for reading is counted by its address, and so is a wrong one.
        assert client.get(PATH, headers={"Authorization": f"Bearer {narrow}"}).status_code == 200
        wrong = {"Authorization": "Bearer opd_aaaaaaaaaa_" + "a" * 43}
        assert [client.get(PATH, headers=wrong).status_code for _ in range(2)] == [401, 429]


@pytest.mark.parametrize(
    ("values", "quota"),
    [
        ({}, LOCAL_LIMIT),
        ({"limit_open": 7}, 7),
        ({"limit_open": 7, "limit_local": 9}, 9),
        ({"limit_local": 0}, None),
    ],
)
@pytest.mark.parametrize("address", ["127.0.0.1", "172.17.0.1"])
def test_the_own_network(data_dir: Path, address: str, values: dict[str, object], quota: int | None) -> None:
    with client_at(data_dir, address, **values) as client:
        policy = client.get(PATH).headers.get("ratelimit-policy")
        assert policy == (f'"local";q={quota};w=60' if quota else None)


def test_no_bound_is_no_header(data_dir: Path) -> None:
    with client_at(data_dir, limit_open=0) as client:
        assert not {"ratelimit", "ratelimit-policy"} & set(client.get(PATH).headers)


def test_counters_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_COUNTED", 3)
    counters = limits._Counters()
    for name in "abcd":
        assert counters.incr(name, 60) == 1
    assert [counters.get(name) for name in "abcd"] == [0, 1, 1, 1]
    assert counters.incr("b", 60) == 2
    assert counters.reset() == 3 and counters.get("b") == 0


def test_requests_at_once_are_bounded(data_dir: Path) -> None:
    import anyio
    import httpx
    from starlette.responses import PlainTextResponse

    async def run() -> list[httpx.Response]:
        app = create_app(settings(data_dir, most_requests=2))
        busy, free = anyio.Event(), anyio.Event()

        @app.get("/wait")
        async def wait() -> PlainTextResponse:
            if client_count[0] == 2:
                busy.set()
            await free.wait()
            return PlainTextResponse("done")

        client_count = [0]
        answers: list[httpx.Response] = []
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:

            async def ask() -> None:
                client_count[0] += 1
                answers.append(await client.get("/wait"))

            async with anyio.create_task_group() as group:
                group.start_soon(ask)
                group.start_soon(ask)
                await busy.wait()
                refused = await client.get("/wait")
                free.set()
            return [refused, *answers, await client.get("/wait")]

    # In a thread of its own: where the browser's tests came first, their loop still runs in this one.
    with ThreadPoolExecutor(1) as beside:
        refused, *answered = beside.submit(anyio.run, run).result()
    problem(refused, 503, "too-slow")
    assert int(refused.headers["retry-after"]) > 0
    assert [answer.status_code for answer in answered] == [200, 200, 200]


@pytest.mark.parametrize(
    ("trusted", "forwarded", "shares_count"),
    [
        ("", "198.51.100.1", True),  # nobody is believed by default
        ("203.0.113.9", "198.51.100.{n}", False),
        ("203.0.113.0/24", "198.51.100.{n}", False),
        ("192.0.2.1", "198.51.100.{n}", True),  # another is believed, not this one
        ("203.0.113.9", "198.51.100.{n}, 198.51.100.200", True),  # what the client made up stands before
    ],
)
def test_a_proxy_is_believed_only_when_it_is_named(
    data_dir: Path, trusted: str, forwarded: str, shares_count: bool
) -> None:
    with client_at(data_dir, limit_open=1, trusted_proxies=trusted) as client:
        statuses = [
            client.get(PATH, headers={"X-Forwarded-For": forwarded.format(n=n)}).status_code for n in (1, 2)
        ]
    assert statuses == ([200, 429] if shares_count else [200, 200])


def test_tls_before_a_named_proxy_is_held_on_to(data_dir: Path) -> None:
    forwarded = {"X-Forwarded-Proto": "https"}
    with client_at(data_dir, trusted_proxies="203.0.113.9") as client:
        answer = client.get(PATH, headers=forwarded)
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert answer.json()["links"]["self"].startswith("https://")
        assert "strict-transport-security" not in client.get(PATH).headers
    with client_at(data_dir) as client:
        assert "strict-transport-security" not in client.get(PATH, headers=forwarded).headers

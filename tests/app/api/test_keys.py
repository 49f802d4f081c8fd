"""Keys: what they open, what is kept of them, and that a running server takes up every change."""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, Depends
from fastapi.testclient import TestClient
from starlette.responses import JSONResponse, Response

from app.api import keys as keys_module
from app.api.keys import KeyProblem, Keys, require_scope
from app.main import create_app
from tests.app.api.conftest import settings
from tests.app.api.test_errors import problem

START = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


class Clock:
    now = START

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Keys:
    monkeypatch.setattr(keys_module, "_FRESH_SECONDS", 0.0)
    return Keys(tmp_path / "keys", clock)


def test_a_key_is_found_by_its_token_alone(keys: Keys) -> None:
    key, token = keys.create("Banenbord", ["read"], 30)
    other, _ = keys.create("Ander", ["read"], 30)
    assert keys.find(token) == key
    secret = token.split("_", 2)[2]
    wrong = "A" if secret[0] != "A" else "B"
    for bad in (
        token[:-1],
        token + "a",
        token.upper(),
        f"opd_{key.id}_{wrong}{secret[1:]}",
        f"opd_{other.id}_{token[15:]}",
        "",
        "../../../etc/passwd",
        "opd_../../../e_" + "a" * 43,
        "é" * 20,
    ):
        assert keys.find(bad) is None, bad


def test_nothing_that_opens_anything_is_kept(keys: Keys, tmp_path: Path) -> None:
    _, token = keys.create("Banenbord", ["exchange"], 30)
    files = list((tmp_path / "keys").iterdir())
    assert len(files) == 1
    kept = files[0].read_text(encoding="utf-8")
    assert token.split("_", 2)[2] not in kept and token not in kept
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700


def test_a_key_holds_until_it_expires(keys: Keys, clock: Clock) -> None:
    key, token = keys.create("Banenbord", ["read"], 2)
    clock.now = START + dt.timedelta(days=2, seconds=-1)
    assert keys.find(token) == key
    clock.now = START + dt.timedelta(days=2)
    assert keys.find(token) is None
    assert keys.list()[0].state(clock.now) == "expired"


def test_a_revoked_key_opens_nothing_and_stays_listed(keys: Keys, clock: Clock) -> None:
    key, token = keys.create("Banenbord", ["read"], None)
    assert key.expires is None
    revoked = keys.revoke(key.id)
    clock.now = START + dt.timedelta(days=1)
    assert keys.revoke(key.id).revoked == revoked.revoked == START
    assert keys.find(token) is None
    assert [(one.id, one.state(clock.now)) for one in keys.list()] == [(key.id, "revoked")]


@pytest.mark.parametrize("id", ["", "onbekend", "../../keys", "abcdefghij"])
def test_what_is_no_key_cannot_be_revoked(keys: Keys, id: str) -> None:
    with pytest.raises(KeyProblem, match="er is geen sleutel"):
        keys.revoke(id)


@pytest.mark.parametrize(
    ("name", "scopes"), [("", ["read"]), ("x" * 101, ["read"]), ("x", []), ("x", ["write"])]
)
def test_what_makes_no_key(keys: Keys, name: str, scopes: list[str]) -> None:
    with pytest.raises(KeyProblem):
        keys.create(name, scopes, 1)
    assert keys.list() == []


def test_the_day_a_key_was_last_used(keys: Keys, clock: Clock) -> None:
    key, token = keys.create("Banenbord", ["read"], 30)
    assert keys.list()[0].last_used is None
    keys.used(key)
    assert keys.list()[0].last_used == dt.date(2026, 3, 10)
    clock.now = START + dt.timedelta(days=3)
    found = keys.find(token)
    assert found is not None
    keys.used(found)
    assert keys.list()[0].last_used == dt.date(2026, 3, 13)


def test_a_damaged_key_opens_nothing_and_is_told(keys: Keys, tmp_path: Path) -> None:
    key, token = keys.create("Banenbord", ["read"], 30)
    (tmp_path / "keys" / f"{key.id}.json").write_text("{", encoding="utf-8")
    assert keys.find(token) is None
    with pytest.raises(KeyProblem, match=key.id):
        keys.list()


@pytest.fixture
def closed(data_dir: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A service whose exchange needs a key, with a route that belongs to it."""
    app = create_app(settings(data_dir, keys=tmp_path / "keys", exchange_open=False))
    router = APIRouter()

    @router.get("/v1/for-job-boards", dependencies=[Depends(require_scope("exchange"))])
    async def board() -> Response:
        return JSONResponse({}, headers={"Cache-Control": "public, max-age=60"})

    app.include_router(router)
    with TestClient(app) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_the_exchange_asks_for_a_key_of_its_own(closed: TestClient, tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    refused = closed.get("/v1/for-job-boards")
    problem(refused, 401, "key-required")
    assert refused.headers["www-authenticate"] == 'Bearer realm="opdrachten", scope="exchange"'

    _, reading = keys.create("Lezer", ["read"], 1)
    narrow = closed.get("/v1/for-job-boards", headers=bearer(reading))
    problem(narrow, 403, "key-too-narrow")
    assert 'error="insufficient_scope"' in narrow.headers["www-authenticate"]

    _, both = keys.create("Banenbord", ["read", "exchange"], 1)
    answer = closed.get("/v1/for-job-boards", headers=bearer(both))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, max-age=60"  # no cache may give it to who has no key
    streamed = closed.get("/v1/snapshot", headers=bearer(both))
    assert streamed.headers["cache-control"] == "private, no-cache"


def test_the_exchange_is_open_unless_the_setting_closes_it(data_dir: Path) -> None:
    app = create_app(settings(data_dir))

    @app.get("/v1/for-job-boards", dependencies=[Depends(require_scope("exchange"))])
    async def board() -> Response:
        return JSONResponse({})

    with TestClient(app) as client:
        assert client.get("/v1/for-job-boards").status_code == 200


def test_a_running_server_takes_up_keys_and_revocations(
    closed: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_module, "_FRESH_SECONDS", 0.0)
    keys = Keys(tmp_path / "keys")
    key, token = keys.create("Banenbord", ["exchange"], 1)
    assert closed.get("/v1/for-job-boards", headers=bearer(token)).status_code == 200
    assert keys.list()[0].last_used is not None
    keys.revoke(key.id)
    problem(closed.get("/v1/for-job-boards", headers=bearer(token)), 401, "invalid-key")


@pytest.mark.parametrize("value", ["Bearer", "Bearer x", "bearer x y", "Bearer opd_aaaaaaaaaa_" + "a" * 43])
def test_a_wrong_key_is_never_taken_for_none(closed: TestClient, value: str) -> None:
    response = closed.get("/v1/assignments", headers={"Authorization": value})
    body = problem(response, 401, "invalid-key")
    assert 'error="invalid_token"' in response.headers["www-authenticate"]
    assert "aaaa" not in json.dumps(body)


@pytest.mark.parametrize("value", ["Basic eDp5", "Digest a=b", ""])
def test_other_schemes_are_for_a_proxy(closed: TestClient, value: str) -> None:
    assert closed.get("/v1/assignments?limit=0", headers={"Authorization": value}).status_code == 200

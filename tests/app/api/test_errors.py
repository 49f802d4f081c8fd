"""Every error is RFC 9457, says what to do, and leaks nothing."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from app.api.envelope import LONGEST_QUERY
from app.api.problems import PROBLEM_TYPES
from app.api.schemas import Problem as ProblemShape
from app.api.version import API_VERSION
from app.main import create_app
from tests.app.api.conftest import RECORDS, settings
from tests.app.search.builders import publish

CASES = json.loads((Path(__file__).parents[2] / "cases" / "api_errors.json").read_text("utf-8"))


def problem(response: Response, status: int, slug: str) -> dict[str, Any]:
    """Check the shape that all errors share and return the body."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["api-version"] == API_VERSION
    body: dict[str, Any] = response.json()
    ProblemShape.model_validate(body, extra="forbid")
    assert (body["status"], body["type"]) == (status, f"/docs#{slug}")
    assert body["instance"] == response.request.url.path
    assert body["detail"].endswith(".")
    return body


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['status']} {case['get']}")
def test_table(client: TestClient, case: dict[str, Any]) -> None:
    body = problem(client.get(case["get"], headers=case.get("headers")), case["status"], case["type"])
    errors = {error["parameter"]: error["message"] for error in body.get("errors", [])}
    assert sorted(errors) == case.get("parameters", [])
    assert case.get("says", "") in " ".join(errors.values())


@pytest.mark.parametrize("path", ["/v1/assignments", "/v1/assignments/full", "/openapi.json", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_named(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "GET, HEAD"


def test_a_query_may_be_long_but_not_endless(client: TestClient) -> None:
    padding = "q=" + "a" * (LONGEST_QUERY - 2)
    assert client.get(f"/v1/assignments?{padding}").status_code == 400  # q itself has a lower bound
    problem(client.get(f"/v1/assignments?{padding}a"), 414, "uri-too-long")
    problem(client.get("/v1/assignments/" + "a" * 3_000), 414, "uri-too-long")


def test_an_internal_error_leaks_nothing_and_is_logged(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(client.app, FastAPI)

    def fail(request: object, *, written: bool) -> None:
        raise ValueError("geheim in /srv/pad")

    monkeypatch.setattr(client.app.state.engine, "search", fail)
    with caplog.at_level(logging.ERROR):
        response = client.get("/v1/assignments?q=gevoelig")
    body = problem(response, 500, "internal-error")
    assert "geheim" not in response.text and "Traceback" not in response.text
    assert response.headers["x-request-id"] in body["detail"]
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert response.headers["x-request-id"] in logged and "gevoelig" not in logged
    assert any(record.exc_info and "geheim" in str(record.exc_info[1]) for record in caplog.records)


def test_a_panic_below_is_an_error_like_any_other(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(client.app, FastAPI)

    class Panic(BaseException):
        pass

    def panic(request: object, *, written: bool) -> None:
        raise Panic

    monkeypatch.setattr(client.app.state.engine, "search", panic)
    problem(client.get("/v1/assignments"), 500, "internal-error")


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[TestClient]:
    publish(tmp_path, RECORDS[:5])
    app = create_app(settings(tmp_path, timeout_seconds=0.1, search_threads=1))
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.engine.search = lambda request, written: time.sleep(0.6)
        yield client


def test_what_takes_too_long_is_given_up(slow: TestClient) -> None:
    started = time.perf_counter()
    response = slow.get("/v1/assignments")
    problem(response, 503, "too-slow")
    assert int(response.headers["retry-after"]) > 0
    problem(slow.get("/v1/assignments/full"), 503, "too-slow")  # waits for the one thread
    assert time.perf_counter() - started < 0.5
    time.sleep(0.6)
    assert slow.get("/v1/assignments/full").status_code == 200  # the thread came back


def test_the_type_stands_under_the_address_of_the_service(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path, base_url="https://example.nl/zoek/"))
    with TestClient(app) as client:
        assert client.get("/nergens").json()["type"] == "/zoek/docs#not-found"


def test_every_type_is_explained_where_it_points(client: TestClient) -> None:
    page = client.get("/docs").text
    missing = [kind.slug for kind in PROBLEM_TYPES if f'id="{kind.slug}"' not in page]
    assert missing == []

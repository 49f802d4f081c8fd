"""What surrounds every answer."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from app.api.version import API_VERSION
from app.main import create_app
from tests.app.api.conftest import settings

PATHS = [
    "/v1/assignments?q=jeugd",
    "/v1/assignments/full",
    "/v1/assignments/full/similar",
    "/v1/suggestions?q=jon",
    "/openapi.json",
    "/docs",
    "/healthz",
    "/readyz",
    "/metrics",
    "/nergens",
    "/v1/assignments?sort=x",
]


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_its_body(client: TestClient, path: str) -> None:
    # The time a search took is part of its body, so that lengths are compared where the body is the same.
    got, head = client.get(path), client.head(path)
    assert head.content == b""
    assert head.status_code == got.status_code
    same = {"content-type", "etag", "cache-control", "vary", "link", "api-version"}
    assert {n: head.headers.get(n) for n in same} == {n: got.headers.get(n) for n in same}
    if path in {"/openapi.json", "/docs", "/v1/assignments/full", "/healthz"}:
        assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("path", PATHS)
def test_headers_that_all_answers_carry(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["api-version"] == API_VERSION
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["access-control-allow-origin"] == "*"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "server" not in headers and "x-powered-by" not in headers
    assert "strict-transport-security" not in headers  # plain http: it would lock the host out


def test_request_ids_differ(client: TestClient) -> None:
    assert len({client.get("/healthz").headers["x-request-id"] for _ in range(5)}) == 5


def test_preflight(client: TestClient) -> None:
    asked = {"Origin": "https://elders.example.nl", "Access-Control-Request-Method": "GET"}
    response = client.options("/v1/assignments", headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "If-None-Match" in response.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("identity", False),
        ("", False),
    ],
)
def test_compression_as_accepted(client: TestClient, accepted: str, packed: bool) -> None:
    request = client.build_request("GET", "/openapi.json", headers={"Accept-Encoding": accepted})
    response = client.send(request, stream=True)
    raw = b"".join(response.iter_raw())
    response.close()
    assert response.headers.get("content-encoding") == ("gzip" if packed else None)
    assert response.headers["vary"] == "Accept-Encoding"
    assert (gzip.decompress(raw) if packed else raw).startswith(b"{")


def test_small_answers_are_not_compressed(client: TestClient) -> None:
    response = client.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in response.headers


def test_vary_names_each_header_once(client: TestClient) -> None:
    assert client.get("/v1/assignments").headers["vary"] == "Accept, Accept-Encoding"


def test_pages_may_load_their_own_style_and_no_one_elses(client: TestClient) -> None:
    policy = client.get("/docs").headers["content-security-policy"]
    assert "style-src 'self'" in policy and "script-src 'self'" in policy


def test_figures_name_routes_and_never_what_was_asked(client: TestClient) -> None:
    client.get("/v1/assignments?q=zeldzaamwoord")
    client.get("/v1/assignments/geheimid")
    client.get("/nergens/geheim")
    figures = client.get("/metrics")
    assert figures.headers["content-type"].startswith("text/plain")
    assert 'opdrachten_http_requests_total{method="GET",route="/v1/assignments",status="200"}' in figures.text
    assert 'route="/v1/assignments/{id}",status="404"' in figures.text
    assert 'route="none",status="404"' in figures.text
    assert "opdrachten_search_seconds_count" in figures.text
    assert "\nopdrachten_records 123.0" in figures.text
    assert "zeldzaam" not in figures.text and "geheim" not in figures.text


def test_two_applications_in_one_process_keep_their_own_figures(client: TestClient, tmp_path: Path) -> None:
    with TestClient(create_app(settings(tmp_path))) as other:
        other.get("/healthz")
        assert 'route="/v1/assignments"' not in other.get("/metrics").text


def test_httpx_reads_the_links(client: TestClient) -> None:
    response = client.get("/v1/assignments?limit=1")
    assert isinstance(response, httpx.Response)
    assert set(response.links) == {"next", "self", "first"}

"""What surrounds every answer."""

from __future__ import annotations

import gzip
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from starlette.responses import StreamingResponse

from app.api.envelope import LONGEST_BODY
from app.api.version import API_VERSION
from app.main import create_app
from indexer.reindex import reindex
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


def test_pages_and_data_say_who_may_embed_them(client: TestClient) -> None:
    page, data = client.get("/docs").headers, client.get("/v1/assignments").headers
    assert page["cross-origin-opener-policy"] == page["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in page["permissions-policy"]
    assert data["cross-origin-resource-policy"] == "cross-origin"  # any site may read it
    assert "cross-origin-opener-policy" not in data and "permissions-policy" not in data


def test_what_is_unchanged_keeps_the_policy_it_came_with(client: TestClient) -> None:
    """A browser takes the headers of a 304 for those of the page that it has: a policy for data would strip it bare."""
    page = client.get("/docs")
    again = client.get("/docs", headers={"If-None-Match": page.headers["etag"]})
    assert again.status_code == 304
    assert again.headers.get("content-security-policy") in (None, page.headers["content-security-policy"])
    assert again.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_a_body_is_passed_over_while_it_is_small(client: TestClient, method: str) -> None:
    status = 405 if method == "POST" else 200
    small = client.request(method, "/v1/assignments", content=b"x" * LONGEST_BODY)
    assert small.status_code == status
    large = client.request(method, "/v1/assignments", content=b"x" * (LONGEST_BODY + 1))
    assert large.status_code == 413
    assert large.headers["connection"] == "close"
    assert method == "HEAD" or large.json()["type"] == "/docs#body-too-large"


@pytest.mark.parametrize("length", ["-1", "x", "1" * 30, "1e3"])
def test_a_length_that_is_none_is_too_large(client: TestClient, length: str) -> None:
    assert client.get("/v1/assignments", headers={"Content-Length": length}).status_code == 413


def test_a_body_of_unknown_length_is_refused(client: TestClient) -> None:
    response = client.request("POST", "/v1/assignments", content=iter([b"x"]))
    assert response.status_code == 411 and response.json()["type"] == "/docs#length-required"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_stream_is_not_made_for_head(data_dir: Path, method: str) -> None:
    """What is asked for without its body costs no more than its first piece, however long it is."""
    made: list[int] = []
    ended: list[bool] = []

    async def pieces() -> AsyncIterator[bytes]:
        try:
            for number in range(1_000):
                made.append(number)
                yield b"x" * 2_000
        finally:
            ended.append(True)

    app = create_app(settings(data_dir))

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(pieces(), media_type="text/plain")

    with TestClient(app) as client:
        response = client.request(method, "/stream", headers={"Accept-Encoding": "identity"})
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        assert len(response.content) == (2_000_000 if method == "GET" else 0)
        assert len(made) == (1_000 if method == "GET" else 1)
        assert 'route="/stream",status="200"' in client.get("/metrics").text
    assert ended == [True]


def test_request_ids_differ(client: TestClient) -> None:
    assert len({client.get("/healthz").headers["x-request-id"] for _ in range(5)}) == 5


def test_preflight(client: TestClient) -> None:
    asked = {"Origin": "https://elders.example.nl", "Access-Control-Request-Method": "GET"}
    response = client.options("/v1/assignments", headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "Authorization" in response.headers["access-control-allow-headers"]
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


def test_a_list_may_come_in_several_lines(client: TestClient) -> None:
    """RFC 9110 section 5.3: it means the same as in one."""
    path = "/v1/assignments?limit=1"
    tag = client.get(path).headers["etag"]
    lines = [("If-None-Match", '"a", W/"b"'), ("If-None-Match", tag)]
    assert client.get(path, headers=lines).status_code == 304
    assert client.get(path, headers=lines[:1]).status_code == 200
    record = "/v1/assignments/full"
    kinds = [("Accept", "text/html"), ("Accept", "application/ld+json"), ("Accept", "application/json;q=0.1")]
    assert client.get(record, headers=kinds).headers["content-type"] == "application/ld+json"


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
    age = re.search(r"\nopdrachten_generation_age_seconds (\S+)", figures.text)
    assert age and float(age[1]) > 0
    assert "zeldzaam" not in figures.text and "geheim" not in figures.text


@pytest.mark.parametrize("path", ["/v1/assignments?q=jeugd", "/?q=jeugd"])
def test_the_time_of_every_search_is_counted(client: TestClient, path: str) -> None:
    def count() -> float:
        return float(re.search(r"\nopdrachten_search_seconds_count (\S+)", client.get("/metrics").text)[1])  # type: ignore[index]

    before = count()
    assert client.get(path).status_code == 200
    assert count() > before


def test_documents_set_aside_are_counted(tmp_path: Path) -> None:
    def set_aside() -> str:
        return next(line for line in client.get("/metrics").text.splitlines() if line.startswith(name))

    name = "opdrachten_documents_set_aside "
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    (corpus / "goed.txt").write_text("Procesbegeleider\n\nUren per week: 24\n", encoding="utf-8")
    with TestClient(create_app(settings(data))) as client:
        assert set_aside() == name + "0.0"
        (corpus / "stuk.pdf").write_bytes(b"%PDF-1.7 dit is geen pdf")
        reindex([corpus], data, jobs=1, full=False)
        assert set_aside() == name + "1.0"
        (corpus / "stuk.pdf").unlink()
        reindex([corpus], data, jobs=1, full=False)
        assert set_aside() == name + "0.0"


def test_two_applications_in_one_process_keep_their_own_figures(client: TestClient, tmp_path: Path) -> None:
    with TestClient(create_app(settings(tmp_path))) as other:
        other.get("/healthz")
        assert 'route="/v1/assignments"' not in other.get("/metrics").text


def test_httpx_reads_the_links(client: TestClient) -> None:
    response = client.get("/v1/assignments?limit=1")
    assert isinstance(response, httpx.Response)
    assert set(response.links) == {"next", "self", "first"}

"""The technical rules of the Dutch government's REST API Design Rules (NLGov REST API Design Rules 2.x, Logius:
https://gitdocumentatie.logius.nl/publicatie/api/adr), each with how it is met. Rule names are the standard's.

What is not met by this service alone: /core/transport/tls is for what stands before it (a proxy that ends TLS);
with a base address in https it sends Strict-Transport-Security. Of the draft for 2.2, /core/lang-code would wrap
every text in an object with its language: the record's shape is older and keeps plain strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.description import references, words
from app.api.version import API_VERSION
from app.main import create_app
from tests.app.api.conftest import settings
from tests.app.api.serving import ROOT

RULES = {
    "/core/no-trailing-slash": "no path ends in a slash, and one that does is 404 without a redirect",
    "/core/path-segments-kebab-case": "path segments are lowercase words; feeds end in the name of their format",
    "/core/query-keys-camel-case": "every parameter is in lower camelCase",
    "/core/http-methods": "GET, and with it HEAD; every other method is 405 with Allow",
    "/core/doc-openapi": "an OpenAPI 3.1 description whose references all lead somewhere",
    "/core/doc-openapi-contact": "info.contact with name, address and mail address, the latter a setting",
    "/core/publish-openapi": "/v1/openapi.json (and /openapi.json) in JSON, without a key, readable from any origin",
    "/core/uri-version": "the server's address ends in v1",
    "/core/semver": "info.version is major.minor.patch, and the changelog tells each",
    "/core/version-header": "API-Version in every answer, errors and those of the web server itself included",
    "/core/transport/tls": "TLS ends at the proxy before it; known by https, Strict-Transport-Security is sent",
    "/core/transport/security-headers": "in every answer",
    "/core/transport/cors": "open data: any origin may read, never with credentials",
    "/core/error-handling/problem-details": "every error is application/problem+json",
    "/core/error-handling/invalid-input": "400 with all errors at once, never 422",
    "/core/date-time/format": "date and date-time of RFC 3339",
    "/core/date-time/timezone": "moments are in UTC, and say so",
    "/core/date-time/date-omit-time-portion": "a date carries no time",
}
"""Every technical rule, with how it is met; each is shown below by at least one test that names it."""
STATUSES = [
    ("/v1/assignments", 200),
    ("/v1/assignments?limit=x", 400),
    ("/v1/assignments/nergens", 404),
    ("/nergens", 404),
    ("/v1/openapi.json", 200),
    ("/healthz", 200),
]


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    """The description where the rules look for it: under the base path of the version."""
    described: dict[str, Any] = client.get("/v1/openapi.json").json()
    return described


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        yield path, item["get"]


def _resolve(description: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for key in node.get("$ref", "").removeprefix("#/").split("/"):
        if key:
            description = description[key]
    return description if "$ref" in node else node


def _properties(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for shape in description["components"]["schemas"].values():
        yield from shape.get("properties", {}).items()


def test_no_trailing_slash(client: TestClient, description: dict[str, Any]) -> None:
    """/core/no-trailing-slash: no path ends in one, and with one it does not exist (no redirect)."""
    assert [path for path in description["paths"] if path.endswith("/")] == []
    response = client.get("/v1/assignments/", follow_redirects=False)
    assert response.status_code == 404


def test_path_segments_kebab_case(description: dict[str, Any]) -> None:
    """/core/path-segments-kebab-case: lowercase letters, digits and hyphens. A document of a format that readers look for
    by its name (a feed) has that format's extension at its end.
    """
    form = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|\{[^}]+\}))+(\.(atom|json|xml))?")
    assert [path for path in description["paths"] if not form.fullmatch(path)] == []


def test_query_keys_camel_case(description: dict[str, Any]) -> None:
    """/core/query-keys-camel-case: letters and digits in lower camelCase."""
    form = re.compile(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*")
    names = [one["name"] for _, operation in _operations(description) for one in operation["parameters"]]
    assert names and [name for name in names if not form.fullmatch(name)] == []


def test_http_methods(client: TestClient, description: dict[str, Any]) -> None:
    """/core/http-methods: standard methods only; here the safe ones."""
    assert all(set(item) == {"get"} for item in description["paths"].values())
    for method in ("ZOEK", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        refused = client.request(method, "/v1/assignments")
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD"), method
    assert client.head("/v1/assignments").status_code == 200


def test_doc_openapi(client: TestClient, description: dict[str, Any]) -> None:
    """/core/doc-openapi: OpenAPI 3, with paths."""
    assert re.fullmatch(r"3\.\d+\.\d+", description["openapi"])
    assert description["paths"]
    for reference in set(references(description)):
        assert _resolve(description, {"$ref": reference}), reference


def test_doc_openapi_contact(description: dict[str, Any]) -> None:
    """/core/doc-openapi-contact: name, address and mail address."""
    assert set(description["info"]["contact"]) == {"name", "url", "email"}
    assert all(description["info"]["contact"].values())


@pytest.mark.parametrize("path", ["/openapi.json", "/v1/openapi.json"])
def test_publish_openapi(client: TestClient, path: str) -> None:
    """/core/publish-openapi: JSON at the base path, without a key, readable from any origin."""
    response = client.get(path, headers={"Origin": "https://elders.example.nl"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["access-control-allow-origin"] == "*"


def test_uri_version(description: dict[str, Any]) -> None:
    """/core/uri-version: the server's address holds the major version, and nothing finer."""
    major = API_VERSION.partition(".")[0]
    assert [server["url"].rpartition("/")[2] for server in description["servers"]] == [f"v{major}"]
    assert all(not re.match(r"/v\d", path) for path in description["paths"])


def test_semver(description: dict[str, Any]) -> None:
    """/core/semver: major.minor.patch."""
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", description["info"]["version"])
    assert description["info"]["version"] == words()["changes"][0]["version"]


def test_the_changelog_tells_every_version() -> None:
    """/core/semver: what a version brought stands in CHANGELOG.md and on the documentation page, newest first."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = re.findall(r"^## (\S+)$", changelog, re.M)
    assert told == [change["version"] for change in words()["changes"]]
    assert told == sorted(told, key=lambda version: [int(part) for part in version.split(".")], reverse=True)
    assert "CHANGELOG.md" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("path", "status"), STATUSES)
def test_version_header(client: TestClient, description: dict[str, Any], path: str, status: int) -> None:
    """/core/version-header: in every answer, the same as in the description."""
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["api-version"] == description["info"]["version"]


def test_version_header_in_every_refusal(client: TestClient, description: dict[str, Any]) -> None:
    """/core/version-header, /core/error-handling/problem-details, /core/transport/security-headers: also where a request
    never reaches a resource. What the web server itself refuses is shown in test_protocol.py.
    """
    refusals = {
        401: client.get("/v1/assignments", headers={"Authorization": "Bearer x"}),
        405: client.post("/v1/assignments"),
        406: client.get("/v1/assignments", headers={"Accept": "text/csv"}),
        413: client.get("/v1/assignments", headers={"Content-Length": "99999"}),
        414: client.get("/v1/assignments?q=" + "a" * 20_000),
    }
    for status, answer in refusals.items():
        assert answer.status_code == status
        assert answer.headers["api-version"] == description["info"]["version"], status
        assert answer.headers["content-type"] == "application/problem+json", status
        assert {"status", "title", "detail"} <= set(answer.json()), status
        assert answer.headers["x-content-type-options"] == "nosniff", status
        assert answer.headers["cache-control"] == "no-store", status


def test_version_header_is_described(description: dict[str, Any]) -> None:
    """/core/version-header: and described with every answer."""
    for path, operation in _operations(description):
        for status, answer in operation["responses"].items():
            assert "API-Version" in _resolve(description, answer)["headers"], (path, status)


def test_transport_tls(tmp_path: Path) -> None:
    """/core/transport/tls: TLS ends before this service; known by https, it holds clients to that."""
    with TestClient(create_app(settings(tmp_path, base_url="https://opdrachten.example.nl"))) as client:
        assert "max-age=" in client.get("/healthz").headers["strict-transport-security"]
        server = client.get("/v1/openapi.json").json()["servers"][0]["url"]
        assert server == "https://opdrachten.example.nl/v1"


@pytest.mark.parametrize(("path", "status"), STATUSES)
def test_transport_security_headers(client: TestClient, path: str, status: int) -> None:
    """/core/transport/security-headers. ``Cache-Control: no-store`` is for what is sensitive: errors carry
    it; assignments are public and may be kept for a while.
    """
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["content-type"] in {"application/json", "application/problem+json"}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store" or status == 200


def test_transport_cors(client: TestClient) -> None:
    """/core/transport/cors: open data, to be read from any site, never with credentials."""
    headers = client.get("/v1/assignments", headers={"Origin": "https://elders.example.nl"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


def test_error_handling_problem_details(client: TestClient, description: dict[str, Any]) -> None:
    """/core/error-handling/problem-details: application/problem+json with status, title and detail."""
    for path, status in STATUSES:
        if status >= 400:
            response = client.get(path)
            assert response.headers["content-type"] == "application/problem+json"
            assert {"status", "title", "detail"} <= set(response.json())
    for path, operation in _operations(description):
        for status_name, answer in operation["responses"].items():
            if status_name >= "4":
                content = _resolve(description, answer)["content"]
                assert set(content) == {"application/problem+json"}, (path, status_name)


def test_error_handling_invalid_input(client: TestClient, description: dict[str, Any]) -> None:
    """/core/error-handling/invalid-input: 400, never 422; described where there are parameters."""
    assert client.get("/v1/assignments?limit=x").status_code == 400
    for path, operation in _operations(description):
        assert "422" not in operation["responses"], path
        assert not operation["parameters"] or "400" in operation["responses"], path


def _formats(node: dict[str, Any]) -> set[str]:
    return {one["format"] for one in (node, *node.get("anyOf", ())) if "format" in one}


def test_date_time_format(client: TestClient, description: dict[str, Any]) -> None:
    """/core/date-time/format and /core/date-time/timezone: dates are ``date``, moments ``date-time`` with their zone."""
    properties = [*_properties(client.get("/openapi.json").json()), *_properties(description)]
    for name in ("startDate", "endDate", "deadline", "published"):
        assert _formats(dict(properties)[name]) == {"date"}, name
    for name in ("deadlineAt", "created"):
        assert _formats(dict(properties)[name]) == {"date-time"}, name
    assert client.get("/v1/assignments/full").json()["deadlineAt"] == "2026-03-17T08:00:00Z"


def test_date_omit_time_portion(client: TestClient) -> None:
    """/core/date-time/date-omit-time-portion: a date carries no time."""
    record = client.get("/v1/assignments/full").json()
    dates = [record[name] for name in ("startDate", "endDate", "deadline", "published")]
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) for date in dates)


def test_every_rule_is_shown_and_every_rule_shown_is_told() -> None:
    told = [
        rule
        for name, test in globals().items()
        if name.startswith("test_")
        for rule in re.findall(r"/core/[a-z/-]*[a-z]", test.__doc__ or "")
    ]
    assert set(told) == set(RULES)


def test_answers_are_objects(client: TestClient) -> None:
    """Answers can grow: a list stands inside an object."""
    paths = (
        "/v1/assignments",
        "/v1/assignments/full",
        "/v1/assignments/full/similar",
        "/v1/suggestions?q=jo",
    )
    assert all(isinstance(client.get(path).json(), dict) for path in paths)


def test_json_keys_camel_case(description: dict[str, Any]) -> None:
    """Keys in JSON are camelCase, as the query keys are."""
    form = re.compile(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*")
    assert [name for name, _ in _properties(description) if not form.fullmatch(name)] == []

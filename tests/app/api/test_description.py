"""The description tells what there is, all of it, and the page shows it without asking anyone else."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from app.api import documentation
from app.api.description import _responses, describe, examples, references, words
from app.api.schemas import SHAPES
from app.search.parameters import BY_NAME, PARAMETERS

NOT_DESCRIBED = {"/openapi.json", "/v1/openapi.json", "/docs", "/docs/style.css"}


@pytest.fixture(scope="module")
def service(client: TestClient) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/openapi.json").json()
    return described


def test_every_route_is_described_and_every_description_has_a_route(
    client: TestClient, service: dict[str, Any]
) -> None:
    from app.api import assignments, documentation, exchange, feeds, job_feed, operations, suggestions

    assert isinstance(client.app, FastAPI)
    rooms = (assignments, documentation, exchange, feeds, job_feed, operations, suggestions)
    routers = [room.router for room in rooms]
    routes = {route.path for router in routers for route in router.routes if isinstance(route, APIRoute)}
    assert set(service["paths"]) == routes - NOT_DESCRIBED


def test_every_search_parameter_is_described_with_its_bounds(service: dict[str, Any]) -> None:
    parameters = service["paths"]["/v1/assignments"]["get"]["parameters"]
    assert [one["name"] for one in parameters] == [parameter.name for parameter in PARAMETERS]
    for one in parameters:
        assert one["description"].endswith("."), one["name"]
        assert "example" in one, one["name"]
    schemas = {one["name"]: one["schema"] for one in parameters}
    assert schemas["limit"] == {"type": "integer", "minimum": 0, "maximum": 100, "default": 20}
    assert schemas["hoursMin"] == {"type": "number", "minimum": 0, "maximum": BY_NAME["hoursMin"].high}
    assert schemas["status"] == {"type": "string", "enum": ["open", "closed", "all"], "default": "all"}
    assert schemas["kind"]["default"] == ["assignment"]
    assert schemas["startAfter"] == {"type": "string", "format": "date"}
    assert schemas["interpret"] == {"type": "boolean", "default": False}


def test_the_exchange_is_described_with_its_bounds(service: dict[str, Any]) -> None:
    operation = service["paths"]["/v1/stream"]["get"]
    parameters = {one["name"]: one for one in operation["parameters"]}
    assert list(parameters) == ["since", "limit", "kind"]
    assert parameters["since"]["required"] and not parameters["limit"]["required"]
    assert parameters["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 5_000,
        "default": 1_000,
    }
    statuses = "200 304 400 401 403 406 408 410 411 413 414 429 431 500 503"
    assert set(operation["responses"]) == set(statuses.split())
    answer = operation["responses"]["200"]
    assert "Sequence-Number" in answer["headers"]
    assert answer["content"]["application/x-ndjson"]["schema"]["x-itemSchema"] == {
        "$ref": "#/components/schemas/StreamEvent"
    }
    feed = service["paths"]["/v1/feed.atom"]["get"]["parameters"]
    assert [one["name"] for one in feed] == [parameter.name for parameter in PARAMETERS]
    assert {one["name"]: one["schema"].get("default") for one in feed}["limit"] == 50


def test_a_feed_holds_what_is_open_unless_asked_otherwise(service: dict[str, Any]) -> None:
    defaults = {
        path: {
            one["name"]: one["schema"].get("default") for one in service["paths"][path]["get"]["parameters"]
        }
        for path in ("/v1/feed.atom", "/v1/feed.json", "/v1/assignments")
    }
    assert {path: told["status"] for path, told in defaults.items()} == {
        "/v1/feed.atom": "open",
        "/v1/feed.json": "open",
        "/v1/assignments": "all",
    }


def test_the_manual_names_every_address(service: dict[str, Any]) -> None:
    manual = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text("utf-8")
    fixed = ("/robots.txt", "/sitemap.xml", "/opensearch.xml", "/opdrachten/{id}", "/docs", "/openapi.json")
    version_one = [path for path in service["paths"] if path.startswith("/v1/")]
    assert [path for path in (*version_one, *fixed) if f"`{path}" not in manual] == []


def test_no_words_are_left_over(service: dict[str, Any]) -> None:
    assert set(words()["parameters"]) == {*BY_NAME, "id", "since"}


@pytest.mark.parametrize(
    "one",
    describe("https://example.nl", "a@example.nl")["paths"]["/v1/assignments"]["get"]["parameters"],
    ids=lambda one: one["name"],
)
def test_every_example_is_accepted(client: TestClient, one: dict[str, Any]) -> None:
    example = one["example"]
    shown = {True: "true", False: "false"}.get(example, example) if isinstance(example, bool) else example
    if one["name"] == "facets":
        shown = ",".join(example)
    params: dict[str, Any] = {one["name"]: shown}
    if one["name"] == "radiusKm":
        params["near"] = "Almelo"
    response = client.get("/v1/assignments", params=params)
    # A cursor is of one index alone: its example can only be of the right form.
    assert response.status_code == (400 if one["name"] == "cursor" else 200), response.text


def test_every_reference_leads_somewhere(service: dict[str, Any]) -> None:
    for reference in set(references(service)):
        node: Any = service
        for key in reference.removeprefix("#/").split("/"):
            node = node[key]
        assert node


def test_operations_have_what_a_reader_needs(service: dict[str, Any]) -> None:
    identifiers = [path["get"]["operationId"] for path in service["paths"].values()]
    assert len(set(identifiers)) == len(identifiers)
    tags = {tag["name"] for tag in service["tags"]}
    for path, item in service["paths"].items():
        assert set(item) == {"get"}
        assert item["get"]["summary"] and item["get"]["description"].endswith("."), path
        assert set(item["get"]["tags"]) <= tags


def test_version_one_alone(client: TestClient, service: dict[str, Any]) -> None:
    one = client.get("/v1/openapi.json").json()
    assert one["servers"][0]["url"] == "http://testserver/v1"
    assert service["servers"][0]["url"] == "http://testserver"
    of_version_one = {path for path in service["paths"] if path.startswith("/v1/")}
    assert {"/v1" + path for path in one["paths"]} == of_version_one
    for kind, members in one["components"].items():
        assert members.items() <= service["components"][kind].items(), kind
    assert "Ready" not in one["components"]["schemas"]  # what nothing refers to is left out


def test_the_page_asks_nothing_of_others(client: TestClient) -> None:
    page = client.get("/docs").text
    assert '<html lang="nl">' in page
    assert "<script" not in page and "style=" not in page
    loaded = re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', page)
    assert loaded == ["docs/style.css", "data:,"]
    style = client.get("/docs/style.css")
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "url(" not in style.text and "@import" not in style.text


def test_the_page_shows_everything(client: TestClient, service: dict[str, Any]) -> None:
    page = client.get("/docs").text
    for item in service["paths"].values():
        assert f'id="{item["get"]["operationId"]}"' in page
    assert all(f"<code>{name}</code>" in page for name in BY_NAME)
    assert all(f'id="{name}"' in page for name in service["components"]["schemas"])
    local = set(re.findall(r'href="#([^"]+)"', page))
    assert local <= set(re.findall(r'id="([^"]+)"', page))


def test_it_is_made_once_whatever_the_host_and_off_the_event_loop(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []

    def describe_and_tell(*given: Any, **named: Any) -> dict[str, Any]:
        made.append(asyncio._get_running_loop() is None)
        return describe(*given, **named)

    monkeypatch.setattr(documentation, "_made", {})
    monkeypatch.setattr(documentation, "describe", describe_and_tell)
    for path in ("/openapi.json", "/v1/openapi.json", "/docs"):
        pages = {client.get(path, headers={"Host": f"host{n}.example"}).text for n in range(20)}
        assert len(pages) == 20
    assert made == [True] * 3


@pytest.mark.parametrize(
    "host", ["testserver", "opdrachten.example:8443", "[::1]:8000", "xn--bcher-kva.example"]
)
def test_the_host_stands_wherever_the_origin_does(client: TestClient, host: str) -> None:
    asked = {"Host": host}
    settings = client.app.state.settings  # type: ignore[attr-defined]
    for path, alone in (("/openapi.json", False), ("/v1/openapi.json", True)):
        described = describe(f"http://{host}", settings.contact_email, version_one=alone)
        written = orjson.dumps(described, option=orjson.OPT_INDENT_2)
        assert client.get(path, headers=asked).content == written
    page = client.get("/docs", headers=asked).text
    assert f"curl 'http://{host}/v1/assignments" in page
    assert "origin.invalid" not in page


def test_an_origin_is_written_as_its_text_asks(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    origin = 'https://op.example/a"b&<c>'
    monkeypatch.setattr(documentation.answers, "origin", lambda request: origin)
    assert client.get("/openapi.json").json()["servers"][0]["url"] == origin
    assert "curl 'https://op.example/a&#34;b&amp;&lt;c&gt;/v1/assignments" in client.get("/docs").text


def test_a_strange_host_cannot_put_markup_on_the_page(client: TestClient) -> None:
    response = client.get("/docs", headers={"Host": "<script>alert(1)</script>"})
    assert response.status_code == 400
    assert "<script" not in response.text


def test_an_operation_for_keys_of_a_scope_names_what_may_be_refused() -> None:
    plain = {"id": "getThing", "answer": "Alive", "answerText": "Iets.", "problems": []}
    assert {"401", "429"} <= set(_responses(plain)) and "403" not in _responses(plain)
    assert {"401", "403", "429"} <= set(_responses({**plain, "scope": "exchange"}))


@pytest.mark.parametrize("name", examples())
def test_every_answer_shown_has_its_shape(name: str) -> None:
    shape = {shape.__name__: shape for shape in SHAPES}[name]
    shape.model_validate(examples()[name], extra="forbid")


def test_the_evidence_shown_stands_where_it_says() -> None:
    shown = examples()["Assignment"]
    told = [one for found in shown["evidence"].values() for one in found]
    assert told and all(shown["text"][one["start"] : one["end"]] == one["text"] for one in told)


def test_every_answer_in_json_is_shown(service: dict[str, Any]) -> None:
    for path, item in service["paths"].items():
        for status, answer in item["get"]["responses"].items():
            answer = (
                service["components"]["responses"][answer["$ref"].split("/")[-1]]
                if "$ref" in answer
                else answer
            )
            for media_type, told in answer.get("content", {}).items():
                if media_type in {"application/json", "application/problem+json"}:
                    assert "example" in told, (path, status)
                    assert media_type == "application/json" or str(told["example"]["status"]) == status

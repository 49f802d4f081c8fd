"""Documents are written by others. Whatever stands in one, the page it comes out on has the same elements as for a
harmless document of the same form, and no answer is taken for a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from indexer.record import Competency, Place, Record
from tests.app.api.conftest import settings
from tests.app.search.builders import publish, record

HARMLESS = "onschuldig woord"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></textarea></script><svg onload=alert(1)>",
    "<mark>vals</mark>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<!-- --><base href=//kwaad.example.nl>",
    "&lt;b&gt;&amp;#60;",
    "]]><x:y/>",
]


def _records(payload: str) -> list[Record]:
    place = Place(f"Plaats {payload}", f"Gemeente {payload}", "Overijssel", (f"Regio {payload}",), 52.4, 6.6)
    competency = Competency("procesbegeleiding", f"Competentie {payload}", "vaardigheid")
    text = f"Procesbegeleider {payload}\n\n{payload}: vraagt procesbegeleiding.\n- {payload}\n"
    return [
        record(
            id,
            title=f"Procesbegeleider {payload}",
            file=f"{payload.replace('/', '')}.txt",
            reference=payload,
            organisation=f"Stichting {payload}",
            summary=f"Zoekt een procesbegeleider {payload}",
            places=(place,),
            source_url="https://opdrachten.example.nl/1",
            extension=payload,
            competencies=(competency,),
            text=text,
        )
        for id in ("een", "twee")
    ]


def _client(folder: Path, payload: str) -> TestClient:
    publish(folder, _records(payload))
    return TestClient(create_app(settings(folder)))


def _kinds(page: str) -> set[tuple[str, tuple[str, ...]]]:
    """The elements of a page, each with the names of its attributes. How many there are depends on the words."""
    tree = lxml.html.document_fromstring(page)
    return {(str(one.tag), tuple(sorted(one.attrib))) for one in tree.iter() if isinstance(one.tag, str)}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with _client(tmp_path_factory.mktemp("harmless"), HARMLESS) as client:
        yield client


@pytest.mark.parametrize("payload", HOSTILE)
def test_markup_in_a_document_makes_no_element(harmless: TestClient, tmp_path: Path, payload: str) -> None:
    with _client(tmp_path, payload) as client:
        for path in ("/", "/?q=procesbegeleider", "/opdrachten/een", "/docs"):
            usual, got = harmless.get(path), client.get(path)
            assert (usual.status_code, got.status_code) == (200, 200), path
            assert _kinds(got.text) <= _kinds(usual.text) | _kinds(harmless.get("/").text), path
            _no_script(got.text)
        _as_data(client, payload)


def _no_script(page: str) -> None:
    tree = lxml.html.document_fromstring(page)
    assert all(
        script.get("src", "").startswith("/static/")
        for script in tree.iter("script")
        if not script.get("type")
    )
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            harmful = value.strip().lower().startswith(("javascript:", "data:")) and value != "data:,"
            assert name != "href" or not harmful, value
    assert not list(tree.iter("base", "iframe", "object", "embed"))


def _as_data(client: TestClient, payload: str) -> None:
    """As data the text is what it was, in an answer that nothing takes for a page; highlights are escaped."""
    found = client.get("/v1/assignments?q=procesbegeleider")
    assert found.headers["content-type"] == "application/json"
    items: list[dict[str, Any]] = found.json()["items"]
    assert {item["title"] for item in items} == {f"Procesbegeleider {payload}"}
    fragments = [fragment for item in items for told in item["highlights"].values() for fragment in told]
    assert fragments
    for fragment in fragments:
        parsed = lxml.html.fragment_fromstring(fragment, create_parent="p")
        assert {str(one.tag) for one in parsed.iter()} <= {"p", "mark"}
        assert all(not one.attrib for one in parsed.iter())
    for path in ("/v1/suggestions?q=Stichting", "/v1/assignments/een", "/v1/assignments/een/similar"):
        assert client.get(path).headers["content-type"] == "application/json"
    posting = client.get("/v1/assignments/een", headers={"Accept": "application/ld+json"})
    assert posting.headers["content-type"] == "application/ld+json"
    description = lxml.html.fragment_fromstring(posting.json()["description"], create_parent="div")
    assert {str(one.tag) for one in description.iter()} <= {"div", "p", "br", "ul", "li"}


@pytest.mark.parametrize("payload", HOSTILE)
def test_markup_in_a_question_makes_no_element(harmless: TestClient, payload: str) -> None:
    for params in (
        {"q": payload},
        {"organisation": payload},
        {"near": payload},
        {"sort": payload},
        {payload: "1"},
    ):
        page = harmless.get("/", params=params)
        assert page.headers["content-type"].startswith("text/html")
        _no_script(page.text)
        assert "<img src=x" not in page.text and "<script>alert" not in page.text and "<base" not in page.text
        answer = harmless.get("/v1/assignments", params=params)
        assert answer.headers["content-type"] in {"application/json", "application/problem+json"}
    page = harmless.get(f"/opdrachten/{payload}")
    assert page.status_code == 404
    assert page.headers["content-type"] == "application/problem+json" or "<script>alert" not in page.text

"""What is answered: shapes, links, tags, and text that stays text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from app.api.schemas import Alive, Assignment, Ready, SearchAnswer, SimilarAnswer, SuggestionsAnswer
from app.main import create_app
from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText
from indexer.record import Competency, to_json
from tests.app.api.conftest import FULL, RECORDS, settings
from tests.app.search.builders import publish, record

SHAPES: list[tuple[str, type[BaseModel]]] = [
    ("/v1/assignments", SearchAnswer),
    ("/v1/assignments?q=procesbegeleider&explain=true&near=Almelo&radiusKm=60&sort=distance", SearchAnswer),
    ("/v1/assignments?kind=article&kind=vacancy&facets=none&highlight=false&limit=100", SearchAnswer),
    ("/v1/assignments?q=bestaatnietditwoord&limit=0", SearchAnswer),
    (
        "/v1/assignments?hoursMax=16&rateMin=60&rateUnknown=false&province=Overijssel&status=open",
        SearchAnswer,
    ),
    ("/v1/assignments/full", Assignment),
    ("/v1/assignments/full/similar?limit=3", SimilarAnswer),
    ("/v1/suggestions?q=jon", SuggestionsAnswer),
    ("/v1/suggestions", SuggestionsAnswer),
    ("/healthz", Alive),
    ("/readyz", Ready),
]


@pytest.mark.parametrize(("path", "shape"), SHAPES)
def test_shape(client: TestClient, path: str, shape: type[BaseModel]) -> None:
    response = client.get(path)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    shape.model_validate(response.json(), extra="forbid")


def test_a_search_answer_has_the_names_of_the_contract(client: TestClient) -> None:
    answer = client.get("/v1/assignments?q=procesbegeleider").json()
    assert list(answer)[:5] == ["total", "items", "facets", "interpreted", "links"]
    assert "tookMs" in answer and "nextCursor" not in answer
    assert {"full", "hostile"} <= {item["id"] for item in answer["items"]}
    assert all("text" not in item for item in answer["items"])


def test_one_assignment_is_the_record_with_its_text(client: TestClient) -> None:
    assert client.get("/v1/assignments/full").json() == to_json(FULL, with_text=True)


def _walk(client: TestClient, path: str) -> list[str]:
    """All ids behind the ``next`` links of the body, checked against those of the header."""
    found: list[str] = []
    url: str | None = path
    while url:
        response = client.get(url)
        assert response.status_code == 200, response.text
        body = response.json()
        assert response.links.get("next", {}).get("url") == body["links"].get("next")
        found += [item["id"] for item in body["items"]]
        url = body["links"].get("next")
    return found


@pytest.mark.parametrize(
    "query", ["", "q=begeleiding", "sort=deadline", "sort=rate", "near=Almelo&sort=distance"]
)
def test_the_links_lead_past_everything_once(client: TestClient, query: str) -> None:
    total = client.get(f"/v1/assignments?{query}&limit=0").json()["total"]
    found = _walk(client, f"/v1/assignments?{query}&limit=7&facets=none")
    assert total > 20
    assert len(found) == len(set(found)) == total


def test_links_name_the_search_in_its_normal_form(client: TestClient) -> None:
    body = client.get(
        "/v1/assignments?limit=1&q=+caf%C3%A9+%22a%26b%22&kind=vacancy&kind=assignment&limit="
    ).json()
    expected = "/v1/assignments?q=caf%C3%A9%20%22a%26b%22&kind=assignment&kind=vacancy&limit=1"
    assert body["links"]["self"] == body["links"]["first"] == f"http://testserver{expected}"
    assert client.get(body["links"]["self"]).json()["total"] == body["total"]


def test_links_begin_with_the_known_address(tmp_path: Path) -> None:
    publish(tmp_path, RECORDS[:3])
    with TestClient(create_app(settings(tmp_path, base_url="https://example.nl/zoek/"))) as client:
        response = client.get("/v1/assignments?limit=1", headers={"Host": "elders.example.nl"})
        links = response.json()["links"]
        assert all(link.startswith("https://example.nl/zoek/v1/assignments?") for link in links.values())
        assert response.headers["strict-transport-security"] == "max-age=31536000"


def test_long_links_stay_out_of_the_header(client: TestClient) -> None:
    response = client.get("/v1/assignments", params={"q": "é" * 800, "limit": "1"})
    assert response.status_code == 200, response.text
    assert len(response.headers.get("link", "")) <= 4_096
    assert len(response.json()["links"]["self"]) > 4_096


def test_links_of_one_assignment(client: TestClient) -> None:
    links = client.get("/v1/assignments/full").links
    assert links["self"]["url"] == "http://testserver/v1/assignments/full"
    assert links["alternate"] == {
        "url": "http://testserver/opdrachten/full",
        "rel": "alternate",
        "type": "text/html",
    }
    assert client.get(links["related"]["url"]).status_code == 200


CACHED = [
    "/v1/assignments?q=jeugd",
    "/v1/assignments/full",
    "/v1/assignments/full/similar",
    "/v1/suggestions?q=jon",
    "/openapi.json",
    "/v1/openapi.json",
    "/docs",
    "/docs/style.css",
]


@pytest.mark.parametrize("path", CACHED)
def test_what_the_client_has_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert re.fullmatch(r'W/"[0-9a-f]{24}"', tag)
    for sent in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert again.headers["vary"] == first.headers["vary"]
    assert client.get(path, headers={"If-None-Match": '"anders"'}).status_code == 200


def test_tags_differ_where_answers_do(client: TestClient) -> None:
    asked: list[tuple[str, dict[str, str]]] = [
        ("/v1/assignments", {}),
        ("/v1/assignments?limit=1", {}),
        ("/v1/assignments", {"Host": "elders.example.nl"}),
        ("/v1/assignments/full", {}),
        ("/v1/assignments/full", {"Accept": "application/ld+json"}),
    ]
    tags = [client.get(path, headers=headers).headers["etag"] for path, headers in asked]
    assert len(set(tags)) == len(asked)


def test_an_unknown_assignment_is_never_unchanged(client: TestClient) -> None:
    assert client.get("/v1/assignments/unknown", headers={"If-None-Match": "*"}).status_code == 404
    assert client.get("/v1/assignments?sort=x", headers={"If-None-Match": "*"}).status_code == 400


def test_markup_in_a_text_stays_text(client: TestClient) -> None:
    for path in (
        "/v1/assignments?q=procesbegeleider",
        "/v1/assignments/hostile",
        "/v1/suggestions?q=%3Cscript",
    ):
        response = client.get(path)
        assert response.headers["content-type"] == "application/json"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in response.headers["content-security-policy"]
    items: list[dict[str, Any]] = client.get("/v1/assignments?q=procesbegeleider").json()["items"]
    fragments = [f for item in items for found in item["highlights"].values() for f in found]
    assert any("&lt;script&gt;" in fragment for fragment in fragments)
    assert all("<" not in re.sub("</?mark>", "", fragment) for fragment in fragments)
    posting = client.get("/v1/assignments/hostile", headers={"Accept": "application/ld+json"}).json()
    assert (
        posting["description"] == "<p>&lt;img src=x onerror=alert(1)&gt; procesbegeleider &lt;/script&gt;</p>"
    )


def test_similar_ones_leave_out_the_one_itself(client: TestClient) -> None:
    body = client.get("/v1/assignments/full/similar?limit=3").json()
    assert 0 < len(body["items"]) <= 3
    assert "full" not in {item["id"] for item in body["items"]}
    assert client.get(body["links"]["assignment"]).json()["id"] == "full"


def test_suggestions(client: TestClient) -> None:
    found = client.get("/v1/suggestions?q=Twent&limit=5").json()["items"]
    assert {"text": "Twente", "type": "place"}.items() <= found[0].items()
    assert client.get("/v1/suggestions?q=").json()["items"] == []
    assert client.get("/v1/suggestions", params={"q": "a" * 201}).status_code == 400


def test_what_is_counted_where_few_hold_all_words(tmp_path: Path) -> None:
    """As the manual tells it: decided a request, after its filters."""
    vog = (Competency("vog", "VOG", "eis"),)
    both = [record(f"b{at:02}", text="Jeugd en beleid.", competencies=vog * (at < 3)) for at in range(12)]
    one = [record(f"e{at:02}", text="Jeugd.", competencies=vog) for at in range(15)]
    publish(tmp_path, [*both, *one])
    with TestClient(create_app(settings(tmp_path))) as client:

        def asked(q: str, **more: str) -> tuple[int, int, bool, dict[str, int]]:
            found = client.get("/v1/assignments", params={"q": q, "limit": "0", **more}).json()
            rows = {row["value"]: row["count"] for row in found["facets"]["competency"]}
            return found["total"], found["metAll"], found["relaxed"], rows

        assert asked("jeugd beleid") == (12, 12, False, {"vog": 3})
        assert asked("jeugd beleid", competency="vog") == (18, 3, False, {"vog": 18})
        for strictly in ({"q": "jeugd beleid", "sort": "published"}, {"q": '"jeugd" beleid'}):
            assert asked(**strictly, competency="vog") == (3, 3, False, {"vog": 3})
        for q, sort in (
            ("jeugd zeilboot", "relevance"),
            ("jeugd zeilboot", "rate"),
            ('"jeugd" zeilboot', "rate"),
        ):
            assert asked(q, sort=sort, competency="vog") == (18, 0, True, {"vog": 18})


def test_a_facet_counts_an_organisation_as_its_filter_finds_it(tmp_path: Path) -> None:
    """However texts write it: the spelling of most of them is shown, and white space is single."""
    texts = ["Stichting\tWelzijn Aa", "Stichting  Welzijn Aa", "Stichting Welzijn Aa", "Stichting Welzijn Bé"]
    texts += ["Hulpdienst Twente", "Hulpdienst Twente", "HULPDIENST TWENTE", "Hulpdiënst Twente"]
    records = [
        parse_source(SourceText(f"Opdrachtgever: {text}\n\nUren per week: 24"), file=f"{at}.txt", id=f"r{at}")
        for at, text in enumerate(texts)
    ]
    kinds = "kind=assignment&kind=vacancy&kind=article&kind=other"
    publish(tmp_path, records)
    with TestClient(create_app(settings(tmp_path))) as client:

        def asked(**filters: str) -> dict[str, Any]:
            found: dict[str, Any] = client.get(f"/v1/assignments?{kinds}", params=filters).json()
            return found

        counted = {row["value"]: row["count"] for row in asked()["facets"]["organisation"]}
        assert counted == {"Hulpdienst Twente": 4, "Stichting Welzijn Aa": 3, "Stichting Welzijn Bé": 1}
        for value, count in counted.items():
            under = asked(organisation=value)
            assert under["total"] == count
            assert {r["value"]: r["count"] for r in under["facets"]["organisation"]} == counted
        assert asked(organisation="hulpdienst twente", q="24")["total"] == 4


def test_suggestions_count_under_the_filters_given(client: TestClient) -> None:
    def suggested(**filters: str) -> dict[str, int]:
        answer = client.get("/v1/suggestions", params={"q": "Gemeente Tw", **filters})
        assert answer.status_code == 200
        return {
            item["text"]: item["count"] for item in answer.json()["items"] if item["type"] == "organisation"
        }

    def found(**filters: str) -> int:
        params = {"organisation": "Gemeente Twenterand", "facets": "none", "limit": "0", **filters}
        return int(client.get("/v1/assignments", params=params).json()["total"])

    everywhere = found()
    for filters in ({"province": "Overijssel"}, {"hoursMax": "30", "status": "open"}, {"remote": "hybrid"}):
        assert 0 < found(**filters) < everywhere
        assert suggested(**filters) == {"Gemeente Twenterand": found(**filters)}
    assert suggested() == {"Gemeente Twenterand": everywhere}
    assert suggested(organisation="Gemeente Apeldoorn") == {}


def test_suggestions_refuse_what_does_not_narrow(client: TestClient) -> None:
    answer = client.get("/v1/suggestions?q=jo&sort=rate&kleur=rood&hoursMin=x&near=Nergenshuizen")
    assert answer.status_code == 400
    assert sorted(error["parameter"] for error in answer.json()["errors"]) == [
        "hoursMin",
        "kleur",
        "near",
        "sort",
    ]


def test_suggestions_name_their_filters_in_their_own_address(client: TestClient) -> None:
    answer = client.get("/v1/suggestions?limit=3&province=Overijssel&q=jo&status=open").json()
    own = answer["links"]["self"].partition("?")[2]
    assert own == "q=jo&province=Overijssel&status=open&limit=3"
    assert client.get(f"/v1/suggestions?{own}").json() == answer

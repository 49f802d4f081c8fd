"""What a person sees where a program would get a problem in JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.app.pages import samples
from tests.app.pages.reading import one, parsed, text

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "title"),
    [
        ("GET", "/nergens", {}, 404, "Deze bladzijde is er niet"),
        ("GET", "/opdrachten", {}, 404, "Deze bladzijde is er niet"),
        ("POST", "/", {}, 405, "Deze methode kan hier niet"),
        ("GET", "/", {"Authorization": "Bearer x"}, 401, "Deze sleutel geldt niet"),
        ("GET", "/?q=" + 20_000 * "x", {}, 414, "Het adres is te lang"),
    ],
)
def test_a_person_gets_a_page(
    client: TestClient, method: str, path: str, headers: dict[str, str], status: int, title: str
) -> None:
    response = client.request(method, path, headers={"Accept": BROWSER, **headers})
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "no-store"
    assert "Accept" in response.headers["vary"]
    root = parsed(response)
    assert text(one(root, "//h1")) == title
    assert one(root, "//meta[@name='robots']").get("content") == "noindex"


@pytest.mark.parametrize(
    ("path", "accept"), [("/nergens", "*/*"), ("/nergens", "application/json"), ("/v1/nergens", BROWSER)]
)
def test_a_program_gets_the_problem(client: TestClient, path: str, accept: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_who_asks_too_much_is_told_when_to_come_back(tmp_path: Path) -> None:
    app = create_app(Settings(data=samples.published(tmp_path), limit_open=1))
    with TestClient(app) as client:
        headers = {"Accept": BROWSER}
        assert client.get("/", headers=headers).status_code == 200
        refused = client.get("/", headers=headers)
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 60
        root = parsed(refused)
        assert text(one(root, "//h1")) == "Te veel verzoeken"
        assert f"over {refused.headers['retry-after']} seconden" in text(one(root, "//main"))
        for sheet in root.xpath("//link[@rel='stylesheet']/@href"):
            assert client.get(sheet).status_code == 200  # what the page needs is not counted

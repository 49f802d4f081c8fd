"""The page of what is kept: it comes empty, and says why where nothing can fill it."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.app.pages.reading import one, page, text


def test_every_page_leads_to_what_is_kept(client: TestClient) -> None:
    for address, status in (
        ("/", 200),
        ("/opdrachten/consulent", 200),
        ("/opdrachten/x", 404),
        ("/?a=b", 400),
    ):
        link = one(page(client, address, status), "//a[@href='/bewaard']")
        assert text(link) == "Bewaard"


def test_says_where_it_is_kept_and_why_it_is_empty_without_script(client: TestClient) -> None:
    root = page(client, "/bewaard")
    assert text(one(root, "//h1")) == "Bewaard"
    assert "alleen in deze browser" in text(one(root, "//main/p[1]"))
    assert text(one(root, "//noscript")).startswith(
        "Deze bladzijde is leeg, omdat uw browser hier geen scripts"
    )
    assert not root.xpath("//main//li")


def test_is_none_of_a_search_engines_business(client: TestClient) -> None:
    assert one(page(client, "/bewaard"), "//meta[@name='robots']").get("content") == "noindex"


def test_nothing_of_it_reaches_the_server(client: TestClient) -> None:
    """The page asks the server for nothing but its parts, and sends no cookie."""
    answer = client.get("/bewaard")
    assert "set-cookie" not in answer.headers
    assert one(page(client, "/bewaard"), "//form").get("action") == "/"

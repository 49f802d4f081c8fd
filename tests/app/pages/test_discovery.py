"""What machines look for at fixed addresses, and what the pages tell them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from app.main import create_app
from app.pages import discovery
from app.settings import Settings
from indexer.record import Sibling
from tests.app.pages.reading import one, page
from tests.app.pages.samples import NOW, records
from tests.app.search.builders import publish, record

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def _rows(client: TestClient, path: str, root: str, member: str) -> list[tuple[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/xml"
    document = etree.fromstring(response.content)
    assert document.tag == f"{SITEMAP}{root}"
    assert {child.tag for child in document} <= {f"{SITEMAP}{member}"}
    return [(row.findtext(f"{SITEMAP}loc"), row.findtext(f"{SITEMAP}lastmod")) for row in document]


def _open() -> set[str]:
    """What is open by the samples themselves."""
    today = NOW.date()
    return {
        record.id
        for record in records()
        if record.kind in ("assignment", "vacancy")
        and record.status != "closed"
        and (record.deadline is None or record.deadline >= today)
    }


def _addresses(client: TestClient) -> list[str]:
    found: list[str] = []
    for part, changed in _rows(client, "/sitemap.xml", "sitemapindex", "sitemap"):
        assert changed == "2026-03-10T03:00:00Z"
        rows = _rows(client, part.removeprefix("http://testserver"), "urlset", "url")
        assert 0 < len(rows) <= discovery.MOST_ADDRESSES
        found += [address for address, _ in rows]
        assert {changed for _, changed in rows} == {"2026-03-10T03:00:00Z"}  # when they were first seen
    return found


@pytest.mark.parametrize("most", [50_000, 7, 1])
def test_the_sitemap_holds_each_open_page_once(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(discovery, "MOST_ADDRESSES", most)
    found = _addresses(client)
    assert len(found) == len(set(found))
    assert {address.removeprefix("http://testserver/opdrachten/") for address in found} == _open()
    assert client.get("/sitemap-0.xml").status_code == 404
    assert client.get(f"/sitemap-{len(_open()) // most + 2}.xml").status_code == 404
    assert client.get("/sitemap-x.xml").status_code == 404
    assert client.get("/sitemap-99999999999999999999.xml").status_code == 404
    assert client.get(found[0]).status_code == 200


def test_a_sitemap_that_did_not_change_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/sitemap-1.xml").headers["etag"]
    assert client.get("/sitemap-1.xml", headers={"If-None-Match": tag}).status_code == 304


def test_robots_lets_pages_be_found_and_names_the_sitemap(client: TestClient) -> None:
    response = client.get("/robots.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    parser = RobotFileParser()
    parser.parse(response.text.splitlines())
    assert parser.site_maps() == ["http://testserver/sitemap.xml"]
    for path, allowed in {
        "/": True,
        "/opdrachten/consulent": True,
        "/sitemap-1.xml": True,
        "/v1/jobs.xml": True,
        "/v1/assignments": False,
        "/metrics": False,
    }.items():
        assert parser.can_fetch("*", f"http://testserver{path}") == allowed, path


def test_under_another_address_links_begin_with_that(tmp_path: Path) -> None:
    from tests.app.pages import samples

    app = create_app(Settings(data=samples.published(tmp_path), base_url="https://opdrachten.example.nl"))
    with TestClient(app) as client:
        assert "Sitemap: https://opdrachten.example.nl/sitemap.xml" in client.get("/robots.txt").text
        for path in ("/sitemap.xml", "/sitemap-1.xml", "/opensearch.xml"):
            text = client.get(path).text
            assert "https://opdrachten.example.nl/" in text and "testserver" not in text


def test_a_browser_can_add_the_search(client: TestClient) -> None:
    linked = one(page(client, "/"), "//link[@rel='search']")
    assert linked.get("type") == "application/opensearchdescription+xml"
    response = client.get(linked.get("href"))
    assert response.headers["content-type"] == "application/opensearchdescription+xml"
    document = etree.fromstring(response.content)
    assert document.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert len(document.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert document.findtext(f"{OPENSEARCH}Description")
    assert document.findtext(f"{OPENSEARCH}InputEncoding") == "UTF-8"
    templates = {url.get("type"): url.get("template") for url in document.findall(f"{OPENSEARCH}Url")}
    filled = {type: template.replace("{searchTerms}", "jeugd%C3%A9") for type, template in templates.items()}
    assert "jeugdé" in client.get(filled["text/html"]).text
    assert client.get(filled["application/atom+xml"]).headers["content-type"] == "application/atom+xml"
    typed = templates["application/x-suggestions+json"].replace("{searchTerms}", "jeugd")
    answer = client.get(typed)
    assert answer.headers["content-type"] == "application/x-suggestions+json"
    words, completions = answer.json()
    assert words == "jeugd"
    assert "jeugdconsulent" in [completion.lower() for completion in completions]
    assert client.get("/opensearch/suggestions").json() == ["", []]
    assert client.get("/opensearch/suggestions", params={"q": "jeugd\x00\u2028" * 99}).status_code == 200


@pytest.mark.parametrize("type", ["application/atom+xml", "application/feed+json"])
def test_a_search_page_leads_to_its_feed(client: TestClient, type: str) -> None:
    root = page(client, "/?q=wmo&province=Zeeland&hoursMin=16&sort=rate&limit=5")
    address = one(root, f"//link[@rel='alternate' and @type='{type}']").get("href")
    response = client.get(address)
    assert response.status_code == 200, response.text
    shown = root.xpath("//*[@id='resultaten']//h2/a/@href | //*[@id='resultaten']//h3/a/@href")
    assert shown and all(href.split("?")[0] in response.text for href in shown)
    assert "status=open" in address and "limit" not in address and "sort" not in address
    assert page(client, "/").xpath(f"//link[@rel='alternate' and @type='{type}']")


# --- the posting on the page ------------------------------------------------------------------------------------


def _blocks(client: TestClient, address: str) -> list[str]:
    found: list[str] = page(client, address).xpath("//script[@type='application/ld+json']/text()")
    return found


def test_the_page_of_an_open_assignment_holds_its_posting(client: TestClient) -> None:
    (block,) = _blocks(client, "/opdrachten/procesbegeleider")
    posting = json.loads(block)
    assert posting["@type"] == "JobPosting"
    assert posting["title"] == "Procesbegeleider jongerenwerk"
    assert posting["url"] == "http://testserver/opdrachten/procesbegeleider"
    assert posting["validThrough"] == "2026-03-13T23:59:59+01:00"
    assert "&lt;b&gt;naast&lt;/b&gt;" in posting["description"]


def test_each_posting_of_an_assignment_names_the_one_page_for_search_engines(tmp_path: Path) -> None:
    """The page of a posting that a search does not show leads to the one it does, and holds no markup of its own."""
    shown = record("getoond", siblings=(Sibling("verborgen", "verborgen.txt", None, False, {}),))
    hidden = record("verborgen", primary=False, siblings=(Sibling("getoond", "getoond.txt", None, True, {}),))
    publish(tmp_path, [shown, hidden])
    with TestClient(create_app(Settings(data=tmp_path))) as client:
        blocks = {name: _blocks(client, f"/opdrachten/{name}") for name in ("getoond", "verborgen")}
        assert {name: len(found) for name, found in blocks.items()} == {"getoond": 1, "verborgen": 0}
        for name in blocks:
            canonical = one(page(client, f"/opdrachten/{name}"), "//link[@rel='canonical']")
            assert canonical.get("href") == "http://testserver/opdrachten/getoond"


def test_the_page_of_a_posting_that_is_shown_names_itself(client: TestClient) -> None:
    root = page(client, "/opdrachten/consulent?van=elders")
    assert one(root, "//link[@rel='canonical']").get("href") == "http://testserver/opdrachten/consulent"
    assert page(client, "/?q=wmo").xpath("//link[@rel='canonical']") == []


def test_a_search_of_all_has_a_feed_of_all(client: TestClient) -> None:
    root = page(client, "/?status=all")
    assert (
        one(root, "//link[@type='application/atom+xml']").get("href")
        == "/v1/feed.atom?interpret=true&status=all"
    )


@pytest.mark.parametrize("name", ["gesloten", "artikel"])
def test_what_is_closed_or_no_job_holds_none(client: TestClient, name: str) -> None:
    assert _blocks(client, f"/opdrachten/{name}") == []


def test_once_its_moment_has_passed_it_holds_none(client: TestClient) -> None:
    """The consulent closes an hour after the clock of the samples."""
    from fastapi import FastAPI

    from app.pages.routes import current_moment

    assert _blocks(client, "/opdrachten/consulent")
    assert isinstance(client.app, FastAPI)
    before = client.app.dependency_overrides[current_moment]
    client.app.dependency_overrides[current_moment] = lambda: NOW + dt.timedelta(hours=1)
    try:
        assert _blocks(client, "/opdrachten/consulent") == []
    finally:
        client.app.dependency_overrides[current_moment] = before


def test_no_text_can_end_the_block(client: TestClient) -> None:
    (block,) = _blocks(client, "/opdrachten/kwaad")
    assert json.loads(block)["title"] == "<script>alert('x')</script>"
    assert "<" not in block

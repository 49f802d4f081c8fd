"""What a reader keeps: marked assignments and earlier searches, in the browser alone."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

JEUGD = "Bewaar: Jeugdconsulent"
WIDTHS = pytest.mark.parametrize("width", [1280, 390])


def kept(page: Page, key: str) -> list[dict[str, object]]:
    found = json.loads(page.evaluate("key => localStorage.getItem(key)", key) or "[]")
    assert isinstance(found, list)
    return found


def preset(page: Page, key: str, value: object) -> None:
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, json.dumps(value)])


def count(page: Page) -> str:
    return page.locator("#bewaard-aantal").inner_text().strip()


@WIDTHS
def test_a_star_keeps_an_assignment_until_it_is_taken_away(open_page: OpenPage, width: int) -> None:
    page = open_page("/?q=jeugdconsulent", width=width)
    star = page.get_by_role("button", name=JEUGD)
    expect(star).to_have_attribute("aria-pressed", "false")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    assert count(page) == "(1)"
    assert kept(page, "bewaard") == [
        {"id": "consulent", "title": "Jeugdconsulent", "closes": "2026-03-10T10:00:00Z"}
    ]
    page.goto("/opdrachten/consulent")
    own = page.locator(".actions .star")
    expect(own).to_have_attribute("aria-pressed", "true")
    own.focus()
    page.keyboard.press("Space")
    expect(own).to_have_attribute("aria-pressed", "false")
    assert count(page) == ""
    assert kept(page, "bewaard") == []


def test_stars_work_on_in_results_that_took_the_place_of_others(open_page: OpenPage) -> None:
    page = open_page("/?q=jeugdconsulent")
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name=JEUGD).click()
    page.fill("#q", "wmo")
    page.press("#q", "Enter")
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")
    expect(page.locator(".item .star[aria-pressed=true]")).to_have_count(0)
    page.locator(".item .star").first.click()
    expect(page.locator(".item .star").first).to_have_attribute("aria-pressed", "true")
    assert count(page) == "(2)"
    page.go_back()
    expect(page.get_by_role("button", name=JEUGD)).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.stayed") is True


def test_the_same_in_two_windows(open_page: OpenPage) -> None:
    page = open_page("/?q=jeugdconsulent")
    other = page.context.new_page()
    other.goto("/opdrachten/consulent")
    page.get_by_role("button", name=JEUGD).click()
    expect(other.locator(".actions .star")).to_have_attribute("aria-pressed", "true")


@WIDTHS
def test_the_list_tells_what_is_open_closed_and_gone(open_page: OpenPage, width: int) -> None:
    page = open_page("/bewaard", width=width, status=200)
    preset(
        page,
        "bewaard",
        [
            {"id": "gesloten", "title": "Oude titel", "closes": "2099-12-31"},
            {"id": "wmo-03", "title": "Wmo-consulent 3", "closes": ""},
        ],
    )
    page.reload()
    rows = page.locator("#bewaarde-opdrachten li")
    expect(rows.nth(0)).to_contain_text("Coördinator Toekomsttuin")
    expect(rows.nth(0)).to_contain_text("Gemeente Apeldoorn · gesloten sinds 16 december 2024")
    expect(rows.nth(1)).to_contain_text("Gemeente Goes · sluitingsdatum niet genoemd")
    assert [mark["title"] for mark in kept(page, "bewaard")] == [
        "Coördinator Toekomsttuin",
        "Wmo-consulent 3",
    ]
    rows.nth(1).get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Wmo-consulent 3")


def test_what_has_gone_is_told(open_page: OpenPage) -> None:
    page = open_page("/bewaard")
    preset(page, "bewaard", [{"id": "weg", "title": "Verdwenen opdracht", "closes": "2099-01-01"}])
    # Chromium tells an error of every real answer with status 404, so this one comes from elsewhere.
    page.add_init_script("window.fetch = async () => ({ ok: false, status: 404 });")
    page.reload()
    row = page.locator("#bewaarde-opdrachten li")
    expect(row).to_contain_text("niet meer te vinden")
    expect(row).to_contain_text("Verdwenen opdracht")
    expect(row.get_by_role("link")).to_have_count(0)


def test_what_has_ended_and_names_no_closing_day_is_told_as_over(open_page: OpenPage) -> None:
    page = open_page("/bewaard")
    preset(page, "bewaard", [{"id": "oud", "title": "Oude opdracht", "closes": ""}])
    said = "{ title: 'Oude opdracht', deadline: null, deadlineAt: null, endDate: '2024-06-30', status: null }"
    page.add_init_script(
        f"window.fetch = async () => ({{ ok: true, status: 200, json: async () => ({said}) }});"
    )
    page.reload()
    expect(page.locator("#bewaarde-opdrachten .kept-closed")).to_have_text("afgelopen sinds 30 juni 2024")


def test_without_a_connection_the_list_stands_as_it_was_kept(open_page: OpenPage) -> None:
    page = open_page("/bewaard")
    preset(page, "bewaard", [{"id": "consulent", "title": "Jeugdconsulent", "closes": "2099-01-01"}])
    page.add_init_script("window.fetch = async () => { throw new TypeError('offline'); };")
    page.reload()
    expect(page.locator("#bewaarde-opdrachten li")).to_contain_text("sluit op 1 januari 2099")


def test_without_a_connection_what_is_over_or_closed_stays_told_so(open_page: OpenPage) -> None:
    """What the server said on an earlier visit is kept: without it a list of closed ones would say that they name no day."""
    page = open_page("/bewaard")
    marks = [{"id": id, "title": id, "closes": ""} for id in ("opgedeeld", "afgelopen")]
    preset(page, "bewaard", marks)
    page.route(
        "**/v1/assignments/afgelopen",
        lambda route: route.fulfill(json={"title": "afgelopen", "endDate": "2024-06-30"}),
    )
    page.reload()
    rows = page.locator("#bewaarde-opdrachten .kept-closed")
    expect(rows).to_have_text(["gesloten", "afgelopen sinds 30 juni 2024"])
    page.add_init_script("window.fetch = async () => { throw new TypeError('offline'); };")
    page.reload()
    expect(rows).to_have_text(["gesloten", "afgelopen sinds 30 juni 2024"])


def test_a_star_keeps_what_closes_an_assignment_that_names_no_day(open_page: OpenPage) -> None:
    page = open_page("/opdrachten/opgedeeld")
    page.locator(".actions .star").click()
    assert kept(page, "bewaard") == [
        {"id": "opgedeeld", "title": "Gebiedsregisseur", "closes": "", "status": "closed"}
    ]


def test_taking_away_and_clearing(open_page: OpenPage) -> None:
    page = open_page("/bewaard")
    marks = [{"id": f"wmo-{at:02d}", "title": f"Wmo-consulent {at}", "closes": ""} for at in (1, 2, 3)]
    preset(page, "bewaard", marks)
    page.reload()
    page.get_by_role("button", name="Haal weg: Wmo-consulent 2").click()
    expect(page.locator("#bewaarde-opdrachten li")).to_have_count(2)
    expect(page.locator("#melding")).to_have_text("Wmo-consulent 2 is weggehaald.")
    expect(page.locator("#opdrachten-kop")).to_be_focused()
    assert count(page) == "(2)"
    page.get_by_role("button", name="Wis alles bij opdrachten").click()
    expect(page.locator("#bewaarde-opdrachten")).to_contain_text("U bewaart nog niets.")
    assert page.evaluate("localStorage.getItem('bewaard')") is None


def test_earlier_searches_are_offered_in_the_empty_field(open_page: OpenPage) -> None:
    page = open_page("/?q=jeugdconsulent")
    page.goto("/?q=wmo&province=Zeeland")
    page.goto("/")
    field = page.get_by_role("combobox", name="Zoek een opdracht")
    expect(page.get_by_role("listbox")).to_have_count(0)
    field.click()
    options = page.get_by_role("listbox", name="Eerder gezocht").get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("wmo · Provincie Zeeland")
    expect(page.locator("#melding")).to_have_text("2 eerdere zoekvragen")
    page.evaluate("window.stayed = true")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/?q=wmo&province=Zeeland")
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(field).to_have_value("wmo")
    expect(page.get_by_label("Zeeland")).to_be_checked()
    assert page.evaluate("window.stayed") is True
    page.goto("/bewaard")
    expect(page.locator("#eerder-gezocht li")).to_have_count(2)
    page.get_by_role("button", name="Haal weg: jeugdconsulent").click()
    assert [search["words"] for search in kept(page, "eerder-gezocht")] == ["wmo · Provincie Zeeland"]
    page.get_by_role("link", name="wmo · Provincie Zeeland").click()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")


def test_refining_is_one_search_and_paging_none(open_page: OpenPage) -> None:
    page = open_page("/?q=wmo")
    page.get_by_role("link", name="Volgende bladzijde").click()
    expect(page.locator(".item")).to_have_count(4)
    assert [search["address"] for search in kept(page, "eerder-gezocht")] == ["/?q=wmo"]
    page.get_by_label("Zeeland").check()
    page.wait_for_url("**province=Zeeland**")
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    assert [search["address"] for search in kept(page, "eerder-gezocht")] == ["/?q=wmo&province=Zeeland"]


@pytest.mark.parametrize("broken", ["{", "[1, null, {}]", '"x"', "[[]]"])
def test_broken_storage_breaks_nothing(open_page: OpenPage, broken: str) -> None:
    page = open_page("/")
    page.evaluate(
        "text => { localStorage.setItem('bewaard', text); localStorage.setItem('eerder-gezocht', text); }",
        broken,
    )
    page.goto("/?q=jeugdconsulent")
    page.get_by_role("button", name=JEUGD).click()
    expect(page.get_by_role("button", name=JEUGD)).to_have_attribute("aria-pressed", "true")
    page.goto("/bewaard")
    expect(page.locator("#bewaarde-opdrachten li")).to_have_count(1)
    expect(page.locator("#eerder-gezocht li")).to_have_count(1)


def test_full_storage_is_told_and_the_search_goes_on(open_page: OpenPage) -> None:
    page = open_page("/?q=jeugdconsulent")
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('vol', 'QuotaExceededError'); }; }"
    )
    page.get_by_role("button", name=JEUGD).click()
    expect(page.get_by_role("alert")).to_contain_text("Bewaren lukt niet")
    expect(page.get_by_role("button", name=JEUGD)).to_have_attribute("aria-pressed", "false")
    page.fill("#q", "wmo")
    page.press("#q", "Enter")
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")


def test_forbidden_storage_breaks_nothing(open_page: OpenPage) -> None:
    page = open_page("/")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('nee', 'SecurityError'); } });"
    )
    page.goto("/?q=jeugdconsulent")
    page.get_by_role("button", name=JEUGD).click()
    expect(page.get_by_role("alert")).to_contain_text("Bewaren lukt niet")
    page.locator("#q").fill("")
    page.locator("#q").click()
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.goto("/bewaard")
    expect(page.locator("#melding")).to_contain_text("De opslag van uw browser staat uit")


def test_without_script_there_are_no_stars_and_the_page_says_why(open_page: OpenPage) -> None:
    page = open_page("/?q=jeugdconsulent", script=False)
    expect(page.locator(".star").first).to_be_hidden()
    page.get_by_role("link", name="Bewaard").click()
    told = page.locator("noscript .notice")
    expect(told).to_be_visible()
    assert "omdat uw browser hier geen scripts uitvoert" in (told.text_content() or "")


def test_nothing_that_is_kept_is_sent(open_page: OpenPage) -> None:
    """The server is asked for the kept assignments by their address, and told nothing else."""
    page = open_page("/?q=jeugdconsulent")
    sent: list[tuple[str, str, str | None]] = []
    page.on("request", lambda request: sent.append((request.method, request.url, request.post_data)))
    page.get_by_role("button", name=JEUGD).click()
    assert [url for _, url, _ in sent if "/static/" not in url] == []
    page.goto("/bewaard")
    expect(page.locator("#bewaarde-opdrachten li")).to_contain_text("Gemeente Apeldoorn")
    assert {method for method, _, _ in sent} == {"GET"}
    assert [data for _, _, data in sent if data] == []
    asked = [url for _, url, _ in sent if "/v1/" in url]
    assert [re.sub("^.*/v1/", "", url) for url in asked] == ["assignments/consulent"]
    assert page.context.cookies() == []


@WIDTHS
def test_nothing_moves_when_the_marks_are_shown(open_page: OpenPage, width: int) -> None:
    page = open_page("/?q=jeugdconsulent", width=width)
    page.get_by_role("button", name=JEUGD).click()
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => { for (const shift of list.getEntries()) window.moved += shift.value; })
          .observe({ type: "layout-shift", buffered: true });"""
    )
    page.reload()
    expect(page.get_by_role("button", name=JEUGD)).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") == 0


def test_the_star_is_large_enough_to_touch(open_page: OpenPage) -> None:
    page = open_page("/?q=jeugdconsulent", width=320)
    box = page.locator(".item .star").first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24

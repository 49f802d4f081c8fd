"""The search page as a person uses it, with and without script."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

LOADED = "window.stayed = true"


def address(page: Page) -> tuple[str, list[tuple[str, str]]]:
    """The path and the parameters that the address bar shows."""
    parts = urlsplit(page.url)
    return parts.path, sorted(parse_qsl(parts.query))


def total(page: Page) -> str:
    return page.locator("#aantal").inner_text()


def stayed(page: Page) -> bool:
    """Whether the page is still the one that was marked, and not loaded anew."""
    return bool(page.evaluate("window.stayed === true"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_searching_and_filtering_gives_the_same_with_and_without_script(
    open_page: OpenPage, script: bool
) -> None:
    page = open_page("/", script=script)
    expect(page.locator("#aantal")).to_have_text("27 opdrachten")
    page.fill("#q", "wmo")
    page.press("#q", "Enter")
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")
    page.get_by_label("Zeeland").check()
    if not script:
        page.get_by_role("button", name="Toon resultaten").click()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    page.fill("#hoursMin", "20")
    page.press("#hoursMin", "Enter")
    expect(page.locator("#aantal")).to_have_text("6 opdrachten")
    assert address(page) == ("/", [("hoursMin", "20"), ("province", "Zeeland"), ("q", "wmo")])
    expect(page.locator(".chip")).to_have_count(2)
    page.locator(".chip", has_text="Zeeland").click()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(page.get_by_label("Zeeland")).not_to_be_checked()
    assert address(page) == ("/", [("hoursMin", "20"), ("q", "wmo")])


def test_filters_without_loading_the_page_anew(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate(LOADED)
    page.get_by_label("Zeeland").check()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    assert stayed(page)
    expect(page.get_by_label("Zeeland")).to_be_focused()
    expect(page.locator("#melding")).to_have_text("12 opdrachten")
    expect(page).to_have_title("12 opdrachten – Opdrachtzoeker")
    page.select_option("#sort", "rate")
    page.wait_for_url("**sort=rate**")
    assert stayed(page)


def test_the_back_button_walks_through_the_searches(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate(LOADED)
    page.get_by_label("Zeeland").check()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    page.fill("#q", "onvindbaarwoord")
    page.press("#q", "Enter")
    expect(page.locator("#aantal")).to_have_text("Geen opdrachten")
    page.go_back()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(page.locator("#q")).to_have_value("")
    expect(page.get_by_label("Zeeland")).to_be_checked()
    page.go_back()
    expect(page.locator("#aantal")).to_have_text("27 opdrachten")
    expect(page.get_by_label("Zeeland")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    assert stayed(page)


@pytest.mark.parametrize("arrives", [True, False], ids=["script", "script that never arrives"])
def test_from_a_result_back_to_the_same_search(open_page: OpenPage, arrives: bool) -> None:
    page = open_page("/?q=wmo&province=Zeeland")
    page.get_by_label("mbo").check()
    page.wait_for_url("**education=mbo**")
    here = page.url
    if not arrives:
        page.route("**/static/assignment.js*", lambda route: None)
    page.locator(".item-title a").first.click(no_wait_after=True)
    expect(page.locator(".assignment-head h1")).to_contain_text("Wmo-consulent")
    page.locator("#terug").click()
    page.wait_for_url(here)
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")


def test_from_a_result_like_another_back_to_the_search(open_page: OpenPage) -> None:
    page = open_page("/?q=wmo")
    here = page.url
    page.locator(".item-title a").first.click()
    page.wait_for_url("**/opdrachten/**")
    first = page.url
    page.locator(".similar a").first.click()
    page.wait_for_url(lambda address: address not in (first, here))
    expect(page.locator("#terug")).to_have_attribute("href", "/?q=wmo")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_pages_on(open_page: OpenPage, script: bool) -> None:
    page = open_page("/?q=wmo", script=script)
    first = page.locator(".item-title").all_inner_texts()
    page.get_by_role("link", name="Volgende bladzijde").click()
    expect(page.locator(".item")).to_have_count(4)
    assert not set(first) & set(page.locator(".item-title").all_inner_texts())
    page.get_by_role("link", name="Naar het begin").click()
    expect(page.locator(".item")).to_have_count(20)


def test_suggestions_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    field = page.get_by_role("combobox", name="Zoek een opdracht")
    field.press_sequentially("proces", delay=20)
    options = page.get_by_role("listbox", name="Suggesties").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert active == options.first.get_attribute("id")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("proces")
    expect(field).to_be_focused()
    field.press("Alt+ArrowDown")
    expect(options.first).to_be_visible()
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("Enter")
    page.wait_for_url("**/?q=proces")


def test_a_suggested_name_becomes_a_filter(open_page: OpenPage) -> None:
    page = open_page("/")
    field = page.locator("#q")
    field.press_sequentially("procesbegeleiding", delay=5)
    option = page.get_by_role("option", name=re.compile("competentie"))
    expect(option).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/?competency=procesbegeleiding")
    expect(page.locator(".chip")).to_contain_text("Procesbegeleiding")
    expect(page.locator("#aantal")).to_have_text("1 opdracht")
    expect(field).to_have_value("")


def test_suggestions_lead_to_what_the_filters_leave(open_page: OpenPage) -> None:
    page = open_page("/?province=Zeeland")
    page.locator("#q").press_sequentially("wmo", delay=20)
    expect(page.get_by_role("option", name="wmo")).to_contain_text("12")
    page.locator("#q").fill("")
    with page.expect_response("**/v1/suggestions?**") as answered:
        page.locator("#q").press_sequentially("jeugdcon", delay=5)
    assert ("province", "Zeeland") in parse_qsl(urlsplit(answered.value.url).query)
    expect(page.get_by_role("listbox", name="Suggesties")).to_be_hidden()
    page.locator("#q").fill("")
    page.get_by_label("Zeeland").uncheck()
    expect(page.locator("#aantal")).to_have_text("27 opdrachten")
    page.locator("#q").press_sequentially("jeugdcon", delay=5)
    expect(page.get_by_role("option", name="jeugdconsulent")).to_contain_text("1")


def test_a_wrong_number_is_told(open_page: OpenPage) -> None:
    page = open_page("/?hoursMin=40&hoursMax=10", script=False, status=400)
    expect(page.locator("h1")).to_have_text("Deze zoekvraag klopt niet")
    expect(page.locator(".errors")).to_contain_text("Uren, vanaf")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_a_telephone_the_filters_open_on_request(open_page: OpenPage, script: bool) -> None:
    page = open_page("/", script=script, width=320, height=640)
    expect(page.get_by_label("Zeeland")).to_be_hidden()
    page.locator(".filter-label").click()
    page.get_by_label("Zeeland").check()
    page.get_by_role("button", name="Toon 12 resultaten" if script else "Toon resultaten").click()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(page.locator(".filter-label .when-shut")).to_have_text("Filters (1)")
    expect(page.locator(".filter-label .when-open")).to_be_hidden()
    expect(page.get_by_label("Zeeland")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize(
    ("path", "status"),
    [("/?status=all&near=Goes", 200), ("/opdrachten/procesbegeleider", 200), ("/?hoursMin=x&a=b", 400)],
)
def test_nothing_sticks_out_sideways(open_page: OpenPage, width: int, path: str, status: int) -> None:
    page = open_page(path, width=width, status=status)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_no_request_leaves_for_another_host(open_page: OpenPage, server: str) -> None:
    page = open_page("/?limit=100")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.locator("#q").press_sequentially("wmo", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto("/opdrachten/kwaad")
    page.wait_for_load_state("networkidle")
    assert any("/v1/suggestions" in url for url in asked)
    assert any(url.endswith("/opdrachten/kwaad") for url in asked)
    assert [url for url in asked if not url.startswith(server + "/")] == []


def test_everything_can_be_reached_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()
    assert [url for url in asked if "/static/" not in url] == [], (
        "a step within the page asks for nothing, which would take the focus away"
    )
    for name in ("Lijst", "Kaart"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#sort")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".follow summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".item-title a").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".star").first).to_be_focused()

"""The cards and the search field as a person uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
ACTIVE = "aria-activedescendant"


@BOTH
@pytest.mark.parametrize("width", [1280, 390])
def test_other_postings_unfold(open_page: OpenPage, script: bool, width: int) -> None:
    page = open_page("/?q=jeugdconsulent", script=script, width=width)
    folded = page.locator(".siblings")
    expect(folded.get_by_role("link")).to_be_hidden()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(folded.get_by_role("link")).to_be_visible()
    expect(folded).to_contain_text(
        "Tarief: hoogstens €\u00a095 per uur (hier €\u00a090 – €\u00a0110 per uur)"
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_rate_hours_and_place_stand_at_the_same_place_on_every_card(open_page: OpenPage, width: int) -> None:
    page = open_page("/?q=wmo", width=width)
    for nth in (1, 2, 3):
        lefts = page.eval_on_selector_all(
            f".key-facts > div:nth-child({nth})",
            "all => all.map((fact) => Math.round(fact.getBoundingClientRect().left))",
        )
        assert len(lefts) == 20
        assert len(set(lefts)) == 1
    first, second = (
        page.locator(".key-facts").first.locator("> div").nth(at).bounding_box() for at in (0, 1)
    )
    assert first is not None
    assert second is not None
    assert first["y"] == second["y"]


@BOTH
def test_a_search_can_be_followed(open_page: OpenPage, script: bool) -> None:
    page = open_page("/?q=wmo", script=script)
    link = page.get_by_role("link", name="Atom-feed")
    expect(link).to_be_hidden()
    page.get_by_text("Volg deze zoekvraag").click()
    expect(link).to_be_visible()
    href = link.get_attribute("href") or ""
    assert page.request.get(href).ok
    if script:
        page.get_by_label("Zeeland").check()
        expect(page.locator("#aantal")).to_have_text("12 opdrachten")
        expect(page.locator("a", has_text="Atom-feed")).to_have_attribute(
            "href", re.compile("province=Zeeland")
        )


def field_of(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Zoek een opdracht")


def options_of(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggesties").get_by_role("option")


def typed(page: Page, words: str) -> None:
    """Type into the search field, and wait until the suggestions are there."""
    field_of(page).press_sequentially(words, delay=10)
    expect(options_of(page).first).to_be_visible()


def test_the_field_and_its_list_belong_together(open_page: OpenPage) -> None:
    page = open_page("/")
    typed(page, "proces")
    field = field_of(page)
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-controls", page.locator("#suggesties").get_attribute("id") or "")
    expect(page.locator("#melding")).to_have_text(re.compile(r"^\d suggesties?$"))
    expect(options_of(page).first).to_have_accessible_name(re.compile(r" \d+ opdracht(en)?$"))


def test_the_first_arrow_opens_the_list_and_goes_into_it(open_page: OpenPage) -> None:
    page = open_page("/")
    typed(page, "proces")
    field, options = field_of(page), options_of(page)
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    expect(field).to_have_attribute(ACTIVE, options.first.get_attribute("id") or "")
    field.press("Alt+ArrowUp")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("key", ["Home", "End", "ArrowLeft", "ArrowRight", "x"])
def test_moving_the_caret_or_typing_goes_back_to_the_field(open_page: OpenPage, key: str) -> None:
    page = open_page("/")
    typed(page, "proces")
    field = field_of(page)
    field.press("ArrowDown")
    expect(field).to_have_attribute(ACTIVE, re.compile("."))
    page.evaluate(
        "() => { window.fetch = () => new Promise(() => {}); }"
    )  # other suggestions are yet to come
    field.press(key)
    expect(field).not_to_have_attribute(ACTIVE, re.compile("."))
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)


def test_leaving_the_field_takes_nothing(open_page: OpenPage) -> None:
    page = open_page("/")
    typed(page, "proces")
    field = field_of(page)
    field.press("ArrowDown")
    field.press("Tab")
    expect(page.locator("#suggesties")).to_be_hidden()
    expect(field).to_have_value("proces")
    assert page.url.endswith("/")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "address", ["/?q=jeugdconsulent&near=Goes&hoursMin=8", "/opdrachten/opgedeeld", "/bewaard"]
)
def test_nothing_of_it_sticks_out_sideways(open_page: OpenPage, width: int, address: str) -> None:
    page = open_page(address, width=width)
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

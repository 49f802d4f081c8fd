"""What was read out of the typed words, with and without script, by pointer and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_search import LOADED, address, stayed

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
REMOVE = "Haal uit uw zoekwoorden: in Zeeland gelezen als Provincie Zeeland"


@BOTH
def test_what_was_understood_can_be_taken_out(open_page: OpenPage, script: bool) -> None:
    page = open_page("/", script=script)
    page.fill("#q", "wmo in Zeeland vanaf 20 uur")
    page.press("#q", "Enter")
    expect(page.locator("#aantal")).to_have_text("6 opdrachten")
    read = page.get_by_role("list", name="Begrepen uit uw woorden")
    expect(read.locator(".read")).to_have_count(2)
    read.get_by_role("link", name=REMOVE).click()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    assert address(page) == ("/", [("q", "wmo vanaf 20 uur")])
    expect(page.locator("#q")).to_have_value("wmo vanaf 20 uur")
    page.go_back()
    expect(page.locator(".read")).to_have_count(2)
    expect(page.locator("#q")).to_have_value("wmo in Zeeland vanaf 20 uur")


@BOTH
def test_words_by_the_letter_and_back(open_page: OpenPage, script: bool) -> None:
    page = open_page("/?q=wmo+in+Zeeland", script=script)
    page.get_by_role("link", name="Zoek letterlijk").click()
    expect(page.locator(".read")).to_have_count(0)
    assert address(page) == ("/", [("interpret", "false"), ("q", "wmo in Zeeland")])
    page.get_by_role("link", name="Lees ze ook als filters").click()
    expect(page.locator(".read")).to_have_count(1)
    assert address(page) == ("/", [("q", "wmo in Zeeland")])


def test_by_keyboard_the_focus_stays_with_what_was_understood(open_page: OpenPage) -> None:
    page = open_page("/?q=wmo+in+Zeeland+vanaf+20+uur")
    page.evaluate(LOADED)
    page.get_by_role("link", name=REMOVE).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(page.locator(".read")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")
    expect(page.locator("#aantal")).to_be_focused()
    assert stayed(page)


@BOTH
def test_another_spelling_is_told_and_taken(open_page: OpenPage, script: bool) -> None:
    page = open_page("/", script=script)
    page.fill("#q", "jeugdconsuletn")
    page.press("#q", "Enter")
    expect(page.locator("#verbeterd")).to_contain_text("dit zijn resultaten voor jeugdconsulent")
    if script:
        expect(page.locator("#melding")).to_have_text(
            "1 opdracht. Geen resultaten voor jeugdconsuletn; dit zijn resultaten voor jeugdconsulent."
        )
    page.get_by_role("link", name="jeugdconsulent", exact=True).first.click()
    expect(page.locator("#verbeterd")).to_have_count(0)
    assert address(page) == ("/", [("q", "jeugdconsulent")])
    expect(page.locator("#q")).to_have_value("jeugdconsulent")


def test_from_a_card_to_another_posting(open_page: OpenPage) -> None:
    page = open_page("/?q=jeugdconsulent")
    page.get_by_text("2 keer geplaatst").click()
    page.get_by_role("link", name="met een ander tarief en een andere sluitingsdatum").click()
    expect(page.locator("h1")).to_have_text("Wmo-consulent 1")


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize(
    "path",
    [
        "/?q=jeugdconsuletn+binnen+30+kilometer+van+Apeldoorn+24-32+uur+vanaf+%E2%82%AC+82,50+start+voor+1+december+2026",
        "/opdrachten/consulent",
    ],
)
def test_nothing_of_it_sticks_out_sideways(open_page: OpenPage, width: int, path: str) -> None:
    page = open_page(path, width=width)
    assert page.locator(".read, .postings").count()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

"""One assignment: a fact and its words go together, by pointer, by keyboard and without script."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

ADDRESS = "/opdrachten/procesbegeleider"


def lit(page: Page) -> list[str]:
    """The words in the text that are lit."""
    return page.locator(".words.lit").all_inner_texts()


def test_pointing_at_a_fact_lights_its_words(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.locator("#feit-hours").hover()
    assert lit(page) == ["Uren per week:", "12", "12 uur per week"]
    page.locator("#feit-duration").hover()
    assert lit(page) == ["1 april 2026", " tot en met ", "31 december 2026"]
    page.locator("h1").hover()
    assert lit(page) == ["Procesbegeleider jongerenwerk"]


def test_pointing_at_words_lights_their_facts(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.locator(".words", has_text="31 december 2026").hover()
    expect(page.locator(".fact.lit")).to_have_count(2)
    expect(page.locator("#feit-endDate")).to_have_class("fact lit")
    expect(page.locator("#feit-duration")).to_have_class("fact lit")
    page.locator(".words", has_text="verbinder").hover()
    expect(page.locator(".tag.lit")).to_have_text("Verbindend")


def test_the_same_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.locator("#feit-organisation a").focus()
    assert lit(page) == ["gemeente ", "Twenterand"]
    page.keyboard.press("Tab")
    assert lit(page) == ["Twenterand"]
    page.locator(".words", has_text="verbinder").focus()
    expect(page.locator(".tag.lit")).to_have_text("Verbindend")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_fact_is_a_link_to_its_words_and_the_words_to_the_fact(open_page: OpenPage, script: bool) -> None:
    page = open_page(ADDRESS, script=script, width=375, height=600)
    page.locator("#feit-competency-verbindend a").click()
    words = page.locator(".words", has_text="verbinder")
    expect(words).to_be_in_viewport()
    expect(page.locator(":target")).to_have_text("verbinder")
    words.click()
    expect(page.locator("#feit-competency-verbindend")).to_be_in_viewport()


def test_dark_and_light_differ(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        colours.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert colours[0] != colours[1]


def test_prints_the_text_without_the_controls(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.emulate_media(media="print")
    expect(page.locator(".search")).to_be_hidden()
    expect(page.locator(".facts dl")).to_be_visible()
    expect(page.locator(".text")).to_contain_text("Wat je gaat doen")


@pytest.mark.parametrize("name", ["procesbegeleider", "kwaad"])
def test_the_posting_in_the_page_is_data_that_the_policy_leaves_alone(open_page: OpenPage, name: str) -> None:
    """No word of it is run or refused: the fixture fails on both. What stands in it is whole."""
    page = open_page(f"/opdrachten/{name}")
    block = page.locator("script[type='application/ld+json']")
    expect(block).to_have_count(1)
    posting = json.loads(block.text_content() or "")
    assert posting["title"] == page.locator("h1").inner_text()
    assert page.locator("script:not([src]):not([type='application/ld+json'])").count() == 0

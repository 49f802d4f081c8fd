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


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_copies_the_link_and_the_assignment_as_text(open_page: OpenPage, server: str) -> None:
    page = open_page(ADDRESS)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer link").click()
    expect(page.locator("#melding")).to_have_text("De link is gekopieerd.")
    assert copied(page) == server + ADDRESS
    page.get_by_role("button", name="Kopieer als tekst").click()
    expect(page.locator("#melding")).to_have_text("De opdracht is als tekst gekopieerd.")
    lines = copied(page).replace("\u00a0", " ").splitlines()
    assert lines[:5] == [
        "Procesbegeleider jongerenwerk",
        "=============================",
        "",
        "Opdrachtgever: Gemeente Twenterand",
        "Plaats: Vriezenveen (gemeente Twenterand, Overijssel)",
    ]
    assert "Uren: 12 uur per week" in lines
    assert "Sluit: vrijdag 13 maart 2026 sluit over 3 dagen" in lines
    assert lines[-4:] == [
        "Competenties: Procesbegeleiding, Verbindend, Jeugdzorg",
        "",
        server + ADDRESS,
        "Origineel: https://portaal.example.nl/opdracht/1",
    ]


def test_says_so_where_copying_is_not_allowed(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.evaluate(
        "() => { navigator.clipboard.writeText = async () => { throw new DOMException('nee', 'NotAllowedError'); }; }"
    )
    page.get_by_role("button", name="Kopieer link").click()
    expect(page.locator("#melding")).to_contain_text("Kopiëren lukt niet")


def test_prints(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="Afdrukken").click()
    assert page.evaluate("window.printed") is True


def test_on_paper_stand_the_facts_the_text_and_where_it_came_from(open_page: OpenPage) -> None:
    page = open_page("/opdrachten/opgedeeld")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".actions", ".contents", ".back", ".kept-link"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".printed-from")).to_contain_text("/opdrachten/opgedeeld")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    page = open_page("/opdrachten/opgedeeld")
    expect(page.locator(".printed-from")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_closing_date_can_be_downloaded_for_a_calendar(open_page: OpenPage, script: bool) -> None:
    page = open_page(ADDRESS, script=script, width=390)
    with page.expect_download() as download:
        page.get_by_role("link", name="Zet de sluitingsdatum in uw agenda").click()
    assert download.value.suggested_filename == "sluit-procesbegeleider.ics"
    assert b"DTSTART;VALUE=DATE:20260313" in download.value.path().read_bytes()
    for button in ("Kopieer link", "Kopieer als tekst", "Afdrukken", "Bewaar"):
        assert page.get_by_role("button", name=button).is_visible() is script


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_headings_lead_into_the_text(open_page: OpenPage, script: bool) -> None:
    page = open_page("/opdrachten/opgedeeld", script=script, width=390, height=500)
    nav = page.get_by_role("navigation", name="In deze tekst")
    nav.get_by_role("link", name="Wat wij bieden").click()
    expect(page.locator(":target")).to_have_text("Wat wij bieden")
    expect(page.locator(":target")).to_be_in_viewport()


def test_words_that_are_gone_to_stand_clear_of_the_edge(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, width=390, height=500)
    page.emulate_media(reduced_motion="reduce")
    page.locator("#feit-competency-procesbegeleiding a").click()
    box = page.locator(":target").bounding_box()
    assert box is not None
    assert 40 < box["y"] < 400


def test_what_is_pressed_is_large_enough(open_page: OpenPage) -> None:
    """WCAG 2.2, success criterion 2.5.8: 24 by 24 pixels at least."""
    page = open_page(ADDRESS, width=390)
    for target in (*page.locator(".mention").all(), *page.locator(".actions > :not(p)").all()):
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24

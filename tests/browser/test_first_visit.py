"""A first visit as the README tells it: from opening the page to an assignment that fits, in five actions."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 1280), (True, 390)])
def test_five_actions_lead_to_an_assignment_that_fits(open_page: OpenPage, script: bool, width: int) -> None:
    page = open_page("/", script=script, width=width)
    # 1. Type what you are and what you want.
    page.fill("#q", "procesbegeleiding 12 uur in Overijssel")
    # 2. Press Enter, and see at once what fits and why.
    page.press("#q", "Enter")
    expect(page.locator(".chip.read")).to_have_count(2)
    first = page.locator(".item").first
    expect(first.locator(".item-title")).to_contain_text("Procesbegeleider")
    expect(first.locator(".key-facts")).to_contain_text("12 uur")
    # 3. Open it.
    first.locator(".item-title a").click()
    expect(page.locator("h1")).to_contain_text("Procesbegeleider")
    # 4. Choose a fact, and see the words it was read from.
    page.locator("#feit-hours .fact-link").click()
    expect(page.locator("#woorden-hours-1")).to_be_in_viewport()
    # 5. Keep it for tonight.
    if script:
        page.locator(".star").first.click()
        expect(page.locator(".star").first).to_have_attribute("aria-pressed", "true")

"""Every state of the pages before axe-core, in light and dark, wide and narrow; and what axe cannot see: that nothing is cut
off on a narrow screen or with large letters, that nothing moves by itself, that all can be reached by keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def _as_it_is(page: Page) -> None:
    """The page as it opens."""


def _next_page(page: Page) -> None:
    page.get_by_role("link", name="Volgende").click()
    # Until it has come, what is shown is faded, as it is about to go.
    expect(page).to_have_url(re.compile(r"[?&]cursor="))
    expect(page.locator("[aria-busy]")).to_have_count(0)


def _suggestions(page: Page) -> None:
    page.locator("#q").press_sequentially("jeu")
    expect(page.locator("#suggesties li").first).to_be_visible()
    page.press("#q", "ArrowDown")


def _filters_open(page: Page) -> None:
    if page.locator(".filter-label").is_visible():
        page.locator(".filter-label").click()
    for summary in page.locator("#filters details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()


def _kept(page: Page) -> None:
    page.locator(".item .star").first.click()
    page.goto("/bewaard")
    expect(page.locator("#bewaarde-opdrachten li")).to_have_count(1)


def _siblings(page: Page) -> None:
    page.locator("details.siblings summary").first.click()


# name: address, what is done there, status
STATES: dict[str, tuple[str, Callable[[Page], None], int]] = {
    "all": ("/", _as_it_is, 200),
    "words": ("/?q=wmo", _as_it_is, 200),
    "understood": ("/?q=wmo+24+uur+in+zeeland", _as_it_is, 200),
    "taken by the letter": ("/?q=wmo+24+uur&interpret=false", _as_it_is, 200),
    "filters": ("/?province=Zeeland&hoursMin=16&rateUnknown=false", _as_it_is, 200),
    "nearby": ("/?near=Almelo&radiusKm=30&sort=distance", _as_it_is, 200),
    "next page": ("/?limit=5", _next_page, 200),
    "suggestions": ("/", _suggestions, 200),
    "all filters open": ("/?province=Zeeland&competency=procesbegeleiding", _filters_open, 200),
    "map": ("/?view=map", _as_it_is, 200),
    "map of what is near": ("/?view=map&near=Almelo&radiusKm=50&province=Overijssel", _as_it_is, 200),
    "nothing on the map": ("/?view=map&q=kwantumfysica", _as_it_is, 200),
    "nothing kept": ("/bewaard", _as_it_is, 200),
    "kept": ("/?q=wmo", _kept, 200),
    "posted more than once": ("/", _siblings, 200),
    "nothing found": ("/?q=kwantumfysica", _as_it_is, 200),
    "spelling": ("/?q=procesbegelieder", _as_it_is, 200),
    "all kinds": ("/?kind=article&kind=vacancy&kind=other&kind=assignment&status=all", _as_it_is, 200),
    "assignment": ("/opdrachten/procesbegeleider", _as_it_is, 200),
    "a fact pointed at": ("/opdrachten/procesbegeleider#feit-hours", _as_it_is, 200),
    "unknown assignment": ("/opdrachten/bestaatniet", _as_it_is, 404),
    "faulty address": ("/?hoursMin=veel&province=Zeeland", _as_it_is, 400),
    "description of the API": ("/docs", _as_it_is, 200),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")], ids=["wide", "narrow dark"])
def test_axe_finds_nothing(open_page: OpenPage, state: str, width: int, scheme: str) -> None:
    address, act, status = STATES[state]
    page = open_page(address, width=width, status=status, color_scheme=scheme)
    act(page)
    assert violations(page) == []


def test_axe_would_find_something(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate("document.querySelectorAll('label[for=sort]').forEach(label => label.remove())")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    rules = {line.split(":")[0] for line in violations(page)}
    assert rules >= {"select-name", "color-contrast"}


@pytest.mark.parametrize("state", STATES)
def test_a_narrow_screen_needs_no_scrolling_sideways(open_page: OpenPage, state: str) -> None:
    """WCAG 2.2, success criterion 1.4.10: 320 CSS pixels wide."""
    address, act, status = STATES[state]
    page = open_page(address, width=320, height=700, status=status)
    act(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("state", ["filters", "assignment", "nothing found"])
def test_letters_twice_as_large_cut_nothing_off(open_page: OpenPage, state: str) -> None:
    """WCAG 2.2, success criterion 1.4.4."""
    address, _, status = STATES[state]
    page = open_page(address, width=1280, status=status)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, p, dt, dd, label, legend, a, button, summary')]
            .filter(e => e.checkVisibility() && !e.closest('.visually-hidden, .fragment')
                && getComputedStyle(e).clipPath === 'none' && getComputedStyle(e).overflow === 'hidden' && e.scrollHeight > e.clientHeight + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert cut == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280


def test_what_is_hidden_stands_still_while_its_link_comes_in(open_page: OpenPage) -> None:
    """A page may be drawn before the words of the link have come: an empty box among words stands on their line."""
    page = open_page("/")
    tops = page.evaluate(
        """() => {
            const line = document.querySelector(".closed-line"), words = document.createRange();
            words.selectNode(line.firstChild);
            const top = () => words.getBoundingClientRect().top, whole = top();
            line.querySelector("a").replaceChildren();
            return [whole, top()];
        }"""
    )
    assert tops[0] == tops[1]


@pytest.mark.parametrize(
    "address", ["/", "/?q=wmo+in+zeeland", "/?view=map", "/opdrachten/procesbegeleider", "/bewaard"]
)
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_while_the_page_loads(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(address, width=width)
    page.wait_for_load_state("networkidle")
    moved = page.evaluate(
        """() => new Promise(resolve => {
            const moved = [];
            const told = source => [source.node?.outerHTML?.slice(0, 120), source.previousRect, source.currentRect];
            new PerformanceObserver(list => {
                for (const entry of list.getEntries()) moved.push([entry.value, ...entry.sources.map(told)]);
            }).observe({type: 'layout-shift', buffered: true});
            setTimeout(() => resolve(moved), 300);
        })"""
    )
    assert moved == []


def test_motion_is_left_out_for_who_asks_so(open_page: OpenPage) -> None:
    moving = """() => [...document.querySelectorAll('*')].filter(e => {
        const style = getComputedStyle(e);
        return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
            || parseFloat(style.transitionDuration) > 0;
    }).length"""
    for address in ("/?q=wmo", "/opdrachten/procesbegeleider"):
        page = open_page(address, reduced_motion="reduce")
        assert page.evaluate(moving) == 0

"""The map as a person uses it: with a mouse, a finger, the keyboard, and without script."""

from __future__ import annotations

import math
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from app.pages import map_ground
from app.pages.assets import asset_address
from app.search.geo import distance_km
from tests.browser.conftest import OpenPage
from tests.browser.test_search import LOADED, address, stayed

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
MAP = "/?view=map"
GOES = "#map-GM0664"
GOES_AT = (51.507, 3.885)
NEARLY_KM = 1.5
"""Two decimals of a degree, and a pixel of the picture."""


def on_screen(page: Page, place: tuple[float, float]) -> tuple[float, float]:
    """The pixel of a place on the map."""
    box = page.locator(".map-picture").bounding_box()
    assert box
    factor = min(box["width"] / map_ground.WIDTH, box["height"] / map_ground.HEIGHT)
    x, y = map_ground.project(*place)
    left = box["x"] + (box["width"] - map_ground.WIDTH * factor) / 2
    top = box["y"] + (box["height"] - map_ground.HEIGHT * factor) / 2
    return left + x * factor, top + y * factor


def near(page: Page) -> tuple[tuple[float, float], str | None]:
    """The point and the distance that the address holds."""
    query = dict(parse_qsl(urlsplit(page.url).query))
    lat, lon = map(float, query["near"].split(","))
    return (lat, lon), query.get("radiusKm")


def ready(page: Page) -> None:
    """Wait until the page itself has asked for the script of the map, and that has run."""
    # Playwright waits for a condition by evaluating text, which the content policy refuses from the second look on.
    page.evaluate(ASKED_FOR_MAP)
    page.evaluate(f"import('{asset_address('map.js')}').then(() => true)")


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*on_screen(page, start))
    page.mouse.down()
    page.mouse.move(*on_screen(page, end), steps=6)


def lit(found: Locator) -> None:
    expect(found).to_have_class(LIT)


LIT = re.compile(r"\blit\b")
ASKED_FOR_MAP = """() => new Promise((asked, failed) => {
    const isMap = (entry) => entry.name.includes('/static/map.js');
    new PerformanceObserver((list) => list.getEntries().some(isMap) && asked()).observe({ type: 'resource', buffered: true });
    setTimeout(() => failed(new Error('the page asks for no script of the map')), 10000);
})"""


@BOTH
def test_from_the_list_to_the_map_and_a_gemeente_and_back(open_page: OpenPage, script: bool) -> None:
    page = open_page("/?q=wmo", script=script)
    expect(page.locator(".map")).to_have_count(0)
    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(page.locator(".map-circle")).to_have_count(2)
    page.locator(GOES).click()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    assert address(page) == ("/", [("gemeente", "Goes"), ("q", "wmo"), ("view", "map")])
    expect(page.get_by_role("link", name="Goes, 12 opdrachten, gekozen").first).to_be_visible()
    page.locator(GOES).click()
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")
    page.get_by_role("link", name="Provincie Zeeland, 12 opdrachten").click()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(page.get_by_label("Zeeland", exact=False).first).to_be_visible()
    page.go_back()
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")
    page.get_by_role("link", name="Lijst", exact=True).click()
    expect(page.locator(".map")).to_have_count(0)
    assert address(page) == ("/", [("q", "wmo")])


@BOTH
def test_the_form_keeps_the_view(open_page: OpenPage, script: bool) -> None:
    page = open_page(MAP, script=script)
    page.fill("#q", "wmo")
    page.press("#q", "Enter")
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")
    assert address(page) == ("/", [("q", "wmo"), ("view", "map")])
    expect(page.locator(".map-circle")).to_have_count(2)


@BOTH
def test_the_list_says_and_does_what_the_map_does(open_page: OpenPage, script: bool) -> None:
    page = open_page(MAP, script=script)
    page.get_by_text("Deze kaart als lijst").click()
    page.locator("#kaart-als-lijst").get_by_role("link", name="Goes (12 opdrachten)").click()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    if script:
        expect(page.locator("#row-GM0664")).to_be_focused()
    page.goto(MAP)
    page.get_by_text("Regio op de kaart").click()
    page.locator("#kaart-regios").get_by_role("link", name="Twente (1 opdracht)").click()
    expect(page.locator("#aantal")).to_have_text("1 opdracht")
    expect(page.locator("path.map-ground.lit")).to_have_count(1)


def test_choosing_on_the_map_keeps_the_page_and_the_focus(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate(LOADED)
    page.get_by_role("link", name="Kaart", exact=True).click()
    page.locator(GOES).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(page.locator(GOES)).to_be_focused()
    assert stayed(page)


@pytest.mark.parametrize("start", ["/", MAP], ids=["from the list", "at once"])
def test_dragging_draws_a_circle_and_searches_in_it(open_page: OpenPage, start: str) -> None:
    page = open_page(start)
    page.evaluate(LOADED)
    if start == "/":
        page.get_by_role("link", name="Kaart", exact=True).click()
    expect(page.locator(GOES)).to_be_visible()
    ready(page)
    drag(page, (51.75, 3.9), (51.75, 4.18))  # 19,3 km
    expect(page.locator("#kaart-afstand")).to_have_text("20 km")
    page.mouse.up()
    expect(page.locator(".chip")).to_contain_text("Binnen 20 km van")
    point, km = near(page)
    assert km == "20"
    assert distance_km(point, (51.75, 3.9)) < NEARLY_KM
    expect(page.locator(".map-ring ellipse")).to_have_count(1)
    assert stayed(page)
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)


def test_a_drag_that_begins_on_a_circle_is_no_choice_of_it(open_page: OpenPage) -> None:
    page = open_page(MAP)
    expect(page.locator(GOES)).to_be_visible()
    ready(page)
    drag(page, GOES_AT, (51.507, 4.03))  # 10 km
    page.mouse.up()
    page.wait_for_url("**radiusKm=10**")
    assert "gemeente" not in page.url
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")


def test_escape_ends_a_drag(open_page: OpenPage) -> None:
    page = open_page(MAP)
    ready(page)
    drag(page, (51.75, 3.9), (51.75, 4.18))
    expect(page.locator("#kaart-afstand")).to_have_text("20 km")
    page.keyboard.press("Escape")
    expect(page.locator("#kaart-afstand")).to_have_text("")
    page.mouse.up()
    assert address(page) == ("/", [("view", "map")])


def test_a_point_by_one_click(open_page: OpenPage) -> None:
    page = open_page(MAP)
    ready(page)
    page.select_option("#radiusKm", "50")
    page.wait_for_timeout(600)  # longer than a changed field waits before it searches
    page.get_by_role("button", name="Kies een punt").click()
    expect(page.get_by_role("button", name="Kies een punt")).to_have_attribute("aria-pressed", "true")
    page.mouse.click(*on_screen(page, GOES_AT))  # also where a circle lies
    page.wait_for_url("**radiusKm=50**")
    point, _ = near(page)
    assert distance_km(point, GOES_AT) < NEARLY_KM
    assert "gemeente" not in page.url
    expect(page.get_by_role("button", name="Kies een punt")).to_have_attribute("aria-pressed", "false")


def test_a_point_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(f"{MAP}&near=51.70,3.89&radiusKm=30")
    ready(page)
    page.get_by_role("button", name="Kies een punt").focus()
    page.keyboard.press("Enter")
    stage = page.get_by_role("application", name="Kies een punt op de kaart")
    expect(stage).to_be_focused()
    for _ in range(4):
        page.keyboard.press("ArrowDown")  # five kilometres
    page.keyboard.press("Shift+ArrowRight")  # one
    expect(page.locator("#melding")).to_contain_text("Dicht bij Goes, 12 opdrachten")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "51.70" not in url)
    point, km = near(page)
    assert km == "30"
    assert distance_km(point, (51.70 - 20 / 111.195, 3.89 + 1 / 69)) < NEARLY_KM
    expect(page.get_by_role("button", name="Kies een punt")).to_be_focused()


def test_escape_stops_choosing(open_page: OpenPage) -> None:
    page = open_page(MAP)
    ready(page)
    page.get_by_role("button", name="Kies een punt").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Kies een punt")).to_be_focused()
    expect(page.get_by_role("application")).to_have_count(0)
    page.locator(GOES).click()
    page.wait_for_url("**gemeente=Goes**")


def test_a_finger_moves_the_page_unless_it_chooses_a_point(open_page: OpenPage) -> None:
    page = open_page(MAP, width=390, height=700)
    ready(page)
    page.emulate_media(reduced_motion="reduce")  # where it stands is measured, so it must not be on its way
    touch = "getComputedStyle(document.querySelector('.map-picture')).touchAction"
    assert page.evaluate(touch) == "auto"
    swipe(page, (52.0, 4.0), (52.4, 4.0))
    page.wait_for_timeout(300)
    assert address(page) == ("/", [("view", "map")])
    page.get_by_role("button", name="Kies een punt").click()
    assert page.evaluate(touch) == "none"
    swipe(page, (51.9, 4.0), (51.9, 4.45))  # 31 km
    expect(page.locator(".chip")).to_contain_text("Binnen 30 km van")
    # No tap: so soon after a swipe, Chromium may take it for the end of the scrolling, and sends no click.
    page.get_by_role("button", name="Kies een punt").click()
    page.touchscreen.tap(*on_screen(page, GOES_AT))
    page.wait_for_url(lambda url: "51.5" in url)
    point, km = near(page)
    assert km == "30"
    assert distance_km(point, GOES_AT) < 2 * NEARLY_KM


def swipe(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """One finger over the map, as the browser gets it from a touch screen."""
    page.locator(".map-stage").scroll_into_view_if_needed()
    session = page.context.new_cdp_session(page)
    (x, y), (to_x, to_y) = on_screen(page, start), on_screen(page, end)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 7):
        at = {"x": x + (to_x - x) * step / 6, "y": y + (to_y - y) * step / 6}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_result_and_its_circle_light_up_together(open_page: OpenPage) -> None:
    page = open_page(MAP)
    ready(page)
    circle = page.locator("#map-GM1700")
    row = page.locator(".items > li[data-map=GM1700]")
    row.locator(".item-title a").focus()
    lit(circle)
    page.locator(".item-title a").nth(3).focus()
    expect(circle).not_to_have_class(LIT)
    circle.hover()
    lit(row)
    page.locator("#q").hover()
    expect(row).not_to_have_class(LIT)


def test_the_map_stands_beside_the_results_and_above_them_on_a_telephone(open_page: OpenPage) -> None:
    page = open_page(MAP, width=1280)
    chart, listed = (page.locator(part).bounding_box() for part in (".map", ".found"))
    assert chart and listed
    assert chart["x"] >= listed["x"] + listed["width"]
    page.mouse.wheel(0, 1500)
    expect(page.locator(GOES)).to_be_in_viewport()
    page.set_viewport_size({"width": 390, "height": 800})
    chart, listed = (page.locator(part).bounding_box() for part in (".map", ".found"))
    assert chart and listed
    assert chart["y"] + chart["height"] <= listed["y"]


@pytest.mark.parametrize("width", [320, 390, 928, 1280])
def test_nothing_sticks_out_and_circles_can_be_hit(open_page: OpenPage, width: int) -> None:
    page = open_page(f"{MAP}&near=Goes&radiusKm=100", width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for target in page.locator(".map-target").all():
        box = target.bounding_box()
        assert box
        assert math.ceil(min(box["width"], box["height"])) >= 24
    for control in page.locator(".views a, .map-label[href], #kaart-kies, .map summary").all():
        box = control.bounding_box()
        assert box
        assert math.ceil(box["height"]) >= 24


def test_the_map_can_be_passed_by(open_page: OpenPage) -> None:
    page = open_page(MAP)
    page.locator(".follow summary").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sla de kaart over")).to_be_focused()
    expect(page.get_by_role("link", name="Sla de kaart over")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#lijst")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".item-title a").first).to_be_focused()


def test_the_ground_is_drawn(open_page: OpenPage) -> None:
    """The dots come from a file of their own, which the browser must let into the picture."""
    page = open_page(MAP)
    page.wait_for_load_state("networkidle")
    for number in range(12):
        box = page.locator("use.map-ground").nth(number).bounding_box()
        assert box
        assert box["width"] > 20
        assert box["height"] > 20


def test_without_script_nothing_is_offered_that_needs_it(open_page: OpenPage) -> None:
    expect(open_page(MAP, script=False).locator("#kaart-kies")).to_be_hidden()
    expect(open_page(MAP).locator("#kaart-kies")).to_be_visible()

"""The filters as a person sets them: by hand, by keyboard, on a telephone, with and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_search import LOADED, address, stayed

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def handle(page: Page, parameter: str) -> Locator:
    return page.locator(f"#greep-{parameter}")


def searches(page: Page) -> list[str]:
    """The searches that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/?" in request.url else None)
    return asked


def middle(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def edge(page: Page, parameter: str) -> tuple[float, float]:
    """Where a handle is to be taken: its thumb is 24 pixels wide and moves over the rest of the input."""
    box = handle(page, parameter).bounding_box()
    assert box is not None
    share = page.evaluate(
        "id => { const e = document.getElementById(id); return (e.value - e.min) / (e.max - e.min) }",
        f"greep-{parameter}",
    )
    return box["x"] + 12 + share * (box["width"] - 24), box["y"] + box["height"] / 2


def test_a_handle_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/?q=wmo")
    page.evaluate(LOADED)
    low = page.get_by_role("slider", name="Uren per week, vanaf")
    low.focus()
    expect(low).to_have_attribute("aria-valuetext", "geen ondergrens")
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#hoursMin")).to_have_value("20")
    expect(low).to_have_attribute("aria-valuetext", "vanaf 20 uur per week")
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    assert address(page) == ("/", [("hoursMin", "20"), ("q", "wmo")])
    expect(low).to_be_focused()
    expect(low).to_have_value("20")
    page.keyboard.press("PageUp")
    expect(page.locator("#hoursMin")).not_to_have_value("20")
    page.keyboard.press("Home")
    expect(page.locator("#hoursMin")).to_have_value("")
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")
    assert address(page) == ("/", [("q", "wmo")])
    assert stayed(page)


def test_what_the_script_tells_is_what_the_server_tells(open_page: OpenPage) -> None:
    page = open_page("/")
    for parameter, value in (("rateMin", "82.5"), ("hoursMax", "30")):
        page.fill(f"#{parameter}", value)
        said = handle(page, parameter).get_attribute("aria-valuetext")
        drawn = page.locator(f"#knip-{parameter[:-3]} rect")
        part = [drawn.get_attribute("x"), drawn.get_attribute("width")]
        page.press(f"#{parameter}", "Enter")
        page.wait_for_url(f"**{parameter}={value}**")
        page.reload()
        expect(handle(page, parameter)).to_have_attribute("aria-valuetext", said or "")
        for name, number in zip(("x", "width"), part, strict=True):
            assert float(drawn.get_attribute(name) or "") == pytest.approx(float(number or ""), abs=0.1)
        page.goto("/")


def test_handles_never_cross(open_page: OpenPage) -> None:
    page = open_page("/?hoursMin=8&hoursMax=16")
    handle(page, "hoursMin").press("End")
    expect(page.locator("#hoursMin")).to_have_value("16")
    expect(handle(page, "hoursMin")).to_have_value("16")
    page.wait_for_url("**hoursMin=16**")
    expect(handle(page, "hoursMin")).to_be_focused()
    handle(page, "hoursMax").press("Home")
    expect(page.locator("#hoursMax")).to_have_value("16")
    # They stand side by side, so that each can still be taken.
    low, high = edge(page, "hoursMin"), edge(page, "hoursMax")
    assert high[0] - low[0] == pytest.approx(24, abs=0.5)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_handle_by_hand(open_page: OpenPage, width: int) -> None:
    page = open_page("/?q=wmo", width=width, height=844)
    if width < 600:
        page.locator(".filter-label").click()
    handle(page, "hoursMax").scroll_into_view_if_needed()
    asked = searches(page)
    x, y = edge(page, "hoursMax")
    page.mouse.move(x, y)
    page.mouse.down()
    box = handle(page, "hoursMax").bounding_box()
    assert box is not None
    page.mouse.move(x - (box["width"] - 24) / 2, y, steps=8)
    expect(page.locator("#hoursMax")).to_have_value("24")
    cut = page.locator("#knip-hours rect")
    assert float(cut.get_attribute("width") or "") == pytest.approx(100, abs=0.5)
    page.wait_for_timeout(500)
    assert asked == [], "it searches when the hand lets go"
    page.mouse.up()
    page.wait_for_url("**hoursMax=24**")
    expect(page.locator("#aantal")).to_have_text("17 opdrachten")
    assert len(asked) == 1


def test_an_answer_on_its_way_takes_no_handle_from_the_hand(open_page: OpenPage) -> None:
    page = open_page("/?q=wmo")
    x, y = edge(page, "hoursMin")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    page.evaluate("document.querySelector('#hoursMin').dataset.mark = 'held'")
    # Back and forward ask for another search while the handle is held.
    page.evaluate(
        "history.pushState(null, '', '/?q=wmo&province=Zeeland'); dispatchEvent(new Event('popstate'))"
    )
    page.wait_for_timeout(400)
    expect(page.locator("#hoursMin")).to_have_attribute("data-mark", "held")
    page.mouse.up()
    page.wait_for_url("**hoursMin=**")
    expect(page.locator("#hoursMin")).not_to_have_value("")


def test_a_number_moves_its_handle(open_page: OpenPage) -> None:
    page = open_page("/")
    page.fill("#rateMin", "90")
    expect(handle(page, "rateMin")).to_have_value("90")
    expect(handle(page, "rateMin")).to_have_attribute("aria-valuetext", "vanaf 90 euro per uur")
    assert page.locator("#knip-rate rect").get_attribute("x") == "100"
    page.fill("#rateMin", "")
    expect(handle(page, "rateMin")).to_have_value("30")


def test_numbers_that_cross_are_told_and_not_sent(open_page: OpenPage) -> None:
    page = open_page("/?hoursMax=16")
    asked = searches(page)
    page.fill("#hoursMin", "20")
    page.press("#hoursMin", "Tab")
    expect(page.locator("#melding")).to_have_text("Van is meer dan tot.")
    expect(page.locator("#groep-hours .bar-told")).to_have_text("Van is meer dan tot.")
    expect(page.locator("#hoursMin")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Zeeland").check()
    expect(page.locator("#hoursMin")).to_be_focused()
    page.wait_for_timeout(400)
    assert asked == []
    page.get_by_label("Zeeland").uncheck()
    page.fill("#hoursMax", "24")
    page.press("#hoursMax", "Tab")
    page.wait_for_url("**hoursMin=20&hoursMax=24")


def test_a_bar_tells_its_number_and_can_be_pressed(open_page: OpenPage) -> None:
    page = open_page("/?q=wmo")
    told = page.locator("#groep-hours .bar-told")
    expect(told).to_have_text("alle uren")
    bar = page.locator("#groep-hours .bar").nth(2)
    bar.hover()
    expect(told).to_have_text("16 tot 24 uur: 9")
    bar.click()
    page.wait_for_url("**hoursMin=16&hoursMax=24")
    expect(page.locator("#aantal")).to_have_text("9 opdrachten")
    page.mouse.move(600, 5)
    expect(told).to_have_text("16 tot en met 24 uur per week")
    handle(page, "hoursMin").focus()
    expect(told).to_have_text("16 tot 24 uur: 9")
    page.locator("#groep-hours .bar").nth(3).click()
    expect(page.locator("#melding")).not_to_have_text("Van is meer dan tot.")
    page.wait_for_url("**hoursMin=24&hoursMax=32")
    page.locator("#groep-hours .bar").nth(3).click()
    expect(page.locator("#aantal")).to_have_text("24 opdrachten")
    assert address(page) == ("/", [("q", "wmo")])


def test_without_script_the_numbers_work_alone(open_page: OpenPage) -> None:
    page = open_page("/?status=all", script=False)
    expect(handle(page, "hoursMin")).to_be_hidden()
    expect(page.locator("#zoek-in-competency")).to_be_hidden()
    expect(page.locator("#groep-hours .bars")).to_be_visible()
    page.fill("#hoursMin", "31")
    page.get_by_label(re.compile("Laat . zonder uren weg")).check()
    page.get_by_role("button", name="Toon resultaten").click()
    assert address(page) == ("/", [("hoursMin", "31"), ("hoursUnknown", "false"), ("status", "all")])
    expect(page.locator("#aantal")).to_have_text("2 opdrachten")


@BOTH
def test_a_province_opens_its_gemeenten(open_page: OpenPage, script: bool) -> None:
    page = open_page("/", script=script)
    show = page.get_by_role("button", name="Toon resultaten")
    page.get_by_label("Overijssel").check()
    if not script:
        show.click()
    page.get_by_label("Twenterand 1 gevonden", exact=True).check()
    if not script:
        show.click()
    expect(page.locator(".chip")).to_have_count(2)
    assert address(page) == ("/", [("gemeente", "Twenterand"), ("province", "Overijssel")])
    expect(page.locator("#aantal")).to_have_text("1 opdracht")
    expect(page.get_by_text("Regio’s in Overijssel")).to_be_visible()
    page.get_by_label("Overijssel").uncheck()
    if not script:
        show.click()
    expect(page.locator("#groep-gemeente")).to_be_visible()
    expect(page.get_by_label("Twenterand 1 gevonden", exact=True)).to_be_checked()


def test_finds_an_option_by_its_letters(open_page: OpenPage) -> None:
    page = open_page("/?status=all")
    page.evaluate(LOADED)
    listed = page.locator("#groep-competency")
    folded = listed.locator("details.more")
    expect(folded).not_to_have_attribute("open", "")
    find = page.get_by_label("Zoek in de lijst: competenties")
    find.press_sequentially("COÁ")
    expect(listed.locator("li:visible .option-text")).to_have_text(["Coaching", "Teamcoaching"])
    expect(listed.locator("output")).to_have_text(re.compile(r"^2 van \d+$"))
    expect(listed.locator(".section-title:visible")).to_have_count(1)
    page.get_by_label("Teamcoaching").check()
    expect(page.locator("#aantal")).to_have_text("1 opdracht")
    expect(find).to_have_value("COÁ")
    expect(listed.locator("li:visible .option-text")).to_have_text(["Coaching", "Teamcoaching"])
    expect(page.get_by_label("Teamcoaching")).to_be_focused()
    find.press("Escape")
    expect(find).to_have_value("")
    expect(listed.locator("output")).to_have_text("")
    expect(folded).not_to_have_attribute("open", "")
    assert stayed(page)


def test_what_is_open_stays_open_and_what_is_shut_shut(open_page: OpenPage) -> None:
    page = open_page("/")
    page.locator("#groep-start > summary").click()
    page.locator("#groep-rate > summary").click()
    page.get_by_label("Zeeland").check()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(page.locator("#groep-start")).to_have_attribute("open", "")
    expect(page.locator("#groep-rate")).not_to_have_attribute("open", "")
    page.locator("#q").press_sequentially("gemeente go", delay=20)
    page.get_by_role("option", name=re.compile("opdrachtgever")).click()
    page.wait_for_url("**organisation=Gemeente+Goes**")
    expect(page.locator("#groep-organisation")).to_have_attribute("open", "")


@BOTH
def test_a_date_in_words(open_page: OpenPage, script: bool) -> None:
    page = open_page("/", script=script)
    page.locator("#groep-start > summary").click()
    page.get_by_role("link", name="binnen een maand").click()
    expect(page.locator("#aantal")).to_have_text("1 opdracht")
    assert address(page) == ("/", [("startBefore", "2026-04-10")])
    expect(page.locator("#startBefore")).to_have_value("2026-04-10")
    page.get_by_role("link", name="Haal weg: binnen een maand").click()
    expect(page.locator("#aantal")).to_have_text("27 opdrachten")


@BOTH
def test_closed_ones_are_shown_on_request(open_page: OpenPage, script: bool) -> None:
    page = open_page("/", script=script)
    page.get_by_role("link", name="toon ook die gesloten opdrachten").click()
    expect(page.locator("#aantal")).to_have_text("29 opdrachten")
    page.get_by_role("link", name="verberg die gesloten opdrachten").click()
    expect(page.locator("#aantal")).to_have_text("27 opdrachten")


def test_a_place_is_suggested(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_label("Zeeland").check()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    near = page.get_by_role("combobox", name="In de buurt van")
    near.press_sequentially("utr", delay=20)
    options = page.get_by_role("listbox", name="Plaatsen").get_by_role("option")
    expect(options).to_have_count(1)
    near.press("ArrowDown")
    near.press("Enter")
    page.wait_for_url("**near=Utrecht&radiusKm=20**")
    expect(near).to_have_value("Utrecht")
    expect(page.get_by_role("listbox", name="Plaatsen")).to_be_hidden()


def test_what_is_typed_while_an_answer_comes_is_kept(open_page: OpenPage) -> None:
    page = open_page("/")
    held: list[Route] = []
    page.route("**/?province=Zeeland", lambda route: held.append(route))
    with page.expect_request("**/?province=Zeeland"):
        page.get_by_label("Zeeland").check()
    page.locator("#hoursMin").press_sequentially("20")
    held[0].continue_()
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    expect(page.locator("#hoursMin")).to_have_value("20")
    expect(page.locator("#hoursMin")).to_be_focused()
    expect(handle(page, "hoursMin")).to_have_value("20")
    # It is searched for when the reader is done, not because the field was replaced.
    page.wait_for_timeout(600)
    expect(page.locator("#aantal")).to_have_text("12 opdrachten")
    page.press("#hoursMin", "Tab")
    expect(page.locator("#aantal")).to_have_text("6 opdrachten")


def test_no_step_is_lost_while_an_answer_comes(open_page: OpenPage) -> None:
    page = open_page("/?q=wmo")
    page.evaluate("""() => {
        const real = window.fetch;
        const held = new Promise((resolve) => { window.letGo = resolve; });
        window.fetch = async (...asked) => {
            const answer = await real(...asked);
            if (String(asked[0]).endsWith("hoursMin=1")) await held;
            return answer;
        };
    }""")
    low = handle(page, "hoursMin")
    with page.expect_response("**hoursMin=1"):
        low.press("ArrowRight")
    low.press("ArrowRight")
    low.press("ArrowRight")
    page.evaluate("window.letGo()")
    page.wait_for_url("**hoursMin=3")
    expect(page.locator("#hoursMin")).to_have_value("3")


@BOTH
def test_on_a_telephone_the_panel_lies_over_the_page(open_page: OpenPage, script: bool) -> None:
    page = open_page("/", script=script, width=390, height=844)
    page.locator(".filter-label").click()
    box = page.locator("#filters").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    for behind in (page.locator("#q"), page.locator("#aantal"), page.locator(".item-title a").first):
        expect(behind).to_be_hidden()
    show = page.get_by_role("button", name="Toon 27 resultaten" if script else "Toon resultaten")
    expect(show).to_be_in_viewport(ratio=1)
    page.get_by_label("Zeeland").check()
    if script:
        expect(page.locator("#toon")).to_have_text(re.compile("Toon 12 resultaten"))
        page.keyboard.press("Escape")
    else:
        page.get_by_text("Sluit filters").click()
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#aantal")).to_be_visible()


def test_the_focus_is_never_under_the_bar_at_the_bottom(open_page: OpenPage) -> None:
    page = open_page("/", width=390, height=600)
    page.locator(".filter-label").click()
    page.locator("#near").focus()
    for _ in range(45):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
            const e = document.activeElement, b = e.getBoundingClientRect();
            if (e.closest(".filters-end") || !e.closest(".filters")) return true;
            const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
            return top !== null && !top.closest(".filters-end, .filter-label");
        }""")
        assert seen, page.evaluate("document.activeElement.id || document.activeElement.textContent")


@pytest.mark.parametrize("width", [390, 1280])
def test_everything_to_press_is_large_enough(open_page: OpenPage, width: int) -> None:
    """24 pixels at least (WCAG 2.2, 2.5.8); of a box to tick its whole row counts."""
    page = open_page("/?status=all&province=Zeeland", width=width)
    if width < 600:
        page.locator(".filter-label").click()
    small = page.evaluate("""() => {
        for (const group of document.querySelectorAll("#filters details")) group.open = true;
        const pressed = "a, button, summary, label.option, select, input:not([type=checkbox], [type=radio], [type=hidden])";
        return [...document.querySelectorAll("#filters :is(" + pressed + ")")]
            .filter((e) => e.checkVisibility())
            .map((e) => [e.id || e.textContent.trim(), e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 24 || box.width < 24)
            .map(([name, box]) => `${name}: ${box.width} x ${box.height}`);
    }""")
    assert small == []


def test_nothing_moves_when_the_handles_come(open_page: OpenPage) -> None:
    """The page stands still while its script loads and a bar is pointed at."""
    page = open_page("/?q=wmo")
    page.evaluate("""() => { window.moved = [];
        const where = ({ node, previousRect, currentRect }) => [node?.outerHTML?.slice(0, 80), previousRect, currentRect];
        new PerformanceObserver((list) => { for (const e of list.getEntries()) window.moved.push([e.value, ...e.sources.map(where)]); })
            .observe({ type: "layout-shift", buffered: true }); }""")
    page.locator("#groep-hours .bar").nth(2).hover()
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_open_panel_fits(open_page: OpenPage, width: int) -> None:
    page = open_page("/?status=all&province=Zeeland&hoursMin=8", width=width)
    if width < 900:
        page.locator(".filter-label").click()
    page.evaluate("for (const group of document.querySelectorAll('#filters details')) group.open = true")
    fits = "e => e.scrollWidth <= e.clientWidth"
    assert page.locator("#filters").evaluate(fits)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

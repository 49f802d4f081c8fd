"""A page that comes in pieces, as over a slow line: what is drawn of the first stands still when the rest comes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.app.pages import samples
from tests.browser.serving import serving

pytestmark = pytest.mark.browser

HALT_SECONDS = 0.4
PIECES = 8
LOADS = 3
MOVED = """() => new Promise(resolve => {
    const moved = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            moved.push([entry.value, ...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(moved), 200);
})"""


class Halting:
    """An application whose pages stop after the piece that the request names, or before the text that it names, for as many
    seconds as it names.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", []))
        piece, before = int(headers.get(b"x-halt", b"0")), headers.get(b"x-before", b"")
        if not (piece or before) or b"text/html" not in headers.get(b"accept", b""):
            return await self.app(scope, receive, send)
        told: list[Message] = []

        async def gather(message: Message) -> None:
            told.append(message)

        await self.app(
            scope | {"headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]},
            receive,
            gather,
        )
        await send(told[0])
        body = b"".join(message.get("body", b"") for message in told[1:])
        # At the end of a line: half a word is drawn for no reader either.
        cut = body.index(before) if before else body.index(b"\n", len(body) * piece // PIECES) + 1
        await send({"type": "http.response.body", "body": body[:cut], "more_body": True})
        await asyncio.sleep(float(headers.get(b"x-seconds", HALT_SECONDS)))
        await send({"type": "http.response.body", "body": body[cut:]})
        return None


@pytest.fixture(scope="module")
def slow_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(samples.published(tmp_path_factory.mktemp("slow")), samples.NOW, Halting) as address:
        yield address


def _moved(browser: Browser, address: str, width: int, **halt: str) -> list[object]:
    """What moved while the page came, with a halt where the headers ``halt`` say.

    A halt stands at the same place each time, and what it makes move moves each time. A busy machine pauses at other places
    besides, within a line too, and elsewhere the next time: what is not seen again came of that.
    """
    moved: list[object] = []
    for _ in range(LOADS):
        headers = {f"x-{name}": value for name, value in halt.items()}
        context = browser.new_context(viewport={"width": width, "height": 900}, extra_http_headers=headers)
        page = context.new_page()
        page.goto(address)
        moved = page.evaluate(MOVED)
        context.close()
        if not moved:
            break
    return moved


@pytest.mark.parametrize("address", ["/", "/?view=map", "/opdrachten/procesbegeleider", "/bewaard"])
@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_drawn_stands_still(browser: Browser, slow_line: str, address: str, width: int) -> None:
    moved = {
        piece: _moved(browser, slow_line + address, width, halt=str(piece)) for piece in range(1, PIECES)
    }
    assert {piece: shifts for piece, shifts in moved.items() if shifts} == {}


@pytest.mark.parametrize(
    "before",
    [
        '<nav class="views"',
        '<a href="/?view=map"',
        '<div class="sort"',
        '<select form="zoek"',
        '<option value="relevance"',
    ],
)
@pytest.mark.parametrize("width", [1280, 980, 700, 390, 320])
def test_the_row_above_the_results_stands_still(
    browser: Browser, slow_line: str, width: int, before: str
) -> None:
    """Its parts come one by one where a browser is slow, and each has its room from the start."""
    assert _moved(browser, slow_line + "/", width, before=before) == []


@pytest.mark.parametrize(
    "before",
    [' id="ook-gesloten"', '<span id="titel-waar">', '<span id="titel-rate">', '<span id="titel-hours">'],
)
def test_what_heads_the_filters_stands_still(browser: Browser, slow_line: str, before: str) -> None:
    """A line has its height before its last words are there."""
    assert _moved(browser, slow_line + "/", 1280, before=before) == []


def test_a_page_really_comes_in_pieces(browser: Browser, slow_line: str) -> None:
    page = browser.new_page(extra_http_headers={"x-halt": "2", "x-seconds": "5"})
    page.goto(slow_line + "/", wait_until="commit")
    assert page.locator(".bottom").count() == 0
    page.wait_for_load_state()
    assert page.locator(".bottom").count() == 1
    page.close()

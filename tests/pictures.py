"""Pictures of the main states of the pages, over the sample corpus: ``make pictures`` puts them into ``pictures/``.

They are for looking at. The clock stands still, so that two runs over the same corpus give the same pictures.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from indexer.reindex import reindex
from tests.browser.serving import ARGUMENTS, CHROMIUM, serving

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "pictures"
NOW = dt.datetime(2026, 11, 30, 9, 0, tzinfo=dt.UTC)
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def _as_it_is(page: Page) -> None:
    """The page as it opens."""


def _first_assignment(page: Page) -> None:
    page.locator(".item-title a").first.click()
    page.wait_for_selector(".facts")


def _suggestions(page: Page) -> None:
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("jeugd", delay=20)
    page.wait_for_selector("#suggesties li")


class State(NamedTuple):
    """A state of the pages: how to get there, and whether the picture holds all of the page or what is in sight."""

    address: str
    act: Callable[[Page], None] = _as_it_is
    whole: bool = False


STATES = {
    "search": State("/?q=inburgering"),
    "start": State("/"),
    "filtered": State("/?q=jeugd&province=Gelderland&province=Utrecht&hoursMin=16&hoursMax=32&rateMin=80"),
    "understood": State("/?q=wmo+consulent+24+uur+in+Overijssel"),
    "suggestions": State("/", _suggestions),
    "map": State("/?q=jeugd&view=map"),
    "map-nearby": State("/?near=Utrecht&radiusKm=30&view=map"),
    "assignment": State("/?q=inburgering", _first_assignment),
    "assignment-whole": State("/?q=jeugd", _first_assignment, whole=True),
    "empty": State("/?q=kwantumfysica&province=Zeeland"),
    "error": State("/?hoursMin=veel&rateMin=-3"),
    "not-found": State("/opdrachten/bestaatniet"),
    "kept": State("/bewaard"),
    "description": State("/docs"),
}


def main() -> None:
    """Take every picture, or those of the states named."""
    asked = sys.argv[1:] or list(STATES)
    unknown = [name for name in asked if name not in STATES]
    if unknown:
        sys.exit(f"no such state: {', '.join(unknown)}; there are {', '.join(STATES)}")
    if not CHROMIUM.exists():
        sys.exit(f"no Chromium at {CHROMIUM}; install it, or set CHROMIUM to where it is")
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        data = Path(name, "data")
        reindex([ROOT / "corpus"], data, jobs=2)
        with serving(data, NOW) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
            for state in asked:
                for size in SIZES:
                    for scheme in ("light", "dark"):
                        _take(browser, address, state, size, scheme)
            browser.close()
    print(f"{len(asked) * len(SIZES) * 2} pictures in {TARGET}")


def _take(browser: Browser, address: str, state: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        locale="nl-NL",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(STATES[state].address)
    page.wait_for_load_state("networkidle")
    STATES[state].act(page)
    page.screenshot(path=TARGET / f"{state}-{size}-{scheme}.png", full_page=STATES[state].whole)
    context.close()


if __name__ == "__main__":
    main()

"""A real server over the samples, and a real Chromium that may speak with it alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.app.pages import samples
from tests.browser.serving import ARGUMENTS, CHROMIUM, serving

SLOWEST_MS = 10_000

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the samples, on a free port."""
    with serving(samples.published(tmp_path_factory.mktemp("browser")), samples.NOW) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; in CI its absence fails, elsewhere it skips."""
    if not CHROMIUM.exists():
        reason = f"no Chromium at {CHROMIUM}; install it, or set CHROMIUM to where it is"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    """``open_page("/?q=x", script=False, width=375, color_scheme="dark")``: a page; afterwards nothing may have gone wrong in any.

    That is: no request to another host, no error in a script, nothing that the content policy refused. ``status`` is
    that of the page itself; Chromium reports one above 399 as an error.
    """
    contexts = []
    wrong: list[str] = []

    def asked(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(server).netloc:
            wrong.append(f"asked of another host: {request.url}")

    def told(line: ConsoleMessage, status: int) -> None:
        expected = status >= 400 and f"status of {status} " in line.text
        if line.type == "error" and not expected:
            wrong.append(line.text)

    def opened(
        address: str,
        *,
        script: bool = True,
        width: int = 1280,
        height: int = 900,
        status: int = 200,
        **how: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=server,
            java_script_enabled=script,
            viewport={"width": width, "height": height},
            locale="nl-NL",
            has_touch=width < 600,
            **how,
        )
        context.set_default_timeout(SLOWEST_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("request", asked)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda line: told(line, status))
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []

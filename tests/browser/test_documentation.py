"""The documentation page in a real browser: it stands on its own. That nothing is asked of another host, and that the content
policy refuses nothing, is checked by ``open_page`` for every page.
"""

from __future__ import annotations

import pytest

from app.api.problems import PROBLEM_TYPES
from app.search.parameters import PARAMETERS
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_the_documentation_stands_on_its_own(open_page: OpenPage, script: bool) -> None:
    page = open_page("/docs", script=script)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    origin = page.url.removesuffix("/docs")
    assert set(asked) <= {f"{origin}/docs", f"{origin}/docs/style.css", "data:,"}
    assert page.locator("section#searchAssignments tbody tr").count() == len(PARAMETERS)
    assert page.locator("section#fouten dt").count() == len(PROBLEM_TYPES)
    assert page.locator("section#wijzigingen dt").first.is_visible()
    width = page.locator("body").bounding_box()
    assert width is not None and width["width"] <= 1_280  # its own style is in use


def test_the_documentation_fits_a_telephone(open_page: OpenPage) -> None:
    page = open_page("/docs", width=375)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_contents_lead_somewhere(open_page: OpenPage) -> None:
    page = open_page("/docs", script=False)
    links = page.locator("nav a")
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href")
        assert target is not None and page.locator(target).count() == 1, target

"""Reads a page as a test asks about it."""

from __future__ import annotations

from typing import Any

import lxml.html
from fastapi.testclient import TestClient
from httpx import Response


def page(client: TestClient, address: str, status: int = 200) -> Any:
    """The parsed page at an address; fails on another status."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return parsed(answer)


def parsed(answer: Response) -> Any:
    """The page of an answer that is already there."""
    return lxml.html.fromstring(answer.text)


def text(element: Any) -> str:
    """Its words, white space single, no-break spaces as spaces."""
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def classed(root: Any, name: str) -> list[Any]:
    """The elements of a class, in the order of the page."""
    found: list[Any] = root.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
    return found


def one(root: Any, path: str) -> Any:
    """The only element that an XPath finds."""
    found = root.xpath(path)
    assert len(found) == 1, f"{path}: {len(found)} found"
    return found[0]


def titles(root: Any) -> list[str]:
    """The titles of the results in order."""
    return [text(title) for title in classed(one(root, "//*[@id='resultaten']"), "item-title")]

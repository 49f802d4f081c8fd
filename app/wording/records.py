"""What a record is called, and where it stands: here and at its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from app.wording.words import words

SITE: Final = "Opdrachtzoeker"
"""What this service calls itself."""


def title(record: Mapping[str, Any]) -> str:
    """Its title, or a name for what has none."""
    if record["title"]:
        return str(record["title"])
    kind = words()["kind"][record["kind"]]
    return f"{kind} {record['reference']}" if record.get("reference") else f"{kind} zonder titel"


def path(record_id: str) -> str:
    """The path of its page."""
    return f"/opdrachten/{quote(record_id, safe='')}"


def web_address(url: str | None) -> str | None:
    """Only what a browser opens as a page; never a script, a file, or what is no address at all."""
    return url if host(url) else None


def host(url: str | None) -> str | None:
    """The site that such an address is on."""
    try:
        parts = urlsplit(url or "")
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:  # texts hold addresses that are none, such as http://[
        return None

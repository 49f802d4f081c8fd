"""What a page tells in its data alone, for a script to show: the description of a JobPosting, or the text in the state that a
framework of single-page applications hands to the browser (``<script type="application/json">``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from indexer.readers import json_ld
from indexer.readers.plain import one_line

_SHORTEST = 200  # characters of a description
_FEWEST_BLANKS = 0.08  # of its characters: a text of words, and no address, key or picture
_TITLES = ("title", "titel", "jobTitle", "functie", "name", "naam")
_LONGEST_TITLE = 200
_TAG = re.compile(r"<(?:p|br|li|ul|div|h[1-6]|strong|b|span|table)\b", re.I)
_ESCAPED_TAG = re.compile(r"&(?:amp;)?lt;/?(?:p|br|li|ul|div|h[1-6]|strong|b|span|table)\b", re.I)
_ANY_TAG = re.compile(r"(?:<|&lt;)/?\w[^<>&]{0,300}(?:>|&gt;)")
_TIMES_ESCAPED = 3


@dataclass(frozen=True, slots=True)
class Description:
    """A title, if one stands beside the text, and the text as markup."""

    title: str | None
    markup: str


def description(root: Any, structured: tuple[dict[str, Any], ...]) -> Description | None:
    """The longest text that a page's data tells of its subject; that of a JobPosting before any other. Never raises."""
    for posting in json_ld.of_type(structured, "JobPosting"):
        text = posting.get("description")
        if isinstance(text, str) and len(text) >= _SHORTEST:
            return _of(posting, text)
    nodes = [
        node
        for script in root.iter("script")
        if (script.get("type") or "").lower().split(";")[0].strip() == "application/json"
        for node in json_ld.objects_in(script.text or "")
    ]
    told = (
        (node, text)
        for outer in nodes
        for node in _inside(outer)
        for text in node.values()
        if _is_prose(text)
    )
    longest = max(told, key=lambda pair: len(pair[1]), default=None)
    return None if longest is None else _of(*longest)


def _is_prose(value: Any) -> bool:
    if not isinstance(value, str) or len(value) < _SHORTEST:
        return False
    words = _ANY_TAG.sub(" ", value)
    return words.count(" ") >= _FEWEST_BLANKS * len(words)


def _inside(value: Any) -> Iterator[Mapping[str, Any]]:
    """All objects within a value, itself among them; :mod:`indexer.readers.json_ld` bounds how deep it is."""
    if isinstance(value, Mapping):
        yield value
    for item in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _inside(item)


def _of(node: Mapping[str, Any], text: str) -> Description:
    for _ in range(_TIMES_ESCAPED):
        if not _ESCAPED_TAG.search(text):
            break
        text = html.unescape(text)
    markup = (
        text if _TAG.search(text) else html.escape(html.unescape(text), quote=False).replace("\n", "<br>")
    )
    title = next((node[name] for name in _TITLES if isinstance(node.get(name), str)), "")
    return Description(one_line(html.unescape(title)[:_LONGEST_TITLE]), markup)

"""Web pages: the subject of the page as plain text, with its JSON-LD, title and address.

lxml parses, ``html_prune`` takes away what is not the subject, inscriptis renders what is left
(``html_layout``). Article extractors were weighed and passed over: they keep running prose and score short
blocks down, while the facts of an assignment stand in short blocks - label lists, tables, a box beside the
text.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

import lxml.html

from indexer.readers import html_data, json_ld
from indexer.readers.decode import decode
from indexer.readers.guard import guarded
from indexer.readers.html_layout import flatten, render
from indexer.readers.html_prune import Strength, prune, text_of
from indexer.readers.plain import bounded, clean_characters, join_blocks, one_line, tidy
from indexer.readers.skip_links import without_skip_links
from indexer.readers.source import Limits, ReadError, SourceText
from indexer.readers.wrapped import unwrapped

# WHATWG HTML: the declaration stands in the first 1,024 bytes; some pages put it a little later.
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_META_WINDOW = 4096
# Pruning is believed when it leaves this much, as characters or as a share of the page.
_ENOUGH_CHARS = 400
_ENOUGH_SHARE = 0.15
# A page shows what its data describes when its own text is longer than this share of that.
_SHOWN_SHARE = 0.5
_JSON_KEY = re.compile(r"\"[\w@$.:-]{1,60}\\*\"\s*:")
_JSON_START = re.compile(r"(?:[\w.$\[\]\"']{1,60}\s*=\s*)?[{\[]\s*(?:[{\[]\s*)?\\*\"")
_LEAKED_KEYS = 3
_URL_CHARS = 2000


@guarded("web page")
def read(data: bytes, limits: Limits) -> SourceText:
    """Read a web page. Raises ReadError when it is empty, binary, nested beyond reason or too long."""
    declared = _META_CHARSET.search(data[:_META_WINDOW])
    return read_markup(decode(data, declared[1].decode("ascii") if declared else None), limits)


def read_markup(markup: str, limits: Limits) -> SourceText:
    """Read a page that is decoded already. Raises ReadError as :func:`read` does."""
    root = _parse(markup)
    flatten(root)
    structured = _structured(root)
    title = next((one_line(text_of(element)) for element in root.iter("title") if text_of(element)), None)
    url = _url(root, structured)
    body = next(root.iter("body"), root)
    told = html_data.description(root, structured)
    spare = None if told is None else deepcopy(body)
    lines = without_leaked_json(render(_subject(body, limits)))
    if told is not None:
        lines = _with_description(lines, spare, told, limits)
    words = without_skip_links(tidy(lines))
    return SourceText(bounded(unwrapped(words), limits), title, url, structured)


def _with_description(lines: str, body: Any, told: html_data.Description, limits: Limits) -> str:
    """The text of a page with what its data says of it, where a script shows that and the page itself holds next to nothing."""
    if len(told.markup) > 2 * limits.text_chars:
        return lines
    root = _parse(told.markup)
    flatten(root)
    described = next(root.iter("body"), root)
    prune(described, Strength.UNSEEN)
    words = render(described)
    if len(lines) > len(words) * _SHOWN_SHARE:
        return lines
    title = (
        told.title if told.title and told.title.lower() not in words[: 2 * len(told.title)].lower() else ""
    )
    prune(body, Strength.ALL)  # whatever that leaves: the subject stands in the data
    return join_blocks([title, words, render(body)])


def _parse(markup: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    cleaned = clean_characters(markup)
    if not cleaned.strip():
        raise ReadError("it holds no text, only white space")
    return lxml.html.document_fromstring(cleaned.encode("utf-8"), parser=parser)


def _subject(body: Any, limits: Limits) -> Any:
    """The pruned body: as strongly pruned as leaves enough of it."""
    prune(body, Strength.UNSEEN)
    whole = len(text_of(body))
    for strength in (Strength.ALL, Strength.FRAME):
        pruned = deepcopy(body)
        prune(pruned, strength)
        left = len(text_of(pruned))
        if left >= _ENOUGH_CHARS or left >= whole * _ENOUGH_SHARE:
            break
    else:
        pruned, left = body, whole
    if (
        left > 2 * limits.text_chars
    ):  # what the renderer adds is little; the exact bound is checked on its outcome
        raise ReadError(
            f"its text is {left:,} characters, more than the bound of {limits.text_chars:,} characters"
        )
    return pruned


def without_leaked_json(text: str) -> str:
    """Drop JSON that a broken page shows among its words: from where it opens to the end of its line."""
    lines = []
    for line in text.split("\n"):
        if len(_JSON_KEY.findall(line)) >= _LEAKED_KEYS and (start := _JSON_START.search(line)):
            end = max(line.rfind("}"), line.rfind("]"), start.end())
            line = f"{line[: start.start()].rstrip()} {line[end + 1 :].lstrip(';, ')}".strip()
        lines.append(line)
    return "\n".join(lines)


def _structured(root: Any) -> tuple[dict[str, Any], ...]:
    nodes: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes.extend(json_ld.objects_in(script.text or ""))
    return tuple(nodes)


def _url(root: Any, structured: tuple[dict[str, Any], ...]) -> str | None:
    canonical = (
        link.get("href")
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    )
    shared = (
        meta.get("content") for meta in root.iter("meta") if (meta.get("property") or "").lower() == "og:url"
    )
    stated = (node.get("url") for node in json_ld.of_type(structured, "JobPosting", "WebPage", "ItemPage"))
    return next((url for given in (*canonical, *shared, *stated) if (url := _web_address(given))), None)


def _web_address(given: Any) -> str | None:
    """An absolute http(s) address, or None."""
    address = given.strip() if isinstance(given, str) else ""
    if not address or len(address) > _URL_CHARS or any(c.isspace() or ord(c) < 32 for c in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # such as a broken IPv6 host
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None

"""What makes a feed valid: the rules of RFC 4287 (Atom) and of JSON Feed 1.1, as far as this service could break them.

Each check names where its rule stands. They know nothing of how the feeds are made.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_MEDIA_TYPE = re.compile(r".+/.+")
_FEED_ONCE = {"generator", "icon", "id", "logo", "rights", "subtitle", "title", "updated"}
_FEED_CHILDREN = {*_FEED_ONCE, "author", "category", "contributor", "link", "entry"}
_ENTRY_ONCE = {"content", "id", "published", "rights", "source", "summary", "title", "updated"}
_ENTRY_CHILDREN = {*_ENTRY_ONCE, "author", "category", "contributor", "link"}


def atom(content: bytes) -> Any:
    """Check an Atom document and return its root."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    assert root.tag == f"{ATOM}feed"  # 2, 4.1.1
    _container(root, _FEED_CHILDREN, _FEED_ONCE, required={"id", "title", "updated"})  # 4.1.1
    entries = root.findall(f"{ATOM}entry")
    # 4.1.1: an author, unless every entry has one.
    assert root.find(f"{ATOM}author") is not None or all(e.find(f"{ATOM}author") is not None for e in entries)
    for entry in entries:
        _container(entry, _ENTRY_CHILDREN, _ENTRY_ONCE, required={"id", "title", "updated"})  # 4.1.2
        content_of = entry.find(f"{ATOM}content")
        if content_of is None:  # 4.1.2: then an alternate link
            assert entry.findall(f"{ATOM}link[@rel='alternate']")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)  # 4.1.1: the same id twice only with other updated times
    return root


def _container(node: Any, known: set[str], once: set[str], required: set[str]) -> None:
    names = [etree.QName(child).localname for child in node]
    assert all(child.tag.startswith(ATOM) for child in node)
    assert set(names) <= known, set(names) - known
    assert all(names.count(name) <= 1 for name in once)
    assert required <= set(names)
    alternates = [(a.get("type"), a.get("hreflang")) for a in node.findall(f"{ATOM}link[@rel='alternate']")]
    assert len(set(alternates)) == len(alternates)  # 4.1.1, 4.1.2: one alternate a type and language
    for child in node:
        _child(child, etree.QName(child).localname)


def _child(child: Any, name: str) -> None:
    match name:
        case "id":
            assert child.text == child.text.strip() and urlsplit(child.text).scheme  # 4.2.6: an absolute IRI
            assert len(child) == 0
        case "updated" | "published":
            moment(child.text)  # 3.3
        case "title" | "subtitle" | "summary" | "rights":
            _text_construct(child)
        case "content":
            _content(child)
        case "link":
            address(child.get("href"))  # 4.2.7.1
            assert child.get("rel", "alternate") and _MEDIA_TYPE.fullmatch(child.get("type", "a/b"))
        case "category":
            assert child.get("term")  # 4.2.2.1
        case "author" | "contributor":
            assert [etree.QName(part).localname for part in child].count("name") == 1  # 3.2.1
            assert child.findtext(f"{ATOM}name")


def _text_construct(child: Any) -> None:
    """3.1: text and html hold text alone."""
    assert child.get("type", "text") in {"text", "html"}
    assert len(child) == 0


def _content(child: Any) -> None:
    """4.1.3: no src here, so the text itself."""
    _text_construct(child)
    assert child.get("src") is None


def moment(text: str | None) -> dt.datetime:
    """RFC 3339, as both formats ask for it, with an upper case T and Z."""
    assert text is not None and _DATE_TIME.fullmatch(text), text
    return dt.datetime.fromisoformat(text)


def address(text: str | None) -> None:
    """An absolute address of the web, without spaces or markup."""
    assert text is not None
    parts = urlsplit(text)
    assert parts.scheme in {"http", "https"} and parts.netloc
    assert not set(text) & set(' <>"{}|\\^`')


def json_feed(feed: dict[str, Any]) -> None:
    """Check a JSON Feed; the names are those of its top level and items."""
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str) and feed["title"]
    address(feed["home_page_url"])
    address(feed["feed_url"])
    known = {
        "version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon",
        "authors", "language", "expired", "hubs", "items",
    }  # fmt: skip
    assert set(feed) <= known
    for author in feed["authors"]:
        assert author and set(author) <= {"name", "url", "avatar"}  # at least one of them
    known = {
        "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image",
        "date_published", "date_modified", "authors", "tags", "language", "attachments",
    }  # fmt: skip
    for item in feed["items"]:
        assert set(item) <= known
        assert isinstance(item["id"], str) and item["id"]  # a number would be read as a string
        assert "content_html" in item or "content_text" in item
        for name in ("url", "external_url"):
            if name in item:
                address(item[name])
        for name in ("date_published", "date_modified"):
            moment(item[name])
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)

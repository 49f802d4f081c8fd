"""Any search as a feed: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Ids are UUIDs made from the id of the assignment and from the search, so that they stay the same under another host name.
``updated`` is when an assignment came to say something else, ``published`` when it was first seen.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from xml.etree import ElementTree

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers
from app.api.job_posting import description
from app.api.markup import xml_text
from app.search.newest import New, Newest
from app.search.request import SearchRequest
from app.wording import dutch
from app.wording.addresses import ATOM_FEED, FEED_DEFAULTS, JSON_FEED, feed_params, params_of
from app.wording.addresses import address as page_address
from app.wording.filters import in_words
from app.wording.records import SITE, path, title, web_address

ATOM: Final = "application/atom+xml"
JSON: Final = "application/feed+json"
_NAMESPACE: Final = uuid.UUID("5f2c4f3e-6c1b-5d0a-9a43-3f0d9d0f7c11")
"""Of the ids in feeds; chosen once."""
_XML: Final = "http://www.w3.org/2005/Atom"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as both formats tell it."""

    id: str
    title: str
    subtitle: str
    updated: str
    own: str
    page: str
    entries: list[dict[str, Any]]


@router.get(ATOM_FEED)
async def atom(request: Request) -> Response:
    """The newest finds of a search as Atom."""
    media_type = answers.negotiated(request, (ATOM, "application/xml", "text/xml"))
    return await _answer(request, media_type, ATOM_FEED)


@router.get(JSON_FEED)
async def json(request: Request) -> Response:
    """The newest finds of a search as JSON Feed."""
    media_type = answers.negotiated(request, (JSON, answers.JSON))
    return await _answer(request, media_type, JSON_FEED)


async def _answer(request: Request, media_type: str, address: str) -> Response:
    tag = answers.entity_tag(request, media_type)
    if answers.unchanged(request, tag):
        return answers.respond(request, None, tag)
    content, links = await answers.in_thread(request, _made, request, address)
    return answers.respond(request, content, tag, media_type=media_type, links=links)


def _made(request: Request, address: str) -> tuple[bytes, list[str]]:
    feed = _feed(request, address)
    links = [answers.link(feed.own, "self"), answers.link(feed.page, "alternate", type="text/html")]
    return (_atom if address == ATOM_FEED else _json)(feed), links


def _feed(request: Request, address: str) -> Feed:
    # An order says nothing here: neither does it that one has no place to measure from.
    given = [pair for pair in request.query_params.multi_items() if pair != ("sort", "distance")]
    asked = SearchRequest.from_query(given, FEED_DEFAULTS)
    found = answers.engine(request).newest(asked)
    told = _told(asked, found)
    search = feed_params(asked)
    return Feed(
        id=_urn("zoekvraag", *(f"{name}={value}" for name, value in search)),
        title=f"Opdrachten: {told}" if told else "Nieuwe opdrachten",
        subtitle="Opdrachten in het sociaal domein, de nieuwste eerst.",
        updated=max((new.times.changed for new in found.found), default=found.made),
        own=answers.address(request, address, [*search, ("limit", str(asked.limit))]),
        page=f"{answers.origin(request)}{page_address(params_of(_shown(asked)))}",
        entries=[_entry(request, new) for new in found.found],
    )


def _shown(asked: SearchRequest) -> SearchRequest:
    """The same search as its page shows it."""
    return replace(asked, cursor=None, limit=SearchRequest().limit)


def _told(asked: SearchRequest, found: Newest) -> str:
    """What is searched for, in words."""
    chosen = (
        in_words(name, value, asked, found.labels if name == "competency" else {})
        for name, value in feed_params(asked)
    )
    words = [word for word in chosen if word]
    return ", ".join([asked.q, *words] if asked.q else words)


def _urn(*parts: str) -> str:
    return uuid.uuid5(_NAMESPACE, "\n".join(parts)).urn


def _entry(request: Request, new: New) -> dict[str, Any]:
    record = new.record
    return {
        "id": _urn("opdracht", record["id"]),
        "title": title(record),
        "url": answers.address(request, path(record["id"])),
        "source": web_address(record["sourceUrl"]),
        "summary": _summary(record),
        "content": description(record["text"]),
        "published": new.times.first_seen,
        "updated": new.times.changed,
        "tags": [competency["label"] for competency in record["competencies"]],
    }


def _summary(record: Mapping[str, Any]) -> str:
    """The facts in one line. Nothing in it depends on the day it is read."""
    facts = [
        record["organisation"],
        dutch.where(record),
        dutch.hours(record["hours"]),
        dutch.rate(record["rate"]),
    ]
    if record["deadline"]:
        facts.append(f"sluit {dutch.day(record['deadline'])}")
    return " · ".join(fact for fact in facts if fact)


def _json(feed: Feed) -> bytes:
    items = []
    for entry in feed.entries:
        item = {
            "id": entry["id"],
            "url": entry["url"],
            "external_url": entry["source"],
            "title": entry["title"],
            "summary": entry["summary"],
            "content_html": entry["content"] or "<p></p>",
            "date_published": entry["published"],
            "date_modified": entry["updated"],
            "tags": entry["tags"],
        }
        items.append({name: value for name, value in item.items() if value})
    return answers.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.subtitle,
            "home_page_url": feed.page,
            "feed_url": feed.own,
            "language": "nl",
            "authors": [{"name": SITE}],
            "items": items,
        }
    )


def _atom(feed: Feed) -> bytes:
    root = ElementTree.Element("feed", {"xmlns": _XML, "xml:lang": "nl"})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", feed.updated)
    _add(ElementTree.SubElement(root, "author"), "name", SITE)
    _add(root, "link", rel="self", type=ATOM, href=feed.own)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        node = ElementTree.SubElement(root, "entry")
        _add(node, "id", entry["id"])
        _add(node, "title", entry["title"], type="text")
        _add(node, "published", entry["published"])
        _add(node, "updated", entry["updated"])
        _add(node, "link", rel="alternate", type="text/html", href=entry["url"])
        if entry["source"]:
            _add(node, "link", rel="via", href=entry["source"])
        for tag in entry["tags"]:
            _add(node, "category", term=tag)
        _add(node, "summary", entry["summary"], type="text")
        _add(node, "content", entry["content"], type="html")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    safe = {key: xml_text(value) for key, value in attributes.items()}
    ElementTree.SubElement(parent, name, safe).text = xml_text(text) or None

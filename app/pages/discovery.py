"""What machines look for at fixed addresses: robots.txt, the sitemap, and the description of the search for browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api import answers, problems
from app.api.job_posting import POSTED_KINDS
from app.api.markup import element
from app.search.engine import SearchEngine
from app.search.request import SearchRequest
from app.wording.addresses import ATOM_FEED
from app.wording.records import SITE, path

router = APIRouter(include_in_schema=False)

MOST_ADDRESSES: Final = 50_000
"""In one part of a sitemap: https://www.sitemaps.org/protocol.html."""
MOST_PARTS: Final = 50_000
COMPLETIONS: Final = 10
_LONGEST: Final = 200
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"
_XML: Final = "application/xml"
_SUGGESTIONS: Final = "application/x-suggestions+json"
_KINDS: Final = tuple(sorted(POSTED_KINDS))

_ROBOTS: Final = """\
User-agent: *
Allow: /v1/jobs.xml
Disallow: /v1/
Disallow: /metrics
Disallow: /readyz
Disallow: /*?*cursor=

Sitemap: {sitemap}
"""


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """Pages may be visited; the API is for programs that know what they ask for."""
    content = _ROBOTS.format(sitemap=answers.address(request, "/sitemap.xml"))
    return _kept(content.encode(), "text/plain; charset=utf-8")


def _kept(content: bytes, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers={"Cache-Control": "public, max-age=3600"})


@router.get("/sitemap.xml")
async def sitemap(request: Request) -> Response:
    """The parts of the sitemap."""
    return await _of_generation(request, _parts)


@router.get("/sitemap-{number:int}.xml")
async def sitemap_part(request: Request, number: int) -> Response:
    """One part: the pages of open assignments and vacancies."""
    return await _of_generation(request, _part, number)


async def _of_generation(request: Request, make: Callable[..., bytes], *args: int) -> Response:
    tag = answers.entity_tag(request, _XML)
    if answers.unchanged(request, tag):
        return answers.respond(request, None, tag)
    content = await answers.in_thread(request, make, answers.engine(request), answers.origin(request), *args)
    return answers.respond(request, content, tag, media_type=_XML)


def _parts(engine: SearchEngine, origin: str) -> bytes:
    exchange = engine.exchange()
    count = -(-exchange.count(_KINDS) // MOST_ADDRESSES)
    parts = (
        "<sitemap>"
        + element("loc", f"{origin}/sitemap-{number}.xml")
        + element("lastmod", exchange.made)
        + "</sitemap>"
        for number in range(1, count + 1)
    )
    return _document("sitemapindex", parts)


def _part(engine: SearchEngine, origin: str, number: int) -> bytes:
    exists = 1 <= number <= MOST_PARTS
    rows = exists and engine.exchange().addresses(_KINDS, MOST_ADDRESSES, (number - 1) * MOST_ADDRESSES)
    if not rows:
        raise problems.not_found("Dit deel van de sitemap")
    addresses = (
        "<url>" + element("loc", f"{origin}{path(id)}") + element("lastmod", changed) + "</url>"
        for id, changed in rows
    )
    return _document("urlset", addresses)


def _document(root: str, members: Iterator[str]) -> bytes:
    inside = "\n".join(members)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_SITEMAP}">\n{inside}\n</{root}>\n'.encode()
    )


@router.get("/opensearch.xml")
async def opensearch(request: Request) -> Response:
    """The search as a browser can add it (https://github.com/dewitt/opensearch)."""
    terms = "q={searchTerms}"
    urls = (
        ("text/html", "results", answers.address(request, f"/?{terms}")),
        (_SUGGESTIONS, "suggestions", answers.address(request, f"/opensearch/suggestions?{terms}")),
        ("application/atom+xml", "results", answers.address(request, f"{ATOM_FEED}?{terms}")),
        ("application/opensearchdescription+xml", "self", answers.address(request, "/opensearch.xml")),
    )
    told = [
        element("ShortName", SITE),
        element("Description", "Freelance opdrachten in het sociaal domein"),
        element("InputEncoding", "UTF-8"),
        element("Language", "nl"),
        *(
            f'<Url type="{type}" rel="{relation}" template="{template}"/>'
            for type, relation, template in urls
        ),
    ]
    content = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<OpenSearchDescription xmlns="{_OPENSEARCH}">\n'
        + "\n".join(told)
        + "\n</OpenSearchDescription>\n"
    )
    return _kept(content.encode(), "application/opensearchdescription+xml")


@router.get("/opensearch/suggestions")
async def suggestions(request: Request) -> Response:
    """Completions as browsers read them: what was typed, and a list of texts."""
    typed = SearchRequest.from_query([("q", request.query_params.get("q", "")[:_LONGEST])]).q
    found = await answers.in_thread(request, answers.engine(request).suggest, typed, COMPLETIONS)
    content = answers.dumps([typed, [one["text"] for one in found]])
    return Response(content, media_type=_SUGGESTIONS, headers={"Cache-Control": "no-cache"})

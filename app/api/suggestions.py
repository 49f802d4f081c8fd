"""Completions while typing."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers
from app.search.parameters import PARAMETERS
from app.search.request import InvalidRequest, ParameterError, SearchRequest

PATH: Final = "/v1/suggestions"
DEFAULTS: Final = {"limit": "10"}
LONGEST: Final = 200
"""Characters of ``q``; nobody types more to have it completed."""
_SHAPING: Final = frozenset({"q", "sort", "limit", "cursor", "facets", "highlight", "explain", "interpret"})
NARROWING: Final = tuple(parameter.name for parameter in PARAMETERS if parameter.name not in _SHAPING)
"""The parameters of a search that say which assignments it is about: the counts are those under them."""

router = APIRouter()


@router.get(PATH)
async def suggestions(request: Request) -> Response:
    """Words, places, competencies and organisations that begin as ``q`` ends, counted under the filters given, those
    that none is left of put aside. Nothing typed gives nothing.
    """
    answers.negotiated(request)
    asked = answers.read_some(request, ("q", "limit", *NARROWING), DEFAULTS)
    if len(asked.q) > LONGEST:
        message = f"is {len(asked.q)} tekens lang; het mogen er hoogstens {LONGEST} zijn"
        raise InvalidRequest([ParameterError("q", message)])
    tag = answers.entity_tag(request)
    if answers.unchanged(request, tag):
        return answers.respond(request, None, tag)
    within = replace(asked, q="", limit=SearchRequest().limit)
    narrowed = [pair for pair in within.to_params() if pair[0] in NARROWING]
    items = await answers.in_thread(
        request, answers.engine(request).suggest, asked.q, asked.limit, within if narrowed else None
    )
    own = answers.address(request, PATH, [("q", asked.q), *narrowed, ("limit", str(asked.limit))])
    content = answers.dumps({"items": items, "links": {"self": own}})
    return answers.respond(request, content, tag, links=[answers.link(own, "self")])

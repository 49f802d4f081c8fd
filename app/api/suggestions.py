"""Completions while typing."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers
from app.search.request import InvalidRequest, ParameterError

PATH: Final = "/v1/suggestions"
DEFAULTS: Final = {"limit": "10"}
LONGEST: Final = 200
"""Characters of ``q``; nobody types more to have it completed."""

router = APIRouter()


@router.get(PATH)
async def suggestions(request: Request) -> Response:
    """Words, places, competencies and organisations that begin as ``q`` ends. Nothing typed gives nothing."""
    answers.negotiated(request)
    asked = answers.read_some(request, ("q", "limit"), DEFAULTS)
    if len(asked.q) > LONGEST:
        message = f"is {len(asked.q)} tekens lang; het mogen er hoogstens {LONGEST} zijn"
        raise InvalidRequest([ParameterError("q", message)])
    tag = answers.entity_tag(request)
    if answers.unchanged(request, tag):
        return answers.respond(request, None, tag)
    items = await answers.in_thread(request, answers.engine(request).suggest, asked.q, asked.limit)
    own = answers.address(request, PATH, [("q", asked.q), ("limit", str(asked.limit))])
    content = answers.dumps({"items": items, "links": {"self": own}})
    return answers.respond(request, content, tag, links=[answers.link(own, "self")])

"""The assignments: searching them, one of them, more like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers, problems
from app.api.job_posting import MEDIA_TYPE, POSTED_KINDS, is_over, job_posting
from app.search.engine import Whole
from app.search.request import SearchRequest
from app.search.timing import part, recorded
from app.wording.records import path

PATH: Final = "/v1/assignments"
SIMILAR_DEFAULTS: Final = {"limit": "10"}

router = APIRouter()


@router.get(PATH)
async def search(request: Request) -> Response:
    """The contract's search."""
    answers.negotiated(request)
    tag = answers.entity_tag(request)
    if answers.unchanged(request, tag):
        return answers.respond(request, None, tag)
    content, links, parts = await answers.in_thread(
        request, _search, request, request.query_params.multi_items()
    )
    return answers.respond(request, content, tag, links=answers.link_members(links), parts=parts)


def _search(
    request: Request, params: Sequence[tuple[str, str]]
) -> tuple[bytes, answers.Links, Mapping[str, float]]:
    asked = SearchRequest.from_query(params)
    with recorded() as parts:
        found = answers.engine(request).search(asked, written=True)
        links = page_links(request, asked, found.pop("nextCursor"))
        first = ("total", "items", "facets", "interpreted")
        ordered = {name: found.pop(name) for name in first}
        with part("write"):
            content = answers.dumps({**ordered, "links": links, **found})
    return content, links, parts


def page_links(request: Request, asked: SearchRequest, next_cursor: str | None) -> dict[str, str]:
    """Where this page, the first and the next are; without ``next`` on the last page."""
    params = replace(asked, cursor=None).to_params()
    first = answers.address(request, PATH, params)

    def page(cursor: str | None) -> str:
        # Behind all others, so that these are put in writing once.
        return f"{first}{'&' if params else '?'}cursor={quote(cursor, safe='')}" if cursor else first

    links = {"self": page(asked.cursor), "first": first}
    if next_cursor is not None:
        links["next"] = page(next_cursor)
    return links


@router.get(f"{PATH}/{{id}}")
async def one(request: Request) -> Response:
    """One record with its text, as the record or as schema.org JobPosting."""
    media_type = answers.negotiated(request, (answers.JSON, MEDIA_TYPE))
    answers.read_some(request, (), {})
    record_id = request.path_params["id"]
    tag = answers.entity_tag(request, media_type)
    found = await answers.in_thread(request, answers.engine(request).whole, record_id)
    if found is None:
        raise _unknown()
    own, page = _path(record_id), path(record_id)
    links = [
        answers.link(answers.address(request, own), "self"),
        answers.link(answers.address(request, page), "alternate", type="text/html"),
        answers.link(answers.address(request, f"{own}/similar"), "related"),
    ]
    content = await answers.in_thread(request, _represent, request, found, media_type)
    return answers.respond(request, content, tag, media_type=media_type, links=links)


def _represent(request: Request, found: Whole, media_type: str) -> bytes:
    record = found.record
    if media_type == answers.JSON:
        return answers.dumps(record)
    if record["kind"] not in POSTED_KINDS:
        detail = (
            f"Alleen een opdracht of vacature is er als {MEDIA_TYPE}; dit is er geen. Vraag {answers.JSON}."
        )
        raise problems.Problem(problems.NOT_ACCEPTABLE, detail)
    if not record["primary"]:  # one posting a job: that of the page which search engines are led to
        shown = [_path(sibling["id"]) for sibling in record["siblings"] if sibling["primary"]]
        detail = (
            f"Van een opdracht die vaker is geplaatst is er alleen de getoonde plaatsing als {MEDIA_TYPE}: "
            f"{' '.join(shown)}. Deze is er als {answers.JSON}."
        )
        raise problems.Problem(problems.NOT_ACCEPTABLE, detail)
    if is_over(record, answers.now(request)):
        detail = f"Op deze opdracht kan niet meer worden gereageerd. Als {answers.JSON} is zij er nog wel."
        raise problems.Problem(problems.GONE_POSTING, detail)
    page = answers.address(request, path(record["id"]))
    return answers.dumps(job_posting(record, page, found.first_seen))


@router.get(f"{PATH}/{{id}}/similar")
async def similar(request: Request) -> Response:
    """More like this, the most like first."""
    answers.negotiated(request)
    asked = answers.read_some(request, ("limit",), SIMILAR_DEFAULTS)
    record_id = request.path_params["id"]
    tag = answers.entity_tag(request)
    items = await answers.in_thread(request, answers.engine(request).similar, record_id, asked.limit)
    if items is None:
        raise _unknown()
    own = _path(record_id)
    links = {
        "self": answers.address(request, f"{own}/similar", [("limit", str(asked.limit))]),
        "assignment": answers.address(request, own),
    }
    content = answers.dumps({"items": items, "links": links})
    return answers.respond(request, content, tag, links=[answers.link(links["self"], "self")])


def _path(record_id: str) -> str:
    return f"{PATH}/{quote(record_id, safe='')}"


def _unknown() -> problems.Problem:
    return problems.not_found("Een opdracht met dit id")

"""The pages for people: the search, one assignment, and the files they use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.api import answers
from app.api.answers import engine, in_thread
from app.api.job_posting import embedded
from app.api.negotiation import none_match
from app.api.problems import TOO_SLOW, Problem
from app.pages import calendar
from app.pages.assets import assets
from app.pages.assignment import MOST_SIMILAR, assignment
from app.pages.rendering import not_found, render
from app.pages.results import search
from app.search import unlocated
from app.search.engine import NoGeneration, SearchEngine
from app.search.parameters import BY_NAME, PAIRS
from app.search.request import InvalidRequest, ParameterError, SearchRequest
from app.wording.addresses import (
    MAP_VIEW,
    Params,
    address,
    params_of,
    parted,
    read,
    search_of,
    tidied,
    without,
)
from app.wording.records import path, title
from app.wording.words import words

router = APIRouter(include_in_schema=False)

RETRY_SECONDS: Final = 60
_YEAR: Final = "public, max-age=31536000, immutable"


def current_moment() -> dt.datetime:
    """Now. A dependency, so that a test can set the clock."""
    return dt.datetime.now(dt.UTC)


Now = Annotated[dt.datetime, Depends(current_moment)]


async def _made(request: Request, make: Callable[..., Response], *args: Any) -> Response:
    """Make a page off the event loop; what cannot be answered just now gets a page that says so."""
    try:
        return await in_thread(request, make, engine(request), *args)
    except NoGeneration:
        return _later("no_index.html")
    except Problem as problem:
        if problem.type is not TOO_SLOW:
            raise
        return _later("busy.html")


@router.get("/")
async def searchrender(request: Request, now: Now) -> Response:
    """The search page; its address holds the whole search."""
    params, view = parted(request.query_params.multi_items())
    try:
        tidy = tidied(params)
        asked = read(params if tidy is None else tidy)
        if tidy is not None:
            return RedirectResponse(address([*params_of(asked), *view]), 303)
        return await _made(request, _results, asked, view, now)
    except InvalidRequest as error:
        return _invalid(params, view, error)


def _results(engine: SearchEngine, asked: SearchRequest, view: Params, now: dt.datetime) -> HTMLResponse:
    return render("search.html", results=search(engine, asked, now, view), q=asked.q)


@router.get("/opdrachten/{record_id}.ics")
async def calendar_entry(request: Request, record_id: str, now: Now) -> Response:
    """The closing of an assignment, for a calendar."""
    return await _made(request, _entry, record_id, answers.origin(request), now)


def _entry(engine: SearchEngine, record_id: str, origin: str, now: dt.datetime) -> Response:
    record = engine.record(record_id)
    if record is None:
        return not_found()
    if not calendar.closes_later(record, now):
        return render("no_entry.html", status=404, title=title(record), address=path(record_id))
    content = calendar.entry(record, f"{origin}{path(record_id)}", now)
    headers = {
        "Content-Disposition": f'attachment; filename="sluit-{record_id}.ics"',
        "Cache-Control": "no-cache",
    }
    return Response(content, media_type=calendar.MEDIA_TYPE, headers=headers)


@router.get("/bewaard")
async def kept(request: Request) -> Response:
    """What the reader keeps. It is kept in the browser alone, so the page comes empty and a script fills it."""
    return render("kept.html", noindex=True)


@router.get("/opdrachten/{record_id}")
async def assignmentrender(request: Request, record_id: str, now: Now) -> Response:
    """One assignment."""
    origin = answers.origin(request)
    back = search_of(request.headers.get("Referer"), origin) or "/"
    return await _made(request, _assignment, record_id, origin, back, now)


def _assignment(
    engine: SearchEngine, record_id: str, origin: str, back: str, now: dt.datetime
) -> HTMLResponse:
    found = engine.whole(record_id, MOST_SIMILAR)
    if found is None:
        return not_found()
    record = found.record
    # Of an assignment that was posted more than once, one page is for search engines: that of the posting that is shown.
    shown = next((sibling["id"] for sibling in record["siblings"] if sibling["primary"]), record_id)
    canonical = f"{origin}{path(shown)}"
    markup = embedded(record, canonical, found.first_seen, now) if shown == record_id else None
    page = assignment(record, found.similar, now)
    return render("assignment.html", page=page, markup=markup, canonical=canonical, back=back)


@router.get("/static/{name}")
def static_file(request: Request, name: str) -> Response:
    """A style sheet, a script or a picture. With its version in the address it never changes."""
    asset = assets().get(name)
    if asset is None:
        return not_found()
    versioned = request.query_params.get("v") == asset.version
    # Weak, because it goes compressed and not under the same name.
    headers = {"Cache-Control": _YEAR if versioned else "no-cache", "ETag": f'W/"{asset.version}"'}
    if none_match(request.headers.get("If-None-Match"), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(asset.content, media_type=asset.media_type, headers=headers)


def _invalid(params: Params, view: Params, error: InvalidRequest) -> HTMLResponse:
    """Says what is wrong with the search, and leads on with what was likely meant, or without it."""
    wrong = {found.parameter for found in error.errors}
    rows = [_error_row(found) for found in error.errors]
    good = [(name, value) for name, value in params if name in BY_NAME and value.strip() and name != "cursor"]
    near = next((value for name, value in good if name == "near"), "")
    meant = unlocated.instead(near) if "near" in wrong and near else None
    onward = _onward(without(good, *wrong), view) or "/"
    likely = None
    if meant is not None:
        there = [*(pair for pair in good if pair[0] not in wrong), meant]
        likely = _onward(there if meant[0] == "near" else without(there), view)
    q = next((value for name, value in good if name == "q"), "") if onward != "/" else ""
    return render("invalid.html", status=400, errors=rows, onward=onward, likely=likely, meant=meant, q=q)


def _onward(params: Params, view: Params) -> str | None:
    """The address of a search; ``None`` where it is wrong in turn."""
    try:
        return address([*params_of(read(params)), *view])
    except InvalidRequest:
        return None


def _error_row(error: ParameterError) -> tuple[str | None, str, str]:
    """What a person calls the parameter, its name, and what is wrong with it."""
    label = words()["parameter"].get(error.parameter)
    if error.parameter == MAP_VIEW[0]:
        return label, error.parameter, f"kan alleen {MAP_VIEW[1]} zijn; zonder ziet u de lijst"
    message = error.message
    for low, high in PAIRS:
        if error.parameter == low:
            message = message.replace(high, f"‘{words()['parameter'][high]}’")
    # All names that do exist help a program, not a reader.
    return label, error.parameter, message.split("; wel bekend zijn ")[0]


def _later(template: str) -> HTMLResponse:
    page = render(template, status=503)
    page.headers["Retry-After"] = str(RETRY_SECONDS)
    return page

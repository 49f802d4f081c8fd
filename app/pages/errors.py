"""What went wrong, as a page for a person. Programs get RFC 9457; see :mod:`app.api.problems`."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from fastapi.responses import Response

from app.api.negotiation import choose
from app.api.problems import MEDIA_TYPE, NOT_FOUND, Problem
from app.pages.rendering import not_found, render

HTML: Final = "text/html"
_FOR_PROGRAMS: Final = ("/v1/", "/openapi.json", "/healthz", "/readyz", "/metrics")
"""Addresses whose every answer is described, whoever asks."""


def error_page(request: Request, problem: Problem) -> Response | None:
    """The page where a person asks, by what the browser says it takes; ``None`` leaves it to the shape for programs."""
    accept = request.headers.get("accept")
    if request.url.path.startswith(_FOR_PROGRAMS) or choose(accept, (MEDIA_TYPE, HTML)) != HTML:
        return None
    if problem.type is NOT_FOUND:
        page = not_found()
    else:
        page = render("problem.html", status=problem.type.status, problem=problem)
    page.headers["Vary"] = "Accept"
    return page

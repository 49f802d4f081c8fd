"""The one error shape: RFC 9457 problem details, in Dutch, for every error of the service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.search.engine import GoneGeneration, NoGeneration
from app.search.exchange import NoLog
from app.search.reader import EngineUnavailable
from app.search.request import InvalidRequest, ParameterError

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = 5
"""When to try again what cannot be answered just now."""


class ProblemType(NamedTuple):
    """A kind of problem. ``slug`` is the place on the documentation page that explains it."""

    slug: str
    status: int
    title: str


INVALID_REQUEST: Final = ProblemType("invalid-request", 400, "Het verzoek klopt niet")
KEY_REQUIRED: Final = ProblemType("key-required", 401, "Hiervoor is een sleutel nodig")
INVALID_KEY: Final = ProblemType("invalid-key", 401, "Deze sleutel geldt niet")
KEY_TOO_NARROW: Final = ProblemType("key-too-narrow", 403, "Deze sleutel geldt hier niet voor")
NOT_FOUND: Final = ProblemType("not-found", 404, "Dit bestaat hier niet")
METHOD_NOT_ALLOWED: Final = ProblemType("method-not-allowed", 405, "Deze methode kan hier niet")
NOT_ACCEPTABLE: Final = ProblemType("not-acceptable", 406, "Deze vorm is er niet")
REQUEST_TIMEOUT: Final = ProblemType("request-timeout", 408, "Het verzoek kwam te langzaam binnen")
GONE_CURSOR: Final = ProblemType("gone-cursor", 410, "De cursor is verlopen")
GONE_SINCE: Final = ProblemType("gone-since", 410, "Zo ver terug gaat de stroom niet")
GONE_POSTING: Final = ProblemType("gone-posting", 410, "De opdracht is gesloten")
LENGTH_REQUIRED: Final = ProblemType("length-required", 411, "De lengte van de inhoud ontbreekt")
BODY_TOO_LARGE: Final = ProblemType("body-too-large", 413, "De inhoud van het verzoek is te groot")
URI_TOO_LONG: Final = ProblemType("uri-too-long", 414, "Het adres is te lang")
TOO_MANY: Final = ProblemType("too-many-requests", 429, "Te veel verzoeken")
HEAD_TOO_LARGE: Final = ProblemType("head-too-large", 431, "De koppen van het verzoek zijn te groot")
INTERNAL_ERROR: Final = ProblemType("internal-error", 500, "Er ging iets mis")
NO_INDEX: Final = ProblemType("no-index", 503, "Er is nog geen index")
TOO_SLOW: Final = ProblemType("too-slow", 503, "Het antwoord duurde te lang")
UNREACHABLE: Final = ProblemType("index-unreachable", 503, "De index is even niet bereikbaar")
PROBLEM_TYPES: Final = (
    INVALID_REQUEST,
    KEY_REQUIRED,
    INVALID_KEY,
    KEY_TOO_NARROW,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    REQUEST_TIMEOUT,
    GONE_CURSOR,
    GONE_SINCE,
    GONE_POSTING,
    LENGTH_REQUIRED,
    BODY_TOO_LARGE,
    URI_TOO_LONG,
    TOO_MANY,
    HEAD_TOO_LARGE,
    INTERNAL_ERROR,
    NO_INDEX,
    TOO_SLOW,
    UNREACHABLE,
)


@dataclass(eq=False)
class Problem(Exception):
    """Raise this to answer with an error. ``detail`` tells a person, in Dutch, what is wrong here."""

    type: ProblemType
    detail: str
    errors: Sequence[ParameterError] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, base: str, instance: str) -> dict[str, Any]:
        """The members of RFC 9457, and ``errors`` where parameters are to blame. ``base`` is the path that the
        service stands under.
        """
        members: dict[str, Any] = {
            "type": f"{base}/docs#{self.type.slug}",
            "title": self.type.title,
            "status": self.type.status,
            "detail": self.detail,
            "instance": instance,
        }
        if self.errors:
            members["errors"] = [error._asdict() for error in self.errors]
        return members


ErrorPage = Callable[[Request, Problem], Response | None]
"""Shows a problem to a person; ``None`` leaves it to the JSON shape. The pages may put one at
``app.state.error_page``.
"""


def respond(request: Request, problem: Problem) -> Response:
    """The answer to a request that failed."""
    show: ErrorPage | None = getattr(request.app.state, "error_page", None)
    page = show(request, problem) if show else None
    if page is None:
        # A path may hold bytes that are no UTF-8: they arrive as lone surrogates, which JSON cannot hold.
        instance = request.url.path.encode("utf-8", "replace").decode("utf-8")
        base = urlsplit(request.app.state.settings.origin or "").path
        body = orjson.dumps(problem.body(base, instance))
        page = Response(body, problem.type.status, media_type=MEDIA_TYPE)
    page.headers.update({"Cache-Control": "no-store", **problem.headers})
    return page


def invalid(errors: Sequence[ParameterError]) -> Problem:
    """Parameters that cannot be read, all at once."""
    count = "Er is 1 fout" if len(errors) == 1 else f"Er zijn {len(errors)} fouten"
    return Problem(INVALID_REQUEST, f"{count} in de parameters; zie errors.", errors)


def no_index() -> Problem:
    """There is no generation to answer from."""
    detail = "Er is nog niets geïndexeerd. Maak een index met: opdrachten reindex. Daarna werkt dit vanzelf."
    return Problem(NO_INDEX, detail, headers={"Retry-After": str(RETRY_SECONDS)})


def not_found(what: str) -> Problem:
    """``what`` names the missing thing at the start of a sentence."""
    return Problem(NOT_FOUND, f"{what} bestaat niet, of niet meer.")


def _from_framework(error: HTTPException) -> Problem:
    headers = dict(error.headers or {})
    if error.status_code == 405:
        # GET implies HEAD: the envelope answers it for every path.
        allowed = {method for method in headers.get("Allow", "GET").replace(" ", "").split(",") if method}
        headers["Allow"] = ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
        detail = f"Dit adres kent alleen {headers['Allow']}."
        return Problem(METHOD_NOT_ALLOWED, detail, headers=headers)
    if error.status_code == 404:
        return not_found("Dit adres")
    known = {kind.status: kind for kind in reversed(PROBLEM_TYPES)}.get(error.status_code)
    kind = known or ProblemType("http-error", error.status_code, "Het verzoek kan niet worden beantwoord")
    return Problem(kind, f"De server antwoordt met status {error.status_code}.", headers=headers)


def _problem(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case InvalidRequest():
            return invalid(error.errors)
        case NoGeneration():
            return no_index()
        case NoLog():
            detail = (
                "Deze index is gemaakt door een oudere versie. Na de volgende opdrachten reindex werkt dit."
            )
            return Problem(NO_INDEX, detail, headers={"Retry-After": str(RETRY_SECONDS)})
        case EngineUnavailable():
            detail = "De index, of een deel ervan, is even niet bereikbaar. Probeer het zo nog eens."
            return Problem(UNREACHABLE, detail, headers={"Retry-After": str(RETRY_SECONDS)})
        case GoneGeneration():
            cursor = ParameterError(
                "cursor", "hoort bij een index die is vervangen; begin opnieuw zonder cursor"
            )
            detail = "Er zijn sinds deze cursor nieuwe indexen gekomen. Begin opnieuw zonder cursor."
            return Problem(GONE_CURSOR, detail, [cursor])
        case RequestValidationError():
            errors = [
                ParameterError(str(one["loc"][-1]), "heeft geen geldige waarde") for one in error.errors()
            ]
            return invalid(errors)
        case HTTPException():
            return _from_framework(error)
    raise error


def install(app: FastAPI) -> None:
    """Have every error that the service knows answered in this shape. What it does not know is an internal
    error, answered by the envelope.
    """

    async def handle(request: Request, error: Exception) -> Response:
        return respond(request, _problem(error))

    for kind in (
        Problem,
        InvalidRequest,
        NoGeneration,
        NoLog,
        EngineUnavailable,
        GoneGeneration,
        RequestValidationError,
        HTTPException,
    ):
        app.add_exception_handler(kind, handle)

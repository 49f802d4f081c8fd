"""What surrounds every answer, whichever room gives it: security headers, version, CORS, HEAD, limits on the
request, a request id, figures, and the last resort when something breaks.

Plain ASGI middleware, so that streams pass through untouched and no error can slip by unlabelled.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.metrics import Metrics
from app.api.negotiation import accepts_gzip
from app.api.streaming import HEAD_ASKED, STREAMED
from app.api.version import API_VERSION

LONGEST_QUERY: Final = 16_384
"""Bytes of a query string, as sent."""
LONGEST_PATH: Final = 2_048
_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")

_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
_ALWAYS: Final = {
    "API-Version": API_VERSION,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Link, Record-Count, Retry-After, Sequence-Number, X-Request-Id",
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Cache-Control": "public, max-age=86400",
}

log = logging.getLogger("app.access")


class Envelope:
    """The outermost middleware. ``secure`` says that the service is known to the world by https."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, secure: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._headers = dict(_ALWAYS)
        if secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # A copy: the server reads the method from its own scope to know that HEAD has no body.
        inner = {**scope, "method": "GET" if scope["method"] == "HEAD" else scope["method"]}
        inner[HEAD_ASKED] = scope["method"] == "HEAD"
        answer = _Answer(send, self._headers, head=scope["method"] == "HEAD")
        started = time.perf_counter()
        try:
            refused = _refuse(inner)
            await (refused or self._app)(inner, receive, answer.send)
        except Exception:
            # Nothing of the error reaches the client; the log has it under the same request id.
            log.exception("request %s failed", answer.request_id)
            if answer.status is not None:
                raise  # too late for another answer: the server cuts the connection, so the client notices
            await _internal_error(inner, answer.request_id)(inner, receive, answer.send)
        finally:
            self._note(scope["method"], inner, answer, time.perf_counter() - started)

    def _note(self, method: str, scope: Scope, answer: _Answer, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        known = method if method in _METHODS else "other"
        status = answer.status or 499  # the client left before there was an answer
        self._metrics.answered(known, route, status, seconds)
        log.info("%s %s %s %s %.1f ms", answer.request_id, known, route, status, 1000 * seconds)


class _Answer:
    """Sends one answer with the headers that all have; for HEAD without its body."""

    def __init__(self, send: Send, headers: dict[str, str], *, head: bool) -> None:
        self._send = send
        self._headers = headers
        self._head = head
        self.status: int | None = None
        self.request_id = secrets.token_hex(8)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._complete(MutableHeaders(raw=message.setdefault("headers", [])))
        elif self._head and message["type"] == "http.response.body":
            if message.get("more_body"):
                return
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)

    def _complete(self, headers: MutableHeaders) -> None:
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        html = headers.get("content-type", "").startswith("text/html")
        headers.setdefault("Content-Security-Policy", _PAGE_POLICY if html else _DATA_POLICY)
        headers.setdefault("X-Request-Id", self.request_id)
        if "vary" in headers:  # compression adds to it what may already be there
            headers["Vary"] = ", ".join(dict.fromkeys(name.strip() for name in headers["vary"].split(",")))


def _refuse(scope: Scope) -> Response | None:
    """The answer to a request that goes no further."""
    headers = Headers(scope=scope)
    if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
        return Response(status_code=204, headers=_PREFLIGHT)
    longest = max(len(scope["query_string"]) - LONGEST_QUERY, len(scope["path"]) - LONGEST_PATH)
    if longest > 0:
        detail = (
            f"Het pad mag hoogstens {LONGEST_PATH} tekens lang zijn en wat na het vraagteken staat hoogstens "
            f"{LONGEST_QUERY}. Vraag minder tegelijk."
        )
        return problems.respond(Request(scope), problems.Problem(problems.URI_TOO_LONG, detail))
    host = headers.get("host")
    if host is not None and not _HOST.fullmatch(host):
        # It would end up in links; RFC 9112 section 3.2 asks for 400.
        detail = "De kop Host van het verzoek is geen geldige naam."
        bare = {**scope, "headers": []}
        return problems.respond(Request(bare), problems.Problem(problems.INVALID_REQUEST, detail))
    return None


def _internal_error(scope: Scope, request_id: str) -> Response:
    detail = f"De fout ligt bij ons en is vastgelegd onder {request_id}. Probeer het later opnieuw."
    return problems.respond(Request(scope), problems.Problem(problems.INTERNAL_ERROR, detail))


class Compression(GZipMiddleware):
    """Starlette's compression, which overlooks that ``gzip;q=0`` forbids it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") in STREAMED:
            await self.app(scope, receive, send)
            return
        if scope["type"] == "http":
            allowed = accepts_gzip(Headers(scope=scope).get("accept-encoding"))
            # The scope is the envelope's own copy and must stay the same object: routing leaves its result there.
            scope["headers"] = list(scope["headers"])
            MutableHeaders(scope=scope)["accept-encoding"] = "gzip" if allowed else "identity"
        await super().__call__(scope, receive, send)

"""What surrounds every answer, whichever room gives it: security headers, version, CORS, HEAD, limits on the
request, a request id, figures, and the last resort when something breaks.

Plain ASGI middleware, so that streams pass through untouched and no error can slip by unlabelled.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Iterable, Sequence
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.keys import caller
from app.api.logs import REQUEST_ID
from app.api.metrics import Metrics
from app.api.negotiation import coding
from app.api.streaming import HEAD_ASKED
from app.api.version import API_VERSION

LONGEST_QUERY: Final = 16_384
"""Bytes of a query string, as sent."""
LONGEST_PATH: Final = 2_048
LONGEST_BODY: Final = 16_384
"""Bytes of a body. No address here takes one; a small one is passed over, as RFC 9110 section 9.3.1 has it for GET."""
SHORTEST_COMPRESSED: Final = 1_000
"""Bytes from which compressing pays."""
_LISTS: Final = (b"accept", b"accept-encoding", b"if-none-match")
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
    "Access-Control-Expose-Headers": (
        "API-Version, ETag, Link, RateLimit, RateLimit-Policy, Record-Count, Retry-After, Sequence-Number, "
        "Server-Timing, WWW-Authenticate, X-Request-Id"
    ),
}
_PAGE: Final = {
    "Content-Security-Policy": _PAGE_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
}
_DATA: Final = {
    "Content-Security-Policy": _DATA_POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Cache-Control": "public, max-age=86400",
}

log = logging.getLogger("app.access")


class Envelope:
    """The outermost middleware. ``secure`` says that the service is known to the world by https."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, secure: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # A copy: the server reads the method from its own scope to know that HEAD has no body.
        inner = {**scope, "method": "GET" if scope["method"] == "HEAD" else scope["method"]}
        inner[HEAD_ASKED] = scope["method"] == "HEAD"
        inner["headers"] = _in_one_line(scope["headers"])
        answer = _Answer(inner, send, head=scope["method"] == "HEAD", secure=self._secure)
        REQUEST_ID.set(answer.request_id)
        started = time.perf_counter()
        try:
            refused = _refuse(inner)
            await (refused or self._app)(inner, receive, answer.send)
        except (_Enough, ClientDisconnect):
            pass  # there is no one left to answer
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
        milliseconds = round(1000 * seconds, 1)
        told = {"method": known, "route": route, "status": status, "milliseconds": milliseconds}
        log.info("%s %s %s in %s ms", known, route, status, milliseconds, extra=told)


class _Enough(OSError):
    """A HEAD request has its answer; the body need not be made. An ``OSError`` is what streams take for a client that
    left.
    """


class _Answer:
    """Sends one answer with the headers that all have; for HEAD without its body."""

    def __init__(self, scope: Scope, send: Send, *, head: bool, secure: bool) -> None:
        self._scope = scope
        self._send = send
        self._head = head
        self._secure = secure or scope["scheme"] == "https"
        self.status: int | None = None
        self.request_id = secrets.token_hex(8)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._complete(MutableHeaders(raw=message.setdefault("headers", [])))
        elif self._head and message["type"] == "http.response.body":
            await self._send({"type": "http.response.body", "body": b""})
            if message.get("more_body"):
                raise _Enough
            return
        await self._send(message)

    def _complete(self, headers: MutableHeaders) -> None:
        html = headers.get("content-type", "").startswith("text/html")
        # A 304 has no type of its own, and what it says replaces what was said of the page that the client has.
        of_its_kind = {} if self.status == 304 else _PAGE if html else _DATA
        for name, value in (_ALWAYS | of_its_kind).items():
            headers.setdefault(name, value)
        headers.setdefault("X-Request-Id", self.request_id)
        if self._secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if caller(self._scope) is not None and (kept := headers.get("cache-control", "")) != "no-store":
            # What a key opened is for its owner: no cache may hand it to others.
            directives = [
                one for one in (part.strip() for part in kept.split(",")) if one and one != "public"
            ]
            headers["Cache-Control"] = ", ".join(["private", *directives])
        if "vary" in headers:  # compression adds to it what may already be there
            headers["Vary"] = ", ".join(dict.fromkeys(name.strip() for name in headers["vary"].split(",")))


def _in_one_line(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Lists that came in several lines as one, which means the same (RFC 9110 section 5.3)."""
    lines: dict[bytes, list[bytes]] = {name: [] for name in _LISTS}
    others = []
    for name, value in headers:
        if name in lines:
            lines[name].append(value)
        else:
            others.append((name, value))
    return [*others, *((name, b", ".join(values)) for name, values in lines.items() if values)]


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
    if (problem := _refuse_body(headers)) is not None:
        return problems.respond(Request(scope), problem)
    if (wrong := _refuse_host(headers.getlist("host"), scope["http_version"])) is not None:
        bare = {**scope, "headers": []}
        return problems.respond(Request(bare), problems.Problem(problems.INVALID_REQUEST, wrong))
    return None


def _refuse_host(hosts: Sequence[str], version: str) -> str | None:
    """What is wrong with the name that a request was sent to, which ends up in links. RFC 9112 section 3.2 asks for 400."""
    if len(hosts) > 1:
        return "Het verzoek heeft meer dan één kop Host."
    if not hosts and version == "1.1":
        return "Het verzoek heeft geen kop Host; HTTP/1.1 vraagt erom."
    return None if all(map(_HOST.fullmatch, hosts)) else "De kop Host van het verzoek is geen geldige naam."


def _refuse_body(headers: Headers) -> problems.Problem | None:
    """What is wrong with the body that a request announces. The connection closes: the rest is not waited for."""
    close = {"Connection": "close"}
    if "transfer-encoding" in headers:
        detail = "Stuur de inhoud met een kop Content-Length, of laat haar weg: geen adres hier heeft inhoud nodig."
        return problems.Problem(problems.LENGTH_REQUIRED, detail, headers=close)
    length = headers.get("content-length", "0")
    if not re.fullmatch(r"\d{1,9}", length) or int(length) > LONGEST_BODY:
        detail = f"De inhoud mag hoogstens {LONGEST_BODY} bytes zijn; geen adres hier heeft inhoud nodig."
        return problems.Problem(problems.BODY_TOO_LARGE, detail, headers=close)
    return None


def _internal_error(scope: Scope, request_id: str) -> Response:
    detail = f"De fout ligt bij ons en is vastgelegd onder {request_id}. Probeer het later opnieuw."
    return problems.respond(Request(scope), problems.Problem(problems.INTERNAL_ERROR, detail))


class Compression:
    """Starlette's compression for who wants it: by itself that overlooks that ``gzip;q=0`` forbids it. What comes compressed
    already, such as a stream, passes as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif coding(Headers(scope=scope).get("accept-encoding"), ("gzip",)) == "gzip":
            await GZipResponder(self._app, SHORTEST_COMPRESSED, 6)(scope, receive, send)
        else:
            await IdentityResponder(self._app, SHORTEST_COMPRESSED)(scope, receive, send)

"""What the resources share: reading parameters, work off the event loop, links, tags, and serialising once."""

from __future__ import annotations

import asyncio
import contextvars
import datetime as dt
import difflib
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlencode

import orjson
from starlette.requests import Request
from starlette.responses import Response

from app.api import problems
from app.api.negotiation import choose, none_match
from app.api.version import API_VERSION
from app.search.engine import SearchEngine, today_in_the_netherlands
from app.search.parameters import LONGEST_NAME
from app.search.request import InvalidRequest, ParameterError, SearchRequest
from app.search.timing import in_order
from app.settings import Settings

JSON: Final = "application/json"
LONGEST_LINK_HEADER: Final = 4_096
"""Proxies commonly refuse a head of more than 8 kB, so links that do not fit stand in the body alone."""
Links = Mapping[str, str]
Result = TypeVar("Result")


def engine(request: Request) -> SearchEngine:
    """The engine that answers."""
    found: SearchEngine = request.app.state.engine
    return found


def settings(request: Request) -> Settings:
    """The settings that the application was made with."""
    found: Settings = request.app.state.settings
    return found


def now(request: Request) -> dt.datetime:
    """The moment, in UTC. The application's clock, so that a test can set it."""
    moment: dt.datetime = request.app.state.clock()
    return moment


def origin(request: Request) -> str:
    """Scheme and host that links begin with, without a slash at the end."""
    return settings(request).origin or str(request.base_url).rstrip("/")


def address(request: Request, path: str, params: Sequence[tuple[str, str]] = ()) -> str:
    """An absolute link to ``path`` (already safe in an address) with query parameters."""
    query = f"?{urlencode(params, quote_via=quote)}" if params else ""
    return f"{origin(request)}{path}{query}"


async def in_thread(request: Request, work: Callable[..., Result], *args: Any) -> Result:
    """Do blocking work in the thread pool, for as long as a request may take.

    Raises :class:`problems.Problem` when that was too short. What still waits for a thread is then dropped;
    what runs is left to end, and holds its thread until then, so that slow work can never pile up.
    """
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()  # the id of the request goes with its work, for what is logged there
    running = loop.run_in_executor(request.app.state.threads, partial(context.run, guarded, work, *args))
    try:
        return await asyncio.wait_for(running, settings(request).timeout_seconds)
    except TimeoutError:
        detail = (
            "De server is te druk, of dit verzoek vraagt te veel. Probeer het zo nog eens, of vraag minder."
        )
        retry = {"Retry-After": str(problems.RETRY_SECONDS)}
        raise problems.Problem(problems.TOO_SLOW, detail, headers=retry) from None


def guarded(work: Callable[..., Result], *args: Any) -> Result:
    """Do the work, with what breaks it an ``Exception`` in every case."""
    try:
        return work(*args)
    except Exception:
        raise
    except BaseException as panic:
        # tantivy's panics are no Exception, and would pass every handler on their way to the event loop.
        raise RuntimeError(f"the engine broke down: {panic!r}") from panic


def read_some(request: Request, names: Sequence[str], defaults: Mapping[str, str]) -> SearchRequest:
    """Read a resource that knows only some of the search parameters, by the same rules. Raises
    :class:`InvalidRequest` with all errors at once.
    """
    given = request.query_params.multi_items()
    errors = strangers((name for name, _ in given), names)
    try:
        found = SearchRequest.from_query([pair for pair in given if pair[0] in names], defaults)
    except InvalidRequest as invalid:
        errors += invalid.errors
    if errors:
        raise InvalidRequest(errors)
    return found


def strangers(given: Iterable[str], known: Sequence[str]) -> list[ParameterError]:
    """An error for each of the given names that a resource does not know, with the one that was likely meant."""
    unknown = dict.fromkeys(name for name in given if name not in known)
    return [ParameterError(name[:LONGEST_NAME], _unknown(name, known)) for name in unknown]


def _unknown(name: str, names: Sequence[str]) -> str:
    lowered = {known.lower(): known for known in names}
    near = difflib.get_close_matches(name.lower()[:LONGEST_NAME], lowered, n=1)
    hint = f"bedoelde u {lowered[near[0]]}?" if near else f"wel bekend: {', '.join(names) or 'geen enkele'}"
    return f"deze parameter bestaat hier niet; {hint}"


def negotiated(request: Request, offers: Sequence[str] = (JSON,)) -> str:
    """The media type to answer in; raises :class:`problems.Problem` when the client takes none of them."""
    chosen = choose(request.headers.get("accept"), offers)
    if chosen is None:
        detail = f"Dit adres antwoordt in {' of '.join(offers)}; de kop Accept van het verzoek sluit dat uit."
        raise problems.Problem(problems.NOT_ACCEPTABLE, detail)
    return chosen


def entity_tag(request: Request, media_type: str = JSON, state: str | None = None) -> str:
    """Names the answer to this request. Take it *before* the work: when a new generation comes in between,
    the tag is then too old, which costs one more answer, and never too new, which would freeze an old one.

    Weak (RFC 9110 section 8.8.1): two answers from one generation say the same but differ in ``tookMs``. It
    also depends on the Dutch date, because closing dates pass, and on the version. ``state`` stands for generation and
    date where the answer is known to be made from just that.
    """
    parts = (
        state or f"{engine(request).generation}\0{today_in_the_netherlands().isoformat()}",
        API_VERSION,
        request.url.path,
        request.scope["query_string"].decode("latin-1"),
        media_type,
        origin(request),
    )
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def unchanged(request: Request, tag: str) -> bool:
    """Whether the client has this very answer. ``*`` is left for :func:`respond`, which runs only when there
    is an answer.
    """
    header = request.headers.get("if-none-match")
    return header is not None and header.strip() != "*" and none_match(header, tag)


def respond(
    request: Request,
    content: bytes | None,
    tag: str,
    *,
    media_type: str = JSON,
    links: Iterable[str] = (),
    parts: Mapping[str, float] | None = None,
) -> Response:
    """An answer with its caching headers; 304 without content when the client already has it. ``parts`` are the seconds that
    the parts of the work took (W3C Server Timing).
    """
    headers = {
        "ETag": tag,
        "Cache-Control": f"public, max-age={settings(request).cache_seconds}",
        "Vary": "Accept, Accept-Encoding",
    }
    if content is None or none_match(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    if link := _link_header(links):
        headers["Link"] = link
    if parts:
        told = (f"{name};dur={1000 * took:.3f}" for name, took in in_order(parts))
        headers["Server-Timing"] = ", ".join(told)
    return Response(content, media_type=media_type, headers=headers)


def link(target: str, relation: str, **attributes: str) -> str:
    """One member of a ``Link`` header (RFC 8288)."""
    more = "".join(f'; {name}="{value}"' for name, value in attributes.items())
    return f'<{target}>; rel="{relation}"{more}'


def link_members(links: Links) -> list[str]:
    """The ``links`` of an answer as members of a ``Link`` header, what leads on first."""
    relations = sorted(links, key=lambda relation: relation != "next")
    return [link(links[relation], relation) for relation in relations]


def _link_header(members: Iterable[str]) -> str:
    header = ""
    for member in members:
        longer = f"{header}, {member}" if header else member
        if len(longer) <= LONGEST_LINK_HEADER:
            header = longer
    return header


def dumps(value: Any) -> bytes:
    """JSON in UTF-8. Markup in texts stays text: nothing that shows this as a page may guess otherwise."""
    return orjson.dumps(value)

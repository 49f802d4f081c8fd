"""The address of a search: always the whole search, in one form, without what says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode, urlsplit

from app.search.parameters import DEFAULT_LIMIT, FACETS
from app.search.request import SearchRequest

Params = list[tuple[str, str]]

ATOM_FEED: Final = "/v1/feed.atom"
JSON_FEED: Final = "/v1/feed.json"
PAGE_DEFAULTS: Final = {"status": "open", "interpret": "true"}
"""Where the page differs from the API: it shows what is open, and understands filters in what was typed."""
MAP_VIEW: Final = ("view", "map")
"""The results with a map of them. It belongs to the page: no search knows it."""
_NOT_SHOWN: Final = frozenset({"facets", "highlight", "explain"})
FEED_DEFAULTS: Final = {"status": "open", "limit": "50"}
"""Where a feed differs from the API: who is told of what is new can do nothing with what is closed."""
_NOT_IN_FEED: Final = frozenset({"limit", "cursor", "sort", *_NOT_SHOWN})
"""Parameters that do not say which assignments a search is about."""
_ONLY_NEAR: Final = frozenset({"radiusKm"})


def read(params: Iterable[tuple[str, str]]) -> SearchRequest:
    """The search of a page's address. Raises :class:`app.search.request.InvalidRequest` with all that is wrong."""
    request = SearchRequest.from_query(params, PAGE_DEFAULTS)
    return replace(
        request, facets=FACETS, highlight=True, explain=False, limit=request.limit or DEFAULT_LIMIT
    )


def parted(params: Iterable[tuple[str, str]]) -> tuple[Params, Params]:
    """The parameters of the search, and those of the page around it."""
    given = list(params)
    shown_as = [MAP_VIEW] if MAP_VIEW in given else []
    return [pair for pair in given if pair != MAP_VIEW], shown_as


def params_of(request: SearchRequest) -> Params:
    """The parameters of a search as its page writes them: without the page's own defaults."""
    shown = [
        pair
        for pair in request.to_params()
        if pair[0] not in _NOT_SHOWN and pair not in PAGE_DEFAULTS.items()
    ]
    if request.status == "all":
        shown.append(("status", "all"))
    if not request.interpret:
        shown.append(("interpret", "false"))
    return shown


def address(params: Iterable[tuple[str, str]]) -> str:
    """The address of the search page with these parameters."""
    query = urlencode(list(params))
    return f"/?{query}" if query else "/"


def search_of(referrer: str | None, origin: str) -> str | None:
    """The search page that led here, as its own address; ``None`` where another page did, or nobody says which.

    ``referrer`` is the request's header of that name (RFC 9110, 10.1.3). Hosts alone are compared, as a proxy in front may
    speak another scheme.
    """
    try:
        came_from = urlsplit(referrer or "")
    except ValueError:  # a header can hold anything
        return None
    if came_from.netloc != urlsplit(origin).netloc or came_from.path != "/":
        return None
    return f"/?{came_from.query}" if came_from.query else "/"


def feed_query(request: SearchRequest) -> str:
    """The same search as a feed asks for it, with its question mark."""
    return f"?{urlencode(feed_params(request))}"


def feed_params(request: SearchRequest) -> Params:
    """What a feed is about, in one form. The status is always told, so that the address goes on meaning the same."""
    pairs = [pair for pair in request.to_params() if pair[0] not in _NOT_IN_FEED and pair[0] != "status"]
    return [*pairs, ("status", request.status)]


def without(params: Iterable[tuple[str, str]], *gone: str | tuple[str, str]) -> Params:
    """The parameters but for whole parameters or single values, from the first page on.

    What has meaning only beside ``near`` goes with it.
    """
    left = [pair for pair in params if pair not in gone and pair[0] not in gone and pair[0] != "cursor"]
    return left if any(name == "near" for name, _ in left) else _far(left)


def _far(params: Sequence[tuple[str, str]]) -> Params:
    return [pair for pair in params if pair[0] not in _ONLY_NEAR and pair != ("sort", "distance")]


def tidied(params: Sequence[tuple[str, str]]) -> Params | None:
    """What a form sends without script holds every field, the empty ones too: the same without those.

    ``None`` where there is nothing to tidy.
    """
    if all(value.strip() for _, value in params):
        return None
    filled = [(name, value.strip()) for name, value in params if value.strip()]
    near_empty = ("near", "") in {(name, value.strip()) for name, value in params}
    return _far(filled) if near_empty else filled

"""A fair share for everyone: how many requests a minute an address or a key may make, and how many may run at once.

The headers are those of the IETF draft for RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10).
Counting is per process and per minute, from the first request on: with several processes behind one address each has
its own count, so divide the settings by their number.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from typing import Final, NamedTuple

from limits import RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.keys import CALLER, Key, Keys, authenticate
from app.api.metrics import Metrics
from app.settings import Settings

WINDOW_SECONDS: Final = 60
MOST_COUNTED: Final = 50_000
"""Addresses counted at once; the one counted longest ago gives way. 14 MB when full."""
_FREE: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""For those who run the service: their monitors must get through when it is busy."""
_LOCAL: Final = tuple(
    map(
        ipaddress.ip_network,
        ("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10"),
    )
)
"""This machine, and networks of one's own: RFC 1918, RFC 4193, RFC 4291."""
_FREE_BELOW: Final = ("/static/", "/docs/")


class _Counters(Storage):
    """The library's own storage in memory starts a thread a hundred times a second to look through all counters, and has
    no bound; this one needs neither. For one thread: the event loop.
    """

    def __init__(self) -> None:
        super().__init__()
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        count, end = self._counts.get(key, (0, 0.0))
        if end <= time.time():
            count, end = 0, time.time() + expiry
            self._counts.pop(key, None)
            if len(self._counts) >= MOST_COUNTED:
                self._counts.popitem(last=False)
        self._counts[key] = (count + amount, end)
        return count + amount

    def get(self, key: str) -> int:
        count, end = self._counts.get(key, (0, 0.0))
        return count if end > time.time() else 0

    def get_expiry(self, key: str) -> float:
        return self._counts.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        count = len(self._counts)
        self._counts.clear()
        return count

    def clear(self, key: str) -> None:
        self._counts.pop(key, None)


class Policy(NamedTuple):
    """How much one kind of caller may ask: ``quota`` requests a minute, 0 without bound."""

    name: str
    quota: int


class Limits:
    """Middleware inside the envelope. It also finds out with which key a request came."""

    def __init__(self, app: ASGIApp, *, settings: Settings, keys: Keys, metrics: Metrics) -> None:
        self._app = app
        self._keys = keys
        self._metrics = metrics
        self._most = settings.most_requests
        self._running = 0
        self._open = Policy("open", settings.limit_open)
        self._local = Policy("local", settings.local_limit)
        self._key = Policy("key", settings.limit_key)
        self._limiter = FixedWindowRateLimiter(_Counters())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _free(scope["path"]):
            await self._app(scope, receive, send)
            return
        counted = _Counted(send)
        try:
            self._admit(scope, counted)
        except problems.Problem as problem:
            await problems.respond(Request(scope), problem)(scope, receive, counted.send)
            return
        self._running += 1
        try:
            await self._app(scope, receive, counted.send)
        finally:
            self._running -= 1

    def _admit(self, scope: Scope, counted: _Counted) -> None:
        """Count the request; raises :class:`problems.Problem` when it goes no further."""
        key, refused = None, None
        try:
            key = authenticate(self._keys, Headers(scope=scope).get("authorization"))
        except problems.Problem as problem:
            refused = problem  # and counted by its address, so that guessing keys is as limited as all else
        policy, who = self._share(scope, key)
        if policy.quota:
            self._count(policy, who, counted)
        if refused is not None:
            raise refused
        if self._running >= self._most:
            retry = {"Retry-After": str(problems.RETRY_SECONDS)}
            detail = "Er zijn te veel verzoeken tegelijk. Probeer het zo nog eens."
            raise problems.Problem(problems.TOO_SLOW, detail, headers=retry)
        scope[CALLER] = key

    def _share(self, scope: Scope, key: Key | None) -> tuple[Policy, str]:
        if key is not None and "read" in key.scopes:
            return self._key, key.id
        who, local = _who(scope)
        return (self._local if local else self._open), who

    def _count(self, policy: Policy, who: str, counted: _Counted) -> None:
        item = RateLimitItemPerMinute(policy.quota)
        within = self._limiter.hit(item, policy.name, who)
        end, left = self._limiter.get_window_stats(item, policy.name, who)
        seconds = max(1, math.ceil(end - time.time()))
        counted.headers = {
            "RateLimit-Policy": f'"{policy.name}";q={policy.quota};w={WINDOW_SECONDS}',
            "RateLimit": f'"{policy.name}";r={left};t={seconds}',
        }
        if not within:
            self._metrics.limited.labels(policy.name).inc()
            more = "" if policy is self._key else " Een sleutel geeft meer ruimte; vraag de beheerder."
            detail = (
                f"Er mogen {policy.quota} verzoeken per minuut; over {seconds} seconden kunt u verder.{more}"
            )
            retry = {"Retry-After": str(seconds)}
            raise problems.Problem(problems.TOO_MANY, detail, headers=retry)


class _Counted:
    """Sends an answer with what is left of the caller's share."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.headers: dict[str, str] = {}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self.headers:
            MutableHeaders(raw=message.setdefault("headers", [])).update(self.headers)
        await self._send(message)


def _free(path: str) -> bool:
    return path in _FREE or path.startswith(_FREE_BELOW)


def _who(scope: Scope) -> tuple[str, bool]:
    """The address that has a count of its own, and whether it is of this machine or its own network.

    A socket without an address is of the machine. Who has IPv6 has at least 2^64 addresses, so that those count as one.
    """
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0] if client else "")
    except ValueError:
        return "", True
    address = getattr(address, "ipv4_mapped", None) or address
    local = any(address in network for network in _LOCAL)
    if address.version == 6 and not local:
        return str(ipaddress.ip_network((int(address), 64), strict=False)), local
    return str(address), local

"""What the parts of a search take, for who serves it: told in ``Server-Timing`` and counted in the figures for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter
from typing import Final

_ORDER: Final = ("interpret", "find", "cards", "facets", "remembered", "write")
"""As an answer is made, though some facets are counted while its page is found."""
_recorded: ContextVar[dict[str, float] | None] = ContextVar("recorded", default=None)


@contextmanager
def recorded() -> Iterator[dict[str, float]]:
    """Seconds by part of what is done within, in this thread. Within another such block they go to that one."""
    outer = _recorded.get()
    if outer is not None:
        yield outer
        return
    parts: dict[str, float] = {}
    token = _recorded.set(parts)
    try:
        yield parts
    finally:
        _recorded.reset(token)


@contextmanager
def part(name: str) -> Iterator[None]:
    """Count the time of this block as a part, where anyone records it, but for parts within it. What another thread does
    meanwhile counts for no more than the wait for it.
    """
    parts = _recorded.get()
    if parts is None:
        yield
        return
    started, before = perf_counter(), sum(parts.values())
    try:
        yield
    finally:
        within = sum(parts.values()) - before
        parts[name] = parts.get(name, 0.0) + perf_counter() - started - within


def in_order(parts: Mapping[str, float]) -> list[tuple[str, float]]:
    """The parts as they are told, whichever of them ended first."""
    return sorted(parts.items(), key=lambda told: _ORDER.index(told[0]))

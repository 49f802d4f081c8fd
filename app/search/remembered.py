"""Answers that were given before: the same search on the same generation and day has the same answer."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any, Final, NamedTuple

import orjson
from cachetools import LRUCache

from app.search.request import SearchRequest
from app.search.timing import part


class Asked(NamedTuple):
    """What an answer depends on."""

    generation: str
    today: dt.date
    request: SearchRequest


class _Kept(NamedTuple):
    """An answer as JSON: its items, its facets, and all else."""

    items: bytes
    facets: bytes
    rest: bytes


def _size(kept: _Kept) -> int:
    return sum(map(len, kept))


class Remembered:
    """The answers last given, the bytes of their JSON bounded. May be used from any thread."""

    def __init__(self, most_bytes: int) -> None:
        """``most_bytes`` bounds all answers together; 0 remembers nothing."""
        self._most: Final = most_bytes
        self._lock = threading.Lock()
        self._answers: LRUCache[Asked, _Kept] = LRUCache(most_bytes, getsizeof=_size)

    def get(self, asked: Asked, *, written: bool = False) -> dict[str, Any] | None:
        """The answer as it was given, in an object of its own; ``None`` where it is not remembered. With ``written`` its items
        and its facets are an ``orjson.Fragment`` each.
        """
        with self._lock:
            found = self._answers.get(asked)
        if found is None:
            return None
        with part("remembered"):
            of = orjson.Fragment if written else orjson.loads
            return {"items": of(found.items), "facets": of(found.facets), **orjson.loads(found.rest)}

    def put(self, asked: Asked, answer: dict[str, Any]) -> None:
        """Remember an answer, unless it is too large to be; the ones asked for longest ago make room."""
        if not self._most:
            return
        rest = {name: value for name, value in answer.items() if name not in ("items", "facets")}
        kept = _Kept(*map(orjson.dumps, (answer["items"], answer["facets"], rest)))
        if _size(kept) <= self._most:
            with self._lock:
                self._answers[asked] = kept

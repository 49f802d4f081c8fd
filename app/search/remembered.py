"""Answers that were given before: the same search on the same generation and day has the same answer."""

from __future__ import annotations

import datetime as dt
import sys
import threading
from dataclasses import fields
from operator import attrgetter
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
    """An answer as JSON: its items, its facets, and all else; and the bytes of memory that it takes with its question."""

    items: bytes
    facets: bytes
    rest: bytes
    size: int


# Bytes that an entry takes whatever it holds: the object of the request with its numbers and dates, the books of the cache.
_ENTRY: Final = 1_200
_attributes: Final = attrgetter(*(field.name for field in fields(SearchRequest)))


def _held(value: Any) -> int:
    """The bytes of memory of all text in a value."""
    if isinstance(value, tuple):
        return sys.getsizeof(value) + sum(map(_held, value))
    return sys.getsizeof(value) if isinstance(value, str | bytes) else 0


def _written(value: Any) -> bytes:
    # orjson gives bytes that keep the whole buffer they were written in, 4 kB for a word: a copy takes what it holds.
    return bytes(memoryview(orjson.dumps(value)))


class Remembered:
    """The answers last given, the memory of them and of their questions bounded. May be used from any thread."""

    def __init__(self, most_bytes: int) -> None:
        """``most_bytes`` bounds all answers with their questions together; 0 remembers nothing."""
        self._most: Final = most_bytes
        self._lock = threading.Lock()
        self._answers: LRUCache[Asked, _Kept] = LRUCache(most_bytes, getsizeof=lambda kept: kept.size)

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
        items, facets, others = map(_written, (answer["items"], answer["facets"], rest))
        size = _ENTRY + _held((items, facets, others)) + _held(_attributes(asked.request))
        kept = _Kept(items, facets, others, size)
        if kept.size <= self._most:
            with self._lock:
                self._answers[asked] = kept

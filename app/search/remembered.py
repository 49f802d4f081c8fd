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


class Remembered:
    """The answers last given, the bytes of their JSON bounded. May be used from any thread."""

    def __init__(self, most_bytes: int) -> None:
        """``most_bytes`` bounds all answers together; 0 remembers nothing."""
        self._most: Final = most_bytes
        self._lock = threading.Lock()
        self._answers: LRUCache[Asked, bytes] = LRUCache(most_bytes, getsizeof=len)

    def get(self, asked: Asked) -> dict[str, Any] | None:
        """The answer as it was given, in an object of its own; ``None`` where it is not remembered."""
        with self._lock:
            found = self._answers.get(asked)
        if found is None:
            return None
        with part("remembered"):
            answer: dict[str, Any] = orjson.loads(found)
        return answer

    def put(self, asked: Asked, answer: dict[str, Any]) -> None:
        """Remember an answer, unless it is too large to be; the ones asked for longest ago make room."""
        if not self._most:
            return
        written = orjson.dumps(answer)
        if len(written) <= self._most:
            with self._lock:
                self._answers[asked] = written

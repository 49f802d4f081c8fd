"""The official client, set up the way both sides of the program use it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from typing import Any, Final

import orjson
from opensearchpy import OpenSearch, Transport
from opensearchpy.exceptions import (
    ConflictError,
    NotFoundError,
    OpenSearchException,
    RequestError,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.serializer import JSONSerializer

READ_SECONDS: Final = 3.0
"""How long one node may take over one request of a reader before another is asked."""
WRITE_SECONDS: Final = 120.0
_TRIES: Final = 3
LONGEST_SECONDS: Final = _TRIES * READ_SECONDS
"""How long a reader may wait for the answer to one request."""
_BUSY: Final = (429, 502, 503, 504)

__all__ = [
    "ConflictError", "NoConnection", "NotFoundError", "OpenSearch", "OpenSearchException", "RequestError", "TransportError",
    "connect",
    "connect_to_read",
]  # fmt: skip


class _Serializer(JSONSerializer):
    """As fast as the rest of the program, which asks with large queries and gets whole texts."""

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, str | bytes) else orjson.dumps(data).decode()

    def loads(self, s: str) -> Any:
        return orjson.loads(s)


def connect(urls: Sequence[str], seconds: float) -> OpenSearch:
    """A client of the nodes at ``urls``; opens no connection yet. What one node fails at is asked of another, and what it takes
    over ``seconds`` for is not: it may be doing it. Nodes besides these are not looked for.
    """
    return _client(urls, seconds, retry_on_timeout=False)


def connect_to_read(urls: Sequence[str]) -> OpenSearch:
    """A client that only reads, so that what one node does not answer within :data:`READ_SECONDS` is asked of another; it has
    an answer, or none, within :data:`LONGEST_SECONDS`. Of a cluster that answers nothing it waits for one answer at a time, so
    that those who ask do not queue up.
    """
    return _client(urls, READ_SECONDS, retry_on_timeout=True, transport_class=_Reading)


def _client(urls: Sequence[str], seconds: float, **more: Any) -> OpenSearch:
    # Of itself it tells every failed try with a traceback, also of one that another node makes good; whoever asks tells the rest.
    logging.getLogger("opensearch").setLevel(logging.ERROR)
    return OpenSearch(
        hosts=list(urls),
        timeout=seconds,
        max_retries=_TRIES - 1,
        retry_on_status=_BUSY,
        dead_timeout=5,
        timeout_cutoff=2,
        pool_maxsize=32,
        serializer=_Serializer(),
        **more,
    )


class _Reading(Transport):
    """Where a request found no node that answers, and no other did since it was begun, the cluster is silent: from then on a
    single request tries, and all others are told so at once, until one is answered.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._answered = 0.0
        self._silent = False
        self._trying = threading.Lock()

    def perform_request(self, *args: Any, **named: Any) -> Any:
        if not self._silent:
            return self._asked(*args, **named)
        if not self._trying.acquire(blocking=False):
            raise NoConnection("N/A", "the cluster answers nothing just now", None)
        try:
            return self._asked(*args, **named)
        finally:
            self._trying.release()

    def _asked(self, *args: Any, **named: Any) -> Any:
        began = time.monotonic()
        try:
            answer = super().perform_request(*args, **named)
        except NoConnection:
            self._silent = self._silent or self._answered < began
            raise
        except TransportError:  # which is an answer
            self._hear()
            raise
        self._hear()
        return answer

    def _hear(self) -> None:
        self._answered, self._silent = time.monotonic(), False

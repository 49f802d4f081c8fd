"""The official client, set up the way both sides of the program use it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final

import orjson
from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConflictError,
    NotFoundError,
    OpenSearchException,
    RequestError,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.serializer import JSONSerializer

READ_SECONDS: Final = 4.0
"""How long one node may take over one request of a reader before it counts as failed."""
WRITE_SECONDS: Final = 120.0
_TRIES: Final = 3
_BUSY: Final = (429, 502, 503, 504)

__all__ = [
    "ConflictError", "NoConnection", "NotFoundError", "OpenSearch", "OpenSearchException", "RequestError", "TransportError",
    "connect",
]  # fmt: skip


class _Serializer(JSONSerializer):
    """As fast as the rest of the program, which asks with large queries and gets whole texts."""

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, str | bytes) else orjson.dumps(data).decode()

    def loads(self, s: str) -> Any:
        return orjson.loads(s)


def connect(urls: Sequence[str], seconds: float) -> OpenSearch:
    """A client of the nodes at ``urls``; opens no connection yet. What one node fails at, or takes over ``seconds`` for, is
    asked of another; nodes besides these are not looked for.
    """
    # Of itself it tells every failed try with a traceback, also of one that another node makes good; whoever asks tells the rest.
    logging.getLogger("opensearch").setLevel(logging.ERROR)
    return OpenSearch(
        hosts=list(urls),
        timeout=seconds,
        max_retries=_TRIES - 1,
        retry_on_status=_BUSY,
        retry_on_timeout=False,
        dead_timeout=5,
        timeout_cutoff=0,
        pool_maxsize=32,
        serializer=_Serializer(),
    )

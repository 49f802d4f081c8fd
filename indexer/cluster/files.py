"""The small files of a generation, kept in the cluster in pieces."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Any, Final

from indexer.cluster.client import OpenSearch
from indexer.zstandard import zstd

PIECE_BYTES: Final = 4_000_000
_SHOWN: Final = {"type": "keyword", "index": False, "doc_values": False}
_MAPPING: Final = {
    "dynamic": "strict",
    "properties": {"name": {"type": "keyword"}, "piece": {"type": "integer"}, "data": {"type": "binary"}, "pieces": _SHOWN},
}  # fmt: skip


class MissingFile(ValueError):
    """A file is not there, or not whole."""


def index_of(records_index: str) -> str:
    """The name of the index that holds the files of a generation whose records are in ``records_index``."""
    return f"{records_index}-files"


def put(client: OpenSearch, index: str, files: Mapping[str, bytes]) -> None:
    """Make the index of files anew and fill it."""
    client.indices.delete(index=index, ignore_unavailable=True)
    create(client, index)
    for name, content in files.items():
        add(client, index, name, content)
    client.indices.refresh(index=index)


def create(client: OpenSearch, index: str) -> None:
    """Make an index for files, which must not be there yet."""
    settings = {"number_of_shards": 1, "number_of_replicas": 1, "auto_expand_replicas": "0-2"}
    client.indices.create(index=index, body={"settings": settings, "mappings": _MAPPING})


def add(client: OpenSearch, index: str, name: str, content: bytes) -> None:
    """Put a file in an index for files. Its name must be new there: while it is written it cannot be read whole."""
    pieces = list(_cut(zstd.compress(content)))
    for number, piece in enumerate(pieces):
        data = base64.b64encode(piece).decode("ascii")
        document = {"name": name, "piece": number, "pieces": str(len(pieces)), "data": data}
        client.index(index=index, id=f"{name}/{number}", body=document)


def _cut(content: bytes) -> Iterator[bytes]:
    for start in range(0, max(1, len(content)), PIECE_BYTES):
        yield content[start : start + PIECE_BYTES]


def get(client: OpenSearch, index: str, name: str) -> bytes:
    """A file. Raises :class:`MissingFile`, and what the client raises."""
    first = _piece(client, index, name, 0)
    rest = (_piece(client, index, name, number) for number in range(1, int(first["pieces"])))
    whole = b"".join(base64.b64decode(piece["data"]) for piece in (first, *rest))
    try:
        return bytes(zstd.decompress(whole))
    except zstd.ZstdError as error:
        raise MissingFile(f"{name} in {index} is beschadigd: {error}") from error


def _piece(client: OpenSearch, index: str, name: str, number: int) -> dict[str, Any]:
    found = client.get(index=index, id=f"{name}/{number}", ignore=(404,))
    if not found.get("found"):
        raise MissingFile(f"stuk {number} van {name} staat niet in {index}")
    source: dict[str, Any] = found["_source"]
    return source

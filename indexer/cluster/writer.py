"""Loads the records of a generation into a new index."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.cluster import mapping
from indexer.cluster.client import NotFoundError, OpenSearch, TransportError
from indexer.index.prepared import Prepared
from indexer.index.schema import ORDINAL_BITS
from indexer.index.served import ServedError
from indexer.index.writer import VOCABULARY, Counted

BATCH_BYTES: Final = 5_000_000
"""How much is sent at once, at most a document more."""
_TRIES: Final = 6
_FIRST_WAIT: Final = 0.5
"""Seconds before the second try; each further one waits twice as long."""
_GREEN_SECONDS: Final = 600
_BUSY: Final = (429, 503)


class ClusterError(ServedError):
    """The cluster did not take what it was given, or is not what it should be. The message says in what."""


def load(client: OpenSearch, index: str, shards: int, directory: Path, records: Iterable[Prepared]) -> int:
    """Make ``index`` and load ``records``, by ascending id, and write the vocabulary into ``directory``; return how many there
    are. The index is complete and can be searched when this returns, but has no copies yet (:func:`copy`).

    Raises :class:`ClusterError`, ``ValueError`` where two records carry one id, and what the client raises.
    """
    directory.mkdir(parents=True, exist_ok=True)
    _allow_clauses(client)
    client.indices.create(
        index=index, body={"settings": {"index": mapping.settings(shards)}, "mappings": mapping.mapping()}
    )
    counted = Counted()
    for batch in _batches(_counting(records, counted)):
        _send(client, index, batch)
    vocabulary = counted.as_json()
    (directory / VOCABULARY).write_bytes(orjson.dumps(vocabulary))
    _settle(client, index, vocabulary["records"])
    return int(vocabulary["records"])


def _allow_clauses(client: OpenSearch) -> None:
    """A cluster allows fewer clauses a query than a long search with synonyms has; more than we need is left as it is."""
    name = "indices.query.bool.max_clause_count"
    found = client.cluster.get_settings(include_defaults=True, flat_settings=True)
    known = next(
        (
            found[kind][name]
            for kind in ("transient", "persistent", "defaults")
            if name in found.get(kind, {})
        ),
        0,
    )
    if int(known) < mapping.MOST_CLAUSES:
        client.cluster.put_settings(body={"persistent": {name: mapping.MOST_CLAUSES}})


def _counting(records: Iterable[Prepared], counted: Counted) -> Iterator[Prepared]:
    last = ""
    for record in records:
        if record.id <= last:
            raise ValueError(f"record {record.id!r} comes behind {last!r}")
        last = record.id
        counted.add(record)
        yield record


def document(record: Prepared) -> bytes:
    """The JSON of a record's document: its fields, its sort keys without the room for an ordinal, its card and its text."""
    keys = "".join(f',"{name}":{key >> ORDINAL_BITS}' for name, key in record.sort_keys.items())
    shown = {"card": record.card.decode(), "text": record.text.decode("utf-8")}
    return b"%s%s,%s" % (record.document, keys.encode(), orjson.dumps(shown)[1:])


def _batches(records: Iterable[Prepared]) -> Iterator[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    size = 0
    for record in records:
        batch.append((record.id, document(record)))
        size += len(batch[-1][1])
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _send(client: OpenSearch, index: str, batch: list[tuple[str, bytes]]) -> None:
    """Send a batch; what the cluster is too busy for is sent again, later. Sending twice does no harm: ids decide."""
    waiting = dict(batch)
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_FIRST_WAIT * 2 ** (attempt - 1))
        try:
            lines = (b'{"index":{"_id":%s}}\n%s\n' % (orjson.dumps(id), row) for id, row in waiting.items())
            answer = client.bulk(index=index, body=b"".join(lines).decode())
        except TransportError as error:
            # No connection and a time-out have no number.
            if attempt == _TRIES - 1 or (
                isinstance(error.status_code, int) and error.status_code not in _BUSY
            ):
                raise
            continue
        waiting = _unsent(answer, waiting)
        if not waiting:
            return
    raise ClusterError(f"het cluster is te druk: {len(waiting)} documenten bleven over na {_TRIES} pogingen")


def _unsent(answer: dict[str, Any], waiting: dict[str, bytes]) -> dict[str, bytes]:
    left: dict[str, bytes] = {}
    for item in answer["items"] if answer["errors"] else ():
        told = item["index"]
        if told["status"] in _BUSY:
            left[told["_id"]] = waiting[told["_id"]]
        elif "error" in told:
            raise ClusterError(f"het cluster weigert document {told['_id']}: {told['error'].get('reason')}")
    return left


def _settle(client: OpenSearch, index: str, records: int) -> None:
    """Tell the index how many records there are, by which scores are worked out, and make it visible. That formula can be
    changed only while an index is closed, and how many there are is known only when the last is in.
    """
    client.indices.flush(index=index)
    client.indices.close(index=index)
    formula = {f"index.similarity.{mapping.SIMILARITY}": mapping.similarity(records)}
    client.indices.put_settings(index=index, body=formula)
    client.indices.open(index=index)
    client.indices.put_settings(index=index, body={"index": {"refresh_interval": "1h"}})
    client.indices.refresh(index=index)


def copy(client: OpenSearch, index: str) -> None:
    """Give every shard a second copy where there is a node for it, and wait for that, so that the cluster answers whole when a
    node is lost. Raises :class:`ClusterError` when it does not come about.
    """
    client.indices.put_settings(index=index, body={"index": {"auto_expand_replicas": "0-1"}})
    health = client.cluster.health(
        index=index,
        wait_for_status="green",
        timeout=f"{_GREEN_SECONDS}s",
        request_timeout=_GREEN_SECONDS + 10,
    )
    if health["timed_out"]:
        raise ClusterError(f"de kopieën van {index} kwamen niet tot stand binnen {_GREEN_SECONDS} seconden")


def exists(client: OpenSearch, index: str) -> bool:
    """Whether there is such an index."""
    try:
        return bool(client.indices.get(index=index))
    except NotFoundError:
        return False

"""Loads the records of a generation into a new index."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.cluster import mapping
from indexer.cluster.client import NotFoundError, OpenSearch, RequestError, TransportError
from indexer.index import marks
from indexer.index.prepared import Prepared
from indexer.index.schema import ORDINAL_BITS
from indexer.index.served import ServedError
from indexer.index.tally import Tally, tally_of
from indexer.index.writer import VOCABULARY, Counted

BATCH_BYTES: Final = 5_000_000
"""How much is sent at once, at most a document more."""
_TRIES: Final = 6
_FIRST_WAIT: Final = 0.5
"""Seconds before the second try; each further one waits twice as long."""
_GREEN_SECONDS: Final = 600
_ASKED_AGAIN: Final = 0.2
_HISTORY_SECONDS: Final = 120
_BUSY: Final = (429, 503)
_OVERTAKEN: Final = 409


class ClusterError(ServedError):
    """The cluster did not take what it was given, or is not what it should be. The message says in what."""


def load(client: OpenSearch, index: str, shards: int, directory: Path, records: Iterable[Prepared]) -> int:
    """Make ``index`` and load ``records``, by ascending id, and write the vocabulary into ``directory``; return how many there
    are. The index is complete and can be searched when this returns, but has no copies yet (:func:`copy`).

    Raises :class:`ClusterError`, ``ValueError`` where two records carry one id, and what the client raises.
    """
    directory.mkdir(parents=True, exist_ok=True)  # with the last record the log of changes is written there
    create(client, index, shards)
    counted = Counted()
    for _ in send(client, index, counting(records, counted)):
        pass
    return complete(client, index, directory, counted, tally_of(records))


def create(client: OpenSearch, index: str, shards: int, *, exist_ok: bool = False) -> None:
    """Make an index that can be loaded; with ``exist_ok`` it may be there already."""
    _allow_clauses(client)
    body = {"settings": {"index": mapping.settings(shards)}, "mappings": mapping.mapping()}
    try:
        client.indices.create(index=index, body=body)
    except RequestError as error:
        if not exist_ok or error.error != "resource_already_exists_exception":
            raise


def send(
    client: OpenSearch, index: str, records: Iterable[Prepared], version: int | None = None
) -> Iterator[int]:
    """Load ``records``, and tell after every batch how many are there by now. A record that is there with a higher
    ``version`` stays, and :class:`ClusterError` is raised: whoever put it there has taken over.
    """
    sent = 0
    for batch in _batches(records):
        _send(client, index, batch, version)
        sent += len(batch)
        yield sent


def complete(
    client: OpenSearch, index: str, directory: Path, counted: Counted, tally: Tally | None = None
) -> int:
    """Every record is loaded: write the vocabulary into ``directory`` and make the index visible. ``tally`` is that of the words
    where the records came without.
    """
    vocabulary = counted.as_json(tally)
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


def counting(records: Iterable[Prepared], counted: Counted) -> Iterator[Prepared]:
    """Pass ``records`` on, by ascending id, and count each. Raises ``ValueError`` where one does not come behind the last."""
    last = ""
    for record in records:
        if record.id <= last:
            raise ValueError(f"record {record.id!r} comes behind {last!r}")
        last = record.id
        counted.add(record)
        yield record


def document(record: Prepared) -> bytes:
    """The JSON of a record's document: its fields, its sort keys without the room for an ordinal, its card, its text and the
    surroundings of that.
    """
    keys = "".join(f',"{name}":{key >> ORDINAL_BITS}' for name, key in record.sort_keys.items())
    shown = {
        "card": record.card.decode(),
        "text": record.text.decode("utf-8"),
        mapping.SURROUNDINGS: orjson.dumps(marks.surroundings(record.marks)).decode(),
    }
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


def _send(client: OpenSearch, index: str, batch: list[tuple[str, bytes]], version: int | None) -> None:
    deliver(client, index, {id: b"%s\n%s\n" % (_action("index", id, version), row) for id, row in batch})


def remove(client: OpenSearch, index: str, ids: Iterable[str], version: int) -> None:
    """Take records out of an index that is being loaded, but for those there with a higher ``version``."""
    deliver(client, index, {id: b"%s\n" % _action("delete", id, version) for id in ids})


def _action(kind: str, id: str, version: int | None) -> bytes:
    # Of equal versions the last counts, so that what was sent twice does no harm.
    fence = {} if version is None else {"version": version, "version_type": "external_gte"}
    return orjson.dumps({kind: {"_id": id, **fence}})


def deliver(client: OpenSearch, index: str, waiting: dict[str, bytes]) -> None:
    """Send the lines for each id; what the cluster is too busy for is sent again, later. Sending twice does no harm: ids
    decide.
    """
    for attempt in range(_TRIES if waiting else 0):
        if attempt:
            time.sleep(_FIRST_WAIT * 2 ** (attempt - 1))
        try:
            answer = client.bulk(index=index, body=b"".join(waiting.values()).decode())
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
    if waiting:
        raise ClusterError(
            f"het cluster is te druk: {len(waiting)} documenten bleven over na {_TRIES} pogingen"
        )


def _unsent(answer: dict[str, Any], waiting: dict[str, bytes]) -> dict[str, bytes]:
    left: dict[str, bytes] = {}
    for item in answer["items"] if answer["errors"] else ():
        (told,) = item.values()
        if told["status"] in _BUSY:
            left[told["_id"]] = waiting[told["_id"]]
        elif told["status"] == _OVERTAKEN:
            raise ClusterError(f"document {told['_id']} is intussen door een ander geschreven")
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


def purge(client: OpenSearch, index: str) -> None:
    """Rewrite what holds records that were replaced or taken out since: until then these count in how rare a word is, and so
    in every score. Raises :class:`ClusterError` where the cluster does not come to it.
    """
    client.indices.refresh(index=index)
    if not _replaced(client, index):
        return
    _forget_history(client, index)
    # It may take longer than any connection lasts.
    params = {"only_expunge_deletes": "true", "wait_for_completion": "false"}
    task = client.indices.forcemerge(index=index, params=params)["task"]
    while not client.tasks.get(task_id=task)["completed"]:
        time.sleep(_ASKED_AGAIN)
    client.indices.refresh(index=index)
    if left := _replaced(client, index):
        raise ClusterError(f"in {index} bleven {left} vervangen documenten achter")


def _forget_history(client: OpenSearch, index: str) -> None:
    """Wait until no shard keeps what was replaced for the sake of a copy that may want to catch up. There are no copies yet,
    but a shard comes to see that only when it looks, every thirty seconds, and nothing can be set to make it look sooner.
    """
    end = time.monotonic() + _HISTORY_SECONDS
    while not all(_without_history(shard) for shard in _shards(client, index)):
        if time.monotonic() > end:
            raise ClusterError(f"{index} bleef vasthouden wat er vervangen is")
        time.sleep(_ASKED_AGAIN)
    client.indices.flush(index=index)


def _shards(client: OpenSearch, index: str) -> list[dict[str, Any]]:
    told = client.indices.stats(index=index, params={"level": "shards"})["indices"][index]["shards"]
    return [shard for copies in told.values() for shard in copies]


def _without_history(shard: dict[str, Any]) -> bool:
    last = shard["seq_no"]["max_seq_no"]
    return all(lease["retaining_seq_no"] > last for lease in shard["retention_leases"]["leases"])


def _replaced(client: OpenSearch, index: str) -> int:
    return int(client.indices.stats(index=index, metric="docs")["_all"]["primaries"]["docs"]["deleted"])


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

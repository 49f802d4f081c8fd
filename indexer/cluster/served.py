"""The generations of one data directory in a cluster: loading, checking, the alias, and clearing away."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from indexer.cluster import files, writer
from indexer.cluster.client import NoConnection, OpenSearch, OpenSearchException
from indexer.cluster.writer import ClusterError
from indexer.exchange.journal import JOURNAL
from indexer.index.check import CheckFailed
from indexer.index.generations import SENTINEL, Generations
from indexer.index.keys import keys
from indexer.index.prepared import Prepared
from indexer.index.schema import TEXT_FIELDS
from indexer.index.served import ELSEWHERE
from indexer.index.writer import VOCABULARY
from indexer.quality.judging import QUALITY
from indexer.record import Record

FILES: Final = (SENTINEL, VOCABULARY, JOURNAL, QUALITY)
"""What an engine needs of a generation besides its records, and the gate of another machine."""
GENERATION: Final = r"\d{6,}-\d{8}T\d{6}Z"
_BUILDING: Final = ".building-"
_AT_A_TIME: Final = 5_000


def index_name(alias: str, generation: str) -> str:
    """The index of a generation; names of indices are in small letters."""
    return f"{alias}-{generation.removeprefix(_BUILDING)}".lower()


def runs_index(alias: str) -> str:
    """The name of the index in which machines that make an index together agree (:mod:`indexer.cluster.parts`)."""
    return f"{alias}-runs"


def generations_of(client: OpenSearch, alias: str) -> dict[str, bool]:
    """The generations whose records are in the cluster, oldest first, and which of them the alias names."""
    named = re.compile(f"{re.escape(alias)}-({GENERATION})", re.IGNORECASE)
    found = client.indices.get_alias(index=f"{alias}-*", ignore=(404,))
    rows = ((named.fullmatch(index), told) for index, told in found.items())
    known = {match[1].upper(): alias in told["aliases"] for match, told in rows if match}
    return dict(sorted(known.items(), key=lambda row: (int(row[0].partition("-")[0]), row[0])))


class InCluster:
    """The :class:`indexer.index.served.Served` of a cluster. One alias belongs to one data directory: what lies under it and is
    no generation of that directory is taken for what a dead run left, and removed.

    Methods raise :class:`ClusterError` where the cluster refuses or cannot be reached.
    """

    def __init__(self, client: OpenSearch, alias: str, shards: int) -> None:
        self._client, self._alias, self._shards = client, alias, shards

    def _index(self, generation: Path) -> str:
        return index_name(self._alias, generation.name)

    def write(
        self, building: Path, records: Iterable[Prepared], expected: int = 0, today: dt.date | None = None
    ) -> int:
        """See :data:`indexer.index.served.Write`."""
        index = self._index(building)
        count = int(told(writer.load, self._client, index, self._shards, building, records))
        (building / ELSEWHERE).write_text(json.dumps({"alias": self._alias, "index": index}) + "\n", "utf-8")
        return count

    def check(self, building: Path, ids: Sequence[str], sample: Iterable[Record]) -> None:
        """See :data:`indexer.index.served.Check`. Every id is asked for."""
        index = self._index(building)
        count = told(self._client.count, index=index)["count"]
        if count != len(ids):
            raise CheckFailed(f"de nieuwe index telt {count} documenten, verwacht waren er {len(ids)}")
        for start in range(0, len(ids), _AT_A_TIME):
            some = list(ids[start : start + _AT_A_TIME])
            found = told(self._client.count, index=index, body={"query": {"ids": {"values": some}}})["count"]
            if found != len(some):
                raise CheckFailed(
                    f"van {len(some)} documenten vanaf {some[0]} zijn er {found} in de nieuwe index"
                )
        for record in sample:
            self._check_title(index, record)

    def _check_title(self, index: str, record: Record) -> None:
        words = [key.whole for key in keys(record.title or "")]
        if not words:
            return
        both = [{"term": {"id": record.id}}, {"term": {TEXT_FIELDS[0]: words[0]}}]
        if told(self._client.count, index=index, body={"query": {"bool": {"filter": both}}})["count"] != 1:
            word = f"het woord {words[0]!r} uit de titel"
            raise CheckFailed(f"document {record.id} ({record.file}) is niet te vinden met {word}")

    def begin(self, generations: Generations) -> None:
        if told(self._client.indices.exists, index=runs_index(self._alias)):
            raise ClusterError(
                f"de index {self._alias} wordt door machines samen gemaakt; werk hem bij met --part, alleen met --part 1/1"
            )
        kept = {path.name for path in generations.complete()}
        known = told(generations_of, self._client, self._alias)
        self.remove([name for name, serves in known.items() if name not in kept and not serves])
        current = generations.current()
        if current is not None and known.get(current.name) is False:
            self.prepare(current)
            self.switch(current)

    def holds(self, generation: Path) -> bool:
        """Whether it is there, and answers."""
        return bool(told(generations_of, self._client, self._alias).get(generation.name))

    def prepare(self, building: Path) -> None:
        index = self._index(building)
        content = {name: (building / name).read_bytes() for name in FILES if (building / name).is_file()}
        told(files.put, self._client, files.index_of(index), content)
        told(writer.copy, self._client, index)

    def switch(self, generation: Path) -> None:
        """In one step: a reader sees the one index under the alias, or the other."""
        index = self._index(generation)
        if not told(writer.exists, self._client, index):
            raise ClusterError(f"generatie {generation.name} staat niet in het cluster")
        actions: list[dict[str, Any]] = [
            {"remove": {"index": f"{self._alias}-*", "alias": self._alias, "must_exist": False}},
            {"add": {"index": index, "alias": self._alias}},
        ]
        told(self._client.indices.update_aliases, body={"actions": actions})

    def remove(self, names: Sequence[str]) -> None:
        for name in names:
            index = index_name(self._alias, name)
            for each in (index, files.index_of(index)):
                told(self._client.indices.delete, index=each, ignore_unavailable=True)


def told(ask: Any, *args: Any, **named: Any) -> Any:
    """What the cluster answers; :class:`ClusterError` where that is an error."""
    try:
        return ask(*args, **named)
    except NoConnection as error:
        raise ClusterError(f"het cluster is niet te bereiken: {error.error}") from error
    except (OpenSearchException, files.MissingFile) as error:
        raise ClusterError(f"het cluster: {error}") from error

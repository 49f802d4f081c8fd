"""A corpus that three machines index together into one alias, and one machine alone into another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.commands import engines
from app.search.cluster.engine import ClusterEngine
from indexer.cluster.client import connect
from indexer.cluster.parts.beginning import Place
from indexer.cluster.parts.part import Part, Turn, reindex_part
from indexer.cluster.served import generations_of
from indexer.record import Record
from indexer.reindex import Report, Tools, reindex
from tests.app.api import nights
from tests.cluster.nodes import Cluster
from tests.cluster.test_generations import House as AloneHouse

PARTS = 3
LEASE = 1.2
"""Seconds; in a test a machine that gives no sign of life is given up soon."""


def parse(path: Path, file: str, id: str) -> Record:
    """As the nights of the exchange, but for documents that say that they cannot be read."""
    if "unreadable" in path.read_text("utf-8"):
        raise ValueError("dit document is onleesbaar")
    return nights.parse(path, file, id)


class House(AloneHouse):
    """``alias`` is that of the machine alone, ``together`` that of the three, which see the same corpus by the same clock."""

    def __init__(self, cluster: Cluster, home: Path, name: str) -> None:
        super().__init__(cluster, home, f"{name}a")
        self.together = f"{name}t"
        self.machines = [home / f"machine{number}" for number in range(1, PARTS + 1)]
        self.place = Place(connect(cluster.urls, 60), self.together, shards=1, lease=LEASE)
        self.changed_of_parts: dict[str, Any] = {}

    def tools(self) -> Tools:
        return replace(super().tools(), **{"parse": parse, "grace_nights": 1, **self.changed})

    def tools_of_parts(self) -> Tools:
        settings = self.settings.model_copy(update={"opensearch_alias": self.together})
        made = engines.making(settings)
        own = replace(self.tools(), write=made.write, check=made.check, served=made.served)
        return replace(own, **self.changed_of_parts)

    def part(self, number: int, *, of: int = PARTS, name: str | None = None, **more: Any) -> Turn:
        """The turn of one machine."""
        return reindex_part(
            [self.corpus], self.machines[number - 1], Part(number, of, name), self.place,
            jobs=1, tools=self.tools_of_parts(), **more,
        )  # fmt: skip

    def all_parts(self) -> Report:
        """All three, one after the other; the report of the last is that of the whole."""
        turns = [self.part(number) for number in range(1, PARTS + 1)]
        assert [sorted(turn.states) for turn in turns] == [[2, 3], [3], []]
        return turns[-1].report

    def alone(self) -> Report:
        return reindex([self.corpus], self.data, jobs=1, tools=self.tools())

    def serving(self) -> str | None:
        return self.place.serving()

    def generations(self) -> list[str]:
        return list(generations_of(self.client, self.together))

    def indices_of_parts(self) -> list[str]:
        found: dict[str, Any] = self.client.indices.get(index=f"{self.together}-*")
        return sorted(found)

    def open(self, alias: str) -> ClusterEngine:
        return ClusterEngine(self.settings.opensearch_urls, alias, today=lambda: self.today)

    def close(self) -> None:
        for alias in {self.alias, self.together}:
            self.client.indices.delete(index=f"{alias}-*")
        self.client.close()
        self.place.client.close()

"""The same records in both engines, and how far their answers may differ."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.search.cluster.engine import ClusterEngine
from app.search.engine import Engine
from indexer.cluster.client import WRITE_SECONDS, connect
from indexer.cluster.served import InCluster
from indexer.exchange.journal import JOURNAL
from indexer.index.generations import SENTINEL
from indexer.index.prepared import prepare
from indexer.record import Record
from tests.app.search.builders import TODAY, publish
from tests.cluster.nodes import Cluster

TOLERANCE = 1e-5
"""How far two scores of one hit may lie apart, of their size: both are sums of 32-bit floats, added in another order. Hits whose
scores lie nearer to each other than that may stand in either order.
"""
Json = dict[str, Any]


class Both:
    """One set of records, answered by either engine. ``shards`` is in how many parts the cluster holds it."""

    def __init__(
        self, cluster: Cluster, home: Path, alias: str, records: Iterable[Record], shards: int = 2
    ) -> None:
        records = list(records)
        generation = publish(home, records)
        beside = home / "elsewhere" / generation.name
        client = connect(cluster.urls, WRITE_SECONDS)
        served = InCluster(client, alias, shards)
        served.write(beside, map(prepare, sorted(records, key=lambda record: record.id)))
        for name in (SENTINEL, JOURNAL):
            shutil.copy(generation / name, beside / name)
        served.prepare(beside)
        served.switch(beside)
        client.close()
        self.here = Engine(home, today=lambda: TODAY)
        self.there = ClusterEngine(cluster.urls, alias, today=lambda: TODAY)

    def close(self) -> None:
        self.here.close()
        self.there.close()


def near(score: float) -> Any:
    """Equal for a person."""
    return pytest.approx(score, rel=TOLERANCE, abs=1e-9)


def assert_same(here: Json, there: Json) -> None:
    """Whether a person could tell two search answers apart."""
    apart = {"items", "tookMs", "nextCursor"}
    assert {k: v for k, v in there.items() if k not in apart} == {
        k: v for k, v in here.items() if k not in apart
    }
    assert (there["nextCursor"] is None) == (here["nextCursor"] is None)
    assert_same_items(here["items"], there["items"])


def assert_same_items(here: Sequence[Json], there: Sequence[Json]) -> None:
    """The same records in the same order, but for those with scores too near to tell; the last of a page may then be another."""
    assert [item["score"] for item in there] == [near(item["score"]) for item in here]
    by_id = {item["id"]: item for item in here}
    for one, other in zip(here, there, strict=True):
        if one["id"] != other["id"]:
            assert other["id"] not in by_id or by_id[other["id"]]["score"] == near(one["score"])
    last = here[-1]["score"] if here else 0.0
    for item in there:
        if item["id"] in by_id:
            assert_same_item(by_id[item["id"]], item)
        else:
            assert item["score"] == near(last)


def assert_same_item(here: Json, there: Json) -> None:
    scored = {"score", "explanation"}
    assert {k: v for k, v in there.items() if k not in scored} == {
        k: v for k, v in here.items() if k not in scored
    }
    assert there["score"] == near(here["score"])
    if "explanation" in here:
        said = [(part["word"], part["text"]) for part in there["explanation"]["parts"]]
        assert said == [(part["word"], part["text"]) for part in here["explanation"]["parts"]]
        worth = [part["value"] for part in there["explanation"]["parts"]]
        assert worth == [near(part["value"]) for part in here["explanation"]["parts"]]

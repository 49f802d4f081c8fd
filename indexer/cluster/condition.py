"""What lies under an alias in a cluster, and whether each generation can be used."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.cluster import files
from indexer.cluster.client import NoConnection, OpenSearch, RequestError
from indexer.cluster.served import GENERATION, generations_of, index_name, runs_index, told
from indexer.cluster.writer import ClusterError
from indexer.exchange.journal import JOURNAL, Journal
from indexer.index.generations import SENTINEL, Generation, GenerationError, Sentinel, sentinel_of
from indexer.index.writer import VOCABULARY

_FULL: Final = "index.blocks.read_only_allow_delete"
"""What a cluster sets on every index that lies on a node whose disk is full."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a generation cannot be used. ``passing``: it can again when a node comes back."""

    reason: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What there is under an alias. ``health`` (green, yellow or red) and ``born`` (seconds since 1970) are by index, ``made_of``
    by generation, oldest first: what a whole one was made of, else why it cannot be used. ``blocked`` are the indices that take
    nothing more.
    """

    alias: str
    health: Mapping[str, str]
    born: Mapping[str, float]
    blocked: Sequence[str]
    serving: str | None
    made_of: Mapping[str, Sentinel | Fault]

    def whole(self) -> list[str]:
        """The generations that can be used, oldest first."""
        return [name for name, found in self.made_of.items() if isinstance(found, Sentinel)]

    def faults(self) -> dict[str, Fault]:
        """The generations that cannot, oldest first, and why."""
        return {name: found for name, found in self.made_of.items() if isinstance(found, Fault)}

    def indices_of(self, generation: str) -> list[str]:
        """The two indices of a generation, as far as they are there."""
        records = index_name(self.alias, generation)
        return [index for index in (records, files.index_of(records)) if index in self.health]

    def beside(self) -> list[str]:
        """The indices of runs and of their ledgers, and files of generations whose records are not there."""
        ours = re.compile(f"{re.escape(self.alias)}-(?:run-.+|ledger-.+|{GENERATION}-files)", re.IGNORECASE)
        known = {index for name in self.made_of for index in self.indices_of(name)}
        return [index for index in self.health if ours.fullmatch(index) and index not in known]


def condition(client: OpenSearch, alias: str) -> Condition:
    """Look at everything under an alias. Raises :class:`ClusterError`."""
    under = f"{alias}-*"
    health = told(client.cluster.health, index=under, level="indices")["indices"]
    settings = {
        index: said["settings"]
        for index, said in told(client.indices.get_settings, index=under, flat_settings=True).items()
    }
    known = told(generations_of, client, alias)
    colours = {index: said["status"] for index, said in sorted(health.items())}
    return Condition(
        alias,
        colours,
        {index: int(said["index.creation_date"]) / 1_000 for index, said in settings.items()},
        sorted(index for index, said in settings.items() if said.get(_FULL) == "true"),
        next((name for name, serves in known.items() if serves), None),
        {name: told(_made_of, client, alias, name, colours) for name in known},
    )


def _made_of(client: OpenSearch, alias: str, name: str, health: Mapping[str, str]) -> Sentinel | Fault:
    records = index_name(alias, name)
    beside = files.index_of(records)
    if "red" in (health.get(records), health.get(beside)):
        return Fault(
            "een deel (shard) ontbreekt, geen knoop die antwoordt heeft er een kopie van", passing=True
        )
    if beside not in health:
        return Fault("zij is nooit afgemaakt, of haar bestanden zijn weg")
    try:
        sentinel = sentinel_in(client, alias, name)
        vocabulary = orjson.loads(files.get(client, beside, VOCABULARY))
        Journal.of_bytes(files.get(client, beside, JOURNAL), name)
        counts = {int(client.count(index=records)["count"]), int(vocabulary["records"])}
    except (files.MissingFile, GenerationError) as error:
        return Fault(str(error))
    except (ValueError, KeyError, TypeError, sqlite3.Error) as error:
        return Fault(f"een bestand is onleesbaar ({error})")
    except RequestError as error:  # such as for an index that is closed
        return Fault(f"de index weigert te antwoorden ({error.error})")
    if others := sorted(counts - {sentinel.records}):
        return Fault(f"zij telt {', '.join(map(str, others))} documenten en niet {sentinel.records}")
    return sentinel


def sentinel_in(client: OpenSearch, alias: str, name: str) -> Sentinel:
    """What a generation was made of. Raises ``MissingFile``, :class:`GenerationError`, and what the client raises."""
    return sentinel_of(files.get(client, files.index_of(index_name(alias, name)), SENTINEL), name)


def listed(client: OpenSearch, alias: str) -> list[Generation]:
    """Every complete generation, oldest first, its name in the place of its directory. One that is being made, was cut off or
    is damaged is left out, and logged. Raises :class:`ClusterError` where the cluster refuses or cannot be reached.
    """
    return list(_listed(client, alias, told(generations_of, client, alias)))


def _listed(client: OpenSearch, alias: str, known: Mapping[str, bool]) -> Iterator[Generation]:
    for name, serves in known.items():
        try:
            sentinel = told(sentinel_in, client, alias, name)
        except GenerationError as error:
            log.warning("%s", error)
        except ClusterError as error:
            if isinstance(error.__cause__, NoConnection):
                raise
            log.warning("generatie %s is nog niet af, of niet heel: opdrachten doctor zegt wat er is", name)
        else:
            yield Generation(name, Path(name), sentinel.created, sentinel.records, serves)


def made_together(client: OpenSearch, alias: str) -> bool:
    """Whether machines make the index of the alias together. Raises :class:`ClusterError`."""
    return bool(told(client.indices.exists, index=runs_index(alias)))


def room(client: OpenSearch, indices: Sequence[str]) -> tuple[int, int]:
    """How many bytes are free on all nodes together, and how many some indices take up with their copies."""
    nodes: list[dict[str, Any]] = told(client.cat.allocation, format="json", bytes="b")
    free = sum(int(node["disk.avail"]) for node in nodes if node.get("disk.avail"))
    if not indices:
        return free, 0
    stats = told(client.indices.stats, index=",".join(indices), metric="store")
    store = stats["_all"]["total"].get("store", {})  # nothing where no shard answers
    return free, int(store.get("size_in_bytes", 0))

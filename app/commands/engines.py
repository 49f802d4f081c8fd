"""What the commands that make an index do differently for each engine that the settings can name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.search.reader import Reader
from app.settings import Settings
from indexer import doctor
from indexer.doctor import Diagnosis
from indexer.index.generations import Generation, Generations
from indexer.index.served import Check, Here, Served, Write
from indexer.reindex import Versions

if TYPE_CHECKING:
    from indexer.cluster.parts.beginning import Place


@dataclass(frozen=True, slots=True)
class Making:
    """How an index is written, checked, opened for the gate before it serves, and brought to serve."""

    write: Write
    check: Check
    read: Callable[[Path], Reader]
    served: Served


def making(settings: Settings) -> Making:
    """For the engine of the settings."""
    return _MAKINGS[settings.engine](settings)


def _on_this_machine(settings: Settings) -> Making:
    from indexer.index.check import check_index
    from indexer.index.writer import write_prepared

    def read(directory: Path) -> Reader:
        from app.search.snapshot import Snapshot

        return Snapshot(directory)

    return Making(write_prepared, check_index, read, Here())


def _in_a_cluster(settings: Settings) -> Making:
    from indexer.cluster.client import WRITE_SECONDS, connect
    from indexer.cluster.served import InCluster, index_name
    from indexer.exchange.journal import JOURNAL
    from indexer.index.writer import VOCABULARY

    client = connect(settings.opensearch_urls, WRITE_SECONDS)
    cluster = InCluster(client, settings.opensearch_alias, settings.opensearch_shards)

    def read(directory: Path) -> Reader:
        from app.search.cluster.reader import ClusterReader

        index = index_name(settings.opensearch_alias, directory.name)
        journal = directory / JOURNAL
        return ClusterReader(
            client,
            index,
            directory.name,
            (directory / VOCABULARY).read_bytes(),
            journal.read_bytes() if journal.is_file() else None,
        )

    return Making(cluster.write, cluster.check, read, cluster)


def place(settings: Settings) -> Place:
    """Where several machines make a generation together; the settings name a cluster."""
    from indexer.cluster.client import WRITE_SECONDS, connect
    from indexer.cluster.parts.beginning import Place

    client = connect(settings.opensearch_urls, WRITE_SECONDS)
    return Place(client, settings.opensearch_alias, settings.opensearch_shards)


def gone_back(settings: Settings) -> str | None:
    """The generation that was gone back to where machines make the index together, of which no data directory knows all."""
    if settings.engine != "opensearch":
        return None
    from indexer.cluster.parts.beginning import back
    from indexer.cluster.served import told

    name: str | None = told(back, place(settings))
    return name


def listed(settings: Settings) -> Sequence[Generation]:
    """Every complete generation, oldest first; of a cluster what is there, which no data directory need know."""
    if settings.engine != "opensearch":
        return Generations(settings.data).list()
    from indexer.cluster import condition
    from indexer.cluster.client import connect_to_read

    return condition.listed(connect_to_read(settings.opensearch_urls), settings.opensearch_alias)


def examined(settings: Settings, installed: Versions, *, repair: bool) -> Diagnosis:
    """What a doctor finds. Raises ``Busy`` (only where it is to repair) or ``OSError``."""
    if settings.engine != "opensearch":
        return doctor.examine(settings.data, installed, repair=repair, check=making(settings).check)
    from indexer.cluster.client import connect_to_read
    from indexer.cluster.doctor import examine

    mending = place(settings)
    looking = replace(
        mending, client=connect_to_read(settings.opensearch_urls)
    )  # a node that hangs holds it up less
    return examine(looking, settings.data, installed, mending if repair else None)


_MAKINGS: Final[dict[str, Callable[[Settings], Making]]] = {
    "tantivy": _on_this_machine,
    "opensearch": _in_a_cluster,
}

"""What the commands that make and keep an index do differently for each engine that the settings can name."""

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
from indexer.reindex import rollback
from indexer.tools import Versions

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


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where the complete generations are kept (``where``, for people), and how one looks after them: every one of them, oldest
    first; what a doctor finds by the versions that are installed and, where the second is true, mends, which raises ``Busy``
    (only then) or ``OSError``; and going back one, which returns the name of the one that answers from then on.
    """

    where: str
    listed: Callable[[], Sequence[Generation]]
    examined: Callable[[Versions, bool], Diagnosis]
    gone_back: Callable[[], str]


def keeping(settings: Settings) -> Keeping:
    """For the engine of the settings."""
    return _KEEPINGS[settings.engine](settings)


def _kept_on_this_machine(settings: Settings) -> Keeping:
    return Keeping(
        str(settings.data),
        Generations(settings.data).list,
        lambda installed, repair: doctor.examine(settings.data, installed, repair=repair),
        lambda: rollback(settings.data).name,
    )


def _kept_in_a_cluster(settings: Settings) -> Keeping:
    """Where machines make the index together no data directory knows all of it."""
    from indexer.cluster import condition
    from indexer.cluster.client import connect_to_read
    from indexer.cluster.doctor import examine
    from indexer.cluster.parts.beginning import back
    from indexer.cluster.served import told

    mending, reading = place(settings), connect_to_read(settings.opensearch_urls)

    def examined(installed: Versions, repair: bool) -> Diagnosis:
        looking = replace(mending, client=reading)  # a node that hangs holds it up less
        return examine(looking, settings.data, installed, mending if repair else None)

    def gone_back() -> str:
        together: str | None = told(back, mending)
        return together or rollback(settings.data, making(settings).served).name

    return Keeping(
        "het cluster",
        lambda: condition.listed(reading, settings.opensearch_alias),
        examined,
        gone_back,
    )


_MAKINGS: Final[dict[str, Callable[[Settings], Making]]] = {
    "tantivy": _on_this_machine,
    "opensearch": _in_a_cluster,
}
_KEEPINGS: Final[dict[str, Callable[[Settings], Keeping]]] = {
    "tantivy": _kept_on_this_machine,
    "opensearch": _kept_in_a_cluster,
}

"""The door to an index: the engine on one machine, and the choice of the engine that the settings name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.search.answering import (
    Answering,
    GoneGeneration,
    NoGeneration,
    SearchEngine,
    Whole,
    today_in_the_netherlands,
)
from app.search.snapshot import Snapshot
from indexer.exchange.journal import JOURNAL, Journal
from indexer.index.generations import Generations, Sentinel, read_sentinel

__all__ = [
    "Answering",
    "Engine",
    "GoneGeneration",
    "NoGeneration",
    "SearchEngine",
    "Whole",
    "today_in_the_netherlands",
]

if TYPE_CHECKING:
    from app.settings import Settings

MEGABYTE: Final = 1_000_000
_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Engine(Answering):
    """The engine on one machine: tantivy on the generation a data directory points at."""

    def __init__(
        self,
        data_dir: Path,
        today: Callable[[], dt.date] = today_in_the_netherlands,
        *,
        remembered_bytes: int = 0,
        one_core: bool = False,
    ) -> None:
        super().__init__(today, remembered_bytes=remembered_bytes, one_core=one_core)
        self._generations = Generations(data_dir)
        self.refresh()

    def _newest(self) -> str | None:
        path = self._generations.current()
        if path is None and self._serving is None and self._generations.pointer.exists():
            # A pointer that leads nowhere is no reason to serve nothing: the doctor mends it.
            path = next(reversed(self._generations.complete()), None)
        return None if path is None else path.name

    def _before(self, name: str) -> Sequence[str]:
        return [path.name for path in reversed(self._generations.complete()) if path.name < name]

    def _sentinel(self, name: str) -> Sentinel:
        return read_sentinel(self._generations.directory / name)

    def _reader(self, name: str) -> Snapshot:
        directory = self._generations.directory / name
        if not _SAFE_NAME.fullmatch(name) or not directory.is_dir():
            raise GoneGeneration(name)
        return Snapshot(directory)

    def numbers(self, day: dt.date) -> tuple[int, int]:
        """The last number of the log visible on a day in the generation in use, and in any. Asked of the disk: another
        server may have taken up a generation that this one has not.
        """
        current = self._generations.current()
        paths = [one.path for one in self._generations.list() if (one.path / JOURNAL).is_file()]
        heads = {path: Journal(path).head(day) for path in paths}
        return heads.get(current, 0) if current else 0, max(heads.values(), default=0)


def open_engine(settings: Settings) -> Answering:
    """The engine that the settings name. Raises what opening a generation raises that is damaged."""
    return _ENGINES[settings.engine](settings)


def _on_this_machine(settings: Settings) -> Answering:
    return Engine(
        settings.data,
        remembered_bytes=settings.remembered_megabytes * MEGABYTE,
        one_core=settings.search_threads == 1,
    )


def _in_a_cluster(settings: Settings) -> Answering:
    from app.search.cluster.engine import ClusterEngine  # needs the extra

    remembered_bytes = settings.remembered_megabytes * MEGABYTE
    return ClusterEngine(
        settings.opensearch_urls, settings.opensearch_alias, remembered_bytes=remembered_bytes
    )


_ENGINES: Final[dict[str, Callable[[Settings], Answering]]] = {
    "tantivy": _on_this_machine,
    "opensearch": _in_a_cluster,
}

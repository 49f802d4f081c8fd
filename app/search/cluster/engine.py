"""The engine whose index lies in a cluster: nothing of it is kept on the machine that serves."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Callable, Sequence
from typing import Final

from app.search.answering import Answering, GoneGeneration, NoGeneration, Opened, today_in_the_netherlands
from app.search.cluster.reader import ClusterReader, asked
from app.search.reader import EngineUnavailable, Reader
from indexer.cluster import files, writer
from indexer.cluster.client import connect_to_read
from indexer.cluster.served import generations_of, index_name
from indexer.exchange.journal import JOURNAL, Journal
from indexer.index.generations import SENTINEL, Sentinel, sentinel_of
from indexer.index.writer import VOCABULARY

log = logging.getLogger(__name__)

_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class ClusterEngine(Answering):
    """OpenSearch, on the generation that an alias names. A cluster that cannot be reached when this starts does not keep it
    from starting: everything raises :class:`EngineUnavailable` until a :meth:`refresh` succeeds.
    """

    def __init__(
        self,
        urls: Sequence[str],
        alias: str,
        today: Callable[[], dt.date] = today_in_the_netherlands,
        *,
        remembered_bytes: int = 0,
    ) -> None:
        super().__init__(today, remembered_bytes=remembered_bytes)
        self._client = connect_to_read(urls)
        self._alias = alias
        self._unreachable: EngineUnavailable | None = None
        self._journals: dict[str, Journal] = {}
        try:
            self.refresh()
        except EngineUnavailable as error:
            log.error("%s; asked again from time to time", error)

    def refresh(self) -> bool:
        try:
            changed = super().refresh()
        except EngineUnavailable as error:
            self._unreachable = error
            raise
        self._unreachable = None
        return changed

    def _current(self) -> Opened:
        try:
            return super()._current()
        except NoGeneration:
            if self._unreachable is not None:
                raise EngineUnavailable(str(self._unreachable)) from None
            raise

    def _known(self) -> dict[str, bool]:
        known: dict[str, bool] = asked(generations_of, self._client, self._alias)
        return known

    def _newest(self) -> str | None:
        return next((name for name, serves in self._known().items() if serves), None)

    def _before(self, name: str) -> Sequence[str]:
        return [known for known in reversed(self._known()) if known < name]

    def _file(self, generation: str, name: str) -> bytes:
        beside = files.index_of(index_name(self._alias, generation))
        content: bytes = asked(files.get, self._client, beside, name)
        return content

    def _sentinel(self, name: str) -> Sentinel:
        return sentinel_of(self._file(name, SENTINEL), name)

    def _reader(self, name: str) -> ClusterReader:
        self._must_exist(name)
        vocabulary, journal = self._file(name, VOCABULARY), self._file(name, JOURNAL)
        return ClusterReader(self._client, index_name(self._alias, name), name, vocabulary, journal)

    def _named(self, name: str) -> Reader:
        if name != self._snapshot().name:
            self._must_exist(name)  # one that is held open here may have been removed there
        return super()._named(name)

    def _must_exist(self, name: str) -> None:
        if not _SAFE_NAME.fullmatch(name) or not asked(
            writer.exists, self._client, index_name(self._alias, name)
        ):
            raise GoneGeneration(name)

    def numbers(self, day: dt.date) -> tuple[int, int]:
        known = self._known()
        journals: dict[str, Journal] = {}
        for name, serves in known.items():
            try:
                journals[name] = self._journals.get(name) or self._journal(name)
            except files.MissingFile:  # one that is being made has none yet
                if serves:
                    raise
        self._journals = journals
        heads = {name: journal.head(day) for name, journal in journals.items()}
        current = next((name for name, serves in known.items() if serves), None)
        return heads.get(current, 0) if current else 0, max(heads.values(), default=0)

    def _journal(self, name: str) -> Journal:
        serving = self._serving
        if serving is not None and serving.reader.name == name and serving.reader.journal is not None:
            return serving.reader.journal
        return Journal.of_bytes(self._file(name, JOURNAL), name)

    def close(self) -> None:
        super().close()
        self._journals.clear()
        self._client.close()

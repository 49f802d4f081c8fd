"""The reports of the nights: a file of JSON and a page a run, under ``data/reports/``, written by the holder of the re-index
lock.

A report never breaks a run: whatever goes wrong here is logged and the run goes on. A run that is killed leaves no report of
its own, so each one leaves a note when it begins; the next finds it and tells of the run that never ended.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.index.generations import sync_file
from indexer.record import moment

FOLDER: Final = "reports"
LATEST: Final = "latest.html"
KEPT_REPORTS: Final = 90
MOST_SET_ASIDE: Final = 1_000
"""Documents set aside that a kept report names; the whole list is in the answer of the run itself, and in the store."""
SHOWN_NIGHTS: Final = 60
_RUNNING: Final = ".running.json"
_NAME: Final = re.compile(r"\d{8}T\d{6}Z(?:-\d+)?\.json")

log = logging.getLogger(__name__)


class Nights:
    """The reports in one data directory."""

    def __init__(self, data_dir: Path, keep: int = KEPT_REPORTS) -> None:
        """``keep`` is how many reports stay, the newest."""
        self.directory = data_dir / FOLDER
        self.keep = keep

    def files(self) -> list[Path]:
        """The kept reports, oldest first."""
        if not self.directory.is_dir():
            return []
        found = (path for path in self.directory.iterdir() if _NAME.fullmatch(path.name))
        return sorted(found, key=lambda path: path.stem)

    def read(self, most: int = SHOWN_NIGHTS) -> list[dict[str, Any]]:
        """The newest reports, oldest first; one that is damaged is left out, and logged."""
        found = []
        for path in self.files()[-most:]:
            try:
                report = orjson.loads(path.read_bytes())
                found.append({**report, "name": path.stem, "started": report["started"]})
            except (OSError, ValueError, KeyError, TypeError) as error:
                log.warning("verslag %s is onbruikbaar: %s", path.name, error)
        return found

    @contextlib.contextmanager
    def kept(
        self, started: dt.datetime, report: Callable[[BaseException | None], dict[str, Any]]
    ) -> Iterator[None]:
        """Keep what ``report`` gives at the end of the block, however that ends; it is told what was raised."""
        with _never_in_the_way():
            self._begin(started)
        raised: BaseException | None = None
        try:
            yield
        except BaseException as error:
            raised = error
            raise
        finally:
            with _never_in_the_way():
                self._end(started, report(raised))

    def _begin(self, started: dt.datetime) -> None:
        self.directory.mkdir(exist_ok=True)
        for path in self.directory.glob(".*.partial"):
            path.unlink()
        note = self.directory / _RUNNING
        if note.is_file():
            before = orjson.loads(note.read_bytes())["started"]
            self._put(dt.datetime.fromisoformat(before), {"started": before, "outcome": "killed"})
        write_atomically(note, orjson.dumps({"started": moment(started)}))

    def _end(self, started: dt.datetime, report: dict[str, Any]) -> None:
        aside = report.get("setAside", [])
        shortened = {"setAside": aside[:MOST_SET_ASIDE], "setAsideTotal": len(aside)}
        try:
            self._put(started, {"started": moment(started), **report, **shortened})
        finally:
            (self.directory / _RUNNING).unlink(missing_ok=True)

    def _put(self, started: dt.datetime, report: dict[str, Any]) -> None:
        stamp = started.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        path, number = self.directory / f"{stamp}.json", 1
        while path.exists():  # two within a second
            number += 1
            path = self.directory / f"{stamp}-{number}.json"
        write_atomically(path, orjson.dumps(report))
        self._prune()
        from indexer.quality.page import (
            page,
        )  # jinja2 and the words, for which a run that is cut short has no use

        html = page(self.read()).encode("utf-8")
        for name in (path.with_suffix(".html").name, LATEST):
            write_atomically(self.directory / name, html)

    def _prune(self) -> None:
        for path in self.files()[: -self.keep]:
            for one in (path.with_suffix(".html"), path):
                one.unlink(missing_ok=True)


def latest(data_dir: Path) -> Path | None:
    """The page of the newest report, ``None`` where there is none."""
    path = data_dir / FOLDER / LATEST
    return path if path.is_file() else None


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` in a file that at any moment holds all of it or what it held before."""
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
    sync_file(path.parent)


@contextlib.contextmanager
def _never_in_the_way() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        log.warning("het verslag van deze nacht kon niet worden bewaard (%s)", reason)

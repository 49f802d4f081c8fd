"""Nights for the exchange: a corpus whose documents say in JSON what will be read from them, the real index, and a clock
that a test sets. In a module of its own so that workers can import the parser.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from app.main import create_app
from app.search.engine import Engine
from indexer.index.check import check_index
from indexer.index.schema import SCHEMA_VERSION
from indexer.index.writer import write_prepared
from indexer.record import AMSTERDAM, Record, Sibling, from_json, to_json
from indexer.reindex import Report, Tools, Versions, reindex
from indexer.store import Store
from indexer.twins import Relation
from tests.app.api.conftest import settings

START = dt.datetime(2026, 3, 10, 2, 0, tzinfo=dt.UTC)


def parse(path: Path, file: str, id: str) -> Record:
    said = json.loads(path.read_text(encoding="utf-8"))
    empty = to_json(Record(id=id, file=file, kind="assignment"), with_text=True)
    return from_json({**empty, **said})


def prepare() -> None:
    """Nothing to load."""


def relate(store: Store) -> Mapping[str, Relation]:
    """Documents with one reference are one assignment; an open one is shown, of equals the lowest id."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for record in store.records():
        if record["reference"]:
            groups.setdefault(record["reference"], []).append(record)
    relations = {}
    for group in groups.values():
        if len(group) > 1:
            shown = min(group, key=lambda each: (each["status"] == "closed", each["id"]))["id"]
            for each in group:
                others = tuple(
                    Sibling(other["id"], other["file"], None, other["id"] == shown, {})
                    for other in group
                    if other["id"] != each["id"]
                )
                relations[each["id"]] = Relation(each["id"] == shown, others)
    return relations


@dataclass
class House:
    """A corpus, its data directory, and the clock."""

    home: Path
    now: dt.datetime = START
    parser: str = "p1"
    keep_days: int = 90
    said: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.corpus.mkdir(parents=True)

    @property
    def corpus(self) -> Path:
        return self.home / "corpus"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(AMSTERDAM).date()

    def put(self, name: str, **said: Any) -> None:
        self.said[name] = {"title": name, "text": f"Opdracht {name}", **said}
        (self.corpus / f"{name}.txt").write_text(json.dumps(self.said[name]), encoding="utf-8")

    def change(self, name: str, **said: Any) -> None:
        self.put(name, **{**self.said[name], **said})

    def remove(self, name: str) -> dict[str, Any]:
        (self.corpus / f"{name}.txt").unlink()
        return self.said.pop(name)

    def rename(self, name: str, new: str) -> None:
        (self.corpus / f"{name}.txt").rename(self.corpus / f"{new}.txt")
        self.said[new] = self.said.pop(name)

    def tools(self) -> Tools:
        return Tools(
            frozenset({".txt"}),
            lambda: Versions(f"{SCHEMA_VERSION}+t1", "a1", self.parser, None),
            parse,
            prepare,
            write_prepared,
            check_index,
            relate=relate,
            clock=lambda: self.now,
            keep_days=self.keep_days,
            grace_nights=0,
        )

    def run(self, *, full: bool = False) -> Report:
        return reindex([self.corpus], self.data, jobs=1, full=full, tools=self.tools())

    def application(self) -> FastAPI:
        """A server on the house's clock; ``app.state.engine`` must be refreshed by hand."""
        app = create_app(settings(self.data, refresh_seconds=3_600))
        app.state.clock = lambda: self.now
        return app

    def engine(self) -> Engine:
        return Engine(self.data, today=lambda: self.today)

"""A night of documents whose record is written in them as JSON, in a module of its own so that workers can import it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from indexer.readers.source import ReadError
from indexer.record import Hours, Place, Rate, Record, to_json
from indexer.reindex import Tools, reindex
from indexer.report import Report
from tests.indexer import night

START = dt.datetime(2026, 11, 1, 2, 0, tzinfo=dt.UTC)


def parse(path: Path, file: str, id: str) -> Record:
    text = path.read_text(encoding="utf-8")
    if text == "UNREADABLE":
        raise ReadError("er staat geen tekst in")
    values = orjson.loads(text)
    rate = Rate(**values.pop("rate", {}))
    hours = Hours(**values.pop("hours", {}))
    places = tuple(Place(name) for name in values.pop("places", ["Ede"]))
    return Record(
        id=id, file=file, kind="assignment", rate=rate, hours=hours, places=places, text=text, **values
    )


def put(corpus: Path, name: str, **values: Any) -> None:
    (corpus / name).write_bytes(orjson.dumps({"title": f"Opdracht {name}", "rate": {"max": 90}, **values}))


def tools(day: int = 0, **changes: Any) -> Tools:
    """Tools at 3 a.m. on a day of November."""
    changes = {"parse": parse, "clock": lambda: START + dt.timedelta(days=day), **changes}
    return replace(night.tools(parser=changes.pop("parser", "p1")), **changes)


def run(corpus: Path, data: Path, day: int = 0, *, force: bool = False, **changes: Any) -> Report:
    return reindex([corpus], data, jobs=1, force=force, tools=tools(day, **changes))


def plain(**values: Any) -> dict[str, Any]:
    """The JSON of an assignment, with its text."""
    return to_json(Record(**{"id": "a", "file": "a.txt", "kind": "assignment", **values}), with_text=True)

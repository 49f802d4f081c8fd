"""Texts whose facts are known, and how many of their facts stay as they are when the same text comes in another dress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from indexer.gold import SEALED, read_gold
from indexer.parse.parser import parse_source
from indexer.readers import read
from indexer.record import to_json
from tests.accuracy import GOLD, STRANGERS

FACTS = (
    "title",
    "organisation",
    "places",
    "hours",
    "rate",
    "startDate",
    "endDate",
    "durationMonths",
    "deadline",
    "reference",
)
"""Those that are looked at; a record has some ten of them."""
Facts = dict[str, Any]


@cache
def texts() -> tuple[str, ...]:
    """The plain texts of assignments, of those that rules may be written for."""
    files = [
        path.parent / gold.file
        for path in (GOLD, *STRANGERS)
        for gold in read_gold(path)
        if gold.set != SEALED and gold.kind == "assignment" and gold.file.endswith(".txt")
    ]
    return tuple(file.read_text(encoding="utf-8") for file in files)


def one_in(step: int, those: Iterable[str]) -> tuple[str, ...]:
    """One of so many texts, told by their own words: those that are chosen stay so when others join them."""
    return tuple(text for text in those if crc32(text.encode()) % step == 0)


def facts_of(data: bytes, file: Path) -> Facts:
    """What is read of ``data``, written to ``file``, whose suffix tells what it is."""
    file.write_bytes(data)
    record = to_json(parse_source(read(file), file=file.name, id="1"))
    return {name: _told(record.get(name)) for name in FACTS}


def _told(value: Any) -> Any:
    return [place["name"] for place in value] if isinstance(value, list) else value


def facts_of_all(those: Iterable[str], folder: Path) -> list[Facts]:
    """What is read of plain texts."""
    return [facts_of(text.encode(), folder / "text.txt") for text in those]


def share_kept(
    those: Sequence[str], facts: Sequence[Facts], make: Callable[[str], bytes], file: Path
) -> tuple[float, int]:
    """The share of the facts of plain texts that are read the same of what ``make`` gives for each, and how many there are."""
    told = kept = 0
    for text, plain in zip(those, facts, strict=True):
        found = facts_of(make(text), file)
        named = [name for name in FACTS if plain[name] is not None or found[name] is not None]
        told += len(named)
        kept += sum(plain[name] == found[name] for name in named)
    return kept / told, told

"""What a generation measures: how many records, how much was set aside, how often each field is stated, how much is odd."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any, Final

from indexer.quality.facts import FIELDS, KIND, ODDITIES, FactsTable, bits
from indexer.record import json_name

EXAMPLES: Final = 5


@dataclass(frozen=True, slots=True)
class Odd:
    """How many assignments have an oddity, and some of them: ``{"id", "file", "title", "value"}``."""

    count: int
    examples: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a generation.

    ``kinds`` counts records by kind; ``stated``, ``oddities`` and ``means`` (of characters and of competencies) are of
    assignments. ``seen`` counts documents in the sources, ``set_aside`` those that could not be read, ``stale`` the records
    of an earlier state of their document; ``files`` holds by kind of file (``.pdf``) how many were seen and set aside.
    """

    records: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    seen: int = 0
    set_aside: int = 0
    stale: int = 0
    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    stated: dict[str, int] = field(default_factory=dict)
    means: dict[str, float] = field(default_factory=dict)
    oddities: dict[str, Odd] = field(default_factory=dict)

    @property
    def assignments(self) -> int:
        return self.kinds.get(KIND, 0)

    def to_json(self) -> dict[str, Any]:
        return {json_name(f.name): asdict(self)[f.name] for f in fields(self)}


def from_json(data: Mapping[str, Any]) -> Measures:
    """The inverse of :meth:`Measures.to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError`` on anything else."""
    values = {f.name: data[json_name(f.name)] for f in fields(Measures)}
    values["files"] = {suffix: (int(seen), int(aside)) for suffix, (seen, aside) in values["files"].items()}
    values["oddities"] = {
        name: Odd(int(odd["count"]), tuple(odd["examples"])) for name, odd in values["oddities"].items()
    }
    return Measures(**values)


def kind_of_file(name: str) -> str:
    """``.pdf`` for ``map/a.PDF``."""
    return PurePosixPath(name).suffix.lower() or "(zonder)"


def of_sources(seen: Iterable[str], set_aside: Iterable[str], stale: int) -> Measures:
    """The measures of a night's reading alone, from the kind of file of each document that was seen and of each that was set
    aside.
    """
    all_seen, aside = Counter(seen), Counter(set_aside)
    files = {kind: (all_seen[kind], aside[kind]) for kind in sorted(all_seen)}
    return Measures(seen=all_seen.total(), set_aside=aside.total(), stale=stale, files=files)


def measure(
    table: FactsTable,
    sources: Measures,
    load: Callable[[str], Mapping[str, Any] | None],
    hidden: Collection[str],
    today: dt.date,
) -> Measures:
    """The measures of all records in the table, which must be fresh, with those of the ``sources``.

    ``load`` gives the JSON of a record by its id, ``hidden`` are the ids of postings in whose place another is shown. Memory
    is bounded by the number of different patterns of fields that are stated.
    """
    kinds: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    odd: Counter[str] = Counter()
    characters = competencies = 0
    for kind, fields_stated, odd_bits, count, letters, skills in table.patterns():
        kinds[kind] += count
        if kind == KIND:
            stated.update(dict.fromkeys(bits(FIELDS, fields_stated), count))
            odd.update(dict.fromkeys(bits(ODDITIES, odd_bits), count))
            characters += letters
            competencies += skills
    assignments = kinds[KIND]
    every = max(assignments, 1)
    return Measures(
        records=kinds.total(),
        kinds=dict(sorted(kinds.items())),
        seen=sources.seen,
        set_aside=sources.set_aside,
        stale=sources.stale,
        files=sources.files,
        stated={name: stated[name] for name in FIELDS},
        means={
            "characters": round(characters / every, 1),
            "competencies": round(competencies / every, 2),
        },
        oddities=dict(_oddities(table, odd, load, hidden, today)),
    )


def _oddities(
    table: FactsTable,
    counts: Mapping[str, int],
    load: Callable[[str], Mapping[str, Any] | None],
    hidden: Collection[str],
    today: dt.date,
) -> Iterator[tuple[str, Odd]]:
    for name in ("rate", "hours", "endBeforeStart", "noPlace"):
        yield name, _odd(name, table.odd(name), counts.get(name, 0), load)
    far = list(table.far(today))
    yield "farDeadline", _odd("farDeadline", far, len(far), load)
    shared = _shared(table.alike("same"), hidden)
    yield "sameTitle", _odd("sameTitle", (ids[0] for ids in shared), sum(map(len, shared)), load)
    # The most frequent title alone, so that the figure grows by one for each assignment that takes it.
    shared = _shared(table.alike("title"), hidden)[:1]
    yield "commonTitle", _odd("commonTitle", (ids[0] for ids in shared), sum(map(len, shared)), load)


def _shared(pairs: Iterable[tuple[str, str]], hidden: Collection[str]) -> list[list[str]]:
    """The ids that share a digest, but for those of hidden postings; the largest group first."""
    groups: dict[str, list[str]] = {}
    for digest, id in pairs:
        if id not in hidden:
            groups.setdefault(digest, []).append(id)
    return sorted((ids for ids in groups.values() if len(ids) > 1), key=lambda ids: (-len(ids), ids[0]))


def _odd(name: str, ids: Iterable[str], count: int, load: Callable[[str], Mapping[str, Any] | None]) -> Odd:
    examples = []
    for id, _ in zip(ids, range(EXAMPLES), strict=False):
        record = load(id)
        if record is not None:
            shown = {
                "id": id,
                "file": record["file"],
                "title": record["title"],
                "value": _value(name, record),
            }
            examples.append(shown)
    return Odd(count, tuple(examples))


def _value(name: str, record: Mapping[str, Any]) -> Any:
    """What is odd about the record, as JSON."""
    match name:
        case "rate" | "hours":
            return [record[name]["min"], record[name]["max"]]
        case "endBeforeStart":
            return [record["startDate"], record["endDate"]]
        case "farDeadline":
            return record["deadline"]
        case "sameTitle":
            return record["organisation"]
    return None

"""The same assignment, posted more than once: found, grouped, and told by each of its records.

Three steps, each cheaper to refuse than the next: what both state must be able to hold of one assignment
(:mod:`~indexer.twins.facts`), the sketches of the texts must lie near (:mod:`~indexer.twins.sketches`), and most of the
shorter description must stand in the longer one without other names or numbers in it (:mod:`~indexer.twins.telling`). A
pair that is missed shows an assignment twice; a pair that is wrong hides one. So where it is doubtful, there are two.

Groups are worked out anew over all records whenever an index is written, from the records alone: the order in which they
came, and on which night, make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final

import orjson

from indexer.parse.version import parser_version
from indexer.record import Sibling
from indexer.store import Store
from indexer.twins.facts import Facts, compatible, facts_of, well_told
from indexer.twins.groups import grouped, primary_of, siblings_of
from indexer.twins.sketches import candidates, sketch
from indexer.twins.telling import Telling, likeness, telling_of

KIND: Final = "assignment"
SHARED: Final = 0.48
"""This share of the shorter description must stand in the longer one; different work for one client shares up to 0.35 of
it, postings of one assignment 0.55 and more (both measured, see the tests).
"""
SHARED_WHERE_FACTS_LACK: Final = 0.55
LEAST_COMMON: Final = 25
"""Telling words in common; fewer are a form, not a description."""
_TEXTS_AT_HAND: Final = 4_096

Load = Callable[[str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is kept of a record to find its twins by."""

    facts: Facts
    sketch: bytes


@dataclass(frozen=True, slots=True)
class Relation:
    """What a record of a group is told about it; ``primary``: this is the one that is shown."""

    primary: bool
    siblings: tuple[Sibling, ...]


@cache
def mark_version() -> str:
    """A digest of all that marks and groups depend on besides the records."""
    digest = blake2b(f"{parser_version()} {version('rensa')}".encode(), digest_size=8)
    for file in sorted(files("indexer.twins").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def mark(record: dict[str, Any]) -> Mark | None:
    """The mark of a record's JSON with its text; ``None`` for what is no assignment."""
    return Mark(facts_of(record), sketch(record["text"])) if record["kind"] == KIND else None


def made_mark(record: dict[str, Any]) -> bytes | None:
    """The mark of a record's JSON as it is stored."""
    made = mark(record)
    return None if made is None else to_bytes(made)


def keep_mark(store: Store, id: str, digest: str, made: bytes | None) -> None:
    """Store what :func:`made_mark` gave for the record that has this digest."""
    store.put_mark(id, digest, mark_version(), made)


def to_bytes(each: Mark) -> bytes:
    """A mark as it is stored."""
    return orjson.dumps({"facts": asdict(each.facts), "sketch": each.sketch.hex()}, default=sorted)


def from_bytes(data: bytes) -> Mark:
    """The inverse of :func:`to_bytes`."""
    plain = orjson.loads(data)
    facts = plain["facts"]
    for name in ("gemeenten", "provinces", "ranks", "role"):
        facts[name] = frozenset(facts[name])
    if facts["hours"]:
        low, high = facts["hours"]
        facts["hours"] = (low, float("inf") if high is None else high)  # JSON has no infinity
    return Mark(Facts(**facts), bytes.fromhex(plain["sketch"]))


def relate_all(store: Store) -> dict[str, Relation]:
    """The relations among all records of a store."""

    def load(id: str) -> dict[str, Any]:
        record = store.record(id)
        if record is None:
            raise LookupError(f"the store holds no record {id}, of which it has a mark")
        return record

    return relate(map(from_bytes, store.marks(mark_version(), made_mark)), load)


def relate(marks: Iterable[Mark], load: Load) -> dict[str, Relation]:
    """By id: the relation of every record that has siblings. ``load(id)`` gives a record's JSON with its text."""
    known = sorted(marks, key=lambda each: each.facts.id)
    facts = [each.facts for each in known]
    pairs = []
    told = lru_cache(maxsize=_TEXTS_AT_HAND)(lambda id: telling_of(load(id)))
    for one, other in candidates(facts, [each.sketch for each in known]):
        mine, theirs = facts[one], facts[other]
        if compatible(mine, theirs):
            shared = same_description(told(mine.id), told(theirs.id), sure=well_told(mine, theirs))
            if shared:
                pairs.append((shared, one, other))
    relations: dict[str, Relation] = {}
    for group in grouped(facts, pairs):
        cards = [load(facts[position].id) for position in group]
        primary = primary_of(cards)["id"]
        siblings = siblings_of(cards, primary)
        relations.update((card["id"], Relation(card["id"] == primary, siblings(card))) for card in cards)
    return relations


def same_description(one: Telling, other: Telling, *, sure: bool) -> float:
    """The share of the shorter description in the longer one where that makes them one, else 0. ``sure``: the facts
    speak for it too.
    """
    found = likeness(one, other)
    enough = found.shared >= (SHARED if sure else SHARED_WHERE_FACTS_LACK)
    return found.shared if enough and found.common >= LEAST_COMMON and not found.replaced else 0.0

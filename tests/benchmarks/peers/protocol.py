"""What every peer gets and gives: documents and questions that hold no more than the facts, the words as they were typed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from app.search.request import SearchRequest
from indexer.index import buckets
from indexer.index.schema import ranges, raw_values
from indexer.record import Record

VALUE_FIELDS = ("province", "region", "competency", "contract_form", "education", "remote")
RANGES = ("hours", "rate", "duration")
BUCKETED = ("hours", "rate")
FACETS = ("province", "competency", "contract_form", "education", "hours", "rate")
UNKNOWN = "?"
"""Where a record states no hours or no rate it counts under this value."""
LIMIT = 20
_HIGHEST = 1e12
_FIELDS = {"contractForm": "contract_form"}

Facets = dict[str, dict[str, int]]
"""By facet, value, number of documents; buckets go by their position."""


@dataclass(frozen=True, slots=True)
class Document:
    """A record for a peer. ``number`` is from 1 on; ``head`` is what weighs more than the ``body``.

    ``values`` holds the :data:`VALUE_FIELDS`, and for those of :data:`BUCKETED` the positions of all classes it counts in;
    ``spans`` the lowest and highest figure of each of :data:`RANGES` that is stated. ``published`` is a day, 0 where it is
    not known. ``shown`` says that it is an assignment, and no hidden twin: nothing else is searched.
    """

    number: int
    head: str
    body: str
    values: dict[str, tuple[str, ...]]
    spans: dict[str, tuple[float, float]]
    published: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A search for a peer: all ``words`` must be met (``prefix``: the one word is the beginning of one), of each field in
    ``chosen`` one of the values, and each range must overlap or be unknown. By ``published`` the newest come first.
    """

    words: tuple[str, ...] = ()
    prefix: bool = False
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)
    published: bool = False
    facets: tuple[str, ...] = ()

    def without(self, facet: str) -> Question:
        """The question without a facet's own filter: what that facet is counted under."""
        chosen = {name: values for name, values in self.chosen.items() if name != facet}
        spans = {name: span for name, span in self.ranges.items() if name != facet}
        return Question(self.words, self.prefix, chosen, spans, self.published, (facet,))

    def counted(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facets that are counted under all filters, and those under all but their own."""
        own = tuple(name for name in self.facets if name in self.chosen or name in self.ranges)
        return tuple(name for name in self.facets if name not in own), own


@dataclass(frozen=True, slots=True)
class Answer:
    """``first`` are the numbers of the best documents, at most :data:`LIMIT`; ``seconds`` is what the peer itself took."""

    total: int
    first: tuple[int, ...]
    facets: Facets
    seconds: float


class Peer(Protocol):
    """A peer. It works in a folder of its own that is empty when it begins."""

    name: str
    cannot: str
    """What it does not do that we do, for the reader."""

    def __init__(self, folder: Path) -> None: ...

    @staticmethod
    def available() -> str | None:
        """Why it cannot be had here, and what to install; ``None`` when it can."""

    def version(self) -> str: ...

    def build(self, documents: Iterable[Document]) -> None: ...

    def search(self, asked: Question) -> Answer: ...

    def size_bytes(self) -> int: ...

    def close(self) -> None: ...


def document(number: int, record: Record) -> Document:
    """A record as peers get it."""
    values: dict[str, list[str]] = {name: [] for name in VALUE_FIELDS}
    for name, value in raw_values(record):
        if name in values:
            values[name].append(value)
    spans = {
        name: (span[0], min(span[1], _HIGHEST))
        for name, stated in ranges(record).items()
        if (span := buckets.span(*stated)) is not None
    }
    for name in BUCKETED:
        span = spans.get(name)
        values[name] = [str(at) for at in buckets.overlapping(name, *span)] if span else [UNKNOWN]
    labels = " ".join(one.label for one in record.competencies)
    named = " ".join(f"{place.name} {place.gemeente or ''} {place.province or ''}" for place in record.places)
    return Document(
        number=number,
        head=" ".join(filter(None, (record.title, record.organisation, labels, named))),
        body=record.text,
        values={name: tuple(dict.fromkeys(found)) for name, found in values.items()},
        spans=spans,
        published=record.published.toordinal() if record.published else 0,
        shown=record.kind == "assignment" and record.primary,
    )


def question(request: SearchRequest) -> Question | None:
    """A request as peers get it; ``None`` where it asks what not every peer can do: distance, another sort, spelling."""
    if request.point is not None or request.sort not in ("relevance", "published"):
        return None
    chosen = {name: getattr(request, name) for name in VALUE_FIELDS if getattr(request, name)}
    spans: dict[str, tuple[float, float]] = {}
    for name in RANGES:
        low, high = getattr(request, f"{name}_min"), getattr(request, f"{name}_max")
        if low is not None or high is not None:
            spans[name] = (low or 0.0, math.inf if high is None else high)
    return Question(
        words=tuple(request.q.rstrip("*").split()),
        prefix=request.q.endswith("*"),
        chosen=chosen,
        ranges={name: (low, min(high, _HIGHEST)) for name, (low, high) in spans.items()},
        published=request.sort == "published",
        facets=tuple(_FIELDS.get(name, name) for name in request.facets),
    )


def ours(found: Mapping[str, Any]) -> Facets:
    """The facets of our own answer in the form of the peers', values that no document has left out."""
    plain: Facets = {}
    for name, rows in found.items():
        field_name = _FIELDS.get(name, name)
        if isinstance(rows, list):
            plain[field_name] = {row["value"]: row["count"] for row in rows}
            continue
        counts = {str(at): row["count"] for at, row in enumerate(rows["buckets"]) if row["count"]}
        plain[field_name] = counts | ({UNKNOWN: rows["unknown"]} if rows["unknown"] else {})
    return plain

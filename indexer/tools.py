"""What a night works with: how it reads, writes, checks and judges, and which versions a generation depends on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.exchange.log import KEPT_DAYS, LOG_VERSION
from indexer.index.generations import KEPT_GENERATIONS
from indexer.index.served import Check, Here, Served, Write
from indexer.quality.canaries import Ask, Canary
from indexer.quality.gate import GateBounds
from indexer.quality.nights import KEPT_REPORTS
from indexer.readers.source import Limits
from indexer.store import Store
from indexer.twins import Relation
from indexer.workers import Bounds, Work


@dataclass(frozen=True, slots=True)
class Versions:
    """What, besides the documents, a generation depends on. ``parser`` includes the language model."""

    schema: str
    analyser: str
    parser: str
    model: str | None


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run works with. Tests put their own in its place; ``parse`` and ``prepare`` are importable by
    name.
    """

    suffixes: frozenset[str]
    versions: Callable[[], Versions]
    parse: Work
    prepare: Callable[[], None]
    write: Write
    check: Check
    served: Served = field(default_factory=Here)
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=Bounds)
    relate: Callable[[Store], Mapping[str, Relation]] = lambda store: {}
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    keep_days: int = KEPT_DAYS
    keep_generations: int = KEPT_GENERATIONS
    gate: GateBounds = field(default_factory=GateBounds)
    canaries: Sequence[Canary] = ()
    ask: Ask | None = None  # without, no canary is asked
    keep_reports: int = KEPT_REPORTS
    grace_nights: int = 1
    # For the check; called, in a thread, while the processes that parse come up.
    get_ready: Callable[[], None] = lambda: None


def real_tools() -> Tools:
    """The tools of the program itself, loaded only when a run needs them."""
    from indexer import document
    from indexer.index.check import check_index
    from indexer.index.schema import SCHEMA_VERSION
    from indexer.index.writer import write_prepared
    from indexer.language.analyser import ANALYSER_VERSION
    from indexer.readers import SUFFIXES
    from indexer.twins import mark_version, relate_all

    def versions() -> Versions:
        model = document.language_model()
        # Who is whose twin stands in the index, and the log of changes beside it.
        schema = f"{SCHEMA_VERSION}+{mark_version()}+{LOG_VERSION}"
        return Versions(schema, ANALYSER_VERSION, document.parser_version(), model)

    return Tools(
        SUFFIXES,
        versions,
        document.parse_file,
        document.prepare,
        write_prepared,
        check_index,
        relate=relate_all,
    )

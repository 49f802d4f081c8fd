"""What the search promises of its speed, each bound with the figure of a run that it is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

WORDS_A_DOCUMENT: Final = 500
"""Building is told in documents of so many words."""
_FACETED: Final = "facets"


@dataclass(frozen=True, slots=True)
class Bound:
    """``brief`` is for a picture, ``text`` for the page; ``least`` says that the figure must reach the bound, else it may not pass it."""

    brief: str
    text: str
    bound: float
    unit: str
    value: Callable[[dict[str, Any]], float | None]
    least: bool = False

    def met(self, value: float) -> bool:
        return value >= self.bound if self.least else value <= self.bound


@dataclass(frozen=True, slots=True)
class Verdict:
    """A bound held against a run; ``value`` is ``None`` where the run did not measure it."""

    bound: Bound
    value: float | None

    @property
    def told(self) -> str:
        if self.value is None:
            return "not measured"
        return "met" if self.bound.met(self.value) else "missed"


def documents_a_second(build: dict[str, Any]) -> float:
    """Documents of :data:`WORDS_A_DOCUMENT` words."""
    return float(build["words"]) / WORDS_A_DOCUMENT / float(build["seconds"])


def _peer(name: str, *, ours_over_theirs: bool = False) -> Callable[[dict[str, Any]], float | None]:
    def value(run: dict[str, Any]) -> float | None:
        for peer in run.get("peers", {}).get("peers", ()):
            if peer["name"] == name and "kinds" in peer and not peer["differing"]:
                ratio = float(peer["kinds"][_FACETED]["ratio"])
                return 1 / ratio if ours_over_theirs else ratio
        return None

    return value


def _over_http(told: Callable[[dict[str, Any]], float]) -> Callable[[dict[str, Any]], float | None]:
    return lambda run: told(run["http"]) if "http" in run else None


def _in_process(told: Callable[[dict[str, Any]], float]) -> Callable[[dict[str, Any]], float | None]:
    return lambda run: told(run["facets"]) if "facets" in run else None


BOUNDS: Final = (
    Bound("HTTP to in process, median", "Search with 20 cards and 6 facets over HTTP, to the same in process (medians)", 1.35, "times",
          _over_http(lambda http: http["plain"]["ratio"])),
    Bound("HTTP above in process, p99", "The same: p99 over HTTP above p99 in process", 1.0, "ms",
          _over_http(lambda http: http["plain"]["http"]["p99"] - http["plain"]["inProcess"]["p99"])),
    Bound("what HTTP adds, p99", "The same: p99 of what HTTP adds to each search", 1.0, "ms",
          _over_http(lambda http: http["plain"]["overhead"]["p99"])),
    Bound("what highlights add, median", "Highlights add, over HTTP, at the median", 3.0, "ms",
          _over_http(lambda http: http["highlights"]["http"]["median"] - http["plain"]["http"]["median"])),
    Bound("six facets to none", "Search and 6 facets, to the search alone (two words, medians)", 3.5, "times",
          _in_process(lambda facets: facets["sixFacets"]["median"] / facets["alone"]["median"])),
    Bound("multi-select to without", "Multi-select, to the same without (medians)", 1.25, "times",
          _in_process(lambda facets: facets["multiSelect"]["median"] / facets["withoutMultiSelect"]["median"])),
    Bound("PostgreSQL to ours", "Filtered search with facets: PostgreSQL to ours (medians)", 12, "times", _peer("PostgreSQL"), least=True),
    Bound("SQLite FTS5 to ours", "The same: SQLite FTS5 to ours", 20, "times", _peer("SQLite FTS5"), least=True),
    Bound("Xapian to ours", "The same: Xapian to ours", 1.3, "times", _peer("Xapian"), least=True),
    Bound("ours to Lucene", "The same: ours to Lucene", 1.5, "times", _peer("Lucene", ours_over_theirs=True)),
    Bound("first search after a switch", "First search after a switch, to a warm one (median of the ratios)", 3, "times",
          lambda run: run["afterSwitch"]["ratio"] if "afterSwitch" in run else None),
    Bound("documents built a second", "Full build, parsing not counted: documents of 500 words a second", 1_500, "a second",
          lambda run: documents_a_second(run["build"]) if "build" in run else None, least=True),
    Bound("two workers to one", "Requests a second of two workers, to those of one", 1.7, "times",
          lambda run: run["workers"]["ratio"] if "workers" in run else None, least=True),
)  # fmt: skip


def verdicts(run: dict[str, Any]) -> Iterator[Verdict]:
    """Every bound against one run."""
    for bound in BOUNDS:
        yield Verdict(bound, bound.value(run))

"""Our own search in this process: beside the bare tantivy search of the same query, with and without facets and highlights,
and the first one after a switch.
"""

from __future__ import annotations

import os
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from app.search.answer import request_filters, sought_at_first
from app.search.building import build_text_query
from app.search.engine import Engine, today_in_the_netherlands
from app.search.facets import FacetCounter
from app.search.grammar import parse
from app.search.request import SearchRequest
from app.search.spare import Spare
from indexer.index.generations import Generations
from tests.benchmarks.searches import FACETS, KINDS, Search, of_kind
from tests.benchmarks.timing import figures, flat, in_turn, seconds_of

ROUNDS: Final = 3
LIMIT: Final = 20
SWITCHES: Final = 10
_WARM: Final = 5


class _Watched:
    """A tantivy searcher that notes the searches asked of it, and how long each of its methods took."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self.asked: list[tuple[Any, int, dict[str, Any]]] = []
        self.seconds: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._searcher, name)
        return partial(self._timed, name, found) if callable(found) else found

    def _timed(self, name: str, method: Callable[..., Any], *values: Any, **named: Any) -> Any:
        if name == "search":
            self.asked.append((values[0], values[1], named))
        started = perf_counter()
        try:
            return method(*values, **named)
        finally:
            self.seconds[name] += perf_counter() - started
            self.calls[name] += 1


@contextmanager
def watched(engine: Engine) -> Iterator[_Watched]:
    """What the engine asks of tantivy meanwhile."""
    snapshot: Any = engine._snapshot()
    real = snapshot.searcher
    watch = _Watched(real)
    snapshot.searcher = watch
    try:
        yield watch
    finally:
        snapshot.searcher = real


def bare_query(engine: Engine, search: Search) -> tuple[Any, dict[str, Any]] | None:
    """The query that found the page of a search, and in which order; ``None`` where nothing was found for it."""
    with watched(engine) as watch:
        engine.search(search.request)
    pages = [(query, named) for query, limit, named in watch.asked if limit >= LIMIT]
    if not pages:
        return None
    query, named = pages[-1]
    return query, {name: value for name, value in named.items() if name in ("order_by_field", "order")}


def by_kind(engine: Engine) -> dict[str, Any]:
    """For each class of the mix, and for the whole of it, ours and the bare search of the same query (twenty hits and their number)
    in turn. A search for which nothing is found has no such query and is left out.
    """
    found: dict[str, Any] = {}
    every: dict[str, list[float]] = {"ours": [], "bare": []}
    for kind in KINDS:
        pairs = [(search, bare) for search in of_kind(kind) if (bare := bare_query(engine, search))]
        ours, plain = in_turn(
            ROUNDS,
            [partial(engine.search, search.request) for search, _ in pairs],
            [partial(_bare, engine, *bare) for _, bare in pairs],
        )
        totals = [engine.search(search.request)["total"] for search, _ in pairs]
        found[kind] = {
            "ours": figures(flat(ours)),
            "bare": figures(flat(plain)),
            "ratio": statistics.median(flat(ours)) / statistics.median(flat(plain)),
            "total": statistics.fmean(totals),
            "steps": steps(engine, [search for search, _ in pairs]),
        }
        every["ours"] += flat(ours)
        every["bare"] += flat(plain)
    ratio = statistics.median(every["ours"]) / statistics.median(every["bare"])
    return {
        "kinds": found,
        "mix": {**{name: figures(times) for name, times in every.items()}, "ratio": ratio},
    }


def _bare(engine: Engine, query: Any, order: dict[str, Any]) -> None:
    engine._snapshot().searcher.search(query, LIMIT, count=True, **order)


def steps(engine: Engine, searches: Sequence[Search]) -> dict[str, float]:
    """Where the time of these searches goes, in milliseconds a search: each method of tantivy, and all the rest."""
    with watched(engine) as watch:
        whole = sum(seconds_of(partial(engine.search, search.request)) for search in searches)
    each = {name: took / len(searches) * 1000 for name, took in watch.seconds.items()}
    each["rest"] = whole / len(searches) * 1000 - sum(each.values())
    each["searches"] = watch.calls["search"] / len(searches)
    return each


def facets(engine: Engine) -> dict[str, Any]:
    """Two words without facets, with six, with highlights; and what it costs that a facet's own filter leaves its counts
    alone: beside the same search whose facets are all counted under all filters.
    """
    asked = [search.request for search in of_kind("and")]
    alone, six = in_turn(
        ROUNDS,
        [partial(engine.search, request) for request in asked],
        [partial(engine.search, replace(request, facets=FACETS)) for request in asked],
    )
    (marked,) = in_turn(1, [partial(engine.search, replace(request, highlight=True)) for request in asked])
    chosen = [search for search in of_kind("multi-select") if bare_query(engine, search)]
    multi, plain = in_turn(
        ROUNDS,
        [partial(engine.search, search.request) for search in chosen],
        [partial(_counted_plainly, engine, search.request) for search in chosen],
    )
    with_six = [Search("and", replace(request, facets=FACETS)) for request in asked]
    return {
        "alone": figures(flat(alone)),
        "sixFacets": figures(flat(six)),
        "highlights": figures(flat(marked)),
        "multiSelect": figures(flat(multi)),
        "withoutMultiSelect": figures(flat(plain)),
        "steps": {
            "two words, six facets": steps(engine, with_six),
            "multi-select": steps(engine, chosen),
        },
    }


def _counted_plainly(engine: Engine, request: SearchRequest) -> None:
    """The same search, its facets all counted under all filters; as ever, while another thread searches."""
    snapshot, today = engine._snapshot(), today_in_the_netherlands()
    found = sought_at_first(snapshot, build_text_query(snapshot.dialect, parse(request.q), today))
    filters = request_filters(snapshot, request, today)
    searched = Spare().begin(partial(engine.search, replace(request, facets=())))
    FacetCounter(snapshot, lambda _: found.counted(under=filters), {}, today).count(FACETS)
    searched()


def after_switch(engine: Engine, data: Path) -> dict[str, Any]:
    """The first search after each of several switches, beside the same search when it was asked before. The generation that
    is switched to holds the same records, in directory entries of its own.
    """
    asked = [replace(search.request, facets=FACETS, highlight=True) for search in of_kind("and")[:SWITCHES]]
    generations = Generations(data)
    first, warm, opened = [], [], []
    original = generations.current()
    if original is None:
        raise RuntimeError("there is no index to switch from")
    made: list[Path] = []
    try:
        for number, request in enumerate(asked):
            engine.search(request)  # what the process remembers of texts and words is no part of a switch
            made.append(_again(generations, original, number))
            opened.append(seconds_of(engine.refresh))
            first.append(seconds_of(partial(engine.search, request)))
            warm.append(statistics.median(seconds_of(partial(engine.search, request)) for _ in range(_WARM)))
    finally:
        generations.point_at(original.name)
        engine.refresh()
        for path in made:
            generations.remove(path)
    return {
        "first": figures(first),
        "warm": figures(warm),
        "opening": figures(opened),
        "ratio": statistics.median(a / b for a, b in zip(first, warm, strict=True)),
    }


def _again(generations: Generations, original: Path, number: int) -> Path:
    """The same generation once more, by hard links, as the current one."""
    path = generations.directory / f"{900_000 + number:06d}-20260310T030000Z"
    for file in original.rglob("*"):
        target = path / file.relative_to(original)
        if file.is_dir():
            target.mkdir(parents=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, target)
    generations.point_at(path.name)
    return path

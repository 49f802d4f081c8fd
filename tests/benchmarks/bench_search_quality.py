"""How well and how fast the search answers: ``python -m tests.benchmarks.bench_search_quality``.

Prints nDCG at ten and the mean reciprocal rank on both halves of the graded queries, ours beside tantivy's Dutch stemmer
on one field, in one run on the documents of ``corpus/``. Weights are tuned on the development half alone. Then what
building a query costs: words met before, words never met, and both beside tantivy's own parser reading the same words
(ratios carry over to another machine, figures do not).
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tantivy

from app.search.building import build_text_query, forget_queries
from app.search.engine import Engine
from app.search.grammar import parse
from app.search.request import SearchRequest
from app.search.snapshot import Snapshot
from indexer.index.generations import Generations
from indexer.index.keys import forget_words
from tests.app.search.graded import (
    HALVES,
    TYPED,
    Query,
    Search,
    baseline,
    engine_on_corpus,
    measure,
    ours,
    queries,
)

_QUERIES = (
    "jeugdzorg begeleider twente freelance overijssel",
    "schuldhulpverlening consulent gemeente utrecht zzp",
    "casusregisseur sociaal wijkteam multiproblematiek zutphen",
)
_BEGUN = ("pr", "jeu", "twe")
_ROUNDS = 200


def _quality(engine: Engine) -> None:
    searches = {"ours": ours(engine), "baseline": baseline(engine)}
    table = queries()
    print(f"{'':<24}{'queries':>8}{'nDCG@10':>10}{'MRR':>8}")
    for half in HALVES:
        rows = [query for query in table if query.half == half]
        for name, search in searches.items():
            _row(half, name, rows, search)
    for name, search in searches.items():
        _row("in a hurry", name, queries(TYPED), search)


def _row(table: str, name: str, rows: list[Query], search: Search) -> None:
    quality = measure(rows, search)
    print(f"{table + ', ' + name:<24}{len(rows):>8}{quality.ndcg:>10.3f}{quality.mrr:>8.3f}")


def _milliseconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """The median of many rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[rounds // 2] * 1000


def _building(snapshot: Snapshot) -> dict[str, Callable[[], object]]:
    """What building the queries is measured by."""
    today = dt.date(2026, 11, 22)

    def build() -> None:
        for q in _QUERIES:
            build_text_query(snapshot.dialect, parse(q), today).query()

    def build_anew() -> None:
        forget_queries()
        build()

    def build_unseen() -> None:
        forget_words()
        build_anew()

    return {
        "a query of five words, built": build,
        "the same, no query met before": build_anew,
        "the same, no word met before": build_unseen,
    }


def _answering(engine: Engine) -> dict[str, Callable[[], object]]:
    """What answering is measured by, as often as there are queries."""

    def search() -> None:
        for q in _QUERIES:
            engine.search(SearchRequest(q=q, facets=(), highlight=False))

    def suggest(within: SearchRequest | None = None) -> None:
        for begin in _BEGUN:
            engine.suggest(begin, 10, within)

    narrowed = SearchRequest(status="open")
    return {
        "the same, searched": search,
        "a suggestion": suggest,
        "a suggestion under a filter": lambda: suggest(narrowed),
    }


def _speed(engine: Engine, snapshot: Snapshot) -> None:
    plain = tantivy.Index(tantivy.SchemaBuilder().add_text_field("text").build())
    yardstick = _milliseconds(lambda: [plain.parse_query(q, ["text"]) for q in _QUERIES]) / len(_QUERIES)
    for label, work in (_building(snapshot) | _answering(engine)).items():
        took = _milliseconds(work) / len(_QUERIES)
        print(f"{label:<34}{took:>10.3f} ms{took / yardstick:>10.1f} times tantivy's own parser")


def main() -> None:
    """Prints both tables."""
    with tempfile.TemporaryDirectory() as data:
        engine = engine_on_corpus(Path(data))
        _quality(engine)
        current = Generations(Path(data)).current()
        if current is None:
            raise RuntimeError("no index was built from corpus/")
        _speed(engine, Snapshot(current))
        engine.close()


if __name__ == "__main__":
    main()
